"""What a person wrote in an e-mail, without what their program quoted or added: pure, from text to text.

Programs announce a quotation in a few shapes, in French and in English: « Le … a écrit : » (Gmail, Thunderbird,
Apple Mail), a block « De : Envoyé : À : Objet : » (Outlook), « -----Message d’origine----- » and its like
(Outlook, Zimbra, telephones), lines that begin with « > ». Our own messages also bear a line to write above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

MARK = "Écrivez votre réponse au-dessus de cette ligne"

_WROTE = re.compile(
    r"^\W{0,3}(?:le|on)\b.{6,300}?\b(?:a\s+[ée]crit|wrote)(?:\s+ceci)?\s*:?\W{0,4}$", re.IGNORECASE | re.DOTALL
)
_BAR = re.compile(
    r"^[-_=\s]{2,}\s*(?:message d[’'‘]origine|message original|mail original|e-?mail d[’'‘]origine|"
    r"courriel original|original message|message transf[ée]r[ée]|forwarded message|"
    r"(?:le|on)\b.{6,200}\b(?:a [ée]crit|wrote)\s*:?)\s*[-_=\s]*$|"
    r"^(?:d[ée]but du message (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])|begin forwarded message)\s*:",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\W{0,3}(?:de|from|exp[ée]diteur)\s*:\W*\S", re.IGNORECASE)
_HEADER = re.compile(
    r"^\W{0,3}(?:envoy[ée](?: le)?|sent|date|[àa]|to|objet|subject|cc|destinataires?)\s*:", re.IGNORECASE
)
_DATED = re.compile(r"\d")
_RULE = re.compile(r"^[\s_*=-]{3,}$")

_ADDED = re.compile(
    r"^\W{0,3}(?:envoy[ée] (?:de(?:puis)?|[àa] partir d[eu’'])\b|sent from\b|sent with\b|envoy[ée] avec\b|"
    r"get outlook for|t[ée]l[ée]charge[rz] outlook|obtenir outlook|provenance\s*:\s*courrier|"
    r"(?:garanti )?sans virus|virus-free|[ée]mis par\b.{0,40}\b(?:mobile|smartphone)|yahoo mail\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W{0,3}(?:(?:tr[èe]s |bien )?cordialement|(?:bien )?(?:amicalement|solidairement)|"
    r"bien [àa] (?:vous|toi)|"
    r"(?:sinc[èe]res |meilleures |cordiales )salutations|(?:best|kind|warm) regards|regards|best wishes|cdlt|"
    r"yours sincerely|sincerely)\b.{0,20}$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"^\W{0,4}(?:(?:avis de )?confidentialit[ée]\b|ce (?:message|courriel|courrier|mail|e-mail)\b.{0,120}"
    r"(?:confidentiel|destin|exclusi)|this (?:e-?mail|message)\b.{0,120}(?:confidential|intended)|"
    r"(?:merci de )?pens(?:er|ez) [àa] l[’']environnement|please consider the environment)",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^\W{0,2}p\.? ?-?s\.?\s*[:.–-]", re.IGNORECASE)
SIGNED = 12
"""A signature has at most so many lines, each shorter than a sentence."""
WRAPPED = 66
"""A line at least so long, to which the next word would not have been added, was cut by the program."""
WIDTH = 78


def written(text: str, *, flowed: bool = False) -> str:
    """What the person wrote, without quotations, signature and notices; "" when there is nothing.

    `flowed` says that the lines of the part end with a space where they go on (RFC 3676).
    """
    lines = [line.rstrip("\r") for line in text.replace("\r\n", "\n").split("\n")]
    if flowed:
        lines = _joined(lines)
    lines = [line.replace("\u00a0", " ").rstrip() for line in lines]
    kept = _without_notices(_without_quotations(lines))
    return _unwrapped(_trimmed(kept))


def _without_quotations(lines: list[str]) -> list[str]:
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if MARK.casefold() in line.casefold():
            # What introduces the quotation in a language that we do not know stands just before.
            while kept and (not kept[-1].strip() or kept[-1].rstrip().endswith(":")):
                kept.pop()
            if not line.lstrip().startswith(">"):
                break
        if _BAR.match(line.strip()) or _is_header(lines, number):
            break
        length = _introduction(lines, number)
        if length:
            if not _next_said(lines, number + length).lstrip().startswith(">"):
                break
            number += length
            continue
        if not line.lstrip().startswith(">"):
            kept.append(line)
        number += 1
    return kept


def _next_said(lines: list[str], number: int) -> str:
    """The first line from there on that is not empty, "" when there is none."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return lines[number] if number < len(lines) else ""


def _introduction(lines: list[str], number: int) -> int:
    """How many lines « Le … a écrit : » takes here; none when it is not one."""
    if not re.match(r"\W{0,3}(?:le|on)\b", lines[number], re.IGNORECASE):
        return 0
    for length in range(1, 5):
        block = lines[number : number + length]
        if length > 1 and not block[-1].strip():
            return 0
        said = " ".join(one.strip() for one in block)
        if _WROTE.match(said) and _DATED.search(said):
            return length
    return 0


def _is_header(lines: list[str], number: int) -> bool:
    """Whether the heading of a quoted message begins here: its author, then its date, reader or subject."""
    if not _FROM.match(lines[number]):
        return False
    near = [one for one in lines[number + 1 : number + 9] if one.strip()][:5]
    return sum(bool(_HEADER.match(one)) for one in near) >= 2


def _without_notices(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if line.strip() in {"--", "—"} or (_DISCLAIMER.match(line) and number >= 1):
            lines = lines[:number]
            break
    lines = _trimmed(lines)
    for number, _ in _last(lines, 2):
        if _ADDED.match(lines[number]) and len(lines[number]) < 120:
            lines = lines[:number]
            break
    lines = _trimmed(lines)
    for number, rest in _last(lines, SIGNED):
        signed = all(len(one) <= 90 and not _POSTSCRIPT.match(one) for one in rest)
        if number and _CLOSING.match(lines[number]) and signed:
            return _trimmed(lines[:number])
    return lines


def _last(lines: list[str], after: int) -> Iterator[tuple[int, list[str]]]:
    """The last lines, each with the few that are not empty after it: at most `after` of them."""
    first, left = len(lines), after
    while first and left >= 0:
        first -= 1
        left -= bool(lines[first].strip())
    for number in range(first, len(lines)):
        yield number, [one for one in lines[number + 1 :] if one.strip()]


def _trimmed(lines: list[str]) -> list[str]:
    """Without empty lines and rules at either end, nor more than one empty line in a row."""
    first, last = 0, len(lines)
    while last and (not lines[last - 1].strip() or _RULE.match(lines[last - 1])):
        last -= 1
    while first < last and not lines[first].strip():
        first += 1
    lines = lines[first:last]
    return [one for before, one in zip(["x", *lines], lines) if one.strip() or before.strip()]


def _joined(lines: list[str]) -> list[str]:
    """Lines of a flowed text put together again; the mark of a signature stays alone."""
    made: list[list[str]] = []
    goes_on = False
    for line in lines:
        quoted = line.startswith(">")
        content = line[1:] if line.startswith(" ") else line
        if goes_on and not quoted and line != "-- ":
            made[-1].append(content)
        else:
            made.append([content if not quoted else line])
        goes_on = not quoted and line != "-- " and content.endswith(" ")
    return ["".join(parts) for parts in made]


def _unwrapped(lines: list[str]) -> str:
    """Lines that a program cut at its width put together again; a list, a short line stay as they are."""
    made: list[str] = []
    length = 0
    for line in lines:
        first = line.split(" ", 1)[0]
        cut = WRAPPED <= length <= WIDTH + 2 and length + 1 + len(first) > WIDTH - 4
        if made and cut and line.strip() and not re.match(r"\s*(?:[-*•–]|\d+[.)])\s", line):
            made[-1] = f"{made[-1]} {line.strip()}"
        else:
            made.append(line)
        length = len(line)
    return "\n".join(made)


# --- Messages that are HTML alone ---------------------------------------------------------------------
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_SILENT = frozenset(("head", "script", "style", "template", "title", "object", "svg", "noscript"))
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    )
)  # fmt: skip
# By class or id: what is quoted, or signed.
_LEFT_OUT = frozenset(
    (
        "gmail_quote", "gmail_quote_container", "gmail_attr", "gmail_signature", "moz-cite-prefix",
        "moz-signature", "protonmail_quote", "protonmail_signature_block", "zmail_extra",
        "outlookmessageheader", "signature", "ms-outlook-mobile-signature",
    )
)  # fmt: skip
# From there on, all is the message that is answered.
_LAST = frozenset(("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "yahoo_quoted"))


# What is left of a page is well formed: Python's own parser takes minutes on some that are not.
_CLEANER = nh3.Cleaner(
    tags=set(_BLOCKS | {"a", "b", "br", "em", "i", "img", "span", "strong", "u", "input", "wbr"}),
    clean_content_tags=set(_SILENT - {"head"}),
    attributes={"*": {"class", "id", "type"}},
    link_rel=None,
)


class _Reader(HTMLParser):
    """The text of a page, its quotations and signatures left out where the program marked them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.over = False
        # The tag whose end is waited for, and how many of that name are open inside.
        self.skipped = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.over or tag in _VOID:
            self._line(tag)
            return
        if self.skipped:
            self.depth += tag == self.skipped
            return
        found = {name: (value or "").casefold() for name, value in attrs}
        names = {*found.get("class", "").split(), found.get("id", "")}
        # A program may put a word of its own before those it is known by (x_gmail_quote).
        names |= {name.removeprefix("x_").removeprefix("m_") for name in names}
        if names & _LAST:
            self.over = True
        elif tag in _SILENT or names & _LEFT_OUT or (tag == "blockquote" and found.get("type") == "cite"):
            self.skipped, self.depth = tag, 1
        else:
            self._line(tag)
            if tag == "li":
                self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.depth -= tag == self.skipped
            if not self.depth:
                self.skipped = ""
                self.parts.append("\n")
        else:
            self._line(tag)

    def _line(self, tag: str) -> None:
        if not self.over and not self.skipped and (tag == "br" or tag in _BLOCKS):
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_data(self, data: str) -> None:
        if not self.over and not self.skipped:
            self.parts.append(re.sub(r"[\t\r\n ]+", " ", data))


def text_of_html(page: str) -> str:
    """The text of a message that is HTML alone, without the quotations that its program marked."""
    reader = _Reader()
    reader.feed(_CLEANER.clean(page))
    reader.close()
    lines = [line.strip() for line in "".join(reader.parts).split("\n")]
    return "\n".join(_trimmed(lines))
