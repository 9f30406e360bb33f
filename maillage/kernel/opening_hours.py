"""Opening hours in the OpenStreetMap form: the useful subset, checked and told in French."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from .text import MONTH_NAMES, clean_spaces, fold, typeset, unaccent


class OpeningHoursError(ValueError):
    """Opening hours that cannot be understood; the message is a French sentence fit for the screen."""


DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
PUBLIC_HOLIDAYS = "PH"
SCHOOL_HOLIDAYS = "SH"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    rf"(?::?\s+(?=(?:{'|'.join(DAYS)}|PH|SH)\b)|:?\s+(?=\d{{1,2}}(?::\d|[hH]))|:?$)"
)
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_opening_hours(text: str) -> OpeningHours:
    """Read hours such as "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off", or the same said in French.

    The subset: days, ranges and lists of days, days of some weeks of the month (Sa[1]), public (PH) and school
    (SH) holidays, months and dates (Jul-Aug, Jul 14-Aug 31), ranges of hours, "off", "24/7" and a comment
    between quotes. What `to_french` writes is read back, and so are shorter forms (« lun-ven 9h-12h »). Raise
    OpeningHoursError, saying which part is wrong and showing an example.
    """
    value = clean_spaces(text).replace("–", "-").replace("—", "-")
    if value == "24/7" or fold(value).startswith("ouvert jour et nuit"):
        return OpeningHours(text="24/7", rules=(), always=True)
    parts = [part.strip(" .") for part in value.split(";") if part.strip(" .")]
    if not parts:
        raise _error("Les horaires sont vides.")
    rules = tuple(_parse_rule(part if _IN_CODES.search(part) else _from_french(part), part) for part in parts)
    return OpeningHours(text="; ".join(_written(rule) for rule in rules), rules=rules)


def opening_hours_in_french(text: str) -> str:
    """Return the French sentence of hours in the OpenStreetMap form; raise OpeningHoursError if wrong."""
    return parse_opening_hours(text).to_french()


def _error(message: str) -> OpeningHoursError:
    return OpeningHoursError(typeset(message))


def _parse_rule(code: str, part: str) -> Rule:
    """Read one rule in the OpenStreetMap form; `part` is how it was typed, for the errors."""
    comment_match = _COMMENT.search(code)
    comment = clean_spaces(comment_match.group(1)) if comment_match else ""
    rest = _LOOSE_COMMA.sub(",", _COMMENT.sub("", code)).strip()
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
        raise _error(f"« {part} » : il manque les heures. Exemple : du lundi au vendredi de 9 h à 12 h.")
    if closed and hours:
        raise _error(f"« {part} » : on ne peut pas donner des heures et dire « fermé » à la fois.")
    if hours and not seasons and rule == Rule():
        rule = Rule(days=frozenset(range(7)))
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
    return _error(
        f"« {item} » n'est pas un jour reconnu. Écrivez les jours en toutes lettres (du lundi au vendredi de "
        "9 h à 12 h) ou en abrégé (Mo, Tu, We, Th, Fr, Sa, Su ; PH pour les jours fériés)."
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
            raise _error(
                f"« {item.strip()} » n'est pas une plage d'heures. Exemple : de 9 h à 12 h, ou 09:00-12:00."
            )
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


# --- The same rules, said in French -----------------------------------------------------------------------


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# A rule is read as codes when it bears one, or nothing but hours and a comment.
_IN_CODES = re.compile(rf"\b(?:{'|'.join((*DAYS, *MONTHS))}|PH|SH|off|closed)\b|^[\d\s:,hH-]*(?:\"[^\"]*\")?$")
_FRENCH_DAYS = {
    spelling: code
    for code, name in zip(DAYS, _DAY_NAMES)
    for spelling in (name, f"{name}s", name[:3], name[:2])
}
_FRENCH_MONTHS = dict(zip(map(unaccent, MONTH_NAMES), MONTHS))
_FRENCH_RANKS = {
    **{unaccent(name): rank for rank, name in _RANKS.items()},
    "1er": 1,
    "2e": 2,
    "3e": 3,
    "4e": 4,
    "5e": 5,
    "2eme": 2,
    "3eme": 3,
    "4eme": 4,
    "second": 2,
}
_RANK = _one_of(_FRENCH_RANKS)
_DAY = rf"{_one_of(_FRENCH_DAYS)}\b"
_MONTH = rf"{_one_of(_FRENCH_MONTHS)}\b"
_DATE = r"\d{1,2}(?=er\b|\b)(?:er)?"
_FRENCH_CLOCK = r"(?:\d{1,2}\s*[h:]\s*(?:\d{2})?|midi\b|minuit\b)"
_FRENCH_COMMENT = re.compile(r'["(«]\s*([^")»]*?)\s*[")»]')
_FRENCH = re.compile(
    rf"(?P<hours>(?P<start>{_FRENCH_CLOCK})\s*(?:-|a|jusqu'a)\s*(?P<end>{_FRENCH_CLOCK}))"
    rf"|(?P<span>(?P<day_3>{_DATE})\s*(?:-|au)\s*(?P<day_4>{_DATE})\s+(?P<month_3>{_MONTH}))"
    rf"|(?P<season>(?:(?P<day_1>{_DATE})\s+)?(?P<month_1>{_MONTH})"
    rf"(?:\s*(?:-|\ba\b|\bau\b)\s*(?:(?P<day_2>{_DATE})\s+)?(?P<month_2>{_MONTH}))?)"
    rf"|(?P<ranked>(?P<ranks>{_RANK}s?(?:(?:\s|,|\bet\b|\bles?\b)+{_RANK}s?)*)\s+(?P<day>{_DAY})(?:\s+du\s+mois\b)?)"
    rf"|(?P<days>\b(?P<from>{_DAY})(?:\s*(?:-|\bau\b|\ba\b)\s*(?P<to>{_DAY}))?)"
    r"|(?P<school>\bvacances(?:\s+scolaires)?\b)|(?P<public>\b(?:jours\s+)?feries\b)"
    r"|(?P<every>\btous\s+les\s+jours\b|\b7\s*j?/\s*7\b)|(?P<closed>\bferme\b)"
    r"|(?P<appointment>\bsur\s+(?:rendez-vous|rdv)\b)"
    r"|(?P<small>\b(?:et|les?|la|l'|du|de|des|d'|aux?|en|a|ouvert|pendant)\b|'|,|:|\s+)|(?P<unknown>\S+)"
)


def _from_french(part: str) -> str:
    """Return in the OpenStreetMap form a rule said in French; raise OpeningHoursError at the first odd word."""
    comment_match = _FRENCH_COMMENT.search(part)
    comments = [clean_spaces(comment_match.group(1))] if comment_match else []
    seasons: list[str] = []
    days: list[str] = []
    hours: list[str] = []
    within = closed = ""
    for match in _FRENCH.finditer(unaccent(_FRENCH_COMMENT.sub(" ", part).replace("’", "'")).casefold()):
        said = {name: text for name, text in match.groupdict().items() if text}
        kind = match.lastgroup
        if kind == "hours":
            hours.append(f"{_coded_clock(said['start'])}-{_coded_clock(said['end'])}")
        elif kind == "span":
            ends = (_coded_date(said[day], said["month_3"]) for day in ("day_3", "day_4"))
            seasons.append("-".join(ends))
        elif kind == "season":
            last = f"-{_coded_date(said.get('day_2'), said['month_2'])}" if "month_2" in said else ""
            seasons.append(_coded_date(said.get("day_1"), said["month_1"]) + last)
        elif kind == "ranked":
            ranks = ",".join(str(_FRENCH_RANKS[rank]) for rank in re.findall(_RANK, said["ranks"]))
            days.append(f"{_FRENCH_DAYS[said['day']]}[{ranks}]")
        elif kind == "days":
            days.append("-".join(_FRENCH_DAYS[said[side]] for side in ("from", "to") if side in said))
        elif kind == "school" and not days:
            within = SCHOOL_HOLIDAYS
        elif kind in ("school", "public"):
            days.append(SCHOOL_HOLIDAYS if kind == "school" else PUBLIC_HOLIDAYS)
        elif kind == "every":
            days.append("Mo-Su")
        elif kind == "closed":
            closed = "off"
        elif kind == "appointment":
            comments.append("sur rendez-vous")
        elif kind == "unknown":
            raise _error(
                f"« {part} » : « {match.group()} » n'est pas compris. Exemple : du lundi au vendredi de 9 h à "
                "12 h et de 14 h à 18 h ; fermé les jours fériés."
            )
    told = f'"{", ".join(comments)}"' if comments else ""
    parts = (",".join(seasons), within, ",".join(days), ",".join(hours), closed, told)
    return " ".join(text for text in parts if text)


def _coded_clock(text: str) -> str:
    hour, _, minute = re.sub(r"\s", "", text).replace("h", ":").partition(":")
    return {"midi": "12:00", "minuit": "24:00"}.get(text) or f"{hour}:{minute or '00'}"


def _coded_date(day: str | None, month: str) -> str:
    return f"{_FRENCH_MONTHS[month]} {day.removesuffix('er')}" if day else _FRENCH_MONTHS[month]


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
        parts.append(f"{_listed([f'le {_RANKS[rank]}' for rank in ranks])} {_DAY_NAMES[day]} du mois")
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
        name, last_name = MONTH_NAMES[first.month - 1], MONTH_NAMES[last.month - 1]
        if first == last:
            return f"en {name}"
        return f"d'{name} à {last_name}" if name[0] in "ao" else f"de {name} à {last_name}"
    if first == last:
        return f"le {_spoken_date(first)}"
    return f"du {_spoken_date(first)} au {_spoken_date(last)}"


def _spoken_date(moment: MonthDay) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {MONTH_NAMES[moment.month - 1]}"


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
