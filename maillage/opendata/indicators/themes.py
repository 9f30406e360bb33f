"""By theme of public policy; the share left unclassified is a line like the others."""

from __future__ import annotations

from maillage.kernel.vocabulary import THEMES

from .figure import Block, Line, Part, Remark, count, share
from .indicator import ESS, ESS_UNIT, HIDDEN, Context, Indicator
from .selection import Condition, among, no, unknown, yes


def theme_conditions() -> list[tuple[str, str, Condition]]:
    """Code, label and condition of each theme of the first level, then of what has none."""
    found = [(theme.code, theme.label, among("theme_root", theme.code)) for theme in THEMES.roots()]
    return [*found, ("non-classe", "Non classé", unknown("theme_root"))]


def _plan(context: Context) -> Block:
    lines = []
    for code, label, condition in theme_conditions():
        here = ESS.where(condition)
        lines.append(
            Line(
                label,
                (
                    count(f"themes.{code}", f"{label} : établissements", ESS_UNIT, here),
                    share(
                        f"themes.{code}.part",
                        f"{label} : part",
                        Part("theme", label, here),
                        Part("tous", "Toute l’ESS", ESS),
                    ),
                    count(
                        f"themes.{code}.employeurs",
                        f"{label} : employeurs",
                        "établissements employeurs",
                        here.where(yes("employer")),
                    ),
                ),
                code,
            )
        )
    classified = ESS.where(Condition("theme_root", "filled"))
    return Block(
        lines=tuple(lines),
        columns=("Établissements", "Part", "dont employeurs"),
        chart="bars",
        remarks=(
            Remark(
                "{n} établissement{s} sans thème ({share} %) : ni l’objet, ni le nom, ni l’activité n’en "
                "décident.",
                ESS.where(unknown("theme_root")),
                among=ESS,
            ),
            Remark(
                "Thème probable seulement pour {n} établissement{s} ({share} % des classés).",
                classified.where(no("theme_sure")),
                among=classified,
            ),
            HIDDEN,
        ),
        reservations=(
            "Un seul thème par structure, le principal ; le code d’activité seul n’en dirait rien pour près "
            "d’une structure sur deux.",
        ),
    )


def _plan_details(context: Context) -> Block:
    lines = []
    for theme in THEMES:
        if theme.is_root:
            continue
        here = ESS.where(among("theme", theme.code))
        code = f"themes-detail.{theme.code.replace('/', '.')}"
        lines.append(
            Line(
                THEMES.path_label(theme.code),
                (count(code, f"{theme.label} : établissements", ESS_UNIT, here),),
                theme.code,
            )
        )
    return Block(lines=tuple(lines), columns=("Établissements",), remarks=(HIDDEN,))


INDICATOR = Indicator(
    code="themes",
    title="Par thème",
    section="themes",
    definition="Le thème, par clé de politique publique, que disent l’objet déclaré, le nom ou l’activité de "
    "la structure.",
    unit=ESS_UNIT,
    plan=_plan,
)
DETAILS = Indicator(
    code="themes-detail",
    title="Thèmes en détail",
    section="themes",
    definition="Les mêmes, au second niveau des thèmes.",
    unit=ESS_UNIT,
    plan=_plan_details,
)
