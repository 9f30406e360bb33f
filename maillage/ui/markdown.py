"""Markdown that people type, made into HTML that is safe to show: discussions and news write with it.

The HTML is made once, when the text is saved, and kept beside it. Two walls stand one behind the other: the
parser lets no raw HTML through and only the addresses of `SCHEMES`, then an HTML parser drops all that is not
expected (decision record 0056).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ALLOWED = {
    "a": {"href"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "th": {"scope"},
    **{
        tag: set[str]()
        for tag in (
            "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "li", "blockquote", "pre", "code", "em",
            "strong", "s", "div", "table", "thead", "tbody", "tr", "td",
        )
    },
}  # fmt: skip
_OURS = {
    "div": {"class": {"scroll"}, "tabindex": {"0"}, "role": {"region"}, "aria-label": {"Tableau"}},
    "table": {"class": {"data"}},
    "strong": {"class": {"mention"}},
}
_CLEANER = nh3.Cleaner(
    tags=set(_ALLOWED),
    attributes={"*": set(), **{tag: names for tag, names in _ALLOWED.items() if names}},
    tag_attribute_values=_OURS,
    url_schemes=set(SCHEMES),
    link_rel="nofollow noopener noreferrer ugc",
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# An address typed as it is; what ends a sentence or closes a quotation is not part of it.
_BARE = re.compile(r"https?://[^\s<>\"«»“”|]+", re.IGNORECASE)
_AFTER = ".,;:!?…'’*_~`"
_ENDED = re.compile(r"[.!?…:;,][\s»”\")]*$")
_CLOSING = {")": "(", "]": "[", "}": "{"}
# White space and control characters, that browsers skip inside an address.
_SKIPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]")

Pictures = Callable[[str], str]
"""Says where a picture that the text names is shown from; "" when it may not be."""


def safe_address(address: str) -> bool:
    """Whether a link may lead there: the web, a mail, a telephone, or a page of this site."""
    plain = _SKIPPED.sub("", address)
    found = _SCHEME.match(plain)
    if found:
        return found[1].lower() in SCHEMES
    # « //elsewhere » and « /\elsewhere » lead out of the site, whatever they look like.
    return plain.startswith(("/", "#", "?")) and not re.match(r"[/\\]{2}", plain)


def _parser() -> MarkdownIt:
    # What is nested deeper than that reads as text: nobody writes it but to weigh on the server.
    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    made.enable(["table", "strikethrough"])
    # The library lets its method be replaced by a function, which its types do not know.
    made.validateLink = safe_address  # type: ignore[assignment,method-assign]
    return made


_PARSER = _parser()


def to_html(text: str, *, top: int = 3, marked: Collection[str] = (), pictures: Pictures | None = None) -> str:
    """HTML of a text, cleaned, its highest title at level `top` and no level skipped (2 to 6).

    `marked` are spellings (« @Marie Dupont ») set in bold; a picture is replaced by its description unless
    `pictures` says from where it is shown.
    """
    tokens = _PARSER.parse(text)
    _shift_titles(tokens, top)
    names = re.compile("|".join(re.escape(one) for one in sorted(marked, key=len, reverse=True)) or r"(?!)")
    made: list[Token] = []
    for token in tokens:
        if token.type == "inline":
            token.children = _inline(token.children or [], names, pictures)
        if token.type == "table_open":
            token.attrs = {"class": "data"}
            made.append(_html('<div class="scroll" tabindex="0" role="region" aria-label="Tableau">'))
        elif token.type in {"th_open", "td_open"}:
            token.attrs = {"scope": "col"} if token.type == "th_open" else {}
        made.append(token)
        if token.type == "table_close":
            made.append(_html("</div>"))
    return str(_CLEANER.clean(_PARSER.renderer.render(made, _PARSER.options, {})))


def to_plain(text: str) -> str:
    """The words of a text without its marks, in one line: for an excerpt, a subject, a text read on air.

    The items of a list follow each other as a sentence does: nobody hears where a bullet was.
    """
    words: list[str] = []
    tokens = _PARSER.parse(text)
    depth = 0
    for place, token in enumerate(tokens):
        if token.type.endswith("_list_open"):
            depth += 1
        elif token.type.endswith("_list_close"):
            depth -= 1
        elif token.type == "inline":
            said = "".join(" " if "break" in one.type else _words(one) for one in token.children or [])
            words.append(said.rstrip() + _after_item(said, tokens, place) if depth else said)
            words.append(" ")
        elif token.type in {"fence", "code_block"}:
            words.append(f"{token.content} ")
    return " ".join("".join(words).split())


def _after_item(said: str, tokens: list[Token], place: int) -> str:
    """What ends an item when its text ends by nothing: « ; » before another that goes on, else a full stop."""
    if not said.strip() or _ENDED.search(said):
        return ""
    crossed: set[str] = set()
    for after in range(place + 1, len(tokens)):
        token = tokens[after]
        if token.type == "inline":
            break
        crossed.add(token.type.replace("ordered", "bullet"))
    else:
        return "."
    if "list_item_close" not in crossed and "bullet_list_open" in crossed:
        return " :"
    goes_on = _words(token).lstrip()[:1].islower()
    return " ;" if goes_on and "list_item_open" in crossed and "bullet_list_close" not in crossed else "."


def _shift_titles(tokens: list[Token], top: int) -> None:
    """Give each title the level that its place in the outline says, from `top` down."""
    above: list[int] = []
    level = top
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while above and above[-1] >= typed:
                above.pop()
            level = min(top + len(above), 6)
            above.append(typed)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"


def _words(token: Token) -> str:
    """The text of an inline token; a picture's is its description, without marks."""
    return "".join(map(_words, token.children)) if token.children else token.content


def _html(source: str) -> Token:
    return Token("html_block", "", 0, content=f"{source}\n")


def _inline(children: list[Token], names: re.Pattern[str], pictures: Pictures | None) -> list[Token]:
    made: list[Token] = []
    in_link = 0
    nowhere = False
    for token in children:
        # « []() » leads nowhere: its words stay, without a link.
        if token.type == "link_open" and not token.attrGet("href"):
            nowhere = True
            continue
        if token.type == "link_close" and nowhere:
            nowhere = False
            continue
        in_link += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type == "text" and not in_link:
            made += _linked(token.content, names)
        elif token.type == "image":
            made += _picture(token, pictures)
        else:
            made.append(token)
    return made


def _picture(token: Token, pictures: Pictures | None) -> list[Token]:
    described = _words(token).strip()
    address = pictures(str(token.attrs.get("src", ""))) if pictures else ""
    if not address:
        return [_text(described)]
    shown = Token("image", "img", 0, attrs={"src": address, "alt": "", "loading": "lazy"})
    shown.children = [_text(described)]
    return [shown]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _linked(text: str, names: re.Pattern[str]) -> list[Token]:
    """A text in which bare addresses become links and marked names are set in bold."""
    made: list[Token] = []
    done = 0
    for found in _BARE.finditer(text):
        address = _without_end(found[0])
        if found.start() < done or not safe_address(address):
            continue
        made += _bold(text[done : found.start()], names)
        link: dict[str, Any] = {"href": _PARSER.normalizeLink(address)}
        made += [Token("link_open", "a", 1, attrs=link), _text(address), Token("link_close", "a", -1)]
        done = found.start() + len(address)
    return [*made, *_bold(text[done:], names)]


def _without_end(address: str) -> str:
    while address:
        last = address[-1]
        if last in _AFTER or (last in _CLOSING and address.count(last) > address.count(_CLOSING[last])):
            address = address[:-1]
        else:
            break
    return address


def _bold(text: str, names: re.Pattern[str]) -> list[Token]:
    made: list[Token] = []
    done = 0
    for found in names.finditer(text):
        made.append(_text(text[done : found.start()]))
        bold = Token("strong_open", "strong", 1, attrs={"class": "mention"})
        made += [bold, _text(found[0]), Token("strong_close", "strong", -1)]
        done = found.end()
    return [*made, _text(text[done:])]
