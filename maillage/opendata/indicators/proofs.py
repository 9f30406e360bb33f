"""How sure the perimeter is: certain, probable, to check; and by which proofs."""

from __future__ import annotations

from .figure import Block, Line, Part, count, share
from .indicator import Context, Indicator
from .selection import Selection, among, yes
from .tables import STATUSES

KNOWN = Selection("establishments", (yes("active"), among("status", "certain", "probable", "to_check")))


def _plan(context: Context) -> Block:
    lines = []
    for status in ("certain", "probable", "to_check"):
        label = f"Appartenance {STATUSES[status]}"
        rows = KNOWN.where(among("status", status))
        lines.append(
            Line(
                label,
                (
                    count(f"preuves.{status.replace('_', '-')}", label, "établissements actifs", rows),
                    share(
                        f"preuves.{status.replace('_', '-')}.part",
                        f"{label} : part",
                        Part("statut", label, rows),
                        Part("tous", "Tous ceux qu’une preuve au moins désigne", KNOWN),
                    ),
                ),
                status,
            )
        )
    return Block(
        lines=tuple(lines),
        columns=("Établissements", "Part"),
        reservations=(
            "Être une structure d’insertion, une entreprise adaptée ou un ESAT ne prouve pas l’appartenance "
            "à l’ESS : une société "
            "commerciale sans agrément reste à vérifier.",
        ),
    )


INDICATOR = Indicator(
    code="preuves",
    title="Sur quelles preuves",
    section="inventaire",
    definition="Le drapeau de Sirene, la liste d’ESS France, la catégorie juridique et l’agrément ESUS sont "
    "quatre preuves séparées.",
    unit="établissements actifs",
    plan=_plan,
)
