"""Is a legal unit in the ESS, by which dated proofs, in which family; and of which groups it is."""

from .employer import EMPLOYER_RESERVATION, HEADCOUNT_BANDS, HeadcountBand, employer_sql, is_employer
from .groups import FINESS_ESAT, GROUPS, LISTED_KINDS, Group, groups_of, groups_sql, named_sql
from .proofs import Facts, Proof, ProofDates
from .rules import (
    COUNTED,
    Status,
    Verdict,
    codes_of,
    family_sql,
    judge,
    legal_forms_table,
    proofs_sql,
    status_sql,
)
from .sqltext import in_list, quoted
from .wording import PROOF_LABELS, explain

__all__ = [
    "COUNTED",
    "EMPLOYER_RESERVATION",
    "FINESS_ESAT",
    "GROUPS",
    "HEADCOUNT_BANDS",
    "LISTED_KINDS",
    "PROOF_LABELS",
    "Facts",
    "Group",
    "HeadcountBand",
    "Proof",
    "ProofDates",
    "Status",
    "Verdict",
    "codes_of",
    "employer_sql",
    "explain",
    "family_sql",
    "groups_of",
    "groups_sql",
    "in_list",
    "is_employer",
    "judge",
    "legal_forms_table",
    "named_sql",
    "proofs_sql",
    "quoted",
    "status_sql",
]
