"""Opening hours in the OpenStreetMap form: the useful subset, checked and told in French."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from .text import clean_spaces, typeset


class OpeningHoursError(ValueError):
    """Opening hours that cannot be understood; the message is a French sentence fit for the screen."""


DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
PUBLIC_HOLIDAYS = "PH"
SCHOOL_HOLIDAYS = "SH"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


_HOLIDAYS = {PUBLIC_HOLIDAYS: "les jours fériés", SCHOOL_HOLIDAYS: "pendant les vacances scolaires"}
_RANKS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"}


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month from 1 to 12, with its day or None for the whole month."""

    month: int
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it holds, and the hours it gives.

    `days` are 0 (Monday) to 6 (Sunday), none meaning every day; `ranked` are days of some weeks of the month,
    with the ranks, -1 being the last (Sa[1,3]); `holidays` are PH and SH, added to the days; `within` is PH or
    SH when only those days count ("SH Mo-Fr"); `seasons` are first and last months or dates; `hours` are
    minutes after midnight, the second beyond 1440 when the night is crossed; `comment` is shown as it is.
    """

    days: frozenset[int] = frozenset()
    ranked: tuple[tuple[int, tuple[int, ...]], ...] = ()
    holidays: frozenset[str] = frozenset()
    within: str = ""
    seasons: tuple[tuple[MonthDay, MonthDay], ...] = ()
    hours: tuple[tuple[int, int], ...] = ()
    closed: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Checked hours: `text` in the OpenStreetMap form, tidied, and the rules in their order."""

    text: str
    rules: tuple[Rule, ...]
    always: bool = False

    def to_french(self) -> str:
        """Return the hours as a French sentence: « Du lundi au vendredi de 9 h à 12 h »."""
        if self.always:
            return typeset("Ouvert jour et nuit, tous les jours")
        spoken = [_spoken(rule) for rule in self.rules]
        sentence = typeset(" ; ".join(part for part in spoken if part))
        return sentence[:1].upper() + sentence[1:]


_TIME = r"(\d{1,2})[:hH](\d{2})?"
_RANGE = re.compile(rf"^{_TIME}\s*-\s*{_TIME}$")
_COMMENT = re.compile(r'"([^"]*)"')
_DAY_PART = re.compile(
    r"^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su)|\[((?:[1-5]|-1)(?:,(?:[1-5]|-1))*)\])?$"
)
_OUTSIDE_BRACKETS = re.compile(r",(?![^\[]*\])")
_HOURS_BEGIN = re.compile(r"(?:^|\s)(?=\d)")
_LOOSE_COMMA = re.compile(r"\s*,\s*")
_MONTH_DAY = re.compile(rf"^({'|'.join(MONTHS)})(?:\s+(\d{{1,2}}))?$")
# Months and dates end where a day, an hour or the end of the rule begins.
_SEASON = re.compile(
    rf"^((?:{'|'.join(MONTHS)})\b[A-Za-z0-9 ,-]*?)"
    rf"(?::?\s+(?=(?:{'|'.join(DAYS)}|PH|SH)\b)|:?\s+(?=\d{{1,2}}[:hH])|:?$)"
)
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FRENCH_DAYS = {
    "lu": "Mo", "lun": "Mo", "lundi": "Mo", "ma": "Tu", "mar": "Tu", "mardi": "Tu", "me": "We", "mer": "We",
    "mercredi": "We", "je": "Th", "jeu": "Th", "jeudi": "Th", "ve": "Fr", "ven": "Fr", "vendredi": "Fr",
    "sam": "Sa", "samedi": "Sa", "di": "Su", "dim": "Su", "dimanche": "Su",
}  # fmt: skip


def parse_opening_hours(text: str) -> OpeningHours:
    """Read hours such as "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off".

    The subset: days, ranges and lists of days, the nth of a month (Sa[1]), public (PH) and school (SH)
    holidays, months and dates (Jul-Aug, Jul 14-Aug 31), ranges of hours, "off", "24/7" and a comment
    between quotes. Raise OpeningHoursError, saying which part is wrong and showing an example.
    """
    value = clean_spaces(text)
    if not value:
        raise _error("Les horaires sont vides.")
    if value == "24/7":
        return OpeningHours(text=value, rules=(), always=True)
    rules = tuple(_parse_rule(part.strip()) for part in value.split(";") if part.strip())
    if not rules:
        raise _error("Les horaires sont vides.")
    return OpeningHours(text="; ".join(_written(rule) for rule in rules), rules=rules)


def opening_hours_in_french(text: str) -> str:
    """Return the French sentence of hours in the OpenStreetMap form; raise OpeningHoursError if wrong."""
    return parse_opening_hours(text).to_french()


def _error(message: str) -> OpeningHoursError:
    return OpeningHoursError(typeset(message))


def _parse_rule(part: str) -> Rule:
    comment_match = _COMMENT.search(part)
    comment = clean_spaces(comment_match.group(1)) if comment_match else ""
    rest = _LOOSE_COMMA.sub(",", _COMMENT.sub("", part)).strip()
    last_word = rest.rpartition(" ")[2]
    closed = last_word in ("off", "closed")
    if closed:
        rest = rest.removesuffix(last_word).strip()
    seasons: tuple[tuple[MonthDay, MonthDay], ...] = ()
    season_match = _SEASON.match(rest)
    if season_match:
        seasons = tuple(_parse_season(span.strip()) for span in season_match.group(1).split(","))
        rest = rest[season_match.end() :].strip()
    days_text, *hours_text = _HOURS_BEGIN.split(rest, maxsplit=1)
    rule = _parse_days(days_text.strip(), part)
    hours = _parse_hours(hours_text[0]) if hours_text else ()
    if not hours and not closed and not comment:
        raise _error(f"« {part} » : il manque les heures. Exemple : Mo-Fr 09:00-12:00,14:00-18:00.")
    if closed and hours:
        raise _error(f"« {part} » : on ne peut pas donner des heures et dire « fermé » à la fois.")
    return replace(rule, seasons=seasons, hours=hours, closed=closed, comment=comment)


def _parse_days(text: str, part: str) -> Rule:
    """Read the days of a rule, « Mo-Fr,PH » or « SH Mo-Fr », into a rule that has nothing else yet."""
    if not text:
        return Rule()
    first, *others = text.split()
    within = ""
    if others:
        if first.rstrip(":") not in (PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS) or len(others) > 1:
            raise _error(
                f"« {part} » : séparez les jours par des virgules et les règles par des points-virgules. "
                "Exemple : Mo,We 09:00-12:00; Sa 10:00-12:00."
            )
        within, first = first.rstrip(":"), others[0]
    days: set[int] = set()
    holidays: set[str] = set()
    ranked: list[tuple[int, tuple[int, ...]]] = []
    for item in _OUTSIDE_BRACKETS.split(first.rstrip(":")):
        if item in (PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS):
            holidays.add(item)
            continue
        match = _DAY_PART.match(item)
        if not match:
            raise _unknown_day(item)
        start, end, ranks = match.groups()
        day = DAYS.index(start)
        if ranks:
            ranked.append(
                (day, tuple(sorted({int(rank) for rank in ranks.split(",")}, key=lambda rank: rank % 6)))
            )
        elif end:
            days.update((day + step) % 7 for step in range((DAYS.index(end) - day) % 7 + 1))
        else:
            days.add(day)
    return Rule(days=frozenset(days), ranked=tuple(ranked), holidays=frozenset(holidays), within=within)


def _unknown_day(item: str) -> OpeningHoursError:
    words = [word for word in re.split(r"[^A-Za-z]+", item) if word]
    known = {word: _FRENCH_DAYS[word.lower()] for word in words if word.lower() in _FRENCH_DAYS}
    hint = "".join(f" : écrivez {day} plutôt que {word}" for word, day in list(known.items())[:1])
    return _error(
        f"« {item} » n'est pas un jour reconnu{hint}. Les jours s'écrivent Mo, Tu, We, Th, Fr, Sa, Su ; "
        "les jours fériés, PH. Exemple : Mo-Fr 09:00-12:00."
    )


def _parse_season(span: str) -> tuple[MonthDay, MonthDay]:
    first_text, _, last_text = span.partition("-")
    first = _parse_month_day(first_text.strip(), span)
    if not last_text:
        return first, first
    last_text = last_text.strip()
    if last_text.isdigit() and first.day is not None:
        last_text = f"{MONTHS[first.month - 1]} {last_text}"
    last = _parse_month_day(last_text, span)
    if (first.day is None) != (last.day is None):
        raise _error(f"« {span} » : donnez deux mois, ou deux dates complètes. Exemple : Jul 14-Aug 31.")
    return first, last


def _parse_month_day(text: str, span: str) -> MonthDay:
    match = _MONTH_DAY.match(text)
    if not match:
        raise _error(f"« {span} » n'est pas une période reconnue. Exemples : Jul-Aug, Jul 14-Aug 31.")
    month = MONTHS.index(match.group(1)) + 1
    day = int(match.group(2)) if match.group(2) else None
    if day is not None and not 1 <= day <= _MONTH_LENGTHS[month - 1]:
        raise _error(f"« {text} » : ce jour n'existe pas.")
    return MonthDay(month, day)


def _parse_hours(text: str) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for item in text.split(","):
        match = _RANGE.match(item.strip())
        if not match:
            raise _error(f"« {item.strip()} » n'est pas une plage d'heures. Exemple : 09:00-12:00.")
        hour_1, minute_1, hour_2, minute_2 = match.groups()
        start, end = _minutes(hour_1, minute_1, item), _minutes(hour_2, minute_2, item)
        if start == end:
            raise _error(f"« {item.strip()} » : l'heure de fin est celle de début.")
        ranges.append((start, end if end > start else end + 1440))
    for (start_1, end_1), (start_2, _) in pairwise(sorted(ranges)):
        if start_2 < end_1:
            raise _error(
                f"« {text} » : deux plages se chevauchent ({_clock(start_1)}-{_clock(end_1)} "
                f"et {_clock(start_2)})."
            )
    return tuple(sorted(ranges))


def _minutes(hour: str, minute: str | None, item: str) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > 1440:
        raise _error(f"« {item.strip()} » : cette heure n'existe pas.")
    return total


def _clock(minutes: int) -> str:
    shown = minutes if minutes <= 1440 else minutes - 1440
    return f"{shown // 60:02d}:{shown % 60:02d}"


def _written(rule: Rule) -> str:
    """Return a rule in the OpenStreetMap form, tidied."""
    seasons = ",".join(_written_season(first, last) for first, last in rule.seasons)
    days = [DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}" for first, last in _runs(rule.days)]
    days += [f"{DAYS[day]}[{','.join(map(str, ranks))}]" for day, ranks in rule.ranked]
    days += sorted(rule.holidays)
    hours = ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in rule.hours)
    comment = f'"{rule.comment}"' if rule.comment else ""
    parts = (seasons, rule.within, ",".join(days), hours, "off" if rule.closed else "", comment)
    return " ".join(part for part in parts if part)


def _written_season(first: MonthDay, last: MonthDay) -> str:
    def written(moment: MonthDay) -> str:
        month = MONTHS[moment.month - 1]
        return month if moment.day is None else f"{month} {moment.day:02d}"

    return written(first) if first == last else f"{written(first)}-{written(last)}"


def _runs(days: frozenset[int]) -> list[tuple[int, int]]:
    """Return the runs of two days or more as ranges, the others alone."""
    runs: list[tuple[int, int]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    split: list[tuple[int, int]] = []
    for first, last in runs:
        split.extend([(first, first), (last, last)] if last - first == 1 else [(first, last)])
    return split


def _spoken(rule: Rule) -> str:
    """Return a rule as a clause of French, in lower case."""
    when = _spoken_when(rule)
    if rule.closed:
        told = f"fermé {when}" if when else "fermé"
    elif rule.hours:
        hours = _listed([f"de {_spoken_clock(start)} à {_spoken_clock(end)}" for start, end in rule.hours])
        told = f"{when or 'tous les jours'} {hours}"
    else:
        told = when
    if rule.comment:
        return f"{told} ({rule.comment})" if told else rule.comment
    return told


def _spoken_when(rule: Rule) -> str:
    parts = [_spoken_days(first, last) for first, last in _runs(rule.days)]
    for day, ranks in rule.ranked:
        parts.append(f"le {_listed([_RANKS[rank] for rank in ranks])} {_DAY_NAMES[day]} du mois")
    parts += [_HOLIDAYS[holiday] for holiday in sorted(rule.holidays)]
    periods = [_spoken_season(first, last) for first, last in rule.seasons]
    return ", ".join(
        clause for clause in (_listed(periods), _HOLIDAYS.get(rule.within, ""), _listed(parts)) if clause
    )


def _spoken_days(first: int, last: int) -> str:
    if first == last:
        return f"le {_DAY_NAMES[first]}"
    return "tous les jours" if (first, last) == (0, 6) else f"du {_DAY_NAMES[first]} au {_DAY_NAMES[last]}"


def _spoken_season(first: MonthDay, last: MonthDay) -> str:
    if first.day is None:
        name, last_name = _MONTH_NAMES[first.month - 1], _MONTH_NAMES[last.month - 1]
        if first == last:
            return f"en {name}"
        return f"d'{name} à {last_name}" if name[0] in "ao" else f"de {name} à {last_name}"
    if first == last:
        return f"le {_spoken_date(first)}"
    return f"du {_spoken_date(first)} au {_spoken_date(last)}"


def _spoken_date(moment: MonthDay) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {_MONTH_NAMES[moment.month - 1]}"


def _spoken_clock(minutes: int) -> str:
    shown = minutes - 1440 if minutes > 1440 else minutes
    hour, minute = divmod(shown, 60)
    if (hour, minute) == (24, 0):
        return "minuit"
    return f"{hour}\u00a0h\u00a0{minute:02d}" if minute else f"{hour}\u00a0h"


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"
