"""Well-known networks of the social and solidarity economy, to be chosen rather than typed.

Where the data.inclusion schema (version 1) knows the network, the code is its own.
"""

from .terms import Term, Vocabulary

NETWORKS = Vocabulary(
    "networks",
    (
        Term(
            code="ess-france",
            label="ESS France",
            definition="Chambre française de l’économie sociale et solidaire.",
        ),
        Term(
            code="cress",
            label="Chambre régionale de l’ESS",
            definition="Représente et anime l’ESS d’une région (Cress).",
        ),
        Term(
            code="labo-ess",
            label="Le Labo de l’ESS",
            definition="Association qui repère et fait connaître les initiatives.",
        ),
        Term(
            code="mouvement-associatif",
            label="Le Mouvement associatif",
            definition="Porte-parole des associations et de leurs coordinations.",
        ),
        Term(
            code="fonda",
            label="La Fonda",
            definition="Laboratoire d’idées du monde associatif.",
        ),
        Term(
            code="france-benevolat",
            label="France Bénévolat",
            definition="Met en relation bénévoles et associations.",
        ),
        Term(
            code="france-active",
            label="France Active",
            definition="Finance et conseille les entreprises solidaires.",
        ),
        Term(
            code="adie",
            label="Adie",
            definition="Microcrédit et accompagnement à la création d’activité.",
        ),
        Term(
            code="reseau-bge",
            label="BGE",
            definition="Accompagnement à la création d’entreprise.",
        ),
        Term(
            code="initiative-france",
            label="Initiative France",
            definition="Prêts d’honneur et accompagnement de créateurs.",
        ),
        Term(
            code="reseau-entreprendre",
            label="Réseau Entreprendre",
            definition="Chefs d’entreprise qui accompagnent et financent des créateurs.",
        ),
        Term(
            code="cigales",
            label="Fédération des Cigales",
            definition="Clubs d’épargnants solidaires qui investissent près de chez eux.",
        ),
        Term(
            code="fair",
            label="FAIR",
            definition="Réseau de la finance à impact social, né de Finansol.",
        ),
        Term(
            code="nef",
            label="La Nef",
            definition="Coopérative de finance éthique.",
        ),
        Term(
            code="garrigue",
            label="Garrigue",
            definition="Société de capital-risque solidaire.",
        ),
        Term(
            code="cg-scop",
            label="Confédération générale des Scop et des Scic",
            definition="Réseau des sociétés coopératives de production et d’intérêt collectif.",
        ),
        Term(
            code="copea",
            label="Fédération des CAE",
            definition="Réseau des coopératives d’activité et d’emploi.",
        ),
        Term(
            code="coop-fr",
            label="Coop FR",
            definition="Organisation des coopératives françaises.",
        ),
        Term(
            code="mutualite-francaise",
            label="La Mutualité française",
            definition="Fédération des mutuelles de santé.",
        ),
        Term(
            code="federation-ei",
            label="La fédération des entreprises d’insertion",
            definition="Réseau des EI et des ETTI.",
        ),
        Term(
            code="coorace",
            label="Coorace",
            definition="Réseau d’économie solidaire et d’insertion.",
        ),
        Term(
            code="chantier-ecole",
            label="Chantier école",
            definition="Réseau des ateliers et chantiers d’insertion.",
        ),
        Term(
            code="cnlrq",
            label="Mouvement des régies",
            definition="Réseau des régies de quartier et de territoire (anciennement CNLRQ).",
        ),
        Term(
            code="cocagne",
            label="Réseau Cocagne",
            definition="Jardins maraîchers biologiques d’insertion.",
        ),
        Term(
            code="unai",
            label="Union nationale des associations intermédiaires",
            definition="Réseau d’associations intermédiaires.",
        ),
        Term(
            code="federation-des-acteurs-de-la-solidarite",
            label="Fédération des acteurs de la solidarité",
            definition="Réseau de lutte contre la pauvreté et d’insertion (anciennement Fnars).",
        ),
        Term(
            code="emmaus",
            label="Emmaüs",
            definition="Communautés, comités d’amis et structures d’insertion.",
        ),
        Term(
            code="restos-du-coeur",
            label="Les Restos du cœur",
            definition="Aide alimentaire et insertion.",
        ),
        Term(
            code="secours-populaire",
            label="Secours populaire français",
            definition="Solidarité en France et dans le monde.",
        ),
        Term(
            code="secours-catholique",
            label="Secours catholique – Caritas France",
            definition="Lutte contre la pauvreté.",
        ),
        Term(
            code="croix-rouge",
            label="Croix-Rouge française",
            definition="Secours, action sociale et formation.",
        ),
        Term(
            code="banques-alimentaires",
            label="Banques alimentaires",
            definition="Collecte et redistribution de denrées.",
        ),
        Term(
            code="andes",
            label="Andès",
            definition="Réseau des épiceries solidaires.",
        ),
        Term(
            code="ressourceries",
            label="Réseau national des ressourceries et recycleries",
            definition="Réemploi et réduction des déchets.",
        ),
        Term(
            code="envie",
            label="Envie",
            definition="Réparation et recyclage d’appareils par l’insertion.",
        ),
        Term(
            code="geiq",
            label="Fédération française des Geiq",
            definition="Groupements d’employeurs pour l’insertion et la qualification.",
        ),
        Term(
            code="unea",
            label="Union nationale des entreprises adaptées",
            definition="Réseau des entreprises adaptées.",
        ),
        Term(
            code="reseau-gesat",
            label="Réseau Gesat",
            definition="Réseau des Esat et des entreprises adaptées.",
        ),
        Term(
            code="unapei",
            label="Unapei",
            definition="Mouvement des personnes handicapées intellectuelles et de leurs familles.",
        ),
        Term(
            code="apf",
            label="APF France handicap",
            definition="Personnes en situation de handicap moteur et leurs proches.",
        ),
        Term(
            code="apajh",
            label="Fédération Apajh",
            definition="Accompagnement de tous les handicaps.",
        ),
        Term(
            code="uniopss",
            label="Uniopss",
            definition="Union des œuvres et organismes privés sanitaires et sociaux.",
        ),
        Term(
            code="una",
            label="UNA",
            definition="Union de l’aide, des soins et des services aux domiciles.",
        ),
        Term(
            code="admr",
            label="ADMR",
            definition="Réseau associatif de services à la personne.",
        ),
        Term(
            code="acepp",
            label="Acepp",
            definition="Crèches et lieux d’accueil parentaux.",
        ),
        Term(
            code="fcsf",
            label="Fédération des centres sociaux",
            definition="Centres sociaux et socioculturels de France.",
        ),
        Term(
            code="mjc",
            label="Réseau des MJC",
            definition="Maisons des jeunes et de la culture.",
        ),
        Term(
            code="ligue-enseignement",
            label="Ligue de l’enseignement",
            definition="Éducation populaire et laïque.",
        ),
        Term(
            code="francas",
            label="Les Francas",
            definition="Loisirs éducatifs des enfants et des adolescents.",
        ),
        Term(
            code="leo-lagrange",
            label="Fédération Léo-Lagrange",
            definition="Éducation populaire.",
        ),
        Term(
            code="familles-rurales",
            label="Familles rurales",
            definition="Mouvement familial et d’animation des territoires ruraux.",
        ),
        Term(
            code="unaf",
            label="Unaf et Udaf",
            definition="Unions des associations familiales.",
        ),
        Term(
            code="mission-locale",
            label="Missions locales",
            definition="Insertion des jeunes de 16 à 25 ans.",
        ),
        Term(
            code="plie",
            label="Alliance Villes Emploi",
            definition="Réseau des PLIE et des maisons de l’emploi.",
        ),
        Term(
            code="snc",
            label="Solidarités nouvelles face au chômage",
            definition="Accompagnement bénévole de chercheurs d’emploi.",
        ),
        Term(
            code="etcld",
            label="Territoires zéro chômeur de longue durée",
            definition="Expérimentation d’emplois à but d’emploi.",
        ),
        Term(
            code="france-tiers-lieux",
            label="Tiers-lieux en réseau",
            definition="Association nationale et réseaux régionaux des tiers-lieux.",
        ),
        Term(
            code="mobin",
            label="Mob’In",
            definition="Acteurs de la mobilité inclusive.",
        ),
        Term(
            code="wimoov",
            label="Wimoov",
            definition="Plateformes de mobilité.",
        ),
        Term(
            code="heureux-cyclage",
            label="L’Heureux Cyclage",
            definition="Réseau des ateliers vélo participatifs.",
        ),
        Term(
            code="fub",
            label="Fédération des usagers de la bicyclette",
            definition="Associations d’usagers du vélo.",
        ),
        Term(
            code="enercoop",
            label="Enercoop",
            definition="Coopératives d’énergie renouvelable.",
        ),
        Term(
            code="energie-partagee",
            label="Énergie partagée",
            definition="Projets citoyens d’énergie renouvelable.",
        ),
        Term(
            code="fne",
            label="France Nature Environnement",
            definition="Fédération d’associations de protection de la nature.",
        ),
        Term(
            code="miramap",
            label="Mouvement des Amap",
            definition="Réseau national des Amap.",
        ),
        Term(
            code="civam",
            label="Réseau Civam",
            definition="Agriculture et développement rural.",
        ),
        Term(
            code="terre-de-liens",
            label="Terre de liens",
            definition="Foncier agricole solidaire.",
        ),
        Term(
            code="artisans-du-monde",
            label="Artisans du monde",
            definition="Commerce équitable.",
        ),
        Term(
            code="habitat-humanisme",
            label="Habitat et Humanisme",
            definition="Logement des personnes en difficulté.",
        ),
        Term(
            code="soliha",
            label="Soliha",
            definition="Amélioration de l’habitat et logement accompagné.",
        ),
        Term(
            code="habitat-participatif",
            label="Habitat participatif France",
            definition="Réseau des habitats participatifs.",
        ),
        Term(
            code="ufisc",
            label="Ufisc",
            definition="Fédérations d’associations artistiques et culturelles.",
        ),
        Term(
            code="petits-debrouillards",
            label="Les Petits Débrouillards",
            definition="Culture scientifique pour tous.",
        ),
        Term(
            code="april",
            label="April",
            definition="Promotion et défense du logiciel libre.",
        ),
        Term(
            code="dla",
            label="Réseau des DLA",
            definition="Dispositif local d’accompagnement des structures de l’ESS.",
        ),
        Term(
            code="face",
            label="FACE",
            definition="Fondation agir contre l’exclusion et ses clubs d’entreprises.",
        ),
        Term(
            code="rtes",
            label="RTES",
            definition="Réseau des collectivités territoriales pour une économie solidaire.",
        ),
        Term(
            code="mes",
            label="Mouvement pour l’économie solidaire",
            definition="Acteurs et réseaux de l’économie solidaire.",
        ),
    ),
)
