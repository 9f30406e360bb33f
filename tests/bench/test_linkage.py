"""How the real lists of the linkage's benchmark are read."""

from __future__ import annotations

import pytest

from bench.linkage import parts_of


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("THEATRE MAROLAC - 44 ST HERBLAIN", ("THEATRE MAROLAC", "44", "ST HERBLAIN")),
        ("THEATRE MAROLAC - 44 ", ("THEATRE MAROLAC", "44", "")),
        ("THEATRE MAROLAC - 974", ("THEATRE MAROLAC", "974", "")),
        ("TM - THEATRE MAROLAC - 2A", ("TM - THEATRE MAROLAC", "2A", "")),
        ("TM - THEATRE MAROLAC", ("TM - THEATRE MAROLAC", "", "")),
        ("CLUB DES 44", ("CLUB DES 44", "", "")),
    ],
)
def test_a_cell_of_the_states_list_says_name_and_place(cell: str, parts: tuple[str, str, str]) -> None:
    assert parts_of(cell) == parts
