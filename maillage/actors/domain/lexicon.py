"""What the search knows of French and of the words of the social and solidarity economy (folded forms)."""

from __future__ import annotations

from collections.abc import Mapping


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Left out of a query unless it holds nothing else; always kept in names, where « Nous aussi » is one.
STOP_WORDS = _listed(
    "a au aux avec ce ces cet cette chez d dans de des du elle elles en entre est et eux il ils j je l la "
    "le les leur leurs lui m ma me mes mon n ne nos notre nous on ou par pas pour qu que qui s sa sans se "
    "ses si son sous sur t ta te tes toi ton tu un une vers vos votre vous y"
)

# Small words that a sigle leaves out: MJC is « Maison (des) jeunes (et de la) culture »; MPT counts « pour ».
SILENT_IN_SIGLES = _listed("a au aux d de des du en et l la le les un une")

# Ways of writing one word that is meant to be the other one, whoever writes it.
ABBREVIATIONS: Mapping[str, str] = {
    "asso": "association",
    "assos": "association",
    "assoc": "association",
    "asbl": "association",
    "cie": "compagnie",
    "ctre": "centre",
    "coop": "cooperative",
    "dept": "departement",
    "fed": "federation",
    "foot": "football",
    "gpt": "groupement",
    "gym": "gymnastique",
    "resto": "restaurant",
    "restos": "restaurant",
    "st": "saint",
    "ste": "sainte",
    "synd": "syndicat",
    "velos": "velo",
}

# Words whose forms the stemmer does not bring together (or brings together wrongly), with their common stem.
STEMS: Mapping[str, str] = {
    form: stem
    for stem, forms in {
        "travail": "travail travaux travailler travailleur travailleurs travailleuse travailleuses",
        "solidair": "solidaire solidaires solidarite solidarites",
        "benevol": "benevole benevoles benevolat benevolats",
        "mutuel": "mutuel mutuels mutuelle mutuelles mutualite mutualites mutualiste mutualistes",
        "theatr": "theatre theatres theatral theatrale theatrales theatraux",
        "course": "course courses coureur coureurs coureuse coureuses",
        "cours": "cours",
        "sportif": "sportif sportifs sportive sportives",
        "oeil": "oeil yeux",
        "fetes": "fete fetes",
        "vel": "velo velos",
        "musical": "musical musicale musicaux musicales",
        "ain": "aine aines ainee ainees",
        "age": "age agee ages agees",
        "region": "regional regionale regionaux regionales region regions",
        "departement": "departement departements departemental departementale departementaux departementales",
        "commun": "commune communes communal communale communaux communales",
        "cine": "cine cinema cinemas",
        "info": "info infos",
        "bu": "bus",
        "loisir": "loisir loisirs",
    }.items()
    for form in forms.split()
}

# The sigles of the ESS and of what surrounds it, with the words that they stand for. The first long form is
# the one in use; the others are former or neighbouring ones that people still type.
SIGLES: Mapping[str, tuple[str, ...]] = {
    "aci": ("atelier et chantier d’insertion", "chantier d’insertion"),
    "adie": ("association pour le droit à l’initiative économique",),
    "admr": ("aide à domicile en milieu rural",),
    "ai": ("association intermédiaire",),
    "amap": ("association pour le maintien d’une agriculture paysanne",),
    "ape": ("association de parents d’élèves",),
    "bdt": ("bourse du travail",),
    "cada": ("centre d’accueil de demandeurs d’asile",),
    "cae": ("coopérative d’activité et d’emploi", "coopérative d’activités et d’emplois"),
    "caf": ("caisse d’allocations familiales",),
    "ccas": ("centre communal d’action sociale",),
    "chrs": ("centre d’hébergement et de réinsertion sociale",),
    "cias": ("centre intercommunal d’action sociale",),
    "cidff": ("centre d’information sur les droits des femmes et des familles",),
    "cigales": ("club d’investisseurs pour une gestion alternative et locale de l’épargne solidaire",),
    "cress": ("chambre régionale de l’économie sociale et solidaire",),
    "cse": ("comité social et économique",),
    "cuma": ("coopérative d’utilisation de matériel agricole",),
    "dla": ("dispositif local d’accompagnement",),
    "ea": ("entreprise adaptée", "atelier protégé"),
    "ehpad": ("établissement d’hébergement pour personnes âgées dépendantes", "maison de retraite"),
    "ei": ("entreprise d’insertion",),
    "eiti": ("entreprise d’insertion par le travail indépendant",),
    "esat": (
        "établissement et service d’aide par le travail",
        "établissement et service d’accompagnement par le travail",
        "centre d’aide par le travail",
    ),
    "cat": ("centre d’aide par le travail", "établissement et service d’aide par le travail"),
    "ess": ("économie sociale et solidaire",),
    "esus": ("entreprise solidaire d’utilité sociale",),
    "etti": ("entreprise de travail temporaire d’insertion",),
    "fcpe": ("fédération des conseils de parents d’élèves",),
    "fjt": ("foyer de jeunes travailleurs",),
    "geiq": ("groupement d’employeurs pour l’insertion et la qualification",),
    "gem": ("groupe d’entraide mutuelle",),
    "iae": ("insertion par l’activité économique",),
    "ldh": ("ligue des droits de l’homme",),
    "mfr": ("maison familiale rurale",),
    "mjc": ("maison des jeunes et de la culture",),
    "mpt": ("maison pour tous",),
    "oms": ("office municipal des sports",),
    "omc": ("office municipal de la culture",),
    "pimms": ("point d’information médiation multi services",),
    "plie": ("plan local pour l’insertion et l’emploi",),
    "ptce": ("pôle territorial de coopération économique",),
    "rq": ("régie de quartier",),
    "saad": ("service d’aide et d’accompagnement à domicile",),
    "sel": ("système d’échange local",),
    "scic": ("société coopérative d’intérêt collectif",),
    "scop": (
        "société coopérative de production",
        "société coopérative et participative",
        "société coopérative ouvrière de production",
    ),
    "siae": ("structure d’insertion par l’activité économique",),
    "spa": ("société protectrice des animaux",),
    "ssiad": ("service de soins infirmiers à domicile",),
    "udaf": ("union départementale des associations familiales",),
    "uta": ("université du temps libre", "université tous âges"),
}

# What announces that the words beside are somebody's name.
TITLES = _listed("m mr mrs mme mlle monsieur madame mademoiselle docteur dr maitre pere soeur abbe")

# The commonest first names of people living in France: a search that holds one and another word may be the
# name of somebody.
FIRST_NAMES = _listed(
    "abdallah abdel ahmed aicha alain albert alexandre alexis ali alice amelie amina anais andre andree "
    "angelique anne annie anthony antoine arnaud arthur audrey aurelie aurelien beatrice benjamin benoit "
    "bernadette bernard bertrand brigitte bruno camille carole caroline catherine cecile cedric chantal "
    "charles charlotte christelle christian christiane christine christophe claire claude claudine "
    "clement colette corinne cyril damien daniel daniele david delphine denis denise didier dominique "
    "dylan edouard elisabeth elise elodie emilie emma emmanuel emmanuelle enzo eric estelle eugene "
    "evelyne fabien fabrice fanny fatima fatou fatoumata florence florian francis franck francois "
    "francoise frederic gabriel genevieve georges gerard germaine gilbert gilles ginette gisele guillaume "
    "guy hassan helene henri herve hubert hugo ibrahim isabelle jacqueline jacques jean jeanne jeannine "
    "jeremy jerome joel jonathan joseph josette josiane julie julien juliette justine karim karine kevin "
    "khadija laetitia laura laure laurence laurent lea leila leo lionel louis louise luc lucas lucie "
    "lucien lucienne ludovic madeleine mamadou manon marc marcel marcelle margaux marguerite maria marie "
    "marine marion marthe martine mathieu mathilde maurice maxime melanie michel michele mireille mohamed "
    "mohammed monique moussa mustapha myriam nadia nathalie nicolas nicole noel odette odile olivier "
    "oumar pascal pascale patrice patricia patrick paul paulette pauline philippe pierre quentin rachid "
    "raymond raymonde regine remi rene renee robert roger roland romain sabrina said samira samuel sandra "
    "sandrine sarah sebastien serge severine simone solange sonia sophie stephane stephanie suzanne "
    "sylvain sylvie theo therese thierry thomas valentin valerie veronique victor vincent virginie "
    "viviane xavier yann yannick yasmine youssef yves yvette yvonne"
)
