"""The four lists: overlapping, spoilt as stated, the same byte for byte, and their truth at hand."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from maillage.demo.generator import InventedActor, demonstration_actors
from maillage.demo.list_files import LocalList, local_lists
from maillage.demo.local_lists import (
    AGGLOMERATION,
    ALFORTVILLE,
    CRETEIL,
    LIMEIL,
    LISTS,
    NO_DEFECT,
    REGIE_DE_QUARTIER,
    Defects,
    list_entries,
)
from maillage.kernel.text import fold, unaccent
from maillage.kernel.vocabulary.crosswalks import theme_from_label

DAY = date(2005, 1, 10)


@pytest.fixture(scope="module")
def actors() -> list[InventedActor]:
    return demonstration_actors(reference_date=DAY)


@pytest.fixture(scope="module")
def lists(actors: list[InventedActor]) -> dict[str, LocalList]:
    return {one.name: one for one in local_lists(actors, DAY)}


def test_the_same_byte_for_byte(actors: list[InventedActor], lists: dict[str, LocalList]) -> None:
    again = {one.name: one for one in local_lists(actors, DAY)}
    assert all(again[name].data == lists[name].data for name in LISTS)


def test_together_they_hold_exactly_535_structures(lists: dict[str, LocalList]) -> None:
    told = set().union(*(one.truth.values() for one in lists.values())) - {""}
    assert len(told) == 535
    assert REGIE_DE_QUARTIER in told


def test_the_agglomeration_overlaps_each_town(lists: dict[str, LocalList]) -> None:
    shared = set(lists[AGGLOMERATION].truth.values()) - {""}
    for name in (ALFORTVILLE, CRETEIL, LIMEIL):
        mine = set(lists[name].truth.values()) - {""}
        assert len(mine & shared) >= 30, name
        assert mine - shared, name


def test_the_agglomeration_alone_tells_insertion_and_knows_every_kind(
    actors: list[InventedActor], lists: dict[str, LocalList]
) -> None:
    told = set(lists[AGGLOMERATION].truth.values())
    assert {str(actor.number) for actor in actors if actor.insertion or actor.family != "association"} <= told


def test_alfortville_is_a_csv_of_windows(lists: dict[str, LocalList]) -> None:
    text = lists[ALFORTVILLE].data.decode("cp1252")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert "\r\n" in text
    assert len(rows) == len(lists[ALFORTVILLE].truth) + 1
    assert len({len(row) for row in rows}) == 1
    with pytest.raises(UnicodeDecodeError):
        lists[ALFORTVILLE].data.decode("utf-8")


def test_creteil_is_a_workbook_for_people_to_read(
    actors: list[InventedActor], lists: dict[str, LocalList]
) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(lists[CRETEIL].data))
    assert book.sheet_names == [
        "Lisez-moi",
        "Culture",
        "Sports",
        "Social et santé",
        "Autres domaines",
        "Récapitulatif",
    ]
    sports = book.get_sheet_by_name("Sports").to_python()
    assert "VILLE DE CRÉTEIL" in str(sports[0][0])
    assert sports[4][0] == "Nom de la structure"
    assert str(sports[-1][0]).startswith("TOTAL : ")
    lines = Counter((sheet, truth) for (sheet, _), truth in lists[CRETEIL].truth.items() if truth)
    three = [truth for (_, truth), number in lines.items() if number == 3]
    assert any(len(actors[int(truth)].people) == 3 for truth in three)


def test_the_truth_points_at_the_right_lines(actors: list[InventedActor], lists: dict[str, LocalList]) -> None:
    for name in (CRETEIL, LIMEIL, AGGLOMERATION):
        book = CalamineWorkbook.from_filelike(io.BytesIO(lists[name].data))
        sheets = {sheet: book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names}
        column = 1 if name == AGGLOMERATION else 0
        alike = 0
        rows = {key: truth for key, truth in lists[name].truth.items() if truth.isdigit()}
        for (sheet, line), truth in rows.items():
            told = fold(str(sheets[sheet][line - 1][column]))
            alike += not told or bool(set(told.split()) & set(fold(actors[int(truth)].name).split()))
        assert alike > 0.9 * len(rows)


def test_defects_come_at_the_rate_asked(actors: list[InventedActor]) -> None:
    exact = list(list_entries(CRETEIL, actors, 1, NO_DEFECT))
    names = {str(actor.number): actor for actor in actors}
    clean = [fold(entry.name) for entry in exact]
    assert all(entry.truth for entry in exact)
    assert sum(
        any(fold(part) in told for part in (names[entry.truth].name, names[entry.truth].official_name) if part)
        for entry, told in zip(exact, clean, strict=True)
    ) == len(exact)
    spoilt = list(list_entries(CRETEIL, actors, 1, Defects(typo=1.0)))
    assert (
        sum(entry.name != names[entry.truth].name for entry in spoilt if entry.truth) > 0.9 * len(actors) * 0.4
    )
    outside = list(list_entries(CRETEIL, actors, 1, Defects(outside=0.5)))
    assert 0.2 < sum(not entry.truth for entry in outside) / len(outside) < 0.5


def test_an_unknown_list_is_refused(actors: list[InventedActor]) -> None:
    with pytest.raises(ValueError, match="unknown list"):
        list(list_entries("paris", actors, 1))


def test_lists_hold_faulty_and_foreign_rows(lists: dict[str, LocalList]) -> None:
    assert sum(not truth for one in lists.values() for truth in one.truth.values()) >= 5
    book = CalamineWorkbook.from_filelike(io.BytesIO(lists[AGGLOMERATION].data))
    cells = [str(cell) for row in book.get_sheet_by_name("Base ESS").to_python() for cell in row]
    assert any(cell.endswith("E+13") for cell in cells)
    assert {"Bonneuil-sur-Marne", "Maisons-Alfort"} & set(cells)


def test_the_words_of_each_list_lead_back_to_the_themes(actors: list[InventedActor]) -> None:
    for actor in actors:
        for words in (actor.activity, unaccent(actor.activity).upper()):
            match = theme_from_label(words)
            assert match and match.code == actor.theme, words
