"""Written crosswalks from other nomenclatures to the themes: the RNA, cities' own lists, data.inclusion."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..text import fold
from .theme_signs import add_signs, best_child, likelihoods, signs_in
from .themes import THEMES, Theme

# --- The RNA's "objet social": three digits of family, then three of detail -------------------------------

_RNA_FAMILIES = {
    "001": "citoyennete/debat",
    "002": "citoyennete/debat",
    "003": "citoyennete/droits",
    "004": "citoyennete/droits",
    "005": "numerique/medias",
    "006": "culture",
    "007": "loisirs",
    "009": "education/education-populaire",
    "010": "culture/patrimoine",
    "011": "sport",
    "013": "loisirs/chasse-peche",
    "014": "loisirs/amicales",
    "015": "education",
    "016": "sciences/recherche",
    "017": "sante-social",
    "018": "sante-social",
    "019": "sante-social",
    "020": "sante-social/precarite",
    "021": "sante-social/personnes-agees",
    "022": "economie",
    "023": "economie/professions",
    "024": "environnement",
    "030": "economie",
    "032": "habitat",
    "034": "loisirs/tourisme",
    "036": "citoyennete/secours",
    "038": "citoyennete/memoire",
    "040": "convictions/cultes",
}

# Where a family is mixed, or says less than its detail. Family 050 ("to be sorted again") leads nowhere.
_RNA_DETAILS = {
    "002005": "loisirs/amicales",
    "002010": "education/education-populaire",
    "003010": "citoyennete/debat",
    "003020": "citoyennete/egalite",
    "003025": "citoyennete/egalite",
    "003030": "sante-social/handicap",
    "003035": "citoyennete/egalite",
    "003040": "citoyennete/egalite",
    "003045": "citoyennete/memoire",
    "003050": "sante-social/migrants",
    "003060": "citoyennete/debat",
    "004020": "insertion/justice",
    "004030": "sante-social/protection",
    "005015": "culture/cinema",
    "005020": "numerique/inclusion",
    "006005": "culture/livre",
    "006010": "culture/livre",
    "006020": "culture/arts-visuels",
    "006025": "culture/cinema",
    "006030": "culture/musique",
    "006040": "culture/danse",
    "006045": "culture/traditions",
    "006070": "culture/theatre",
    "006090": "loisirs/manuel",
    "006100": "culture/lieux",
    "006105": "sciences/culture-scientifique",
    "006110": "culture/traditions",
    "006115": "culture/theatre",
    "007002": "sport/glisse-air-moteur",
    "007003": "loisirs/collections",
    "007005": "loisirs/jeux",
    "007010": "sport/boules",
    "007025": "loisirs/collections",
    "007030": "loisirs/collections",
    "007035": "loisirs/amicales",
    "007040": "loisirs/fetes",
    "007045": "environnement/animaux",
    "007050": "environnement/animaux",
    "007060": "alimentation/gout",
    "007070": "environnement/jardins",
    "007075": "citoyennete/vie-associative",
    "007085": "sport/gymnastique",
    "007095": "loisirs/collections",
    "009005": "education/jeunesse",
    "009007": "culture/lieux",
    "009010": "sante-social/handicap",
    "009015": "education/jeunesse",
    "009020": "education/periscolaire",
    "009030": "loisirs/fetes",
    "009040": "loisirs/aines",
    "009045": "loisirs/fetes",
    "009050": "international/jumelages",
    "010020": "citoyennete/memoire",
    "011004": "sport/omnisports",
    "011005": "sport/omnisports",
    "011010": "sport/omnisports",
    "011015": "sport/omnisports",
    "011018": "sport/adapte",
    "011020": "sport/course",
    "011025": "sport/nautique",
    "011030": "sport/raquette",
    "011035": "sport/boules",
    "011040": "sport/boules",
    "011045": "sport/gymnastique",
    "011050": "sport/plein-air",
    "011055": "sport/plein-air",
    "011060": "sport/combat",
    "011065": "sport/collectifs",
    "011070": "sport/collectifs",
    "011075": "sport/collectifs",
    "011080": "sport/collectifs",
    "011085": "sport/collectifs",
    "011090": "sport/collectifs",
    "011092": "sport/plein-air",
    "011095": "sport/nautique",
    "011100": "sport/boules",
    "011105": "sport/gymnastique",
    "011110": "sport/gymnastique",
    "011115": "sport/course",
    "011120": "sport/gymnastique",
    "011125": "sport/nautique",
    "011130": "sport/glisse-air-moteur",
    "011135": "sport/glisse-air-moteur",
    "011140": "sport/combat",
    "011145": "sport/combat",
    "011150": "sport/combat",
    "011155": "sport/plein-air",
    "011160": "sport/glisse-air-moteur",
    "011165": "sport/raquette",
    "011170": "sport/raquette",
    "011175": "sport/boules",
    "011180": "sport/cyclisme",
    "011185": "sport/nautique",
    "011190": "sport/omnisports",
    "011192": "sport/omnisports",
    "011400": "sport/plein-air",
    "014025": "economie/professions",
    "014030": "economie/professions",
    "014035": "sante-social/precarite",
    "014040": "international/cultures-du-monde",
    "014050": "citoyennete/egalite",
    "014060": "citoyennete/egalite",
    "014070": "sante-social/handicap",
    "015005": "education/parents-eleves",
    "015010": "education/ecole",
    "015025": "education/periscolaire",
    "015030": "education/ecole",
    "015035": "education/ecole",
    "015040": "education/etudiants",
    "015045": "insertion/formation",
    "015050": "insertion/formation",
    "015065": "education/etudiants",
    "015070": "education/etudiants",
    "015075": "education/ecole",
    "015085": "education/ecole",
    "015087": "education/langue",
    "015090": "insertion/formation",
    "015100": "insertion/formation",
    "015105": "insertion/formation",
    "017005": "sante-social/soins",
    "017015": "sante-social/psychisme",
    "017020": "sante-social/soins",
    "017025": "sante-social/soins",
    "017045": "sante-social/soins",
    "017055": "sante-social/malades",
    "017065": "sante-social/malades",
    "017075": "sante-social/soins",
    "017085": "sante-social/prevention",
    "017095": "sante-social/prevention",
    "017105": "sante-social/soins",
    "017115": "sante-social/prevention",
    "017120": "sante-social/prevention",
    "017125": "sante-social/prevention",
    "017130": "sante-social/malades",
    "017135": "sante-social/soins",
    "017145": "sante-social/soins",
    "017155": "sciences/recherche",
    "017200": "sciences/recherche",
    "017210": "sciences/recherche",
    "017300": "environnement/animaux",
    "018005": "education/petite-enfance",
    "018010": "sante-social/protection",
    "018015": "sante-social/handicap",
    "018025": "habitat/hebergement",
    "018030": "sante-social/prevention",
    "018040": "sante-social/handicap",
    "018045": "sante-social/malades",
    "018050": "sante-social/handicap",
    "019004": "sante-social/famille",
    "019005": "sante-social/famille",
    "019010": "sante-social/centres-sociaux",
    "019012": "sante-social/precarite",
    "019014": "education/langue",
    "019016": "insertion/acces-emploi",
    "019020": "insertion/acces-emploi",
    "019025": "sante-social/migrants",
    "019030": "sante-social/precarite",
    "019032": "sante-social/protection",
    "019035": "sante-social/protection",
    "019040": "sante-social/psychisme",
    "019042": "mobilite/usagers",
    "019045": "sante-social/protection",
    "019047": "education/ecole",
    "019050": "insertion/justice",
    "019055": "insertion/justice",
    "020020": "international/solidarite",
    "020025": "citoyennete/vie-associative",
    "021005": "education/petite-enfance",
    "021010": "sante-social/aide-a-domicile",
    "022510": "alimentation/restauration",
    "022515": "economie/appui",
    "022520": "economie/appui",
    "022525": "economie/appui",
    "022530": "economie/groupements",
    "022535": "economie/commerce",
    "022540": "economie/professions",
    "022543": "mobilite",
    "022545": "economie/finance",
    "022550": "economie/finance",
    "023001": "citoyennete/consommateurs",
    "023002": "citoyennete/consommateurs",
    "023003": "citoyennete/consommateurs",
    "023004": "economie/finance",
    "023010": "loisirs/aines",
    "023020": "alimentation/agriculture",
    "023025": "economie/commerce",
    "023045": "citoyennete/quartiers",
    "024005": "environnement/cadre-de-vie",
    "024010": "environnement/nature",
    "024015": "environnement/nature",
    "024020": "environnement/nature",
    "024025": "environnement/nature",
    "024026": "environnement/animaux",
    "024030": "environnement/nature",
    "024035": "environnement/cadre-de-vie",
    "024045": "environnement/cadre-de-vie",
    "024050": "environnement/sensibilisation",
    "030005": "insertion/acces-emploi",
    "030010": "insertion/iae",
    "030012": "citoyennete/quartiers",
    "030015": "economie/groupements",
    "030020": "economie/creation",
    "030050": "environnement",
    "032510": "habitat/acces-logement",
    "032520": "habitat/habitants",
    "032525": "habitat/amelioration",
    "036535": "mobilite/usagers",
}

RNA_TO_THEME: Mapping[str, str] = MappingProxyType({**_RNA_FAMILIES, **_RNA_DETAILS})


def theme_from_rna(code: str) -> str | None:
    """Return the theme of an RNA "objet social" code (six digits, leading zeros lost or not), or None."""
    digits = code.strip()
    if not digits.isdigit() or not int(digits):
        return None
    full = digits.zfill(6)
    return _RNA_DETAILS.get(full) or _RNA_FAMILIES.get(full[:3])


# --- data.inclusion, version 1 ----------------------------------------------------------------------------

# The part before "--" for a whole thématique, or the full code where it says more.
_INCLUSION_TO_THEME = {
    "choisir-un-metier": "insertion/acces-emploi",
    "creer-une-entreprise": "economie/creation",
    "difficultes-administratives-ou-juridiques": "citoyennete/droits",
    "difficultes-financieres": "sante-social/precarite",
    "equipement-et-alimentation--aide-menagere": "sante-social/aide-a-domicile",
    "equipement-et-alimentation--alimentation": "alimentation/aide-alimentaire",
    "equipement-et-alimentation--electromenager": "environnement/reemploi",
    "equipement-et-alimentation--habillement": "environnement/reemploi",
    "equipement-et-alimentation": "sante-social/precarite",
    "famille--garde-denfants": "education/petite-enfance",
    "famille--prise-en-charge-personne-dependante": "sante-social/personnes-agees",
    "famille--soutien-aidants": "sante-social/malades",
    "famille--surmonter-conflits-separation-violence": "sante-social/protection",
    "famille": "sante-social/famille",
    "lecture-ecriture-calcul": "education/langue",
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire": "habitat/hebergement",
    "logement-hebergement": "habitat/acces-logement",
    "mobilite--mobilite-douce-partagee-collective": "mobilite/douce",
    "mobilite": "mobilite/aide-mobilite",
    "numerique": "numerique/inclusion",
    "preparer-sa-candidature": "insertion/acces-emploi",
    "remobilisation--activites-sportives-et-culturelles": "loisirs",
    "remobilisation--benevolat-action-citoyenne": "citoyennete/vie-associative",
    "remobilisation--bien-etre-confiance-en-soi": "sante-social/psychisme",
    "remobilisation": "sante-social/centres-sociaux",
    "sante--acces-aux-soins": "sante-social/soins",
    "sante--addictions": "sante-social/prevention",
    "sante--constituer-un-dossier-mdph-invalidite": "sante-social/handicap",
    "sante--sante-mentale": "sante-social/psychisme",
    "sante--sante-sexuelle": "sante-social/prevention",
    "sante": "sante-social",
    "se-former": "insertion/formation",
    "souvrir-a-linternational": "insertion/acces-emploi",
    "trouver-un-emploi": "insertion/acces-emploi",
}

_INCLUSION_TO_SERVICE = {
    "choisir-un-metier": "accompagnement-emploi",
    "creer-une-entreprise": "creation-activite",
    "difficultes-administratives-ou-juridiques": "acces-aux-droits",
    "difficultes-financieres": "budget",
    "equipement-et-alimentation--aide-menagere": "aide-a-domicile",
    "equipement-et-alimentation--alimentation": "aide-alimentaire",
    "equipement-et-alimentation--electromenager": "vestiaire",
    "equipement-et-alimentation--habillement": "vestiaire",
    "famille--garde-denfants": "garde-enfants",
    "famille--prise-en-charge-personne-dependante": "aide-a-domicile",
    "famille--soutien-aidants": "aide-aux-aidants",
    "famille": "parentalite",
    "lecture-ecriture-calcul": "apprendre-francais",
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire": "hebergement",
    "logement-hebergement": "aide-au-logement",
    "mobilite": "transport",
    "numerique--acquerir-un-equipement": "materiel-numerique",
    "numerique": "aide-numerique",
    "preparer-sa-candidature": "accompagnement-emploi",
    "remobilisation--activites-sportives-et-culturelles": "sorties",
    "remobilisation--benevolat-action-citoyenne": "benevolat",
    "remobilisation--bien-etre-confiance-en-soi": "ecoute",
    "remobilisation": "visites",
    "sante--constituer-un-dossier-mdph-invalidite": "accompagnement-handicap",
    "sante--sante-mentale": "ecoute",
    "sante--acces-aux-soins": "soins",
    "sante": "prevention-sante",
    "se-former": "formation",
    "souvrir-a-linternational": "accompagnement-emploi",
    "trouver-un-emploi": "accompagnement-emploi",
}


def theme_from_inclusion(thematique: str) -> str | None:
    """Return the theme of a data.inclusion thématique ("famille--garde-denfants", or "famille"), or None."""
    return _by_full_code_or_family(_INCLUSION_TO_THEME, thematique)


def service_from_inclusion(thematique: str) -> str | None:
    """Return the type of service that a data.inclusion thématique describes, or None."""
    return _by_full_code_or_family(_INCLUSION_TO_SERVICE, thematique)


def _by_full_code_or_family(table: Mapping[str, str], thematique: str) -> str | None:
    code = thematique.strip().lower()
    return table.get(code) or table.get(code.partition("--")[0])


# --- Cities' own lists: any label, with or without its parent ---------------------------------------------

# Whole labels as cities write them, folded. Those that keywords already settle are not repeated here.
_LABELS: dict[str, str] = {
    "accompagnement social": "sante-social/precarite",
    "action caritative": "sante-social/precarite",
    "action humanitaire": "international/solidarite",
    "action internationale": "international",
    "actions patriotiques": "citoyennete/memoire",
    "agriculture et viticulture": "alimentation/agriculture",
    "aide a la gestion": "economie/appui",
    "anciens combattants et patriotiques": "citoyennete/memoire",
    "animations": "loisirs/fetes",
    "architecture et urbanisme": "environnement/cadre-de-vie",
    "artisanat art": "culture/arts-visuels",
    "arts et culture": "culture",
    "associations patriotiques": "citoyennete/memoire",
    "cadre de vie": "environnement/cadre-de-vie",
    "caritatif": "sante-social/precarite",
    "commerce": "economie/commerce",
    "commerce et artisanat": "economie/commerce",
    "commercants et professionnels": "economie/commerce",
    "communication": "numerique/medias",
    "communication et medias": "numerique/medias",
    "condition feminine masculine": "citoyennete/egalite",
    "culte": "convictions/cultes",
    "cultes": "convictions/cultes",
    "culture etrangere": "international/cultures-du-monde",
    "culture et loisirs": "culture",
    "culture et patrimoine": "culture",
    "culturel": "culture",
    "cultures regionales": "culture/traditions",
    "defense des droits": "citoyennete/droits",
    "developpement durable": "environnement",
    "developpement economique": "economie",
    "developpement local": "economie",
    "droit": "citoyennete/droits",
    "droits de l homme": "citoyennete/droits",
    "economie sociale et solidaire": "economie",
    "economique": "economie",
    "emploi et insertion": "insertion",
    "enfance": "education",
    "enfance et jeunesse": "education/jeunesse",
    "enfance jeunesse": "education/jeunesse",
    "enseignement": "education/ecole",
    "entraide": "sante-social/precarite",
    "entreprise et travail": "economie",
    "environnement": "environnement",
    "environnement et cadre de vie": "environnement",
    "formation": "insertion/formation",
    "habitat et logement": "habitat",
    "handicap": "sante-social/handicap",
    "histoire": "sciences/histoire",
    "histoire et patrimoine": "culture/patrimoine",
    "humanitaire": "international/solidarite",
    "humanitaire et caritatif": "sante-social/precarite",
    "insertion": "insertion",
    "jeunesse": "education/jeunesse",
    "jumelage": "international/jumelages",
    "loisirs": "loisirs",
    "lutte": "sport/combat",
    "loisirs et detente": "loisirs",
    "memoire": "citoyennete/memoire",
    "militaires anc combattants": "citoyennete/memoire",
    "occitan": "culture/traditions",
    "partenaires ville": "citoyennete/vie-associative",
    "patriotique": "citoyennete/memoire",
    "patriotisme": "citoyennete/memoire",
    "petite enfance": "education/petite-enfance",
    "philosophies": "convictions/philosophies",
    "politique": "citoyennete/debat",
    "politique de la ville": "citoyennete/quartiers",
    "prevention": "sante-social/protection",
    "prevention et securite": "citoyennete/secours",
    "professionnel": "economie/professions",
    "protection animale": "environnement/animaux",
    "quartiers": "citoyennete/quartiers",
    "rapatries": "citoyennete/memoire",
    "recherche": "sciences/recherche",
    "religions et philosophies": "convictions",
    "sante": "sante-social",
    "sante et social": "sante-social",
    "scolaire": "education/ecole",
    "securite": "citoyennete/secours",
    "seniors": "sante-social/personnes-agees",
    "social": "sante-social",
    "social et citoyennete": "sante-social",
    "social et sante": "sante-social",
    "social solidarite": "sante-social",
    "solidarite": "sante-social/precarite",
    "solidarite internationale": "international/solidarite",
    "sport et loisirs": "sport",
    "sports et loisirs": "sport",
    "syndicats": "economie/professions",
    "tourisme": "loisirs/tourisme",
    "transports": "mobilite",
    "troisieme age": "sante-social/personnes-agees",
    "vacances": "loisirs/tourisme",
    "vie associative": "citoyennete/vie-associative",
    "vie des quartiers": "citoyennete/quartiers",
    "vie familiale": "sante-social/famille",
    "vie locale": "citoyennete",
    "vie sociale": "sante-social/centres-sociaux",
}

# Our own labels, which come back in lists made from our exports.
_OWN_LABELS = {fold(label): theme.code for theme in THEMES for label in (theme.label, theme.short_label)}

# Labels whose meaning depends on the domain above them: (first-level theme of the domain, label) → theme.
_LABELS_UNDER: dict[tuple[str, str], str] = {
    ("sport", "danse"): "sport/gymnastique",
    ("sport", "majorettes"): "sport/gymnastique",
    ("sport", "echecs"): "loisirs/jeux",
    ("sport", "moto"): "sport/glisse-air-moteur",
    ("sport", "montagne"): "sport/plein-air",
    ("sport", "orientation"): "sport/course",
    ("loisirs", "randonnees"): "sport/course",
    ("loisirs", "randonnee"): "sport/course",
    ("loisirs", "informatique"): "numerique/inclusion",
    ("loisirs", "enfance"): "education/periscolaire",
    ("loisirs", "seniors"): "loisirs/aines",
    ("loisirs", "troisieme age"): "loisirs/aines",
    ("culture", "histoire"): "culture/patrimoine",
    ("culture", "communication"): "numerique/medias",
    ("sante-social", "enfance"): "sante-social/protection",
    ("sante-social", "enfance et jeunesse"): "education/jeunesse",
    ("sante-social", "jeunesse"): "education/jeunesse",
    ("sante-social", "recherche"): "sciences/recherche",
    ("sante-social", "insertion"): "insertion",
    ("sante-social", "hebergement"): "habitat/hebergement",
    ("sante-social", "citoyennete"): "citoyennete",
    ("education", "etudiants"): "education/etudiants",
    ("education", "sport"): "sport/omnisports",
    ("environnement", "transports"): "mobilite",
    ("environnement", "consommateurs"): "citoyennete/consommateurs",
    ("sciences", "droit"): "sciences/recherche",
    ("sciences", "botanique"): "environnement/nature",
    ("sciences", "histoire"): "sciences/histoire",
}

_SPLIT = re.compile(r"\s+[-–—]\s+|\s*[/>|:;›»]\s*")
_VAGUE = re.compile(r"^(?:divers|autres?|associations?|asso|domaine|theme|generale?)$")


@dataclass(frozen=True, slots=True)
class ThemeMatch:
    """A theme guessed from words: its code, a confidence from 0 to 1, and the folded words that decided."""

    code: str
    confidence: float
    words: tuple[str, ...]

    @property
    def theme(self) -> Theme:
        """The theme itself."""
        return THEMES[self.code]


def theme_from_label(*labels: str) -> ThemeMatch | None:
    """Guess the theme meant by a label of somebody else's list, or by a domain followed by its sub-domain.

    « SPORTS », « Culture - musique », ("SOCIAL ET CITOYENNETE", "AIDE A DOMICILE")… A label known whole gives a
    confidence of 1 (0.9 under a domain that says otherwise), keywords give less. A sub-domain that says nothing
    (« Divers culture ») gives its domain's theme. None when nothing is sure enough: a person then chooses.
    """
    parts = [
        folded for label in labels for piece in _SPLIT.split(label) if (folded := _without_vague(fold(piece)))
    ]
    best: ThemeMatch | None = None
    for part in parts:
        root = best.theme.root_code if best else ""
        match = _match_label(part, root)
        if match is None:
            continue
        if best is None or _refines(match, best):
            best = match
    return best


def _without_vague(folded: str) -> str:
    return " ".join(word for word in folded.split() if not _VAGUE.match(word)) or ""


def _refines(match: ThemeMatch, best: ThemeMatch) -> bool:
    """Whether a sub-domain's theme replaces its domain's: under the same root, or when it is sure."""
    if match.theme.root_code == best.theme.root_code:
        return not match.theme.is_root or best.theme.is_root
    return match.confidence >= 0.75


def _match_label(folded: str, root: str) -> ThemeMatch | None:
    if root:
        code = _LABELS_UNDER.get((root, folded))
        if code:
            return ThemeMatch(code, 1.0, (folded,))
    code = _LABELS.get(folded) or _OWN_LABELS.get(folded)
    if code:
        agrees = not root or THEMES[code].root_code == root
        return ThemeMatch(code, 1.0 if agrees else 0.9, (folded,))
    return _match_words(folded, root)


def theme_from_text(text: str) -> ThemeMatch | None:
    """Guess the theme of an actor from its name or the statement of its object, by its keywords alone.

    Less sure than a label: the confidence says how far the words point the same way, and None is returned
    rather than a guess that a coin would make.
    """
    return _match_words(fold(text), "")


# --- The words -------------------------------------------------------------------------------------------

_SURE_ENOUGH = 0.5
# What the domain above a label is worth when its sub-domain's words hesitate.
_UNDER_DOMAIN = 2.0


def _match_words(folded: str, root: str) -> ThemeMatch | None:
    """Choose the theme that the words point to; `root` is the domain's first-level theme, or empty."""
    words = folded.split()
    signs = [(sign, 1.0) for sign in signs_in(words)]
    if not signs:
        return None
    scores: dict[str, float] = {}
    add_signs(scores, signs, {})
    if root in scores:
        scores[root] += _UNDER_DOMAIN
    chances = likelihoods(scores)
    best = max(chances, key=lambda code: chances[code])
    if chances[best] < _SURE_ENOUGH:
        return None
    decided = tuple(" ".join(words[s.first : s.end]) for s, _ in signs if any(r == best for r, _ in s.roots))
    return ThemeMatch(best_child(best, signs), round(chances[best], 2), decided)
