"""From text to the words that the search compares: folded, stemmed, with sigles and long forms joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from maillage.actors.domain.lexicon import ABBREVIATIONS, SIGLES, SILENT_IN_SIGLES, STEMS, STOP_WORDS
from maillage.kernel.text import fold

# Tokens of the index that nobody types: no French word begins with these two letters.
WHOLE_NAME = "qx"
INITIALS = "qz"
THEME = "qj"
MARKS = (WHOLE_NAME, INITIALS, THEME)

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?![\w'’]))?")
_ELIDED = re.compile(r"(?<!\w)(?:[ldjsnmtc]|qu|jusqu|lorsqu|puisqu|presqu)\s?['’‘ʼ`´]\s?(?=\w)", re.IGNORECASE)
_ORDINAL = re.compile(r"([0-9]+)(?:er|ere|e|eme|ieme|nd|nde)")
_EU = re.compile(r"eu(?:x|ses?)$")
_EE = re.compile(r"ees?$")
_VOWEL_S = re.compile(r"(?<=[aiou])s$")
_LONGEST_WORD = 60


def tokens(text: str) -> list[str]:
    """The folded words of a text in order, small words included.

    Elided articles go (« l’école » gives "ecole"), dotted or spaced initials are joined (« S.E.L. » gives
    "sel"), ordinals lose their ending (« 2ème » gives "2").
    """
    text = _DOTTED.sub(lambda match: f" {match.group().replace('.', '').replace(' ', '')} ", text)
    words: list[str] = []
    initials: list[str] = []
    for word in (*fold(_ELIDED.sub(" ", text)).split(), ""):
        if len(word) == 1 and word.isalpha():
            initials.append(word)
            continue
        words += ["".join(initials)] if len(initials) > 1 else initials
        initials.clear()
        ordinal = _ORDINAL.fullmatch(word)
        if word:
            words.append((ordinal.group(1) if ordinal else word)[:_LONGEST_WORD])
    return words


_stemmer = Stemmer.Stemmer("french")


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """What is common to the singular, the plural and the usual derivatives of a folded word.

    The stemmer expects accents; the few endings that it needs them for are seen to before.
    """
    form = ABBREVIATIONS.get(form, form)
    if form in STEMS:
        return STEMS[form]
    if len(form) < 4 or not form.isalpha():
        return form
    form = _VOWEL_S.sub("", _EE.sub("e", _EU.sub("eu", form)))
    return str(_stemmer.stemWord(form))


def stems(text: str) -> list[str]:
    """The stems of the words of a text, small words left out unless there are no others."""
    words = tokens(text)
    return [stem(word) for word in words if word not in STOP_WORDS] or [stem(word) for word in words]


def whole_name(words: Sequence[str]) -> str:
    """The token that stands for a name as a whole, however its words were spaced."""
    return WHOLE_NAME + "".join(words)


def theme_token(code: str) -> str:
    """The token by which the actors of a theme are found."""
    return THEME + "".join(filter(str.isalnum, code))


def initials(words: Sequence[str], places: frozenset[str] = frozenset()) -> set[str]:
    """The sigles that a name may bear, from the initials of its words (3 letters or more).

    With and without « pour », « sur »…; with and without « Association » in front and the place (`places` are
    its stems) at the end, since « MJC » names the « Maison des jeunes et de la culture de Créteil ».
    """
    strong = [word for word in words if word not in SILENT_IN_SIGLES]
    found: set[str] = set()
    for kept in (strong, [word for word in strong if word not in STOP_WORDS]):
        ends = [len(kept)]
        while ends[-1] > 0 and stem(kept[ends[-1] - 1]) in places:
            ends.append(ends[-1] - 1)
        starts = [0, 1] if kept and stem(kept[0]) == "associ" else [0]
        found |= {"".join(word[0] for word in kept[start:end]) for start in starts for end in ends}
    return {sigle for sigle in found if 3 <= len(sigle) <= 12}


@lru_cache(maxsize=1)
def _long_forms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First stem of each long form → the stems of the form, and its sigle."""
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for sigle, texts in SIGLES.items():
        for text in texts:
            words = tuple(stems(text))
            forms.setdefault(words[0], []).append((words, sigle))
    return forms


@lru_cache(maxsize=1)
def _sigles() -> dict[str, tuple[str, ...]]:
    return {stem(sigle): texts for sigle, texts in SIGLES.items()}


def synonyms(words: Sequence[str]) -> set[str]:
    """Stems that say the same as some of these stems: the long forms of a sigle, the sigle of a long form."""
    found: set[str] = set()
    for position, word in enumerate(words):
        for text in _sigles().get(word, ()):
            found.update(stems(text))
        for form, sigle in _long_forms().get(word, ()):
            if _says(words[position:], form):
                found.add(stem(sigle))
    return found.difference(words)


def _says(words: Sequence[str], form: tuple[str, ...]) -> bool:
    """Whether the words begin by a long form; one of three words or more may have two others among them."""
    following = iter(words[: len(form) + (2 if len(form) > 2 else 0)])
    return all(one in following for one in form)


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """The three columns of an actor that the database indexes, and the forms that its texts are written in."""

    name: str
    topic: str
    text: str
    forms: frozenset[str]


def indexed_words(
    *,
    names: Iterable[str],
    other_names: Iterable[str] = (),
    sigle: str = "",
    places: Iterable[str] = (),
    labels: Iterable[str] = (),
    themes: Iterable[str] = (),
    identifiers: Iterable[str] = (),
    texts: Iterable[str] = (),
) -> IndexedWords:
    """Analyse what an actor is found by.

    `names` are those it bears, `other_names` those that some source gives it; `places` the names of its
    communes; `labels` the French words of its themes, services and publics; `themes` their codes;
    `identifiers` its SIREN and the like; `texts` its description.
    """
    forms: set[str] = set()

    def strong(text: str) -> list[str]:
        words = tokens(text)
        forms.update(words)
        return [stem(word) for word in words if word not in STOP_WORDS]

    place_stems = [one for place in places for one in strong(place)]
    in_name, in_topic, marks = [], list(place_stems), []
    borne = list(dict.fromkeys(filter(None, names)))
    for name in dict.fromkeys((*borne, *filter(None, other_names))):
        words = tokens(name)
        found = strong(name)
        if name in borne:
            in_name += [stem(word) for word in words]
        else:
            in_topic += found
        in_topic += sorted(synonyms(found))
        marks.append(whole_name(words))
        marks += sorted(INITIALS + one for one in initials(words, frozenset(place_stems)))
    for one in filter(None, map(tokens, sigle.replace("/", ",").split(","))):
        glued = "".join(one)
        forms.add(glued)
        in_name.append(stem(glued))
        in_topic += sorted(synonyms([stem(glued)]))
        marks.append(whole_name(one))
    for label in labels:
        found = strong(label)
        in_topic += [*found, *sorted(synonyms(found))]
    in_topic += [fold(number).replace(" ", "") for number in identifiers if number]
    in_topic += [theme_token(code) for code in themes]
    in_text = [one for text in texts for one in strong(text)]
    return IndexedWords(
        name=_column(in_name + marks),
        topic=_column(in_topic),
        text=_column(in_text),
        forms=frozenset(form for form in forms if len(form) > 2 and form.isalpha()),
    )


def _column(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(words))


def spans(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each word of a text as written begins and ends, with its folded form and its stem."""
    for match in re.finditer(r"\w+", text):
        if form := fold(match.group()).replace(" ", ""):
            yield match.start(), match.end(), form, stem(form)
