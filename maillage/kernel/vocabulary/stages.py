"""The stages of an initiative, from idea to end."""

from .terms import Term, Vocabulary

STAGES = Vocabulary(
    "stages",
    (
        Term(
            code="idea",
            label="Idée",
            definition="Une envie ou un besoin repéré ; personne n’a encore étudié comment y répondre.",
        ),
        Term(
            code="emergence",
            label="En émergence",
            definition="Un groupe se forme, étudie le besoin et la faisabilité, cherche des partenaires.",
        ),
        Term(
            code="creation",
            label="En création",
            definition=(
                "La décision est prise : statuts, financements, local et premiers recrutements se préparent."
            ),
        ),
        Term(
            code="running",
            label="En activité",
            definition="L’initiative fonctionne et reçoit son public.",
        ),
        Term(
            code="ended",
            label="Terminée",
            definition="L’initiative s’est achevée ou a été abandonnée ; sa trace est gardée.",
        ),
    ),
)
