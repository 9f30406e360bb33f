"""Types of services that an actor of the ESS offers, grouped as a visitor would look for them."""

from dataclasses import dataclass

from .terms import Term, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceType(Term):
    """A kind of service: `group` is a code of SERVICE_GROUPS, `theme` the theme that it points to."""

    group: str
    theme: str


SERVICE_GROUPS = Vocabulary(
    "service groups",
    (
        Term(code="famille", label="Enfance et famille", definition="Élever et accompagner les enfants."),
        Term(code="domicile", label="Vie à domicile", definition="Bien vivre chez soi."),
        Term(code="sante", label="Santé et handicap", definition="Se soigner, être soutenu."),
        Term(
            code="solidarite",
            label="Solidarité et accès aux droits",
            definition="Faire valoir ses droits et être aidé.",
        ),
        Term(
            code="emploi",
            label="Emploi et formation",
            definition="Trouver un travail, se former, employer autrement.",
        ),
        Term(
            code="quotidien",
            label="Consommer et se déplacer",
            definition="Se nourrir, s’équiper, se déplacer.",
        ),
        Term(
            code="culture-loisirs",
            label="Culture, sport et loisirs",
            definition="Pratiquer, sortir, se rencontrer.",
        ),
        Term(code="numerique", label="Numérique", definition="S’équiper et apprendre."),
        Term(
            code="projets",
            label="Appui aux projets et aux structures",
            definition="Créer, financer, faire vivre une structure.",
        ),
    ),
)

SERVICES = Vocabulary(
    "services",
    (
        ServiceType(
            code="garde-enfants",
            label="Garde d’enfants",
            definition="Crèche, halte-garderie, garde à domicile, horaires décalés.",
            group="famille",
            theme="education/petite-enfance",
        ),
        ServiceType(
            code="accueil-loisirs",
            label="Accueil de loisirs et séjours",
            definition="Accueil périscolaire, centre de loisirs, colonies.",
            group="famille",
            theme="education/periscolaire",
        ),
        ServiceType(
            code="soutien-scolaire",
            label="Soutien scolaire",
            definition="Aide aux devoirs et accompagnement à la scolarité.",
            group="famille",
            theme="education/periscolaire",
        ),
        ServiceType(
            code="parentalite",
            label="Soutien aux parents",
            definition="Écoute, groupes de parole, médiation familiale.",
            group="famille",
            theme="sante-social/famille",
        ),
        ServiceType(
            code="aide-a-domicile",
            label="Aide à domicile",
            definition="Ménage, repassage, courses, aide aux gestes de la vie courante.",
            group="domicile",
            theme="sante-social/aide-a-domicile",
        ),
        ServiceType(
            code="soins-a-domicile",
            label="Soins à domicile",
            definition="Soins infirmiers et d’hygiène au domicile.",
            group="domicile",
            theme="sante-social/soins",
        ),
        ServiceType(
            code="portage-repas",
            label="Portage de repas",
            definition="Repas livrés chez la personne.",
            group="domicile",
            theme="sante-social/aide-a-domicile",
        ),
        ServiceType(
            code="petits-travaux",
            label="Petits travaux et jardinage",
            definition="Bricolage, jardinage et manutention chez les particuliers.",
            group="domicile",
            theme="insertion/iae",
        ),
        ServiceType(
            code="visites",
            label="Visites et présence amicale",
            definition="Rompre l’isolement par des visites, des appels, des sorties.",
            group="domicile",
            theme="sante-social/centres-sociaux",
        ),
        ServiceType(
            code="soins",
            label="Consultations et soins",
            definition="Centre de santé, permanences de soins, accès aux droits de santé.",
            group="sante",
            theme="sante-social/soins",
        ),
        ServiceType(
            code="prevention-sante",
            label="Prévention santé",
            definition="Dépistage, addictions, nutrition, santé sexuelle.",
            group="sante",
            theme="sante-social/prevention",
        ),
        ServiceType(
            code="ecoute",
            label="Écoute et soutien psychologique",
            definition="Permanences et lignes d’écoute, groupes de parole.",
            group="sante",
            theme="sante-social/psychisme",
        ),
        ServiceType(
            code="accompagnement-handicap",
            label="Accompagnement du handicap",
            definition="Accueil, vie sociale et autonomie des personnes handicapées.",
            group="sante",
            theme="sante-social/handicap",
        ),
        ServiceType(
            code="aide-aux-aidants",
            label="Aide aux aidants",
            definition="Répit, conseil et soutien à ceux qui aident un proche.",
            group="sante",
            theme="sante-social/malades",
        ),
        ServiceType(
            code="aide-alimentaire",
            label="Aide alimentaire",
            definition="Épicerie sociale ou solidaire, distribution, restaurant social.",
            group="solidarite",
            theme="alimentation/aide-alimentaire",
        ),
        ServiceType(
            code="vestiaire",
            label="Vêtements et équipement",
            definition="Vestiaire, meubles et électroménager à prix solidaire.",
            group="solidarite",
            theme="environnement/reemploi",
        ),
        ServiceType(
            code="hebergement",
            label="Hébergement",
            definition="Accueil d’urgence, hébergement temporaire, résidence sociale.",
            group="solidarite",
            theme="habitat/hebergement",
        ),
        ServiceType(
            code="aide-au-logement",
            label="Aide au logement",
            definition="Recherche, maintien, médiation avec le bailleur.",
            group="solidarite",
            theme="habitat/acces-logement",
        ),
        ServiceType(
            code="acces-aux-droits",
            label="Accès aux droits et démarches",
            definition="Permanence juridique, écrivain public, aide administrative.",
            group="solidarite",
            theme="citoyennete/droits",
        ),
        ServiceType(
            code="budget",
            label="Conseil budgétaire et microcrédit",
            definition="Budget, surendettement, microcrédit personnel.",
            group="solidarite",
            theme="sante-social/precarite",
        ),
        ServiceType(
            code="apprendre-francais",
            label="Apprentissage du français",
            definition="Cours de français, alphabétisation, lutte contre l’illettrisme.",
            group="solidarite",
            theme="education/langue",
        ),
        ServiceType(
            code="accompagnement-emploi",
            label="Accompagnement vers l’emploi",
            definition="Conseil, ateliers, parrainage, mise en relation avec les employeurs.",
            group="emploi",
            theme="insertion/acces-emploi",
        ),
        ServiceType(
            code="contrat-insertion",
            label="Emploi en insertion",
            definition="Contrats de travail en parcours d’insertion.",
            group="emploi",
            theme="insertion/iae",
        ),
        ServiceType(
            code="mise-a-disposition",
            label="Mise à disposition de personnel",
            definition="Personnel pour les particuliers, associations, collectivités, entreprises.",
            group="emploi",
            theme="insertion/iae",
        ),
        ServiceType(
            code="formation",
            label="Formation",
            definition="Formation professionnelle, continue ou des bénévoles.",
            group="emploi",
            theme="insertion/formation",
        ),
        ServiceType(
            code="sous-traitance",
            label="Sous-traitance et prestations adaptées",
            definition=(
                "Conditionnement, entretien, espaces verts, saisie par des entreprises adaptées ou d’insertion."
            ),
            group="emploi",
            theme="insertion/travail-adapte",
        ),
        ServiceType(
            code="restauration",
            label="Restauration et traiteur",
            definition="Restaurant, cantine, buffets et plateaux-repas.",
            group="quotidien",
            theme="alimentation/restauration",
        ),
        ServiceType(
            code="produits-locaux",
            label="Produits locaux et paniers",
            definition="Légumes, paniers, épicerie de producteurs.",
            group="quotidien",
            theme="alimentation/circuits-courts",
        ),
        ServiceType(
            code="reemploi",
            label="Réemploi et seconde main",
            definition="Ressourcerie, friperie, meubles, livres.",
            group="quotidien",
            theme="environnement/reemploi",
        ),
        ServiceType(
            code="reparation",
            label="Réparation",
            definition="Atelier vélo, repair café, réparation d’appareils.",
            group="quotidien",
            theme="environnement/reemploi",
        ),
        ServiceType(
            code="collecte",
            label="Collecte et tri",
            definition="Collecte, tri, compostage, débarras.",
            group="quotidien",
            theme="environnement/reemploi",
        ),
        ServiceType(
            code="espaces-verts",
            label="Espaces verts et propreté",
            definition="Entretien d’espaces verts, nettoyage, travaux de second œuvre.",
            group="quotidien",
            theme="insertion/iae",
        ),
        ServiceType(
            code="transport",
            label="Transport et mobilité",
            definition="Transport accompagné, prêt de véhicule, auto-école sociale, covoiturage.",
            group="quotidien",
            theme="mobilite/transport-solidaire",
        ),
        ServiceType(
            code="laverie-couture",
            label="Laverie, repassage, couture",
            definition="Entretien et transformation du linge et des vêtements.",
            group="quotidien",
            theme="insertion/iae",
        ),
        ServiceType(
            code="cours-culture",
            label="Cours et ateliers artistiques",
            definition="Musique, danse, théâtre, arts visuels.",
            group="culture-loisirs",
            theme="culture",
        ),
        ServiceType(
            code="spectacles",
            label="Spectacles et événements",
            definition="Concerts, spectacles, expositions, festivals.",
            group="culture-loisirs",
            theme="culture/lieux",
        ),
        ServiceType(
            code="activites-sportives",
            label="Activités sportives",
            definition="Entraînements, cours, sport santé.",
            group="culture-loisirs",
            theme="sport",
        ),
        ServiceType(
            code="sorties",
            label="Sorties et rencontres",
            definition="Sorties, voyages, jeux, fêtes.",
            group="culture-loisirs",
            theme="loisirs",
        ),
        ServiceType(
            code="jardin-partage",
            label="Jardin partagé",
            definition="Parcelles et jardinage collectif.",
            group="culture-loisirs",
            theme="environnement/jardins",
        ),
        ServiceType(
            code="aide-numerique",
            label="Aide au numérique",
            definition="Initiation, accompagnement aux démarches en ligne, accès à un ordinateur.",
            group="numerique",
            theme="numerique/inclusion",
        ),
        ServiceType(
            code="materiel-numerique",
            label="Matériel reconditionné",
            definition="Ordinateurs et téléphones à prix solidaire.",
            group="numerique",
            theme="numerique/inclusion",
        ),
        ServiceType(
            code="creation-activite",
            label="Accompagnement à la création",
            definition="Accueil de porteurs de projets, étude, couveuse.",
            group="projets",
            theme="economie/creation",
        ),
        ServiceType(
            code="financement",
            label="Financement",
            definition="Prêts, garanties, apports, épargne solidaire, subventions.",
            group="projets",
            theme="economie/finance",
        ),
        ServiceType(
            code="appui-associations",
            label="Appui aux associations",
            definition="Conseil, gestion, paie, comptabilité, emploi partagé.",
            group="projets",
            theme="economie/appui",
        ),
        ServiceType(
            code="benevolat",
            label="Recherche de bénévoles",
            definition="Mise en relation de bénévoles et d’associations.",
            group="projets",
            theme="citoyennete/vie-associative",
        ),
        ServiceType(
            code="pret-salle",
            label="Prêt ou location de salle",
            definition="Salles de réunion, d’activité ou de fête, bureaux partagés.",
            group="projets",
            theme="economie/tiers-lieux",
        ),
        ServiceType(
            code="pret-materiel",
            label="Prêt de matériel",
            definition="Sonorisation, barnums, véhicules, outils.",
            group="projets",
            theme="citoyennete/vie-associative",
        ),
        ServiceType(
            code="communication",
            label="Communication et impression",
            definition="Graphisme, impression, site, radio.",
            group="projets",
            theme="numerique/medias",
        ),
    ),
)


# How a service is given: the codes are those of the data.inclusion schema, version 1.
SERVICE_FORMS = Vocabulary(
    "service forms",
    (
        Term(
            code="information",
            label="Information",
            definition="Un premier renseignement, sans suivi.",
        ),
        Term(
            code="accompagnement",
            label="Accompagnement",
            definition="Un suivi personnel dans la durée.",
        ),
        Term(
            code="atelier",
            label="Atelier",
            definition="Un groupe réuni autour d’une activité ou d’un sujet.",
        ),
        Term(
            code="formation",
            label="Formation",
            definition="Un apprentissage conduit par des formateurs.",
        ),
        Term(
            code="aide-financiere",
            label="Aide financière",
            definition="Une somme donnée, prêtée ou prise en charge.",
        ),
        Term(
            code="aide-materielle",
            label="Aide matérielle",
            definition="Un objet donné, prêté ou cédé à bas prix : repas, véhicule, ordinateur, vêtements.",
        ),
    ),
)


def services_of_group(group: str) -> tuple[ServiceType, ...]:
    """Return the services of a group, in order."""
    return tuple(service for service in SERVICES if service.group == group)
