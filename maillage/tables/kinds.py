"""Recognises what a column holds from its values and its heading, and reads those values."""

import datetime
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from maillage.kernel.text import fold


class Kind(StrEnum):
    """What the cells of a column look like."""

    EMPTY = "empty"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    URL = "url"
    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"
    DESTROYED_NUMBER = "destroyed_number"
    COORDINATE = "coordinate"
    YES_NO = "yes_no"


KIND_NAMES: dict[Kind, str] = {
    Kind.EMPTY: "vide",
    Kind.TEXT: "texte",
    Kind.INTEGER: "nombre entier",
    Kind.DECIMAL: "nombre",
    Kind.DATE: "date",
    Kind.EMAIL: "adresse électronique",
    Kind.PHONE: "téléphone",
    Kind.POSTCODE: "code postal",
    Kind.URL: "site web",
    Kind.SIREN: "numéro SIREN",
    Kind.SIRET: "numéro SIRET",
    Kind.RNA: "numéro RNA",
    Kind.DESTROYED_NUMBER: "nombre abîmé par le tableur",
    Kind.COORDINATE: "coordonnée géographique",
    Kind.YES_NO: "oui ou non",
}

_SHARE = 0.8
_SPACES = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\s.\-/()_]+")
_INTEGER = re.compile(r"[+-]?(\d{1,3}( \d{3})+|\d+)")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>\d[\d ]*(?:[.,]\d+)*) ?(?P<unit>%|€|eur|euros?|k€|ha|km|m2|m²|h)?",
    re.IGNORECASE,
)
_DESTROYED = re.compile(r"[+-]?\d([.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_EMAIL = re.compile(r"(mailto:)?[^\s@;,<>]+@[^\s@;,<>]+\.[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(
    r"(https?://|www\.)\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(fr|com|org|net|eu|info|asso\.fr|coop|bzh)(/\S*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(0[1-9]\d{8}|(\+|00)33(0?)[1-9]\d{8})")
_SHORT_PHONE = re.compile(r"[1-9]\d{8}|3\d{3}|1\d{3}")
_POSTCODE = re.compile(r"(?:f-?)?(\d{5})", re.IGNORECASE)
_RNA = re.compile(r"W[0-9A-Z]\d{8}", re.IGNORECASE)
_COORDINATE = re.compile(r"-?\d{1,3}[.,]\d{3,}")
_PAIR = re.compile(r"(-?\d{1,3}[.,]\d{2,})\s*[ ,;/]\s*(-?\d{1,3}[.,]\d{2,})")
_POINT = re.compile(r"(?:SRID=\d+;)?\s*POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)", re.IGNORECASE)
_YES = frozenset(("oui", "o", "vrai", "true", "yes", "x", "✓", "✔", "ok"))
_NO = frozenset(("non", "n", "faux", "false", "no", "-"))
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_FRENCH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?: (?:à )?\d{1,2}[:h]\d{0,2}.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_WRITTEN = re.compile(
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:(\d{1,2})(?:er)?[\s\-]+)?([^\W\d]+)\.?[\s\-]+(\d{4}|\d{2})",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin", "juillet juil jul",
            "aout aou", "septembre sept sep", "octobre oct", "novembre nov", "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_FIRST_SERIAL, _LAST_SERIAL = 7_000, 73_050
_EPOCH = datetime.date(1899, 12, 30)

_DATE_WORDS = frozenset(
    ("date", "dates", "jour", "le", "naissance", "creation", "cree", "declaration", "echeance", "convention")
)
_PHONE_WORDS = frozenset(
    ("tel", "telephone", "telephones", "portable", "mobile", "fax", "telecopie", "gsm", "tph", "phone")
)
_POSTCODE_WORDS = frozenset(("cp", "postal", "postale", "codepostal", "postcode", "post", "codpos", "zip"))
_COORDINATE_WORDS = frozenset(
    (
        "lat",
        "lon",
        "lng",
        "long",
        "latitude",
        "longitude",
        "x",
        "y",
        "coord",
        "coords",
        "coordonnees",
        "geo",
        "gps",
    )
)


def heading_words(heading: str) -> frozenset[str]:
    """Return the folded words of a heading: « Code_Postal » gives {"code", "postal"}."""
    return frozenset(fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)).split())


def read_number(text: str) -> Decimal | None:
    """Read « 3 000 », « 1 234,50 € », « 97 000euros » or « 50 % » (0.5); None if it is no number."""
    match = _NUMBER.fullmatch(_SPACES.sub(" ", text.strip()))
    if not match:
        return None
    digits = match["digits"].replace(" ", "")
    marks = [char for char in digits if char in ".,"]
    if len(set(marks)) == 2:
        # The last mark is the decimal one: 1.234,50 or 1,234.50.
        digits = digits.replace(marks[0], "").replace(marks[-1], ".") if marks.count(marks[-1]) == 1 else ""
    elif len(marks) > 1:
        digits = "".join(digits.split(marks[0]))
    else:
        digits = digits.replace(",", ".")
    try:
        number = Decimal(match["sign"] + digits)
    except InvalidOperation:
        return None
    unit = (match["unit"] or "").lower()
    return number / 100 if unit == "%" else number * 1000 if unit == "k€" else number


def read_date(text: str, *, serials: bool = False) -> datetime.date | None:
    """Read a date written the French way, the ISO way or in words; a month alone gives its first day.

    With `serials`, whole numbers are taken as the days of a spreadsheet (38000 is 14 January 2004).
    """
    text = _SPACES.sub(" ", text.strip())
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _FRENCH.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), _year(match[3])
        return _date(year, month, day) or _date(year, day, month)
    if match := _MONTH_YEAR.fullmatch(text):
        return _date(int(match[2]), int(match[1]), 1)
    if serials and re.fullmatch(r"\d{4,5}(\.\d+)?", text):
        serial = int(float(text))
        return _EPOCH + datetime.timedelta(days=serial) if _FIRST_SERIAL <= serial <= _LAST_SERIAL else None
    if match := _WRITTEN.fullmatch(text):
        month = _MONTHS.get(fold(match[2]), 0)
        return _date(_year(match[3]), month, int(match[1] or 1)) if month else None
    return None


def read_yes_no(text: str) -> bool | None:
    """Read « oui », « x », « VRAI », « 1 » or their contraries; None for anything else."""
    word = text.strip().lower()
    if word in _YES or word == "1":
        return True
    if word in _NO or word == "0":
        return False
    return None


def read_position(text: str) -> tuple[float, float] | None:
    """Read « 48.78, 2.46 », « 48,78 ; 2,46 » or « POINT (2.46 48.78) » as (latitude, longitude) in degrees."""
    if match := _POINT.fullmatch(text.strip()):
        return float(match[2]), float(match[1])
    if match := _PAIR.fullmatch(text.strip()):
        return float(match[1].replace(",", ".")), float(match[2].replace(",", "."))
    return None


def is_destroyed_number(text: str) -> bool:
    """Tell whether a spreadsheet cut a long number down to « 3,5E+13 »: its digits are lost."""
    return bool(_DESTROYED.fullmatch(text))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text)
    # The pivot of French spreadsheets: 29 is 2029, 30 is 1930.
    return year if len(text) == 4 else year + (2000 if year < 30 else 1900)


def _is_phone(value: str) -> bool:
    parts = [part for part in re.split(r"\s*(?:/|;|,|\n| ou | et )\s*", value) if part]
    return bool(parts) and all(_PHONE.fullmatch(_PUNCTUATION.sub("", part)) for part in parts)


def _is_short_phone(value: str) -> bool:
    return _is_phone(value) or bool(_SHORT_PHONE.fullmatch(_PUNCTUATION.sub("", value)))


def _is_digits(length: int) -> Callable[[str], bool]:
    pattern = re.compile(rf"\d{{{length}}}")
    return lambda value: bool(pattern.fullmatch(_PUNCTUATION.sub("", value)))


def _is_postcode(value: str) -> bool:
    match = _POSTCODE.fullmatch(value.replace(" ", ""))
    return bool(match) and "01000" <= match[1] <= "98999" if match else False


def _is_short_postcode(value: str) -> bool:
    return _is_postcode(value) or bool(re.fullmatch(r"[1-9]\d{3}", value))


def is_number(value: str) -> bool:
    """Tell whether a cell is a plain number, perhaps with a unit."""
    return value[:1] in "+-0123456789" and read_number(value) is not None


def _is_date(value: str) -> bool:
    return read_date(value) is not None


def _is_serial_date(value: str) -> bool:
    return read_date(value, serials=True) is not None


def _is_position(value: str) -> bool:
    return read_position(value) is not None


def _is_coordinate(value: str) -> bool:
    if not _COORDINATE.fullmatch(value):
        return False
    return -180 <= float(value.replace(",", ".")) <= 180


def _is_email(value: str) -> bool:
    return all(_EMAIL.fullmatch(part) for part in re.split(r"\s*[;,/\n ]\s*", value) if part)


def _is_yes_no(value: str) -> bool:
    return value.lower() in _YES or value.lower() in _NO


def infer_kind(values: Sequence[str], heading: str) -> Kind:
    """Return the kind of four in five of `values` (a sample, blanks left out), helped by the heading."""
    if not values:
        return Kind.EMPTY
    words = heading_words(heading)

    def most(test: Callable[[str], bool]) -> bool:
        allowed = len(values) - int(len(values) * _SHARE + 0.999)
        missed = 0
        for value in values:
            if not test(value):
                missed += 1
                if missed > allowed:
                    return False
        return True

    if most(is_destroyed_number):
        return Kind.DESTROYED_NUMBER
    if most(_is_email):
        return Kind.EMAIL
    if most(lambda value: bool(_URL.fullmatch(value))):
        return Kind.URL
    if most(lambda value: bool(_RNA.fullmatch(value))):
        return Kind.RNA
    if most(_is_phone) or (words & _PHONE_WORDS and most(_is_short_phone)):
        return Kind.PHONE
    if most(_is_position):
        return Kind.COORDINATE
    if most(_is_digits(14)) or ("siret" in words and most(_is_long_number)):
        return Kind.SIRET
    if most(_is_digits(9)) or ("siren" in words and most(_is_long_number)):
        return Kind.SIREN
    if _is_postcode_column(values, words, most):
        return Kind.POSTCODE
    if most(_is_date) or (words & _DATE_WORDS and most(_is_serial_date)):
        return Kind.DATE
    if most(_is_yes_no) and not most(is_number):
        return Kind.YES_NO
    if most(is_number):
        return _number_kind(values, words, most)
    return Kind.TEXT


def _is_long_number(value: str) -> bool:
    digits = _PUNCTUATION.sub("", value)
    return is_destroyed_number(value) or (digits.isdigit() and len(digits) >= 7)


def _is_postcode_column(
    values: Sequence[str], words: frozenset[str], most: Callable[[Callable[[str], bool]], bool]
) -> bool:
    if words & _POSTCODE_WORDS:
        return most(_is_short_postcode)
    if words or not most(_is_postcode):
        return False
    # Without a heading to say so, five digits are postcodes when they gather in few departments.
    departments = {value[:2] for value in values}
    return len(departments) <= max(2, len(values) // 10)


def _number_kind(
    values: Sequence[str], words: frozenset[str], most: Callable[[Callable[[str], bool]], bool]
) -> Kind:
    if most(_is_coordinate):
        spread = [abs(float(value.replace(",", "."))) for value in values if _is_coordinate(value)]
        if words & _COORDINATE_WORDS or (
            max(spread) <= 90 and sum(len(v) >= 8 for v in values) >= len(values) / 2
        ):
            return Kind.COORDINATE
    if most(lambda value: bool(_INTEGER.fullmatch(value))):
        # « 05 » is a code: its zero counts.
        padded = sum(1 for value in values if len(value) > 1 and value[0] == "0" and value.isdigit())
        return Kind.TEXT if padded else Kind.INTEGER
    return Kind.DECIMAL
