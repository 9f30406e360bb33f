"""The table of decisions: the place of the legal form in the law and the proofs give the status and the family.

It is read twice, by Python and by SQL (`status_sql`, `family_sql`, `proofs_sql`), so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.kernel.vocabulary import LEGAL_FORMS, Standing, family_of_legal_form, standing_of_legal_form

from .proofs import Facts, Proof
from .sqltext import in_list, quoted


class Status(StrEnum):
    """Whether a unit is in the ESS, as far as the proofs go."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    TO_CHECK = "to_check"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        """The French word shown."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.CERTAIN: "Certaine",
    Status.PROBABLE: "Probable",
    Status.TO_CHECK: "À vérifier",
    Status.OUTSIDE: "Hors champ",
}

# The statuses that figures count as ESS.
COUNTED: tuple[Status, ...] = (Status.CERTAIN, Status.PROBABLE)


@dataclass(frozen=True, slots=True)
class Rule:
    """For these places in the law (None: the form is not known), when all these facts hold: this status."""

    standings: tuple[Standing | None, ...]
    facts: tuple[str, ...]
    status: Status


_UNPROVEN = (Standing.COMPANY, None)

# First that holds wins. The facts are attributes of `Facts`, or what its flag says.
# Loi n° 2014-856 du 31 juillet 2014, art. 1 and 6.
RULES: tuple[Rule, ...] = (
    # II, 1°: the form is enough. Where SIRENE says no, a list kept by law decides; else somebody may look.
    Rule((Standing.STATUTE,), ("ess_list",), Status.CERTAIN),
    Rule((Standing.STATUTE,), ("flag_no",), Status.PROBABLE),
    Rule((Standing.STATUTE,), (), Status.CERTAIN),
    # The form does not say: an act of the State or of a register does, a declaration makes it probable.
    Rule((Standing.OPEN,), ("foundation",), Status.CERTAIN),
    Rule((Standing.OPEN,), ("esus",), Status.CERTAIN),
    Rule((Standing.OPEN,), ("mention",), Status.CERTAIN),
    Rule((Standing.OPEN,), ("ess_list",), Status.PROBABLE),
    Rule((Standing.OPEN,), ("flag_yes",), Status.PROBABLE),
    Rule((Standing.OPEN,), (), Status.TO_CHECK),
    # II, 2°: a company is in by its mention, or by an agreement that supposes it; two sources that agree
    # are as good; one alone makes it probable. Insertion proves the group, not the ESS.
    Rule(_UNPROVEN, ("esus",), Status.CERTAIN),
    Rule(_UNPROVEN, ("mention",), Status.CERTAIN),
    Rule(_UNPROVEN, ("ess_list", "flag_yes"), Status.CERTAIN),
    Rule(_UNPROVEN, ("ess_list",), Status.PROBABLE),
    Rule(_UNPROVEN, ("flag_yes",), Status.PROBABLE),
    Rule(_UNPROVEN, ("esus_expired",), Status.TO_CHECK),
    Rule(_UNPROVEN, ("foundation",), Status.TO_CHECK),
    Rule(_UNPROVEN, ("insertion",), Status.TO_CHECK),
    # Outside by form, whatever a flag says; an act that supposes the ESS contradicts the form: to be looked at.
    Rule((Standing.EXCLUDED,), ("esus",), Status.TO_CHECK),
    Rule((Standing.EXCLUDED,), ("mention",), Status.TO_CHECK),
    Rule((Standing.EXCLUDED,), ("foundation",), Status.TO_CHECK),
    Rule((*Standing, None), (), Status.OUTSIDE),
)

# Facts of a rule that are no boolean column, as they read in SQL.
_FACTS: Mapping[str, str] = {
    "flag_yes": "coalesce(ess_flag = 'O', false)",
    "flag_no": "coalesce(ess_flag = 'N', false)",
}

# How the ESS list spells its families: what each begins with, folded.
_LISTED_FAMILIES = {
    "assoc": "association",
    "coop": "cooperative",
    "mutu": "mutuelle",
    "fond": "fondation",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a unit is in the ESS: status, statutory family (a code of FAMILIES, "" unknown), its proofs."""

    status: Status
    family: str
    proofs: tuple[Proof, ...]


def judge(facts: Facts) -> Verdict:
    """Say whether a unit is in the ESS, in which family, and by which proofs."""
    status = next(
        rule.status
        for rule in RULES
        if facts.standing in rule.standings and all(_holds(fact, facts) for fact in rule.facts)
    )
    return Verdict(status, _family(facts, status), _proofs(facts))


def _holds(fact: str, facts: Facts) -> bool:
    if fact == "flag_yes":
        return facts.ess_flag == "O"
    if fact == "flag_no":
        return facts.ess_flag == "N"
    return bool(getattr(facts, fact))


def _proofs(facts: Facts) -> tuple[Proof, ...]:
    held = {
        Proof.STATUTE: facts.standing is Standing.STATUTE,
        Proof.FOUNDATION: facts.foundation,
        Proof.ESUS: facts.esus,
        Proof.MENTION: facts.mention,
        Proof.ESS_LIST: facts.ess_list,
        Proof.SIRENE_FLAG: facts.ess_flag == "O",
    }
    return tuple(proof for proof, holds in held.items() if holds)


def _family(facts: Facts, status: Status) -> str:
    """The family by form; where the form does not settle it and the unit is counted, what the proofs say."""
    code = facts.legal_category or ""
    by_form = family_of_legal_form(code) or ""
    if facts.standing is Standing.STATUTE or status not in COUNTED:
        return by_form
    listed = _listed_family(facts.list_family)
    if listed:
        return listed
    if facts.foundation:
        return "fondation"
    return _proven_family(code)


def _proven_family(code: str) -> str:
    form = LEGAL_FORMS.get(code)
    return form.proven_family if form else family_of_legal_form(code, declared_ess=True) or ""


def _listed_family(spelt: str | None) -> str:
    folded = (spelt or "").lower()
    return next((family for start, family in _LISTED_FAMILIES.items() if folded.startswith(start)), "")


# --- The same in SQL ---------------------------------------------------------------------------------------

# What the expressions below read. `standing`, `form_family` and `proven_family` come from a join on
# `legal_forms_table`; all but them, the flag and the list's family are booleans that are never NULL.
FACT_COLUMNS: tuple[str, ...] = (
    "standing",
    "form_family",
    "proven_family",
    "ess_flag",
    "ess_list",
    "list_family",
    "esus",
    "esus_expired",
    "mention",
    "foundation",
    "insertion",
)


def legal_forms_table() -> list[tuple[str, str, str, str]]:
    """Every code of four digits: (legal_category, standing, form_family, proven_family); 10 000 rows."""
    codes = (f"{number:04d}" for number in range(10_000))
    return [
        (code, standing.value, family_of_legal_form(code) or "", _proven_family(code))
        for code in codes
        if (standing := standing_of_legal_form(code))
    ]


def codes_of(*standings: Standing) -> tuple[str, ...]:
    """The listed legal categories that have one of these places in the law."""
    return tuple(form.code for form in LEGAL_FORMS if form.standing in standings)


def status_sql() -> str:
    """The status of a row of FACT_COLUMNS."""
    cases = []
    for rule in RULES:
        named = [place for place in rule.standings if place is not None]
        place = f"coalesce({in_list('standing', named)}, {'true' if None in rule.standings else 'false'})"
        conditions = [place, *(_FACTS.get(fact, fact) for fact in rule.facts)]
        cases.append(f"WHEN {' AND '.join(conditions)} THEN {quoted(rule.status)}")
    return f"CASE {' '.join(cases)} END"


def family_sql() -> str:
    """The family ('' unknown) of a row of FACT_COLUMNS that has its `status` too."""
    listed = " ".join(
        f"WHEN starts_with(lower(list_family), {quoted(start)}) THEN {quoted(family)}"
        for start, family in _LISTED_FAMILIES.items()
    )
    return (
        f"CASE WHEN standing IS NOT DISTINCT FROM 'statute' OR NOT ({in_list('status', COUNTED)}) "
        f"THEN coalesce(form_family, '') {listed} WHEN foundation THEN 'fondation' "
        "ELSE coalesce(proven_family, '') END"
    )


def proofs_sql() -> str:
    """The proofs of a row of FACT_COLUMNS, as a list of texts."""
    held = ", ".join(f"CASE WHEN {condition} THEN {quoted(proof)} END" for proof, condition in _PROOFS.items())
    return f"list_filter([{held}], lambda proof: proof IS NOT NULL)"


# Proof → how it reads in SQL.
_PROOFS: Mapping[Proof, str] = {
    Proof.STATUTE: "standing = 'statute'",
    Proof.FOUNDATION: "foundation",
    Proof.ESUS: "esus",
    Proof.MENTION: "mention",
    Proof.ESS_LIST: "ess_list",
    Proof.SIRENE_FLAG: "ess_flag = 'O'",
}
