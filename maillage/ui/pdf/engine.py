"""Compile a typst template with data: the only door to the PDF engine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst
from django.utils import timezone

from maillage.ui.pdf.errors import PaperError
from maillage.ui.pdf.fonts import FAMILY, covered_characters, font_folder
from maillage.ui.pdf.lettering import printable

Standard = Literal["1.7", "a-2a", "a-3a", "ua-1"]
ACCESSIBLE: tuple[Standard, ...] = ("ua-1",)
HOUSE = Path(__file__).parent / "house"


# What the engine says of mistakes that somebody other than a developer can mend.
_IN_FRENCH: tuple[tuple[str, str], ...] = (
    (
        r"missing alt text|alternative description",
        "une image n’a pas de texte de remplacement : sans lui, une personne aveugle ne saurait pas ce "
        "qu’elle montre.",
    ),
    (
        r"failed to (decode|parse) (image|svg|jpe?g|png|gif|webp)|unknown image format",
        "une image est illisible.",
    ),
    (r"missing document title", "le document n’a pas de titre."),
    (r"file not found", "un fichier dont le document a besoin manque."),
    (r"could not be displayed with font", "un caractère ne peut pas être dessiné."),
)


def compile_pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    assets: Mapping[str, bytes] | None = None,
    standards: Sequence[Standard] = ACCESSIBLE,
    timestamp: datetime | None = None,
) -> bytes:
    """Compose `template` (a .typ file, or a folder whose main.typ is compiled) and return the PDF.

    The template reads its data by `json("/data.json")`, pictures under `/assets/`, and the parts shared by
    all documents under `/house/`. Texts of `data` are never evaluated; characters that the font lacks are
    replaced (`lettering.printable`). With the accessible standard, the engine refuses a picture without
    alternative text. `timestamp` (now by default) is the date written inside. Raises `PaperError`.
    """
    return compile_files(gather(template, data, assets or {}), standards=standards, timestamp=timestamp)


def gather(template: Path, data: Mapping[str, Any], assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file that a document is made of, by its path: they can be kept, and compiled again later."""
    sources = {HOUSE: "house/", template if template.is_dir() else template.parent: ""}
    files = {
        prefix + path.relative_to(folder).as_posix(): path.read_bytes()
        for folder, prefix in sources.items()
        for path in sorted(folder.rglob("*.typ"))
    }
    if not template.is_dir():
        files["main.typ"] = files[template.name]
    plain = _clean(data, covered_characters())
    files["data.json"] = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True).encode()
    files |= {f"assets/{path}": content for path, content in assets.items()}
    return files


def compile_files(
    files: Mapping[str, bytes],
    *,
    standards: Sequence[Standard] = ACCESSIBLE,
    timestamp: datetime | None = None,
) -> bytes:
    """Compile gathered files: the same bytes come out for the same files, date, font and engine.

    Nothing outside `files` can be read by the document, and no font but the house's is used.
    Raises `PaperError`.
    """
    seconds = int((timestamp or timezone.now()).timestamp())
    return _compile(files, "main.typ", format="pdf", pdf_standards=list(standards), timestamp=seconds)


def compile_picture(files: Mapping[str, bytes], main: str, *, dots_per_inch: float = 110) -> bytes:
    """Compile one of the gathered files, of a single page, to a PNG picture. Raises `PaperError`."""
    return _compile(files, main, format="png", ppi=dots_per_inch)


def _compile(files: Mapping[str, bytes], main: str, **options: Any) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
    with TemporaryDirectory(prefix="maillage-paper-") as name:
        root = Path(name)
        for path, content in files.items():
            _write(root, path, content)
        try:
            composed: bytes = typst.compile(
                str(root / main), root=str(root), font_paths=fonts, sys_inputs={"font": FAMILY}, **options
            )
        except typst.TypstError as error:
            raise PaperError(_french(error.message), _trace(error)) from error
    return composed


def _write(root: Path, path: str, content: bytes) -> None:
    relative = PurePosixPath(path)
    if relative.is_absolute() or ".." in relative.parts:
        raise ValueError(path)
    target = root / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _clean(value: Any, covered: frozenset[str]) -> Any:
    if isinstance(value, str):
        # Almost all texts are plain: the font is asked once for all of them.
        return value if covered.issuperset(value) else printable(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(one, covered) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one, covered) for one in value]
    return value


def _french(message: str) -> str:
    for pattern, sentence in _IN_FRENCH:
        if re.search(pattern, message, re.IGNORECASE):
            return f"Le document n’a pas pu être composé : {sentence}"
    return f"Le document n’a pas pu être composé (le moteur de mise en page répond : {message})."


def _trace(error: typst.TypstError) -> str:
    return "\n".join([error.message, *error.hints, str(error.diagnostic), *map(str, error.trace)])
