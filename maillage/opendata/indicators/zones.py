"""Zone by zone (priority districts), where their outlines are loaded."""

from __future__ import annotations

from .families import ESS_FAMILIES
from .figure import Block, Figure, Line, Remark, count
from .indicator import ESS_UNIT, Context, Indicator
from .jobs import jobs
from .selection import Selection, among, no, unknown, yes

PLACED = Selection("zoned", (yes("positioned"),))


def _line(code: str, name: str, here: Selection) -> Line:
    figures: tuple[Figure, ...] = (
        count(f"zones.{code}", f"{name} : établissements", ESS_UNIT, here),
        count(
            f"zones.{code}.employeurs",
            f"{name} : employeurs",
            "établissements employeurs",
            here.where(yes("employer")),
        ),
        count(
            f"zones.{code}.associations",
            f"{name} : associations",
            ESS_UNIT,
            here.where(among("family", ESS_FAMILIES[0])),
        ),
        count(
            f"zones.{code}.autres-familles",
            f"{name} : coopératives, mutuelles, fondations, sociétés de l’ESS",
            ESS_UNIT,
            here.where(among("family", *ESS_FAMILIES[1:])),
        ),
        jobs(f"zones.{code}.emplois", f"{name} : emplois", here),
    )
    return Line(name, figures, code)


def _plan(context: Context) -> Block:
    lines = [_line(code, name, PLACED.where(among("zone", code))) for code, name in context.zones]
    lines.append(_line("hors", "Hors de ces quartiers", PLACED.where(unknown("zone"))))
    return Block(
        lines=tuple(lines),
        columns=("Établissements", "dont employeurs", "Associations", "Autres familles", "Emplois"),
        chart="table",
        remarks=(
            Remark(
                "{n} établissement{s} sans position connue ({share} %) : ni dans un quartier, ni hors d’eux.",
                Selection("zoned", (no("positioned"),)),
                among=Selection("zoned", ()),
            ),
            Remark(
                "{n} établissement{s} non diffusible{s} : compté{s} ici, jamais montré{s}.",
                Selection("zoned", (no("publishable"),)),
            ),
        ),
        reservations=(
            "Un établissement est placé par la position que Sirene donne à son adresse : une association "
            "domiciliée chez quelqu’un y compte, où qu’elle agisse.",
            "Un établissement au bord de deux contours ne compte que dans le premier.",
        ),
    )


INDICATOR = Indicator(
    code="zones",
    title="Quartier par quartier",
    section="inventaire",
    definition="Les établissements actifs de l’ESS dans chacun des quartiers prioritaires de la politique "
    "de la ville (QPV), ou des zones dont les contours ont été chargés.",
    unit=ESS_UNIT,
    plan=_plan,
    tables=frozenset({"zoned"}),
    applies=lambda context: bool(context.zones),
)
