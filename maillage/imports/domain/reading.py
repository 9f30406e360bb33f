"""From the cells of one row to what it says: checked values, persons, place, remarks on what was left out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from maillage.imports.domain.columns import IGNORED, heading_key
from maillage.imports.domain.persons import Person, PersonCells, is_mobile, names_a_person
from maillage.imports.domain.places import Ground, Where, split_address, split_postcode
from maillage.kernel.contacts import ContactError, parse_email, parse_phone, parse_web
from maillage.kernel.identifiers import (
    IdentifierError,
    IdentifierKind,
    read_former_number,
    read_identifier,
    read_rna,
    read_siren,
    read_siret,
    siren_of,
)
from maillage.kernel.opening_hours import OpeningHoursError, parse_opening_hours
from maillage.kernel.text import clean_spaces, fold, typeset
from maillage.kernel.vocabulary import (
    FAMILIES,
    INSERTION_TYPES,
    LABELS,
    LEGAL_FORMS,
    NETWORKS,
    PUBLICS,
    THEMES,
    Vocabulary,
    family_of_legal_form,
)
from maillage.kernel.vocabulary.crosswalks import theme_from_label, theme_from_rna
from maillage.tables import read_date, read_number, read_position, read_yes_no

# What people write to say that they have nothing to write.
_BLANKS = frozenset(
    ("", "neant", "n a", "na", "nc", "n c", "aucun", "aucune", "sans", "sans objet", "non renseigne", "nr",
     "rien", "non communique", "non connu", "inconnu", "xxx", "null", "none", "nan", "pas de site",
     "pas de mail")
)  # fmt: skip
_LONGEST_BLANK = 20
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_LIST = re.compile(r"\s*[;|,/\n]\s*")
_AND = re.compile(r"\s+et\s+")
_PHONES = re.compile(r"\s*[;|,\n]\s*|\s+(?:/|ou|et|-)\s+|(?<=\d)\s*/\s*(?=0|\+)")
_EMAILS = re.compile(r"\s*[;|,\n]\s*|\s+(?:/|ou|et|-)\s+|\s+(?=\S+@)|/(?=\S+@)")
_LINES = re.compile(r"\b(l[123]|ligne|complement|compl|line|siege|adresse [123]|adresse[123]|adr[123])\b")
_NOT_STREET = frozenset(("_", "-", ".", "0"))
_OLDEST = date(1800, 1, 1)
UNNAMED = "Personne à joindre"
"""The name of somebody of whom a list gives only a number."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A value that was left out or repaired, and why, in French; `column` as the list writes it."""

    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Place:
    """The place that a row gives its structure; degrees; `commune` is an INSEE code of today."""

    address: str = ""
    postcode: str = ""
    commune: str = ""
    deduced: bool = False
    latitude: float | None = None
    longitude: float | None = None
    siret: str = ""

    def key(self) -> tuple[str, str]:
        return self.commune, fold(self.address)


@dataclass(frozen=True, slots=True)
class Convention:
    """An insertion type held, between two ISO dates where the row says them."""

    kind: str
    starts_on: str = ""
    ends_on: str = ""


@dataclass(slots=True)
class Reading:
    """What one row says. `refused` tells why it makes no actor; `outside` that it is of another territory."""

    facts: dict[str, Any] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    people: list[Person] = field(default_factory=list)
    conventions: list[Convention] = field(default_factory=list)
    dissolved: bool = False
    list_key: str = ""
    remarks: list[Remark] = field(default_factory=list)
    unknown_themes: list[str] = field(default_factory=list)
    refused: Remark | None = None
    outside: str = ""

    @property
    def name(self) -> str:
        return str(self.facts.get("usual_name") or self.facts.get("official_name") or "")

    def content(self) -> dict[str, Any]:
        """What is said, as plain JSON; what was only remarked upon is left out."""
        return {
            "facts": self.facts,
            "place": asdict(self.place),
            "people": [asdict(person) for person in self.people],
            "conventions": [asdict(convention) for convention in self.conventions],
            "dissolved": self.dissolved,
        }


def _items(value: str, known: Mapping[str, str]) -> Iterable[str]:
    """The items of a cell that lists several; « atelier et chantier » is one where it is known whole."""
    if fold(value) in known:
        return [value]
    return [
        word for part in _LIST.split(value) for word in ([part] if fold(part) in known else _AND.split(part))
    ]


def _is_blank(value: str) -> bool:
    return len(value) <= _LONGEST_BLANK and fold(value) in _BLANKS


def content_fingerprint(content: Mapping[str, Any]) -> str:
    """A digest equal for two rows that say exactly the same."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chose for a whole list.

    `family` is given to the structures of which nothing says it; `themes` the theme codes of the list's own
    words (folded), "" to leave one out; `public_addresses` that its addresses are places open to people.
    """

    family: str = ""
    commune: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    public_addresses: bool = False


def _lookup(vocabulary: Vocabulary[Any], more: Callable[[Any], Iterable[str]] | None = None) -> dict[str, str]:
    table: dict[str, str] = {}
    for term in vocabulary:
        for word in (term.code, term.label, *(more(term) if more else ())):
            table.setdefault(fold(word), term.code)
    return table


def _label_words(term: Any) -> Iterable[str]:
    return (term.sigle,) if term.sigle else ()


_INSERTION = _lookup(INSERTION_TYPES, lambda term: term.former_names)
_LABELS = _lookup(LABELS, _label_words)
_NETWORKS = _lookup(NETWORKS)
_PUBLICS = {
    **_lookup(PUBLICS),
    "tous": "tous-publics", "tout public": "tous-publics", "tous public": "tous-publics", "famille": "familles",
    "jeune": "jeunes", "enfants": "familles", "adolescents": "jeunes", "etudiant": "etudiants",
    "aines": "seniors", "retraites": "seniors", "personnes agees": "seniors", "senior": "seniors",
    "handicap": "personnes-en-situation-de-handicap",
    "personnes handicapees": "personnes-en-situation-de-handicap",
    "chomeurs": "demandeurs-emploi", "demandeurs d emploi": "demandeurs-emploi", "salaries": "actifs",
    "rsa": "beneficiaires-des-minimas-sociaux", "refugies": "personnes-exilees",
    "migrants": "personnes-exilees",
    "sans abri": "personnes-en-situation-durgence",
}  # fmt: skip
_FAMILIES = {
    **_lookup(FAMILIES),
    **{
        fold(word): code
        for code, words in {
            "association": "association loi 1901,asso,associations,association loi 1901 declaree,loi 1901,"
            "association declaree,association rup,association reconnue d utilite publique,assoc",
            "cooperative": "scop,scic,coop,cooperatives,sa cooperative,cae,cuma,cooperative scop,"
            "cooperative scic",
            "mutuelle": "mutuelles,mutuelle sante",
            "fondation": "fondations,fonds de dotation",
            "societe-ess": "esus,societe de l ess,societe commerciale ess,entreprise ess",
            "public": "collectivite,collectivite territoriale,etablissement public,commune,mairie,ccas,public,"
            "organisme public,service public,epci,administration",
            "entreprise": "societe,sarl,sas,sa,eurl,sasu,entreprise privee,entreprise individuelle",
            "collectif": "collectif informel,groupe informel",
        }.items()
        for word in words.split(",")
    },
}


class RowReader:
    """Reads the rows of one list, its columns mapped once: `mapping` is the target of each column in order."""

    def __init__(
        self,
        labels: Sequence[str],
        mapping: Sequence[str],
        ground: Ground,
        options: Options,
        *,
        bands: Sequence[str] = (),
        current_year: int = 9999,
    ) -> None:
        self.labels = labels
        self.ground = ground
        self.options = options
        self.current_year = current_year
        self.columns: dict[str, list[int]] = {}
        for index, target in enumerate(mapping):
            if target != IGNORED:
                self.columns.setdefault(target, []).append(index)
        self._persons = self._person_groups(bands)

    def read(self, cells: Sequence[str]) -> Reading:
        """Read one row; cells are clean text, "" when blank."""
        reading = Reading()
        self._names(cells, reading)
        if reading.refused:
            return reading
        self._identifiers(cells, reading)
        self._legal(cells, reading)
        self._themes(cells, reading)
        self._insertion(cells, reading)
        self._listed(cells, reading)
        self._dates(cells, reading)
        self._place(cells, reading)
        self._reach(cells, reading)
        self._texts(cells, reading)
        return reading

    # --- cells -----------------------------------------------------------------------------------
    def _cells(self, cells: Sequence[str], target: str) -> Iterable[tuple[str, str]]:
        """Yield (label, value) of the columns of a target that hold something."""
        for index in self.columns.get(target, ()):
            value = cells[index] if index < len(cells) else ""
            if value and not _is_blank(value):
                yield self.labels[index], value

    def _first(self, cells: Sequence[str], target: str) -> tuple[str, str]:
        return next(iter(self._cells(cells, target)), ("", ""))

    # --- names and numbers -----------------------------------------------------------------------
    def _names(self, cells: Sequence[str], reading: Reading) -> None:
        for target, fact in (("name", "usual_name"), ("official_name", "official_name")):
            label, value = self._first(cells, target)
            value = clean_spaces(value).strip('"“”«» \u00a0')
            if not value:
                continue
            if len(value) > 250:
                reading.remarks.append(Remark(label, value[:60] + "…", "nom trop long, coupé à 250 signes"))
                value = value[:250].rstrip()
            if not any(char.isalpha() for char in value) and not any(char.isdigit() for char in value):
                reading.refused = Remark(label, value, "ce n’est pas un nom")
                return
            reading.facts[fact] = value
        if not reading.facts:
            index = next(iter(self.columns.get("name") or self.columns.get("official_name") or ()), None)
            label = self.labels[index] if index is not None else ""
            reading.refused = Remark(label, "", "cette ligne n’a pas de nom de structure")
            return
        label, sigle = self._first(cells, "sigle")
        sigle = clean_spaces(sigle).strip('()"«» .')
        if sigle and len(sigle) <= 40 and fold(sigle) != fold(reading.name):
            reading.facts["sigle"] = sigle
        elif len(sigle) > 40:
            reading.remarks.append(Remark(label, sigle, "trop long pour un sigle"))

    def _identifiers(self, cells: Sequence[str], reading: Reading) -> None:
        readers = {"siret": read_siret, "siren": read_siren, "rna": read_rna, "identifier": read_identifier}
        for target in ("siret", "siren", "rna", "former_number", "identifier"):
            for label, value in self._cells(cells, target):
                try:
                    if target == "former_number":
                        found = read_former_number(value)
                    elif target == "rna":
                        found = self._rna_or_former(value)
                    elif target in ("siret", "siren") and len(re.sub(r"\D", "", value)) in (9, 14):
                        # A SIREN in the SIRET column is still a SIREN.
                        found = (read_siren if len(re.sub(r"\D", "", value)) == 9 else read_siret)(value)
                    else:
                        found = readers[target](value)
                except IdentifierError as error:
                    reading.remarks.append(Remark(label, value, str(error)))
                    continue
                reading.remarks += [Remark(label, value, said) for said in found.remarks]
                if found.kind is IdentifierKind.SIRET:
                    reading.place.siret = found.value
                    reading.facts.setdefault("siren", siren_of(found.value))
                elif found.kind is IdentifierKind.FORMER_NUMBER:
                    reading.facts.setdefault("former_number", found.value)
                else:
                    reading.facts.setdefault(str(found.kind), found.value)
        siren, siret = reading.facts.get("siren", ""), reading.place.siret
        if siret and siren and siren_of(siret) != siren:
            label, value = self._first(cells, "siren")
            reading.remarks.append(
                Remark(
                    label,
                    value,
                    typeset(f"le SIREN {siren} ne va pas avec le SIRET {siret} : aucun n’est gardé"),
                )
            )
            reading.facts.pop("siren")
            reading.place.siret = ""
        _, key = self._first(cells, "list_key")
        reading.list_key = key

    @staticmethod
    def _rna_or_former(value: str) -> Any:
        try:
            return read_rna(value)
        except IdentifierError as error:
            try:
                found = read_identifier(value)
            except IdentifierError:
                raise error from None
            if found.kind is not IdentifierKind.FORMER_NUMBER:
                raise
            return found

    def _legal(self, cells: Sequence[str], reading: Reading) -> None:
        label, value = self._first(cells, "legal_form")
        if value:
            if value in LEGAL_FORMS:
                reading.facts["legal_form"] = value
                family = family_of_legal_form(value)
                if family:
                    reading.facts["family"] = family
            else:
                reading.remarks.append(Remark(label, value, "ce code de forme juridique n’est pas de l’INSEE"))
        label, value = self._first(cells, "family")
        if value:
            code = _FAMILIES.get(fold(value)) or _FAMILIES.get(fold(value.split("(")[0]))
            if code:
                reading.facts["family"] = code
                for word in ("scop", "scic"):
                    if word in fold(value).split():
                        reading.facts["labels"] = [word]
            elif INSERTION_TYPES.get(value.strip().upper()) is None:
                reading.remarks.append(Remark(label, value, "famille ou statut inconnu"))
        if "family" not in reading.facts and (reading.facts.get("rna") or reading.facts.get("former_number")):
            reading.facts["family"] = "association"
        if "family" not in reading.facts and self.options.family:
            reading.facts["family"] = self.options.family

    # --- themes and vocabularies -----------------------------------------------------------------
    def _themes(self, cells: Sequence[str], reading: Reading) -> None:
        themes: set[str] = set()
        _, sub = self._first(cells, "subtheme")
        domains = list(self._cells(cells, "theme"))
        if not domains and sub:
            domains, sub = [("", sub)], ""
        for _, value in domains:
            for label in _SEVERAL.split(value):
                if label:
                    self._theme((label, sub) if sub else (label,), themes, reading)
        for _, code in self._cells(cells, "rna_object"):
            theme = theme_from_rna(code)
            if theme:
                themes.add(theme)
        # « culture » adds nothing beside « culture/musique ».
        roots = {theme.partition("/")[0] for theme in themes if "/" in theme}
        themes -= roots
        if themes:
            reading.facts["themes"] = sorted(themes)

    def _theme(self, labels: tuple[str, ...], themes: set[str], reading: Reading) -> None:
        shown = " › ".join(labels)
        for wanted in (fold(" ".join(labels)), fold(labels[-1]), fold(labels[0])):
            if wanted in self.options.themes:
                code = self.options.themes[wanted]
                if code in THEMES:
                    themes.add(code)
                return
        if labels[-1] in THEMES:
            themes.add(labels[-1])
            return
        match = theme_from_label(*labels)
        if match is None:
            reading.unknown_themes.append(shown)
        else:
            themes.add(match.code)

    def _insertion(self, cells: Sequence[str], reading: Reading) -> None:
        start, end = (self._iso(cells, target, reading) for target in ("agreement_start", "agreement_end"))
        columns = [*self._cells(cells, "insertion_types")]
        for label, value in self._cells(cells, "family"):
            if INSERTION_TYPES.get(value.strip().upper()):
                columns.append((label, value))
        for label, value in columns:
            for word in _items(value, _INSERTION):
                code = _INSERTION.get(fold(word))
                if code:
                    reading.conventions.append(Convention(code, start, end))
                elif fold(word) and fold(word) not in {"non", "sans"}:
                    reading.remarks.append(Remark(label, word, "type d’insertion inconnu"))
        if reading.conventions:
            reading.facts["insertion_types"] = sorted({one.kind for one in reading.conventions})

    def _listed(self, cells: Sequence[str], reading: Reading) -> None:
        for target, table in (("labels", _LABELS), ("networks", _NETWORKS), ("publics", _PUBLICS)):
            codes: set[str] = set(reading.facts.get(target, ()))
            for label, value in self._cells(cells, target):
                for word in _items(value, table):
                    code = table.get(fold(word))
                    if code:
                        codes.add(code)
                    elif fold(word):
                        reading.remarks.append(Remark(label, word, f"{_WHAT[target]} inconnu"))
            if codes:
                reading.facts[target] = sorted(codes)

    # --- dates -----------------------------------------------------------------------------------
    def _iso(self, cells: Sequence[str], target: str, reading: Reading) -> str:
        label, value = self._first(cells, target)
        if not value:
            return ""
        if re.fullmatch(r"(1[89]|20)\d\d", value):
            return f"{value}-01-01"
        found = read_date(value, serials=True)
        if found is None:
            reading.remarks.append(Remark(label, value, "cette date ne se lit pas"))
            return ""
        return found.isoformat() if found >= _OLDEST else ""

    def _dates(self, cells: Sequence[str], reading: Reading) -> None:
        for target in ("founded_on", "ended_on"):
            value = self._iso(cells, target, reading)
            if value and int(value[:4]) <= self.current_year:
                reading.facts[target] = value
            elif value:
                label, text = self._first(cells, target)
                reading.remarks.append(Remark(label, text, "cette date est dans l’avenir"))
        _, state = self._first(cells, "activity")
        reading.dissolved = "ended_on" in reading.facts or fold(state) in {"d", "s", "dissoute", "fermee", "f"}
        label, value = self._first(cells, "employer")
        if value:
            number = read_number(value)
            said = (number > 0) if number is not None else read_yes_no(value)
            if said is None:
                reading.remarks.append(Remark(label, value, "ni oui, ni non, ni un nombre de salariés"))
            else:
                reading.facts["employer"] = said

    # --- place -----------------------------------------------------------------------------------
    def _place(self, cells: Sequence[str], reading: Reading) -> None:
        place = reading.place
        address = self._address(cells)
        label, postcode = self._first(cells, "postcode")
        name_label, name = self._first(cells, "commune")
        _, code = self._first(cells, "commune_code")
        postcode, found = split_postcode(
            postcode.zfill(5) if postcode.isdigit() and len(postcode) == 4 else postcode
        )
        name = name or found
        if not postcode:
            if found:
                reading.remarks.append(Remark(label, found, "ce n’est pas un code postal"))
                name = name if name != found else ""
            postcode, name = split_postcode(name)
        if address and not (name or code):
            street, tail_postcode, tail_name = split_address(address)
            if tail_postcode and (not postcode or postcode == tail_postcode):
                address, postcode, name = street, tail_postcode, tail_name
        located = self.ground.locate(
            code=code, name=name, postcode=postcode, registered_in=_office(reading.facts)
        )
        place.address = address[:250]
        place.postcode = postcode
        if located.where is Where.OUTSIDE:
            reading.outside = typeset(located.said)
            return
        if located.commune is None:
            label, value = next(
                (
                    (label, value)
                    for label, value in ((name_label, name), (label, postcode), ("", code))
                    if value
                ),
                ("", ""),
            )
            reading.refused = Remark(label, value, typeset(located.said))
            return
        place.commune, place.deduced = located.commune.code, located.deduced
        if located.said:
            value = name or postcode
            reading.remarks.append(Remark(name_label or label, value, typeset(located.said)))
        self._position(cells, reading)

    def _address(self, cells: Sequence[str]) -> str:
        text = ""
        for label, value in self._cells(cells, "address"):
            value = clean_spaces(value)
            if value in _NOT_STREET:
                continue
            value = re.sub(r"^(CITE|COUR|COUR?S?)\d\b", r"\1", value)
            lines = bool(_LINES.search(heading_key(label)))
            text = value if not text else f"{text}{', ' if lines else ' '}{value}"
        return text

    def _position(self, cells: Sequence[str], reading: Reading) -> None:
        label, text = self._first(cells, "position")
        point = read_position(text) if text else None
        if point is None:
            label, raw_latitude = self._first(cells, "latitude")
            other, raw_longitude = self._first(cells, "longitude")
            text = f"{raw_latitude} ; {raw_longitude}".strip(" ;")
            label = label or other
            latitude, longitude = read_number(raw_latitude or "?"), read_number(raw_longitude or "?")
            if latitude is not None and longitude is not None:
                point = float(latitude), float(longitude)
            elif not text:
                return
        if point is None:
            reading.remarks.append(Remark(label, text, "cette position ne se lit pas"))
            return
        reading.place.latitude, reading.place.longitude = round(point[0], 7), round(point[1], 7)

    # --- contacts --------------------------------------------------------------------------------
    def _person_groups(self, bands: Sequence[str]) -> list[dict[str, list[int]]]:
        """The columns of each person of a row: a new person starts where a part is given again."""
        groups: list[dict[str, list[int]]] = []
        keys: list[str] = []
        targets = {
            index: target
            for target, indexes in self.columns.items()
            if target.startswith("contact_")
            for index in indexes
        }
        for index in sorted(targets):
            target = targets[index]
            band = bands[index] if index < len(bands) else ""
            key = _role(band) or _role(self.labels[index])
            place = next((at for at, known in enumerate(keys) if key and known == key), None)
            if place is None and groups and (not key or not keys[-1]) and target not in groups[-1]:
                place = len(groups) - 1
            if place is None:
                groups.append({})
                keys.append(key)
                place = len(groups) - 1
            groups[place].setdefault(target, []).append(index)
            keys[place] = keys[place] or key
        return groups

    def _reach(self, cells: Sequence[str], reading: Reading) -> None:
        words = set(
            fold(
                " ".join(str(reading.facts.get(name, "")) for name in ("usual_name", "official_name", "sigle"))
            ).split()
        )
        people = [person for group in self._persons if (person := self._person(cells, group, reading))]
        for label, value in self._cells(cells, "website"):
            try:
                reading.facts["website"] = parse_web(value)[:300]
            except ContactError as error:
                reading.remarks.append(Remark(label, value, str(error)))
        for label, value in self._cells(cells, "email"):
            for address in _EMAILS.split(value):
                email = self._parsed(parse_email, label, address, reading)
                if not email:
                    continue
                if names_a_person(email, words):
                    people = _with_email(people, email)
                elif "email" in reading.facts:
                    reading.remarks.append(Remark(label, email, "un seul courriel est gardé pour la structure"))
                else:
                    reading.facts["email"] = email
        for label, value in self._cells(cells, "phone"):
            for number in _PHONES.split(value):
                phone = self._parsed(parse_phone, label, number, reading)
                if not phone:
                    continue
                if is_mobile(phone) and people and not people[0].phone:
                    # Beside somebody's name a mobile number is taken for theirs, not for the structure's.
                    people[0] = Person(people[0].name, people[0].function, people[0].email, phone)
                elif "phone" in reading.facts:
                    if reading.facts["phone"] != phone:
                        reading.remarks.append(
                            Remark(label, number, "un seul téléphone est gardé pour la structure")
                        )
                else:
                    reading.facts["phone"] = phone
        reading.people = people

    def _person(self, cells: Sequence[str], group: Mapping[str, list[int]], reading: Reading) -> Person | None:
        found = PersonCells()
        for target, indexes in group.items():
            for index in indexes:
                value = cells[index] if index < len(cells) else ""
                if not value or _is_blank(value):
                    continue
                label = self.labels[index]
                if target == "contact_name":
                    found.name.append(value)
                    found.role = found.role or _role(label)
                elif target == "contact_first_name":
                    found.first_name = value
                elif target == "contact_function":
                    found.function = value
                elif target == "contact_email":
                    found.email = (
                        self._parsed(parse_email, label, _EMAILS.split(value)[0], reading) or found.email
                    )
                else:
                    found.phone = (
                        self._parsed(parse_phone, label, _PHONES.split(value)[0], reading) or found.phone
                    )
        person = found.person()
        if person is None and (found.phone or found.email):
            # A number that no name goes with is kept for the structure's people to claim, never shown.
            return Person(
                found.function or found.role or UNNAMED, found.function or found.role, found.email, found.phone
            )
        return person

    @staticmethod
    def _parsed(parse: Callable[[str], str], label: str, value: str, reading: Reading) -> str:
        if not value.strip():
            return ""
        try:
            return parse(value)
        except ContactError as error:
            reading.remarks.append(Remark(label, value, str(error)))
            return ""

    def _texts(self, cells: Sequence[str], reading: Reading) -> None:
        texts = [value for _, value in self._cells(cells, "description") if len(value) > 3]
        if texts:
            reading.facts["description"] = "\n".join(dict.fromkeys(texts))[:5000]
        label, hours = self._first(cells, "opening_hours")
        if hours:
            try:
                parse_opening_hours(hours)
            except OpeningHoursError as error:
                reading.remarks.append(Remark(label, hours, str(error)))
            else:
                reading.facts["opening_hours"] = hours[:250]
        if self.options.public_addresses and reading.place.address:
            reading.facts["address_public"] = True


def _office(facts: Mapping[str, Any]) -> str:
    """The department of the office that registered an association, by its number; "" when it does not tell."""
    rna, former = facts.get("rna", ""), facts.get("former_number", "")
    if rna:
        return "" if rna[1:3] == "97" else _corsica(rna[1:3])
    return _corsica(former[:2]) if former[3:4] in {"P", "S"} and former[:2] != "97" else ""


def _corsica(department: str) -> str:
    return "20" if department in {"2A", "2B"} else department


_WHAT = {"labels": "label", "networks": "réseau", "publics": "public"}


_ROLE_WORDS = {
    "president": "Présidence", "presidente": "Présidence", "presidence": "Présidence",
    "directeur": "Direction", "directrice": "Direction", "direction": "Direction",
    "tresorier": "Trésorerie", "tresoriere": "Trésorerie", "secretaire": "Secrétariat",
    "responsable": "Responsable", "gerant": "Gérance", "gerante": "Gérance",
    "coordinateur": "Coordination", "coordinatrice": "Coordination", "referent": "Référent",
}  # fmt: skip


def _role(heading: str) -> str:
    """The function that a heading or a band names, "" when it names none."""
    return next((_ROLE_WORDS[word] for word in heading_key(heading).split() if word in _ROLE_WORDS), "")


def _with_email(people: list[Person], email: str) -> list[Person]:
    """Give a personal address to the person named beside it, or make its bearer a person of the row."""
    for index, person in enumerate(people):
        if person.email == email:
            return people
        words = {word for word in fold(person.name).split() if len(word) >= 3}
        if not person.email and any(word in fold(email).replace(" ", "") for word in words):
            people[index] = Person(person.name, person.function, email, person.phone)
            return people
    if len(people) == 1 and not people[0].email:
        people[0] = Person(people[0].name, people[0].function, email, people[0].phone)
        return people
    return [*people, PersonCells(email=email).person() or Person(UNNAMED, "", email)]
