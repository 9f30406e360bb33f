"""Themes by the keys of public policy: a two-level tree, its colours, and the transversal zooms."""

from collections.abc import Iterable
from dataclasses import dataclass

from .terms import Term, Vocabulary

CULTURE = "culture"
PERSONAL_SERVICES = "services-aux-personnes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme(Term):
    """A theme of either level.

    `short_label` fits a map's legend or a printed margin; `color` is the hexadecimal colour of the first
    level, shared by its children; `keywords` are folded French words and phrases that betray the theme in
    free text; `zooms` are the codes of the transversal zooms in which the theme counts.
    """

    short_label: str
    color: str
    keywords: tuple[str, ...] = ()
    zooms: frozenset[str] = frozenset()

    @property
    def root_code(self) -> str:
        """The code of the first level: itself, or what stands before the stroke."""
        return self.code.partition("/")[0]

    @property
    def is_root(self) -> bool:
        """Whether the theme is of the first level."""
        return "/" not in self.code


class ThemeTree(Vocabulary[Theme]):
    """The two-level tree; iteration gives each first-level theme followed by its children."""

    def roots(self) -> tuple[Theme, ...]:
        """The first-level themes, in order."""
        return tuple(theme for theme in self if theme.is_root)

    def children(self, code: str) -> tuple[Theme, ...]:
        """The second-level themes under a first-level code, in order."""
        return tuple(theme for theme in self if theme.root_code == code and not theme.is_root)

    def root(self, code: str) -> Theme:
        """The first-level theme of any code; KeyError if the code is unknown."""
        return self[self[code].root_code]

    def path_label(self, code: str) -> str:
        """The label with its parent's before it: « Culture › Musique »."""
        theme = self.get(code)
        if theme is None or theme.is_root:
            return self.label(code)
        return f"{self.label(theme.root_code)} › {theme.label}"

    def in_zoom(self, zoom: str) -> tuple[Theme, ...]:
        """The themes that count in a transversal zoom, in order."""
        return tuple(theme for theme in self if zoom in theme.zooms)


def _theme(
    code: str,
    label: str,
    short_label: str,
    color: str,
    definition: str,
    *children: tuple[str, str, str, str, str],
) -> Iterable[Theme]:
    """Build a first-level theme and its children: (code, short label, definition, keywords)."""
    root_zooms = frozenset({CULTURE}) if code == CULTURE else frozenset[str]()
    yield Theme(
        code=code,
        label=label,
        short_label=short_label,
        color=color,
        definition=definition,
        keywords=_ROOT_KEYWORDS.get(code, ()),
        zooms=root_zooms,
    )
    for child, child_label, child_short, child_definition, keywords in children:
        full_code = f"{code}/{child}"
        personal = frozenset({PERSONAL_SERVICES}) if full_code in _PERSONAL_SERVICES else frozenset[str]()
        yield Theme(
            code=full_code,
            label=child_label,
            short_label=child_short,
            color=color,
            definition=child_definition,
            keywords=tuple(word.strip() for word in keywords.split(",")),
            zooms=root_zooms | personal,
        )


# Services to persons: crèches, handicap, care, elderly people and families, wherever they stand in the tree.
_PERSONAL_SERVICES = frozenset(
    {
        "education/petite-enfance",
        "education/periscolaire",
        "sante-social/soins",
        "sante-social/handicap",
        "sante-social/personnes-agees",
        "sante-social/aide-a-domicile",
        "sante-social/famille",
        "mobilite/transport-solidaire",
    }
)

# Words that point to a first-level theme without saying which of its children.
_ROOT_KEYWORDS: dict[str, tuple[str, ...]] = {
    "culture": ("culture", "culturel", "artistique", "art", "arts", "artiste", "spectacle"),
    "sport": ("sport", "sportif", "sports", "sporting", "omnisport", "athletique", "olympique"),
    "sante-social": (
        "sante",
        "social",
        "action sociale",
        "sanitaire",
        "medico social",
        "solidarite",
        "entraide",
    ),
    "education": ("education", "enfance", "jeunesse", "educatif", "enfant", "jeune", "jeunes"),
    "insertion": ("insertion", "emploi", "travail", "reinsertion"),
    "environnement": ("environnement", "ecologie", "ecologique", "developpement durable", "transition"),
    "habitat": ("habitat", "logement", "hebergement"),
    "economie": ("economie", "economique", "entreprise", "developpement economique", "entreprendre"),
    "alimentation": ("alimentation", "alimentaire", "agricole", "agriculture"),
    "mobilite": ("mobilite", "transport", "transports", "deplacement"),
    "international": ("international", "internationale", "etranger", "monde"),
    "citoyennete": ("citoyennete", "citoyen", "citoyenne", "civique", "vie locale"),
    "loisirs": ("loisirs", "loisir", "animation", "detente", "amicale"),
    "numerique": ("numerique", "informatique", "internet", "digital"),
    "sciences": ("science", "sciences", "scientifique", "recherche"),
    "convictions": ("religion", "philosophie", "spirituel", "conviction"),
}

THEMES = ThemeTree(
    "themes",
    (
        *_theme(
            "culture",
            "Culture",
            "Culture",
            "#ac4d82",
            "Pratiques artistiques, création, diffusion, patrimoine et lieux de culture.",
            (
                "musique",
                "Musique et chant",
                "Musique",
                "Écoles et groupes de musique, chorales, orchestres, concerts.",
                "musique, musical, musicien, chorale, chant, choeur, orchestre, fanfare, harmonie, jazz, "
                "rock, concert, gospel, guitare, piano, conservatoire, ensemble vocal, philharmonique, "
                "batucada, percussion, rap, slam, opera, lyrique, choeurs, chorales, chants, musiques, "
                "musiciens, orgue, orgues, harpe, violon, accordeon, techno, electro, reggae, blues, hip "
                "hop, symphonique, polyphonie, polyphonique, lyriques, vocal, vocale, voix, tambours, "
                "percussions, djembe, concerts, melomanes, records, sonore, groupe vocal",
            ),
            (
                "danse",
                "Danse",
                "Danse",
                "Danse comme art et comme pratique : cours, compagnies, bals.",
                "danse, danses, ballet, choregraphique, choregraphie, tango, salsa, flamenco, choregraphe, "
                "danse contemporaine, danses folkloriques, choregraphiques, danseurs, danseur, danse "
                "classique, danse africaine, danse orientale, danse jazz, claquettes, rock n roll, swing, "
                "country, rumba, ballets, modern jazz",
            ),
            (
                "theatre",
                "Théâtre, cirque et arts de la rue",
                "Théâtre, cirque",
                "Troupes, compagnies, improvisation, cirque, marionnettes, arts de la rue.",
                "theatre, theatral, theatrale, cirque, marionnette, comedie, comedien, improvisation, arts "
                "de la rue, spectacle vivant, compagnie theatrale, clown, conte, conteur, arts vivants, "
                "theatres, theatrales, compagnie, cie, comediens, mime, impro, improvisateurs, cafe "
                "theatre, conteurs, contes, troupe, saltimbanques, jongleurs",
            ),
            (
                "arts-visuels",
                "Arts visuels et métiers d’art",
                "Arts visuels",
                "Peinture, sculpture, dessin, photographie, artisanat d’art, art contemporain.",
                "arts plastiques, art plastique, peinture, peintre, sculpture, dessin, photo, photographie, "
                "photographique, art contemporain, gravure, poterie, ceramique, metiers d art, artisanat "
                "art, artisanat d art, bande dessinee, graphisme, galerie, calligraphie, mosaique, arts "
                "graphiques, beaux arts, exposition, peintres, sculpteurs, artistes, plasticiens, "
                "plastique, photographes, photo club, dessinateurs, bd, vitrail, encres, gravures, artisans "
                "d art, aquarelle, icone, emaux, ceramistes, palette, pinceaux, design",
            ),
            (
                "cinema",
                "Cinéma et audiovisuel",
                "Cinéma",
                "Ciné-clubs, réalisation, festivals de film, vidéo.",
                "cinema, cine, cine club, film, audiovisuel, audio visuel, video, court metrage, "
                "documentaire, cinematographique, cinematheque, cinemas, films, audiovisuelle, videos, "
                "cinephile",
            ),
            (
                "livre",
                "Livre, lecture et écriture",
                "Livre",
                "Bibliothèques, ateliers d’écriture, poésie, édition, salons du livre.",
                "livre, lecture, bibliotheque, litterature, litteraire, poesie, poete, ecriture, edition, "
                "editions, mediatheque, lecteur, ecrivain, livres, auteurs, ecrivains, poetes, plume, lire, "
                "lecteurs, romans",
            ),
            (
                "patrimoine",
                "Patrimoine et histoire locale",
                "Patrimoine",
                "Monuments, musées, mémoire des lieux et des gens, généalogie.",
                "patrimoine, histoire locale, musee, monument, genealogie, sauvegarde du patrimoine, "
                "chateau, moulin, historique, vieilles pierres, restauration du patrimoine, patrimoines, "
                "amis du musee, vieilles demeures, sites et monuments, compagnons, historiques, "
                "genealogique, cercle genealogique",
            ),
            (
                "traditions",
                "Langues et cultures régionales",
                "Cultures régionales",
                "Langues, danses, fêtes et traditions des régions de France et d’outre-mer.",
                "culture regionale, cultures regionales, folklore, folklorique, occitan, breton, bretonne, "
                "basque, corse, alsacien, creole, antillais, antilles, outre mer, regionalisme, traditions, "
                "traditionnel, patois, langue regionale, auvergnat, catalan, felibrige, bretons, corses, "
                "basques, catalans, catalane, antillaise, reunion, reunionnais, guadeloupe, martinique, "
                "guyane, auvergnats, aveyronnais, lozeriens, cevenol, provencal, languedocien, groupe "
                "folklorique, ch ti",
            ),
            (
                "lieux",
                "Lieux, festivals et diffusion",
                "Lieux, festivals",
                "Salles, scènes, festivals et structures qui produisent ou diffusent des œuvres.",
                "festival, salle de spectacle, centre culturel, evenementiel culturel, maison de la "
                "culture, scene nationale, evenement culturel, office culturel",
            ),
            (
                "mediation",
                "Action culturelle",
                "Action culturelle",
                "Éducation artistique, accès de tous à la culture, ateliers dans les quartiers et les "
                "établissements.",
                "action culturelle, education artistique, mediation culturelle, socio culturel, "
                "socioculturel, atelier artistique, ateliers artistiques, culture pour tous, animation "
                "culturelle",
            ),
        ),
        *_theme(
            "sport",
            "Sport",
            "Sport",
            "#1155a7",
            "Clubs et pratiques sportives, de loisir ou de compétition.",
            (
                "collectifs",
                "Sports collectifs",
                "Sports collectifs",
                "Football, rugby, basket, handball, volley et autres jeux d’équipe.",
                "football, foot, futsal, rugby, basket, basketball, basket ball, handball, hand, volley, "
                "volleyball, volley ball, hockey, baseball, cricket, tambourin, water polo, football "
                "americain, ultimate, fc, footballeurs, athletic football, beach volley, basketteurs",
            ),
            (
                "combat",
                "Arts martiaux et sports de combat",
                "Arts martiaux",
                "Judo, karaté, aïkido, boxe, lutte, escrime.",
                "arts martiaux, art martial, judo, karate, aikido, taekwondo, boxe, escrime, jujitsu, ju "
                "jitsu, kung fu, kendo, capoeira, krav maga, sports de combat, sambo, viet vo dao, savate, "
                "boxing, lutte olympique, lutte greco romaine, club de lutte, boxing club, self defense, "
                "jujutsu, iaido, penchak silat, muay thai, kick boxing, dojo, wushu, tang soo do, tai jitsu",
            ),
            (
                "raquette",
                "Sports de raquette",
                "Raquette",
                "Tennis, tennis de table, badminton, squash.",
                "tennis, tennis de table, ping pong, badminton, squash, padel, pelote, raquette",
            ),
            (
                "gymnastique",
                "Gymnastique, yoga et forme",
                "Gym, yoga",
                "Gymnastique, danse sportive, musculation, twirling, yoga, qi gong, relaxation.",
                "yoga, qi gong, tai chi, taichi, relaxation, sophrologie, meditation, stretching, "
                "gymnastique, gym, gymnique, fitness, musculation, halterophilie, danse sportive, aerobic, "
                "trampoline, twirling, majorettes, majorette, gymnastique volontaire, gv, zumba, pilates, "
                "mise en forme, gymnaste, step, yogi, taiji, do in, aikibudo",
            ),
            (
                "nautique",
                "Sports d’eau",
                "Sports d’eau",
                "Natation, plongée, aviron, canoë, voile.",
                "natation, plongee, aviron, canoe, kayak, canoe kayak, voile, nautique, nautisme, surf, "
                "nageur, nageurs, piscine, sous marine, subaquatique, swimming",
            ),
            (
                "course",
                "Athlétisme, course et marche",
                "Athlétisme, marche",
                "Athlétisme, course à pied, triathlon, randonnée, orientation.",
                "athletisme, course a pied, course, marathon, triathlon, running, jogging, marche, marche "
                "nordique, randonnee, randonnees, randonneurs, rando, pedestre, orientation, trail",
            ),
            (
                "cyclisme",
                "Cyclisme",
                "Cyclisme",
                "Clubs de vélo, VTT et cyclotourisme.",
                "cyclisme, cycliste, cyclotourisme, cyclo, vtt, bmx, velo club, bicross",
            ),
            (
                "boules",
                "Boules, quilles et sports d’adresse",
                "Boules, adresse",
                "Pétanque, bowling, billard, tir, tir à l’arc, golf.",
                "petanque, jeux de boules, boules, boule, boulistes, bouliste, bowling, quilles, tir, tir a "
                "l arc, archers, golf, billard, flechettes, ball trap, arc club, sport boules, boule "
                "lyonnaise, compagnie d arc",
            ),
            (
                "plein-air",
                "Montagne, équitation et plein air",
                "Plein air",
                "Escalade, alpinisme, ski, spéléologie, équitation, sports de glace.",
                "equitation, equestre, poney, poney club, cheval, hippique, attelage, cavalier, cavaliers, "
                "plein air, escalade, alpinisme, montagne, alpin, ski, speleologie, speleo, patinage, "
                "varappe, sports de glace, canyon, grimpe",
            ),
            (
                "glisse-air-moteur",
                "Glisse, sports aériens et mécaniques",
                "Glisse, air, moteur",
                "Roller, skate, parachutisme, vol, moto et auto.",
                "roller, skate, parachutisme, aeronautique, vol libre, parapente, ulm, aeroclub, aero club, "
                "cerf volant, moto, motocyclisme, karting, sport automobile, automobile, rallye, planeur, "
                "deltaplane, moto club, motards",
            ),
            (
                "adapte",
                "Sport adapté, handisport et sport santé",
                "Handisport",
                "Le sport ouvert aux personnes handicapées ou malades.",
                "handisport, sport adapte, sports adaptes, sport sante, paralympique",
            ),
            (
                "omnisports",
                "Clubs omnisports et vie du sport",
                "Omnisports",
                "Clubs à plusieurs sections, offices des sports, comités, sport à l’école et en entreprise, "
                "supporters.",
                "omnisports, multisports, union sportive, office des sports, association sportive, "
                "supporters, supporter, sport scolaire, unss, usep, arbitres, comite sportif, sports "
                "loisirs, sporting club, stade, us, etoile sportive, entente sportive, avenir sportif, "
                "comite departemental olympique",
            ),
        ),
        *_theme(
            "sante-social",
            "Santé, social, handicap",
            "Santé, social",
            "#56343b",
            "Soins, prévention, handicap, grand âge, famille et aide aux personnes en difficulté.",
            (
                "soins",
                "Soins et établissements de santé",
                "Soins",
                "Centres de santé, soins à domicile, établissements, professions de santé.",
                "soins, soin, infirmier, infirmiere, infirmiers, centre de sante, hopital, clinique, "
                "medical, medecin, medecins, paramedical, dentaire, hospitalisation, pharmacie, "
                "kinesitherapie, sage femme",
            ),
            (
                "malades",
                "Aide aux malades et à leurs proches",
                "Aide aux malades",
                "Associations de malades, soutien, aidants, fin de vie, don du sang.",
                "malades, malade, maladie, aide aux malades, cancer, diabete, diabetique, sida, hiv, don du "
                "sang, don d organes, donneurs de sang, aidants, accompagnement fin de vie, soins "
                "palliatifs, sclerose, mucoviscidose, alzheimer, myopathie, insuffisants, greffe, patients, "
                "lutte contre le cancer, lutte contre le sida, lutte contre la mucoviscidose, lutte contre, "
                "diabetiques, hemophiles, parkinson, leucemie, allergie, insuffisance, insuffisants renaux, "
                "transplantes, epilepsie, vaincre, rein, reins, spina bifida, polyarthrite, asthme",
            ),
            (
                "prevention",
                "Prévention et addictions",
                "Prévention",
                "Promotion de la santé, alcool et drogues, dépistage, santé sexuelle.",
                "prevention, alcool, alcoolisme, toxicomanie, addiction, addictions, addictologie, drogue, "
                "tabac, depistage, promotion de la sante, sante sexuelle, planning familial, contraception, "
                "vie libre, croix bleue, croix d or, education sanitaire",
            ),
            (
                "psychisme",
                "Santé mentale et écoute",
                "Santé mentale",
                "Troubles psychiques, écoute, thérapies, prévention du suicide.",
                "sante mentale, psychiatrie, psychiatrique, psychologique, psychanalyse, psychotherapie, "
                "therapie, therapies, suicide, psychisme, psychique, gem, entraide mutuelle, depression, "
                "psychologues, psychotherapies, analyse transactionnelle, gestalt, hypnose, energetique, "
                "reiki, bien etre, developpement personnel, kinesiologie, ecoute amitie, sos amitie, "
                "naturopathie, shiatsu, massage",
            ),
            (
                "handicap",
                "Handicap",
                "Handicap",
                "Établissements, services et vie sociale des personnes handicapées et de leurs familles.",
                "handicap, handicape, handicapes, handicapees, autisme, autiste, autistes, sourds, sourd, "
                "malentendants, aveugles, aveugle, malvoyants, paralyses, paralyse, trisomie, apf, apei, "
                "apajh, adapei, unapei, imc, deficients, ime, savs, samsah, inadaptes, surdite, langue des "
                "signes, infirmes, handicap mental, paralyses de france, deficience, mutiles de la voix, "
                "non voyants, chiens guides, integration scolaire, parents d enfants inadaptes, papillons "
                "blancs, dyslexie, dys, invalides",
            ),
            (
                "personnes-agees",
                "Personnes âgées",
                "Personnes âgées",
                "Maisons de retraite, services et accompagnement du grand âge.",
                "personnes agees, maison de retraite, ehpad, grand age, vieillissement, gerontologie, "
                "gerontologique, residence autonomie, troisieme age, 3e age, foyer logement, dependance, "
                "seniors, maintien a domicile, retirement, vieillesse, gerontopole, petits freres",
            ),
            (
                "aide-a-domicile",
                "Aide à domicile",
                "Aide à domicile",
                "Aide ménagère, auxiliaires de vie, portage de repas, services à la personne.",
                "portage de repas, repas a domicile, aide a domicile, aide menagere, auxiliaire de vie, "
                "services a la personne, services a domicile, admr, domicile, menage, travailleuses "
                "familiales, tisf, teleassistance, garde malade",
            ),
            (
                "famille",
                "Famille et parentalité",
                "Famille",
                "Soutien aux parents, médiation familiale, adoption, planning, associations familiales.",
                "famille, familles, familial, familiale, parentalite, mediation familiale, adoption, afc, "
                "udaf, veuves, monoparentale, divorce, vie familiale, maternite, allaitement, grossesse, "
                "naissance, orphelins",
            ),
            (
                "precarite",
                "Solidarité et lutte contre la pauvreté",
                "Solidarité",
                "Accueil de jour, maraudes, vestiaires, surendettement.",
                "precarite, pauvrete, secours populaire, secours catholique, emmaus, restos du coeur, sdf, "
                "sans abri, accueil de jour, exclusion, vestiaire, caritatif, caritative, croix rouge, "
                "surendettement, demunis, bienfaisance, charite, saint vincent de paul, armee du salut, "
                "aide sociale, sans domicile, entraide protestante, abbe pierre, fraternite, samu social, "
                "fourneau, ordre de malte, fondation abbe pierre",
            ),
            (
                "centres-sociaux",
                "Centres sociaux et lien social",
                "Centres sociaux",
                "Centres sociaux et socioculturels, espaces de vie sociale, lutte contre l’isolement.",
                "centre social, centres sociaux, maison de quartier, lien social, espace de vie sociale, "
                "isolement, centre socioculturel, solitude, petits freres des pauvres, intergenerationnel, "
                "mediation sociale",
            ),
            (
                "protection",
                "Protection de l’enfance et des victimes",
                "Protection",
                "Enfance en danger, violences, aide aux victimes, prévention spécialisée.",
                "protection de l enfance, enfance en danger, violences, victimes, aide aux victimes, "
                "prevention specialisee, violence conjugale, sauvegarde de l enfance, enfants maltraites, "
                "educateurs de rue, tutelle, tutelles, curatelle",
            ),
            (
                "migrants",
                "Accueil des personnes exilées",
                "Accueil des exilés",
                "Accueil, droits et accompagnement des demandeurs d’asile, réfugiés et immigrés.",
                "migrants, refugies, asile, immigres, immigration, exiles, sans papiers, demandeurs d "
                "asile, cimade, accueil des etrangers, travailleurs immigres",
            ),
        ),
        *_theme(
            "education",
            "Éducation, enfance, jeunesse",
            "Éducation",
            "#b95803",
            "Petite enfance, école et ce qui l’entoure, éducation populaire, jeunesse.",
            (
                "petite-enfance",
                "Petite enfance",
                "Petite enfance",
                "Crèches, haltes-garderies, assistantes maternelles, lieux d’accueil enfants-parents.",
                "creche, creches, petite enfance, halte garderie, garderie, multi accueil, assistantes "
                "maternelles, assistante maternelle, creche parentale, ludotheque, jardin d enfants, "
                "nounou, micro creche",
            ),
            (
                "periscolaire",
                "Accueils de loisirs, séjours et aide aux devoirs",
                "Périscolaire",
                "Accueils périscolaires, centres de loisirs, colonies de vacances, soutien scolaire.",
                "colonie, colonies de vacances, sejours, classe de decouverte, vacances enfants, camp de "
                "vacances, periscolaire, accueil de loisirs, soutien scolaire, accompagnement scolaire, "
                "aide aux devoirs, centre de loisirs, centre aere, cantine scolaire, post scolaire, peri "
                "scolaire, etudes dirigees",
            ),
            (
                "ecole",
                "Établissements d’enseignement",
                "Écoles",
                "Écoles, collèges, lycées, foyers, coopératives scolaires, professions de l’enseignement.",
                "ecole, ecoles, enseignement, college, lycee, ogec, enseignants, cooperative scolaire, "
                "pedagogique, pedagogie, montessori, apel, foyer socio educatif, instituteurs, professeurs, "
                "calandreta, diwan, scolaires, enseignant, institut, institution, pedagogiques, maternelle, "
                "lycees, colleges, ecole privee",
            ),
            (
                "parents-eleves",
                "Parents d’élèves",
                "Parents d’élèves",
                "Associations et fédérations de parents d’élèves.",
                "parents d eleves, fcpe, peep, parents eleves, amicale laique, apeel, parents d eleve, "
                "conseil local fcpe",
            ),
            (
                "etudiants",
                "Vie étudiante et enseignement supérieur",
                "Étudiants",
                "Associations d’étudiants et d’anciens élèves, universités, grandes écoles.",
                "etudiants, etudiant, etudiante, universite, universitaire, anciens eleves, grande ecole, "
                "bde, bureau des eleves, junior entreprise, faculte, campus, doctorants, etudiantes, "
                "anciens etudiants, diplomes, ingenieurs, doctorant, ecoles superieures, internes, "
                "universites",
            ),
            (
                "jeunesse",
                "Jeunesse",
                "Jeunesse",
                "Clubs de jeunes, MJC, scoutisme, information jeunesse.",
                "mjc, maison des jeunes, scout, scouts, scoutisme, eclaireurs, eclaireuses, information "
                "jeunesse, foyer de jeunes, club de jeunes, service civique, mouvement jeunesse, junior "
                "association, guides de france, enfance jeunesse, enfance et jeunesse, jeunesses, ajistes, "
                "auberges de jeunesse, pionniers",
            ),
            (
                "education-populaire",
                "Éducation populaire",
                "Éducation populaire",
                "Mouvements d’éducation populaire, universités populaires, formation de l’esprit critique.",
                "education populaire, ligue de l enseignement, francas, foyer rural, foyers ruraux, cemea, "
                "leo lagrange, universite populaire, universite du temps libre, foyer laique",
            ),
            (
                "langue",
                "Apprentissage du français et savoirs de base",
                "Français, savoirs",
                "Alphabétisation, lutte contre l’illettrisme, français langue étrangère.",
                "alphabetisation, illettrisme, francais langue etrangere, fle, apprentissage du francais, "
                "savoirs de base, cours de francais, lire et ecrire",
            ),
        ),
        *_theme(
            "insertion",
            "Insertion, emploi, formation",
            "Insertion, emploi",
            "#8b1f23",
            "Insertion par l’activité économique, travail adapté, accès à l’emploi et formation.",
            (
                "iae",
                "Insertion par l’activité économique",
                "IAE",
                "Entreprises et chantiers d’insertion, associations intermédiaires, régies de quartier.",
                "chantier d insertion, entreprise d insertion, association intermediaire, insertion par l "
                "activite economique, regie de quartier, iae, interim d insertion, ateliers et chantiers, "
                "etti, jardin de cocagne, regie de quartiers",
            ),
            (
                "travail-adapte",
                "Travail adapté et protégé",
                "Travail adapté",
                "Entreprises adaptées, ESAT, maintien dans l’emploi des personnes handicapées.",
                "entreprise adaptee, esat, travail adapte, atelier protege, cat, centre d aide par le "
                "travail, cap emploi, travailleurs handicapes, milieu protege",
            ),
            (
                "acces-emploi",
                "Accès à l’emploi",
                "Accès à l’emploi",
                "Accompagnement des chercheurs d’emploi, missions locales, PLIE, groupements d’employeurs "
                "d’insertion.",
                "mission locale, plie, recherche d emploi, demandeurs d emploi, maison de l emploi, "
                "chomeurs, chomage, parrainage emploi, geiq, accompagnement vers l emploi, solidarites "
                "nouvelles face au chomage, comite de bassin d emploi, aide a l emploi",
            ),
            (
                "formation",
                "Formation professionnelle",
                "Formation",
                "Formation continue, apprentissage, bilans, organismes de formation.",
                "formation professionnelle, formation continue, formation, apprentissage, cfa, greta, "
                "organisme de formation, maison familiale rurale, mfr, compagnons du devoir, formation prof "
                "et continue",
            ),
            (
                "justice",
                "Réinsertion et justice",
                "Justice",
                "Sortants de prison, travail d’intérêt général, liens avec les détenus.",
                "detenus, prison, penitentiaire, reinsertion sociale, sortants de prison, visiteurs de "
                "prison, travail d interet general, probation, delinquance, incarceration",
            ),
        ),
        *_theme(
            "environnement",
            "Environnement, cadre de vie",
            "Environnement",
            "#26744b",
            "Nature, réemploi, énergie, jardins, paysages et animaux.",
            (
                "nature",
                "Nature et biodiversité",
                "Nature",
                "Protection des milieux, de la faune et de la flore, sorties nature.",
                "nature, biodiversite, faune, flore, oiseaux, ligue de protection des oiseaux, lpo, espaces "
                "naturels, riviere, foret, botanique, protection de la nature, littoral, arbres, "
                "apiculture, abeilles, mycologie, champignons, marais, naturalistes, ornithologie, "
                "entomologie, reptiles, garrigues, botanistes, jardin botanique, orchidees, cactus, nature "
                "et",
            ),
            (
                "reemploi",
                "Réemploi, réparation et déchets",
                "Réemploi",
                "Ressourceries, recycleries, repair cafés, compostage, tri.",
                "reemploi, ressourcerie, recyclerie, recyclage, repair cafe, reparation, dechets, zero "
                "dechet, compost, compostage, friperie, consigne, recup",
            ),
            (
                "energie",
                "Énergie et climat",
                "Énergie, climat",
                "Énergie citoyenne, maîtrise de l’énergie, climat.",
                "energie, climat, energies renouvelables, solaire, photovoltaique, eolien, energie "
                "citoyenne, nucleaire, economies d energie, rechauffement",
            ),
            (
                "jardins",
                "Jardins et agriculture urbaine",
                "Jardins",
                "Jardins partagés, familiaux, ouvriers, d’insertion ou pédagogiques.",
                "jardin, jardins, jardins familiaux, jardins ouvriers, jardin partage, jardinage, "
                "jardiniers, horticulture, agriculture urbaine, potager, permaculture, floralies, "
                "fleurissement",
            ),
            (
                "cadre-de-vie",
                "Cadre de vie et urbanisme",
                "Cadre de vie",
                "Défense d’un site, architecture, urbanisme, lutte contre les nuisances.",
                "cadre de vie, urbanisme, architecture, paysage, nuisances, defense du site, pollution, "
                "amenagement, riverains, qualite de vie, defense et protection, architectes, architectures, "
                "urbain, urbaine, paysages, comite de defense",
            ),
            (
                "animaux",
                "Animaux",
                "Animaux",
                "Protection animale, refuges, élevage d’agrément.",
                "animaux, animal, chiens, chien, chats, chat, spa, refuge, protection animale, canin, "
                "canine, colombophile, aquariophilie, felin, ornithologique, education canine",
            ),
            (
                "sensibilisation",
                "Éducation à l’environnement",
                "Sensibilisation",
                "Classes vertes, fermes pédagogiques, sensibilisation aux enjeux écologiques.",
                "education a l environnement, sensibilisation a l environnement, cpie, ferme pedagogique, "
                "education au developpement durable, classe verte, maison de la nature",
            ),
        ),
        *_theme(
            "habitat",
            "Habitat, logement",
            "Habitat",
            "#906c5f",
            "Se loger, être hébergé, habiter ensemble, améliorer son logement.",
            (
                "hebergement",
                "Hébergement et logement accompagné",
                "Hébergement",
                "Centres d’hébergement, foyers de jeunes travailleurs, pensions de famille.",
                "centre d hebergement, chrs, foyer de jeunes travailleurs, fjt, pension de famille, "
                "hebergement d urgence, residence sociale, foyer d hebergement, habitat jeunes, maison "
                "relais",
            ),
            (
                "acces-logement",
                "Accès et maintien dans le logement",
                "Accès au logement",
                "Aide à trouver ou à garder son logement, bailleurs sociaux, intermédiation.",
                "acces au logement, droit au logement, bailleur social, hlm, logement social, adil, "
                "intermediation locative, soliha, pact arim, habitat et humanisme, aide au logement",
            ),
            (
                "habitants",
                "Locataires et copropriétaires",
                "Locataires",
                "Amicales de locataires, copropriétés, lotissements.",
                "locataires, locataire, copropriete, coproprietaires, lotissement, amicale de locataires, "
                "cnl, residents, proprietaires, coloti, colotis, residence, locative",
            ),
            (
                "habitat-partage",
                "Habitat participatif et partagé",
                "Habitat partagé",
                "Coopératives d’habitants, habitat groupé, colocations solidaires, foncier solidaire.",
                "habitat participatif, habitat groupe, cooperative d habitants, colocation, habitat "
                "partage, habitat inclusif, organisme de foncier solidaire, cohabitation",
            ),
            (
                "amelioration",
                "Travaux et amélioration de l’habitat",
                "Travaux",
                "Auto-réhabilitation accompagnée, écoconstruction, rénovation.",
                "rehabilitation, auto rehabilitation, ecoconstruction, renovation, compagnons batisseurs, "
                "construction, bricolage solidaire, eco habitat, batiment",
            ),
        ),
        *_theme(
            "economie",
            "Économie locale et solidaire",
            "Économie",
            "#5b61c4",
            "Création d’activités, finance solidaire, coopération entre entreprises, commerce et professions.",
            (
                "creation",
                "Création d’activités",
                "Création",
                "Accueil des porteurs de projets, couveuses, coopératives d’activités, pépinières.",
                "creation d entreprise, createurs d entreprise, couveuse, pepiniere, cooperative d "
                "activites, boutique de gestion, bge, adie, incubateur, entrepreneuriat, aide a la "
                "creation, plateforme d initiative, createurs d entreprises, creation d entreprises, jeunes "
                "entrepreneurs, entrepreneurs, pepinieres",
            ),
            (
                "finance",
                "Finance solidaire et assurance",
                "Finance solidaire",
                "Épargne solidaire, microcrédit, banques coopératives, mutuelles, prévoyance.",
                "finance solidaire, microcredit, cigales, epargne solidaire, banque, credit, caisse d "
                "epargne, credit mutuel, credit agricole, banque populaire, mutuelle, mutualite, assurance, "
                "prevoyance, france active, monnaie locale, caisse de retraite",
            ),
            (
                "appui",
                "Appui aux structures",
                "Appui",
                "Gestion, comptabilité, conseil, formation et outils pour associations et entreprises de "
                "l’ESS.",
                "aide a la gestion, comptabilite, dla, appui aux associations, expertise, audit, centre de "
                "gestion, cabinet, bureau d etudes, consultant, accompagnement des associations, experts",
            ),
            (
                "groupements",
                "Groupements, coopératives et services partagés",
                "Groupements",
                "Groupements d’employeurs, achats groupés, coopératives d’entreprises, PTCE.",
                "groupement d employeurs, cooperative, achats groupes, cuma, scop, scic, ptce, club d "
                "entreprises, mutualisation, union de cooperatives, groupement d achats",
            ),
            (
                "commerce",
                "Commerce et artisanat",
                "Commerce, artisanat",
                "Unions de commerçants et d’artisans, foires, boutiques solidaires.",
                "commercants, commerce, commercant, artisans, artisanat, union commerciale, foire, "
                "commercants et professionnels, artisanale, commercial, commerciale, marchands, foires et "
                "marches, boutiques, commerces",
            ),
            (
                "professions",
                "Professions et syndicats",
                "Professions",
                "Groupements professionnels, syndicats de salariés et d’employeurs, œuvres sociales du "
                "personnel.",
                "syndicat, syndicats, syndical, cgt, cfdt, cftc, professionnels, profession, "
                "interprofession, comite d entreprise, comite social, oeuvres sociales, patronal, salaries, "
                "amicale du personnel, oeuvres sociales entreprises, chambre syndicale, federation des "
                "professions, professionnelle, professionnel, notaires, experts comptables, infirmieres "
                "liberales, patronat, medef, snes, unsa, fsu, employeurs",
            ),
            (
                "tiers-lieux",
                "Tiers-lieux et espaces partagés",
                "Tiers-lieux",
                "Espaces de travail, ateliers et lieux partagés.",
                "tiers lieu, tiers lieux, coworking, cotravail, espace de travail partage, atelier partage, "
                "cafe associatif, fabrique de territoire",
            ),
        ),
        *_theme(
            "alimentation",
            "Alimentation, agriculture",
            "Alimentation",
            "#314407",
            "Produire, partager et cuisiner une bonne nourriture près de chez soi.",
            (
                "agriculture",
                "Agriculture",
                "Agriculture",
                "Exploitations, coopératives agricoles, agriculture biologique, viticulture.",
                "agriculture, agricole, agriculteurs, paysan, paysans, viticulture, vigne, vignerons, "
                "elevage, eleveurs, agriculture biologique, confederation paysanne, fdsea, maraichage, "
                "apiculteurs, agriculture et viticulture",
            ),
            (
                "circuits-courts",
                "Circuits courts",
                "Circuits courts",
                "AMAP, paniers, marchés paysans, épiceries coopératives.",
                "amap, circuit court, circuits courts, paniers, panier, supermarche cooperatif, marche "
                "paysan, epicerie cooperative, producteurs locaux, groupement d achat alimentaire",
            ),
            (
                "aide-alimentaire",
                "Aide alimentaire",
                "Aide alimentaire",
                "Épiceries sociales et solidaires, distributions, banques alimentaires.",
                "aide alimentaire, epicerie solidaire, epicerie sociale, banque alimentaire, distribution "
                "alimentaire, soupe populaire, colis alimentaires, restaurants du coeur, antigaspi, "
                "gaspillage alimentaire",
            ),
            (
                "restauration",
                "Restauration et traiteurs",
                "Restauration",
                "Restaurants, cantines et traiteurs solidaires ou d’insertion.",
                "restaurant, restauration, traiteur, cantine, restaurant d insertion, table d hotes, "
                "cantine solidaire, cafe restaurant",
            ),
            (
                "gout",
                "Cuisine et goût",
                "Cuisine, goût",
                "Ateliers de cuisine, confréries, gastronomie, nutrition.",
                "cuisine, gastronomie, gastronomique, gout, confrerie, oenologie, vin, vins, dietetique, "
                "nutrition, slow food, gourmets, atelier cuisine",
            ),
        ),
        *_theme(
            "mobilite",
            "Mobilité",
            "Mobilité",
            "#10738d",
            "Se déplacer autrement, aider ceux qui ne le peuvent pas, partager les véhicules.",
            (
                "transport-solidaire",
                "Transport solidaire et accompagné",
                "Transport solidaire",
                "Transport à la demande, accompagnement des personnes à mobilité réduite.",
                "transport solidaire, transport a la demande, mobilite reduite, transport adapte, transport "
                "des personnes handicapees, taxi solidaire",
            ),
            (
                "aide-mobilite",
                "Aide à la mobilité pour l’emploi",
                "Aide à la mobilité",
                "Plateformes de mobilité, auto-écoles sociales, garages solidaires, prêt de véhicules.",
                "plateforme de mobilite, auto ecole sociale, auto ecole, garage solidaire, location "
                "solidaire, permis de conduire, wimoov, pret de vehicules, scooters",
            ),
            (
                "douce",
                "Vélo, covoiturage et autopartage",
                "Vélo, covoiturage",
                "Ateliers vélo, vélo-écoles, pédibus, partage de trajets et de véhicules.",
                "covoiturage, autopartage, auto partage, citiz, vehicules partages, velo, velos, "
                "bicyclette, atelier velo, velo ecole, cyclistes urbains, pedibus, fub, usagers de la "
                "bicyclette, heureux cyclage",
            ),
            (
                "usagers",
                "Usagers des transports et sécurité routière",
                "Usagers",
                "Défense des usagers, sécurité routière.",
                "usagers des transports, securite routiere, prevention routiere, usagers du train, fnaut, "
                "transports en commun, voyageurs",
            ),
        ),
        *_theme(
            "international",
            "International",
            "International",
            "#355954",
            "Solidarité avec d’autres pays, échanges et cultures du monde.",
            (
                "solidarite",
                "Solidarité internationale",
                "Solidarité",
                "Aide au développement, parrainages, urgence, chantiers.",
                "solidarite internationale, aide au developpement, humanitaire, ong, cooperation "
                "internationale, parrainage d enfants, sans frontieres, unicef, tiers monde, co "
                "developpement, developpement au senegal, afrique, mali, senegal, burkina, madagascar, "
                "haiti, palestine, cambodge, vietnam, nord sud, ccfd, medecins du monde, medecins sans "
                "frontieres, enfants du monde, terre des hommes, partage sans frontieres, unesco, espoir "
                "pour, aide aux enfants, ethiopie, congo, cameroun, togo, benin, niger, tchad, rwanda, "
                "burundi, inde, nepal, tibet, bolivie, perou, nicaragua, salvador, guatemala, colombie, "
                "chili, cuba, maroc, tunisie, algerie, liban, irak, kurdistan, roumanie, bosnie, ukraine, "
                "cap vert, guinee, gabon, centrafrique, laos, bangladesh, philippines",
            ),
            (
                "commerce-equitable",
                "Commerce équitable",
                "Commerce équitable",
                "Boutiques et campagnes pour un commerce équitable.",
                "commerce equitable, artisans du monde, equitable",
            ),
            (
                "cultures-du-monde",
                "Cultures et communautés du monde",
                "Cultures du monde",
                "Associations de ressortissants, découverte d’un pays ou d’une langue.",
                "culture etrangere, cultures etrangeres, franco, portugais, portugaise, portugal, espagnol, "
                "espagnole, italien, italienne, allemand, allemande, algerien, algerienne, marocain, "
                "marocaine, tunisien, turc, turque, armenien, armenienne, polonais, russe, chinois, "
                "chinoise, vietnamien, japonais, comorien, africain, africaine, africains, ressortissants, "
                "berbere, kabyle, americain, latino, bresil, maghreb, cultures du monde, arabe, amicale de "
                "ressortissants, esperanto, interculturel, hispanique, ibero americain, celtique, grece, "
                "grecque, hellenique, libanais, libanaise, bulgare, roumain, iranien, syrien, palestinien, "
                "kurde, tchetchene, mexicain, argentin, chilien, colombien, cubain, peruvien, camerounais, "
                "senegalais, malien, ivoirien, togolais, congolais, guineen, malgache, mauricien, "
                "vietnamienne, cambodgien, khmer, laotien, coreen, japonaise, indien, antillo, polonaise, "
                "russophone, ukrainien, suisses, belges, britannique, anglophone, francophone, maghrebin, "
                "maghrebine",
            ),
            (
                "jumelages",
                "Jumelages et échanges",
                "Jumelages",
                "Comités de jumelage, échanges de jeunes, Europe.",
                "jumelage, jumelages, echanges internationaux, europe, europeen, europeenne, amities, "
                "amitie, echange international, alliance francaise, echanges culturels",
            ),
        ),
        *_theme(
            "citoyennete",
            "Citoyenneté, vie locale, droits",
            "Citoyenneté",
            "#2b328b",
            "Vie des quartiers, droits, égalité, bénévolat, mémoire et secours.",
            (
                "quartiers",
                "Vie des quartiers",
                "Quartiers",
                "Comités de quartier, régies d’habitants, animation locale.",
                "quartier, quartiers, comite de quartier, vie des quartiers, habitants, comite d interet "
                "local, hameau, village, vie de quartier, asso et comites de quartier, association de "
                "quartier, conseil de quartier, interet de quartier, residants, hameaux, faubourg, "
                "faubourgs, mieux vivre, bien vivre, vivre a",
            ),
            (
                "droits",
                "Accès au droit et défense des droits",
                "Droits",
                "Information juridique, droits humains, médiation.",
                "droits de l homme, acces au droit, juridique, droits, ligue des droits de l homme, "
                "amnesty, mediation, defense des droits, justice, libertes, maison du droit, conciliateurs, "
                "avocats",
            ),
            (
                "egalite",
                "Égalité et lutte contre les discriminations",
                "Égalité",
                "Égalité des femmes et des hommes, antiracisme, minorités.",
                "egalite, discriminations, discrimination, racisme, antiracisme, anti racistes, lgbt, "
                "homosexuels, femmes, feminin, feminisme, condition feminine, condition feminine masculine, "
                "mixite, parite, sos racisme, mrap, licra, cidff, gay, lesbien, mouvements anti racistes",
            ),
            (
                "vie-associative",
                "Bénévolat et vie associative",
                "Vie associative",
                "Maisons des associations, bénévolat, réseaux d’échanges, systèmes d’échange local.",
                "benevolat, benevoles, benevole, maison des associations, vie associative, france "
                "benevolat, systeme d echange local, echanges de savoirs, reseau d echanges, partenaires "
                "espace associatif, federation d associations",
            ),
            (
                "memoire",
                "Anciens combattants et mémoire",
                "Mémoire",
                "Anciens combattants, rapatriés, commémorations.",
                "anciens combattants, ancien combattant, combattants, militaires, militaire, souvenir "
                "francais, deportes, deportation, veterans, fnaca, unc, prisonniers de guerre, rapatries, "
                "harkis, pieds noirs, medaille militaire, legion d honneur, parachutistes, mutiles, acpg, "
                "officiers, reservistes, arac, amicale des anciens, resistants, veuves de guerre, poilus, "
                "legionnaires, aerostiers, artilleurs, marsouins, chasseurs alpins, parachutiste, fusilles, "
                "croix de guerre, prisonniers, francais d algerie, algerie francaise, afn, afrique du nord, "
                "indochine, sous officiers, retraites militaires, medailles",
            ),
            (
                "secours",
                "Secours et sécurité civile",
                "Secours",
                "Sapeurs-pompiers, secourisme, protection civile.",
                "protection civile, secourisme, secouristes, sauvetage, sapeurs pompiers, pompiers, "
                "securite civile, premiers secours, sauveteurs, snsm",
            ),
            (
                "consommateurs",
                "Consommateurs et usagers",
                "Consommateurs",
                "Défense des consommateurs et des usagers des services publics.",
                "consommateurs, consommation, ufc, que choisir, usagers, contribuables, defense des "
                "consommateurs, clcv, consommateur",
            ),
            (
                "debat",
                "Débat public et vie politique",
                "Débat public",
                "Cercles de réflexion, éducation à la citoyenneté, groupements politiques.",
                "politique, cercle de reflexion, debat, democratie, attac, elus, laicite, paix, mouvement "
                "de la paix, reflexion, citoyennete europeenne, club de reflexion, action politique, "
                "politiques, republique, republicain, socialiste, gauche, citoyens, democraties, comite de "
                "soutien, mondialisation, europeens",
            ),
        ),
        *_theme(
            "loisirs",
            "Loisirs, fêtes, rencontres",
            "Loisirs",
            "#825402",
            "Jeux, fêtes, voyages, collections, clubs et amicales.",
            (
                "jeux",
                "Jeux",
                "Jeux",
                "Échecs, bridge, cartes, jeux de société, de rôle, jeux vidéo.",
                "jeux video, jeu video, esport, e sport, gaming, retrogaming, jeux, jeu, echecs, echec, "
                "bridge, scrabble, cartes, belote, tarot, jeux de societe, jeu de role, jeux de role, "
                "poker, loto, figurines, wargame, jeu de dames, jeu de go, ludique, joueurs, bridge club, "
                "figurinistes, casino",
            ),
            (
                "fetes",
                "Fêtes et animations",
                "Fêtes",
                "Comités des fêtes, carnavals, bals, animations locales.",
                "comite des fetes, fetes, carnaval, festivites, feria, kermesse, animation locale, bandas",
            ),
            (
                "aines",
                "Clubs d’aînés et de retraités",
                "Aînés",
                "Clubs de retraités, rencontres et activités des aînés.",
                "retraites, club du troisieme age, aines, ages d or, age d or, club des aines, generations "
                "mouvement, retraite, retraitee, club des anciens, aines ruraux, clubs du 3eme age, "
                "pensionnes, clubs des aines, troisieme jeunesse",
            ),
            (
                "tourisme",
                "Tourisme et voyages",
                "Tourisme",
                "Offices de tourisme, voyages, auberges, tourisme social.",
                "tourisme, touristique, voyage, voyages, office de tourisme, syndicat d initiative, auberge "
                "de jeunesse, gites, camping, camping car, caravaning, villages de vacances, tourisme "
                "social",
            ),
            (
                "collections",
                "Collections et modélisme",
                "Collections",
                "Philatélie, numismatique, modélisme, véhicules anciens.",
                "collection, collections, collectionneurs, philatelie, philatelique, numismatique, "
                "modelisme, modele reduit, maquettes, trains miniatures, vehicules anciens, voitures "
                "anciennes, vieux tracteurs, radioamateurs, radioamateur, radio et communication, "
                "aeromodelisme",
            ),
            (
                "chasse-peche",
                "Chasse et pêche",
                "Chasse, pêche",
                "Sociétés de chasse et de pêche.",
                "chasse, peche, chasseurs, pecheurs, pecheur, acca, aappma, cynegetique, societe de chasse, "
                "halieutique, piscicole, hamecon",
            ),
            (
                "manuel",
                "Travaux manuels et savoir-faire",
                "Travaux manuels",
                "Couture, broderie, bricolage, art floral.",
                "travaux manuels, couture, broderie, tricot, patchwork, bricolage, art floral, dentelle, "
                "loisirs creatifs, encadrement, cartonnage, scrapbooking",
            ),
            (
                "amicales",
                "Amicales et rencontres",
                "Amicales",
                "Amicales de personnes d’une même région, d’une même classe ou d’un même métier.",
                "amicale, amicales, originaires, convivialite, conviviale, club service, rotary, lions "
                "club, kiwanis, cercle prive, fan club, convivial, lions, soroptimist, inner wheel, zonta, "
                "round table, club 41",
            ),
        ),
        *_theme(
            "numerique",
            "Numérique, médias",
            "Numérique, médias",
            "#5a487d",
            "Accès de tous au numérique, logiciels libres, médias locaux.",
            (
                "inclusion",
                "Inclusion numérique",
                "Inclusion numérique",
                "Ateliers, espaces publics numériques, reconditionnement d’ordinateurs.",
                "inclusion numerique, mediation numerique, espace public numerique, epn, ordinateurs, "
                "cyberbase, initiation informatique, club informatique, fracture numerique, internautes, "
                "micro informatique",
            ),
            (
                "libre",
                "Logiciels libres, fablabs et création numérique",
                "Libre, fablabs",
                "Groupes d’utilisateurs, logiciels et données libres, ateliers de fabrication, création "
                "numérique.",
                "creation numerique, multimedia, arts numeriques, logiciel libre, logiciels libres, linux, "
                "fablab, hackerspace, open source, makerspace, impression 3d, donnees ouvertes, wikipedia, "
                "robotique",
            ),
            (
                "medias",
                "Médias et communication",
                "Médias",
                "Radios associatives, journaux de quartier, télévisions locales, presse.",
                "radio, presse, journal, media, medias, communication, television, webradio, journalistes, "
                "communication et medias, journalisme, radios locales, web tv, magazine, information "
                "communication, radios, journaux, television locale, fm, tv, presse locale, editions "
                "multimedia",
            ),
        ),
        *_theme(
            "sciences",
            "Sciences, recherche, savoirs",
            "Sciences",
            "#0d415c",
            "Culture scientifique, recherche, sociétés savantes, histoire et archéologie.",
            (
                "culture-scientifique",
                "Culture scientifique et technique",
                "Culture scientifique",
                "Clubs d’astronomie, ateliers de sciences, vulgarisation.",
                "culture scientifique, astronomie, astronome, planetarium, vulgarisation scientifique, "
                "petits debrouillards, mineralogie, geologie, paleontologie, fossiles, prehistoire, "
                "mathematiques, physique, science de l homme, technique, astronomique, espace",
            ),
            (
                "histoire",
                "Histoire et archéologie",
                "Histoire",
                "Recherche historique, archéologie, sociétés d’histoire.",
                "archeologie, archeologique, histoire, historiens, societe d histoire, etudes historiques, "
                "archeologues, etudes medievales",
            ),
            (
                "recherche",
                "Recherche et sociétés savantes",
                "Recherche",
                "Recherche en toutes disciplines, colloques, sociétés savantes, recherche médicale.",
                "recherche scientifique, recherche medicale, societe savante, colloque, congres, academie, "
                "laboratoire, chercheurs, sciences humaines, sociologie, ethnologie, anthropologie, "
                "linguistique, economistes, recherches, observatoire, colloques, societe francaise de, "
                "scientifiques, etude et de recherche, etudes et recherches, psychanalytique, centre d "
                "etudes, groupe d etudes, groupe de recherche, cercle d etudes",
            ),
        ),
        *_theme(
            "convictions",
            "Convictions, spiritualités",
            "Convictions",
            "#995ab8",
            "Cultes, vie spirituelle, pensée philosophique.",
            (
                "cultes",
                "Religions",
                "Religions",
                "Associations cultuelles et vie des communautés religieuses.",
                "religion, religions, religieux, religieuse, cultuelle, culte, paroisse, paroissiale, "
                "diocesaine, diocese, eglise evangelique, evangelique, musulman, musulmans, musulmane, "
                "mosquee, islamique, juive, israelite, synagogue, bouddhiste, bouddhique, catholique, "
                "protestante, reformee, chretien, chretienne, orthodoxe, aumonerie, temple, religions et "
                "philosophies, pelerinage, temoins de jehovah, adventiste, evangile, eglise, catholiques, "
                "protestants, protestant, theologie, biblique, bible, juifs, juif, islam, bouddhisme, "
                "bouddha, pastorale, prieure, christ, jesus, saint esprit, israelites, adventistes, "
                "diaconat",
            ),
            (
                "philosophies",
                "Philosophies et spiritualités",
                "Philosophies",
                "Libre pensée, franc-maçonnerie, écoles de sagesse.",
                "philosophie, philosophies, philosophique, libre pensee, franc maconnerie, spiritualite, "
                "spirituelle, rose croix, theosophique, anthroposophie, humanisme, maconnique, esoterique",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoom(Term):
    """A transversal reading of the guide: its themes may belong to several first levels."""

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes counted, in the tree's order."""
        return THEMES.in_zoom(self.code)


ZOOMS = Vocabulary(
    "zooms",
    (
        Zoom(
            code=CULTURE,
            label="Culture",
            definition="Les initiatives culturelles, pour les rendre visibles et les faire se rencontrer.",
        ),
        Zoom(
            code=PERSONAL_SERVICES,
            label="Services aux personnes",
            definition=(
                "Crèches, accompagnement des personnes handicapées, soins, aide aux personnes âgées et aux "
                "familles, quel que soit leur thème."
            ),
        ),
    ),
)
