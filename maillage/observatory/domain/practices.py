"""What a collectivity is asked of its practices towards the ESS: the questions, and the law behind each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maillage.kernel.text import typeset
from maillage.kernel.vocabulary.terms import Term, Vocabulary


class Answer(StrEnum):
    """The four answers of the grid; « not told » is never counted as no."""

    YES = "yes"
    NO = "no"
    NOT_TOLD = "not-told"
    NOT_IN_SOURCE = "not-in-source"


ANSWER_LABELS: dict[Answer, str] = {
    Answer.YES: "oui",
    Answer.NO: "non",
    Answer.NOT_TOLD: "non renseigné",
    Answer.NOT_IN_SOURCE: "absent de la source",
}

ORGANISATION, SUBSIDIES, PURCHASES, EMPLOYER = (
    "Organisation",
    "Subventions",
    "Commande publique",
    "Fonction d’employeur",
)
HEADINGS = (ORGANISATION, SUBSIDIES, PURCHASES, EMPLOYER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Term):
    """A question of the grid; its label is asked as it stands.

    `legal_basis` cites the text of today, `former_basis` what the same thing was called in 2004. `asks` says
    what the free text should tell; `amount` and `structures` whether a sum and a number are asked.
    """

    heading: str
    asks: str
    legal_basis: str = ""
    former_basis: str = ""
    amount: bool = False
    structures: bool = False

    def __post_init__(self) -> None:
        Term.__post_init__(self)
        object.__setattr__(self, "asks", typeset(self.asks))


_CODE = "Code de la commande publique"

PRACTICES = Vocabulary(
    "practices of the collectivities",
    (
        Practice(
            code="mandate",
            label="Mandat d’élu à l’économie sociale et solidaire",
            definition="Une élue ou un élu a reçu une délégation qui nomme l’économie sociale et solidaire.",
            heading=ORGANISATION,
            asks="Intitulé de la délégation, commission ou instance prévue.",
        ),
        Practice(
            code="correspondent",
            label="Correspondant technique",
            definition="Une personne des services est chargée de l’économie sociale et solidaire.",
            heading=ORGANISATION,
            asks="Direction ou service où elle est placée (sans son nom).",
        ),
        Practice(
            code="subsidies",
            label="Subventions aux structures de l’économie sociale et solidaire",
            definition="Aides en argent versées dans l’année, telles que la collectivité les compte.",
            heading=SUBSIDIES,
            asks="Domaines aidés, ce que la somme comprend ou ne comprend pas, aides en nature.",
            legal_basis="Loi 2014-856 du 31 juillet 2014, art. 59 (définition de la subvention)",
            amount=True,
            structures=True,
        ),
        Practice(
            code="social-services",
            label="Services sociaux et autres services spécifiques",
            definition="Marchés passés selon la procédure adaptée propre à ces services, sans seuil.",
            heading=PURCHASES,
            asks="Prestations confiées et, si possible, à qui.",
            legal_basis=f"{_CODE}, art. R. 2123-1, 3°",
            former_basis="article 30 du code des marchés publics de 2004",
            amount=True,
        ),
        Practice(
            code="clauses-choice",
            label="Conditions d’exécution sociales ou environnementales, par choix",
            definition=(
                "Clauses prises en compte sans que la loi y oblige : consultations d’avant le 22 août 2026, ou "
                "marchés que l’obligation ne vise pas."
            ),
            heading=PURCHASES,
            asks="Objets des marchés, nature des clauses.",
            legal_basis=f"{_CODE}, art. L. 2112-2",
            former_basis="article 14 du code des marchés publics de 2004",
        ),
        Practice(
            code="clauses-duty",
            label="Conditions d’exécution rendues obligatoires",
            definition=(
                "Considérations environnementales et, au-dessus des seuils européens, sociales, dans les "
                "consultations engagées depuis le 22 août 2026."
            ),
            heading=PURCHASES,
            asks="Marchés concernés, dérogations et leurs motifs.",
            legal_basis=f"{_CODE}, art. L. 2112-2 et L. 2112-2-1",
        ),
        Practice(
            code="reserved-adapted",
            label="Marchés réservés aux entreprises adaptées et aux ESAT",
            definition="Marchés ou lots que seules peuvent obtenir ces structures.",
            heading=PURCHASES,
            asks="Objets des marchés.",
            legal_basis=f"{_CODE}, art. L. 2113-12",
            amount=True,
        ),
        Practice(
            code="reserved-insertion",
            label="Marchés réservés aux structures d’insertion par l’activité économique",
            definition="Marchés ou lots que seules peuvent obtenir ces structures.",
            heading=PURCHASES,
            asks="Objets des marchés.",
            legal_basis=f"{_CODE}, art. L. 2113-13",
            amount=True,
        ),
        Practice(
            code="reserved-prison",
            label="Marchés réservés au travail en détention",
            definition="Marchés ou lots réservés aux activités de production en établissement pénitentiaire.",
            heading=PURCHASES,
            asks="Objets des marchés.",
            legal_basis=f"{_CODE}, art. L. 2113-13-1",
            amount=True,
        ),
        Practice(
            code="reserved-mixed",
            label="Marchés réservés ensemble à plusieurs de ces familles",
            definition="Marchés ou lots ouverts à la fois à plusieurs de ces familles.",
            heading=PURCHASES,
            asks="Objets des marchés.",
            legal_basis=f"{_CODE}, art. L. 2113-14",
            amount=True,
        ),
        Practice(
            code="reserved-ess",
            label="Marchés réservés aux entreprises de l’économie sociale et solidaire",
            definition="Services de santé, sociaux ou culturels réservés à ces entreprises, trois ans au plus.",
            heading=PURCHASES,
            asks="Objets des marchés.",
            legal_basis=f"{_CODE}, art. L. 2113-15",
            amount=True,
        ),
        Practice(
            code="adapted-sector",
            label="Achats au milieu adapté et protégé",
            definition="Achats à des entreprises adaptées ou à des ESAT, réservés ou non.",
            heading=PURCHASES,
            asks="Structures sollicitées, services rendus.",
            legal_basis="Code du travail, art. L. 5212-10-1",
            former_basis="loi du 10 juillet 1987 sur l’emploi des travailleurs handicapés",
            amount=True,
        ),
        Practice(
            code="fair-trade",
            label="Achats issus du commerce équitable",
            definition="Produits du commerce équitable demandés ou préférés dans les achats.",
            heading=PURCHASES,
            asks="Produits, exigences, fournisseurs.",
            legal_basis="Loi 2005-882 du 2 août 2005, art. 60",
        ),
        Practice(
            code="spaser",
            label="Schéma des achats socialement et écologiquement responsables (SPASER)",
            definition="Document public qui fixe des objectifs d’achats responsables et en rend compte.",
            heading=PURCHASES,
            asks="Date d’adoption, période, partagé avec qui.",
            legal_basis=f"{_CODE}, art. L. 2111-3",
        ),
        Practice(
            code="service-vouchers",
            label="Titres emploi-service pour les agents",
            definition="Chèques emploi-service qui aident les agents à payer une aide à domicile.",
            heading=EMPLOYER,
            asks="Agents concernés, valeur.",
        ),
        Practice(
            code="workplace-sales",
            label="Ventes biologiques ou équitables sur les sites de travail",
            definition="Paniers, marchés ou ventes organisés pour les agents.",
            heading=EMPLOYER,
            asks="Lieux, fréquence, fournisseurs.",
        ),
        Practice(
            code="solidarity-savings",
            label="Épargne solidaire proposée aux agents et aux élus",
            definition="Fonds solidaires, club d’investisseurs (Cigales) ou autre placement solidaire proposé.",
            heading=EMPLOYER,
            asks="Forme, nombre de personnes.",
        ),
    ),
)
