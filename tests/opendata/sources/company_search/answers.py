"""Answers in exactly the form of the public company search, about invented units."""

from __future__ import annotations

from typing import Any

from tests.opendata.sources.official import siren, siret


def place(number: int = 1, nic: int = 1, **values: Any) -> dict[str, Any]:
    """An establishment, as `siege` and `matching_etablissements` hold it."""
    return {
        "activite_principale": "94.99Z",
        "activite_principale_naf25": "94.99Y",
        "adresse": "3 RUE DES LILAS 94000 CRETEIL",
        "annee_tranche_effectif_salarie": "2023",
        "caractere_employeur": "O",
        "code_postal": "94000",
        "commune": "94028",
        "date_creation": "2001-05-02",
        "date_debut_activite": "2001-05-02",
        "date_fermeture": None,
        "departement": "94",
        "epci": "200054781",
        "est_siege": nic == 1,
        "etat_administratif": "A",
        "latitude": "48.7904",
        "libelle_commune": "CRETEIL",
        "liste_enseignes": ["LA BRANCHE", "AUTRE"],
        "liste_finess": None,
        "longitude": "2.4556",
        "nom_commercial": None,
        "region": "11",
        "siret": siret(number, nic),
        "statut_diffusion_etablissement": "O",
        "tranche_effectif_salarie": "03",
        **values,
    }


def result(number: int = 1, **values: Any) -> dict[str, Any]:
    """A result: a unit, its seat, the establishments that match, the people who lead it."""
    return {
        "siren": siren(number),
        "nom_complet": f"ASSOCIATION {number} (A{number})",
        "nom_raison_sociale": f"ASSOCIATION {number}",
        "sigle": f"A{number}",
        "nombre_etablissements": 1,
        "nombre_etablissements_ouverts": 1,
        "siege": place(number),
        "activite_principale": "94.99Z",
        "activite_principale_naf25": "94.99Y",
        "categorie_entreprise": "PME",
        "caractere_employeur": None,
        "date_creation": "2001-05-02",
        "date_fermeture": None,
        "date_mise_a_jour": "2026-11-01T00:00:00",
        "date_mise_a_jour_insee": "2026-10-01T00:00:00",
        "etat_administratif": "A",
        "nature_juridique": "9220",
        "section_activite_principale": "S",
        "tranche_effectif_salarie": "03",
        "annee_tranche_effectif_salarie": "2023",
        "statut_diffusion": "O",
        "matching_etablissements": [place(number)],
        "dirigeants": [
            {
                "nom": "DIRIGEANTE",
                "prenoms": "CAMILLE",
                "annee_de_naissance": "1970",
                "qualite": "Présidente",
                "type_dirigeant": "personne physique",
            }
        ],
        "complements": {
            "est_association": True,
            "est_ess": True,
            "est_siae": False,
            "type_siae": None,
            "identifiant_association": "W941000123",
            "est_societe_mission": False,
            "est_administration": False,
            "est_finess": False,
            "liste_idcc": None,
            "convention_collective_renseignee": False,
        },
        **values,
    }
