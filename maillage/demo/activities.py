"""What invented actors do: for each activity, its theme, name patterns, sentences, publics, services and kind of place.

In name patterns, {Ev} is an evocation (« La Lanterne bavarde »), {dev} the same with « de »; {dq} is a quarter with
« de », {aq} with « à »; {dv} the commune with « de »; {s} a saint; {r} a region of the world with « de ».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of activity that an invented actor may have.

    `weight` is its share inside its first-level theme; `label` is how a town's list would call it; `does` are first
    sentences of a description; `services` are what it offers in a few words; `venue` is a key of places.VENUE_KINDS.
    """

    theme: str
    weight: int
    label: str
    names: tuple[str, ...]
    does: tuple[str, ...]
    publics: tuple[str, ...] = ("tous-publics",)
    services: tuple[str, ...] = ()
    venue: str = "salle"


ACTIVITIES: Final[tuple[Activity, ...]] = (
    # --- Culture -------------------------------------------------------------------------------------------------
    Activity(
        "culture/musique", 16, "Chant choral",
        ("Chœur {dev}", "Les Voix {dq}", "Ensemble vocal {s}", "La Chorale {dev}", "À travers chants", "Chœur à l’ouvrage",
         "Les Chanteurs {dq}", "Ensemble vocal {dq}", "Chorale {s} {dv}"),
        ("Réunit une quarantaine de choristes autour d’un répertoire qui va de la Renaissance à la chanson d’aujourd’hui.",
         "Fait chanter ensemble des habitants de tous les quartiers, sans audition ni solfège préalable.",
         "Prépare chaque année deux concerts, dont un au profit d’une association de solidarité."),
        services=("Répétitions hebdomadaires", "Concerts à la demande"),
    ),
    Activity(
        "culture/musique", 14, "École de musique",
        ("L’Atelier musical {dq}", "École de musique {dev}", "Musique {aq}", "Accords et à cris", "La Portée {dq}",
         "Do, mi, si la musique", "Le Jardin musical {dev}"),
        ("Enseigne le piano, la guitare, les vents et les percussions, en cours individuels ou en petits ateliers.",
         "Propose l’éveil musical dès quatre ans et des ateliers d’ensemble pour les adolescents et les adultes.",
         "Prête des instruments la première année pour que le prix ne décourage personne."),
        publics=("tous-publics", "jeunes"), services=("Cours d’instrument", "Éveil musical", "Prêt d’instruments"),
    ),
    Activity(
        "culture/musique", 9, "Fanfare et harmonie",
        ("Harmonie {dq}", "Fanfare {dev}", "La Batterie-fanfare {s}", "Les Cuivres {dq}", "L’Avenir musical {dq}"),
        ("Anime les cérémonies et les fêtes de quartier avec une trentaine de musiciens amateurs.",
         "Rassemble vents et percussions autour d’un répertoire de rue, festif et accessible.",),
        services=("Animation musicale de fêtes", "Répétitions d’orchestre"),
    ),
    Activity(
        "culture/musique", 10, "Musiques actuelles",
        ("{Ev} électrique", "Studio {dev}", "Décibels {dq}", "La Cave à sons", "Le Son {dq}", "Basse fréquence", "Plein volume {aq}"),
        ("Met à disposition un studio de répétition équipé et accompagne les groupes amateurs jusqu’à la scène.",
         "Organise des soirées découvertes où les jeunes groupes jouent dans de vraies conditions de concert.",
         "Enregistre les premières maquettes des musiciens du quartier et les aide à se faire entendre."),
        publics=("jeunes", "tous-publics"), services=("Studio de répétition", "Accompagnement de groupes", "Concerts"),
    ),
    Activity(
        "culture/musique", 6, "Jazz, guitare et percussions",
        ("Jazz {aq}", "Les Six Cordes {dq}", "Tambours {dev}", "Swing {dq}", "Batucada {dev}", "Blue {dq}"),
        ("Fait vivre le jazz et l’improvisation par des ateliers, des bœufs mensuels et un petit festival d’automne.",
         "Initie à la guitare et aux percussions par la pratique collective, sans partition.",),
        services=("Ateliers d’improvisation", "Scène ouverte"),
    ),
    Activity(
        "culture/danse", 14, "Danse",
        ("Compagnie {dev}", "Pas à pas {aq}", "La Maison des danses {dq}", "Entrechats {dq}", "Danse {dev}", "Le Corps en mouvement",
         "L’École buissonnière de danse", "Studio Arabesque {dv}"),
        ("Enseigne la danse classique, contemporaine et jazz, de l’éveil au niveau avancé.",
         "Crée des pièces chorégraphiques avec les habitants et les présente dans l’espace public.",
         "Fait danser enfants et adultes dans le plaisir, avec un gala en juin."),
        publics=("tous-publics", "jeunes"), services=("Cours de danse", "Stages de vacances"),
    ),
    Activity(
        "culture/danse", 8, "Danses du monde et bals",
        ("Le Bal {dev}", "Rondes et gavottes {dv}", "Tango {dq}", "Sévillanes {aq}", "Danses d’ici et d’ailleurs", "Salsa {dq}"),
        ("Fait découvrir les danses traditionnelles et organise des bals ouverts à tous, avec initiation en début de soirée.",
         "Transmet les danses de couple et invite régulièrement des musiciens.",),
        services=("Initiation aux danses du monde", "Bals"),
    ),
    Activity(
        "culture/theatre", 16, "Théâtre",
        ("Théâtre {dev}", "Compagnie {dev}", "Les Tréteaux {dq}", "La Troupe {dq}", "Les Planches {dev}", "Côté jardin, côté cour",
         "Les Comédiens {dq}", "Compagnie Rideau levé", "L’Éclat de scène"),
        ("Monte chaque saison une pièce du répertoire et une création, jouées dans les salles des trois villes.",
         "Anime des ateliers de théâtre pour enfants, adolescents et adultes, et joue dans les maisons de retraite.",
         "Écrit et joue des spectacles nés de la parole des habitants."),
        publics=("tous-publics", "jeunes"), services=("Ateliers de théâtre", "Représentations"),
    ),
    Activity(
        "culture/theatre", 7, "Cirque, clown et marionnettes",
        ("Le Petit Cirque {dev}", "Cirque {aq}", "Les Marionnettes {dev}", "Clowns {dq}", "Pistes et chapiteaux", "La Valise {dev}"),
        ("Initie les enfants aux arts du cirque : jonglage, acrobatie, équilibre et clown.",
         "Fabrique des marionnettes et joue dans les crèches, les écoles et les hôpitaux.",),
        publics=("familles", "jeunes"), services=("École de cirque", "Spectacles jeune public"), venue="gymnase",
    ),
    Activity(
        "culture/theatre", 6, "Improvisation et conte",
        ("La Ligue {dev}", "Conteurs {dq}", "Paroles {dev}", "Il était une voix", "Impro {aq}", "Les Mots {dev}"),
        ("Organise des matchs d’improvisation et des veillées de contes, en salle ou au pied des immeubles.",
         "Forme des conteurs amateurs qui interviennent dans les bibliothèques et les écoles.",),
        services=("Atelier de conte", "Matchs d’improvisation"),
    ),
    Activity(
        "culture/arts-visuels", 12, "Arts plastiques",
        ("L’Atelier {dev}", "Couleurs {dq}", "Les Peintres {dq}", "Palettes et pinceaux {dv}", "L’Atelier de la rue haute",
         "Terre et Feu {dv}", "Arts {aq}", "Le Chevalet {dq}"),
        ("Propose des ateliers de peinture, de dessin et de modelage, et une exposition annuelle ouverte aux amateurs.",
         "Réunit des plasticiens qui ouvrent leurs ateliers au public deux week-ends par an.",
         "Partage un four, des tours et des savoir-faire entre céramistes débutants et confirmés."),
        services=("Ateliers de dessin et de peinture", "Expositions"),
    ),
    Activity(
        "culture/arts-visuels", 7, "Photographie",
        ("Photo-club {dq}", "Le Déclic {dq}", "Chambre noire {dv}", "Instants {dev}", "Objectif {dq}", "Lumières {dq}"),
        ("Partage un laboratoire argentique et numérique, organise des sorties et une exposition chaque printemps.",
         "Photographie la vie des quartiers et constitue avec les habitants une mémoire en images.",),
        services=("Atelier photo", "Prêt de matériel"),
    ),
    Activity(
        "culture/arts-visuels", 5, "Métiers d’art, gravure et calligraphie",
        ("Les Mains {dq}", "L’Encre et le Papier", "Atelier de reliure {dev}", "Le Fil et l’Aiguille {dq}", "Mosaïques {dq}"),
        ("Transmet la reliure, la gravure et la calligraphie dans un atelier partagé.",
         "Fait découvrir les métiers d’art par des stages d’un jour et des démonstrations dans les écoles.",),
        services=("Stages de métiers d’art",),
    ),
    Activity(
        "culture/cinema", 8, "Cinéma et vidéo",
        ("Ciné-club {dq}", "Plan large {dv}", "Images {dev}", "La Bobine {dq}", "Court toujours", "Travelling {dq}", "Vidéo {aq}"),
        ("Programme un film par mois, suivi d’un débat avec un invité.",
         "Accompagne les jeunes dans la réalisation de courts métrages, du scénario à la projection.",
         "Projette des films en plein air l’été, sur proposition des habitants."),
        publics=("tous-publics", "jeunes"), services=("Projections-débats", "Ateliers vidéo"),
    ),
    Activity(
        "culture/livre", 11, "Lecture et écriture",
        ("Les Lecteurs {dq}", "Bouquins {aq}", "Le Cercle de lecture {dev}", "L’Encrier {dq}", "Plumes {dev}", "Lire {aq}",
         "La Bibliothèque de rue {dq}", "À mots couverts"),
        ("Anime des ateliers d’écriture et publie chaque année un recueil des textes des participants.",
         "Lit des histoires aux enfants dans les halls, les parcs et les salles d’attente.",
         "Fait circuler les livres : boîtes à lire, comité de lecture et rencontres avec des auteurs."),
        services=("Atelier d’écriture", "Lectures à voix haute"), venue="mediatheque",
    ),
    Activity(
        "culture/patrimoine", 11, "Histoire locale et patrimoine",
        ("Les Amis du passé {dq}", "Mémoire {dq}", "Histoire et patrimoine {dq}", "Les Amis du moulin {dq}", "Racines {dq}",
         "Cercle généalogique {dq}", "Rues et visages {dv}"),
        ("Recueille les témoignages des anciens et propose des balades commentées dans la ville.",
         "Étudie et fait connaître le patrimoine bâti, des fermes d’autrefois aux grands ensembles.",
         "Aide chacun à retrouver ses ancêtres et à lire les archives."),
        publics=("tous-publics", "seniors"), services=("Balades commentées", "Recherche généalogique"),
    ),
    Activity(
        "culture/traditions", 9, "Cultures des régions et de l’outre-mer",
        ("Amicale des Bretons {dq}", "Les Auvergnats {dq}", "Flamboyants {dv}", "Gwoka {dq}", "Lou Soulèu {dv}", "Madras et traditions {dv}",
         "La Bourrée {dq}", "Créolités {dq}", "Les Normands {dq}"),
        ("Fait vivre la langue, la cuisine et les danses de sa région d’origine, et les partage avec ses voisins.",
         "Organise un repas, un bal et un voyage chaque année, et tient un cours de langue.",),
        services=("Cours de langue régionale", "Fêtes et repas"),
    ),
    Activity(
        "culture/lieux", 7, "Lieux culturels et festivals",
        ("Festival {dev}", "La Scène {dq}", "Le Hangar {dev}", "Les Nuits {dq}", "Café-concert {dev}", "La Fabrique {dev}"),
        ("Programme tout au long de l’année des spectacles, des expositions et des résidences d’artistes.",
         "Invente chaque été trois jours de fête entre la Seine, le lac et le plateau.",),
        services=("Accueil de spectacles", "Mise à disposition d’une salle"),
    ),
    Activity(
        "culture/mediation", 10, "Action culturelle",
        ("Culture {aq}", "Passeurs {dq}", "Un billet pour tous", "Arts en partage {dq}", "Le Chaînon {dq}", "Traverses {dv}", "Regards {dev}"),
        ("Monte des projets artistiques dans les quartiers avec les écoles, les centres sociaux et les habitants.",
         "Ouvre les portes des théâtres et des musées à celles et ceux qui n’y vont pas, par des sorties accompagnées.",
         "Fait travailler ensemble artistes, enseignants et travailleurs sociaux."),
        publics=("residents-qpv-frr", "tous-publics"), services=("Sorties culturelles accompagnées", "Ateliers dans les quartiers"),
    ),
    # --- Sport ---------------------------------------------------------------------------------------------------
    Activity(
        "sport/collectifs", 9, "Football",
        ("Football club {dq}", "Union sportive {dq}", "Étoile {dev}", "Jeunesse sportive {dq}", "Les Ballons {dq}", "Entente sportive {dq}"),
        ("Engage des équipes de l’école de football aux seniors, avec une section féminine.",
         "Forme de jeunes footballeurs et de jeunes arbitres, et organise un tournoi de quartier au printemps.",),
        publics=("jeunes", "tous-publics"), services=("École de football", "Entraînements et compétitions"), venue="stade",
    ),
    Activity(
        "sport/collectifs", 9, "Basket, hand et volley",
        ("Basket {dq}", "Handball {dq}", "Volley {dq}", "Les Paniers {dq}", "Association sportive {dq}", "Smash {dq}"),
        ("Entraîne des équipes de tous les âges et engage ses meilleures en championnat régional.",
         "Fait découvrir son sport dans les écoles et garde un créneau de loisir pour les adultes.",),
        publics=("jeunes", "tous-publics"), services=("Entraînements", "Créneau loisir adultes"), venue="gymnase",
    ),
    Activity(
        "sport/collectifs", 4, "Rugby et sports américains",
        ("Rugby {dq}", "Ovale {dq}", "Les Hérons {dq}", "Ultimate {dq}"),
        ("Fait jouer garçons et filles, en équipes mixtes jusqu’à quatorze ans.",
         "Transmet l’esprit du jeu autant que la technique, avec une troisième mi-temps familiale.",),
        publics=("jeunes",), services=("École de rugby",), venue="stade",
    ),
    Activity(
        "sport/combat", 13, "Judo, karaté et arts martiaux",
        ("Dojo {dq}", "Judo {dq}", "Karaté {dq}", "Aïkido {dq}", "Kung-fu {dev}", "Le Tatami {dq}", "Arts martiaux {dq}", "Samouraïs {dq}"),
        ("Enseigne le judo et le ju-jitsu dès quatre ans, dans le respect du code moral de la discipline.",
         "Propose une pratique traditionnelle, sans compétition, ouverte à tous les âges.",
         "Donne des cours de self-défense réservés aux femmes une fois par semaine."),
        publics=("jeunes", "tous-publics"), services=("Cours pour enfants", "Cours pour adultes"), venue="gymnase",
    ),
    Activity(
        "sport/combat", 6, "Boxe, lutte et escrime",
        ("Boxe {dq}", "Ring {dq}", "Salle d’armes {dq}", "Lutte {dq}", "Les Gants {dev}", "Le Fleuret {dq}"),
        ("Ouvre sa salle aux débutants comme aux compétiteurs, avec un accompagnement scolaire pour les plus jeunes.",
         "Utilise la boxe éducative comme un outil de confiance en soi.",),
        publics=("jeunes", "femmes"), services=("Boxe éducative", "Aide aux devoirs"), venue="gymnase",
    ),
    Activity(
        "sport/raquette", 10, "Tennis, badminton et tennis de table",
        ("Tennis {dq}", "Badminton {dq}", "Le Volant {dq}", "Ping {dq}", "Les Raquettes {dq}", "Tennis de table {dq}", "Squash {dq}"),
        ("Propose école de jeunes, cours d’adultes et tournois internes toute l’année.",
         "Réserve des créneaux libres aux familles et prête les raquettes aux débutants.",),
        services=("Cours collectifs", "Jeu libre"), venue="gymnase",
    ),
    Activity(
        "sport/gymnastique", 12, "Gymnastique, yoga et forme",
        ("Gym {dq}", "Yoga {dq}", "Souplesse et tonus {dv}", "La Forme {dq}", "Respire {aq}", "Qi gong {dq}", "Gymnastique douce {dq}",
         "L’Équilibre {dev}"),
        ("Propose de la gymnastique d’entretien, du stretching et de la relaxation, à tous les niveaux.",
         "Enseigne un yoga accessible, en petits groupes, avec des séances sur chaise pour les plus âgés.",
         "Aide à rester en mouvement : équilibre, mémoire et prévention des chutes."),
        publics=("tous-publics", "seniors"), services=("Gymnastique d’entretien", "Séances pour seniors"), venue="gymnase",
    ),
    Activity(
        "sport/gymnastique", 4, "Gymnastique sportive et trampoline",
        ("La Patriote {dq}", "Gymnastes {dq}", "Saltos {dq}", "L’Élan gymnique {dq}"),
        ("Accueille les tout-petits en baby-gym et prépare les gymnastes aux compétitions.",),
        publics=("jeunes", "familles"), services=("Baby-gym", "Gymnastique aux agrès"), venue="gymnase",
    ),
    Activity(
        "sport/nautique", 8, "Natation, aviron et voile",
        ("Natation {dq}", "Aviron {dq}", "Voile {dq}", "Les Palmes {dq}", "Canoë {dq}", "Les Rameurs {dev}", "Bébés nageurs {dq}"),
        ("Apprend à nager, perfectionne et emmène en compétition ceux qui le souhaitent.",
         "Fait découvrir la rivière à la rame et entretient les berges avec ses adhérents.",
         "Initie à la voile légère sur le plan d’eau et forme ses propres moniteurs."),
        services=("École de natation", "Sorties sur l’eau"), venue="eau",
    ),
    Activity(
        "sport/course", 8, "Athlétisme, course et marche",
        ("Athlétisme {dq}", "Les Foulées {dq}", "Courir {aq}", "Randonneurs {dq}", "Marche nordique {dq}", "Les Semelles {dev}"),
        ("Propose une randonnée chaque dimanche et une marche douce en semaine.",
         "Prépare aux courses de cinq à quarante-deux kilomètres dans une ambiance sans chronomètre obligatoire.",),
        services=("Sorties accompagnées", "Entraînements sur piste"), venue="stade",
    ),
    Activity(
        "sport/cyclisme", 5, "Cyclisme",
        ("Cyclotouristes {dq}", "Vélo-club {dq}", "La Roue libre {dq}", "BMX {dq}", "La Pédale {dq}"),
        ("Organise des sorties sur route et en forêt, à plusieurs allures, et une école de vélo le mercredi.",),
        services=("Sorties cyclistes", "École de vélo"), venue="exterieur",
    ),
    Activity(
        "sport/boules", 7, "Pétanque, tir à l’arc et sports d’adresse",
        ("Pétanque {dq}", "La Boule {dev}", "Archers {dq}", "Le Cochonnet {dq}", "Fléchettes {dq}", "Billard {dq}", "Quilles {dq}"),
        ("Entretient un boulodrome ouvert à tous l’après-midi et organise un concours mensuel.",
         "Initie au tir à l’arc dès dix ans, en salle l’hiver et au jardin d’arc l’été.",),
        publics=("tous-publics", "seniors"), services=("Jeu libre", "Concours"), venue="exterieur",
    ),
    Activity(
        "sport/plein-air", 6, "Escalade, équitation et montagne",
        ("Escalade {dq}", "Grimpeurs {dq}", "Cavaliers {dq}", "Montagne {dq}", "Orientation {dq}", "Le Mousqueton {dq}"),
        ("Grimpe en salle toute l’année et en falaise aux beaux jours.",
         "Emmène des jeunes qui n’ont jamais vu la montagne découvrir la randonnée et le bivouac.",),
        publics=("jeunes", "tous-publics"), services=("Cours d’escalade", "Séjours"), venue="gymnase",
    ),
    Activity(
        "sport/glisse-air-moteur", 4, "Roller, skate et modèles réduits",
        ("Roller {dq}", "Skate {dq}", "Patins {dev}", "Aéro-modèles {dq}", "La Glisse {dq}"),
        ("Fait rouler petits et grands, prête les protections et anime le skatepark avec les jeunes.",),
        publics=("jeunes",), services=("Cours de roller",), venue="exterieur",
    ),
    Activity(
        "sport/adapte", 6, "Sport adapté et sport santé",
        ("Handi et valides {dq}", "Sport pour tous {aq}", "Cœur et mouvement {dv}", "Le Sport autrement {dq}", "Ensemble sur la piste"),
        ("Fait pratiquer ensemble personnes handicapées et valides, avec des éducateurs formés.",
         "Accompagne la reprise d’une activité physique après une maladie, sur ordonnance ou librement.",),
        publics=("personnes-en-situation-de-handicap", "seniors"), services=("Activité physique adaptée",), venue="gymnase",
    ),
    Activity(
        "sport/omnisports", 9, "Multisports et sport scolaire",
        ("Association sportive {s}", "Omnisports {dq}", "Sports et loisirs {dq}", "Élan sportif {dq}", "Association sportive du collège {dq}",
         "Les Mercredis sportifs {dq}", "Cercle omnisports {dq}"),
        ("Réunit une dizaine de sections sportives et propose un passeport découverte aux enfants.",
         "Ouvre le sport à tous les élèves, le mercredi, avec les professeurs d’éducation physique.",),
        publics=("jeunes", "familles"), services=("École multisports", "Stages de vacances"), venue="gymnase",
    ),
    # --- Santé, social, handicap -----------------------------------------------------------------------------------
    Activity(
        "sante-social/handicap", 15, "Accompagnement du handicap",
        ("Ensemble autrement {dq}", "Les Mésanges {dq}", "Vivre {aq}", "La Maison {dev}", "Un pas après l’autre", "Signes {dq}",
         "Autonomie {dq}", "Parents solidaires {dq}", "Regards croisés {dv}"),
        ("Accompagne les enfants handicapés et leurs parents : accueil, loisirs, scolarité.",
         "Propose un accueil de jour et des sorties à des adultes en situation de handicap mental.",
         "Aide les personnes sourdes et malentendantes dans leurs démarches et enseigne la langue des signes."),
        publics=("personnes-en-situation-de-handicap", "familles"), services=("Accueil de jour", "Soutien aux aidants", "Loisirs adaptés"), venue="local",
    ),
    Activity(
        "sante-social/personnes-agees", 10, "Soutien aux personnes âgées",
        ("Les Cheveux d’argent {dq}", "Présence {aq}", "Le Temps partagé {dq}", "Visites et sourires {dv}", "Les Voisins {dev}", "Automne {dq}"),
        ("Rend visite aux personnes âgées isolées et les accompagne dans leurs sorties.",
         "Accueille en journée des personnes désorientées et donne du répit à leurs proches.",),
        publics=("seniors",), services=("Visites à domicile", "Accueil de jour"), venue="local",
    ),
    Activity(
        "sante-social/aide-a-domicile", 9, "Aide à domicile",
        ("Aide et soins {dq}", "À domicile {aq}", "Le Coup de main {dq}", "Services à la maison {dv}", "Relais familial {dq}", "Mains tendues {dq}"),
        ("Aide les personnes âgées ou handicapées à rester chez elles : toilette, repas, ménage, courses.",
         "Emploie des auxiliaires de vie formées et intervient sept jours sur sept.",),
        publics=("seniors", "personnes-en-situation-de-handicap"), services=("Aide à la toilette et aux repas", "Ménage et courses", "Garde de nuit"), venue="local",
    ),
    Activity(
        "sante-social/famille", 9, "Familles et parentalité",
        ("La Maison des parents {dq}", "Familles {dq}", "La Passerelle {dq}", "Le Fil des familles {dv}", "Médiation {dq}", "Grandir {aq}"),
        ("Écoute les parents, seuls ou en groupe, et organise des médiations familiales.",
         "Ouvre un lieu où parents et tout-petits jouent ensemble, sans inscription.",),
        publics=("familles",), services=("Écoute des parents", "Médiation familiale", "Accueil parents-enfants"), venue="local",
    ),
    Activity(
        "sante-social/precarite", 14, "Solidarité et lutte contre la pauvreté",
        ("La Main {dq}", "Solidarité {dq}", "Le Vestiaire {dev}", "Entraide {dq}", "La Table ouverte {dq}", "Un toit, un repas {dv}",
         "Les Paniers solidaires {dq}", "Fraternité {s}"),
        ("Reçoit sans rendez-vous les personnes en difficulté : écoute, vêtements, douches, domiciliation.",
         "Tient un vestiaire et une braderie dont les recettes financent des aides d’urgence.",
         "Accompagne les familles surendettées, du tri des papiers au dépôt du dossier."),
        publics=("beneficiaires-des-minimas-sociaux", "personnes-en-situation-durgence"),
        services=("Accueil et écoute", "Vestiaire", "Aide aux démarches"), venue="local",
    ),
    Activity(
        "sante-social/centres-sociaux", 7, "Centre social et lien social",
        ("Centre social {dev}", "L’Espace {dev}", "La Maison pour tous {dq}", "Le Lien {dq}", "Café associatif {dev}"),
        ("Fait vivre un lieu ouvert à tous : ateliers, permanences, sorties et projets d’habitants.",
         "Soutient les initiatives des habitants et prête ses salles aux groupes qui se lancent.",),
        publics=("familles", "residents-qpv-frr"), services=("Accueil et orientation", "Ateliers d’habitants", "Prêt de salle"), venue="centre",
    ),
    Activity(
        "sante-social/malades", 8, "Aide aux malades et à leurs proches",
        ("Vaincre ensemble {dv}", "Souffle {dq}", "Espoir et présence {dv}", "Les Blouses {dev}", "Hôpital en fête {dv}", "Donneurs de sang {dq}"),
        ("Visite les malades hospitalisés et soutient leurs proches.",
         "Organise des collectes de sang et informe sur le don.",
         "Réunit des personnes touchées par la même maladie pour rompre l’isolement."),
        publics=("tous-publics", "familles"), services=("Visites à l’hôpital", "Groupe de parole"), venue="domicile",
    ),
    Activity(
        "sante-social/prevention", 6, "Prévention et addictions",
        ("Cap santé {dq}", "Le Cap {dev}", "Sobriété {dq}", "Prévenir {aq}", "Pause {dq}"),
        ("Informe et accompagne les personnes confrontées à l’alcool ou à d’autres dépendances, et leur entourage.",
         "Intervient dans les collèges et les lycées sur la santé des jeunes.",),
        publics=("jeunes", "tous-publics"), services=("Entretiens confidentiels", "Ateliers de prévention"), venue="local",
    ),
    Activity(
        "sante-social/psychisme", 5, "Santé mentale et écoute",
        ("L’Écoute {dev}", "Parler {aq}", "Le Répit {dq}", "Club {dev}"),
        ("Propose un club d’entraide tenu par et pour des personnes vivant avec des troubles psychiques.",
         "Offre une écoute anonyme, au téléphone ou dans ses locaux.",),
        services=("Écoute anonyme", "Club d’entraide"), venue="local",
    ),
    Activity(
        "sante-social/migrants", 6, "Accueil des personnes exilées",
        ("Bienvenue {aq}", "Passerelles d’exil {dv}", "Terre d’accueil {dq}", "Le Seuil {dq}"),
        ("Aide les personnes exilées dans leurs démarches, leur apprentissage du français et leur recherche de logement.",),
        publics=("personnes-exilees",), services=("Permanence juridique", "Cours de français"), venue="centre",
    ),
    Activity(
        "sante-social/protection", 5, "Protection de l’enfance et aide aux victimes",
        ("L’Abri {dev}", "Enfance {dq}", "SOS {dq}", "Les Ailes {dq}"),
        ("Accueille et accompagne les femmes victimes de violences, avec leurs enfants.",
         "Aide les victimes d’infractions dans leurs démarches et les soutient dans la durée.",),
        publics=("femmes", "familles"), services=("Accueil de victimes", "Accompagnement juridique"), venue="local",
    ),
    # --- Éducation, enfance, jeunesse --------------------------------------------------------------------------------
    Activity(
        "education/petite-enfance", 7, "Petite enfance",
        ("Crèche parentale {dev}", "Les Premiers Pas {dq}", "La Ribambelle {dq}", "Les Petits Loups {dq}", "Halte-garderie {dev}", "Assistantes maternelles {dq}"),
        ("Accueille une vingtaine d’enfants de trois mois à trois ans, avec la participation des parents.",
         "Réunit des assistantes maternelles autour d’ateliers d’éveil.",),
        publics=("familles",), services=("Accueil de jeunes enfants", "Ateliers d’éveil"), venue="local",
    ),
    Activity(
        "education/periscolaire", 6, "Aide aux devoirs et accueil de loisirs",
        ("Coup de main aux devoirs {dq}", "Les Devoirs {dev}", "Après l’école {aq}", "Le Cartable {dq}", "Vacances {dev}"),
        ("Accompagne chaque soir des élèves du CP à la troisième, avec l’aide d’étudiants bénévoles.",
         "Organise des séjours et des accueils de loisirs pendant les vacances.",),
        publics=("jeunes", "familles"), services=("Accompagnement scolaire", "Séjours de vacances"), venue="centre",
    ),
    Activity(
        "education/parents-eleves", 6, "Parents d’élèves",
        ("Parents d’élèves {dq}", "Conseil local des parents {dq}", "Les Parents de l’école {dq}", "Union des parents {dq}"),
        ("Représente les familles dans les conseils d’école et organise la bourse aux livres et la kermesse.",),
        publics=("familles",), services=("Bourse aux fournitures",), venue="domicile",
    ),
    Activity(
        "education/jeunesse", 5, "Animation jeunesse",
        ("La Tribu {dq}", "Les Aventuriers {dq}", "Jeunes {dq} en action", "Génération {dq}", "Horizons jeunes {dv}"),
        ("Propose aux huit à dix-huit ans une vie de groupe, des camps et des projets décidés par eux-mêmes.",
         "Accompagne les projets des jeunes du quartier, du chantier citoyen au premier voyage.",),
        publics=("jeunes",), services=("Activités du mercredi", "Camps et séjours"), venue="local",
    ),
    Activity(
        "education/education-populaire", 4, "Éducation populaire",
        ("Université ouverte {dq}", "Foyer d’éducation populaire {dq}", "Cercle laïque {dq}", "Le Savoir partagé {dv}"),
        ("Propose cours, conférences et sorties à petit prix, animés par des bénévoles.",),
        services=("Conférences", "Cours du soir"), venue="centre",
    ),
    Activity(
        "education/langue", 3, "Apprentissage du français",
        ("Lire, écrire, dire {dv}", "Mots de passe {dq}", "L’Alphabet {dq}"),
        ("Enseigne le français aux adultes, du premier mot au diplôme, avec une garde d’enfants.",),
        publics=("personnes-exilees", "demandeurs-emploi"), services=("Cours de français", "Garde d’enfants pendant les cours"), venue="centre",
    ),
    Activity(
        "education/etudiants", 2, "Vie étudiante",
        ("Étudiants solidaires {dq}", "Le Bureau des étudiants {dev}"),
        ("Aide les étudiants : épicerie, colis, tutorat et jobs.",),
        publics=("etudiants",), services=("Tutorat", "Épicerie étudiante"), venue="local",
    ),
    # --- Insertion, emploi, formation ----------------------------------------------------------------------------------
    Activity(
        "insertion/acces-emploi", 5, "Accompagnement vers l’emploi",
        ("Cap travail {dq}", "Rebond {dq}", "Le Marchepied {dv}", "Parrains pour l’emploi {dv}", "Nouveau départ {dq}"),
        ("Parraine des demandeurs d’emploi : un bénévole expérimenté les suit jusqu’à l’embauche.",
         "Aide à écrire un CV, à préparer un entretien et à s’habiller pour s’y rendre.",),
        publics=("demandeurs-emploi",), services=("Parrainage", "Atelier CV"), venue="local",
    ),
    Activity(
        "insertion/formation", 3, "Formation",
        ("Former {aq}", "L’Atelier des métiers {dq}", "Compétences {dv}"),
        ("Prépare aux métiers du bâtiment, de la propreté et de l’aide à la personne.",),
        publics=("demandeurs-emploi", "jeunes"), services=("Formations qualifiantes", "Bilan de compétences"), venue="local",
    ),
    # --- Environnement, cadre de vie -----------------------------------------------------------------------------------
    Activity(
        "environnement/jardins", 6, "Jardins partagés et familiaux",
        ("Jardins familiaux {dq}", "Le Jardin partagé {dev}", "Les Potagers {dq}", "Graines {dev}", "Pousse-pousse {dv}"),
        ("Cultive un jardin ouvert sur le quartier, avec compost, ruches et goûters du dimanche.",
         "Répartit une soixantaine de parcelles entre les habitants et mutualise les outils.",),
        services=("Parcelles à cultiver", "Ateliers de jardinage"), venue="exterieur",
    ),
    Activity(
        "environnement/nature", 5, "Protection de la nature",
        ("Nature {dq}", "Les Berges vivantes {dv}", "Hirondelles et martinets {dv}", "Les Amis de la forêt {dq}", "Les Amis du lac {dq}"),
        ("Observe et protège la faune et la flore des berges, et forme des guides bénévoles.",
         "Organise des chantiers de nettoyage et des sorties nature pour les écoles.",),
        services=("Sorties nature", "Chantiers bénévoles"), venue="exterieur",
    ),
    Activity(
        "environnement/reemploi", 4, "Réemploi et réparation",
        ("Recyclerie {dev}", "Répare-café {dq}", "La Seconde Vie {dq}", "Le Bric-à-brac {dev}"),
        ("Répare avec vous vos objets en panne, le premier samedi du mois.",
         "Collecte, remet en état et revend à petits prix meubles, jouets et vaisselle.",),
        services=("Réparation d’objets", "Boutique de réemploi"), venue="local",
    ),
    Activity(
        "environnement/cadre-de-vie", 3, "Défense du cadre de vie",
        ("Bien vivre {aq}", "Sauvegarde {dq}", "Mieux respirer {aq}"),
        ("Suit les projets d’urbanisme et fait entendre la voix des riverains.",),
        services=("Réunions d’information",), venue="domicile",
    ),
    Activity(
        "environnement/sensibilisation", 2, "Éducation à l’environnement",
        ("Planète {dq}", "La Petite Ourse verte"),
        ("Intervient dans les écoles sur l’eau, les déchets et l’énergie.",),
        publics=("jeunes",), services=("Ateliers en classe",), venue="local",
    ),
    Activity(
        "environnement/animaux", 2, "Protection des animaux",
        ("Chats libres {dq}", "Le Refuge {dev}"),
        ("Soigne, stérilise et place les chats errants du quartier.",),
        services=("Adoption", "Conseils"), venue="domicile",
    ),
    # --- Habitat ---------------------------------------------------------------------------------------------------
    Activity(
        "habitat/habitants", 10, "Locataires et copropriétaires",
        ("Amicale des locataires {dq}", "Locataires unis {dq}", "Les Habitants {dq}", "Copropriétaires {dq}", "Amicale des résidents {dq}"),
        ("Défend les locataires auprès du bailleur, vérifie les charges et organise la fête des voisins.",
         "Conseille les copropriétaires sur les charges, les travaux et les assemblées.",),
        publics=("residents-qpv-frr", "tous-publics"), services=("Permanence logement",), venue="domicile",
    ),
    Activity(
        "habitat/hebergement", 4, "Hébergement et logement accompagné",
        ("Foyer {dev}", "Résidence sociale {dev}", "Le Gîte {dq}", "Maison relais {dev}"),
        ("Loge et accompagne des jeunes travailleurs le temps qu’ils trouvent un logement durable.",
         "Accueille des familles en urgence et les accompagne vers un logement.",),
        publics=("jeunes", "personnes-en-situation-durgence"), services=("Hébergement", "Accompagnement vers le logement"), venue="local",
    ),
    Activity(
        "habitat/acces-logement", 3, "Accès au logement",
        ("Un toit {aq}", "Clé de voûte {dv}", "Habiter {aq}"),
        ("Sous-loue des logements à des ménages à faibles revenus, avec un accompagnement.",),
        publics=("beneficiaires-des-minimas-sociaux",), services=("Conseil logement", "Sous-location"), venue="local",
    ),
    Activity(
        "habitat/habitat-partage", 2, "Habitat partagé",
        ("La Maison commune {dq}", "Cohabiter {dv}"),
        ("Rapproche étudiants et personnes âgées pour partager un logement.",),
        publics=("seniors", "etudiants"), services=("Cohabitation entre générations",), venue="domicile",
    ),
    # --- Économie --------------------------------------------------------------------------------------------------
    Activity(
        "economie/commerce", 3, "Commerçants et artisans",
        ("Commerçants {dq}", "Les Vitrines {dq}", "Union des artisans {dq}"),
        ("Anime le commerce de proximité : marchés de Noël, braderies et carte de fidélité commune.",),
        services=("Animations commerciales",), venue="local",
    ),
    Activity(
        "economie/creation", 2, "Création d’activités",
        ("La Couveuse {dev}", "Entreprendre {aq}"),
        ("Aide à tester une activité avant de la créer, sous un statut protégé.",),
        publics=("demandeurs-emploi", "actifs"), services=("Test d’activité", "Conseil à la création"), venue="local",
    ),
    Activity(
        "economie/tiers-lieux", 2, "Espaces partagés",
        ("Le Comptoir {dev}", "Le Plateau {dev}"),
        ("Partage bureaux, imprimante et café entre associations et indépendants.",),
        publics=("actifs",), services=("Bureaux partagés", "Salle de réunion"), venue="local",
    ),
    Activity(
        "economie/appui", 2, "Appui aux associations",
        ("Point d’appui {dq}", "Le Trait d’union associatif {dv}"),
        ("Conseille les petites associations : statuts, comptabilité, emploi, recherche de financements.",),
        publics=("actifs",), services=("Conseil aux associations",), venue="local",
    ),
    # --- Alimentation ----------------------------------------------------------------------------------------------
    Activity(
        "alimentation/circuits-courts", 3, "Paniers et circuits courts",
        ("Les Paniers {dev}", "La Cagette {dq}", "Du champ {aq}"),
        ("Distribue chaque semaine les légumes d’un maraîcher de Seine-et-Marne, avec paniers à tarif réduit.",),
        services=("Paniers de légumes",), venue="centre",
    ),
    Activity(
        "alimentation/aide-alimentaire", 2, "Aide alimentaire",
        ("Le Garde-manger {dq}", "La Soupe {dev}"),
        ("Distribue des colis et des repas chauds, et ramasse les invendus des marchés.",),
        publics=("beneficiaires-des-minimas-sociaux", "etudiants"), services=("Colis alimentaires", "Repas chauds"), venue="local",
    ),
    Activity(
        "alimentation/gout", 2, "Cuisine partagée",
        ("Cuisines {dq}", "La Marmite {dev}", "Saveurs {dq}"),
        ("Cuisine ensemble des plats de tous les pays et partage la table une fois par mois.",),
        services=("Ateliers de cuisine",), venue="centre",
    ),
    # --- Mobilité ----------------------------------------------------------------------------------------------------
    Activity(
        "mobilite/douce", 3, "Vélo au quotidien",
        ("Atelier vélo {dq}", "Roulez {aq}", "Dérailleurs {dq}"),
        ("Apprend à réparer soi-même son vélo et à rouler en ville, à tout âge.",),
        services=("Atelier de réparation", "Vélo-école"), venue="local",
    ),
    Activity(
        "mobilite/usagers", 1, "Usagers des transports",
        ("Usagers du bus {dq}", "Voyageurs {dq}"),
        ("Défend les usagers des bus et des trains et suit les projets de lignes.",),
        services=("Permanence des usagers",), venue="domicile",
    ),
    Activity(
        "mobilite/transport-solidaire", 2, "Transport solidaire",
        ("Le Bras {dev}", "Conduire et accompagner {dv}"),
        ("Accompagne en voiture les personnes âgées à leurs rendez-vous, grâce à des conducteurs bénévoles.",),
        publics=("seniors", "personnes-en-situation-de-handicap"), services=("Accompagnement en voiture",), venue="domicile",
    ),
    # --- International -----------------------------------------------------------------------------------------------
    Activity(
        "international/cultures-du-monde", 7, "Cultures et communautés du monde",
        ("Les Amis {r}", "Amitiés {r}", "Soleil {r}", "Le Cercle culturel {r}", "Maison {r} {dv}"),
        ("Réunit les familles originaires de cette région et partage sa culture avec tous les habitants.",
         "Enseigne la langue aux enfants et organise deux grandes fêtes ouvertes au quartier.",),
        services=("Cours de langue", "Fêtes ouvertes au quartier"), venue="centre",
    ),
    Activity(
        "international/solidarite", 6, "Solidarité internationale",
        ("Un puits pour demain {dv}", "Des livres {r}", "Écoles {r}", "Solidarité {r}", "Les Ponts {r}"),
        ("Finance la construction d’une école et d’un puits, et fait correspondre des élèves d’ici et de là-bas.",
         "Collecte du matériel médical et scolaire, et l’achemine avec ses partenaires sur place.",),
        services=("Collectes", "Chantiers de jeunes"), venue="domicile",
    ),
    Activity(
        "international/jumelages", 3, "Jumelages et échanges",
        ("Comité de jumelage {dq}", "Échanges {r} {dv}"),
        ("Organise des échanges entre familles, clubs et écoles des villes amies.",),
        services=("Séjours et échanges",), venue="domicile",
    ),
    # --- Citoyenneté -------------------------------------------------------------------------------------------------
    Activity(
        "citoyennete/quartiers", 7, "Vie de quartier",
        ("Comité de quartier {dq}", "Les Voisins {dq}", "Vivre ensemble {aq}", "Le Collectif {dq}"),
        ("Réunit les habitants, fait remonter leurs demandes et organise la fête du quartier.",
         "Publie un petit journal de quartier et anime un kiosque ouvert le samedi.",),
        services=("Réunions d’habitants", "Fête de quartier"), venue="domicile",
    ),
    Activity(
        "citoyennete/memoire", 4, "Anciens combattants et mémoire",
        ("Anciens combattants {dq}", "Le Souvenir {dq}", "Mémoire et résistance {dv}"),
        ("Participe aux cérémonies et témoigne devant les élèves.",),
        publics=("seniors", "tous-publics"), services=("Interventions en classe",), venue="maison",
    ),
    Activity(
        "citoyennete/droits", 3, "Accès au droit",
        ("Vos droits {aq}", "Écrivains publics {dq}", "Le Point-droit {dv}"),
        ("Tient des permanences d’écrivain public et d’information juridique, gratuites et confidentielles.",),
        publics=("tous-publics", "beneficiaires-des-minimas-sociaux"), services=("Écrivain public", "Permanence juridique"), venue="centre",
    ),
    Activity(
        "citoyennete/egalite", 2, "Égalité et lutte contre les discriminations",
        ("Égales {aq}", "Femmes {dq} en mouvement", "Mixité {dv}"),
        ("Agit pour l’égalité entre les femmes et les hommes par des groupes de parole, des formations et des campagnes.",),
        publics=("femmes",), services=("Groupes de parole", "Formations"), venue="centre",
    ),
    Activity(
        "citoyennete/secours", 2, "Secours et protection civile",
        ("Secouristes {dq}", "Sauveteurs {dq}"),
        ("Forme aux premiers secours et tient les postes de secours des manifestations.",),
        services=("Formation aux premiers secours", "Postes de secours"), venue="local",
    ),
    Activity(
        "citoyennete/consommateurs", 1, "Consommateurs",
        ("Consommateurs {dq}",),
        ("Aide à régler les litiges de la vie courante : téléphone, banque, achats.",),
        services=("Permanence consommation",), venue="maison",
    ),
    # --- Loisirs -----------------------------------------------------------------------------------------------------
    Activity(
        "loisirs/aines", 5, "Clubs d’aînés",
        ("Club {dev}", "L’Âge d’or {dq}", "Les Retraités {dq}", "Amicale des anciens {dq}"),
        ("Propose jeux, goûters, sorties et un voyage par an aux retraités.",),
        publics=("seniors",), services=("Après-midi jeux", "Sorties"), venue="centre",
    ),
    Activity(
        "loisirs/jeux", 4, "Jeux",
        ("Ludothèque {dev}", "Échiquier {dq}", "Bridge {dq}", "Scrabble {dq}", "Les Dés {dev}"),
        ("Prête plus de mille jeux et ouvre une soirée par mois aux adultes.",
         "Enseigne son jeu à tous les âges et participe aux compétitions par équipe.",),
        publics=("familles", "tous-publics"), services=("Prêt de jeux", "Soirées jeux"), venue="centre",
    ),
    Activity(
        "loisirs/fetes", 3, "Fêtes et animations",
        ("Comité des fêtes", "Comité des fêtes {dq}", "Carnaval {dq}"),
        ("Organise la brocante, le carnaval et le feu de la Saint-Jean.",),
        services=("Brocante", "Prêt de matériel de fête"), venue="maison",
    ),
    Activity(
        "loisirs/collections", 2, "Collections et modélisme",
        ("Philatélistes {dq}", "Trains et maquettes {dv}", "Cartophiles {dq}"),
        ("Réunit des collectionneurs deux fois par mois et organise une bourse d’échange annuelle.",),
        services=("Bourse d’échange",), venue="maison",
    ),
    Activity(
        "loisirs/manuel", 2, "Travaux manuels",
        ("Les Doigts {dev}", "Patchwork {dq}", "Tricot {aq}"),
        ("Partage la couture, le tricot et la broderie, dans la bonne humeur.",),
        services=("Ateliers de couture",), venue="centre",
    ),
    Activity(
        "loisirs/chasse-peche", 1, "Pêche",
        ("La Gaule {dq}", "Pêcheurs {dq}"),
        ("Entretient les berges et initie les jeunes à la pêche.",),
        services=("École de pêche",), venue="exterieur",
    ),
    Activity(
        "loisirs/amicales", 2, "Amicales",
        ("Amicale {s}", "Amicale du personnel {dq}", "Les Joyeux Compagnons {dq}"),
        ("Organise des sorties et des repas, et soutient ses membres dans les moments difficiles.",),
        services=("Sorties",), venue="maison",
    ),
    # --- Numérique, sciences, convictions ------------------------------------------------------------------------------
    Activity(
        "numerique/inclusion", 3, "Initiation au numérique",
        ("Souris {dq}", "Clic {aq}", "Espace numérique {dev}"),
        ("Aide chacun à se servir d’un ordinateur et à faire ses démarches en ligne.",),
        publics=("seniors", "demandeurs-emploi"), services=("Initiation à l’informatique", "Aide aux démarches en ligne"), venue="mediatheque",
    ),
    Activity(
        "numerique/medias", 2, "Radio et médias de proximité",
        ("Radio {dev}", "Le Canard {dq}", "Ondes {dq}"),
        ("Anime une radio locale avec les jeunes, les écoles et les associations.",),
        publics=("jeunes",), services=("Ateliers radio",), venue="local",
    ),
    Activity(
        "numerique/libre", 1, "Logiciels libres",
        ("Le Manchot {dq}", "Atelier libre {dq}"),
        ("Aide à installer des logiciels libres et redonne vie à de vieux ordinateurs.",),
        services=("Installation de logiciels libres",), venue="mediatheque",
    ),
    Activity(
        "sciences/culture-scientifique", 2, "Astronomie et sciences",
        ("Astronomes {dq}", "Curieux de sciences {dq}"),
        ("Observe le ciel au télescope et anime des expériences dans les écoles.",),
        publics=("familles", "jeunes"), services=("Soirées d’observation",), venue="mediatheque",
    ),
    Activity(
        "sciences/histoire", 1, "Archéologie et histoire",
        ("Société d’histoire {dq}",),
        ("Publie une revue annuelle et organise un cycle de conférences.",),
        services=("Conférences",), venue="mediatheque",
    ),
    Activity(
        "convictions/philosophies", 2, "Philosophie et débats",
        ("Café philo {dev}", "Le Cercle des questions {dq}"),
        ("Invite une fois par mois à débattre d’une question de philosophie, sans prérequis.",),
        services=("Débats mensuels",), venue="centre",
    ),
    Activity(
        "convictions/cultes", 1, "Vie spirituelle",
        ("Association culturelle et cultuelle {dq}", "Fraternité {dq}"),
        ("Gère un lieu de prière et des actions d’entraide ouvertes à tous.",),
        services=("Entraide",), venue="local",
    ),
)
"""The bank; the order matters to nothing but the reproducibility of results."""


@dataclass(frozen=True, slots=True)
class Special:
    """A kind of structure whose number the synthesis gives, invented in that number.

    `count` is for the demonstration's 535 structures; `insertion` and `family` are codes of the vocabularies.
    """

    count: int
    activity: Activity
    family: str = "association"
    insertion: tuple[str, ...] = ()
    legal: str = ""


SPECIALS: Final[tuple[Special, ...]] = (
    Special(4, Activity(
        "insertion/iae", 0, "Entreprise d’insertion",
        ("Propreté solidaire {dq}", "Bâtir {aq}", "Espaces verts {dev}", "Blanchisserie {dev}", "Second œuvre {dq}"),
        ("Emploie une quinzaine de salariés en parcours d’insertion dans le nettoyage et le second œuvre.",
         "Forme et emploie des personnes éloignées de l’emploi à l’entretien des espaces verts.",
         "Lave et repasse le linge des crèches et des particuliers, avec des salariés accompagnés vers l’emploi durable."),
        publics=("demandeurs-emploi", "beneficiaires-des-minimas-sociaux"),
        services=("Nettoyage de locaux", "Entretien d’espaces verts", "Travaux de peinture"), venue="local"),
        insertion=("EI",)),
    Special(1, Activity(
        "insertion/iae", 0, "Entreprise de travail temporaire d’insertion",
        ("Intérim solidaire {dq}",),
        ("Place en mission des personnes en insertion et les suit vers un emploi durable.",),
        publics=("demandeurs-emploi",), services=("Mise à disposition de personnel", "Accompagnement professionnel"), venue="local"),
        family="societe", insertion=("ETTI",)),
    Special(3, Activity(
        "insertion/iae", 0, "Association intermédiaire",
        ("Services {aq}", "Le Relais emploi {dq}", "Tremplin {dq}", "Proximités {dq}"),
        ("Met des personnes à disposition de particuliers, d’associations et de collectivités pour le ménage, le jardinage et le bricolage.",
         "Propose à des demandeurs d’emploi des heures de travail près de chez eux et un suivi personnel.",),
        publics=("demandeurs-emploi", "tous-publics"), services=("Ménage et repassage", "Jardinage et bricolage", "Remplacements"), venue="local"),
        insertion=("AI",)),
    Special(2, Activity(
        "insertion/iae", 0, "Chantier d’insertion",
        ("Le Chantier {dev}", "Les Bâtisseurs {dq}"),
        ("Restaure des murs, des berges et des mobiliers urbains avec des salariés en insertion.",
         "Collecte et remet en état vélos et meubles, en formant ses salariés aux gestes du métier.",),
        publics=("beneficiaires-des-minimas-sociaux", "jeunes"), services=("Chantiers pour les collectivités", "Vente de meubles remis en état"), venue="local"),
        insertion=("ACI",)),
    Special(4, Activity(
        "insertion/travail-adapte", 0, "Établissement d’aide par le travail",
        ("Les Ateliers {dev}", "Les Ateliers {dq}", "Atelier {s}"),
        ("Emploie des travailleurs handicapés au conditionnement, à la blanchisserie et aux espaces verts.",
         "Offre à une soixantaine d’adultes handicapés un travail et un soutien médico-social.",),
        publics=("personnes-en-situation-de-handicap",), services=("Conditionnement", "Entretien d’espaces verts", "Repas et plateaux"), venue="local"),
        insertion=("ESAT",)),
    Special(8, Activity(
        "sante-social/soins", 0, "Mutuelle santé",
        ("Mutuelle {dq}", "Mutuelle {s}", "Union mutualiste {dq}", "La Prévoyance {dq}", "Mutuelle {dev}"),
        ("Rembourse les soins de ses adhérents sans questionnaire de santé et finance des actions de prévention.",
         "Gère un centre d’optique et un centre dentaire ouverts à tous, sans dépassement d’honoraires.",),
        publics=("tous-publics", "familles"), services=("Complémentaire santé", "Centre dentaire", "Prévention"), venue="local"),
        family="mutuelle"),
    Special(5, Activity(
        "economie/finance", 0, "Mutuelle d’assurance et de prévoyance",
        ("Mutuelle des métiers {dq}", "La Mutuelle solidaire {dq}", "Mutuelle du bâti {dq}", "Mutuelle familiale {dq}", "Caisse mutuelle {dq}"),
        ("Assure ses sociétaires et leurs associations, qui élisent ses administrateurs.",),
        publics=("actifs", "familles"), services=("Prévoyance", "Assurance des associations"), venue="local"),
        family="mutuelle"),
    Special(1, Activity(
        "culture/mediation", 0, "Fondation culturelle",
        ("Fondation {dev}",),
        ("Soutient chaque année une dizaine de projets artistiques menés avec des enfants.",),
        publics=("jeunes",), services=("Aide aux projets",), venue="local"),
        family="fondation"),
    Special(1, Activity(
        "sante-social/personnes-agees", 0, "Fondation d’action sociale",
        ("Fondation {s}",),
        ("Gère une maison de retraite et un accueil de jour pour des personnes âgées à revenus modestes.",),
        publics=("seniors",), services=("Maison de retraite", "Accueil de jour"), venue="local"),
        family="fondation"),
    Special(1, Activity(
        "education/ecole", 0, "Fondation éducative",
        ("Fondation pour l’enfance {dq}",),
        ("Finance des bourses et un internat pour des élèves du territoire.",),
        publics=("jeunes", "familles"), services=("Bourses d’études",), venue="local"),
        family="fondation"),
    Special(1, Activity(
        "alimentation/circuits-courts", 0, "Coopérative de consommateurs",
        ("La Coopérative {dev}",),
        ("Tient une épicerie dont les clients sont les propriétaires et donnent trois heures par mois.",),
        services=("Épicerie coopérative",), venue="local"),
        family="cooperative"),
    Special(1, Activity(
        "habitat/amelioration", 0, "Coopérative d’habitants",
        ("Coopérative d’habitants {dq}",),
        ("Construit et gère avec ses habitants une trentaine de logements et une salle commune.",),
        publics=("familles",), services=("Logements coopératifs",), venue="local"),
        family="cooperative"),
    Special(1, Activity(
        "economie/groupements", 0, "Coopérative d’artisans",
        ("Les Artisans réunis {dq}",),
        ("Achète en commun et répond à plusieurs aux marchés de travaux.",),
        publics=("actifs",), services=("Achats groupés", "Réponses communes aux marchés"), venue="local"),
        family="cooperative"),
)
