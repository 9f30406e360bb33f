"""Legal units of SIRENE: the official StockUniteLegale, and an enriched list of legal units."""

from maillage.opendata.sources.activity_codes import ODD_ACTIVITY
from maillage.opendata.sources.source import Layout, Source, official, sql, words

_QUERY = sql(__package__, "load.sql")

SOURCE = Source(
    name="sirene-units",
    table="sirene-units",
    publisher="Insee, base Sirene des entreprises (StockUniteLegale)",
    licence="Licence Ouverte",
    expected_loss=0.001,
    key=("siren",),
    key_name="SIREN",
    kept_odd={
        "catégorie juridique inconnue, gardée": "legal_category IS NOT NULL AND NOT regexp_full_match("
        "legal_category, '(00|10|2[1-4789]|3[12]|41|5[1-8]|6[1-59]|7[1-4]|8[1-5]|9[1239])[0-9]{2}')",
        **ODD_ACTIVITY,
    },
    layouts=(
        Layout(
            label="StockUniteLegale",
            query=_QUERY,
            columns=official(
                """
                siren
                statutDiffusionUniteLegale
                nomUniteLegale
                identifiantAssociationUniteLegale
                denominationUniteLegale
                sigleUniteLegale
                denominationUsuelle1UniteLegale
                categorieJuridiqueUniteLegale
                activitePrincipaleUniteLegale
                activitePrincipaleNAF25UniteLegale
                trancheEffectifsUniteLegale
                anneeEffectifsUniteLegale
                dateCreationUniteLegale
                dateDebut
                etatAdministratifUniteLegale
                economieSocialeSolidaireUniteLegale
                societeMissionUniteLegale
                nicSiegeUniteLegale
                """
            ),
            required=frozenset(
                {
                    "siren",
                    "denominationUniteLegale",
                    "categorieJuridiqueUniteLegale",
                    "activitePrincipaleUniteLegale",
                    "etatAdministratifUniteLegale",
                }
            ),
            unused=words("""
                unitePurgeeUniteLegale sexeUniteLegale prenom1UniteLegale prenom2UniteLegale prenom3UniteLegale
                prenom4UniteLegale prenomUsuelUniteLegale pseudonymeUniteLegale dateDernierTraitementUniteLegale
                nombrePeriodesUniteLegale categorieEntreprise anneeCategorieEntreprise nomUsageUniteLegale
                denominationUsuelle2UniteLegale denominationUsuelle3UniteLegale
                nomenclatureActivitePrincipaleUniteLegale caractereEmployeurUniteLegale
            """),
        ),
        Layout(
            label="unités légales enrichies (liste du numérique de l’ESS)",
            query=_QUERY,
            columns=official(
                """
                siren
                statutDiffusionUniteLegale: statut_diffusion
                nomUniteLegale: nom_usage
                identifiantAssociationUniteLegale: rna
                denominationUniteLegale: denomination
                sigleUniteLegale: sigle
                denominationUsuelle1UniteLegale: denomination_usuelle
                categorieJuridiqueUniteLegale: categorie_juridique
                activitePrincipaleUniteLegale: naf
                activitePrincipaleNAF25UniteLegale: naf25
                trancheEffectifsUniteLegale: tranche_effectifs
                anneeEffectifsUniteLegale: annee_effectifs
                dateCreationUniteLegale: date_creation
                dateDebut: date_debut
                etatAdministratifUniteLegale: est_active
                economieSocialeSolidaireUniteLegale: flag_ess_sirene
                societeMissionUniteLegale: societe_mission
                nicSiegeUniteLegale: siret_siege, nic_siege
                """
            ),
            required=frozenset(
                {
                    "siren",
                    "denominationUniteLegale",
                    "categorieJuridiqueUniteLegale",
                    "etatAdministratifUniteLegale",
                    "economieSocialeSolidaireUniteLegale",
                }
            ),
        ),
    ),
)
