"""Establishments of SIRENE: the official StockEtablissement, and the periods of establishments."""

from maillage.opendata.sources.activity_codes import ODD_ACTIVITY
from maillage.opendata.sources.source import Layout, Source, official, sql, words

SOURCE = Source(
    name="sirene-establishments",
    table="sirene-establishments",
    publisher="Insee, base Sirene des établissements (StockEtablissement)",
    licence="Licence Ouverte",
    expected_loss=0.001,
    key=("siret",),
    key_name="SIRET",
    kept_odd={
        **ODD_ACTIVITY,
        "commune illisible, gardée": (
            "commune IS NOT NULL AND NOT regexp_full_match(commune, '[0-9][0-9AB][0-9]{3}')"
        ),
    },
    layouts=(
        Layout(
            label="StockEtablissement",
            query=sql(__package__, "load.sql"),
            columns=official(
                """
                siret
                statutDiffusionEtablissement
                dateCreationEtablissement
                trancheEffectifsEtablissement
                anneeEffectifsEtablissement
                etablissementSiege
                numeroVoieEtablissement
                indiceRepetitionEtablissement
                typeVoieEtablissement
                libelleVoieEtablissement
                codePostalEtablissement
                codeCommuneEtablissement
                longitude
                latitude
                abscissa: coordonneeLambertAbscisseEtablissement
                ordinate: coordonneeLambertOrdonneeEtablissement
                dateDebut
                etatAdministratifEtablissement
                enseigne1Etablissement
                denominationUsuelleEtablissement
                activitePrincipaleEtablissement
                activitePrincipaleNAF25Etablissement
                """
            ),
            rare=frozenset({"longitude", "latitude", "abscissa", "ordinate"}),
            required=frozenset(
                {
                    "siret",
                    "etatAdministratifEtablissement",
                    "activitePrincipaleEtablissement",
                    "codeCommuneEtablissement",
                    "etablissementSiege",
                }
            ),
            unused=words("""
                siren nic activitePrincipaleRegistreMetiersEtablissement dateDernierTraitementEtablissement
                nombrePeriodesEtablissement complementAdresseEtablissement dernierNumeroVoieEtablissement
                indiceRepetitionDernierNumeroVoieEtablissement libelleCommuneEtablissement
                libelleCommuneEtrangerEtablissement distributionSpecialeEtablissement codeCedexEtablissement
                libelleCedexEtablissement codePaysEtrangerEtablissement libellePaysEtrangerEtablissement
                identifiantAdresseEtablissement complementAdresse2Etablissement numeroVoie2Etablissement
                indiceRepetition2Etablissement typeVoie2Etablissement libelleVoie2Etablissement
                codePostal2Etablissement libelleCommune2Etablissement libelleCommuneEtranger2Etablissement
                distributionSpeciale2Etablissement codeCommune2Etablissement codeCedex2Etablissement
                libelleCedex2Etablissement codePaysEtranger2Etablissement libellePaysEtranger2Etablissement
                enseigne2Etablissement enseigne3Etablissement nomenclatureActivitePrincipaleEtablissement
                caractereEmployeurEtablissement geo_score geo_type geo_adresse geo_id geo_ligne geo_l4 geo_l5
            """),
        ),
        Layout(
            label="périodes d’établissements",
            query=sql(__package__, "periods.sql"),
            columns=official(
                """
                siret
                dateDebut
                dateFin
                etat
                code_ape
                code_commune
                code_tranche
                """
            ),
            required=frozenset({"siret", "dateDebut", "dateFin", "etat", "code_ape", "code_commune"}),
            unused=words("libelle_commune"),
        ),
    ),
)
