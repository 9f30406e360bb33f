"""Read a PDF as assistive technology does: by its structure tree, not by the place of things on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf


@dataclass
class Tagged:
    """One element of the structure: its standard type, the page of its first content, its text and its alt."""

    kind: str
    page: int
    text: str
    alt: str


class TaggedPdf:
    """The structure tree of a document with the text of each element."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(pdf))
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.document.pages, 1)}
        self._texts: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.document.pages, 1):
            for mcid, text in _marked_texts(page):
                key = (number, mcid)
                self._texts[key] = self._texts.get(key, "") + text
        root = self.document.Root.StructTreeRoot
        self._roles = {str(k): str(v) for k, v in dict(root.get("/RoleMap", {})).items()}
        self.elements = list(self._walk(root, None))

    def of_kind(self, *kinds: str) -> list[Tagged]:
        """The elements of some standard types, in reading order."""
        return [one for one in self.elements if one.kind in kinds]

    def _walk(self, node: pikepdf.Object, page: int | None) -> Iterator[Tagged]:
        for kid in _kids(node):
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                continue
            own = self.pages.get(kid.Pg.objgen) if "/Pg" in kid else page
            kind = str(kid.S)
            kind = self._roles.get(kind, kind).lstrip("/")
            contents = list(self._contents(kid, own))
            yield Tagged(
                kind=kind,
                page=next((number for number, _ in contents), own or 0),
                text="".join(self._texts.get(one, "") for one in contents),
                alt=str(kid.get("/Alt", "")),
            )
            yield from self._walk(kid, own)

    def _contents(self, node: pikepdf.Object, page: int | None) -> Iterator[tuple[int, int]]:
        for kid in _kids(node):
            if isinstance(kid, int):
                if page:
                    yield page, kid
            elif isinstance(kid, pikepdf.Dictionary):
                own = self.pages.get(kid.Pg.objgen) if "/Pg" in kid else page
                if str(kid.get("/Type", "")) == "/MCR":
                    if own:
                        yield own, int(kid.MCID)
                elif "/S" in kid:
                    yield from self._contents(kid, own)


def _kids(node: pikepdf.Object) -> list[pikepdf.Object | int]:
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked_texts(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The text shown inside each marked content of a page that has an identifier."""
    cmaps = {name: _to_unicode(font) for name, font in dict(page.Resources.get("/Font", {})).items()}
    stack: list[int | None] = []
    cmap: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            has_id = name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            stack.append(int(operands[1].MCID) if has_id else None)
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            cmap = cmaps.get(str(operands[0]), {})
        elif name in ("Tj", "TJ"):
            mcid = next((one for one in reversed(stack) if one is not None), None)
            if mcid is not None:
                parts = operands[0] if name == "TJ" else [operands[0]]
                yield mcid, "".join(_decoded(bytes(p), cmap) for p in parts if isinstance(p, pikepdf.String))


def _decoded(raw: bytes, cmap: dict[int, str]) -> str:
    return "".join(cmap.get(int.from_bytes(raw[i : i + 2], "big"), "") for i in range(0, len(raw), 2))


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """The two-byte codes of a font and the characters they stand for."""
    if "/ToUnicode" not in font:
        return {}
    source = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}

    def text(digits: str) -> str:
        return bytes.fromhex(digits).decode("utf-16-be")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, target in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = text(target)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for first, last, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = text(f"{int(target, 16) + offset:0{len(target)}x}")
    return found
