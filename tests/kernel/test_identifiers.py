"""SIREN, SIRET, RNA and former numbers: what is read, what is repaired and said, what is refused and why."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from maillage.kernel.identifiers import (
    Identifier,
    IdentifierError,
    IdentifierKind,
    format_siren,
    format_siret,
    parse_former_number,
    parse_rna,
    parse_siren,
    parse_siret,
    read_identifier,
    read_siren,
    read_siret,
    siren_of,
)

SIRET = "39054857600037"
SIREN = "390548576"


@pytest.mark.parametrize(
    "typed",
    [
        "39054857600037",
        "390 548 576 00037",
        "390\u00a0548\u00a0576\u202f00037",
        "390.548.576.00037",
        "SIRET : 39054857600037",
        "n° SIRET 390 548 576 00037",
        "Siret n° : 39054857600037",
        "39054857600037.0",
        "39054857600037,00",
        "'39054857600037",
    ],
)
def test_a_siret_is_read_however_it_was_typed(typed: str) -> None:
    assert parse_siret(typed) == SIRET
    assert read_siret(typed).remarks == ()


def test_la_poste_follows_its_own_rule() -> None:
    assert parse_siret("356 000 000 00048") == "35600000000048"  # the head office, by the ordinary key
    branch = "35600000049837"  # 3+5+6+4+9+8+3+7 = 45, a multiple of 5, and a wrong ordinary key
    assert not luhn.is_valid(branch)
    assert parse_siret(branch) == branch
    with pytest.raises(IdentifierError):
        parse_siret("35600000049838")


def test_lost_leading_zeros_are_restored_only_when_the_key_agrees_and_it_is_said() -> None:
    assert luhn.is_valid("005880034") and parse_siren("5880034") == "005880034"
    assert read_siren("5880034").remarks == (
        "2 zéros perdus au début du SIREN\u00a0: «\u00a05880034\u00a0» lu «\u00a0005880034\u00a0»",
    )
    with pytest.raises(IdentifierError, match="a 7 chiffres"):
        parse_siren("5880035")


@pytest.mark.parametrize("typed", ["3.5E+13", "3,5E+13", "3,90549E+13", "3.90548576E13", "SIRET: 3.9E+13"])
def test_a_number_destroyed_by_a_spreadsheet_is_said_and_not_guessed(typed: str) -> None:
    with pytest.raises(IdentifierError) as error:
        parse_siret(typed)
    assert "tableur l’a arrondi" in str(error.value)
    assert "«\u00a0Texte\u00a0»" in str(error.value)


@pytest.mark.parametrize(
    ("parse", "typed", "expected"),
    [
        (parse_siren, SIRET, "c’est un SIRET"),
        (parse_siret, SIREN, "c’est un SIREN"),
        (parse_siren, "W941000123", "est un numéro RNA"),
        (parse_siren, "390548577", "clé de contrôle"),
        (parse_siret, "39054857600038", "clé de contrôle"),
        (parse_siren, "000000000", "zéros"),
        (parse_siren, "1234", "a 4 chiffres"),
        (parse_siren, "sans objet", "ne doit contenir que des chiffres"),
        (parse_siren, "  ", "est vide"),
        (parse_rna, "", "est vide"),
        (parse_rna, SIREN, "ressemble à un SIREN"),
        (parse_rna, "913S0913012577", "ancien numéro"),
        (parse_rna, "W94100012", "commence par W"),
        (parse_former_number, "W941000123", "est un numéro RNA"),
        (parse_former_number, "en cours", "n’est pas un ancien numéro"),
    ],
)
def test_what_is_wrong_is_said_in_french(parse, typed: str, expected: str) -> None:
    with pytest.raises(IdentifierError) as error:
        parse(typed)
    assert expected in str(error.value)
    assert "'" not in str(error.value), "the apostrophes shown are typographic"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("W941000123", "W941000123"),
        ("w9m1 006 623", "W9M1006623"),
        ("RNA : W2A1000249", "W2A1000249"),
    ],
)
def test_rna_numbers(typed: str, expected: str) -> None:
    assert parse_rna(typed) == expected


@pytest.mark.parametrize(
    "number",
    [
        "913S0913012577",
        "2A1P02A1013100",
        "9R4S9744001570",
        "751P00122544",
        "931P2002-00514",
        "0913012577",
        "2002-00514",
        "305/2005",
        "05590SP00",
    ],
)
def test_former_numbers_in_their_several_shapes(number: str) -> None:
    assert parse_former_number(f" {number.lower()} ") == number


def test_kinds_are_told_apart_in_a_mixed_column() -> None:
    assert read_identifier(SIRET).kind is IdentifierKind.SIRET
    assert read_identifier(SIREN).kind is IdentifierKind.SIREN
    assert read_identifier("w941000123").kind is IdentifierKind.RNA
    assert read_identifier("913S0913012577").kind is IdentifierKind.FORMER_NUMBER
    with pytest.raises(IdentifierError, match="ni un SIRET"):
        read_identifier("0913")


def test_shown_forms_do_not_break() -> None:
    assert format_siren(SIREN) == "390\u00a0548\u00a0576"
    assert format_siret(SIRET) == "390\u00a0548\u00a0576\u00a000037"
    assert siren_of(SIRET) == SIREN


digits = st.text("0123456789", min_size=8, max_size=8)


@given(digits.filter(lambda body: set(body) != {"0"}))
def test_every_number_with_its_key_is_read_and_one_wrong_digit_never_is(body: str) -> None:
    siren = body + luhn.calc_check_digit(body)
    if set(siren) == {"0"}:
        return
    assert parse_siren(format_siren(siren)) == siren
    wrong = siren[:-1] + str((int(siren[-1]) + 1) % 10)
    with pytest.raises(IdentifierError):
        parse_siren(wrong)


@given(st.text(max_size=40))
def test_any_text_gives_a_number_or_a_sentence(text: str) -> None:
    for parse in (parse_siren, parse_siret, parse_rna, parse_former_number):
        try:
            assert parse(text)
        except IdentifierError as error:
            assert len(str(error)) > 10


def column(path: Path, name: str) -> list[str]:
    if not path.is_file():
        pytest.skip(f"no {path.name} in ../shared/data: real numbers not tried")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            value for row in csv.DictReader(file) if (value := row[name].strip().strip('"')) not in ("", "0")
        ]


def test_the_numbers_of_real_registers_are_read(shared_data: Path) -> None:
    register = shared_data / "rna/rna_api_extrait_2022.csv"
    kinds = {IdentifierKind.RNA, IdentifierKind.FORMER_NUMBER}
    assert all(read_identifier(number).kind in kinds for number in column(register, "id_association"))
    former = column(register, "id_ex_association")
    assert sum(parse_former_number(number) == number for number in former) == len(former) > 600
    for siret in column(shared_data / "inclusion/siae_94.csv", "siret"):
        assert parse_siret(siret) == siret


def test_the_siren_of_a_real_list_are_read_as_they_are(shared_data: Path) -> None:
    for siren in column(shared_data / "sirene/ess_numerique_01_ess_france.csv", "siren"):
        assert read_siren(siren) == Identifier(IdentifierKind.SIREN, siren)
