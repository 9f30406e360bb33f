"""Writes the numbers of a workbook as the person sees them: dates, leading zeros, percentages."""

import datetime
import re

_EPOCH_1900 = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)
_MAX_SERIAL = 2_958_465
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_TIMES = frozenset((18, 19, 20, 21, 45, 46, 47))
_BUILT_IN_PERCENT = frozenset((9, 10))
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PADDED = re.compile(r"0[0#?\s.\-/]*[0#?]")


class NumberFormat:
    """What a number format does: a date, an hour, a percentage, digits padded with zeros, or nothing."""

    __slots__ = ("is_date", "is_percent", "is_time", "pattern")

    def __init__(self, code_id: int, code: str | None = None) -> None:
        section = (code or "").split(";")[0]
        bare = _LITERALS.sub("", section).lower()
        if code is None:
            self.is_date = code_id in _BUILT_IN_DATES
            self.is_time = code_id in _BUILT_IN_TIMES
            self.is_percent = code_id in _BUILT_IN_PERCENT
        else:
            letters = bare if "general" not in bare and "standard" not in bare else ""
            self.is_date = any(letter in letters for letter in "dyjahms") and not re.search(
                r"[0#?]{2}|[0#?]$", letters
            )
            self.is_time = self.is_date and not any(letter in letters for letter in "dyja")
            self.is_time = self.is_time and any(letter in letters for letter in "hs")
            self.is_percent = not self.is_date and "%" in bare
        self.pattern = "" if self.is_date or self.is_percent else _digit_pattern(section)

    def write(self, number: float, *, from_1904: bool = False) -> str:
        """Return `number` as text: an ISO date, « 09:30 », « 50 % », « 01500 », or the plain number."""
        if self.is_date and 0 <= number <= _MAX_SERIAL:
            return _date_text(number, self.is_time, from_1904=from_1904)
        if self.is_percent:
            return f"{plain(number * 100)} %"
        if self.pattern and number >= 0 and number == int(number):
            return _fill(self.pattern, str(int(number)))
        return plain(number)


def plain(number: float) -> str:
    """Return a number with the 15 significant digits of a spreadsheet, never in scientific notation."""
    if number == int(number) and abs(number) < 1e18:
        return str(int(number))
    text = f"{number:.15g}"
    if "e" in text:
        text = f"{number:.12f}".rstrip("0").rstrip(".") if abs(number) < 1 else f"{number:.0f}"
    return text


def iso(moment: datetime.date | datetime.datetime | datetime.time) -> str:
    """Return a date or an hour as text; midnight is dropped from dates."""
    if isinstance(moment, datetime.datetime):
        if moment.time() == datetime.time():
            return moment.date().isoformat()
        return moment.replace(microsecond=0).isoformat(sep=" ", timespec="minutes")
    if isinstance(moment, datetime.time):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def _date_text(serial: float, is_time: bool, *, from_1904: bool) -> str:
    # The calendar of 1900 believes in a 29 February 1900.
    epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
    if not from_1904 and serial < 60:
        epoch += datetime.timedelta(days=1)
    try:
        moment = epoch + datetime.timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return plain(serial)
    if is_time or serial < 1:
        hours, minutes = divmod(round(serial * 1440), 60)
        return f"{hours:02d}:{minutes:02d}"
    return iso(moment)


def _digit_pattern(section: str) -> str:
    """Return the digit pattern of formats such as 00000 or 0#" "##" "##" "##" "##, else ""."""
    literal = section.replace('"', "").replace("\\", "")
    literal = re.sub(r"\[[^\]]*\]|_.", "", literal)
    if sum(char in "0#?" for char in literal) < 2 or not _PADDED.fullmatch(literal):
        return ""
    # « 0.00 » is a number with decimals, not a code cut in pieces.
    return "" if re.fullmatch(r"[0#?]+\.[0#?]+", literal) else literal


def _fill(pattern: str, digits: str) -> str:
    out: list[str] = []
    rest = list(digits)
    places = sum(char in "0#?" for char in pattern)
    seen = 0
    for char in reversed(pattern):
        if char not in "0#?":
            out.append(char)
            continue
        seen += 1
        if rest:
            out.append(rest.pop())
            if seen == places:
                out.extend(reversed(rest))
                rest = []
        elif char == "0":
            out.append("0")
    return "".join(reversed(out)).strip()
