"""The kinds of structures that the summary table counts beside the families: insertion, banks, clubs…

They come from a list (insertion and adapted work: only a convention makes them), or from the legal category and
the name. Being in one proves nothing of the ESS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.kernel.text import unaccent
from maillage.kernel.vocabulary import INSERTION_TYPES, Term, Vocabulary

from .sqltext import in_list, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Term):
    """A kind of structure. `parent` is "iae", "adapte", "groupement", "banque", "finance", "club" or "regie".

    A unit is of it by one of `legal_categories`, or when its family is one of `families`, its activity code
    begins with one of `activities` (none: any) and its name matches `pattern`, written in capitals without
    accents, one space between words. Neither: it comes from the lists alone.
    """

    parent: str
    legal_categories: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    pattern: str | None = None


def _bank(code: str, label: str, *legal_categories: str, pattern: str | None = None) -> Group:
    return Group(
        code=f"banque/{code}",
        label=label,
        definition=f"Banque de l’ESS : {label}, d’après la catégorie juridique ou la dénomination.",
        parent="banque",
        legal_categories=legal_categories,
        families=("cooperative",) if pattern else (),
        activities=("64",) if pattern else (),
        pattern=pattern,
    )


ANY_NAME = ""  # a pattern that every name matches; None is no way by name
_BANKS = "banque/"
OTHER_BANK = "banque/autre"

GROUPS = Vocabulary(
    "groups",
    (
        *(
            Group(code=kind.code, label=kind.label, definition=kind.definition, parent=kind.sector)
            for kind in INSERTION_TYPES
            if kind.code != "GEIQ"
        ),
        Group(
            code="GEIQ",
            label=INSERTION_TYPES["GEIQ"].label,
            definition=INSERTION_TYPES["GEIQ"].definition,
            parent="groupement",
            families=("association", "cooperative"),
            pattern=r"\bGEIQ\b|\bGROUPEMENTS? D ?EMPLOYEURS? POUR L ?INSERTION\b",
        ),
        Group(
            code="groupement-employeurs",
            label="Groupement d’employeurs",
            definition="Réunit des employeurs qui partagent des salariés (code du travail, art. L. 1253-1).",
            parent="groupement",
            legal_categories=("9223",),
            families=("association", "cooperative"),
            pattern=r"\bGROUPEMENTS? (D|DES|DE L)? ?EMPLOYEURS?\b",
        ),
        Group(
            code="regie-de-quartier",
            label="Régie de quartier ou de territoire",
            definition="Association d’habitants et de partenaires qui emploie sur place (d’après le nom).",
            parent="regie",
            families=("association",),
            pattern=r"\bREGIES? (DE |DES |DU )?(QUARTIERS?|TERRITOIRES?)\b",
        ),
        _bank("banque-populaire", "Banque populaire", "5192", pattern=r"\bBANQUE POPULAIRE\b"),
        _bank("caisse-epargne", "Caisse d’épargne", "5196", "6100", pattern=r"\bCAISSE D ?EPARGNE\b"),
        _bank("credit-agricole", "Crédit agricole", "6596", pattern=r"\bCREDIT AGRICOLE\b"),
        _bank("credit-mutuel", "Crédit mutuel", "5194", "6595", pattern=r"\bCREDIT MUTUEL\b"),
        _bank("credit-maritime", "Crédit maritime", "5193", pattern=r"\bCREDIT MARITIME\b"),
        _bank("credit-cooperatif", "Crédit coopératif", pattern=r"\bCREDIT COOPERATIF\b"),
        _bank("nef", "La Nef", pattern=r"\bNEF\b|\bNOUVELLE ECONOMIE FRATERNELLE\b"),
        _bank("caution-mutuelle", "Société de caution mutuelle", "5191"),
        Group(
            code=OTHER_BANK,
            label="Autre banque coopérative",
            definition="Coopérative dont l’activité est la banque (64.19Z), sans enseigne connue.",
            parent="banque",
            families=("cooperative",),
            activities=("64.19",),
            pattern=ANY_NAME,
        ),
        Group(
            code="credit-municipal",
            label="Crédit municipal",
            definition="Établissement public de prêt sur gage (code monétaire et financier, art. L. 514-1).",
            parent="finance",
            legal_categories=("7363",),
        ),
        Group(
            code="club-entreprises",
            label="Club d’entreprises",
            definition="Association d’entreprises d’un territoire (d’après le nom).",
            parent="club",
            families=("association",),
            pattern=(
                r"\bCLUBS? (D |DES |DE L |INTER ?)?"
                r"(ENTREPRISES?|ENTREPRENEURS?|ENTREPRENEURES|ENTREPRENEURIAL)\b"
            ),
        ),
    ),
)

# The kinds that a list alone gives, whatever the name.
LISTED_KINDS: tuple[str, ...] = INSERTION_TYPES.codes

# An establishment of FINESS of this category is an ESAT. EA left FINESS with the medico-social field.
FINESS_ESAT = "246"


def groups_of(
    legal_category: str | None, family: str, activity: str | None, names: Iterable[str | None]
) -> tuple[str, ...]:
    """The groups that the form and the names of a unit give, in order (never those of lists alone)."""
    name = named(names)
    found = [
        group.code
        for group in GROUPS
        if legal_category in group.legal_categories or _by_name(group, family, activity or "", name)
    ]
    brands = any(code.startswith(_BANKS) for code in found if code != OTHER_BANK)
    return tuple(code for code in found if code != OTHER_BANK or not brands)


def _by_name(group: Group, family: str, activity: str, name: str) -> bool:
    return (
        group.pattern is not None
        and family in group.families
        and (not group.activities or activity.startswith(group.activities))
        and re.search(group.pattern, name) is not None
    )


def named(names: Iterable[str | None]) -> str:
    """Names put end to end as patterns read them: capitals and digits, one space between words."""
    joined = " ".join(name for name in names if name)
    return re.sub(r"[^A-Z0-9]+", " ", unaccent(joined).upper()).strip()


def named_sql(*columns: str) -> str:
    """The same for columns."""
    joined = f"upper(concat_ws(' ', {', '.join(columns)}))"
    without_ligatures = f"replace(replace({joined}, 'Œ', 'OE'), 'Æ', 'AE')"
    return f"trim(regexp_replace(strip_accents({without_ligatures}), '[^A-Z0-9]+', ' ', 'g'))"


def groups_sql(legal_category: str, family: str, activity: str, name: str) -> str:
    """The same as `groups_of` for columns, of which `name` holds `named_sql`: a list of texts."""
    ways = {
        group.code: _ways_sql(group, legal_category, family, activity, name)
        for group in GROUPS
        if group.legal_categories or group.pattern is not None
    }
    brands = [way for code, way in ways.items() if code.startswith(_BANKS) and code != OTHER_BANK]
    ways[OTHER_BANK] += f" AND NOT ({' OR '.join(brands)})"
    held = ", ".join(f"CASE WHEN {way} THEN {quoted(code)} END" for code, way in ways.items())
    return f"list_filter([{held}], lambda code: code IS NOT NULL)"


def _ways_sql(group: Group, legal_category: str, family: str, activity: str, name: str) -> str:
    ways = []
    if group.legal_categories:
        ways.append(f"coalesce({in_list(legal_category, group.legal_categories)}, false)")
    if group.pattern is not None:
        conditions = [in_list(family, group.families)]
        if group.activities:
            starts = " OR ".join(f"starts_with({activity}, {quoted(start)})" for start in group.activities)
            conditions.append(f"coalesce({starts}, false)")
        if group.pattern != ANY_NAME:
            conditions.append(f"regexp_matches({name}, {quoted(group.pattern)})")
        ways.append(f"({' AND '.join(conditions)})")
    return f"({' OR '.join(ways)})"
