"""Labels, approvals and kinds of structure that the ESS recognises beside legal forms."""

from dataclasses import dataclass

from .terms import Term, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Term):
    """A label, approval or recognised kind: `code` in lower case, `sigle` when it is better known by it.

    `family` is the statutory family that the label implies, if any.
    """

    sigle: str = ""
    legal_basis: str = ""
    family: str = ""


LABELS = Vocabulary(
    "labels",
    (
        Label(
            code="esus",
            label="Entreprise solidaire d’utilité sociale",
            sigle="Esus",
            definition=(
                "Agrément de l’État donné aux entreprises de l’ESS dont l’utilité sociale est l’objectif "
                "principal."
            ),
            legal_basis="Code du travail, art. L. 3332-17-1",
        ),
        Label(
            code="scop",
            label="Société coopérative de production",
            sigle="Scop",
            definition="Société dont les salariés sont les associés majoritaires et élisent la direction.",
            legal_basis="Loi n° 78-763 du 19 juillet 1978",
            family="cooperative",
        ),
        Label(
            code="scic",
            label="Société coopérative d’intérêt collectif",
            sigle="Scic",
            definition=(
                "Coopérative qui réunit salariés, usagers et autres partenaires, collectivités comprises."
            ),
            legal_basis="Loi n° 47-1775 du 10 septembre 1947, art. 19 quinquies et suivants",
            family="cooperative",
        ),
        Label(
            code="cae",
            label="Coopérative d’activité et d’emploi",
            sigle="CAE",
            definition="Coopérative où chacun crée son activité en étant entrepreneur salarié et associé.",
            legal_basis="Loi n° 47-1775 du 10 septembre 1947, art. 26-41",
            family="cooperative",
        ),
        Label(
            code="cuma",
            label="Coopérative d’utilisation de matériel agricole",
            sigle="Cuma",
            definition="Agriculteurs qui achètent et utilisent du matériel en commun.",
            legal_basis="Code rural et de la pêche maritime, art. L. 521-1 et suivants",
            family="cooperative",
        ),
        Label(
            code="ptce",
            label="Pôle territorial de coopération économique",
            sigle="PTCE",
            definition=(
                "Groupement d’acteurs de l’ESS, d’entreprises, de collectivités et de chercheurs d’un "
                "territoire."
            ),
            legal_basis="Loi n° 2014-856 du 31 juillet 2014, art. 9",
        ),
        Label(
            code="regie-de-quartier",
            label="Régie de quartier ou de territoire",
            definition=(
                "Association d’habitants, d’élus et de bailleurs qui entretient un quartier et y crée des "
                "emplois."
            ),
        ),
        Label(
            code="tiers-lieu",
            label="Tiers-lieu",
            definition="Lieu partagé où l’on travaille, fabrique, apprend et se rencontre.",
        ),
        Label(
            code="fabrique-de-territoire",
            label="Fabrique de territoire",
            definition="Tiers-lieu distingué par l’État pour son rôle de ressource sur son territoire.",
        ),
        Label(
            code="epicerie-solidaire",
            label="Épicerie sociale ou solidaire",
            definition="Magasin où les personnes en difficulté achètent à prix réduit et sont accompagnées.",
        ),
        Label(
            code="ressourcerie",
            label="Ressourcerie ou recyclerie",
            definition=(
                "Collecte des objets, les remet en état et les revend ; sensibilise à la réduction des déchets."
            ),
        ),
        Label(
            code="jardin-de-cocagne",
            label="Jardin de Cocagne",
            definition="Maraîchage biologique d’insertion qui vend ses légumes en paniers à ses adhérents.",
        ),
        Label(
            code="amap",
            label="Association pour le maintien d’une agriculture paysanne",
            sigle="Amap",
            definition="Consommateurs engagés auprès d’un producteur dont ils achètent d’avance la récolte.",
        ),
        Label(
            code="centre-social",
            label="Centre social",
            definition="Équipement de quartier agréé par la Caf, animé avec les habitants.",
        ),
        Label(
            code="espace-de-vie-sociale",
            label="Espace de vie sociale",
            sigle="EVS",
            definition="Petite structure d’animation de la vie locale, agréée par la Caf.",
        ),
        Label(
            code="mjc",
            label="Maison des jeunes et de la culture",
            sigle="MJC",
            definition="Association d’éducation populaire qui gère un lieu ouvert à tous.",
        ),
        Label(
            code="creche-parentale",
            label="Crèche parentale",
            definition="Crèche gérée par une association de parents qui participent à l’accueil.",
        ),
        Label(
            code="avip",
            label="Crèche à vocation d’insertion professionnelle",
            sigle="Avip",
            definition="Crèche qui réserve des places aux enfants de parents en recherche d’emploi.",
        ),
        Label(
            code="gem",
            label="Groupe d’entraide mutuelle",
            sigle="GEM",
            definition="Association de personnes vivant avec des troubles psychiques, qui s’entraident.",
            legal_basis="Code de l’action sociale et des familles, art. L. 114-3",
        ),
        Label(
            code="services-a-la-personne",
            label="Services à la personne",
            sigle="SAP",
            definition="Organisme déclaré ou agréé pour intervenir au domicile des particuliers.",
            legal_basis="Code du travail, art. L. 7231-1 et suivants",
        ),
        Label(
            code="ebe",
            label="Entreprise à but d’emploi",
            sigle="EBE",
            definition="Embauche en CDI des personnes durablement privées d’emploi d’un territoire habilité.",
            legal_basis="Loi n° 2020-1577 du 14 décembre 2020",
        ),
        Label(
            code="france-services",
            label="France services",
            definition="Lieu où l’on est aidé dans ses démarches auprès de plusieurs services publics.",
        ),
        Label(
            code="jep",
            label="Jeunesse et éducation populaire",
            sigle="JEP",
            definition="Agrément de l’État aux associations de jeunesse et d’éducation populaire.",
            legal_basis="Loi n° 2001-624 du 17 juillet 2001, art. 8",
        ),
        Label(
            code="utilite-publique",
            label="Reconnaissance d’utilité publique",
            sigle="RUP",
            definition="Association ou fondation reconnue d’utilité publique par décret.",
            legal_basis="Loi du 1er juillet 1901, art. 10",
        ),
        Label(
            code="rsei",
            label="Responsabilité sociétale des entreprises inclusives",
            sigle="RSEi",
            definition="Label des structures d’insertion et adaptées qui font vérifier leurs pratiques.",
        ),
        Label(
            code="finansol",
            label="Finansol",
            definition="Label des produits d’épargne solidaire.",
        ),
    ),
)
