"""Activity codes that are kept as they are, and counted: older nomenclatures, unknown codes."""

from types import MappingProxyType

_FORMER = r"[0-9]{2}[.]([0-9]{2}|[0-9][A-Z])"  # NAP of 1973, NAF of 1993 and 2003
_NAF = r"[0-9]{2}[.][0-9]{2}[A-Z]"  # NAF rev. 2 and NAF 2025

# French label → SQL condition on a table that has a column `naf`.
ODD_ACTIVITY = MappingProxyType(
    {
        "code d’activité d’une ancienne nomenclature, gardé": f"regexp_full_match(naf, '{_FORMER}')",
        "code d’activité inconnu, gardé": (
            f"naf IS NOT NULL AND NOT regexp_full_match(naf, '{_FORMER}|{_NAF}')"
        ),
    }
)
