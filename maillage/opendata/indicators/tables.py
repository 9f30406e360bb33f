"""The frozen tables of a diagnosis: what a row is, its columns, what each is called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from maillage.kernel.vocabulary import FAMILIES, INSERTION_TYPES, LEGAL_FORMS, THEMES
from maillage.opendata.perimeter.employer import HEADCOUNT_BANDS
from maillage.opendata.perimeter.groups import GROUPS


@dataclass(frozen=True, slots=True)
class FrozenColumn:
    """A column: its DuckDB type, its French name, whether the list of rows shows it."""

    kind: str
    label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class FrozenTable:
    """A table: its French name, what one row is (singular, plural), which rows come first, its columns."""

    label: str
    one: str
    many: str
    order: str
    columns: Mapping[str, FrozenColumn]


def _table(label: str, one: str, many: str, order: str, columns: str) -> FrozenTable:
    found: dict[str, FrozenColumn] = {}
    for line in columns.strip().splitlines():
        name, kind, french = line.split(None, 2)
        found[name] = FrozenColumn(kind, french.removeprefix("- "), not french.startswith("- "))
    return FrozenTable(label, one, many, order, MappingProxyType(found))


# A heading that begins with "- " is not listed: the column serves to count, or repeats another.
TABLES: Mapping[str, FrozenTable] = MappingProxyType(
    {
        "establishments": _table(
            "Établissements",
            "établissement",
            "établissements",
            "name",
            """
            row INTEGER - Ligne
            unit INTEGER - Unité légale (numéro d’ordre)
            siret VARCHAR SIRET
            siren VARCHAR - SIREN
            name VARCHAR Nom
            sigle VARCHAR Sigle
            brand VARCHAR Enseigne
            seat BOOLEAN Siège
            active BOOLEAN Établissement actif
            unit_active BOOLEAN - Unité légale active
            created_on DATE Création
            created_year SMALLINT - Année de création
            closed_on DATE Fermeture
            closed_year SMALLINT - Année de fermeture
            years SMALLINT Années d’existence
            commune VARCHAR - Code de la commune
            commune_name VARCHAR Commune
            legal_category VARCHAR Catégorie juridique
            family VARCHAR Famille
            status VARCHAR Appartenance à l’ESS
            in_ess BOOLEAN - Compté dans l’ESS
            proofs VARCHAR[] - Preuves
            why VARCHAR Pourquoi
            groups VARCHAR[] Types et réseaux
            naf VARCHAR Activité principale (NAF)
            headcount VARCHAR Tranche d’effectif
            headcount_year SMALLINT Année de l’effectif
            employer BOOLEAN Employeur
            theme VARCHAR Thème
            theme_root VARCHAR - Thème (premier niveau)
            theme_sure BOOLEAN Thème sûr
            theme_evidence VARCHAR Ce qui décide du thème
            head_office BOOLEAN Siège de banque ou de mutuelle
            in_lists BOOLEAN Dans les listes locales
            publishable BOOLEAN - Diffusible
            longitude DOUBLE - Longitude
            latitude DOUBLE - Latitude
            rna VARCHAR RNA
            """,
        ),
        "units": _table(
            "Unités légales présentes sur le territoire",
            "unité légale",
            "unités légales",
            "name",
            """
            unit INTEGER - Unité légale (numéro d’ordre)
            siren VARCHAR SIREN
            name VARCHAR Nom
            sigle VARCHAR Sigle
            seat_here BOOLEAN Siège sur le territoire
            establishments INTEGER Établissements actifs ici
            commune VARCHAR - Code de la commune
            commune_name VARCHAR Commune
            legal_category VARCHAR Catégorie juridique
            family VARCHAR Famille
            status VARCHAR Appartenance à l’ESS
            in_ess BOOLEAN - Compté dans l’ESS
            why VARCHAR Pourquoi
            groups VARCHAR[] Types et réseaux
            unit_headcount VARCHAR Tranche d’effectif de l’unité
            employer BOOLEAN Employeur
            theme VARCHAR Thème
            theme_root VARCHAR - Thème (premier niveau)
            in_lists BOOLEAN Dans les listes locales
            publishable BOOLEAN - Diffusible
            rna VARCHAR RNA
            """,
        ),
        "zoned": _table(
            "Établissements de l’ESS par quartier",
            "établissement",
            "établissements",
            "name",
            """
            row INTEGER - Ligne
            siret VARCHAR SIRET
            name VARCHAR Nom
            zone VARCHAR - Code du quartier
            zone_name VARCHAR Quartier
            positioned BOOLEAN - Position connue
            commune VARCHAR - Code de la commune
            commune_name VARCHAR Commune
            family VARCHAR Famille
            headcount VARCHAR Tranche d’effectif
            employer BOOLEAN Employeur
            theme VARCHAR Thème
            publishable BOOLEAN - Diffusible
            """,
        ),
        "conventions": _table(
            "Conventions de l’insertion et du travail adapté",
            "structure conventionnée",
            "structures conventionnées",
            "name",
            """
            kind VARCHAR Type
            row INTEGER - Ligne
            siret VARCHAR SIRET
            name VARCHAR Nom
            brand VARCHAR Enseigne
            commune VARCHAR - Code de la commune
            commune_name VARCHAR Commune
            family VARCHAR Famille
            status VARCHAR Appartenance à l’ESS
            publishable BOOLEAN - Diffusible
            """,
        ),
        "brands": _table(
            "Enseignes bancaires présentes",
            "enseigne",
            "enseignes",
            "kind",
            """
            kind VARCHAR Enseigne
            cooperative BOOLEAN Banque de l’ESS
            establishments INTEGER Établissements actifs ici
            communes VARCHAR[] Communes
            """,
        ),
        "places": _table(
            "Territoires et leur population",
            "territoire",
            "territoires",
            "name",
            """
            place VARCHAR Comparé comme
            level VARCHAR Niveau
            code VARCHAR Code
            name VARCHAR Nom
            population INTEGER Population municipale
            area DECIMAL(12,2) Superficie (km²)
            """,
        ),
        "cells": _table(
            "Établissements actifs de l’ESS des territoires comparés, comptés par croisement",
            "croisement",
            "croisements",
            "establishments DESC",
            """
            place VARCHAR Comparé comme
            level VARCHAR Niveau
            code VARCHAR Code
            name VARCHAR Nom
            family VARCHAR Famille
            theme_root VARCHAR Thème
            headcount VARCHAR Tranche d’effectif
            employer BOOLEAN Employeur
            head_office BOOLEAN Siège de banque ou de mutuelle
            establishments BIGINT Établissements actifs
            """,
        ),
        "totals": _table(
            "Ensemble des établissements actifs, ESS ou non, comptés par tranche d’effectif",
            "compte",
            "comptes",
            "establishments DESC",
            """
            place VARCHAR Comparé comme
            level VARCHAR Niveau
            code VARCHAR Code
            name VARCHAR Nom
            headcount VARCHAR Tranche d’effectif
            establishments BIGINT Établissements actifs
            """,
        ),
        "cohorts": _table(
            "Établissements de l’ESS créés dans les territoires comparés, comptés par année de création",
            "compte",
            "comptes",
            "created_year",
            """
            place VARCHAR Comparé comme
            level VARCHAR Niveau
            code VARCHAR Code
            name VARCHAR Nom
            created_year SMALLINT Année de création
            establishments BIGINT Établissements créés
            reached_1 BIGINT Encore en activité 1 an après
            reached_3 BIGINT Encore en activité 3 ans après
            reached_5 BIGINT Encore en activité 5 ans après
            """,
        ),
        "local": _table(
            "Structures des listes locales",
            "structure",
            "structures",
            "name",
            """
            id VARCHAR - Identifiant
            name VARCHAR Nom
            commune VARCHAR - Code de la commune
            commune_name VARCHAR Commune
            theme VARCHAR Thème
            theme_root VARCHAR - Thème (premier niveau)
            family VARCHAR Famille
            siren VARCHAR SIREN
            rna VARCHAR RNA
            matched VARCHAR Retrouvée dans SIRENE par
            invented BOOLEAN Inventée
            url VARCHAR - Page du guide
            """,
        ),
        "beneficiaries": _table(
            "Structures subventionnées, une ligne par financeur et par année",
            "structure subventionnée",
            "structures subventionnées",
            "amount DESC",
            """
            funder VARCHAR - SIREN du financeur
            funder_name VARCHAR Financeur
            year SMALLINT Année
            name VARCHAR Structure
            siren VARCHAR SIREN
            rna VARCHAR RNA
            in_ess BOOLEAN Reconnue dans l’ESS
            recognised VARCHAR Reconnue par
            subsidies INTEGER Subventions
            amount DECIMAL(15,2) Montant (€)
            """,
        ),
        "contracts": _table(
            "Marchés publics, une ligne par marché (les groupements sont comptés une fois)",
            "marché",
            "marchés",
            "notified_on DESC",
            """
            buyer VARCHAR - SIREN de l’acheteur
            buyer_name VARCHAR Acheteur
            contract VARCHAR - Marché
            object VARCHAR Objet
            year SMALLINT Année
            notified_on DATE Notifié le
            holders VARCHAR[] Titulaires
            in_ess BOOLEAN Au moins un titulaire de l’ESS
            recognised VARCHAR Titulaire reconnu par
            social VARCHAR[] Considérations sociales
            environmental VARCHAR[] Considérations environnementales
            told BOOLEAN Considérations dites par la source
            reserved BOOLEAN Marché réservé
            reserved_for VARCHAR Réservé à (d’après le titulaire)
            clause VARCHAR Clause d’exécution
            framework BOOLEAN Accord-cadre
            amount DECIMAL(15,2) Montant (€)
            """,
        ),
    }
)

# Code de la commande publique, art. L. 2113-12 to L. 2113-15. The source does not say to whom: the holder does.
RESERVED_FOR = {
    "adapte": "entreprises adaptées et ESAT",
    "insertion": "structures d’insertion",
    "mixte": "travail adapté et insertion ensemble",
    "ess": "autre entreprise de l’ESS",
    "inconnu": "titulaire non reconnu",
}
# Loi n° 2021-1104 du 22 août 2021, art. 35: compulsory for consultations begun since 22 August 2026.
CLAUSES_COMPULSORY_SINCE = "2026-08-22"
CLAUSES = {
    "choix": "par choix (consultation d’avant le 22 août 2026)",
    "obligation": "obligatoire (consultation depuis le 22 août 2026)",
    "date-inconnue": "date de consultation non dite",
}
STATUSES = {"certain": "certaine", "probable": "probable", "to_check": "à vérifier", "outside": "hors champ"}
IN_ESS = ("certain", "probable")

# The form that has no legal category of its own: known by its name, and kept among the groups of a row.
SCIC = "scic"
BANKS: Mapping[str, str] = MappingProxyType(
    {
        group.code: group.label
        for group in GROUPS
        if group.parent == "banque" and group.code != "banque/caution-mutuelle"
    }
)
OTHER_LENDERS: Mapping[str, str] = MappingProxyType(
    {group.code: group.label for group in GROUPS if group.parent == "finance"}
)

LEVELS = {
    "commune": "commune",
    "epci": "intercommunalité",
    "ept": "territoire de la métropole",
    "department": "département",
    "region": "région",
    "country": "pays",
}
PLACES = {"ici": "ce territoire", "semblables": "territoires semblables", "france": "France"}
EVIDENCE = {
    "rna": "objet codé au RNA",
    "naf": "code d’activité",
    "objet": "objet déclaré",
    "nom": "nom",
}
# How a published row is known to be of the ESS, the surest way first.
RECOGNISED = {
    "number": "son numéro",
    "person": "un nom confirmé par une personne",
    "name": "son nom exact dans les listes locales",
}
MATCHES = {"siren": "son SIREN", "rna": "son numéro RNA", "link": "un rapprochement confirmé"}


def label_of_value(column: str, value: object) -> str:
    """What a value is called on screen; a code of another release is shown as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    text = str(value)
    match column:
        case "family":
            return FAMILIES.label(text)
        case "theme" | "theme_root":
            return THEMES.label(text)
        case "status":
            return STATUSES.get(text, text)
        case "headcount" | "unit_headcount":
            return HEADCOUNT_BANDS[text].label if text in HEADCOUNT_BANDS else text
        case "legal_category":
            return LEGAL_FORMS.label(text)
        case "kind" | "groups":
            if text in INSERTION_TYPES:
                return f"{INSERTION_TYPES.label(text)} ({text})"
            return "Scic" if text == SCIC else GROUPS.label(text)
        case "reserved_for":
            return RESERVED_FOR.get(text, text)
        case "clause":
            return CLAUSES.get(text, text)
        case "matched":
            return MATCHES.get(text, text)
        case "recognised":
            return RECOGNISED.get(text, text)
        case "level":
            return LEVELS.get(text, text)
        case "place":
            level, _, code = text.partition("-")
            return f"{LEVELS[level]} {code}" if level in LEVELS else PLACES.get(text, text)
        case "theme_evidence":
            return EVIDENCE.get(text, text)
        case _:
            return text
