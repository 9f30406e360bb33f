"""Opening hours in the OpenStreetMap form: the useful subset, checked and told in French."""

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month from 1 to 12, with its day or None for the whole month."""

    month: int
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it holds, and the hours it gives.

    `days` are 0 (Monday) to 6 (Sunday), empty for every day; `holidays` are "PH" and "SH"; `seasons` are
    pairs of first and last month or date; `weeks` is "", "odd" or "even"; `hours` are pairs of minutes
    after midnight, the second beyond 1440 when the night is crossed; `closed` is the word "off"; `comment`
    is free text, shown as it is.
    """

    days: frozenset[int] = frozenset()
    holidays: frozenset[str] = frozenset()
    seasons: tuple[tuple[MonthDay, MonthDay], ...] = ()
    nth: tuple[int, ...] = ()
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
_RANGE = re.compile(rf"^{_TIME}\s*-\s*{_TIME}(\+)?$")
_COMMENT = re.compile(r'"([^"]*)"')
_DAY_PART = re.compile(r"^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su)|\[([1-5-][1-5,-]*)\])?$")
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
    rest = _COMMENT.sub("", part).strip()
    closed = False
    if rest in ("off", "closed") or rest.endswith((" off", " closed")):
        closed = True
        rest = rest.rpartition(" ")[0].strip() if " " in rest else ""
    hours: list[tuple[int, int]] = []
    selectors: list[str] = []
    seasons: tuple[tuple[MonthDay, MonthDay], ...] = ()
    season_match = _SEASON.match(rest)
    if season_match:
        seasons = tuple(_parse_season(span.strip()) for span in season_match.group(1).split(","))
        rest = rest[season_match.end() :].strip()
    if rest:
        head, _, tail = rest.partition(" ")
        if head[0].isdigit():
            hour_text = rest
        else:
            selectors = [item for item in head.split(",") if item]
            hour_text = tail.strip()
        while hour_text and not hour_text[0].isdigit():
            more, _, hour_text = hour_text.partition(" ")
            selectors.extend(item for item in more.split(",") if item)
        hours = _parse_hours(hour_text) if hour_text else []
    days, holidays, nth = _parse_selectors(selectors)
    if not hours and not closed and not comment:
        raise _error(f"« {part} » : il manque les heures. Exemple : Mo-Fr 09:00-12:00,14:00-18:00.")
    if closed and hours:
        raise _error(f"« {part} » : on ne peut pas donner des heures et dire « fermé » à la fois.")
    return Rule(
        days=days,
        holidays=holidays,
        seasons=seasons,
        nth=nth,
        hours=tuple(hours),
        closed=closed,
        comment=comment,
    )


def _parse_selectors(items: list[str]) -> tuple[frozenset[int], frozenset[str], tuple[int, ...]]:
    days: set[int] = set()
    holidays: set[str] = set()
    nth: tuple[int, ...] = ()
    for item in items:
        if item in (PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS):
            holidays.add(item)
            continue
        match = _DAY_PART.match(item)
        if not match:
            known = _FRENCH_DAYS.get(item.lower().rstrip(".").partition("-")[0])
            hint = f" : écrivez {known} plutôt que {item.partition('-')[0]}" if known else ""
            raise _error(
                f"« {item} » n'est pas un jour reconnu{hint}. Les jours s'écrivent Mo, Tu, We, Th, Fr, Sa, "
                "Su ; les jours fériés, PH. Exemple : Mo-Fr 09:00-12:00."
            )
        first = DAYS.index(match.group(1))
        if match.group(2):
            last = DAYS.index(match.group(2))
            days.update(day % 7 for day in range(first, last + 1 if last >= first else last + 8))
        else:
            days.add(first)
        if match.group(3):
            nth = tuple(sorted({int(rank) for rank in match.group(3).split(",") if rank}))
    return frozenset(days), frozenset(holidays), nth


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


def _parse_hours(text: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for item in text.split(","):
        match = _RANGE.match(item.strip())
        if not match:
            raise _error(f"« {item.strip()} » n'est pas une plage d'heures. Exemple : 09:00-12:00.")
        hour_1, minute_1, hour_2, minute_2, _ = match.groups()
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
    return sorted(ranges)


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
    parts: list[str] = []
    if rule.seasons:
        parts.append(",".join(_written_season(first, last) for first, last in rule.seasons))
    selectors: list[str] = []
    for first, last in _runs(rule.days):
        suffix = f"[{','.join(map(str, rule.nth))}]" if rule.nth and first == last else ""
        selectors.append(DAYS[first] + suffix if first == last else f"{DAYS[first]}-{DAYS[last]}")
    selectors.extend(sorted(rule.holidays))
    if selectors:
        parts.append(",".join(selectors))
    if rule.hours:
        parts.append(",".join(f"{_clock(start)}-{_clock(end)}" for start, end in rule.hours))
    if rule.closed:
        parts.append("off")
    if rule.comment:
        parts.append(f'"{rule.comment}"')
    return " ".join(parts)


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
        told = f"{when} {hours}" if when else f"tous les jours {hours}"
    else:
        told = when
    if rule.comment:
        return f"{told} ({rule.comment})" if told else rule.comment
    return told


def _spoken_when(rule: Rule) -> str:
    parts: list[str] = []
    for first, last in _runs(rule.days):
        if first == 0 and last == 6:
            parts.append("tous les jours")
        elif first == last:
            ranks = _listed(
                [("premier", "deuxième", "troisième", "quatrième", "cinquième")[n - 1] for n in rule.nth]
            )
            name = _DAY_NAMES[first]
            parts.append(f"le {ranks} {name} du mois" if ranks else f"le {name}")
        else:
            parts.append(f"du {_DAY_NAMES[first]} au {_DAY_NAMES[last]}")
    if PUBLIC_HOLIDAYS in rule.holidays:
        parts.append("les jours fériés")
    if SCHOOL_HOLIDAYS in rule.holidays:
        parts.append("pendant les vacances scolaires")
    when = _listed(parts)
    if rule.seasons:
        season = _listed([_spoken_season(first, last) for first, last in rule.seasons])
        when = f"{season}, {when}" if when else season
    return when


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
