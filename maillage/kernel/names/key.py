"""The key by which two names of organisations are compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from ..text import clean_spaces, fold
from .words import (
    ABBREVIATIONS,
    ARTICLES,
    BALL_GAMES,
    CUT_MARKERS,
    DISCIPLINES,
    LEGAL_WORDS,
    MARKER_PHRASES,
    MARKER_WORDS,
    NUMBER_WORDS,
    ROMAN,
    SHORTEST_CUT_MARKER,
    SPORTING,
    STOP_WORDS,
)

# Many files cut names at this length (the limit of the old SIRENE layout), often in the middle of a word.
CUT_LENGTH = 32


_CUTTABLE = tuple({word[:5] for word in DISCIPLINES if len(word) > 5})
_ORDINAL = re.compile(r"^([0-9]+)(?:e|eme|ieme|er|ere|nd|nde)$")

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_INVERTED_ARTICLE = re.compile(r"^(?:l['’]?|la|le|les)$", re.IGNORECASE)
_TRAILING_ARTICLE = re.compile(r"[,\s]+(?:la|le|les)$", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:ex|anciennement|anct)(?:[\s:.-]+)(?=\w)", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.\s?){2,}(?:[A-Za-z]\b(?!\w))?")
_DASH = re.compile(r"\s+[-–—/:]\s*|\s*[-–—/:]\s+")


@dataclass(frozen=True, slots=True)
class NameKey:
    """What is left of a name once the ways of writing it are set aside.

    `words` are all its folded words, abbreviations spelt out; `tokens` those that name the actor, each once;
    `sigles` the acronyms given with the name; `markers` what places the actor in a hierarchy (section,
    federation, departement…); `numbers` the numbers borne; `disciplines` the sport or art named; `former` the
    keys of former names (« ex … »); `cut` says that the name was probably cut by the file it comes from.
    """

    words: tuple[str, ...]
    tokens: tuple[str, ...]
    sigles: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    disciplines: frozenset[str] = frozenset()
    former: tuple["NameKey", ...] = field(default=(), repr=False)
    cut: bool = False

    @property
    def glued(self) -> str:
        """The words without their spaces, small ones included: « musicale do ré mi » is « musicale dorémi »."""
        return "".join(word for word in self.words if word not in LEGAL_WORDS and word not in ARTICLES)

    @property
    def exact(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A value equal for two names that differ only by spelling, fit for an index or a dictionary."""
        return tuple(sorted(set(self.tokens))), tuple(sorted(self.markers))


def name_key(name: str, sigle: str | None = None) -> NameKey:
    """Return the comparison key of a name as typed, with the sigle given apart if there is one.

    An empty or purely legal name (« Association ») gives a key without tokens, which resembles nothing.
    """
    text = clean_spaces(name)
    cut = CUT_LENGTH - 1 <= len(text) <= CUT_LENGTH
    current, *formers = (part.strip(" -,;:()[]") for part in _FORMER.split(text))
    if not current and formers:
        current = formers.pop(0)
    sigles = {glued for word in (sigle or "").split(",") if (glued := fold(word).replace(" ", ""))}
    body, from_brackets = _without_brackets(current)
    sigles |= from_brackets
    body = _TRAILING_ARTICLE.sub("", body)
    body, from_dash = _without_dashed_sigle(body)
    sigles |= from_dash
    words = _words(body)
    tokens: list[str] = []
    for word in words:
        if word not in STOP_WORDS and word not in LEGAL_WORDS and word not in tokens:
            tokens.append(word)
    markers = _markers(words)
    if len(tokens) > 1:
        kept = [token for token in tokens if token not in MARKER_WORDS]
        tokens = kept or tokens
    return NameKey(
        words=tuple(words),
        tokens=tuple(tokens),
        sigles=frozenset(sigles),
        markers=markers,
        numbers=frozenset(token for token in tokens if token.isdigit()),
        disciplines=frozenset(_disciplines(tokens)),
        former=tuple(name_key(former) for former in formers if fold(former)),
        cut=cut,
    )


def _without_brackets(text: str) -> tuple[str, set[str]]:
    """Take the brackets out: an article is dropped, a sigle kept apart, other words stay in place."""
    sigles: set[str] = set()
    shouted = text.isupper()

    def replace(match: re.Match[str]) -> str:
        inside = match.group(1).strip()
        if _INVERTED_ARTICLE.match(inside):
            return " "
        if _looks_like_sigle(inside) and (len(inside) <= 6 or not shouted):
            sigles.add(fold(inside).replace(" ", ""))
            return " "
        return f" {inside} "

    body = _BRACKETS.sub(replace, text)
    return (body, sigles) if fold(body) else (text, set())


def _looks_like_sigle(text: str) -> bool:
    """Whether a text is capitals in one word (« ADMR », « A.D.M.R. », « A D M R »)."""
    letters = [char for char in text if char.isalpha()]
    words = text.replace(".", " ").split()
    in_one = len(words) == 1 or all(len(word) == 1 for word in words)
    return 2 <= len(letters) <= 9 and in_one and all(char.isupper() for char in letters)


def _without_dashed_sigle(text: str) -> tuple[str, set[str]]:
    """Take out a sigle joined by a dash (« ADMR - Aide à domicile »), when it is one beyond doubt."""
    parts = [part for part in _DASH.split(text) if part.strip()]
    if len(parts) < 2:
        return text, set()
    for index in (0, -1):
        candidate = parts[index].strip(" .")
        rest = " ".join(part for part in parts if part is not parts[index])
        glued = fold(candidate).replace(" ", "")
        if not _looks_like_sigle(candidate) or len(fold(rest).split()) < 2:
            continue
        initials = [word[0] for word in fold(rest).split()]
        strong = [word[0] for word in fold(rest).split() if word not in STOP_WORDS]
        if glued in ("".join(initials), "".join(strong)) or not rest.isupper():
            return rest, {glued}
    return text, set()


def _words(text: str) -> list[str]:
    """Split into folded words, with abbreviations spelt out, initials joined and numerals made alike."""
    text = _DOTTED.sub(lambda match: f" {match.group().replace('.', '').replace(' ', '')} ", text)
    raw = fold(text.replace("&", " et ").replace("+", " et ")).split()
    words: list[str] = []
    for index, word in enumerate(raw):
        following = raw[index + 1] if index + 1 < len(raw) else ""
        if word in ("st", "sts"):
            word = "saint"
        elif word in ("ste", "stes"):
            word = "societe" if index == 0 and following in ("d", "de", "des", "du") else "sainte"
        elif word in ROMAN:
            word = str(ROMAN[word])
        elif word in NUMBER_WORDS:
            word = NUMBER_WORDS[word]
        elif (ordinal := _ORDINAL.match(word)) or word.isdigit():
            word = (ordinal.group(1) if ordinal else word).lstrip("0") or "0"
        elif word == "ball" and words and words[-1] in (*BALL_GAMES, "football"):
            words[-1] = BALL_GAMES.get(words[-1], words[-1])
            continue
        else:
            word = ABBREVIATIONS.get(word, word)
            if word not in LEGAL_WORDS and _is_association(word):
                word = "association"
            if len(word) >= SHORTEST_CUT_MARKER:
                word = next((full for whole, full in CUT_MARKERS.items() if whole.startswith(word)), word)
        words.extend(word.split())
    return _joined_initials(words)


def _is_association(word: str) -> bool:
    """Whether a word is « association » but for a letter: the first word of names is often misspelt."""
    return word.startswith("as") and DamerauLevenshtein.distance(word, "association", score_cutoff=1) <= 1


def _joined_initials(words: Sequence[str]) -> list[str]:
    """Join runs of three single letters or more: « A S C » was a sigle."""
    joined: list[str] = []
    run: list[str] = []
    for word in (*words, ""):
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        if len(run) >= 3:
            joined.append("".join(run))
        else:
            joined.extend(run)
        run = []
        if word:
            joined.append(word)
    return joined


def _markers(words: Sequence[str]) -> frozenset[str]:
    spelt = ["association" if word in LEGAL_WORDS and word.startswith("as") else word for word in words]
    strong = [word for word in spelt if word not in STOP_WORDS]
    found = {MARKER_WORDS[word] for word in strong if word in MARKER_WORDS}
    pairs = set(pairwise(strong))
    for phrase, marker in MARKER_PHRASES:
        if phrase in pairs:
            found.add(marker)
            found.discard("federation")
    return frozenset(found)


def _disciplines(tokens: Sequence[str]) -> Iterator[str]:
    for index, token in enumerate(tokens):
        discipline = DISCIPLINES.get(token) or _cut_discipline(token)
        if token == "hand" and SPORTING & set(tokens):
            discipline = "handball"
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if discipline == "tennis" and following and "table".startswith(following):
            discipline = "tennis de table"
        if discipline == "tir" and following == "arc":
            discipline = "tir a l arc"
        if discipline:
            yield discipline


def _cut_discipline(token: str) -> str | None:
    """Return the discipline whose word was cut (« athletis », « gymnasti »), or None."""
    if len(token) < 5 or not token.startswith(_CUTTABLE):
        return None
    return next((DISCIPLINES[word] for word in DISCIPLINES if word.startswith(token)), None)
