"""The public company search (recherche d'entreprises), for one territory: units and establishments."""

from maillage.opendata.sources.activity_codes import ODD_ACTIVITY
from maillage.opendata.sources.source import Layout, Source, official, sql

from .reading import FIRST_LINE, establishments, is_gathered, scope_of, units

__all__ = ["FIRST_LINE", "SOURCES"]

_PUBLISHER = "Annuaire des entreprises (Dinum), recherche d’entreprises, d’après Sirene (Insee)"
_LABEL = "réponses de la recherche d’entreprises"

_UNITS = Source(
    name="company-search-units",
    table="sirene-units",
    publisher=_PUBLISHER,
    licence="Licence Ouverte",
    expected_loss=0.001,
    key=("siren",),
    key_name="SIREN",
    kept_odd=ODD_ACTIVITY,
    scope=scope_of,
    layouts=(
        Layout(
            label=_LABEL,
            query=sql("maillage.opendata.sources.sirene_units", "load.sql"),
            columns=official(
                """
                siren
                statutDiffusionUniteLegale: statut_diffusion
                nomUniteLegale
                identifiantAssociationUniteLegale: identifiant_association
                denominationUniteLegale: nom_raison_sociale
                sigleUniteLegale: sigle
                denominationUsuelle1UniteLegale
                categorieJuridiqueUniteLegale: nature_juridique
                activitePrincipaleUniteLegale: activite_principale
                activitePrincipaleNAF25UniteLegale: activite_principale_naf25
                trancheEffectifsUniteLegale: tranche_effectif_salarie
                anneeEffectifsUniteLegale: annee_tranche_effectif_salarie
                dateCreationUniteLegale: date_creation
                dateDebut: date_fermeture
                etatAdministratifUniteLegale: etat_administratif
                economieSocialeSolidaireUniteLegale: est_ess
                societeMissionUniteLegale: est_societe_mission
                nicSiegeUniteLegale: siret_siege
                """
            ),
            required=frozenset({"siren"}),
            recognise=is_gathered,
            rows=units,
        ),
    ),
)

_ESTABLISHMENTS = Source(
    name="company-search-establishments",
    table="sirene-establishments",
    publisher=_PUBLISHER,
    licence="Licence Ouverte",
    expected_loss=0.001,
    key=("siret",),
    key_name="SIRET",
    kept_odd=ODD_ACTIVITY,
    scope=scope_of,
    layouts=(
        Layout(
            label=_LABEL,
            query=sql("maillage.opendata.sources.sirene_establishments", "load.sql"),
            columns=official(
                """
                siret
                statutDiffusionEtablissement: statut_diffusion_etablissement
                dateCreationEtablissement: date_creation
                trancheEffectifsEtablissement: tranche_effectif_salarie
                anneeEffectifsEtablissement: annee_tranche_effectif_salarie
                etablissementSiege: est_siege
                numeroVoieEtablissement
                indiceRepetitionEtablissement
                typeVoieEtablissement
                libelleVoieEtablissement: street
                codePostalEtablissement: code_postal
                codeCommuneEtablissement: commune
                longitude
                latitude
                abscissa
                ordinate
                dateDebut: date_fermeture
                etatAdministratifEtablissement: etat_administratif
                enseigne1Etablissement: brand
                denominationUsuelleEtablissement: nom_commercial
                activitePrincipaleEtablissement: activite_principale
                activitePrincipaleNAF25Etablissement: activite_principale_naf25
                """
            ),
            required=frozenset({"siret"}),
            recognise=is_gathered,
            rows=establishments,
        ),
    ),
)

SOURCES = (_UNITS, _ESTABLISHMENTS)
