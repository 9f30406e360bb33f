"""The forms of figures, and how they are written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.text import french_number
from maillage.opendata.indicators import INDICATORS, Figure, Part, Selection
from maillage.opendata.indicators.tables import SCIC, label_of_value
from maillage.opendata.perimeter.employer import HEADCOUNT_BANDS

ROWS = Selection("establishments")


def figure(form: str, *values: float, **given) -> Figure:
    parts = tuple(Part(str(at), "", ROWS, rows=int(value), value=value) for at, value in enumerate(values))
    return Figure(code="x", label="x", unit="u", form=form, parts=parts, **given).measured(parts)


def bands(prefix: str, counts: dict[str, int]) -> tuple[Part, ...]:
    return tuple(
        Part(
            f"{prefix}{code}",
            "",
            ROWS,
            None,
            HEADCOUNT_BANDS[code].low,
            HEADCOUNT_BANDS[code].high,
            number,
            number,
        )
        for code, number in counts.items()
    )


def ranged(form: str, parts: tuple[Part, ...]) -> Figure:
    return Figure(code="x", label="x", unit="u", form=form, parts=parts).measured(parts)


def test_forms() -> None:
    assert figure("count", 3).value == 3
    assert figure("share", 1, 4).value == 25
    assert figure("rate", 1, 5000, scale=10_000).value == 2
    assert figure("index", 2, 10, 1, 10).value == pytest.approx(2)


def test_a_share_of_nothing_is_not_zero() -> None:
    for nothing in (figure("share", 0, 0), figure("rate", 1, 0), figure("index", 1, 2, 0, 10)):
        assert (nothing.value, nothing.state, nothing.text) == (None, "none", "non calculable")


def test_the_last_band_has_no_top() -> None:
    jobs = ranged("range", bands("", {"01": 2, "53": 1}))
    assert (jobs.value, jobs.high) == (10_002, None)
    assert jobs.text == "au moins 10\u00a0002"


def test_numbers_are_written_in_french() -> None:
    assert french_number(1234567) == "1\u00a0234\u00a0567"
    assert french_number(Decimal("755000.00")) == "755\u00a0000"
    assert figure("share", 171, 535).text == "32,0"


counts = st.dictionaries(
    st.sampled_from([c for c, b in HEADCOUNT_BANDS.items() if b.low and b.high]), st.integers(0, 9)
)


@given(counts, counts)
def test_the_true_share_of_jobs_lies_between_the_bounds(ess, others) -> None:
    every = {code: ess.get(code, 0) + others.get(code, 0) for code in {*ess, *others}}
    share = ranged("share_range", (*bands("ess-", ess), *bands("tous-", every)))
    if not any(every.values()):
        assert share.value is None
        return
    for mine in ("low", "high"):
        for theirs in ("low", "high"):
            here = sum(number * getattr(HEADCOUNT_BANDS[code], mine) for code, number in ess.items())
            there = sum(number * getattr(HEADCOUNT_BANDS[code], theirs) for code, number in others.items())
            assert share.value - 1e-9 <= 100 * here / (here + there) <= share.high + 1e-9


def test_a_figure_survives_json() -> None:
    given = replace(figure("sum", 3), value=Decimal("12.50"), block="b", reservations=("r",))
    assert Figure.from_json(given.as_json()) == given


def test_indicators_have_codes_of_their_own() -> None:
    codes = [indicator.code for indicator in INDICATORS]
    assert len(set(codes)) == len(codes)
    assert all(indicator.definition and indicator.title and indicator.unit for indicator in INDICATORS)


def test_codes_are_shown_as_words() -> None:
    assert label_of_value("level", "department") == "département"
    assert label_of_value("place", "department-94") == "département 94"
    assert label_of_value("kind", "banque/credit-mutuel") == "Crédit mutuel"
    assert label_of_value("kind", "ACI") == "Atelier et chantier d’insertion (ACI)"
    assert label_of_value("groups", SCIC) == "Scic"
    assert label_of_value("headcount", "53") == "10 000 salariés et plus"
    assert label_of_value("theme_root", "sans-nom") == "sans-nom"
    assert (label_of_value("seat", True), label_of_value("seat", None)) == ("oui", "")
