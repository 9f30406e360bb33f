"""What the activity code says of the theme: a hand-made reading of the NAF, revision 2 and 2025 side by side.

The longest beginning of the code decides. 94.99Z and what is not listed say nothing. Labels: INSEE,
nomenclature d'activités française; the classes of 2025 that changed number (90, 91) stand beside the former.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

# How much a code says, as log-odds of its branch: a code that names the theme, one that leans to it.
PRECISE, LEANING = 4.0, 1.5

_PRECISE = {
    "01": "alimentation/agriculture",
    "02": "environnement/nature",
    "03": "alimentation/agriculture",
    "35": "environnement/energie",
    "381": "environnement/reemploi",
    "382": "environnement/reemploi",
    "383": "environnement/reemploi",
    "4779": "environnement/reemploi",
    "551": "loisirs/tourisme",
    "552": "loisirs/tourisme",
    "553": "loisirs/tourisme",
    "561": "alimentation/restauration",
    "562": "alimentation/restauration",
    "581": "culture/livre",
    "591": "culture/cinema",
    "592": "culture/musique",
    "601": "numerique/medias",
    "602": "numerique/medias",
    "62": "numerique",
    "64": "economie/finance",
    "65": "economie/finance",
    "66": "economie/finance",
    "6820": "habitat",
    "6910": "economie/professions",
    "692": "economie/appui",
    "72": "sciences/recherche",
    "75": "environnement/animaux",
    "78": "insertion/iae",
    "791": "loisirs/tourisme",
    "799": "loisirs/tourisme",
    "8425": "citoyennete/secours",
    "851": "education/ecole",
    "852": "education/ecole",
    "853": "education/ecole",
    "8532": "insertion/formation",
    "854": "education/etudiants",
    "8551": "sport",
    "8552": "culture",
    "8553": "mobilite/aide-mobilite",
    "8559A": "insertion/formation",
    "86": "sante-social/soins",
    "871": "sante-social/personnes-agees",
    "872": "sante-social/handicap",
    "8730A": "sante-social/personnes-agees",
    "8730B": "sante-social/handicap",
    "8790A": "sante-social/protection",
    "8790B": "habitat/hebergement",
    "8810A": "sante-social/aide-a-domicile",
    "8810B": "sante-social/handicap",
    "8810C": "insertion/travail-adapte",
    "8891": "education/petite-enfance",
    "8899A": "sante-social/protection",
    "9001": "culture/theatre",
    "9002": "culture/lieux",
    "9003A": "culture/arts-visuels",
    "9003B": "culture",
    "9004": "culture/lieux",
    "901": "culture",
    "902": "culture/theatre",
    "903": "culture/lieux",
    "9101": "culture/livre",
    "9102": "culture/patrimoine",
    "9103": "culture/patrimoine",
    "9104": "environnement/nature",
    "9111": "culture/livre",
    "912": "culture/patrimoine",
    "913": "culture/patrimoine",
    "914": "environnement/nature",
    "9311": "sport",
    "9312": "sport",
    "9411": "economie/professions",
    "9412": "economie/professions",
    "9420": "economie/professions",
    "9491": "convictions/cultes",
    "9492": "citoyennete/debat",
    "97": "sante-social/aide-a-domicile",
}
_LEANING = {
    "47": "economie/commerce",
    "49": "mobilite",
    "63": "numerique",
    "70": "economie/appui",
    "74": "economie",
    "81": "insertion/iae",
    "82": "economie/appui",
    "8559B": "education",
    "8560": "education",
    "873": "sante-social/personnes-agees",
    "879": "sante-social",
    "8810": "sante-social/personnes-agees",
    "8899B": "sante-social",
    "8899": "sante-social",
    "9313": "sport/gymnastique",
    "9319": "sport",
    "932": "loisirs",
    "95": "environnement/reemploi",
}

ACTIVITY_TO_THEME: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        **{code: (theme, LEANING) for code, theme in _LEANING.items()},
        **{code: (theme, PRECISE) for code, theme in _PRECISE.items()},
    }
)
_NOT_CODE = re.compile(r"[^0-9A-Z]+")


@lru_cache(maxsize=4096)
def theme_from_activity(code: str) -> tuple[str, float] | None:
    """The theme that an activity code points to and how strongly; None when it says nothing.

    « 93.12Z », « 9312Z » and « 93.12 » are one code.
    """
    digits = _NOT_CODE.sub("", code.upper())
    for length in range(len(digits), 1, -1):
        found = ACTIVITY_TO_THEME.get(digits[:length])
        if found is not None:
            return found
    return None
