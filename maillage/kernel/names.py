"""Names of French organisations: a key to compare them by, and how alike two of them are.

Lists of associations spell the same name in many ways (« ASS FAMIL RURALE », « AFR de Rouans », « Familles
rurales (ex foyer rural) ») and give near-identical names to different actors (« Union sportive, section
judo » and « Union sportive »). The key separates what names an actor from what says its place in a
hierarchy; the similarity aligns words as people abbreviate them, and lets contradictions of section,
discipline, number or place weigh more than the words in common.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from .text import clean_spaces, fold

# Many files cut names at this length (the limit of the old SIRENE layout), often in the middle of a word.
CUT_LENGTH = 32


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP_WORDS = _listed(
    "a au aux avec ce ces cet cette d dans de des du en et l la le les leur leurs lez n nos on ou par pour "
    "qu que qui s sa ses son sous sur un une vers y"
)

# Words that only say what kind of legal person bears the name.
_LEGAL_WORDS = _listed(
    "association associations assoc asso ass assos asoc loi 1901 scop scic sarl sas sasu eurl sa sci snc gie"
)

# How people shorten the commonest words of names, beyond cutting their end (which is handled by prefixes).
_ABBREVIATIONS = {
    "agce": "agence",
    "als": "amicale laique",
    "anc": "anciens",
    "bibli": "bibliotheque",
    "chpt": "championnat",
    "cie": "compagnie",
    "co": "collectif",
    "col": "college",
    "com": "comite",
    "comm": "commission",
    "cte": "comite",
    "ctr": "centre",
    "ctre": "centre",
    "dep": "departemental",
    "depal": "departemental",
    "depart": "departemental",
    "departement": "departemental",
    "departementale": "departemental",
    "departementales": "departemental",
    "dept": "departemental",
    "deptal": "departemental",
    "deptale": "departemental",
    "dpt": "departemental",
    "dptal": "departemental",
    "dptale": "departemental",
    "dev": "developpement",
    "devel": "developpement",
    "devt": "developpement",
    "dvpt": "developpement",
    "dvt": "developpement",
    "ec": "ecole",
    "ecoles": "ecole",
    "ets": "etablissement",
    "etab": "etablissement",
    "fed": "federation",
    "feder": "federation",
    "fede": "federation",
    "foot": "football",
    "gpt": "groupement",
    "grpt": "groupement",
    "gpe": "groupe",
    "grp": "groupe",
    "grpe": "groupe",
    "gym": "gymnastique",
    "hand": "handball",
    "basketball": "basket",
    "intercom": "intercommunal",
    "lyc": "lycee",
    "mvt": "mouvement",
    "mouv": "mouvement",
    "nal": "national",
    "nat": "national",
    "nationale": "national",
    "reg": "regional",
    "regionale": "regional",
    "locale": "local",
    "municipale": "municipal",
    "ntre": "notre",
    "sce": "service",
    "serv": "service",
    "services": "service",
    "soc": "societe",
    "synd": "syndicat",
    "univ": "universite",
    "volleyball": "volley",
}

# Words so common in names that sharing them says little; every other word weighs 1, unless the caller knows
# better.
_COMMON_WORDS: dict[str, float] = {
    **dict.fromkeys(
        _listed(
            "amicale ami amis atelier ateliers centre cercle club collectif comite commission compagnie "
            "conseil cooperative ecole equipe espace federation foyer groupe groupement institut ligue "
            "maison mouvement office organisme regie reseau service societe syndicat troupe union college "
            "lycee etablissement agence ensemble cite festival fonds fondation"
        ),
        0.45,
    ),
    **dict.fromkeys(
        _listed(
            "culturel culturelle culture culturelles sportif sportive sport sports social sociale socio "
            "loisir loisirs laique municipal intercommunal communal communale local regional departemental "
            "national francais francaise france jeune jeunes jeunesse enfance enfant enfants famille "
            "familles familial familiale rural rurale animation gestion promotion developpement formation "
            "education aide action actions vie fete fetes quartier quartiers ville commune pays habitants "
            "anciens parents eleves personnes solidarite insertion interet defense protection sauvegarde "
            "accueil environnement international internationale populaire libre nouvelle nouveau grand "
            "grande petit petite saint sainte musique danse theatre olympique athletique stade entente "
            "etoile espoir racing sporting fc football tennis gymnastique judo basket handball petanque "
            "cyclo volley rugby randonnee yoga"
        ),
        0.6,
    ),
    "notre": 0.5,
    "dame": 0.5,
}

# What places an organisation in a hierarchy: the same words around another marker are another actor.
_MARKER_PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("comite", "departemental"), "departement"),
    (("union", "departemental"), "departement"),
    (("federation", "departemental"), "departement"),
    (("association", "departemental"), "departement"),
    (("delegation", "departemental"), "departement"),
    (("comite", "regional"), "region"),
    (("union", "regional"), "region"),
    (("federation", "regional"), "region"),
    (("ligue", "regional"), "region"),
    (("association", "regional"), "region"),
    (("union", "national"), "nation"),
    (("federation", "national"), "nation"),
    (("association", "national"), "nation"),
    (("federation", "francais"), "nation"),
    (("federation", "francaise"), "nation"),
    (("union", "local"), "local"),
    (("comite", "local"), "local"),
    (("groupe", "local"), "local"),
    (("section", "local"), "section"),
    (("section", "syndical"), "section"),
)
_MARKER_WORDS: dict[str, str] = {
    "section": "section",
    "sect": "section",
    "sections": "section",
    "antenne": "antenne",
    "delegation": "delegation",
    "federation": "federation",
    "confederation": "federation",
    "departemental": "departement",
    "regional": "region",
    "national": "nation",
    "district": "district",
}

# Disciplines: two names that each bear one, and not the same, name two actors.
_DISCIPLINES: dict[str, str] = {
    word: discipline
    for discipline, words in {
        "athletisme": "athletisme athle",
        "aviron": "aviron",
        "badminton": "badminton",
        "basket": "basket",
        "billard": "billard",
        "boxe": "boxe boxing",
        "boules": "boules boule petanque bouliste boulistes",
        "canoe": "canoe kayak canoekayak",
        "cyclisme": "cyclo cyclisme cycliste cyclotourisme vtt bmx",
        "danse": "danse danses",
        "echecs": "echecs echec",
        "equitation": "equitation equestre poney",
        "escalade": "escalade",
        "escrime": "escrime",
        "football": "football futsal",
        "golf": "golf",
        "gymnastique": "gymnastique gym gymnique",
        "handball": "handball",
        "hockey": "hockey",
        "judo": "judo",
        "karate": "karate",
        "aikido": "aikido",
        "taekwondo": "taekwondo",
        "lutte": "lutte",
        "moto": "moto motocyclisme motocycliste",
        "musique": "musique musical musicale orchestre fanfare harmonie",
        "chorale": "chorale choeur",
        "natation": "natation nageurs",
        "patinage": "patinage",
        "peche": "peche pecheurs",
        "chasse": "chasse chasseurs",
        "photo": "photo photographie photographique",
        "plongee": "plongee subaquatique",
        "randonnee": "randonnee randonnees rando randonneurs marche",
        "roller": "roller skate",
        "rugby": "rugby",
        "ski": "ski",
        "speleologie": "speleologie speleo",
        "squash": "squash",
        "tennis": "tennis",
        "theatre": "theatre theatral theatrale",
        "tir": "tir",
        "triathlon": "triathlon",
        "twirling": "twirling majorettes",
        "voile": "voile",
        "volley": "volley",
        "yoga": "yoga",
        "bridge": "bridge",
        "scrabble": "scrabble",
        "couture": "couture",
        "genealogie": "genealogie",
        "informatique": "informatique",
    }.items()
    for word in words.split()
}

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13}
_ORDINALS = {"premier": "1", "1er": "1", "1ere": "1", "deuxieme": "2", "troisieme": "3", "quatrieme": "4"}
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

    `tokens` are the folded words that name the actor, in order; `initials` the words from which a sigle may
    be made (legal words and all); `sigles` the acronyms given with the name; `markers` what places the
    actor in a hierarchy (section, federation, departement…); `numbers` the numbers borne; `disciplines` the
    sport or art named; `former` the keys of former names (« ex … »); `cut` says that the name was probably
    cut by the file it comes from.
    """

    text: str
    tokens: tuple[str, ...]
    initials: tuple[str, ...]
    sigles: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    disciplines: frozenset[str] = frozenset()
    former: tuple["NameKey", ...] = field(default=(), repr=False)
    cut: bool = False

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
        if word not in _STOP_WORDS and word not in _LEGAL_WORDS and word not in tokens:
            tokens.append(word)
    markers = _markers(words)
    if len(tokens) > 1:
        kept = [token for token in tokens if token not in _MARKER_WORDS]
        tokens = kept or tokens
    return NameKey(
        text=" ".join(words),
        tokens=tuple(tokens),
        initials=tuple(words),
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

    def replace(match: re.Match[str]) -> str:
        inside = match.group(1).strip()
        if _INVERTED_ARTICLE.match(inside):
            return " "
        bare = fold(inside).replace(" ", "")
        if _looks_like_sigle(inside) and bare:
            sigles.add(bare)
            return " "
        return f" {inside} "

    body = _BRACKETS.sub(replace, text)
    return (body, sigles) if fold(body) else (text, set())


def _looks_like_sigle(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return 2 <= len(letters) <= 9 and len(text.split()) <= 2 and all(char.isupper() for char in letters)


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
        strong = [word[0] for word in fold(rest).split() if word not in _STOP_WORDS]
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
        elif word in _ROMAN:
            word = str(_ROMAN[word])
        elif word in _ORDINALS:
            word = _ORDINALS[word]
        elif (ordinal := _ORDINAL.match(word)) or word.isdigit():
            word = (ordinal.group(1) if ordinal else word).lstrip("0") or "0"
        else:
            word = _ABBREVIATIONS.get(word, word)
        words.extend(word.split())
    return _joined_initials(words)


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
    spelt = ["association" if word in _LEGAL_WORDS and word.startswith("as") else word for word in words]
    strong = [word for word in spelt if word not in _STOP_WORDS]
    found = {_MARKER_WORDS[word] for word in strong if word in _MARKER_WORDS}
    pairs = set(pairwise(strong))
    for phrase, marker in _MARKER_PHRASES:
        if phrase in pairs:
            found.add(marker)
            found.discard("federation")
    return frozenset(found)


def _disciplines(tokens: Sequence[str]) -> Iterator[str]:
    for index, token in enumerate(tokens):
        discipline = _DISCIPLINES.get(token)
        if discipline == "tennis" and index + 1 < len(tokens) and tokens[index + 1] == "table":
            discipline = "tennis de table"
        if discipline == "tir" and index + 1 < len(tokens) and tokens[index + 1] == "arc":
            discipline = "tir a l arc"
        if discipline:
            yield discipline


def name_similarity(
    a: NameKey | str,
    b: NameKey | str,
    *,
    weights: Mapping[str, float] | None = None,
    places: Collection[str] = (),
) -> float:
    """Return how alike two names are, from 0 (nothing in common) to 1 (the same but for spelling).

    Words are aligned as people alter them: cut (« départ » for « départemental »), misspelt by a letter or
    two, glued or parted, or made into a sigle. What is aligned is weighed against the whole, then
    contradictions lower it: other disciplines, other numbers, other places, a section against its parent.

    `weights` gives the weight of folded words (about 1 for an ordinary word, towards 0 for one that many
    names of the set share); unknown words weigh 1, and the built-in table of common words serves when the
    mapping is silent. `places` are the folded words that name places around (« creteil », « nazaire »):
    shared they say little, and names that bear different ones are of different actors.
    """
    key_a = name_key(a) if isinstance(a, str) else a
    key_b = name_key(b) if isinstance(b, str) else b
    best = _similarity(key_a, key_b, weights or {}, places)
    for former in key_a.former:
        best = max(best, 0.97 * _similarity(former, key_b, weights or {}, places))
    for former in key_b.former:
        best = max(best, 0.97 * _similarity(key_a, former, weights or {}, places))
    return best


def _similarity(a: NameKey, b: NameKey, weights: Mapping[str, float], places: Collection[str]) -> float:
    if not (a.tokens or a.sigles) or not (b.tokens or b.sigles):
        return 0.0
    if a.tokens == b.tokens and a.markers == b.markers:
        return 1.0
    score = _alignment(a, b, weights, places)
    if a.sigles & b.sigles or a.sigles & set(b.tokens) or b.sigles & set(a.tokens):
        score = max(score, 0.6 + 0.4 * score)
    return score * _contradictions(a, b, places)


def _weight(token: str, weights: Mapping[str, float], places: Collection[str]) -> float:
    if token in weights:
        return weights[token]
    if token in places:
        return 0.35
    if token in _COMMON_WORDS:
        return _COMMON_WORDS[token]
    if len(token) == 1:
        return 0.15
    return 1.0


def _alignment(a: NameKey, b: NameKey, weights: Mapping[str, float], places: Collection[str]) -> float:
    """Return the weighted share of the words that find their like, mostly judged on the shorter name."""
    left, right = _pair_up(a, b)
    total_a = sum(_weight(token, weights, places) for token in a.tokens) or 1e-9
    total_b = sum(_weight(token, weights, places) for token in b.tokens) or 1e-9
    share_a = sum(_weight(token, weights, places) * left.get(token, 0.0) for token in a.tokens) / total_a
    share_b = sum(_weight(token, weights, places) * right.get(token, 0.0) for token in b.tokens) / total_b
    low, high = sorted((share_a, share_b))
    if (a.cut and share_a >= share_b) or (b.cut and share_b >= share_a):
        return 0.25 * low + 0.75 * high
    return 0.6 * low + 0.4 * high


def _pair_up(a: NameKey, b: NameKey) -> tuple[dict[str, float], dict[str, float]]:
    """Match each word of either name with its best like in the other: word → likeness from 0 to 1."""
    left: dict[str, float] = {}
    right: dict[str, float] = {}
    candidates = sorted(
        (
            (likeness, token_a, token_b)
            for token_a in a.tokens
            for token_b in b.tokens
            if (likeness := _token_likeness(token_a, token_b)) > 0
        ),
        reverse=True,
    )
    for likeness, token_a, token_b in candidates:
        if token_a not in left and token_b not in right:
            left[token_a] = right[token_b] = likeness
    _match_glued(a.tokens, b.tokens, left, right)
    _match_glued(b.tokens, a.tokens, right, left)
    _match_sigles(a, b, left, right)
    _match_sigles(b, a, right, left)
    return left, right


def _token_likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if short.isdigit() or long.isdigit():
        return 0.0
    if len(short) >= 3 and long.startswith(short):
        return 0.97 if len(long) - len(short) <= 2 else 0.9
    if len(short) < 4:
        return 0.0
    allowed = 1 if len(short) < 7 else 2
    if a[0] == b[0] and DamerauLevenshtein.distance(a, b, score_cutoff=allowed) <= allowed:
        return 0.92
    if len(short) >= 6 and JaroWinkler.similarity(a, b) >= 0.93:
        return 0.85
    return 0.0


def _match_glued(
    parted: Sequence[str], whole: Sequence[str], left: dict[str, float], right: dict[str, float]
) -> None:
    """Match two neighbouring words with the one that glues them: « do mi » and « domi »."""
    for first, second in pairwise(parted):
        glued = first + second
        if len(glued) >= 5 and glued in whole and right.get(glued, 0.0) < 1.0:
            left[first] = left[second] = right[glued] = 0.97


def _match_sigles(a: NameKey, b: NameKey, left: dict[str, float], right: dict[str, float]) -> None:
    """Match an acronym of one name with the run of words of the other whose initials spell it."""
    for token in (*a.tokens, *a.sigles):
        if not 2 <= len(token) <= 8 or not token.isalpha() or left.get(token, 0.0) >= 0.9:
            continue
        run = _spelt_by(token, b.initials)
        if run:
            quality = 0.95 if len(token) >= 3 else 0.7
            if token in a.tokens:
                left[token] = quality
            for word in run:
                if word in b.tokens:
                    right[word] = max(right.get(word, 0.0), quality)


def _spelt_by(sigle: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the run of words whose initials make the sigle, small words counted or not; else nothing."""
    strong = [word for word in words if word not in _STOP_WORDS]
    for sequence in (words, strong):
        initials = "".join(word[0] for word in sequence)
        start = initials.find(sigle)
        if start >= 0:
            return tuple(sequence[start : start + len(sigle)])
    return ()


def _contradictions(a: NameKey, b: NameKey, places: Collection[str]) -> float:
    """Return the factor by which what opposes two names lowers their likeness: 1 when nothing does."""
    factor = 1.0
    if a.disciplines and b.disciplines and not a.disciplines & b.disciplines:
        factor *= 0.35
    elif a.disciplines != b.disciplines and not (a.cut or b.cut):
        factor *= 0.9
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        factor *= 0.4
    places_a = {token for token in a.tokens if token in places}
    places_b = {token for token in b.tokens if token in places}
    if places_a and places_b and not places_a & places_b:
        factor *= 0.4
    if a.markers != b.markers:
        levels = {"departement", "region", "nation", "local"}
        if a.markers & levels and b.markers & levels and not a.markers & b.markers & levels:
            factor *= 0.5
        elif "section" in a.markers ^ b.markers or "antenne" in a.markers ^ b.markers:
            factor *= 0.7
        else:
            factor *= 0.88
    return factor


def is_section_of(a: NameKey | str, b: NameKey | str) -> bool:
    """Return whether `a` reads as a section, antenna or local committee of `b`, by its words alone.

    True when `a` holds all that names `b` and adds to it a discipline, a section's marker or a number; «
    Union sportive de Créteil judo » is a section of « Union sportive de Créteil ». A homonym of another
    place is not.
    """
    key_a = name_key(a) if isinstance(a, str) else a
    key_b = name_key(b) if isinstance(b, str) else b
    if not key_b.tokens or len(key_a.tokens) < len(key_b.tokens):
        return False
    added_markers = key_a.markers - key_b.markers
    if key_b.markers - key_a.markers:
        return False
    left, right = _pair_up(key_a, key_b)
    if any(right.get(token, 0.0) < 0.85 for token in key_b.tokens):
        return False
    added = [token for token in key_a.tokens if token not in left]
    if added_markers & {"section", "antenne", "delegation", "local"}:
        return True
    if key_b.disciplines:
        return False
    return bool(added) and bool(key_a.disciplines - key_b.disciplines)
