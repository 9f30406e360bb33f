"""The weight of the ESS among establishments and jobs, here and elsewhere, with and without head offices."""

from __future__ import annotations

from .figure import Block, Figure, Line, Part, Remark, share
from .indicator import ESS, Context, Indicator
from .jobs import bands
from .selection import Selection, among, no, yes


def ess_of(place: str) -> tuple[Selection, str | None]:
    """The ESS of a place: rows here, counted cells elsewhere (with the column to sum)."""
    return (ESS, None) if place == "ici" else (Selection("cells", (among("place", place),)), "establishments")


def all_of(place: str) -> Selection:
    """All active establishments of a place, as counted cells."""
    return Selection("totals", (among("place", place),))


def _plan(context: Context) -> Block:
    lines = []
    for place in context.places:
        figures = []
        for code, words, condition in (
            ("", "", None),
            (".hors-sieges", ", hors sièges de banques et de mutuelles", no("head_office")),
        ):
            rows, of = ess_of(place.place)
            if condition:
                rows = rows.where(condition)
            every = all_of(place.place)
            figures.append(
                share(
                    f"poids.{place.place}.etablissements{code}",
                    f"{place.label} : part de l’ESS dans les établissements{words}",
                    Part("ess", f"ESS{words}", rows, of),
                    Part("tous", "Tous les établissements actifs", every, "establishments"),
                )
            )
            figures.append(
                Figure(
                    code=f"poids.{place.place}.emplois{code}",
                    label=f"{place.label} : part de l’ESS dans les emplois{words}",
                    unit="%",
                    form="share_range",
                    parts=(*bands(rows, "ess-", of), *bands(every, "tous-", "establishments")),
                )
            )
        lines.append(Line(place.label, tuple(figures), place.place))
    return Block(
        lines=tuple(lines),
        columns=("Établissements", "Emplois", "Établissements, hors sièges", "Emplois, hors sièges"),
        chart="bars",
        remarks=(
            Remark(
                "{n} siège{s} de banque ou de mutuelle sur le territoire, mis à part dans les colonnes « "
                "hors sièges ».",
                ESS.where(yes("head_office")),
            ),
        ),
        reservations=(
            "Les emplois viennent des tranches d’effectif : la part vraie est entre les deux bornes, qui "
            "supposent tour à tour le moins "
            "d’emplois dans l’ESS et le plus ailleurs, puis l’inverse.",
            "L’ensemble des établissements compte aussi les entrepreneurs individuels et les établissements "
            "sans salarié.",
            *(place.note for place in context.places if place.note),
        ),
    )


INDICATOR = Indicator(
    code="poids",
    title="Le poids de l’ESS",
    section="comparaison",
    definition="La part de l’ESS parmi tous les établissements actifs, et parmi les emplois, ici et ailleurs.",
    unit="%",
    plan=_plan,
)
