"""Fill an empty data folder with the demonstration territory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from maillage.accounts import journal
from maillage.accounts.actions import grant_role, open_account
from maillage.accounts.models import Role, User
from maillage.actors.actions import (
    create_actors,
    mark_section,
    new_establishment,
    open_contribution,
    say_all,
    source_for,
    start_membership,
)
from maillage.actors.models import (
    Actor,
    Agreement,
    Contact,
    Contribution,
    Initiative,
    InitiativeActor,
    Service,
    SourceKind,
)
from maillage.actors.projection import project
from maillage.demo.agenda import load_agenda
from maillage.demo.discussions import load_discussions
from maillage.demo.generator import DEFAULT_SEED, InventedActor, demonstration_actors
from maillage.demo.importing import import_lists
from maillage.demo.list_files import LocalList, local_lists
from maillage.demo.local_lists import truth_of
from maillage.demo.members import load_members
from maillage.demo.news import load_news
from maillage.demo.newsletter import load_newsletters
from maillage.demo.open_data import load_open_data
from maillage.demo.outlines import NOTICE, districts_geojson, geojson
from maillage.demo.presence import load_presence
from maillage.demo.seed_actors import (
    ACCORDING_TO,
    SEED_ACTORS,
    SEED_INITIATIVES,
    SOURCE_DATE,
    SOURCE_NAME,
    SeedActor,
)
from maillage.demo.seed_practices import COLLECTIVITIES, SEED_ANSWERS, YEAR
from maillage.kernel.text import slugify_fr, sort_key, typeset
from maillage.observatory.actions.practices import Said, fill_grid, open_grid, publish_grid
from maillage.territory.actions import add_territory, load_contours, load_zones
from maillage.territory.models import Commune, Pole, Territory
from maillage.upkeep.actions import agree, ask, inform_contacts, prove, suggest
from maillage.upkeep.models import PersonRequest
from maillage.upkeep.queries import animation_source, contacts_to_inform, structure_source
from maillage.workspace.actions.groups import let_in
from maillage.workspace.models import Group

TERRITORY_NAME: Final = "Plaine Centrale du Val-de-Marne"
TERRITORY_CODES: Final = ("94002", "94028", "94044")
TERRITORY_DATE: Final = date(2004, 12, 31)
ANSWER_RATE: Final = 0.45
PROOFREAD_RATE: Final = 0.93
AGREEMENT_RATE: Final = 0.7


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person of the demonstration: how to sign in as them, and what they may do (French, shown)."""

    email: str
    name: str
    role: str
    invitation: str


AMINA: Final = DemoAccount(
    "amina@example.org",
    "Amina",
    "Elle anime le Pôle : listes, doublons, corrections, guide imprimé.",
    "Entrer comme Amina",
)
BRUNO: Final = DemoAccount(
    "bruno@example.org",
    "Bruno",
    "Il préside une association inventée et tient sa page à jour.",
    "Entrer comme Bruno",
)
ACCOUNTS: Final = (AMINA, BRUNO)


class NotEmpty(Exception):
    """The data folder already holds something; the message is French and says what to do."""


def refuse_unless_empty() -> None:
    """Raise `NotEmpty` when a territory, a person or an actor is there already."""
    for model, what in ((Territory, "un territoire"), (User, "des comptes"), (Actor, "des acteurs")):
        if model._default_manager.exists():
            raise NotEmpty(
                f"Ce dossier de données contient déjà {what} : la démonstration ne se charge que dans un "
                "dossier vide. Indiquez-en un autre par MAILLAGE_DATA_DIR, par exemple : "
                "MAILLAGE_DATA_DIR=demonstration maillage demo load"
            )


def load_ground() -> User:
    """Declare the territory, its outlines, the Pôle's identity and the two accounts; return the animator's."""
    territory = add_territory(TERRITORY_NAME, TERRITORY_CODES, main=True, stated_on=TERRITORY_DATE)
    neighbour = add_territory("Bonneuil-sur-Marne", ["94011"])
    territory.neighbours.add(neighbour)
    add_territory("Grand Paris Sud Est Avenir", ["200058006"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outlines.geojson"
        path.write_text(geojson(), encoding="utf-8")
        load_contours(path, note=NOTICE)
        path.write_text(districts_geojson(), encoding="utf-8")
        load_zones(path, note="Quartiers inventés pour la démonstration")
    Pole.objects.filter(pk=1).update(
        name="Pôle d’économie sociale et solidaire de la Plaine Centrale",
        tagline="Entreprendre l’économie autrement, à Alfortville, Créteil et Limeil-Brévannes",
        presentation=typeset(
            "Le Pôle vise à susciter et promouvoir les initiatives en économie sociale et solidaire, une façon "
            "d’entreprendre qui donne la primauté aux relations humaines et à la qualité du « vivre ensemble » "
            "sur le capital.\n\n"
            "Ce site est une démonstration. Le territoire, les acteurs publics, les réseaux et les projets "
            "sont ceux de la synthèse du 10 janvier 2005 ; les autres structures sont inventées, et leur page "
            "le dit."
        ),
        publisher="la démonstration de Maillage",
        publication_director="Personne : ce site est une démonstration",
        host="Ce site tourne sur l’ordinateur où la démonstration a été lancée.",
        contact_email="pole@example.org",
        contact_phone="01 99 00 20 05",
        contact_address="Démonstration, sans adresse",
        data_protection_contact="pole@example.org",
        is_demonstration=True,
    )
    amina = open_account(AMINA.email, name=AMINA.name)
    grant_role(amina, Role.ANIMATOR)
    open_account(BRUNO.email, name=BRUNO.name, by=amina)
    return amina


@transaction.atomic
def load_seed_actors(by: User) -> dict[str, Actor]:
    """Bring in the actors and projects that the synthesis names, as its word; return the actors by key."""
    source = source_for(
        SourceKind.DOCUMENT, SOURCE_NAME, publisher="Extra-Muros, coopérative de conseil", stated_on=SOURCE_DATE
    )
    contribution = open_contribution(
        Contribution.Kind.DEMO, source, "Acteurs et projets nommés par la synthèse de 2005", author=by
    )
    created = create_actors(contribution, [seed.name for seed in SEED_ACTORS])
    actors = {seed.key: actor for seed, actor in zip(SEED_ACTORS, created, strict=True)}
    say_all(contribution, [(actors[seed.key], _facts(seed)) for seed in SEED_ACTORS])
    for seed in SEED_ACTORS:
        actor = actors[seed.key]
        if seed.commune:
            new_establishment(contribution, actor, commune=Commune.objects.get(pk=seed.commune)).save()
        if seed.parent:
            mark_section(actor, actors[seed.parent], by=by)
    for one in SEED_INITIATIVES:
        initiative = Initiative.objects.create(
            contribution=contribution,
            title=one.name,
            slug=slugify_fr(one.name),
            sort_key=sort_key(one.name)[:210],
            summary=_according(one.description, one.section),
            stage=one.stage,
            stage_on=SOURCE_DATE,
            themes=list(one.themes),
        )
        initiative.communes.set(Commune.objects.filter(pk__in=one.communes))
        InitiativeActor.objects.bulk_create(
            InitiativeActor(initiative=initiative, actor=actors[key], said_of=actors[key], role=role)
            for key, role in one.parts
        )
    project(actor.pk for actor in created)
    return actors


@transaction.atomic
def load_practices(actors: Mapping[str, Actor], by: User) -> None:
    """Publish what the synthesis says of the practices of the four collectivities in 2004."""
    for key in COLLECTIVITIES:
        grid = open_grid(actors[key], YEAR, by=by)
        said = {
            one.practice: Said(
                one.answer, typeset(one.detail), one.amount, one.structures, f"{ACCORDING_TO}, partie 1.2"
            )
            for one in SEED_ANSWERS
            if one.actor == key
        }
        fill_grid(grid, said, by=by)
        publish_grid(grid, by=by)


def _according(text: str, section: str) -> str:
    return typeset(f"{text} {ACCORDING_TO}, {section}.")


def _facts(seed: SeedActor) -> Mapping[str, Any]:
    facts: dict[str, Any] = {
        "description": _according(seed.description, seed.section),
        "sigle": seed.sigle,
        "siren": seed.siren,
        "family": seed.family or "",
        "themes": list(seed.themes),
        "labels": list(seed.labels),
        "support_roles": list(seed.support_roles),
    }
    return {field: value for field, value in facts.items() if value}


@transaction.atomic
def complete_pages(
    invented: Mapping[str, InventedActor], actors: Mapping[str, Actor], on: date, *, seed: int, by: User
) -> list[str]:
    """Say what people of some structures would have told of them, and what the animator checked of the others.

    Lists tell neither services nor hours, and misspell names. Both mappings go by the key of the truth.
    Returns the keys of the pages that their structure completed: a little less than half of them.
    """
    known = open_contribution(
        Contribution.Kind.DEMO,
        animation_source(),
        "Noms relus et agréments des structures inventées",
        author=by,
    )
    told = open_contribution(
        Contribution.Kind.DEMO,
        structure_source(),
        "Pages complétées par les structures inventées",
        author=by,
    )
    completed: dict[str, date] = {}
    statements: list[tuple[Actor, dict[str, Any]]] = []
    for key, one in invented.items():
        rng = Random(f"{seed}/answers/{key}")
        if rng.random() < ANSWER_RATE:
            completed[key] = on - timedelta(days=rng.randint(3, 330))
        elif rng.random() < PROOFREAD_RATE and actors[key].name != one.name:
            statements.append((actors[key], _names(one)))
        if one.labels or one.support_roles:
            roles = {"labels": list(one.labels), "support_roles": list(one.support_roles)}
            statements.append((actors[key], {field: codes for field, codes in roles.items() if codes}))
    say_all(known, statements, stated_on=on)
    Agreement.objects.bulk_create(
        Agreement(
            contribution=known,
            actor=actors[key],
            said_of=actors[key],
            kind=agreement.kind,
            reference=agreement.reference,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
        )
        for key, one in invented.items()
        for agreement in one.agreements
    )
    say_all(told, [(actors[key], _answers(invented[key])) for key in completed], stated_on=on)
    Service.objects.bulk_create(
        Service(
            contribution=told,
            actor=actors[key],
            said_of=actors[key],
            kind=service.kind,
            name=service.name,
            publics=list(service.publics),
            place=invented[key].venue,
            opening_hours=service.opening_hours,
        )
        for key in completed
        for service in invented[key].services
    )
    for key, day in completed.items():
        Actor.objects.filter(pk=actors[key].pk).update(checked_on=day)
    project(actors[key].pk for key in invented)
    journal.record("demo.complete", by=by, subject=told, pages=len(completed))
    return list(completed)


def _answers(one: InventedActor) -> dict[str, Any]:
    """What a person of the structure says of it."""
    facts: dict[str, Any] = {
        "description": one.description,
        "publics": list(one.publics),
        "phone": one.phone,
        "email": one.email,
        "website": one.website,
        "opening_hours": one.opening_hours,
        "address_public": not one.home,
    }
    return _names(one) | {field: value for field, value in facts.items() if value not in ("", [])}


def _names(one: InventedActor) -> dict[str, Any]:
    """Its names as they should be; no official name but the usual one is an answer too."""
    return {"usual_name": one.name, "official_name": one.official_name}


def lists_folder() -> Path:
    """Where the data folder keeps the four lists of its demonstration."""
    return Path(settings.DATA_DIR) / "demo"


def write_lists(folder: Path, on: date, seed: int = DEFAULT_SEED) -> list[Path]:
    """Write the four lists in a folder, made if need be; return their paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder, one) for one in local_lists(demonstration_actors(seed, on), on, seed)]


def _write(folder: Path, one: LocalList) -> Path:
    path = folder / one.about.filename
    path.write_bytes(one.data)
    return path


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demonstration holds: structures of the four lists once merged, and the other actors named."""

    located: int
    others: int


def load_demo(
    on: date, *, say: Callable[[str], None], seed: int = DEFAULT_SEED, open_data: bool = True
) -> Loaded:
    """Fill an empty data folder; the same seed and date give the same content. Raises `NotEmpty`.

    `say` receives a French line at each step. `open_data` loads the invented national files too, and publishes
    the diagnosis drawn from them. About a minute.
    """
    refuse_unless_empty()
    say("territoire, contours et comptes")
    amina = load_ground()
    say("acteurs et projets nommés par la synthèse de 2005")
    named = load_seed_actors(amina)
    load_practices(named, amina)
    truths = demonstration_actors(seed, on)
    invented = {truth_of(one): one for one in truths}
    folder = lists_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lists = {_write(folder, one): one for one in local_lists(truths, on, seed)}
    actors = import_lists(lists, invented, amina, say)
    say("pages complétées par les structures")
    completed = complete_pages(invented, actors, on, seed=seed, by=amina)
    _hear_people([actors[key] for key in completed], seed)
    _seat_bruno(invented, actors, completed, by=amina)
    _leave_to_examine(invented, actors, completed)
    say("membres et groupes inventés")
    bruno = User.objects.get(email=BRUNO.email)
    people = load_members(named, invented, actors, completed, by=amina)
    let_in(Group.objects.get(slug="chantier-1-sensibiliser-informer-former"), bruno, by=people["Elsa"])
    say("agenda de la synthèse et rendez-vous inventés")
    load_agenda(named, people, on, by=amina, bruno=bruno)
    say("discussions et tâches inventées")
    load_discussions(named, people, by=amina, bruno=bruno)
    say("articles et rubriques inventés")
    load_news(people, by=amina, bruno=bruno)
    load_newsletters(by=amina)
    load_presence(by=amina)
    if open_data:
        load_open_data(Territory.objects.get(is_main=True), invented.values(), on, seed=seed, by=amina, say=say)
    return Loaded(located=len(actors), others=Actor.objects.living().count() - len(actors))


@transaction.atomic
def _seat_bruno(
    invented: Mapping[str, InventedActor], actors: Mapping[str, Actor], completed: Sequence[str], *, by: User
) -> None:
    """Make Bruno the president of a musical association of Créteil that completed its page."""
    key = next(
        key
        for key in completed
        if invented[key].theme == "culture/musique" and invented[key].town == "94028" and not invented[key].home
    )
    bruno = User.objects.get(email=BRUNO.email)
    start_membership(actors[key], bruno, function="Président", by=by)


def _hear_people(actors: Sequence[Actor], seed: int) -> None:
    """Inform the people whom the lists name for these actors; most agree to be shown, others do not answer."""
    informed = list(contacts_to_inform().filter(actor__in=actors).values_list("pk", flat=True))
    inform_contacts.call(informed)
    for contact in Contact.objects.filter(pk__in=informed):
        if Random(f"{seed}/consent/{contact.name}").random() < AGREEMENT_RATE:
            agree(contact)


def _leave_to_examine(
    invented: Mapping[str, InventedActor], actors: Mapping[str, Actor], completed: Sequence[str]
) -> None:
    """Leave the animator two corrections proposed by visitors, and the request of somebody to keep a page."""
    others = Actor.objects.in_bulk([actors[key].pk for key in invented if key not in completed])
    rest = [(others[actors[key].pk], one) for key, one in invented.items() if actors[key].pk in others]
    misspelt, one = next((actor, one) for actor, one in rest if actor.name != one.name)
    suggest(
        misspelt,
        {"usual_name": one.name},
        message="Le nom est mal écrit : voici celui qui figure sur leurs affiches.",
        email="voisine@example.org",
    )
    unreachable, one = next((actor, one) for actor, one in rest if one.phone and not actor.phone)
    suggest(unreachable, {"phone": one.phone}, message="Ils ont un numéro, je viens de les appeler.")
    claimed = next(actor for actor, one in rest if one.root == "sport" and actor not in (misspelt, unreachable))
    request = ask(
        PersonRequest.Kind.CLAIM,
        claimed,
        email="chloe@example.org",
        name="Chloé",
        function="Secrétaire",
        message="Je viens d’être élue et je voudrais compléter notre page.",
    )
    prove(request)
