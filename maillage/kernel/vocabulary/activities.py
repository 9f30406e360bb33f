"""What an activity code says of the theme: NAF revision 2 (2008) and the classes of NAF 2025.

Written by hand from the labels of the nomenclatures. A code that covers everything (94.99Z, « autres
organisations fonctionnant par adhésion volontaire », is borne by nearly half of the ESS) leads nowhere: the
RNA’s object, the statement of the object or the name must then say it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Code, class ("90.01"), group ("90.0") or division ("90") of NAF rev. 2: the longest that is listed decides.
NAF_TO_THEME: Mapping[str, str] = MappingProxyType(
    {
        "01": "alimentation/agriculture",
        "01.30Z": "environnement/jardins",
        "01.70Z": "loisirs/chasse-peche",
        "02": "environnement/nature",
        "03": "alimentation/agriculture",
        "10": "alimentation",
        "11": "alimentation",
        "13": "economie",
        "14": "economie",
        "15": "economie",
        "16": "economie",
        "18": "economie",
        "23": "economie",
        "25": "economie",
        "26": "economie",
        "27": "economie",
        "28": "economie",
        "31": "economie",
        "32": "economie",
        "32.20Z": "culture/musique",
        "33": "environnement/reemploi",
        "35": "environnement/energie",
        "38": "environnement/reemploi",
        "39": "environnement/reemploi",
        "41": "habitat",
        "41.10A": "habitat/acces-logement",
        "43": "habitat/amelioration",
        "45.20": "mobilite",
        "46": "economie/commerce",
        "46.17A": "economie/groupements",
        "46.19A": "economie/groupements",
        "46.21Z": "alimentation/agriculture",
        "46.3": "alimentation",
        "47": "economie/commerce",
        "47.11": "alimentation",
        "47.2": "alimentation",
        "47.61Z": "culture/livre",
        "47.79Z": "environnement/reemploi",
        "47.81Z": "alimentation/circuits-courts",
        "49": "mobilite",
        "55.1": "loisirs/tourisme",
        "55.2": "loisirs/tourisme",
        "55.3": "loisirs/tourisme",
        "55.90Z": "habitat/hebergement",
        "56": "alimentation/restauration",
        "58.11Z": "culture/livre",
        "58.13Z": "numerique/medias",
        "58.14Z": "numerique/medias",
        "58.2": "numerique",
        "59": "culture/cinema",
        "59.20Z": "culture/musique",
        "60": "numerique/medias",
        "61": "numerique",
        "62": "numerique",
        "63.1": "numerique",
        "63.91Z": "numerique/medias",
        "64.1": "economie/finance",
        "64.9": "economie/finance",
        "65": "economie/finance",
        "66": "economie/finance",
        "68.20A": "habitat/acces-logement",
        "68.3": "habitat",
        "69.10Z": "citoyennete/droits",
        "69.20Z": "economie/appui",
        "70.22Z": "economie/appui",
        "71.11Z": "environnement/cadre-de-vie",
        "72": "sciences/recherche",
        "73": "numerique/medias",
        "74.10Z": "culture/arts-visuels",
        "74.20Z": "culture/arts-visuels",
        "75": "environnement/animaux",
        "78.1": "insertion/acces-emploi",
        "78.2": "insertion",
        "78.30Z": "economie/groupements",
        "79": "loisirs/tourisme",
        "81.30Z": "environnement/jardins",
        "81.2": "economie",
        "84.12Z": "sante-social",
        "84.25Z": "citoyennete/secours",
        "84.30": "sante-social",
        "85.1": "education/ecole",
        "85.2": "education/ecole",
        "85.3": "education/ecole",
        "85.4": "education/etudiants",
        "85.51Z": "sport",
        "85.52Z": "culture",
        "85.53Z": "mobilite/usagers",
        "85.59A": "insertion/formation",
        "85.59B": "education",
        "85.60Z": "education",
        "86": "sante-social/soins",
        "87.10A": "sante-social/personnes-agees",
        "87.10B": "sante-social/handicap",
        "87.10C": "sante-social/handicap",
        "87.20A": "sante-social/handicap",
        "87.20B": "sante-social/prevention",
        "87.30A": "sante-social/personnes-agees",
        "87.30B": "sante-social/handicap",
        "87.90A": "sante-social/protection",
        "87.90B": "habitat/hebergement",
        "88.10A": "sante-social/aide-a-domicile",
        "88.10B": "sante-social",
        "88.10C": "insertion/travail-adapte",
        "88.91A": "education/petite-enfance",
        "88.91B": "sante-social/handicap",
        "88.99A": "education/jeunesse",
        "88.99B": "sante-social",
        "90": "culture",
        "90.03A": "culture/arts-visuels",
        "90.04Z": "culture/lieux",
        "91.01Z": "culture/livre",
        "91.02Z": "culture/patrimoine",
        "91.03Z": "culture/patrimoine",
        "91.04Z": "environnement/nature",
        "92": "loisirs/jeux",
        "93.1": "sport",
        "93.13Z": "sport/gymnastique",
        "93.2": "loisirs",
        "94.1": "economie/professions",
        "94.2": "economie/professions",
        "94.91Z": "convictions/cultes",
        "94.92Z": "citoyennete/debat",
        "95": "environnement/reemploi",
        "97": "sante-social/aide-a-domicile",
    }
)

# NAF 2025 follows NACE revision 2.1 (Règlement délégué (UE) 2023/137): divisions, groups and classes, as far as
# they are known. Its sub-classes, which INSEE letters anew, are read through their class, and are never sure.
NAF25_TO_THEME: Mapping[str, str] = MappingProxyType(
    {
        **{prefix: theme for prefix, theme in NAF_TO_THEME.items() if len(prefix) == 2},
        "46.3": "alimentation",
        "47.2": "alimentation",
        "47.61": "culture/livre",
        "47.79": "environnement/reemploi",
        "55.1": "loisirs/tourisme",
        "55.2": "loisirs/tourisme",
        "55.3": "loisirs/tourisme",
        "55.9": "habitat/hebergement",
        "58.11": "culture/livre",
        "58.12": "numerique/medias",
        "58.13": "numerique/medias",
        "58.2": "numerique",
        "59.2": "culture/musique",
        "64.1": "economie/finance",
        "64.9": "economie/finance",
        "69.1": "citoyennete/droits",
        "69.2": "economie/appui",
        "70.2": "economie/appui",
        "71.11": "environnement/cadre-de-vie",
        "74.1": "culture/arts-visuels",
        "74.2": "culture/arts-visuels",
        "78.1": "insertion/acces-emploi",
        "78.2": "insertion",
        "81.2": "economie",
        "81.3": "environnement/jardins",
        "85.1": "education/ecole",
        "85.2": "education/ecole",
        "85.3": "education/ecole",
        "85.4": "education/etudiants",
        "85.51": "sport",
        "85.52": "culture",
        "85.53": "mobilite/usagers",
        "87": "sante-social",
        "88.1": "sante-social",
        "88.91": "education/petite-enfance",
        "88.99": "sante-social",
        "91.1": "culture/livre",
        "91.2": "culture/patrimoine",
        "91.3": "culture/patrimoine",
        "91.4": "environnement/nature",
        "93.1": "sport",
        "93.2": "loisirs",
        "94.1": "economie/professions",
        "94.2": "economie/professions",
        "94.91": "convictions/cultes",
        "94.92": "citoyennete/debat",
    }
)

# What these say is likely rather than sure: they gather what other codes do not name.
_VAGUE = frozenset({"81.2", "85.59B", "88.99B", "93.2", "10", "33", "43", "46", "47", "49", "95"})


@dataclass(frozen=True, slots=True)
class ActivityTheme:
    """The theme that an activity code says, and whether it is sure."""

    code: str
    sure: bool


_CODE = re.compile(r"(\d\d)\.?(\d\d)([A-Z]?)")


def theme_from_naf(naf: str | None, naf25: str | None = None) -> ActivityTheme | None:
    """Return the theme of an activity code, or None: of NAF rev. 2 first, then of NAF 2025.

    Codes are written as SIRENE does ("88.91A"), without the point ("8891A"), or as their class ("88.91"). The
    older nomenclatures ("85.3G", "913E") lead nowhere.
    """
    for code, table in ((naf, NAF_TO_THEME), (naf25, NAF25_TO_THEME)):
        read = _CODE.fullmatch(code or "")
        if read is None:
            continue
        written = f"{read[1]}.{read[2]}{read[3]}"
        for prefix in (written, written[:5], written[:4], written[:2]):
            if prefix in table:
                return ActivityTheme(table[prefix], table is NAF_TO_THEME and prefix not in _VAGUE)
    return None
