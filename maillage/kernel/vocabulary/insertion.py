"""Types of insertion through work and of adapted work, with the texts that define them."""

from dataclasses import dataclass

from .terms import Term, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertionType(Term):
    """A type of structure under agreement with the State: `code` is its sigle, `label` its full name.

    `sector` is "iae" (insertion par l’activité économique), "adapte" (adapted work) or "groupement";
    `legal_basis` cites the text, in French, as it is shown.
    """

    sector: str
    legal_basis: str
    former_names: tuple[str, ...] = ()


_IAE = "Code du travail, art. L. 5132-4"

INSERTION_TYPES = Vocabulary(
    "insertion types",
    (
        InsertionType(
            code="EI",
            label="Entreprise d’insertion",
            sector="iae",
            definition=(
                "Produit et vend des biens ou des services en employant des personnes éloignées de l’emploi, "
                "accompagnées vers un emploi durable."
            ),
            legal_basis=f"{_IAE}, 1° et art. L. 5132-5",
        ),
        InsertionType(
            code="ETTI",
            label="Entreprise de travail temporaire d’insertion",
            sector="iae",
            definition="Agence d’intérim qui ne place que des personnes en insertion et les accompagne.",
            legal_basis=f"{_IAE}, 2° et art. L. 5132-6",
        ),
        InsertionType(
            code="AI",
            label="Association intermédiaire",
            sector="iae",
            definition=(
                "Met des personnes en difficulté à disposition de particuliers, d’associations, de "
                "collectivités "
                "et d’entreprises pour des travaux occasionnels."
            ),
            legal_basis=f"{_IAE}, 3° et art. L. 5132-7",
        ),
        InsertionType(
            code="ACI",
            label="Atelier et chantier d’insertion",
            sector="iae",
            definition=(
                "Emploie et accompagne les personnes les plus éloignées de l’emploi sur des activités "
                "souvent "
                "d’utilité sociale."
            ),
            legal_basis=f"{_IAE}, 4° et art. L. 5132-15",
            former_names=("Chantier d’insertion", "Chantier école"),
        ),
        InsertionType(
            code="EITI",
            label="Entreprise d’insertion par le travail indépendant",
            sector="iae",
            definition=(
                "Met en relation avec des clients des travailleurs indépendants en difficulté et les "
                "accompagne."
            ),
            legal_basis="Loi n° 2018-771, art. 83 et décret n° 2018-1198 (expérimentation)",
        ),
        InsertionType(
            code="EA",
            label="Entreprise adaptée",
            sector="adapte",
            definition=(
                "Entreprise du milieu ordinaire qui emploie au moins 55 % de travailleurs handicapés "
                "recrutés "
                "parmi les plus éloignés de l’emploi."
            ),
            legal_basis="Code du travail, art. L. 5213-13 à L. 5213-19",
            former_names=("Atelier protégé",),
        ),
        InsertionType(
            code="EATT",
            label="Entreprise adaptée de travail temporaire",
            sector="adapte",
            definition="Agence d’intérim qui place des travailleurs handicapés et les accompagne.",
            legal_basis="Code du travail, art. L. 5213-13 et L. 5213-13-3",
        ),
        InsertionType(
            code="ESAT",
            label="Établissement et service d’accompagnement par le travail",
            sector="adapte",
            definition=(
                "Établissement médico-social où travaillent, avec un soutien éducatif, des personnes dont le "
                "handicap ne permet pas, pour l’heure, l’emploi ordinaire."
            ),
            legal_basis="Code de l’action sociale et des familles, art. L. 344-2 à L. 344-7",
            former_names=(
                "Centre d’aide par le travail",
                "CAT",
                "Établissement et service d’aide par le travail",
            ),
        ),
        InsertionType(
            code="GEIQ",
            label="Groupement d’employeurs pour l’insertion et la qualification",
            sector="groupement",
            definition=(
                "Entreprises réunies pour recruter et former en alternance des personnes éloignées de "
                "l’emploi, "
                "mises à disposition de leurs membres."
            ),
            legal_basis="Code du travail, art. L. 1253-1 et D. 6325-23",
        ),
    ),
)
