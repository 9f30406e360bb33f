"""What is withdrawn after an edition was frozen leaves the public file, and nothing else does."""

from __future__ import annotations

import json

from maillage.guide.domain.edition import PictureRef, Stock, from_json, to_json
from maillage.guide.domain.erratum import Withdrawals, withdrawals, without
from tests.guide.paper_stock import PERSON, entry, stock


def test_stock_survives_being_written_and_read() -> None:
    made = stock(
        entry(1, people=[PERSON], logo=PictureRef("a.png", "Logo", key=3)),
        plan={"cover": PictureRef("c.jpg", "Vue")},
    )
    assert from_json(Stock, json.loads(json.dumps(to_json(made)))) == made


def test_fields_of_another_version_are_left_aside() -> None:
    data = to_json(stock(entry(1)))
    data["entries"][0]["of_tomorrow"] = 1
    del data["plan"]["printer"]
    assert from_json(Stock, data).plan.printer == ""


def test_nothing_withdrawn_changes_nothing() -> None:
    made = stock(entry(1, people=[PERSON]), entry(2))
    gone = withdrawals(made, shown={one.uid: True for one in made.entries}, agreed={7}, pictures=set())
    assert not gone
    assert gone.sentence() == ""
    assert without(made, gone) == made


def test_structure_address_person_and_picture_are_withdrawn_each_alone() -> None:
    one, two = entry(1), entry(2, people=[PERSON], logo=PictureRef("l.png", "Logo", key=5))
    made = stock(one, two)
    gone = withdrawals(made, shown={two.uid: False}, agreed=set(), pictures=set())
    assert gone == Withdrawals(frozenset({one.uid}), frozenset({two.uid}), frozenset({7}), frozenset({5}))
    (left,) = without(made, gone).entries
    assert (left.name, left.address, left.postcode, left.point) == (two.name, "", "", None)
    assert left.people == []
    assert left.logo is None
    assert left.email == two.email
    assert without(made, gone).projects[0].parts == []
    assert "1\u00a0structure, 1\u00a0adresse, 1\u00a0personne et 1\u00a0image" in gone.sentence()
