"""The summary table: one line for each kind that was searched, with 0 where none was found (footnote 4)."""

from __future__ import annotations

from maillage.kernel.vocabulary import INSERTION_TYPES
from maillage.opendata.perimeter.employer import EMPLOYER_RESERVATION

from .figure import Block, Figure, Line, count
from .indicator import UNIT_HIDDEN, UNIT_TO_CHECK, UNITS, Context, Indicator
from .selection import Selection, among, having, no, yes
from .tables import BANKS, OTHER_LENDERS, SCIC

# SARL, SA with a board, SA with a directorate: cooperatives of production. Nomenclature of INSEE, 2022-09.
SCOP = ("5458", "5558", "5658")
INSERTION = tuple(kind.code for kind in INSERTION_TYPES if kind.sector == "iae")
CONVENTIONS = Selection("conventions")
ANY_UNIT = Selection("units")
BRANDS = Selection("brands")
PRESENT = Selection("establishments", (yes("active"),))


def _units(code: str, label: str, selection: Selection) -> Figure:
    return count(f"synthese.{code}", label, "unités légales", selection)


def _conventions(
    context: Context, code: str, label: str, *kinds: str, sources: tuple[str, ...] = ("siae",)
) -> Figure:
    """Conventions of some kinds; silent when none of the sources where they are searched was loaded."""
    selection = CONVENTIONS.where(among("kind", *kinds))
    figure = count(f"synthese.{code}", label, "structures conventionnées", selection)
    return figure if context.searched & set(sources) else figure.silent("not_in_source")


def _brand(code: str, label: str) -> Figure:
    name = code.rpartition("/")[2]
    return count(
        f"synthese.banque.{name}",
        f"dont {label} (établissements)",
        "établissements actifs",
        PRESENT.where(having("groups", code)),
    )


def _plan(context: Context) -> Block:
    figures = [
        _units(
            "associations-employeuses",
            "Associations employeuses",
            UNITS.where(among("family", "association"), yes("employer")),
        ),
        _units(
            "scop", "Sociétés coopératives de production (Scop)", UNITS.where(among("legal_category", *SCOP))
        ),
        _units("scic", "Sociétés coopératives d’intérêt collectif (Scic)", UNITS.where(having("groups", SCIC))),
        _units("mutuelles", "Mutuelles", UNITS.where(among("family", "mutuelle"))),
        count(
            "synthese.banques",
            "Banques de l’économie sociale (enseignes)",
            "enseignes",
            BRANDS.where(yes("cooperative")),
        ),
        *(_brand(code, label) for code, label in BANKS.items()),
        count(
            "synthese.autres-preteurs",
            "Autres prêteurs solidaires (enseignes)",
            "enseignes",
            BRANDS.where(no("cooperative")),
        ),
        *(_brand(code, label) for code, label in OTHER_LENDERS.items()),
        _units("fondations", "Fondations", UNITS.where(among("family", "fondation"))),
        _conventions(context, "siae", "Structures d’insertion par l’activité économique", *INSERTION),
        *(
            _conventions(context, f"siae.{kind.lower()}", f"dont {INSERTION_TYPES.label(kind)} ({kind})", kind)
            for kind in INSERTION
        ),
        _conventions(context, "ea", "Entreprises adaptées", "EA", "EATT"),
        _conventions(
            context, "esat", "ESAT (anciens centres d’aide par le travail)", "ESAT", sources=("siae", "finess")
        ),
        _units(
            "regies",
            "Régies de quartier ou de territoire",
            ANY_UNIT.where(having("groups", "regie-de-quartier")),
        ),
        _units("clubs", "Clubs d’entreprises", ANY_UNIT.where(having("groups", "club-entreprises"))),
        _units(
            "groupements",
            "Groupements d’employeurs",
            ANY_UNIT.where(having("groups", "groupement-employeurs", "GEIQ")),
        ),
        _units("geiq", "dont GEIQ (insertion et qualification)", ANY_UNIT.where(having("groups", "GEIQ"))),
    ]
    return Block(
        lines=tuple(Line(figure.label, (figure,), figure.code.removeprefix("synthese.")) for figure in figures),
        columns=("Nombre",),
        remarks=(UNIT_TO_CHECK, UNIT_HIDDEN),
        reservations=(
            EMPLOYER_RESERVATION,
            "Une structure compte une fois pour chaque type d’insertion dont elle a la convention.",
            "Scic, clubs d’entreprises, régies et groupements n’ont pas de catégorie juridique qui les dise "
            "tous : "
            "leur nom les fait reconnaître, et un nom peut tromper.",
            "Une banque compte une fois par enseigne ; les lignes « dont » comptent ses établissements actifs.",
            "Un type cherché et non trouvé est une ligne à 0.",
        ),
    )


INDICATOR = Indicator(
    code="synthese",
    title="Tableau de synthèse",
    section="essentiel",
    definition=(
        "Ce que compte le territoire, type par type : les unités légales qui y ont au moins un établissement "
        "actif, les "
        "conventions d’insertion et de travail adapté, les enseignes bancaires."
    ),
    unit="selon la ligne",
    plan=_plan,
)
