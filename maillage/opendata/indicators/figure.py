"""A figure: an aggregate over selections of rows, that can always be opened onto those rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from maillage.kernel.text import french_number

from .selection import Selection

Form = Literal["count", "sum", "share", "rate", "index", "range", "share_range"]
State = Literal["told", "none", "not_told", "not_in_source"]
Number = int | float | Decimal

STATES: Mapping[str, str] = {
    "told": "",
    "none": "cherché, non trouvé",
    "not_told": "non communiqué",
    "not_in_source": "absent de la source",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from: its French name, who publishes it, its vintage (ISO), its licence."""

    label: str
    publisher: str = ""
    vintage: str = ""
    licence: str = ""
    synthetic: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "label": self.label,
            "publisher": self.publisher,
            "vintage": self.vintage,
            "licence": self.licence,
            "synthetic": self.synthetic,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one selection: how many (`rows`), and what they add up to (`value`).

    `of` names the column that is summed; without it the value is the number of rows. `low` and `high` are what
    one unit of value stands for in a range (a headcount band); `high` None has no top.
    """

    code: str
    label: str
    selection: Selection
    of: str | None = None
    low: int | None = None
    high: int | None = None
    rows: int = 0
    value: Number = 0

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        found: dict[str, Any] = {
            "code": self.code,
            "label": self.label,
            "selection": self.selection.as_json(),
            "sentence": self.selection.say(),
            "of": self.of,
            "rows": self.rows,
            "value": _plain(self.value),
        }
        if self.low is not None:
            found |= {"low": self.low, "high": self.high}
        return found

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Part:
        """Read back what `as_json` gave; euros come back as `Decimal`."""
        value = data["value"]
        return cls(
            code=data["code"],
            label=data["label"],
            selection=Selection.from_json(data["selection"]),
            of=data["of"],
            low=data.get("low"),
            high=data.get("high"),
            rows=data["rows"],
            value=Decimal(value) if isinstance(value, str) else value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `code` never changes: it stands in addresses.

    `value` is None where nothing can be told (`state` says why); for a range it is the low bound and `high` the
    high one (None: no top). `unit` is French, already in the plural.
    """

    code: str
    label: str
    unit: str
    form: Form
    parts: tuple[Part, ...]
    value: Number | None = None
    high: Number | None = None
    state: State = "told"
    block: str = ""
    definition: str = ""
    sources: tuple[Source, ...] = ()
    reservations: tuple[str, ...] = ()
    scale: int = 1

    def measured(self, parts: tuple[Part, ...]) -> Figure:
        """The figure with its measured parts, its value and its state."""
        value, high = _evaluate(self.form, parts, self.scale)
        state: State = self.state
        if state == "told" and (value is None or (self.form in ("count", "sum") and not parts[0].rows)):
            state = "none"
        if self.form in ("range", "share_range"):  # a band without rows adds nothing, nor opens onto anything
            parts = tuple(part for part in parts if part.rows) or parts[:1]
        return replace(self, parts=parts, value=value, high=high, state=state)

    def silent(self, state: State) -> Figure:
        """The figure that cannot be told, with the reason."""
        return replace(self, parts=(), value=None, high=None, state=state)

    @property
    def text(self) -> str:
        """The value as a French reader writes it, without its unit; words where there is none."""
        return text_of(self)

    def part(self, code: str | None = None) -> Part:
        """One part, the first without a code; `KeyError` when there is none."""
        for one in self.parts:
            if code is None or one.code == code:
                return one
        raise KeyError(code)

    def as_json(self) -> dict[str, Any]:
        """Plain data; `text` is the value as it is written on a page."""
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            "form": self.form,
            "value": _plain(self.value),
            "high": _plain(self.high),
            "text": self.text,
            "state": self.state,
            "block": self.block,
            "definition": self.definition,
            "parts": [part.as_json() for part in self.parts],
            "sources": [source.as_json() for source in self.sources],
            "reservations": list(self.reservations),
            "scale": self.scale,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """Read back what `as_json` gave."""
        return cls(
            code=data["code"],
            label=data["label"],
            unit=data["unit"],
            form=data["form"],
            parts=tuple(Part.from_json(part) for part in data["parts"]),
            value=_number(data["value"]),
            high=_number(data["high"]),
            state=data["state"],
            block=data["block"],
            definition=data["definition"],
            sources=tuple(Source(**source) for source in data["sources"]),
            reservations=tuple(data["reservations"]),
            scale=data["scale"],
        )


def count(code: str, label: str, unit: str, selection: Selection) -> Figure:
    """As many as there are rows."""
    return Figure(code=code, label=label, unit=unit, form="count", parts=(Part("lignes", label, selection),))


def total(code: str, label: str, unit: str, selection: Selection, of: str) -> Figure:
    """What a column adds up to."""
    return Figure(code=code, label=label, unit=unit, form="sum", parts=(Part("lignes", label, selection, of),))


def share(code: str, label: str, top: Part, bottom: Part) -> Figure:
    """A percentage: both selections can be opened."""
    return Figure(code=code, label=label, unit="%", form="share", parts=(top, bottom))


@dataclass(frozen=True, slots=True)
class Remark:
    """A reservation that depends on rows: said when the selection holds any.

    `text` is French and may hold {n} (how many), {s} (the plural's s) and {share} (in % of `among`).
    """

    text: str
    selection: Selection
    among: Selection | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its name, its figures in the order of the columns, the code of what it is."""

    label: str
    figures: tuple[Figure, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What one indicator shows: a table of figures, how to draw it, what to beware of.

    `columns` are French headings. `chart` says how the table is best drawn: "bars", "lines" (over years),
    "map" (by commune), "table" (not drawn), "key" (large figures).
    """

    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    chart: Literal["bars", "lines", "map", "table", "key"] = "table"
    remarks: tuple[Remark, ...] = ()
    reservations: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasuredBlock:
    """A block once measured, as a page reads it: figures are named by their codes."""

    code: str
    title: str
    definition: str
    unit: str
    chart: str
    note: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]
    reservations: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> MeasuredBlock:
        """Read back what `as_json` gave."""
        return cls(
            code=data["code"],
            title=data["title"],
            definition=data["definition"],
            unit=data["unit"],
            chart=data["chart"],
            note=data["note"],
            columns=tuple(data["columns"]),
            lines=tuple((line["code"], line["label"], tuple(line["figures"])) for line in data["lines"]),
            reservations=tuple(data["reservations"]),
            sources=tuple(Source(**source) for source in data["sources"]),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "code": self.code,
            "title": self.title,
            "definition": self.definition,
            "unit": self.unit,
            "chart": self.chart,
            "note": self.note,
            "columns": list(self.columns),
            "lines": [
                {"code": code, "label": label, "figures": list(codes)} for code, label, codes in self.lines
            ],
            "reservations": list(self.reservations),
            "sources": [source.as_json() for source in self.sources],
        }


def _evaluate(form: Form, parts: tuple[Part, ...], scale: int) -> tuple[Number | None, Number | None]:
    """The value of a form from its measured parts; a share of nothing is None."""
    values = [part.value for part in parts]
    match form:
        case "count" | "sum":
            return values[0], None
        case "share" | "rate":
            return _ratio(values[0], values[1], 100 if form == "share" else scale), None
        case "index":
            here, there = _ratio(values[0], values[1]), _ratio(values[2], values[3])
            return (here / there if here is not None and there else None), None
        case "range":
            low, high = _bounds(parts)
            return low, high
        case "share_range":
            low, high = _bounds([part for part in parts if part.code.startswith("ess-")])
            everything = [part for part in parts if part.code.startswith("tous-")]
            all_low, all_high = _bounds(everything)
            if high is None or all_high is None or not any(part.value for part in everything):
                return None, None
            # The other establishments are as many as they can be when the share is lowest, and the reverse.
            return (
                _ratio(low, low + max(all_high - high, 0), 100),
                _ratio(high, high + max(all_low - low, 0), 100),
            )
    raise ValueError(f"unknown form {form!r}")


def _bounds(parts: tuple[Part, ...] | list[Part]) -> tuple[int, int | None]:
    low = sum(int(part.value) * (part.low or 0) for part in parts)
    if any(part.high is None and part.value for part in parts):
        return low, None
    return low, sum(int(part.value) * (part.high or 0) for part in parts)


def _ratio(top: Number, bottom: Number, scale: int = 1) -> float | None:
    return float(top) * scale / float(bottom) if bottom else None


def text_of(figure: Figure) -> str:
    """The value as it is written in French, without its unit: « 32,0 », « 120 à 310 », « non communiqué »."""
    if figure.value is None:
        return STATES[figure.state] if figure.state not in ("told", "none") else "non calculable"
    digits = {"share": 1, "share_range": 1, "rate": 1, "index": 2}.get(figure.form, 0)
    if figure.form in ("range", "share_range"):
        if figure.high is None:
            return f"au moins {french_number(figure.value, digits)}"
        low, high = french_number(figure.value, digits), french_number(figure.high, digits)
        return low if low == high else f"{low} à {high}"
    return french_number(figure.value, digits)


def _plain(value: Number | None) -> int | float | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _number(value: int | float | str | None) -> Number | None:
    return Decimal(value) if isinstance(value, str) else value
