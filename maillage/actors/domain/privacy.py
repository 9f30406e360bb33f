"""Whether the address of a structure may be shown: the seat of a small association may be a home."""

from __future__ import annotations

import re
from collections.abc import Collection

# Words of an address that tell a place open to people or held by a body, never a home (folded).
COLLECTIVE_PLACE = re.compile(
    r"\b(mairie|hotel de ville|maison (des|de la|du|pour|de quartier|de l)\b|mjc|mpt|centre (social|culturel|"
    r"commercial|sportif|d animation|de loisirs|equestre|hospitalier|nautique|aere)|gymnase|stade|piscine|"
    r"complexe sportif|palais des sports|espace|salle|foyer|ecole|college|lycee|universite|faculte|campus|"
    r"bibliotheque|mediatheque|theatre|cinema|musee|hopital|clinique|chu|chru|eglise|paroisse|temple|mosquee|"
    r"synagogue|caserne|prefecture|chambre|conseil (general|departemental|regional)|parc|bp|cs|boite postale|"
    r"bourse du travail|residence universitaire|crous|zone (artisanale|industrielle|d activites?)|za|zi|zac|"
    r"immeuble|local|bureau|ferme|domaine|hangar|atelier|boutique|pavillon municipal|tiers lieu)\b"
)
# A street’s name tells nothing of who lives there: « rue de l’École », « avenue du Parc ».
STREET_NAME = re.compile(
    r"\b(rue|r|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|allees?|all|chemin|che|ch|impasse|imp|square|sq|quai|"
    r"cours|sentier|sente|passage|route|rte|voie|mail|esplanade|villa|ruelle|promenade|rond point)"
    r"( (de la|de l|du|des|de|d))? \w+"
)
# « chez Mme Untel »: somebody's home, whatever else the address says.
AT_SOMEBODY = re.compile(r"\bchez (m|mr|mme|mlle|monsieur|madame|mademoiselle)\b")
COLLECTIVE_SHARE = 3
"""How many different actors at one address show that it is no home."""


def address_may_show(
    *,
    said: bool | None,
    family: str,
    employer: bool | None,
    insertion_types: Collection[str],
    opening_hours: str,
    folded_address: str,
    neighbours: int,
) -> bool:
    """Whether the point and street of an establishment may be shown to everybody.

    `said` is the structure's own word and decides. Without it, only an association (or a collective, or a
    structure whose family is unknown) without known employees can be seated at somebody's home: all others
    show. For these, an address that names a collective place, that welcomes at stated hours, or that
    `neighbours` ≥ 3 different actors share, is no home; one that stands at a named person's always is.
    """
    if said is not None:
        return said
    if AT_SOMEBODY.search(folded_address):
        return False
    if family not in {"", "association", "collectif"} or employer or insertion_types or opening_hours:
        return True
    return neighbours >= COLLECTIVE_SHARE or bool(COLLECTIVE_PLACE.search(STREET_NAME.sub(" ", folded_address)))
