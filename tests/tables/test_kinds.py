"""What a column holds, and how its values are read."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.tables import Kind, read_date, read_number, read_position, read_yes_no
from maillage.tables.kinds import infer_kind
from maillage.tables.sources.numbers import NumberFormat, plain


@pytest.mark.parametrize(
    ("heading", "values", "kind"),
    [
        ("Nom", ["Amis du lac", "Judo club"], Kind.TEXT),
        ("", [], Kind.EMPTY),
        ("Adhérents", ["12", "1 250", "0"], Kind.INTEGER),
        ("Montant", ["12,5", "1 250", "97 000euros"], Kind.DECIMAL),
        ("Code quartier", ["05", "07", "12"], Kind.TEXT),
        ("Créée le", ["31/01/2004", "2004-02-01", "janv. 2004"], Kind.DATE),
        ("Date de création", ["38000", "38017"], Kind.DATE),
        ("Effectif", ["38000", "38017"], Kind.INTEGER),
        ("Mail", ["a@b.fr", "c@d.org ; e@f.net"], Kind.EMAIL),
        ("Contact", ["01 43 00 00 01", "+33 1 43 00 00 02", "0143000003 / 06.12.34.56.78"], Kind.PHONE),
        ("Tél.", ["143000001", "612345678"], Kind.PHONE),
        ("CP", ["94000", "1000"], Kind.POSTCODE),
        ("", ["94000", "94140", "94450"], Kind.POSTCODE),
        ("Subvention", ["15000", "15000", "20000"], Kind.INTEGER),
        ("Code INSEE", ["94028", "94002"], Kind.INTEGER),
        ("Site", ["https://exemple.fr", "www.exemple.org/asso", "exemple.com"], Kind.URL),
        ("SIREN", ["326 978 285", "390548576"], Kind.SIREN),
        ("Identifiant", ["32697828500053", "390 548 576 00037"], Kind.SIRET),
        ("SIRET", ["32697828500053", "3,26978E+13", "3,90549E+13"], Kind.SIRET),
        ("Numéro", ["3,26978E+13", "3.5E+13"], Kind.DESTROYED_NUMBER),
        ("RNA", ["W941000001", "w751000002"], Kind.RNA),
        ("Latitude", ["48,78", "48,7912"], Kind.DECIMAL),
        ("Latitude", ["48,7812", "48,7912"], Kind.COORDINATE),
        ("", ["48.780054", "2.462768"], Kind.COORDINATE),
        ("Position", ["48.78, 2.46", "48,781 ; 2,461"], Kind.COORDINATE),
        ("coords", ["SRID=4326;POINT (2.7444 50.300099)"], Kind.COORDINATE),
        ("Employeur", ["oui", "non", "Oui", "x"], Kind.YES_NO),
        ("Nom", ["Amis", "Judo", "Ciné", "12 ans d’âge", "94000"], Kind.TEXT),
    ],
)
def test_kinds(heading, values, kind):
    assert infer_kind(values, heading) is kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31/01/2004", (2004, 1, 31)),
        ("31-1-04", (2004, 1, 31)),
        ("31.01.1998", (1998, 1, 31)),
        ("2004-01-31", (2004, 1, 31)),
        ("2004-01-31 10:30", (2004, 1, 31)),
        ("31/01/2004 à 10h30", (2004, 1, 31)),
        ("1er janvier 2004", (2004, 1, 1)),
        ("samedi 31 janvier 2004", (2004, 1, 31)),
        ("janv. 2004", (2004, 1, 1)),
        ("août 98", (1998, 8, 1)),
        ("févr-04", (2004, 2, 1)),
        ("01/2004", (2004, 1, 1)),
        ("12/31/2004", (2004, 12, 31)),
    ],
)
def test_dates(text, date):
    assert read_date(text) == datetime.date(*date)


@pytest.mark.parametrize("text", ["", "31/02/2004", "38000", "bientôt", "13/13/2004", "mai", "Amis 2004"])
def test_what_is_no_date(text):
    assert read_date(text) is None


def test_serials_are_dates_only_when_asked():
    assert read_date("38017", serials=True) == datetime.date(2004, 1, 31)
    assert read_date("12", serials=True) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3 000", "3000"),
        ("3\u202f000,50", "3000.50"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("-12,5 €", "-12.5"),
        ("97 000euros", "97000"),
        ("50 %", "0.5"),
        ("12 k€", "12000"),
        ("3,899", "3.899"),
    ],
)
def test_numbers(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "abc", "12 rue", "1,2,3.4.5", "3,5E+13", "--1"])
def test_what_is_no_number(text):
    assert read_number(text) is None


def test_yes_no_and_positions():
    assert [read_yes_no(text) for text in ("Oui", "x", "VRAI", "non", "0", "peut-être")] == [
        True, True, True, False, False, None,
    ]  # fmt: skip
    assert read_position("POINT (2.46 48.78)") == (48.78, 2.46)
    assert read_position("48,78 ; 2,46") == (48.78, 2.46)
    assert read_position("Créteil") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
@settings(deadline=None)
def test_numbers_written_the_french_way_read_back(number):
    assert read_number(f"{number:,.2f}".replace(",", " ").replace(".", ",")) == number


@given(st.dates(min_value=datetime.date(1930, 1, 1), max_value=datetime.date(2029, 12, 31)))
@settings(deadline=None)
def test_dates_written_the_french_way_read_back(date):
    assert read_date(f"{date:%d/%m/%Y}") == read_date(f"{date:%d.%m.%y}") == date


@given(st.text(max_size=60))
@settings(deadline=None)
def test_reading_never_fails(text):
    read_number(text), read_date(text, serials=True), read_yes_no(text), read_position(text)
    assert infer_kind([text], text) in Kind


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("00000", 1500, "01500"),
        ('0#" "##" "##" "##" "##', 612345678, "06 12 34 56 78"),
        ("000 000 000 00000", 55201350012345, "552 013 500 12345"),
        ("0.00", 1.5, "1.5"),
        ("# ##0", 1500, "1500"),
        ("#,##0.00 [$€-40C]", 1500.5, "1500.5"),
        ("0%", 0.125, "12.5 %"),
        ("dd/mm/yyyy", 38017, "2004-01-31"),
        ("[$-40C]d mmmm yyyy;@", 38017, "2004-01-31"),
        ("jj/mm/aaaa", 38017, "2004-01-31"),
        ("hh:mm", 0.395833333, "09:30"),
        ("dd/mm/yyyy hh:mm", 38017.4375, "2004-01-31 10:30"),
        ("General", 3.5, "3.5"),
        ("@", 3, "3"),
        ('"N° "0', 3, "3"),
    ],
)
def test_number_formats(code, number, text):
    assert NumberFormat(164, code).write(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(32697828500053.0, "32697828500053"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (-2.0, "-2")],
)
def test_plain_numbers_are_never_scientific(number, text):
    assert plain(number) == text
