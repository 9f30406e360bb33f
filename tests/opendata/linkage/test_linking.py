"""Links between lists: what must be found, what must not, and what a person is told."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from maillage.opendata.generator.lists import write_lists
from maillage.opendata.linkage import Linked, dedupe, link
from maillage.opendata.linkage.evaluation import evaluate, read_truth
from maillage.opendata.linkage.model import level_codes, read_model


def table(*rows: dict[str, str]) -> pa.Table:
    columns = ["id", "name", *sorted({key for row in rows for key in row} - {"id", "name"})]
    return pa.table(
        {column: pa.array([row.get(column, "") for row in rows], pa.string()) for column in columns}
    )


def found(linked: Linked) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (row["left_id"], row["right_id"]): (row["verdict"], row["evidence"].replace("\u00a0", " "))
        for row in linked.pairs.to_pylist()
    }


def one(left: dict[str, str], right: dict[str, str]) -> tuple[str, str] | None:
    """The verdict and the evidence of a pair, alone in its lists."""
    pairs = found(link(table({"id": "1", **left}), table({"id": "a", **right})))
    return pairs.get(("1", "a"))


CRETEIL = {"commune": "Créteil", "postcode": "94000"}
VALENTON = {"commune": "Valenton", "postcode": "94460"}
LILAS = {"address": "12 rue des Lilas"}


# Each pair has words of its own, so that all of them can be linked in one run.
SAME = [
    ({"name": "Les amis de Léo", **CRETEIL}, {"name": "ASS AMIS DE LEO", "commune": "CRETEIL CEDEX"}),
    (
        {"name": "Ressourcerie des Bords de Marne", **CRETEIL, **LILAS},
        {"name": "RESOURCERIE DES BORDS DE MARNE", **CRETEIL, "address": "12, r. des Lilas"},
    ),
    (
        {"name": "Coordination des habitants engagés pour le climat", **CRETEIL, **LILAS},
        {"name": "COORDINATION DES HABITANTS ENGAG", **CRETEIL, **LILAS},
    ),
    (
        {"name": "Théâtre de Saint-Élan", "commune": "St-Élan", "department": "94"},
        {"name": "THEATRE DE ST ELAN", "commune": "SAINT ELAN", "postcode": "94123"},
    ),
    ({"name": "Comité des fêtes", **VALENTON}, {"name": "Comité des fêtes de Valenton", **VALENTON}),
    (
        {"name": "Vacarmels de Loire-Atlantique", "department": "44"},
        {"name": "ASSOCIATION DEPARTEMENTALE DES VACARMELS", "department": "44"},
    ),
    (
        {"name": "Théâtre Grimbelot Vandrin", "department": "44"},
        {"name": "ASSOCIATION CIE GRIMBELOT VANDRIN", "commune": "Nantes", "department": "44"},
    ),
]
DIFFERENT = {
    "two structures at one address": (
        {"name": "Chorale Marolac", **CRETEIL, **LILAS},
        {"name": "Judo Tavernel", **CRETEIL, **LILAS},
    ),
    "a section": (
        {"name": "Union sportive de Créteil judo", **CRETEIL, **LILAS},
        {"name": "Union sportive de Créteil", **CRETEIL, **LILAS},
    ),
    "those around": (
        {"name": "Les amis du théâtre Gondrelin", **CRETEIL, **LILAS},
        {"name": "Théâtre Gondrelin", **CRETEIL, **LILAS},
    ),
    "a federation": (
        {"name": "Fédération départementale Pélissar", **CRETEIL},
        {"name": "Pélissar", **CRETEIL},
    ),
    "homonyms in two towns": (
        {"name": "Comité des fêtes", **CRETEIL},
        {"name": "Comité des fêtes", **VALENTON},
    ),
    "two disciplines": (
        {"name": "Entente Vorgeac judo", **CRETEIL, **LILAS},
        {"name": "Entente Vorgeac karaté", **CRETEIL, **LILAS},
    ),
    "names that thousands bear, in no place known": (
        {"name": "OGEC Saint-Joseph", "department": "44"},
        {"name": "OGEC ST JOSEPH", "department": "44"},
    ),
    "two departments": (
        {"name": "Les Dringuelets du Gard", "department": "30"},
        {"name": "Les Dringuelets de l’Hérault", "department": "34"},
    ),
    "a common word and the town of one": (
        {"name": "Aviron de Trévalonne", "department": "44"},
        {"name": "Trévalonne aviron", "commune": "Trévalonne", "department": "44"},
    ),
    "two schools of one name": (
        {"name": "Lycée Dravinel Pochart", "department": "44"},
        {"name": "ASSOCIATION ECOLE DRAVINEL POCHART", "commune": "Nantes", "department": "44"},
    ),
    "a number that says no": (
        {"name": "Théâtre Bastinel", **CRETEIL, "siren": "123456789"},
        {"name": "Théâtre Bastinel", **CRETEIL, "siren": "987654321"},
    ),
}


def linked(pairs: list[tuple[dict[str, str], dict[str, str]]]) -> dict[tuple[str, str], tuple[str, str]]:
    left, right = zip(*pairs, strict=True)
    return found(
        link(
            table(*({"id": str(at), **row} for at, row in enumerate(left))),
            table(*({"id": str(at), **row} for at, row in enumerate(right))),
        )
    )


def test_one_organisation_spelt_in_two_ways() -> None:
    pairs = linked(SAME)
    for at, pair in enumerate(SAME):
        assert pairs.get((str(at), str(at)), ("", ""))[0] == "certain", (pair, pairs)


def test_two_organisations_are_never_certain() -> None:
    pairs = linked(list(DIFFERENT.values()))
    assert pairs, "what is alike must be shown to a person"
    for (left, right), (decided, evidence) in pairs.items():
        assert decided == "review", (left, right, evidence)


# Alike, in a department and in no town: however likely a match is, a person decides.
UNPLACED = {
    "kinds cut short": ("Maison familiale rurale éducation orientation", "MAIS FAMIL RURALE EDUCAT ORIENTA"),
    "initials": ("VQZ", "Vendangeurs quotidiens de Zélie"),
    "no word of their own in common": ("Demeure des Vrombis", "Demeurette des Vrombins"),
    "cut names, each with an end of its own": (
        "ASS FAMIL RURALE DE ORCHEVILLERS",
        "ASSO FAMIL RURALE DE BRUGNEAUVAL",
    ),
    "two sports cut short": ("AILES SPORT DRAVENAUX ORBEC VOLL", "AILES SPORT DRAVENAUX ORBEC HAND"),
}


@pytest.mark.parametrize("names", UNPLACED.values(), ids=UNPLACED)
def test_names_without_a_word_of_their_own_in_common_need_a_place(names: tuple[str, str]) -> None:
    likely = {**read_model(), "probability_two_random_records_match": 0.5}
    left, right = (table({"id": name, "name": name, "department": "44"}) for name in names)
    assert all(decided != "certain" for decided, _ in found(link(left, right, model=likely)).values())


def test_near_names_that_share_rare_words_need_none() -> None:
    result = one(
        {"name": "Les Gribourets Vandeliers", "department": "44"},
        {"name": "COMPAGNIE LES GRIBOURETS VANDELIERS", "department": "44"},
    )
    assert result and result[0] == "certain"


def test_a_name_of_its_own_in_a_department_is_enough_though_another_department_has_it_too() -> None:
    unlikely = {**read_model(), "probability_two_random_records_match": 0.08}
    left = table({"id": "1", "name": "Le Vacarmel", "department": "44"})
    right = table(
        {"id": "a", "name": "ASSOCIATION VACARMEL", "commune": "Nantes", "department": "44"},
        {"id": "b", "name": "VACARMEL", "commune": "Paris", "department": "75"},
    )
    (((_, right_id), (decided, evidence)),) = found(link(left, right, model=unlikely)).items()
    assert (right_id, decided) == ("a", "certain"), evidence


def test_one_word_that_two_rows_of_a_list_share_needs_a_place() -> None:
    rows = [
        {"id": "1", "name": "Vacarmel"},
        {"id": "2", "name": "ASS VACARMEL"},
        {"id": "3", "name": "Les Gribourets Vandeliers"},
        {"id": "4", "name": "ASS GRIBOURETS VANDELIERS"},
    ]
    likely = {**read_model(), "probability_two_random_records_match": 0.5}
    pairs = found(dedupe(table(*({**row, "department": "44"} for row in rows)), model=likely))
    assert {pair: decided for pair, (decided, _) in pairs.items()} == {
        ("1", "2"): "review",
        ("3", "4"): "certain",
    }


def test_homonyms_go_each_to_their_town() -> None:
    towns = ("Créteil", "Valenton", "Alfortville", "Limeil")
    left = table(*({"id": town, "name": "Comité des fêtes", "commune": town} for town in towns))
    right = table(*({"id": f"R {town}", "name": "COMITE DES FETES", "commune": town.upper()} for town in towns))
    pairs = found(link(left, right))
    assert set(pairs) == {(town, f"R {town}") for town in towns}


def test_a_name_alone_that_two_bear_is_left_to_a_person() -> None:
    left = table({"id": "1", "name": "Théâtre Marolac"})
    right = table(
        {"id": "a", "name": "Théâtre Marolac", **CRETEIL}, {"id": "b", "name": "Theatre MAROLAC", **CRETEIL}
    )
    ((_, (decided, evidence)),) = found(link(left, right)).items()
    assert decided == "review"
    assert "une autre fiche est presque aussi proche" in evidence


def test_a_number_in_common_settles_it() -> None:
    numbers = {
        "siren": ("123 456 789", "123456789"),
        "siret": ("98765432100011", "98765432100011"),
        "rna": ("w941234567", "W941234567"),
    }
    pairs = linked(
        [
            (
                {"name": f"AMV {kind}", **CRETEIL, kind: written},
                {"name": "Aide aux malades", **CRETEIL, kind: value},
            )
            for kind, (written, value) in numbers.items()
        ]
    )
    for at, (_, value) in enumerate(numbers.values()):
        decided, evidence = pairs[str(at), str(at)]
        assert decided == "certain" and value in evidence


def test_a_number_that_neither_name_nor_place_confirms_is_left_to_a_person() -> None:
    same = {"siren": "123456789"}
    result = one(
        {"name": "Chorale Marolac", "commune": "Brest", "postcode": "29200", **same},
        {"name": "Judo Tavernel", **CRETEIL, **same},
    )
    assert result and result[0] == "review"


def test_a_lost_zero_is_put_back_and_what_is_no_number_says_nothing() -> None:
    pairs = linked(
        [
            (
                {"name": "AMV", **CRETEIL, "siren": "12345678"},
                {"name": "Malades", **CRETEIL, "siren": "012345678"},
            ),
            ({"name": "Marolac", "siren": "3,5E+13"}, {"name": "Tavernel", "siren": "3,5E+13"}),
            ({"name": "Pélissar", "siren": "0"}, {"name": "Gondrelin", "siren": "000000000"}),
        ]
    )
    assert set(pairs) == {("0", "0")}
    assert "même SIREN : 012345678" in pairs["0", "0"][1]


def test_the_evidence_is_a_sentence_for_a_person() -> None:
    result = one(
        {"name": "Ressourcerie des Bords de Marne", **CRETEIL, **LILAS},
        {"name": "RESOURCERIE DES BORDS DE MARNE", **CRETEIL, "address": "3 place du Marché"},
    )
    assert result
    assert result[1].replace("\u202f", " ") == (
        "même nom à une faute près : « Ressourcerie des Bords de Marne » et « RESOURCERIE DES BORDS DE MARNE » "
        "; même commune : Créteil ; adresses différentes : 12 rue des Lilas et 3 place du Marché"
    )


def test_another_name_is_a_name() -> None:
    result = one(
        {"name": "Structure 12", "other_name": "Théâtre Marolac", **CRETEIL},
        {"name": "THEATRE MAROLAC", **CRETEIL},
    )
    assert result and result[0] in ("certain", "review")


def test_nothing_to_link_gives_no_pair() -> None:
    linked = link(table({"id": "1", "name": "Marolac"}), table({"id": "a", "name": "Tavernel"}))
    assert linked.pairs.num_rows == 0 and linked.pairs.column_names[0] == "left_id"
    assert link(table({"id": "1", "name": ""}), table({"id": "a", "name": "Association"})).pairs.num_rows == 0


def test_duplicates_of_one_list() -> None:
    pairs = found(
        dedupe(
            table(
                {"id": "1", "name": "Théâtre Marolac", **CRETEIL},
                {"id": "2", "name": "Judo Tavernel", **CRETEIL},
                {"id": "3", "name": "ASS THEATRE MAROLAC", **CRETEIL},
                {"id": "4", "name": "Theatre Marollac", **CRETEIL},
            )
        )
    )
    assert {("1", "3"), ("1", "4"), ("3", "4")} == set(pairs)


# --- On the generator's lists, with their stated defects -----------------------------------------------------
@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    write_lists(folder, 1_000, right=4_000, seed=11)
    return folder


@pytest.fixture(scope="module")
def invented(lists: Path) -> Linked:
    return link(lists / "left.csv", lists / "right.csv")


def test_precision_and_recall_on_stated_defects(invented: Linked, lists: Path) -> None:
    rows = invented.pairs.to_pylist()
    truth = read_truth(lists / "truth.csv")
    result = evaluate(((row["left_id"], row["right_id"], row["verdict"]) for row in rows), truth)
    assert result.certain.precision.total > 500
    assert (result.certain.precision.value or 0) >= 0.99
    assert (result.certain.recall.value or 0) >= 0.85
    assert (result.given.recall.value or 0) >= 0.95
    for trap in ("same_address", "homonym", "federation_section"):
        certain, _ = result.groups["trap"][trap]
        assert certain.precision.total - certain.precision.hits <= 1, trap


def test_each_left_record_has_one_link_at_most(invented: Linked) -> None:
    left = invented.pairs["left_id"].to_pylist()
    assert len(left) == len(set(left))
    assert left == sorted(left)


def test_the_same_lists_give_the_same_pairs(lists: Path, invented: Linked) -> None:
    assert link(lists / "left.csv", lists / "right.csv").pairs.equals(invented.pairs)


def test_weights_are_adapted_where_rows_are_many_and_kept_where_they_are_few(
    invented: Linked,
) -> None:
    assert invented.learnt and invented.settings != read_model()
    few = link(table({"id": "1", "name": "Marolac"}), table({"id": "a", "name": "Marolac"}))
    assert not few.learnt and few.settings == read_model()


def test_the_shipped_model_ranks_what_agrees_above_what_differs() -> None:
    worth = {
        comparison["output_column_name"]: {
            level["label_for_charts"]: level["m_probability"] / level["u_probability"]
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
        for comparison in read_model()["comparisons"]
    }
    assert worth["name"]["same_here"] > worth["name"]["close"] > 1 > worth["name"]["other"]
    assert worth["place"]["same"] > 1 > worth["place"]["other"]
    assert worth["address"]["same"] > 1 > worth["address"]["other"]
    assert worth["identifier"]["siren"] > 10_000 and worth["identifier"]["other"] < 0.01
    assert set(level_codes(read_model())) == {"name", "place", "address", "identifier"}


def test_a_sigle_that_its_own_name_explains_is_not_the_initials_of_a_stranger() -> None:
    names = {
        "a": ("Chemin des Cimes", "CDC"),
        "b": ("Val Futsal Agglomération", "VFA"),
        "c": ("Radio Amateur", "RAMA"),
    }
    right = [{"id": key, "name": name, "other_name": sigle, **CRETEIL} for key, (name, sigle) in names.items()]
    left = {
        "1": "Cri Dévot Citron",
        "2": "Vent Feuille Arbre",
        "3": "Association RAMA",
        "4": "Le Chemin des Cimes",
    }
    given = table(*({"id": key, "name": name, **CRETEIL} for key, name in left.items()))
    assert set(found(link(given, table(*right)))) == {("3", "c"), ("4", "a")}
