"""Telephone numbers, e-mail and web addresses: what is cleaned and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.kernel.contacts import (
    ContactError,
    format_phone,
    parse_email,
    parse_phone,
    parse_web,
    phone_uri,
    shown_web,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("01 23 45 67 89", "0123456789"),
        ("01.23.45.67.89", "0123456789"),
        ("Tél. : 01-23-45-67-89", "0123456789"),
        ("+33 (0)1 23 45 67 89", "0123456789"),
        ("0033 1 23 45 67 89", "0123456789"),
        ("+331\u00a023\u202f45 67 89", "0123456789"),
        ("123456789", "0123456789"),
        ("123456789.0", "0123456789"),
        ("0262 12 34 56", "0262123456"),
        ("3919", "3919"),
        ("115", "115"),
        ("116 006", "116006"),
        ("+41 22 123 45 67", "+41221234567"),
    ],
)
def test_phone_numbers(typed: str, number: str) -> None:
    assert parse_phone(typed) == number


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "vide"),
        ("demander Paul", "dix chiffres"),
        ("01 23 45 67", "a 8 chiffres"),
        ("01 23 45 67 89 / 06 12 34 56 78", "deux numéros"),
        ("00 12 34 56 78 90 12 34 56 78", "pas un numéro de téléphone complet"),
        ("1234567890", "commence par 01 à 09"),
    ],
)
def test_wrong_phone_numbers(typed: str, expected: str) -> None:
    with pytest.raises(ContactError, match=expected):
        parse_phone(typed)


def test_shown_phone_numbers() -> None:
    assert format_phone("0123456789") == "01\u00a023\u00a045\u00a067\u00a089"
    assert format_phone("3919") == "39\u00a019"
    assert format_phone("+41221234567") == "+41221234567"
    assert phone_uri("0123456789") == "tel:+33123456789"
    assert phone_uri("3919") == "tel:3919"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("contact@exemple.fr", "contact@exemple.fr"),
        (" mailto:Jeanne.Dupont@Exemple.FR ", "Jeanne.Dupont@exemple.fr"),
        ("<info@sous.domaine.exemple.org>", "info@sous.domaine.exemple.org"),
        ("a+b@exemple.coop;", "a+b@exemple.coop"),
        ("contact@épicerie.fr", "contact@épicerie.fr"),
    ],
)
def test_emails(typed: str, address: str) -> None:
    assert parse_email(typed) == address


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "vide"),
        ("contact.exemple.fr", "signe @"),
        ("a@b@c.fr", "plusieurs adresses"),
        ("a@exemple.fr, b@exemple.fr", "plusieurs adresses"),
        ("jeanne dupont@exemple.fr", "une espace"),
        ("a@exemple", "valable"),
        ("a.@exemple.fr", "valable"),
        ("a@exemple..fr", "valable"),
        ("é@exemple.fr", "valable"),
    ],
)
def test_wrong_emails(typed: str, expected: str) -> None:
    with pytest.raises(ContactError, match=expected):
        parse_email(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.exemple.fr", "https://www.exemple.fr"),
        ("exemple.fr/contact?x=1", "https://exemple.fr/contact?x=1"),
        ("http://Exemple.FR/", "http://exemple.fr"),
        ("http:/www.exemple.fr", "http://www.exemple.fr"),
        ("HTTPS://www.exemple.fr/Page", "https://www.exemple.fr/Page"),
        ("exemple.fr:8080/x", "https://exemple.fr:8080/x"),
    ],
)
def test_web_addresses(typed: str, address: str) -> None:
    assert parse_web(typed) == address
    assert parse_web(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://exemple.fr",
        "contact@exemple.fr",
        "pas de site",
        "exemple",
        "http://",
        "https://192.168.0.1/",
        "https://moi:secret@exemple.fr",
        "http://[oups",
        "https://exemple.fr:99999999/",
    ],
)
def test_wrong_web_addresses(typed: str) -> None:
    with pytest.raises(ContactError):
        parse_web(typed)


def test_shown_web_addresses() -> None:
    assert shown_web("https://www.exemple.fr/") == "exemple.fr"
    assert shown_web("https://exemple.fr/a/") == "exemple.fr/a"


@given(st.text(max_size=40))
def test_any_text_gives_a_contact_or_a_sentence(text: str) -> None:
    for parse in (parse_phone, parse_email, parse_web):
        try:
            value = parse(text)
        except ContactError as error:
            assert len(str(error)) > 10
        else:
            assert parse(value) == value


@given(st.integers(100_000_000, 999_999_999))
def test_every_french_number_is_shown_and_read_back(digits: int) -> None:
    number = f"0{digits}"
    assert parse_phone(format_phone(number)) == number
    assert parse_phone(phone_uri(number).removeprefix("tel:")) == number
