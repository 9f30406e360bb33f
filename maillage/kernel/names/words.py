"""The words of French organisations' names: what they mean for a comparison."""


def _listed(words: str) -> frozenset[str]:
    """Read a set of words written in a row."""
    return frozenset(words.split())


STOP_WORDS = _listed(
    "a au aux avec ce ces cet cette d dans de des du en et l la le les leur leurs lez n nos on ou par pour "
    "qu que qui s sa ses son sous sur un une vers y"
)

ARTICLES = _listed("l la le les")

# Words that only say what kind of legal person bears the name.
LEGAL_WORDS = _listed(
    "association associations assoc asso ass assos asoc associat as loi 1901 scop scic sarl "
    "sas sasu eurl sa sci snc gie"
)

# How people shorten the commonest words of names, beyond cutting their end (which is handled by prefixes).
ABBREVIATIONS = {
    "agce": "agence",
    "anc": "anciens",
    "bask": "basket",
    "bibli": "bibliotheque",
    "chpt": "championnat",
    "cie": "compagnie",
    "col": "college",
    "cte": "comite",
    "ctr": "centre",
    "ctre": "centre",
    "dep": "departemental",
    "depal": "departemental",
    "depart": "departemental",
    "departement": "departemental",
    "dept": "departemental",
    "deptal": "departemental",
    "dpt": "departemental",
    "dptal": "departemental",
    "dev": "developpement",
    "devel": "developpement",
    "devt": "developpement",
    "dvpt": "developpement",
    "dvt": "developpement",
    "ec": "ecole",
    "ecoles": "ecole",
    "ets": "etablissement",
    "etab": "etablissement",
    "fed": "federation",
    "feder": "federation",
    "fede": "federation",
    "foot": "football",
    "gpt": "groupement",
    "grpt": "groupement",
    "gpe": "groupe",
    "grp": "groupe",
    "grpe": "groupe",
    "gym": "gymnastique",
    "basketball": "basket",
    "intercom": "intercommunal",
    "lyc": "lycee",
    "mvt": "mouvement",
    "mouv": "mouvement",
    "nal": "national",
    "nat": "national",
    "reg": "regional",
    "locale": "local",
    "locales": "local",
    "municipale": "municipal",
    "ntre": "notre",
    "sce": "service",
    "serv": "service",
    "services": "service",
    "synd": "syndicat",
    "voll": "volley",
    "volleyball": "volley",
}

# Words so common in names that sharing them says little; every other word weighs 1, unless the caller knows
# better.
COMMON_WORDS: dict[str, float] = {
    **dict.fromkeys(
        _listed(
            "amicale ami amis atelier ateliers centre cercle club collectif comite commission compagnie "
            "conseil cooperative ecole equipe espace federation foyer groupe groupement institut ligue "
            "maison mouvement office organisme regie reseau service societe syndicat troupe union college "
            "lycee etablissement agence ensemble cite festival fonds fondation"
        ),
        0.45,
    ),
    **dict.fromkeys(
        _listed(
            "culturel culturelle culture culturelles sportif sportive sport sports social sociale socio "
            "loisir loisirs laique municipal intercommunal communal communale local regional departemental "
            "national francais francaise france jeune jeunes jeunesse enfance enfant enfants famille "
            "familles familial familiale rural rurale animation gestion promotion developpement formation "
            "education aide action actions vie fete fetes quartier quartiers ville commune pays habitants "
            "anciens parents eleves personnes solidarite insertion interet defense protection sauvegarde "
            "accueil environnement international internationale populaire libre nouvelle nouveau grand "
            "grande petit petite saint sainte musique danse theatre olympique athletique stade entente "
            "etoile espoir racing sporting fc football tennis gymnastique judo basket handball petanque "
            "cyclo volley rugby randonnee yoga agees combattants enseignement orientation public "
            "publics publique publiques retraites"
        ),
        0.6,
    ),
    **dict.fromkeys(_listed("ogec apel afr mfr admr unc adapei apajh ehpad mjc amap"), 0.45),
    # Patron saints, after whom thousands of schools, parishes and clubs are named.
    **dict.fromkeys(
        _listed(
            "notre dame sacre coeur joseph marie anne pierre paul jean jeanne michel martin louis therese yves"
        ),
        0.55,
    ),
}

# What places an organisation in a hierarchy: the same words around another marker are another actor.
MARKER_PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("comite", "departemental"), "departement"),
    (("union", "departemental"), "departement"),
    (("federation", "departemental"), "departement"),
    (("association", "departemental"), "departement"),
    (("delegation", "departemental"), "departement"),
    (("comite", "regional"), "region"),
    (("union", "regional"), "region"),
    (("federation", "regional"), "region"),
    (("ligue", "regional"), "region"),
    (("association", "regional"), "region"),
    (("union", "national"), "nation"),
    (("federation", "national"), "nation"),
    (("association", "national"), "nation"),
    (("federation", "francais"), "nation"),
    (("federation", "francaise"), "nation"),
    (("union", "local"), "local"),
    (("comite", "local"), "local"),
    (("groupe", "local"), "local"),
    (("section", "local"), "section"),
    (("section", "syndical"), "section"),
)
MARKER_WORDS: dict[str, str] = {
    "section": "section",
    "sect": "section",
    "sections": "section",
    "antenne": "antenne",
    "delegation": "delegation",
    "federation": "federation",
    "confederation": "federation",
    "departemental": "departement",
    "regional": "region",
    "national": "nation",
    "district": "district",
}

# Disciplines: two names that each bear one, and not the same, name two actors.
DISCIPLINES: dict[str, str] = {
    word: discipline
    for discipline, words in {
        "athletisme": "athletisme athle",
        "aviron": "aviron",
        "badminton": "badminton",
        "basket": "basket",
        "billard": "billard",
        "boxe": "boxe boxing",
        "boules": "boules boule petanque bouliste boulistes",
        "canoe": "canoe kayak canoekayak",
        "cyclisme": "cyclo cyclisme cycliste cyclotourisme vtt bmx",
        "danse": "danse danses",
        "echecs": "echecs echec",
        "equitation": "equitation equestre poney",
        "escalade": "escalade",
        "escrime": "escrime",
        "football": "football futsal",
        "golf": "golf",
        "gymnastique": "gymnastique gym gymnique",
        "handball": "handball",
        "hockey": "hockey",
        "judo": "judo",
        "karate": "karate",
        "aikido": "aikido",
        "taekwondo": "taekwondo",
        "lutte": "lutte",
        "moto": "moto motocyclisme motocycliste",
        "musique": "musique musical musicale orchestre fanfare harmonie",
        "chorale": "chorale choeur",
        "natation": "natation nageurs",
        "patinage": "patinage",
        "peche": "peche pecheurs",
        "chasse": "chasse chasseurs",
        "photo": "photo photographie photographique",
        "plongee": "plongee subaquatique",
        "randonnee": "randonnee randonnees rando randonneurs marche",
        "roller": "roller skate",
        "rugby": "rugby",
        "ski": "ski",
        "speleologie": "speleologie speleo",
        "squash": "squash",
        "tennis": "tennis",
        "theatre": "theatre theatral theatrale",
        "tir": "tir",
        "triathlon": "triathlon",
        "twirling": "twirling majorettes",
        "voile": "voile",
        "volley": "volley",
        "yoga": "yoga",
        "bridge": "bridge",
        "scrabble": "scrabble",
        "couture": "couture",
        "genealogie": "genealogie",
        "informatique": "informatique",
    }.items()
    for word in words.split()
}

# Markers are cut anywhere: « DEPARTEM », « NATION », « REGIONALE »… from this many letters on.
CUT_MARKERS = {
    "departementale": "departemental",
    "departementaux": "departemental",
    "nationale": "national",
    "nationaux": "national",
    "regionale": "regional",
    "regionaux": "regional",
    "federation": "federation",
}
SHORTEST_CUT_MARKER = 5
BALL_GAMES = {"hand": "handball", "foot": "football", "volley": "volley", "basket": "basket"}

ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13}
# Beside one of these, « hand » is a game and not the start of « handicap ».
SPORTING = _listed(
    "ailes athletic avenir club entente espoir olympique sport sporting sportif sportive sports stade union"
)
NUMBER_WORDS = {
    "premier": "1",
    "premiere": "1",
    "deuxieme": "2",
    "troisieme": "3",
    "quatrieme": "4",
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "sept": "7",
    "huit": "8",
}
# Words of those who gather around an actor without being it.
SATELLITES = _listed(
    "amis ami amies amicale anciens anciennes parents soutien supporters supporter donateurs bienfaiteurs "
    "usagers fans"
)
