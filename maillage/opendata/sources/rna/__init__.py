"""The national directory of associations: waldec, import, and the extract of its API."""

from maillage.opendata.sources.source import Layout, Source, official, sql, words

_QUERY = sql(__package__, "load.sql")
_COMMON = """
id
id_ex
siret
titre
titre_court
objet
objet_social1
objet_social2
groupement
nature
position
date_creat
date_decla
date_disso
siteweb
observation
longitude
latitude
code_insee: adrs_codeinsee
code_postal: adrs_codepostal
"""
_RARE = frozenset({"longitude", "latitude"})
_WALDEC_ALONE = frozenset(
    {"titre_court", "date_decla", "date_disso", "numero", "repetition", "type_voie", "voie"}
)

SOURCE = Source(
    name="rna",
    table="rna",
    publisher="Ministère de l’Intérieur, répertoire national des associations",
    licence="Licence Ouverte",
    expected_loss=0.005,
    key=("coalesce(rna, former_number)", "register"),
    key_name="numéro RNA",
    kept_odd={
        "objet codé inconnu, gardé": "object1 IS NOT NULL AND NOT regexp_full_match(object1, '[0-9]{6}')",
        "position inconnue, gardée": "position IS NULL OR position NOT IN ('A', 'D', 'S', 'R')",
    },
    layouts=(
        Layout(
            label="RNA waldec",
            query=_QUERY,
            columns=official(
                _COMMON
                + """
                numero: adrs_numvoie
                repetition: adrs_repetition
                type_voie: adrs_typevoie
                voie: adrs_libvoie
                adr1: adrs_complement
                adr2: adrs_distrib
                libelle_commune: adrs_libcommune
                """
            ),
            constants={"register": "waldec"},
            rare=_RARE,
            required=frozenset({"id", "titre", "objet", "objet_social1", "position", "date_decla"}),
            unused=words("""
            rup_mi gestion date_publi adrg_declarant adrg_complemid adrg_complemgeo adrg_libvoie adrg_distrib
            adrg_codepostal adrg_achemine adrg_pays dir_civilite telephone email publiweb maj_time
            """),
        ),
        Layout(
            label="RNA import",
            query=_QUERY,
            columns=official(
                _COMMON
                + """
                numero: adrs_numvoie
                repetition: adrs_repetition
                type_voie: adrs_typevoie
                voie: adrs_libvoie
                adr1
                adr2
                libelle_commune: libcom
                """
            ),
            constants={"register": "import"},
            rare=_RARE | _WALDEC_ALONE,
            required=frozenset({"id", "titre", "objet", "objet_social1", "position", "adr1"}),
            unused=words("gestion date_publi adr3 dir_civilite telephone email rup_mi maj_time"),
        ),
        Layout(
            label="RNA, extrait de l’API",
            query=_QUERY,
            columns=official(
                """
                id: id_association
                id_ex: id_ex_association
                siret
                register: is_waldec
                titre
                titre_court
                objet
                objet_social1
                objet_social2
                groupement
                nature
                position: position_activite
                date_creat: date_creation
                date_decla: date_derniere_declaration
                date_disso: date_declaration_dissolution
                siteweb: site_web
                observation
                longitude
                latitude
                code_insee: adresse_code_insee
                code_postal: adresse_code_postal
                libelle_commune: adresse_libelle_commune
                numero: adresse_numero_voie
                repetition: adresse_repetition
                type_voie: adresse_type_voie
                voie: adresse_libelle_voie
                adr1: l1_adresse_import
                adr2: l2_adresse_import
                """
            ),
            rare=_RARE,
            required=frozenset({"id", "register", "titre", "objet", "objet_social1", "position"}),
            unused=words("""
            id numero_reconnaissance_utilite_publique code_gestion date_publication_creation l3_adresse_import
            adresse_siege adresse_distribution adresse_gestion_format_postal adresse_gestion_geo
            adresse_gestion_libelle_voie adresse_gestion_distribution adresse_gestion_code_postal
            adresse_gestion_acheminement adresse_gestion_pays dirigeant_civilite autorisation_publication_web
            derniere_maj created_at updated_at
            """),
        ),
    ),
)
