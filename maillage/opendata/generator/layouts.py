"""The headers of the official files, in their order."""

from __future__ import annotations

from typing import Final


def _columns(text: str) -> tuple[str, ...]:
    return tuple(text.split())


UNITS_HEADER: Final = _columns("""
siren statutDiffusionUniteLegale unitePurgeeUniteLegale dateCreationUniteLegale sigleUniteLegale sexeUniteLegale
prenom1UniteLegale prenom2UniteLegale prenom3UniteLegale prenom4UniteLegale prenomUsuelUniteLegale
pseudonymeUniteLegale identifiantAssociationUniteLegale trancheEffectifsUniteLegale anneeEffectifsUniteLegale
dateDernierTraitementUniteLegale nombrePeriodesUniteLegale categorieEntreprise anneeCategorieEntreprise
dateDebut etatAdministratifUniteLegale nomUniteLegale nomUsageUniteLegale denominationUniteLegale
denominationUsuelle1UniteLegale denominationUsuelle2UniteLegale denominationUsuelle3UniteLegale
categorieJuridiqueUniteLegale activitePrincipaleUniteLegale nomenclatureActivitePrincipaleUniteLegale
nicSiegeUniteLegale economieSocialeSolidaireUniteLegale societeMissionUniteLegale caractereEmployeurUniteLegale
activitePrincipaleNAF25UniteLegale
""")

ESTABLISHMENTS_HEADER: Final = _columns("""
siren nic siret statutDiffusionEtablissement dateCreationEtablissement trancheEffectifsEtablissement
anneeEffectifsEtablissement activitePrincipaleRegistreMetiersEtablissement dateDernierTraitementEtablissement
etablissementSiege nombrePeriodesEtablissement complementAdresseEtablissement numeroVoieEtablissement
indiceRepetitionEtablissement dernierNumeroVoieEtablissement indiceRepetitionDernierNumeroVoieEtablissement
typeVoieEtablissement libelleVoieEtablissement codePostalEtablissement libelleCommuneEtablissement
libelleCommuneEtrangerEtablissement distributionSpecialeEtablissement codeCommuneEtablissement
codeCedexEtablissement libelleCedexEtablissement codePaysEtrangerEtablissement libellePaysEtrangerEtablissement
identifiantAdresseEtablissement coordonneeLambertAbscisseEtablissement coordonneeLambertOrdonneeEtablissement
complementAdresse2Etablissement numeroVoie2Etablissement indiceRepetition2Etablissement typeVoie2Etablissement
libelleVoie2Etablissement codePostal2Etablissement libelleCommune2Etablissement
libelleCommuneEtranger2Etablissement distributionSpeciale2Etablissement codeCommune2Etablissement
codeCedex2Etablissement libelleCedex2Etablissement codePaysEtranger2Etablissement
libellePaysEtranger2Etablissement dateDebut etatAdministratifEtablissement enseigne1Etablissement
enseigne2Etablissement enseigne3Etablissement denominationUsuelleEtablissement activitePrincipaleEtablissement
nomenclatureActivitePrincipaleEtablissement caractereEmployeurEtablissement activitePrincipaleNAF25Etablissement
""")

WALDEC_HEADER: Final = _columns("""
id id_ex siret rup_mi gestion date_creat date_decla date_publi date_disso nature groupement titre titre_court
objet objet_social1 objet_social2 adrs_complement adrs_numvoie adrs_repetition adrs_typevoie adrs_libvoie
adrs_distrib adrs_codeinsee adrs_codepostal adrs_libcommune adrg_declarant adrg_complemid adrg_complemgeo
adrg_libvoie adrg_distrib adrg_codepostal adrg_achemine adrg_pays dir_civilite telephone siteweb email publiweb
observation position maj_time
""")

IMPORT_HEADER: Final = _columns("""
id id_ex siret gestion date_creat date_publi nature groupement titre objet objet_social1 objet_social2 adr1
adr2 adr3 adrs_codepostal libcom adrs_codeinsee dir_civilite telephone siteweb email observation position
rup_mi maj_time
""")

ESS_LIST_HEADER: Final = (
    "SIREN", "Nom ou raison sociale de l'entreprise", "Famille juridique de l'entreprise", "Code postal",
    "Libellé de la commune de l'établissement", "Code du département de l'établissement",
    "Département de l'établissement", "Région de l'établissement",
)  # fmt: skip

ESUS_HEADER: Final = ("numero_siren", "denomination", "departement", "date_decision", "date_fin")
SIAE_HEADER: Final = _columns(
    "siret kind name brand address post_code city department naf website description source lon lat updated_at"
)
FOUNDATIONS_HEADER: Final = _columns(
    "titre numero_rnf siret date_creation adresse code_postal ville type_organisme"
)

# FINESS has no header; these are the places of its columns, the first line being metadata.
FINESS_COLUMNS: Final = _columns("""
structureet nofinesset nofinessej rs rslongue complrs compldistrib numvoie typvoie voie compvoie lieuditbp
commune departement libdepartement ligneacheminement telephone telecopie categetab libcategetab categagretab
libcategagretab siret codeape codemft libmft codesph libsph dateouv dateautor maj numuai
""")

SUBSIDIES_HEADER: Final = _columns("""
nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire idBeneficiaire rnaBeneficiaire
objet montant nature conditionsVersement datesPeriodeVersement idRAE notificationUE pourcentageSubvention
dispositifAide
""")
