"""Read from the database what an edition is made of: only what everybody may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from django.db.models import Count, QuerySet
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import (
    Actor,
    ActorQuerySet,
    ActorTag,
    Contact,
    Initiative,
    InitiativeActor,
    Picture,
    Service,
    Source,
    SourceKind,
)
from maillage.guide.domain.edition import (
    WITHOUT_THEME,
    Host,
    Material,
    Origin,
    Part,
    Person,
    PictureRef,
    Place,
    Plan,
    Project,
    Sponsor,
    Stock,
    all_chapters,
)
from maillage.guide.domain.wording import split_according, spoken_hours
from maillage.guide.models import GuideEdition
from maillage.guide.paper.pictures import Slot, UnreadablePicture, make_ready
from maillage.guide.paper.remarks import Remarks
from maillage.kernel.contacts import format_phone
from maillage.kernel.opening_hours import OpeningHoursError, opening_hours_in_french
from maillage.kernel.vocabulary import INSERTION_TYPES, LABELS, THEMES
from maillage.territory.models import Commune, Pole
from maillage.territory.queries import current_pole, main_territory

Assets = dict[str, bytes]


class NothingToPrint(ValueError):
    """The choices leave no entry; the message is French and says what to do."""


def default_plan(name: str = "", today: date | None = None) -> Plan:
    """The guide of all that is published, when nobody prepared an edition."""
    today = today or timezone.localdate()
    return Plan(name=name or f"Édition {today.year}", dated_on=today.isoformat())


def plan_of(edition: GuideEdition) -> Plan:
    """The choices of an edition as plain data, without its pictures (one query)."""
    return Plan(
        name=edition.name,
        dated_on=edition.dated_on.isoformat(),
        title=edition.title,
        subtitle=edition.subtitle,
        foreword=edition.foreword,
        foreword_author=edition.foreword_author,
        chapters=[code for code in edition.chapters if code in all_chapters()],
        communes=sorted(edition.communes.values_list("code", flat=True)),
        checked_since=edition.checked_since.isoformat() if edition.checked_since else "",
        with_map=edition.with_map,
        with_zooms=edition.with_zooms,
        with_support=edition.with_support,
        with_initiatives=edition.with_initiatives,
        with_pictures=edition.with_pictures,
        cover_colour=edition.cover_colour,
        printer=edition.printer,
    )


def directory_path() -> str:
    """The path of the list on the web, to which the printed codes lead."""
    return reverse("guide:list")


def chapter_counts() -> Counter[str]:
    """How many public actors each chapter would hold, each counted in all its themes (two queries)."""
    public = Actor.objects.public()
    themes = ActorTag.objects.filter(kind=ActorTag.Kind.THEME, actor__in=public)
    counts = Counter(dict(themes.values_list("code").annotate(Count("actor")).order_by()))
    counts[WITHOUT_THEME] = public.exclude(pk__in=themes.values("actor")).count()
    return counts


def selected(plan: Plan) -> ActorQuerySet:
    """The actors that the choices of an edition let in, in French order."""
    actors = Actor.objects.public()
    if plan.communes:
        inside = ActorTag.objects.filter(kind=ActorTag.Kind.COMMUNE, code__in=plan.communes)
        actors = actors.filter(pk__in=inside.values("actor"))
    if plan.checked_since:
        actors = actors.filter(checked_on__gte=plan.checked_since)
    if set(plan.chapters) != set(all_chapters()):
        themes = ActorTag.objects.filter(kind=ActorTag.Kind.THEME)
        wanted = actors.filter(pk__in=themes.filter(code__in=plan.chapters).values("actor"))
        if WITHOUT_THEME in plan.chapters:
            wanted = wanted | actors.exclude(pk__in=themes.values("actor"))
        actors = wanted
    return actors.order_by("sort_key", "pk")


def take_stock(edition: GuideEdition | None, directory: str) -> tuple[Stock, Assets, Remarks]:
    """Read an edition's contents (or the default one's), its pictures, and what is to be said of them.

    `directory` is the whole address of the list on the web, to which the printed codes lead.
    About fifteen queries, whatever the number of actors. Raises `NothingToPrint`.
    """
    gathering = _Gathering(Remarks())
    plan = gathering.plan(edition) if edition else default_plan()
    entries = gathering.entries(plan)
    if not entries:
        raise NothingToPrint(_nothing(plan))
    territory = main_territory()
    communes = list(territory.communes.order_by("folded_name")) if territory else []
    origins, told_by_people = _origins(plan)
    stock = Stock(
        plan=plan,
        host=gathering.host(
            current_pole() or Pole(name="Maillage"), territory.name if territory else "", directory
        ),
        places=[_place(commune) for commune in communes],
        entries=entries,
        projects=_projects(plan) if plan.with_initiatives else [],
        origins=origins,
        told_by_people=told_by_people,
    )
    return stock, gathering.assets, gathering.remarks


def _nothing(plan: Plan) -> str:
    if not Actor.objects.public().exists():
        return (
            "L’annuaire est vide : le guide n’a rien à imprimer. Importez d’abord une liste locale, "
            "ou publiez des fiches."
        )
    narrowed = [
        words
        for words, used in (
            ("ces communes", bool(plan.communes)),
            ("ces chapitres", set(plan.chapters) != set(all_chapters())),
            ("une vérification aussi récente", bool(plan.checked_since)),
        )
        if used
    ]
    return (
        f"Aucune fiche publiée ne répond à vos choix ({', '.join(narrowed) or 'fiches publiées'}) : "
        "élargissez-les, puis recommencez."
    )


class _Gathering:
    """Entries and pictures being gathered, with the remarks that they call for."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.assets: Assets = {}

    def picture(
        self,
        file: FieldFile | None,
        slot: Slot,
        name: str,
        *,
        alt: str,
        credit: str = "",
        key: int = 0,
        of: str,
    ) -> PictureRef | None:
        """Read and prepare a picture; one that cannot be used is left out and remarked on."""
        if not file:
            return None
        if not alt.strip():
            self.remarks.add("picture-unsaid", of)
            return None
        try:
            with file.open("rb") as opened:
                ready = make_ready(opened.read(), slot)
        except (OSError, UnreadablePicture):
            self.remarks.add("picture-unreadable", of)
            return None
        if ready.is_small:
            self.remarks.add("picture-small", f"{of} ({ready.dpi} points par pouce)")
        path = f"{PurePosixPath(name)}.{ready.suffix}"
        self.assets[path] = ready.content
        return PictureRef(path=path, alt=alt, credit=credit, key=key)

    def plan(self, edition: GuideEdition) -> Plan:
        """The choices of an edition with its pictures."""
        return replace(
            plan_of(edition),
            cover=self.picture(
                edition.cover_picture,
                "cover",
                "cover",
                alt=edition.cover_alt,
                credit=edition.cover_credit,
                of="image de couverture",
            ),
            sponsors=[
                Sponsor(
                    sponsor.name,
                    self.picture(
                        sponsor.logo,
                        "logo",
                        f"sponsors/{number}",
                        alt=sponsor.alt or f"Logo : {sponsor.name}",
                        of=f"logo du soutien « {sponsor.name} »",
                    ),
                )
                for number, sponsor in enumerate(edition.sponsors.all())
            ],
        )

    def host(self, pole: Pole, territory: str, directory: str) -> Host:
        """The Pôle's identity and the addresses that the codes lead to."""
        return Host(
            name=pole.name,
            territory=territory,
            tagline=pole.tagline,
            email=pole.contact_email,
            phone=format_phone(pole.contact_phone) if pole.contact_phone else "",
            address=pole.contact_address,
            publisher=pole.publisher,
            director=pole.publication_director,
            primary=pole.colour_primary,
            secondary=pole.colour_secondary,
            paper=pole.colour_paper,
            ink=pole.colour_ink,
            logo=self.picture(
                pole.logo, "logo", "pole", alt=pole.logo_alt or f"Logo : {pole.name}", of="logo du Pôle"
            ),
            demonstration=pole.is_demonstration,
            address_of_list=directory,
            address_of_chapters={theme.code: f"{directory}?theme={theme.code}" for theme in THEMES.roots()},
        )

    def entries(self, plan: Plan) -> list[Material]:
        """The actors of an edition with all that their entries tell."""
        chosen = selected(plan)
        actors = list(
            chosen.select_related("commune", "section_of", "created_by__source").defer("commune__outline")
        )
        services: dict[int, list[Service]] = defaultdict(list)
        for service in Service.objects.filter(actor__in=chosen).order_by("kind", "name", "pk"):
            services[service.actor_id].append(service)
        people: dict[int, list[Person]] = defaultdict(list)
        for contact in Contact.objects.filter(actor__in=chosen, consent=Contact.Consent.AGREED).order_by(
            "name"
        ):
            people[contact.actor_id].append(
                Person(
                    contact=contact.pk,
                    name=contact.name,
                    function=contact.function,
                    email=contact.email,
                    phone=_phone(contact.phone),
                )
            )
        communes: dict[int, list[str]] = defaultdict(list)
        for actor_id, code in ActorTag.objects.filter(kind=ActorTag.Kind.COMMUNE, actor__in=chosen).values_list(
            "actor_id", "code"
        ):
            communes[actor_id].append(code)
        pictures = self._pictures(chosen) if plan.with_pictures else {}
        return [
            self._entry(
                actor, services[actor.pk], people[actor.pk], communes[actor.pk], pictures.get(actor.pk, {})
            )
            for actor in actors
        ]

    def _pictures(self, chosen: QuerySet[Actor]) -> dict[int, dict[str, Picture]]:
        """The first logo of each, and the first photograph whose people agreed."""
        found: dict[int, dict[str, Picture]] = defaultdict(dict)
        for picture in Picture.objects.filter(actor__in=chosen).order_by("pk"):
            if picture.kind == Picture.Kind.LOGO or picture.image_right:
                found[picture.actor_id].setdefault(picture.kind, picture)
        return found

    def _entry(
        self,
        actor: Actor,
        services: Iterable[Service],
        people: list[Person],
        communes: list[str],
        pictures: dict[str, Picture],
    ) -> Material:
        services = list(services)
        text, according = split_according(actor.description)
        if not according and actor.created_by.source.kind == SourceKind.DOCUMENT:
            according = f"D’après : {actor.created_by.source.name}"
        logo, photo = pictures.get(Picture.Kind.LOGO), pictures.get(Picture.Kind.PHOTO)
        return Material(
            uid=actor.uid.hex,
            slug=actor.slug,
            name=actor.name,
            sort_key=actor.sort_key,
            sigle=actor.sigle,
            commune=actor.commune_id or "",
            town=actor.commune.name if actor.commune else "",
            other_communes=sorted(set(communes) - {actor.commune_id}),
            address=actor.shown_address,
            postcode=actor.shown_postcode,
            point=None
            if actor.longitude is None or actor.latitude is None
            else (actor.longitude, actor.latitude),
            themes=list(actor.themes),
            labels=_short_labels(actor),
            roles=list(actor.support_roles),
            publics=sorted(set(actor.publics).union(*(one.publics for one in services))),
            services=[(one.kind, one.name) for one in services],
            text=text,
            email=actor.email,
            phone=_phone(actor.phone),
            website=actor.website,
            hours=_hours(actor.opening_hours),
            people=people,
            checked_on=actor.checked_on.isoformat() if actor.checked_on else "",
            invented=actor.invented,
            according_to=according,
            section_of=actor.section_of.name if actor.section_of else "",
            logo=self.picture(
                logo.file,
                "entry-logo",
                f"actors/{actor.uid.hex}-logo",
                alt=logo.alt or f"Logo : {actor.name}",
                key=logo.pk,
                of=actor.name,
            )
            if logo
            else None,
            photo=self.picture(
                photo.file,
                "photo",
                f"actors/{actor.uid.hex}",
                alt=photo.alt,
                credit=photo.credit,
                key=photo.pk,
                of=actor.name,
            )
            if photo
            else None,
        )


def _phone(number: str) -> str:
    return format_phone(number) if number else ""


def _hours(text: str) -> str:
    try:
        return spoken_hours(opening_hours_in_french(text)) if text else ""
    except OpeningHoursError:
        return text


def _short_labels(actor: Actor) -> list[str]:
    """Insertion types by their sigle, then labels by theirs or by their name."""
    labels = [LABELS.get(code) for code in actor.labels]
    return [code for code in INSERTION_TYPES.codes if code in actor.insertion_types] + [
        label.sigle or label.label for label in labels if label
    ]


def _place(commune: Commune) -> Place:
    point = (
        None if commune.longitude is None or commune.latitude is None else (commune.longitude, commune.latitude)
    )
    return Place(
        commune.code, commune.name, commune.outline, commune.outline_note if commune.outline else "", point
    )


def _projects(plan: Plan) -> list[Project]:
    """The initiatives published, in the communes of the edition (those of no commune always)."""
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in (
        InitiativeActor.objects.filter(initiative__published=True, actor__in=Actor.objects.public())
        .select_related("actor")
        .order_by("actor__sort_key")
    ):
        parts[part.initiative_id].append(Part(part.actor.uid.hex, part.actor.name, part.role))
    projects = []
    for initiative in (
        Initiative.objects.filter(published=True).order_by("sort_key").prefetch_related("communes")
    ):
        communes = [commune.code for commune in initiative.communes.all()]
        if plan.communes and communes and not set(communes) & set(plan.communes):
            continue
        roots = {theme.partition("/")[0] for theme in initiative.themes}
        if roots and not roots & set(plan.chapters):
            continue
        text, according = split_according(initiative.summary)
        projects.append(
            Project(
                title=initiative.title,
                sort_key=initiative.sort_key,
                stage=initiative.stage,
                text=text,
                themes=list(initiative.themes),
                communes=communes,
                parts=parts[initiative.pk],
                invented=initiative.invented,
                according_to=according,
            )
        )
    return projects


def _origins(plan: Plan) -> tuple[list[Origin], bool]:
    """The lists, documents and registers that entries come from; and whether people told some of it too."""
    sources = (
        Source.objects.filter(
            contributions__withdrawn_at=None,
            contributions__facts__actor__in=selected(plan).order_by().values("pk"),
        )
        .distinct()
        .order_by("name", "stated_on", "pk")
    )
    people = {SourceKind.STRUCTURE, SourceKind.ANIMATOR}
    found = list(sources)
    return [
        Origin(one.name, one.publisher, one.licence, one.stated_on.isoformat() if one.stated_on else "")
        for one in found
        if one.kind not in people
    ], any(one.kind in people for one in found)
