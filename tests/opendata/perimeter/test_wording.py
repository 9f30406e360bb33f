"""The sentence says the status, the form, the dated proofs, and what would settle the doubt."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from maillage.kernel.text import typeset
from maillage.opendata.perimeter import Facts, ProofDates, explain, judge

from .test_rules import any_facts

DATES = ProofDates(
    sirene=date(2026, 11, 1), ess_list=date(2023, 11, 20), esus_on=date(2024, 3, 5), esus_until=date(2029, 3, 4)
)


@pytest.mark.parametrize(
    ("facts", "kinds", "sentence"),
    [
        (
            Facts(legal_category="9220", ess_list=True),
            (),
            "Certaine : association déclarée (catégorie 9220), inscrite dans la liste d’ESS France "
            "du 20\u00a0novembre\u00a02023.",
        ),
        (
            Facts(legal_category="9220"),
            (),
            "Certaine : association déclarée (catégorie 9220), forme que la loi du 31 juillet 2014 (art. 1) "
            "range dans l’ESS.",
        ),
        (
            Facts(legal_category="5499", insertion=True),
            ("EI",),
            "À vérifier : société à responsabilité limitée (SARL) (catégorie 5499). Structure conventionnée "
            "EI, ce qui ne prouve pas l’appartenance à l’ESS : il y faut la mention au registre ou l’agrément "
            "Esus.",
        ),
        (
            Facts(legal_category="5458", esus=True, ess_flag="O"),
            (),
            "Certaine : SARL coopérative de production (Scop) (catégorie 5458), agréée Esus "
            "le 5\u00a0mars\u00a02024 jusqu’au 4\u00a0mars\u00a02029 et repérée ESS dans Sirene "
            "au 1er\u00a0novembre\u00a02026.",
        ),
        (
            Facts(legal_category="9110", ess_flag="O"),
            (),
            "Hors champ : syndicat de copropriété (catégorie 9110), forme que la loi du 31 juillet 2014 "
            "(art. 1) ne range pas dans l’ESS ; elle est pourtant repérée ESS dans Sirene "
            "au 1er\u00a0novembre\u00a02026.",
        ),
        (
            Facts(legal_category="9220", ess_flag="N"),
            (),
            "Probable : association déclarée (catégorie 9220). Mais Sirene la dit hors de l’ESS "
            "au 1er\u00a0novembre\u00a02026.",
        ),
    ],
)
def test_sentences(facts: Facts, kinds: tuple[str, ...], sentence: str) -> None:
    assert explain(facts, DATES, kinds) == typeset(sentence)


def test_a_closed_unit_is_said_so() -> None:
    told = explain(Facts(legal_category="9220", ess_flag="O"), ProofDates(ceased_on=date(2021, 3, 1)))
    assert told.endswith("repérée ESS dans Sirene. Cessée le 1er\u00a0mars\u00a02021.")


@settings(deadline=None)
@given(facts=any_facts)
def test_every_case_has_a_sentence_that_begins_with_its_status(facts: Facts) -> None:
    told = explain(facts, DATES)
    assert told.startswith(typeset(f"{judge(facts).status.label} : "))
    assert told.endswith((".", "?")) and "None" not in told
