"""What an actor does in the chain of support to projects."""

from .terms import Term, Vocabulary

SUPPORT_ROLES = Vocabulary(
    "support roles",
    (
        Term(
            code="informer",
            label="Accueillir et informer",
            definition="Reçoit toute personne qui a une idée, l’écoute et l’oriente.",
        ),
        Term(
            code="accompagner",
            label="Accompagner",
            definition=(
                "Suit un projet dans la durée : étude, statuts, plan de financement, lancement, développement."
            ),
        ),
        Term(
            code="former",
            label="Former",
            definition="Forme les porteurs de projets, les bénévoles ou les dirigeants.",
        ),
        Term(
            code="financer",
            label="Financer",
            definition="Apporte des subventions, des prêts, des garanties, des fonds propres ou des dons.",
        ),
        Term(
            code="heberger",
            label="Héberger",
            definition="Fournit un local, un cadre juridique ou un matériel pendant le démarrage.",
        ),
        Term(
            code="mettre-en-reseau",
            label="Mettre en réseau",
            definition="Fait se rencontrer les acteurs, les fédère et porte leur parole.",
        ),
        Term(
            code="acheter",
            label="Acheter",
            definition=(
                "Achète aux structures de l’économie sociale et solidaire, par marché ou de gré à gré."
            ),
        ),
    ),
)
