"""Small files in the official shapes, for the tests: headers as published, rows invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

_UNITS = (
    "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,"
    "sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,"
    "prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,"
    "trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,"
    "nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,"
    "etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,"
    "denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,"
    "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,"
    "nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,caractereEmployeurUniteLegale"
)
UNITS_2019 = _UNITS.split(",")
UNITS_2026 = [
    *UNITS_2019[:-1],
    "societeMissionUniteLegale",
    UNITS_2019[-1],
    "activitePrincipaleNAF25UniteLegale",
]

_ESTABLISHMENTS = (
    "siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,"
    "anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,"
    "dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,"
    "complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,"
    "typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,"
    "codeCommuneEtablissement,identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,"
    "coordonneeLambertOrdonneeEtablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,"
    "denominationUsuelleEtablissement,activitePrincipaleEtablissement,"
    "nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement,"
    "activitePrincipaleNAF25Etablissement"
)
ESTABLISHMENTS = _ESTABLISHMENTS.split(",")


def siren(number: int) -> str:
    """A SIREN with a true key, made from eight digits."""
    body = f"{number:08}"
    total = sum(sum(divmod(int(digit) * 2, 10)) if at % 2 else int(digit) for at, digit in enumerate(body))
    return f"{body}{-total % 10}"


def siret(number: int, nic: int = 1) -> str:
    """A SIRET with a true key: the establishment `nic` of the unit `number`."""
    body = f"{siren(number)}{nic:04}"
    total = sum(
        int(digit) if at % 2 else sum(divmod(int(digit) * 2, 10)) for at, digit in enumerate(body[::-1])
    )
    return f"{body}{-total % 10}"


def unit(number: int = 1, **values: str) -> dict[str, str]:
    """A row of StockUniteLegale."""
    return {
        "siren": siren(number),
        "statutDiffusionUniteLegale": "O",
        "dateCreationUniteLegale": "2001-05-02",
        "etatAdministratifUniteLegale": "A",
        "denominationUniteLegale": f"ASSOCIATION {number}",
        "categorieJuridiqueUniteLegale": "9220",
        "activitePrincipaleUniteLegale": "94.99Z",
        "nicSiegeUniteLegale": "00012",
        "economieSocialeSolidaireUniteLegale": "O",
        **values,
    }


def establishment(number: int = 1, nic: int = 1, **values: str) -> dict[str, str]:
    """A row of StockEtablissement."""
    return {
        "siren": siren(number),
        "siret": siret(number, nic),
        "statutDiffusionEtablissement": "O",
        "dateCreationEtablissement": "2001-05-02",
        "etablissementSiege": "true",
        "numeroVoieEtablissement": "3",
        "typeVoieEtablissement": "RUE",
        "libelleVoieEtablissement": "DES LILAS",
        "codePostalEtablissement": "94000",
        "codeCommuneEtablissement": "94028",
        "etatAdministratifEtablissement": "A",
        "activitePrincipaleEtablissement": "94.99Z",
        **values,
    }


def table(header: Iterable[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """CSV text with that header; absent values are empty."""
    names = list(header)
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
