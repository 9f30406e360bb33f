"""The actors and the projects that the synthesis of 10 January 2005 names, bearing only what it says of them.

Each entry keeps the words of the synthesis it rests on (`quote`), which a test looks for in the document
itself. A family is given where the synthesis gives it, or where the law or common knowledge settles it without
doubt; a commune only where the synthesis settles it. No address, telephone or e-mail of 2005 is taken
up: they may be somebody else's today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

SOURCE_NAME: Final = "Synthèse du rapport de mission, 10 janvier 2005"
SOURCE_DATE: Final = date(2005, 1, 10)
ACCORDING_TO: Final = "D’après la synthèse de 2005"

ALFORTVILLE: Final = "94002"
CRETEIL: Final = "94028"
LIMEIL_BREVANNES: Final = "94044"

_FOUR_BANKS: Final = (
    "4 banques de l'économie sociale (Crédit Mutuel, Crédit Agricole, Crédit Coopératif, Caisse d'Épargne)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedActor:
    """An actor named by the synthesis.

    `commune` is an INSEE code, or None when the synthesis places the actor nowhere in particular: it then
    belongs to the territory as a whole.
    """

    key: str
    name: str
    section: str
    quote: str
    description: str
    family: str | None = None
    themes: tuple[str, ...] = ()
    support_roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    sigle: str = ""
    siren: str = ""
    commune: str | None = None
    parent: str | None = None


Part = Literal["leader", "partner", "considered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedInitiative:
    """A project announced by the synthesis, with the actors it names and what each is in it."""

    key: str
    name: str
    stage: str
    section: str
    quote: str
    description: str
    themes: tuple[str, ...]
    communes: tuple[str, ...] = ()
    parts: tuple[tuple[str, Part], ...] = ()


SEED_ACTORS: Final[tuple[SeedActor, ...]] = (
    SeedActor(
        key="communaute-agglomeration",
        name="Communauté d’agglomération de la Plaine Centrale du Val-de-Marne",
        section="partie 1.2",
        quote="s'est dotée d'une délégation politique à l'économie sociale et solidaire",
        description=(
            "À l’origine de l’étude de 2004, elle anime la démarche du Pôle. Elle s’est dotée d’une délégation"
            " politique à l’économie sociale et solidaire et d’une mission technique, placée au sein de la "
            "direction chargée du développement économique. En 2004, elle a mobilisé 755 000 € en faveur de 16"
            " structures d’insertion sociale et professionnelle, de prévention santé et d’accompagnement à la "
            "création d’activité. Elle met en œuvre l’article 30 du code des marchés publics pour le nettoyage"
            " des vitres et des luminaires, et l’article 14 pour des préoccupations d’environnement, "
            "d’insertion et d’éthique de l’achat."
        ),
        family="public",
        themes=("economie",),
        support_roles=("mettre-en-reseau", "financer", "acheter"),
    ),
    SeedActor(
        key="direction-developpement-economique",
        name="Direction du développement économique de la Plaine Centrale",
        section="partie 1.1",
        quote="les explorations ont été organisées par la Direction du développement économique",
        description=(
            "Direction de la Communauté d’agglomération. Elle a organisé l’inventaire des acteurs pendant "
            "l’étude ; la synthèse la voit assurer, côté partenaires publics, le copilotage de l’animation du "
            "Pôle."
        ),
        family="public",
        themes=("economie",),
        support_roles=("mettre-en-reseau",),
        parent="communaute-agglomeration",
    ),
    SeedActor(
        key="ville-alfortville",
        name="Ville d’Alfortville",
        section="partie 1.2",
        quote="dans le cadre de l'équipe municipale d'une Elue à l'économie sociale et solidaire",
        description=(
            "La commune compte une élue à l’économie sociale et solidaire et une correspondante technique "
            "placée au secteur des achats et des marchés ; elle envisage une commission sur ce thème. Elle "
            "consacre 230 000 € aux subventions associatives, met en œuvre les articles 30 (animation, "
            "loisirs, accueil périscolaire, séjours) et 14 du code des marchés publics, et a des exigences "
            "pour l’achat de produits du commerce équitable."
        ),
        family="public",
        themes=("citoyennete",),
        support_roles=("financer", "acheter"),
        commune=ALFORTVILLE,
    ),
    SeedActor(
        key="ccas-alfortville",
        name="Centre communal d’action sociale d’Alfortville",
        sigle="CCAS",
        section="partie 1.2",
        quote="calculs hors apports au Centre Communal d'Action Sociale",
        description=(
            "Établissement public de la commune. La synthèse le cite pour ses apports, comptés à part des "
            "subventions associatives d’Alfortville : 1 621 000 €."
        ),
        family="public",
        themes=("sante-social",),
        commune=ALFORTVILLE,
    ),
    SeedActor(
        key="ville-creteil",
        name="Ville de Créteil",
        section="partie 1.2",
        quote="Créteil concentre bien évidemment une grande partie des structures",
        description=(
            "Ville centre, elle concentre une grande partie des structures de l’économie sociale et solidaire."
            " Elle applique l’article 30 du code des marchés publics, notamment auprès de PEP’S services, "
            "d’Emmaüs, d’artistes locaux et d’infirmières libérales ; elle demande une attestation de "
            "non-travail des enfants pour ses fournitures scolaires et ses jouets, et fait appel au milieu "
            "adapté."
        ),
        family="public",
        themes=("citoyennete",),
        support_roles=("financer", "acheter"),
        commune=CRETEIL,
    ),
    SeedActor(
        key="ville-limeil-brevannes",
        name="Ville de Limeil-Brévannes",
        section="partie 1.2",
        quote="Limeil-Brévannes considère qu'elle apporte environ 258.000 euros de subventions annuelles",
        description=(
            "La commune a une correspondance technique placée au pilotage de projet de la Politique de la "
            "Ville. Elle apporte environ 258 000 € de subventions par an au secteur associatif, et un soutien "
            "en nature, notamment aux associations d’insertion situées en zone urbaine sensible. Elle applique"
            " l’article 30 au bénéfice de la régie de quartier."
        ),
        family="public",
        themes=("citoyennete",),
        support_roles=("financer", "acheter"),
        commune=LIMEIL_BREVANNES,
    ),
    SeedActor(
        key="regie-de-quartier",
        name="Régie de quartier",
        section="partie 1.2",
        quote="au bénéfice de la Régie de quartier pour des marchés d'entretien",
        description=(
            "La Ville de Limeil-Brévannes lui confie, au titre de l’article 30 du code des marchés publics, "
            "des marchés d’entretien de type « bâtiment second œuvre »."
        ),
        family="association",
        themes=("insertion",),
        labels=("regie-de-quartier",),
        commune=LIMEIL_BREVANNES,
    ),
    SeedActor(
        key="departement",
        name="Département du Val-de-Marne",
        section="partie 2.2",
        quote="les intervenants situés aux niveaux extraterritoriaux (Département, Région Ile de France, ...)",
        description=(
            "Collectivité avec laquelle le Pôle doit, selon ses principes, rechercher une complémentarité ; "
            "l’animation du Pôle fait le relais auprès de ses services."
        ),
        family="public",
        themes=("citoyennete",),
    ),
    SeedActor(
        key="region",
        name="Région Île-de-France",
        section="partie 2.2",
        quote="les intervenants situés aux niveaux extraterritoriaux (Département, Région Ile de France, ...)",
        description=(
            "Collectivité avec laquelle le Pôle doit, selon ses principes, rechercher une complémentarité ; "
            "l’animation du Pôle fait le relais auprès de ses services."
        ),
        family="public",
        themes=("citoyennete",),
    ),
    SeedActor(
        key="agence-departementale",
        name="Agence départementale de développement",
        section="partie 2.1",
        quote="les modalités d'échanges avec l'agence départementale de développement",
        description=(
            "La synthèse suggère que la Conférence recherche avec elle des échanges, et une articulation avec "
            "ses travaux éventuels sur l’économie et le social."
        ),
        themes=("economie",),
    ),
    SeedActor(
        key="plie",
        name="Plan local pour l’insertion et l’emploi",
        sigle="PLIE",
        section="préambule",
        quote="PLIE, Régies de quartiers, ADIE, SEL, projets d'habitants",
        description=(
            "Cité parmi les acteurs sur lesquels l’agglomération veut s’appuyer pour son programme. La commune"
            " voisine de Bonneuil en est également membre."
        ),
        themes=("insertion",),
        support_roles=("accompagner",),
    ),
    SeedActor(
        key="adie",
        name="Association pour le droit à l’initiative économique",
        sigle="ADIE",
        section="préambule",
        quote="PLIE, Régies de quartiers, ADIE, SEL, projets d'habitants",
        description=(
            "Citée parmi les acteurs sur lesquels l’agglomération veut s’appuyer pour définir un programme "
            "concerté de développement."
        ),
        family="association",
        themes=("economie",),
        support_roles=("accompagner",),
    ),
    SeedActor(
        key="club-entreprises",
        name="Club d’entreprises",
        section="partie 1.1 et chantier 4",
        quote='Ouvrir le club d\'entreprises aux porteurs de projets encore en situation "amont"',
        description=(
            "Le territoire compte un club d’entreprises. La synthèse propose de l’ouvrir aux porteurs de "
            "projets encore en émergence et de favoriser les échanges d’expérience."
        ),
        themes=("economie",),
        support_roles=("mettre-en-reseau",),
    ),
    SeedActor(
        key="credit-mutuel",
        name="Crédit Mutuel",
        section="partie 1.1",
        quote=_FOUR_BANKS,
        description="L’une des quatre banques de l’économie sociale recensées sur le territoire.",
        family="cooperative",
        themes=("economie",),
        support_roles=("financer",),
    ),
    SeedActor(
        key="credit-agricole",
        name="Crédit Agricole",
        section="partie 1.1",
        quote=_FOUR_BANKS,
        description="L’une des quatre banques de l’économie sociale recensées sur le territoire.",
        family="cooperative",
        themes=("economie",),
        support_roles=("financer",),
    ),
    SeedActor(
        key="credit-cooperatif",
        name="Crédit Coopératif",
        section="partie 1.1",
        quote=_FOUR_BANKS,
        description="L’une des quatre banques de l’économie sociale recensées sur le territoire.",
        family="cooperative",
        themes=("economie",),
        support_roles=("financer",),
    ),
    SeedActor(
        key="caisse-epargne",
        name="Caisse d’Épargne",
        section="partie 1.1",
        quote=_FOUR_BANKS,
        description="L’une des quatre banques de l’économie sociale recensées sur le territoire.",
        family="cooperative",
        themes=("economie",),
        support_roles=("financer",),
    ),
    SeedActor(
        key="credit-municipal-paris",
        name="Crédit Municipal de Paris",
        section="partie 1.1",
        quote="+ le Crédit Municipal de Paris",
        description=(
            "Recensé à côté des quatre banques de l’économie sociale, parmi les structures d’accompagnement et"
            " de financement."
        ),
        family="public",
        themes=("economie",),
        support_roles=("financer",),
    ),
    SeedActor(
        key="emmaus",
        name="Emmaüs",
        section="parties 1.1 et 1.2",
        quote="lancé sur Alfortville par Emmaüs en lien avec le Secours Populaire, les Restaus du Cœur",
        description=(
            "A lancé sur Alfortville le projet d’épicerie solidaire, en lien avec le Secours populaire et les "
            "Restaus du Cœur. La Ville de Créteil compte aussi Emmaüs parmi les bénéficiaires de ses marchés "
            "de l’article 30."
        ),
        family="association",
        themes=("sante-social",),
    ),
    SeedActor(
        key="secours-populaire",
        name="Secours populaire",
        section="partie 1.1",
        quote="lancé sur Alfortville par Emmaüs en lien avec le Secours Populaire, les Restaus du Cœur",
        description="Associé au projet d’épicerie solidaire qu’Emmaüs a lancé sur Alfortville.",
        family="association",
        themes=("sante-social",),
    ),
    SeedActor(
        key="restaus-du-coeur",
        name="Restaus du Cœur",
        section="partie 1.1",
        quote="lancé sur Alfortville par Emmaüs en lien avec le Secours Populaire, les Restaus du Cœur",
        description="Associés au projet d’épicerie solidaire qu’Emmaüs a lancé sur Alfortville.",
        family="association",
        themes=("sante-social",),
    ),
    SeedActor(
        key="artisans-du-monde",
        name="Artisans du Monde",
        section="partie 1.1",
        quote="et potentiellement avec Artisans du Monde (piste originale évoquée lors du diagnostic-projet)",
        description=(
            "Sa participation à l’épicerie solidaire d’Alfortville est une piste évoquée pendant l’étude, non "
            "un engagement."
        ),
        family="association",
        themes=("international",),
    ),
    SeedActor(
        key="delices-de-l-espoir",
        name="Délices de l’espoir",
        section="partie 1.1",
        quote='le *service traiteur* envisagé par "*Délices de l\'espoir*"',
        description=(
            "Envisage un service traiteur destiné aux particuliers, aux collectivités et aux entreprises du "
            "territoire."
        ),
        themes=("alimentation",),
    ),
    SeedActor(
        key="peps-services",
        name="PEP’S services",
        section="partie 1.2",
        quote="notamment en direction de PEP'S services, d'Emmaüs, d'artistes locaux",
        description=(
            "Bénéficiaire des marchés que la Ville de Créteil passe au titre de l’article 30 du code des "
            "marchés publics. Pris ensemble, ces marchés portent sur l’aide à domicile, les soins infirmiers, "
            "l’accompagnement social et les prestations artistiques."
        ),
    ),
    SeedActor(
        key="spip",
        name="Service pénitentiaire d’insertion et de probation",
        sigle="SPIP",
        section="partie 1.1",
        quote="porté par le service pénitentiaire d'insertion et de probation",
        description=(
            "Service public, il porte le projet de restaurant d’insertion : les personnes en insertion y "
            "seraient les salariés, le restaurant étant ouvert à tous les publics."
        ),
        family="public",
        themes=("insertion",),
    ),
    SeedActor(
        key="collectif-jardins",
        name="Collectif des jardins d’insertion en Île-de-France",
        section="partie 1.1",
        quote="la démarche portée par le collectif des jardins d'insertion en Ile de France",
        description=(
            "Porte une démarche de jardins d’insertion qui donne lieu à une étude-diagnostic, en écho aux "
            "projets de Créteil et de Limeil-Brévannes."
        ),
        themes=("insertion", "environnement"),
    ),
    SeedActor(
        key="fnars",
        name="FNARS",
        section="partie 1.1",
        quote="notamment en lien avec la FNARS, Graines de Jardins et le Réseau de Cocagnes",
        description="Associée à la démarche du collectif des jardins d’insertion en Île-de-France.",
        family="association",
        themes=("insertion",),
    ),
    SeedActor(
        key="graines-de-jardins",
        name="Graines de Jardins",
        section="partie 1.1",
        quote="notamment en lien avec la FNARS, Graines de Jardins et le Réseau de Cocagnes",
        description="Associé à la démarche du collectif des jardins d’insertion en Île-de-France.",
        themes=("environnement",),
    ),
    SeedActor(
        key="reseau-de-cocagne",
        name="Réseau de Cocagne",
        section="partie 1.1",
        quote="le Réseau de Cocagnes « cultivons la solidarité »",
        description=(
            "Réseau dont la devise est « cultivons la solidarité » ; associé à la démarche du collectif des "
            "jardins d’insertion en Île-de-France."
        ),
        family="association",
        themes=("insertion", "alimentation"),
    ),
    SeedActor(
        key="extra-muros",
        name="Extra-Muros",
        section="couverture et préambule",
        quote="la coopérative de conseil Extra-Muros a été mandatée pour ce faire",
        description=(
            "Coopérative de conseil pour l’initiative en développement durable et en économie solidaire, à "
            "Roubaix. La Communauté d’agglomération l’a mandatée pour conduire le diagnostic et l’élaboration "
            "du programme, de juillet à décembre 2004."
        ),
        family="cooperative",
        themes=("economie",),
        support_roles=("accompagner",),
        siren="390548576",
    ),
    SeedActor(
        key="pennec",
        name="Pennec Études et Conseil",
        section="préambule, note 3",
        quote="associant à ses travaux la coopérative Pennec Etudes et Conseil",
        description="Coopérative associée par Extra-Muros aux travaux de la mission.",
        family="cooperative",
        themes=("economie",),
        support_roles=("accompagner",),
    ),
)

SEED_INITIATIVES: Final[tuple[SeedInitiative, ...]] = (
    SeedInitiative(
        key="plateforme-mobilite",
        name="Plate-forme de services pour la mobilité des personnes",
        stage="idea",
        section="parties 1.1 et 2.3, chantier 3",
        quote="Etudier la mise en place d'une plate-forme de services pour la mobilité des personnes",
        description=(
            "Hypothèse d’un service d’aide à la mobilité, pour plusieurs publics à la fois. La synthèse "
            "propose que le chantier « veille » établisse en 2005 le cahier des charges d’une étude de "
            "faisabilité et en suive la réalisation ; ses résultats diraient en 2006 s’il faut créer la "
            "plate-forme."
        ),
        themes=("mobilite",),
    ),
    SeedInitiative(
        key="restaurant-insertion",
        name="Restaurant d’insertion",
        stage="emergence",
        section="partie 1.1",
        quote="restaurant d'insertion* porté par le service pénitentiaire d'insertion et de probation",
        description=(
            "Projet d’un restaurant ouvert à tous les publics, dont les salariés seraient des personnes en "
            "insertion."
        ),
        themes=("insertion", "alimentation"),
        parts=(("spip", "leader"),),
    ),
    SeedInitiative(
        key="service-traiteur",
        name="Service traiteur",
        stage="idea",
        section="partie 1.1",
        quote="en direction des particuliers, des collectivités et des entreprises",
        description="Service traiteur envisagé pour les particuliers, les collectivités et les entreprises.",
        themes=("alimentation",),
        parts=(("delices-de-l-espoir", "leader"),),
    ),
    SeedInitiative(
        key="epicerie-solidaire",
        name="Épicerie solidaire",
        stage="creation",
        section="partie 1.1",
        quote="lieu de vente de produits courants à bas tarifs à destination des ménages à faibles ressources)",
        description=(
            "Lieu de vente de produits courants à bas tarifs, pour les ménages à faibles ressources, lancé sur"
            " Alfortville."
        ),
        themes=("alimentation", "sante-social"),
        communes=(ALFORTVILLE,),
        parts=(
            ("emmaus", "leader"),
            ("secours-populaire", "partner"),
            ("restaus-du-coeur", "partner"),
            ("artisans-du-monde", "considered"),
        ),
    ),
    SeedInitiative(
        key="jardins-insertion",
        name="Jardins d’insertion",
        stage="emergence",
        section="partie 1.1",
        quote="qui donne lieu, en écho aux projets de Créteil et Limeil-Brévannes, à une étude-diagnostic",
        description=(
            "Démarche régionale de jardins d’insertion, qui donne lieu à une étude-diagnostic en écho aux "
            "projets de Créteil et de Limeil-Brévannes."
        ),
        themes=("insertion", "environnement"),
        communes=(CRETEIL, LIMEIL_BREVANNES),
        parts=(
            ("collectif-jardins", "leader"),
            ("fnars", "partner"),
            ("graines-de-jardins", "partner"),
            ("reseau-de-cocagne", "partner"),
        ),
    ),
)

MENTIONED_ONLY: Final[dict[str, str]] = {
    "SEL": "a kind (local exchange systems), no particular one is named",
    "Régies de quartiers": "a kind; the one of Limeil-Brévannes is an actor above",
    "projets d'habitants": "a kind",
    "CIGALES": "a kind of savings club, quoted as something to create",
    "centres sociaux": "a kind, addressees of the yearly survey of needs",
    "MJC": "a kind, addressees of the yearly survey of needs",
    "Comités d'entreprises": "a kind, addressees of the yearly survey of needs",
    "infirmières libérales": "a profession",
    "artistes locaux": "a profession",
    "Bonneuil": "a neighbouring commune: a neighbour of the territory, not an actor of it",
    "INSEE": "a source of figures",
    "agglomération nantaise": "a territory to compare with",
    "agglomération grenobloise": "a territory to compare with",
}
"""What the synthesis mentions without its being an actor here, with the reason."""
