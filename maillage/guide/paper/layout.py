"""From the material of an edition to what the template prints: chapters, map, zooms, lists, indexes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from maillage.guide.domain import geometry
from maillage.guide.domain.edition import (
    WITHOUT_THEME,
    Material,
    Origin,
    PictureRef,
    Place,
    Stock,
    chapter_label,
)
from maillage.guide.domain.inks import separate
from maillage.guide.domain.wording import (
    calm_address,
    counted,
    listed,
    month_of,
    paragraphs,
    shorten,
    spoken_hours,
)
from maillage.kernel.contacts import phone_uri, shown_web
from maillage.kernel.text import fold, french_date, sort_key, typeset, unaccent
from maillage.kernel.vocabulary import (
    INSERTION_TYPES,
    LABELS,
    PUBLICS,
    SERVICES,
    STAGES,
    SUPPORT_ROLES,
    THEMES,
    ZOOMS,
    Theme,
    Zoom,
)
from maillage.territory.domain import inner_point
from maillage.ui.pdf import breakable, qr_rows

TEXT_LIMIT = 420
"""Characters of an entry's presentation."""
SECTIONED = 12
"""A chapter of at least so many entries is divided by activity."""
JOINED = 4
"""Entries without a theme, up to so many, are printed at the end of the chapter before."""
FEW_COMMUNES = 4
"""Up to so many communes, the tables of the zooms have a column for each."""
MOST_DOTS, LEAST_DOTS, MOST_PETALS = 620, 70, 420
Json = dict[str, Any]


def lay_out(stock: Stock, *, press: bool = False, proof: bool = False, erratum: str = "") -> Json:
    """The data of the template. `erratum` is a sentence about entries removed since the edition was frozen."""
    data = _Booklet(stock).data()
    colours = [*data["look"].values(), *(theme["colour"] for theme in data["themes"].values())]
    inks = {colour: separate(colour) for colour in colours} if press else {}
    return data | {"press": press, "inks": inks, "proof": proof, "erratum": erratum}


def entry_title(entry: Material) -> str:
    """The name, with its sigle when the name does not hold it already."""
    if entry.sigle and fold(entry.sigle) not in fold(entry.name).split():
        return f"{entry.name} ({entry.sigle})"
    return entry.name


@dataclass
class _Booklet:
    stock: Stock

    def __post_init__(self) -> None:
        plan = self.stock.plan
        self.plan, self.host = plan, self.stock.host
        self.day = date.fromisoformat(plan.dated_on)
        self.commune_names = {place.code: place.name for place in self.stock.places}
        self.by_chapter: dict[str, list[Material]] = {code: [] for code in plan.chapters}
        self.also: dict[str, list[Material]] = defaultdict(list)
        self.home: dict[str, str] = {}
        for entry in self.stock.entries:
            first, *others = self._chapters_of(entry)
            self.by_chapter[first].append(entry)
            self.home[entry.uid] = first
            for code in others:
                self.also[code].append(entry)
        self._seats = self._communes_printed()
        self.chapters = [code for code, entries in self.by_chapter.items() if entries]
        self.counts = {code: len(self.by_chapter[code]) for code in self.chapters}

    def _chapters_of(self, entry: Material) -> list[str]:
        """The chapters of an entry in the edition's order: it is printed in the first, named in the others."""
        roots = {theme.partition("/")[0] for theme in entry.themes}
        found = [code for code in self.plan.chapters if code in roots]
        # Selected by nothing but its commune, or by a theme unknown to this version: it is not lost.
        return found or [WITHOUT_THEME if WITHOUT_THEME in self.by_chapter else self.plan.chapters[-1]]

    # --- the whole ---

    def data(self) -> Json:
        plan, host = self.plan, self.host
        total = len(self.stock.entries)
        subtitle = plan.subtitle or host.territory
        counts = [counted(total, "structure")]
        if len(self._seats) > 1:
            counts.append(counted(len(self._seats), "commune"))
        if self.stock.projects:
            counts.append(counted(len(self.stock.projects), "initiative"))
        chapters = [self._chapter(code) for code in self.chapters]
        return {
            "look": {
                "primary": plan.cover_colour or host.primary,
                "secondary": host.secondary,
                "paper": host.paper,
                "ink": host.ink,
            },
            "themes": self._themes(),
            "demonstration": host.demonstration,
            "title": _said(plan.title),
            "subtitle": _said(subtitle),
            "edition": _said(plan.name),
            "description": f"{host.territory or host.name}, {plan.name} : {listed(counts)}.",
            "keywords": ["économie sociale et solidaire", "annuaire", host.territory or host.name],
            "counts-line": " · ".join(counts),
            "pole": {
                "name": _said(host.name),
                "tagline": _said(host.tagline),
                "logo": _picture(host.logo),
                "contact": _contact_lines(host.address, host.phone, host.email),
            },
            "web": {
                "address": host.address_of_list,
                "shown": shown_web(host.address_of_list),
                "qr": qr_rows(host.address_of_list),
            },
            "cover": self._cover(),
            "stripe": [[code, count / total] for code, count in self.counts.items()],
            "foreword": {
                "paragraphs": [_said(one) for one in paragraphs(plan.foreword)],
                "author": _said(plan.foreword_author),
            },
            "words": self._words(),
            "map": self._map() if plan.with_map else None,
            "chapters": self._joined(chapters),
            "contents": {one["label"]: one["code"] for one in chapters},
            "zooms": [zoom for zoom in map(self._zoom, ZOOMS) if zoom] if plan.with_zooms else [],
            "support": self._support() if plan.with_support else [],
            "initiatives": self._initiatives(),
            "indexes": self._indexes(),
            "facts": self._facts(),
            "sponsors": [{"name": _said(one.name), "logo": _picture(one.logo)} for one in plan.sponsors],
        }

    def _themes(self) -> Json:
        themes = {
            theme.code: {"label": theme.label, "short": theme.short_label, "colour": theme.color}
            for theme in THEMES.roots()
        }
        label = chapter_label(WITHOUT_THEME)
        return themes | {WITHOUT_THEME: {"label": label, "short": label, "colour": "#5c5a56"}}

    def _communes_printed(self) -> list[str]:
        """Codes of the territory's communes where entries are seated, in French order."""
        seen = {entry.commune for entry in self.stock.entries if entry.commune in self.commune_names}
        return sorted(seen, key=lambda code: sort_key(self._commune(code)))

    def _commune(self, code: str) -> str:
        return self.commune_names.get(code, code)

    # --- chapters and entries ---

    def _chapter(self, code: str) -> Json:
        entries = self.by_chapter[code]
        address = self.host.address_of_chapters.get(code, self.host.address_of_list)
        petals, petal = geometry.flower(min(len(entries), MOST_PETALS))
        theme = THEMES.get(code)
        return {
            "code": code,
            "label": chapter_label(code),
            "definition": theme.definition if theme else "Celles dont le thème n’est pas encore connu.",
            "count": counted(len(entries), "structure"),
            "address": address,
            "shown": shown_web(self.host.address_of_list),
            "qr": qr_rows(address),
            "flower": petals,
            "petal": petal,
            "sections": self._sections(code, entries),
            "also": [[entry.uid, _index_name(entry_title(entry))] for entry in self.also[code]],
            "joined": [],
        }

    def _joined(self, chapters: list[Json]) -> list[Json]:
        """The chapters that open on a page of their own; the one without theme, when short, ends another."""
        at = next((at for at, one in enumerate(chapters) if one["code"] == WITHOUT_THEME), 0)
        if at == 0 or self.counts[WITHOUT_THEME] > JOINED:
            return chapters
        former = chapters[at - 1] | {"joined": [chapters[at]]}
        return [*chapters[: at - 1], former, *chapters[at + 1 :]]

    def _sections(self, code: str, entries: list[Material]) -> list[Json]:
        if len(entries) < SECTIONED or code == WITHOUT_THEME:
            return [{"code": "", "label": "", "entries": [self._entry(one, code, True) for one in entries]}]
        grouped: dict[str, list[Material]] = defaultdict(list)
        for entry in entries:
            grouped[self._activity(entry, code)].append(entry)
        sections = [
            {
                "code": child.code.partition("/")[2],
                "label": child.label,
                "entries": [self._entry(one, code, False) for one in grouped[child.code]],
            }
            for child in THEMES.children(code)
            if grouped[child.code]
        ]
        if grouped[""]:
            label = "Autres activités" if sections else ""
            sections.append(
                {
                    "code": "autres",
                    "label": label,
                    "entries": [self._entry(one, code, False) for one in grouped[""]],
                }
            )
        return sections

    def _told_town(self, entry: Material) -> str:
        """The commune, but where it is that of the whole guide: repeated on each entry, it tells nothing."""
        return entry.town if self._seats != [entry.commune] else ""

    @staticmethod
    def _activity(entry: Material, code: str) -> str:
        """The first activity of an entry in a chapter, or nothing."""
        return next((child for child in _activities(code) if child in entry.themes), "")

    def _entry(self, entry: Material, chapter: str, with_activity: bool) -> Json:
        activity = self._activity(entry, chapter) if with_activity else ""
        town, told = entry.town, self._told_town(entry)
        services = [name or SERVICES.label(kind) for kind, name in entry.services]
        return {
            "id": entry.uid,
            "title": _said(shorten(entry_title(entry), 160)),
            "commune": told,
            "activity": THEMES.label(activity) if activity else "",
            "labels": [shorten(label, 40) for label in entry.labels[:6]],
            "text": _said(shorten(entry.text, TEXT_LIMIT)),
            "publics": _lower_list([PUBLICS.label(code) for code in PUBLICS.codes if code in entry.publics]),
            "services": _said(shorten(_lower_list(list(dict.fromkeys(services))), 200)),
            "address": breakable(
                ", ".join(
                    filter(
                        None, [calm_address(shorten(entry.address, 160)), f"{entry.postcode} {town}".strip()]
                    )
                )
            )
            if entry.address
            else "",
            "contacts": _contacts(entry),
            "people": [
                breakable(", ".join(filter(None, [one.name, one.function, one.phone, one.email])))
                for one in entry.people[:4]
            ],
            "hours": breakable(shorten(entry.hours, 160)),
            "section-of": breakable(f"Rattachée à : {entry.section_of}") if entry.section_of else "",
            "invented": entry.invented,
            "note": breakable(shorten(entry.according_to, 160)),
            "checked": f"Vérifiée en {month_of(date.fromisoformat(entry.checked_on))}"
            if entry.checked_on
            else "",
            "logo": _picture(entry.logo),
            "photo": _picture(entry.photo),
        }

    # --- cover and map ---

    def _outlines(self) -> list[dict[str, Any]]:
        return [place.outline for place in self.stock.places if place.outline]

    def _cover(self) -> Json:
        outlines = self._outlines()
        frame = geometry.frame_around(geometry.outline_points(outlines), margin=0.0)
        count = max(LEAST_DOTS, min(len(self.stock.entries), MOST_DOTS))
        shares = listed([chapter_label(code).lower() for code, _ in Counter(self.counts).most_common(3)])
        if frame:
            points, radius = geometry.filled(frame, outlines, count)
            what = f"le territoire ({self.host.territory})" if self.host.territory else "le territoire"
        else:
            points, radius = geometry.flower(count)
            what = "une fleur"
        dots = geometry.coloured(points, self.counts, self.plan.name)
        return {
            "picture": _picture(self.plan.cover),
            "dots": dots,
            "radius": radius,
            "shapes": [geometry.shape_in(frame, outline) for outline in outlines] if frame else [],
            "ratio": frame.ratio if frame else 1.0,
            "alt": f"Dessin : {what} en points de couleur, un par thème ; les plus nombreux : {shares}.",
        }

    def _map(self) -> Json | None:
        """Outlines where they are known, dots for those whose place may be shown, names of communes."""
        places = self.stock.places
        points = [entry.point for entry in self.stock.entries if entry.point]
        outlines = self._outlines()
        near = geometry.without_strays(points)
        corners = geometry.outline_points(outlines) or [*near, *(one.point for one in places if one.point)]
        frame = geometry.frame_around(corners)
        if frame is None or (not outlines and len(corners) < 2):
            return None
        dots = [
            [*frame.place(*entry.point), self.home[entry.uid]]
            for entry in self.stock.entries
            if entry.point and frame.holds(*entry.point)
        ]
        names = [
            (*frame.place(*where), place.name)
            for place in places
            if (where := self._name_point(place)) and frame.holds(*where)
        ]
        few = [name for _, _, name in names] if len(names) <= 12 else []
        shown, total = len(dots), len(self.stock.entries)
        legend = Counter(code for *_, code in dots)
        notes = sorted({place.note for place in places if place.note})
        if not outlines:
            notes.append(
                "Les limites des communes ne sont pas dessinées : leurs contours n’ont pas été chargés."
            )
        if total > shown:
            notes.append(
                f"{counted(total - shown, 'structure n’est', 'structures ne sont')} pas sur la carte : "
                "leur adresse n’est pas publique, ou leur position n’est pas connue."
            )
        return {
            "title": "Le territoire en carte",
            "ratio": frame.ratio,
            "shapes": [geometry.shape_in(frame, outline) for outline in outlines],
            "dots": dots,
            "radius": 1.0 if shown < 150 else 0.8 if shown < 500 else 0.55,  # millimetres
            # Of one commune alone, the name would hide its dots and tell nothing.
            "names": names if 1 < len(names) <= 60 else [],
            "lettering": 9.0 if len(names) <= 6 else 7.5 if len(names) <= 20 else 6.5,
            "legend": [[code, legend[code]] for code in self.chapters if legend[code]],
            "notes": [typeset(note) for note in notes],
            "alt": (
                f"Carte schématique ({listed(few) or 'territoire'}) : {counted(shown, 'structure')}, chacune "
                "un point de la couleur de son thème. Les mêmes se trouvent dans l’index par commune."
            ),
        }

    def _name_point(self, place: Place) -> geometry.Point | None:
        """Where the name of a commune is written: inside it, else amid its dots, else nowhere."""
        if place.point:
            return place.point
        if place.outline:
            return inner_point(place.outline)
        points = [one.point for one in self.stock.entries if one.commune == place.code and one.point]
        if not points:
            return None
        east, north = sorted(x for x, _ in points), sorted(y for _, y in points)
        return east[len(east) // 2], north[len(north) // 2]

    # --- what crosses the chapters ---

    def _named(self, entry: Material) -> list[str]:
        return [entry.uid, _index_name(entry_title(entry)), self._told_town(entry)]

    def _zoom(self, zoom: Zoom) -> Json | None:
        """A transversal page: how many structures by activity and commune, then who they are.

        A zoom that is one whole chapter gives the table and the projects alone: its names are in the chapter.
        """
        themes = THEMES.in_zoom(zoom.code)
        concerned = [one for one in self.stock.entries if any(t.code in one.themes for t in themes)]
        children = [theme for theme in themes if not theme.is_root]
        rows: list[tuple[str, str, list[int], int]] = []
        columns = self._seats if 1 < len(self._seats) <= FEW_COMMUNES else []
        sections = []
        one_chapter = len({theme.root_code for theme in children}) == 1
        for theme in children:
            of_theme = [one for one in concerned if theme.code in one.themes]
            if not of_theme:
                continue
            by_commune = Counter(one.commune for one in of_theme)
            counts = [by_commune[code] for code in columns]
            rows.append((theme.label, theme.root_code, counts, len(of_theme)))
            if not one_chapter:
                sections.append(
                    {
                        "label": theme.label,
                        "theme": theme.root_code,
                        "actors": [self._named(one) for one in of_theme],
                    }
                )
        if not rows:
            return None
        codes = {theme.code for theme in themes}
        projects = [
            [one.title, STAGES.label(one.stage), [[part.uid, _index_name(part.name)] for part in one.parts]]
            for one in self.stock.projects
            if codes & set(one.themes)
        ]
        return {
            "label": zoom.label,
            "title": f"Zoom · {zoom.label}",
            "definition": zoom.definition,
            "count": counted(len(concerned), "structure"),
            "table": {
                "columns": [self._commune(code) for code in columns],
                "rows": rows,
                "most": max(row[3] for row in rows),
                "note": "Une structure qui a plusieurs activités compte dans chacune.",
            },
            "sections": sections,
            # The one chapter where all its names are, if it is there.
            "chapter": self._only_chapter(children) if one_chapter else "",
            "projects": projects,
        }

    def _only_chapter(self, themes: Sequence[Theme]) -> str:
        return next((one.root_code for one in themes if one.root_code in self.chapters), "")

    def _support(self) -> list[Json]:
        return [
            {"label": role.label, "definition": role.definition, "actors": [self._named(one) for one in actors]}
            for role in SUPPORT_ROLES
            if (actors := [one for one in self.stock.entries if role.code in one.roles])
        ]

    def _initiatives(self) -> list[Json]:
        roles = {"leader": "Porte l’initiative", "partner": "Partenaire", "considered": "Partenaire envisagé"}
        order = list(roles)
        return [
            {
                "label": stage.label,
                "definition": stage.definition,
                "items": [
                    {
                        "title": _said(shorten(one.title, 160)),
                        "places": listed([self._commune(code) for code in one.communes]),
                        "text": _said(shorten(one.text, TEXT_LIMIT)),
                        "actors": [
                            [roles.get(part.role, part.role), part.uid, _index_name(part.name)]
                            for part in sorted(one.parts, key=lambda part: order.index(part.role))
                        ],
                        "invented": one.invented,
                        "note": breakable(shorten(one.according_to, 160)),
                    }
                    for one in projects
                ],
            }
            for stage in STAGES
            if (projects := [one for one in self.stock.projects if one.stage == stage.code])
        ]

    # --- indexes ---

    def _indexes(self) -> list[Json]:
        found = [self._names_index(), self._commune_index(), self._service_index()]
        return [one for one in found if one["groups"]]

    def _names_index(self) -> Json:
        lines: list[tuple[str, str, list[str]]] = []
        sigles: dict[str, list[str]] = defaultdict(list)
        for entry in self.stock.entries:
            lines.append((entry.sort_key, entry.name, [entry.uid]))
            if entry.sigle and not fold(entry.name).startswith(fold(entry.sigle)):
                sigles[entry.sigle].append(entry.uid)
        lines += [(sort_key(sigle), sigle, ids) for sigle, ids in sigles.items()]
        lines.sort(key=lambda line: line[0])
        groups: dict[str, list[list[Any]]] = {}
        for key, name, ids in lines:
            groups.setdefault(_initial(key), []).append([_index_name(name), ids])
        return {
            "title": "Index des noms et des sigles",
            "introduction": "",
            "groups": [_group(letter, [("", found)], bookmarked=False) for letter, found in groups.items()],
        }

    def _commune_index(self) -> Json:
        """Names by commune and theme. Where there is one commune, the pages of each activity by theme: its
        names are all in the index before.
        """
        entries: dict[str, list[Material]] = defaultdict(list)
        names = dict(self.commune_names)
        for entry in self.stock.entries:
            if entry.commune:
                names.setdefault(entry.commune, entry.town)
            for code in dict.fromkeys([entry.commune, *entry.other_communes]):
                if code in names:
                    entries[code].append(entry)
        line = self._activity_line if len(entries) == 1 else self._name_line
        themes = self._themes()
        groups = []
        for code in sorted(entries, key=lambda one: sort_key(names[one])):
            by_theme: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            for entry in entries[code]:
                by_theme[self.home[entry.uid]][line(entry)].append(entry.uid)
            parts = [
                (themes[chapter]["short"], [[what, ids] for what, ids in by_theme[chapter].items()])
                for chapter in self.chapters
                if by_theme[chapter]
            ]
            groups.append(_group(f"{names[code]} ({len(entries[code])})", parts, bookmarked=True))
        outside = sum(1 for one in self.stock.entries if not one.commune)
        absent = counted(outside, "structure est absente", "structures sont absentes")
        return {
            "title": "Index par commune",
            "introduction": f"{absent} de cet index : leur commune n’est pas connue." if outside else "",
            "groups": groups,
        }

    def _name_line(self, entry: Material) -> str:
        return _index_name(entry_title(entry))

    def _activity_line(self, entry: Material) -> str:
        activity = self._activity(entry, self.home[entry.uid])
        return THEMES.label(activity) if activity else "Toutes activités"

    def _service_index(self) -> Json:
        """Services and activities in one alphabet: a reader does not know which of both to look for."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.stock.entries:
            words = {SERVICES.label(kind) for kind, _ in entry.services}
            words |= {THEMES.label(theme) for theme in entry.themes if "/" in theme and theme in THEMES}
            for word in words:
                found[word].append(entry.uid)
        groups: dict[str, list[list[Any]]] = {}
        for word in sorted(found, key=sort_key):
            groups.setdefault(_initial(sort_key(word)), []).append([word, found[word]])
        return {
            "title": "Index par service et activité",
            "introduction": "",
            "groups": [_group(letter, [("", lines)], bookmarked=False) for letter, lines in groups.items()],
        }

    # --- words of the booklet itself ---

    def _words(self) -> list[list[str]]:
        """The sigles and labels printed beside the names, with what they mean."""
        printed = {label for entry in self.stock.entries for label in entry.labels}
        known = [(one.code, one.label, one.definition) for one in INSERTION_TYPES]
        known += [(one.sigle or one.label, one.label, one.definition) for one in LABELS]
        words = [
            [short, "" if short == label else label, definition]
            for short, label, definition in known
            if short in printed
        ]
        return sorted(words, key=lambda word: sort_key(word[0]))

    def _facts(self) -> Json:
        """What the booklet says of itself: how many, since when, from whom, by whom."""
        host, plan = self.host, self.plan
        checked = sum(1 for entry in self.stock.entries if entry.checked_on)
        total = len(self.stock.entries)
        invented = sum(1 for entry in self.stock.entries if entry.invented)
        imprint = [
            ("Éditeur", host.publisher or host.name),
            ("Responsable de la publication", host.director),
            ("Adresse", ", ".join(line.strip() for line in host.address.splitlines() if line.strip())),
            ("Imprimeur", plan.printer),
            ("Image de couverture", plan.cover.credit if plan.cover else ""),
            ("Date de l’édition", french_date(self.day)),
            ("Composition", "Maillage, logiciel libre ; caractère Atkinson Hyperlegible (Braille Institute)"),
        ]
        return {
            "entries": counted(total, "structure"),
            "territory": host.territory,
            "people": self.stock.told_by_people,
            "day": french_date(self.day),
            "checked": counted(checked, "fiche a été confirmée", "fiches ont été confirmées"),
            "all-checked": checked == total,
            "checked-since": french_date(date.fromisoformat(plan.checked_since)) if plan.checked_since else "",
            "sources": [_origin(origin) for origin in self.stock.origins],
            "contact": listed([part for part in (host.email, host.phone) if part], " ou au "),
            "invented": counted(
                invented, "structure de ce guide est inventée", "structures de ce guide sont inventées"
            ),
            "imprint": [[label, _said(value)] for label, value in imprint if value],
            "projects-helped": plan.with_support and any(entry.roles for entry in self.stock.entries),
        }


@cache
def _activities(chapter: str) -> tuple[str, ...]:
    """The codes of the activities of a chapter, in order."""
    return tuple(child.code for child in THEMES.children(chapter))


def _origin(origin: Origin) -> str:
    stated = f"données du {french_date(date.fromisoformat(origin.stated_on))}" if origin.stated_on else ""
    details = ", ".join(part for part in (origin.publisher, stated, origin.licence) if part)
    return typeset(f"{origin.name} ({details})" if details else origin.name)


def _said(text: str) -> str:
    """A text somebody typed, with its French typography, its longest words free to break."""
    return breakable(typeset(spoken_hours(text)))


def _picture(picture: PictureRef | None) -> Json | None:
    if picture is None:
        return None
    return {"path": picture.path, "alt": typeset(picture.alt), "credit": typeset(picture.credit)}


def _contact_lines(address: str, phone: str, email: str) -> list[str]:
    lines = [typeset(line.strip()) for line in address.splitlines() if line.strip()]
    reach = " · ".join(part for part in (phone, email) if part)
    return [*lines, *([reach] if reach else [])]


def _contacts(entry: Material) -> list[list[str | None]]:
    """What is printed of each way to reach a structure, and where its link leads on a screen."""
    contacts: list[list[str | None]] = []
    if entry.phone:
        contacts.append(["Tél.", entry.phone, phone_uri(entry.phone.replace("\u00a0", ""))])
    if entry.email:
        contacts.append(["", breakable(entry.email.lower()), f"mailto:{entry.email}"])
    if entry.website:
        contacts.append(["", breakable(shorten(shown_web(entry.website), 90)), entry.website])
    return contacts


def _lower_list(words: Sequence[str]) -> str:
    """Labels as a list within a sentence: « jeunes, personnes âgées » (a sigle keeps its capitals)."""
    return ", ".join(word if word[1:2].isupper() else word[:1].lower() + word[1:] for word in words)


def _initial(key: str) -> str:
    """The letter under which a sort key is filed: a figure goes under « 0-9 »."""
    first = unaccent(key[:1]).upper()
    return first if first.isalpha() else "0-9"


def _index_name(name: str) -> str:
    return _said(shorten(name, 90))


def _group(label: str, parts: Iterable[tuple[str, list[list[Any]]]], *, bookmarked: bool) -> Json:
    return {
        "label": label,
        "bookmarked": bookmarked,
        "parts": [{"label": part, "lines": lines} for part, lines in parts],
    }
