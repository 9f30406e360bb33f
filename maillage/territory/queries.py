"""Find communes and territories by code, name, postcode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.kernel.text import fold
from maillage.territory.models import Commune, CommuneAlias, CommunePostcode, Grouping, Pole, Territory


class UnknownCode(ValueError):
    """A code that is no commune nor grouping; the message is French and names it."""


@dataclass(frozen=True)
class Resolved:
    """What codes stand for: the set of communes, and the kind and code when it is one grouping."""

    communes: frozenset[str]
    kind: str
    code: str


_GROUPING_FIELDS = {
    Grouping.Kind.EPCI: "epci",
    Grouping.Kind.EPT: "ept",
    Grouping.Kind.DEPARTMENT: "department",
    Grouping.Kind.REGION: "region",
}


def resolve_codes(codes: Iterable[str]) -> Resolved:
    """Turn codes of communes, EPCI, EPT (9 figures), departments (2-3) or « R11 » regions into communes.

    Former codes, delegated communes and municipal districts resolve to the commune of today.
    Raises `UnknownCode` naming every code that stands for nothing.
    """
    communes: set[str] = set()
    unknown: list[str] = []
    kind, single = Territory.Kind.FREE.value, ""
    given = [code.strip().upper() for code in codes if code.strip()]
    for code in given:
        grouping = None
        if len(code) == 5:
            found = set(Commune.objects.filter(pk=code).values_list("pk", flat=True)) or set(
                CommuneAlias.objects.filter(code=code).values_list("commune_id", flat=True)
            )
            if len(given) == 1:
                kind, single = Territory.Kind.COMMUNE.value, code
        else:
            wanted = (
                {"kind": Grouping.Kind.REGION, "code": code[1:]}
                if code.startswith("R")
                else {
                    "kind__in": list(_GROUPING_FIELDS)[:2] if len(code) == 9 else [Grouping.Kind.DEPARTMENT],
                    "code": code,
                }
            )
            grouping = Grouping.objects.filter(**wanted).first()
            found = (
                set(
                    Commune.objects.filter(
                        **{_GROUPING_FIELDS[Grouping.Kind(grouping.kind)]: grouping}
                    ).values_list("pk", flat=True)
                )
                if grouping
                else set()
            )
            if grouping and len(given) == 1:
                kind, single = grouping.kind, grouping.code
        if not found:
            unknown.append(code)
        communes |= found
    if unknown:
        raise UnknownCode(
            f"Aucune commune ni aucun regroupement ne porte le code {', '.join(unknown)}. "
            "Un code de commune a cinq caractères (94028), un EPCI ou un EPT neuf chiffres, "
            "un département deux ou trois (94), une région R suivi de deux chiffres (R11)."
        )
    if not communes:
        raise UnknownCode("Il faut au moins un code de commune, d’EPCI, d’EPT, de département ou de région.")
    return Resolved(frozenset(communes), kind, single)


def main_territory() -> Territory | None:
    """The instance's own territory, or None before one was declared (one query)."""
    return Territory.objects.filter(is_main=True).first()


def communes_of_territory() -> list[Commune]:
    """The communes of the instance's own territory, by name, without their outlines (one query)."""
    return list(Commune.objects.filter(territories__is_main=True).defer("outline"))


def current_pole() -> Pole | None:
    """The Pôle's identity, or None before a territory was declared (one query)."""
    return Pole.objects.filter(pk=1).first()


class CommuneIndex:
    """The communes of a territory (or of France), ready to recognise what lists write.

    Loaded once with three queries; every look-up afterwards is in memory.
    """

    def __init__(self, territory: Territory | None = None) -> None:
        communes = Commune.objects.all() if territory is None else territory.communes.all()
        self.by_code: dict[str, Commune] = {commune.code: commune for commune in communes.defer("outline")}
        names: dict[str, set[str]] = {}
        for commune in self.by_code.values():
            names.setdefault(self._key(commune.name), set()).add(commune.code)
        self.alias: dict[str, str] = {}
        for code, folded, target in CommuneAlias.objects.filter(commune__in=communes).values_list(
            "code", "folded_name", "commune_id"
        ):
            self.alias.setdefault(code, target)
            if folded:
                names.setdefault(self._key(folded), set()).add(target)
        self.by_name = names
        self.by_postcode: dict[str, set[str]] = {}
        for postcode, code in CommunePostcode.objects.filter(commune__in=communes).values_list(
            "postcode", "commune_id"
        ):
            self.by_postcode.setdefault(postcode, set()).add(code)

    @staticmethod
    def _key(name: str) -> str:
        words = fold(name).split()
        if "cedex" in words:
            words = words[: words.index("cedex")]
        words = ["saint" if word == "st" else "sainte" if word == "ste" else word for word in words]
        return " ".join(words)

    def named(self, name: str) -> set[str]:
        """Codes of all the communes that bear or bore this name."""
        return self.by_name.get(self._key(name), set())

    def find(self, *, code: str = "", name: str = "", postcode: str = "") -> Commune | None:
        """The commune meant by what a row says, or None when nothing or several fit.

        The code decides; then the name (with the postcode where several communes share it); then the
        postcode alone where it serves a single commune.
        """
        code = code.strip().upper().zfill(5) if code.strip() else ""
        if code:
            return self.by_code.get(self.alias.get(code, code)) or self.by_code.get(code)
        candidates = self.named(name) if name.strip() else set()
        served = self.by_postcode.get(postcode.strip(), set())
        if candidates:
            both = candidates & served or candidates
            return self.by_code[next(iter(both))] if len(both) == 1 else None
        if not name.strip() and len(served) == 1:
            return self.by_code[next(iter(served))]
        return None


def name_of_pole() -> str:
    """The name under which the Pôle writes; nothing before it has one."""
    pole = current_pole()
    return pole.name if pole else ""
