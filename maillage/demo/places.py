"""The places of the demonstration: quarters, streets, shared venues (all invented), and the words that names are made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a town: « les Roseaux », with its contracted forms « des Roseaux » and « aux Roseaux »."""

    name: str

    @property
    def of(self) -> str:
        """The name after « de »: des Roseaux, du Petit-Lac, de la Garenne, de l’Île-aux-Saules."""
        return with_de(self.name)

    @property
    def at(self) -> str:
        """The name after « à »: aux Roseaux, au Petit-Lac, à la Garenne."""
        return with_a(self.name)

    @property
    def bare(self) -> str:
        """The name without its article."""
        return split_article(self.name)[1]


@dataclass(frozen=True, slots=True)
class Town:
    """A commune where invented actors live: INSEE code, name, postcode, share of the actors, centre in degrees.

    `radius` (in kilometres) bounds the positions where no outline is known.
    """

    code: str
    name: str
    postcode: str
    share: float
    longitude: float
    latitude: float
    quarters: tuple[Quarter, ...]
    radius: float = 1.2


def split_article(phrase: str) -> tuple[str, str]:
    """Split « la Garenne » into ("la", "Garenne"); the article is empty when there is none."""
    lowered = phrase[0].lower() + phrase[1:]
    for article in ("les ", "le ", "la ", "l’"):
        if lowered.startswith(article):
            return article.strip(), phrase[len(article) :]
    return "", phrase


def with_de(phrase: str) -> str:
    """Put « de » before a phrase, contracted or elided as French wants."""
    article, rest = split_article(phrase)
    if article == "les":
        return f"des {rest}"
    if article == "le":
        return f"du {rest}"
    if article == "la":
        return f"de la {rest}"
    if article == "l’":
        return f"de l’{rest}"
    return f"d’{rest}" if rest[0] in "AEIOUÉÈÊÂÎÔYaeiouéèêâîô" else f"de {rest}"


def with_a(phrase: str) -> str:
    """Put « à » before a phrase, contracted as French wants."""
    article, rest = split_article(phrase)
    if article == "les":
        return f"aux {rest}"
    if article == "le":
        return f"au {rest}"
    if article == "la":
        return f"à la {rest}"
    if article == "l’":
        return f"à l’{rest}"
    return f"à {rest}"


def capital(phrase: str) -> str:
    """Return the phrase with a capital first letter, the rest untouched."""
    return phrase[:1].upper() + phrase[1:]


def _quarters(*names: str) -> tuple[Quarter, ...]:
    return tuple(Quarter(name) for name in names)


PLAINE_CENTRALE: Final[tuple[Town, ...]] = (
    Town(
        "94028", "Créteil", "94000", 0.56, 2.455, 48.787,
        _quarters(
            "les Roseaux", "la Haute-Borne", "les Grands-Champs", "le Clos-des-Vignes", "les Passerelles",
            "la Croix-des-Marais", "le Petit-Lac", "les Cormorans", "la Ferme-Blanche", "les Belles-Allées",
            "le Moulin-Vert", "la Pointe-aux-Joncs", "les Quatre-Vents", "le Vieux-Marché",
        ),
    ),
    Town(
        "94002", "Alfortville", "94140", 0.27, 2.420, 48.800,
        _quarters(
            "le Vieux-Pont", "les Deux-Berges", "la Batellerie", "le Port-aux-Sables", "les Grands-Peupliers",
            "l’Île-aux-Saules", "la Halle-Basse", "les Lavandières",
        ),
    ),
    Town(
        "94044", "Limeil-Brévannes", "94450", 0.17, 2.489, 48.745,
        _quarters("les Coteaux", "la Garenne", "la Sablonnière", "le Haut-Plateau", "les Tilleuls", "la Mare-aux-Grives"),
    ),
)

OUTSIDE: Final[tuple[Town, ...]] = (
    Town("94011", "Bonneuil-sur-Marne", "94380", 0.5, 2.487, 48.772, _quarters("les Pêcheurs", "le Port", "la Fabrique")),
    Town("94046", "Maisons-Alfort", "94700", 0.5, 2.433, 48.802, _quarters("les Planètes", "le Vert-Bois", "la Charmille")),
)
"""Neighbouring communes whose structures stray into the lists of the four collectivities."""

GENERIC_QUARTERS: Final = _quarters(
    "le Bourg", "la Gare", "les Prés", "les Noyers", "la Fontaine", "le Château", "les Ormes", "la Plaine", "le Faubourg",
    "les Acacias", "la Chapelle", "les Jardins", "le Lavoir", "la Prairie", "les Cèdres",
)
"""Quarters for any other town, when a bench asks for more communes than the three."""

STREETS: Final = (
    "rue des Lilas", "rue du Moulin", "avenue de la Gare", "allée des Peupliers", "rue des Écoles", "rue de la Fontaine",
    "place du Marché", "rue des Vignes", "rue du Bac", "chemin des Roses", "rue de l’Abreuvoir", "avenue des Marronniers",
    "rue du Four-à-Chaux", "allée des Acacias", "rue des Jardiniers", "impasse du Puits", "rue de la Cerisaie",
    "boulevard des Tilleuls", "rue du Clos", "rue des Maraîchers", "sentier des Pêcheurs", "rue de la Passerelle",
    "avenue du Parc", "rue des Hirondelles", "rue de l’Égalité", "rue du Pressoir", "allée des Cormiers", "rue du Port",
    "rue des Mariniers", "place des Fêtes", "rue de la Source", "rue du Belvédère", "cours des Ormes", "rue des Sables",
    "rue du Lavoir", "allée des Bouleaux", "rue des Carrières", "rue Basse", "rue Haute", "rue du Château-d’Eau",
    "rue de la Prairie", "avenue de la Plaine", "rue des Potiers", "rue du Colombier", "rue des Prunelles", "mail des Arts",
    "rue de l’Espérance", "rue du Verger", "rue de la Tuilerie", "passage des Artisans",
)

VENUE_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "salle": ("MJC", "centre culturel", "salle polyvalente", "maison de quartier"),
    "gymnase": ("gymnase", "complexe sportif", "dojo municipal"),
    "stade": ("stade",),
    "eau": ("piscine", "base nautique"),
    "mediatheque": ("médiathèque", "maison de quartier"),
    "centre": ("centre social", "MJC", "maison de quartier"),
    "maison": ("maison des associations",),
    "exterieur": ("square", "parc"),
    "local": (),
    "domicile": (),
}
"""The shared places where each kind of activity is held; none for those that have premises of their own, or a home."""

_FEMININE_VENUES: Final = frozenset({"mjc", "salle", "maison", "piscine", "base", "médiathèque"})


def venue_article(name: str) -> str:
    """The article of a shared place: « la » for a MJC or a swimming pool, « le » for a gymnasium."""
    return "la" if name.split()[0].lower() in _FEMININE_VENUES else "le"


_MASCULINE = (
    "Héron", "Martin-Pêcheur", "Grillon", "Merle", "Rouge-Gorge", "Tilleul", "Marronnier", "Peuplier", "Saule", "Moulin",
    "Phare", "Cerf-Volant", "Tambour", "Soleil", "Ruisseau", "Sentier", "Verger", "Balcon", "Grenier", "Manège",
    "Papillon", "Hérisson", "Lampion", "Kiosque", "Pavillon", "Nuage", "Radeau", "Batelier", "Passeur", "Figuier",
    "Coquelicot", "Tournesol", "Carrosse", "Cadran", "Bouleau", "Chardonneret", "Pélican", "Roitelet", "Gué", "Portail",
)
_FEMININE = (
    "Lanterne", "Lune", "Rivière", "Péniche", "Barque", "Passerelle", "Mésange", "Libellule", "Cigale", "Fourmi",
    "Luciole", "Tortue", "Clairière", "Colline", "Source", "Fontaine", "Grange", "Boussole", "Girouette", "Ruche",
    "Ribambelle", "Farandole", "Ritournelle", "Plume", "Marelle", "Toupie", "Bobine", "Voile", "Glycine", "Pivoine",
    "Capucine", "Mirabelle", "Tonnelle", "Cabane", "Roulotte", "Clé", "Verrière", "Coccinelle", "Grenouille", "Balançoire",
)
_ADJECTIVES = (
    ("bleu", "bleue"), ("rouge", "rouge"), ("vert", "verte"), ("doré", "dorée"), ("vagabond", "vagabonde"),
    ("voyageur", "voyageuse"), ("bavard", "bavarde"), ("rêveur", "rêveuse"), ("curieux", "curieuse"), ("joyeux", "joyeuse"),
    ("tranquille", "tranquille"), ("malin", "maligne"), ("gourmand", "gourmande"), ("enchanté", "enchantée"),
    ("argenté", "argentée"), ("discret", "discrète"), ("pressé", "pressée"), ("penché", "penchée"), ("matinal", "matinale"),
    ("nocturne", "nocturne"), ("perché", "perchée"), ("ébouriffé", "ébouriffée"), ("ensoleillé", "ensoleillée"),
    ("oublié", "oubliée"), ("retrouvé", "retrouvée"), ("patient", "patiente"), ("musicien", "musicienne"),
    ("fleuri", "fleurie"), ("hardi", "hardie"), ("buissonnier", "buissonnière"), ("complice", "complice"), ("léger", "légère"),
    ("secret", "secrète"), ("farfelu", "farfelue"), ("distrait", "distraite"), ("frileux", "frileuse"),
)
EVOCATIONS: Final = tuple(
    f"{article} {noun} {adjective[gender]}"
    for gender, article, nouns in ((0, "le", _MASCULINE), (1, "la", _FEMININE))
    for noun in nouns
    for adjective in _ADJECTIVES
)
"""Some two thousand nine hundred evocations such as « la Lanterne bavarde »."""

SAINTS: Final = (
    "Saint-Éloi", "Saint-Fiacre", "Sainte-Cécile", "Saint-Vincent", "Saint-Nicolas", "Sainte-Odile", "Saint-Gilles",
    "Saint-Blaise", "Sainte-Barbe", "Saint-Hubert", "Saint-Roch", "Sainte-Agathe", "Saint-Martial", "Saint-Aubin",
    "Sainte-Colombe", "Saint-Yves", "Saint-Lubin", "Sainte-Foy", "Saint-Médard", "Saint-Ferréol",
)

REGIONS: Final = (
    "du Minho", "des Abruzzes", "des Pouilles", "du Danube", "de l’Atlas", "du Hoggar", "de la Kabylie", "du Sahel",
    "du Fouta", "de la Casamance", "du fleuve Congo", "des Grands Lacs", "des Comores", "du Mékong", "du Tonkin",
    "du Pendjab", "de l’Anatolie", "du Caucase", "des Andes", "de l’Altiplano", "du Cap-Vert", "de l’Arménie", "du Liban",
    "de la Galice", "des Balkans", "du Yucatan", "de l’île Maurice", "du pays dogon",
)

FIRST_NAMES: Final = (
    "Aïcha", "Alain", "Amélie", "André", "Annie", "Antoine", "Aurélie", "Bernard", "Brigitte", "Camille", "Catherine",
    "Chantal", "Christophe", "Claire", "Daniel", "Delphine", "Denise", "Didier", "Dominique", "Driss", "Élodie", "Émile",
    "Fatou", "Fernanda", "Françoise", "Gérard", "Ghislaine", "Hélène", "Henri", "Hoang", "Isabelle", "Jacques", "Jeanne",
    "Joël", "Karim", "Laurence", "Léa", "Lucien", "Maëlle", "Mamadou", "Marc", "Marguerite", "Martine", "Maxime", "Mehdi",
    "Monique", "Nadia", "Nathalie", "Nicole", "Odette", "Olivier", "Pascal", "Patricia", "Paulette", "Philippe", "Rachida",
    "Raymond", "René", "Rosa", "Samia", "Sandrine", "Serge", "Simone", "Solange", "Stéphane", "Sylvie", "Thierry", "Valérie",
    "Véronique", "Yves",
)

LAST_NAMES: Final = (
    "Abarnou", "Alvarenga", "Auberlet", "Bachellier", "Baranès", "Bastandier", "Belkhadir", "Berthomieux", "Bonnardot",
    "Bouscarel", "Brévalon", "Camusat", "Cardinaux", "Chambrelain", "Champroux", "Charbonnay", "Coulibard", "Courcelon",
    "Dacosterre", "Dampierrot", "Delavigne", "Desbruyères", "Diarrisso", "Dubreucq", "Estevanes", "Fauconnel", "Ferrandier",
    "Fontarel", "Gallardet", "Garambois", "Gauthereau", "Giraudel", "Granjouan", "Hamadouche", "Hautecoeur", "Herbelot",
    "Jacquelot", "Jourdanet", "Kassambar", "Kerlidec", "Labrunie", "Lachambre", "Lamouret", "Lecourtois", "Lelandais",
    "Maillebois", "Malaquais", "Marchandel", "Mercadal", "Messaoudène", "Montarlier", "Morvannec", "Nguyenot", "Ouedraguet",
    "Pasquelin", "Perrichel", "Pinchart", "Pontevès", "Quélennec", "Rambourdin", "Renouvier", "Rigaudeau", "Rocheteau",
    "Saintemer", "Sandjakian", "Sauvageot", "Tavernelle", "Thibaudin", "Touréna", "Vasseroy", "Verdalle", "Vilmorel",
    "Yvernault", "Zambrano",
)


def metres_to_degrees(east: float, north: float, latitude: float) -> tuple[float, float]:
    """Turn an offset in metres into degrees of longitude and latitude at this latitude."""
    return east / (111_320 * math.cos(math.radians(latitude))), north / 110_574
