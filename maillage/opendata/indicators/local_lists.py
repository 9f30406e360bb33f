"""What the local lists hold, by theme and commune, and their overlap with SIRENE: two universes."""

from __future__ import annotations

from .figure import Block, Line, Part, Remark, count, share
from .indicator import ESS, UNITS, Context, Indicator
from .selection import Condition, Selection, among, unknown, yes
from .themes import theme_conditions

LOCAL = Selection("local")
MATCHED = LOCAL.where(Condition("matched", "filled"))
STRUCTURES = "structures des listes locales"


def _plan(context: Context) -> Block:
    return Block(
        lines=(
            Line(
                "Ensemble",
                (count("listes.structures", "Structures des listes locales", STRUCTURES, LOCAL),),
                "ensemble",
            ),
            *(
                Line(
                    label,
                    (
                        count(f"listes.{code}", label, STRUCTURES, LOCAL.where(condition)),
                        share(
                            f"listes.{code}.part",
                            f"{label} : part",
                            Part("theme", label, LOCAL.where(condition)),
                            Part("toutes", "Toutes les structures des listes", LOCAL),
                        ),
                    ),
                    code,
                )
                for code, label, condition in theme_conditions()
            ),
        ),
        columns=("Structures", "Part"),
        chart="bars",
        remarks=(
            Remark("{n} structure{s} sans thème ({share} %).", LOCAL.where(unknown("theme_root")), among=LOCAL),
            Remark("{n} structure{s} inventée{s} pour la démonstration.", LOCAL.where(yes("invented"))),
        ),
        reservations=("Les listes locales disent qui est connu des collectivités, non tout ce qui existe.",),
    )


def _plan_communes(context: Context) -> Block:
    places = [(code, name, among("commune", code)) for code, name in context.communes]
    places.append(("sans", "Sans commune, ou hors du territoire", unknown("commune")))
    return Block(
        lines=tuple(
            Line(
                name,
                (
                    count(
                        f"listes-communes.{code}",
                        f"{name} : structures des listes",
                        STRUCTURES,
                        LOCAL.where(condition),
                    ),
                ),
                code,
            )
            for code, name, condition in places
        ),
        columns=("Structures",),
        chart="map",
    )


def _plan_overlap(context: Context) -> Block:
    figures = [
        count("recoupement.listes", "Structures des listes locales", STRUCTURES, LOCAL),
        count("recoupement.retrouvees", "dont retrouvées dans Sirene", STRUCTURES, MATCHED),
        *(
            count(
                f"recoupement.retrouvees.{code}",
                f"dont par {label}",
                STRUCTURES,
                LOCAL.where(among("matched", code)),
            )
            for code, label in (
                ("siren", "leur SIREN"),
                ("rna", "leur numéro RNA"),
                ("link", "un rapprochement confirmé"),
            )
        ),
        count(
            "recoupement.listes-seules",
            "Dans les listes seulement",
            STRUCTURES,
            LOCAL.where(unknown("matched")),
        ),
        count("recoupement.unites", "Unités légales de l’ESS dans Sirene", "unités légales", UNITS),
        count(
            "recoupement.unites-communes",
            "dont dans les listes",
            "unités légales",
            UNITS.where(yes("in_lists")),
        ),
        count(
            "recoupement.etablissements-communs",
            "Établissements de l’ESS dont la structure est dans les listes",
            "établissements actifs de l’ESS",
            ESS.where(yes("in_lists")),
        ),
    ]
    shares = {
        "recoupement.retrouvees": share(
            "recoupement.retrouvees.part",
            "Part des listes retrouvée dans Sirene",
            Part("retrouvees", "Retrouvées", MATCHED),
            Part("listes", "Listes locales", LOCAL),
        ),
        "recoupement.unites-communes": share(
            "recoupement.unites-communes.part",
            "Part de Sirene présente dans les listes",
            Part("communes", "Dans les listes", UNITS.where(yes("in_lists"))),
            Part("unites", "Unités légales de l’ESS", UNITS),
        ),
    }
    return Block(
        lines=tuple(
            Line(
                one.label, (one, shares[one.code]) if one.code in shares else (one,), one.code.partition(".")[2]
            )
            for one in figures
        ),
        columns=("Nombre", "Part"),
        reservations=(
            "Les listes locales et Sirene sont deux univers : une structure de l’un peut manquer à l’autre, "
            "et deux fiches des listes peuvent "
            "être la même unité légale.",
        ),
    )


INDICATOR = Indicator(
    code="listes",
    title="Les listes locales par thème",
    section="listes",
    definition="Les structures des fichiers des collectivités, réunis et dédoublonnés, selon leur thème "
    "principal.",
    unit=STRUCTURES,
    plan=_plan,
    tables=frozenset({"local"}),
)
BY_COMMUNE = Indicator(
    code="listes-communes",
    title="Les listes locales par commune",
    section="listes",
    definition="Les structures des listes locales selon leur commune.",
    unit=STRUCTURES,
    plan=_plan_communes,
    tables=frozenset({"local"}),
)
OVERLAP = Indicator(
    code="recoupement",
    title="Les listes locales et Sirene",
    section="listes",
    definition="Ce que les deux ont en commun, d’après le SIREN, le numéro RNA ou un rapprochement confirmé "
    "par une personne.",
    unit="structures",
    plan=_plan_overlap,
    tables=frozenset({"local", "establishments"}),
)
