"""Editions on a real database: what goes in, proofs, freezing, printing again, what leaves afterwards."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from maillage.accounts.models import JournalEntry, User
from maillage.actors.actions import confirm_actor, edit_actor, set_state, source_for
from maillage.actors.models import Actor, ActorState, Contact, Initiative, InitiativeActor, Picture, SourceKind
from maillage.guide.models import GuideDocument, GuideEdition
from maillage.guide.paper import editions
from maillage.guide.paper.compose import print_guide
from maillage.guide.paper.editions import EditionError
from maillage.guide.paper.snapshot import stock_of
from maillage.guide.paper.stock import NothingToPrint, take_stock
from maillage.territory.models import Commune, Territory
from tests.factories import make_actor, make_contribution

DIRECTORY = "https://pole.example.org/annuaire/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def town(plaine_centrale: Territory) -> list[Actor]:
    """Four structures, one of them at an address that may be somebody's home."""
    return [
        make_actor(
            "Théâtre des Coteaux", themes=["culture/theatre"], address="3 place du Théâtre",
            family="cooperative", description="Crée et accueille des spectacles.", position=(48.79, 2.45),
            phone="0149800001",
        ),
        make_actor(
            "Chorale du Lac", themes=["culture/musique"], address="12 rue des Lilas", family="association"
        ),
        make_actor("Judo club", themes=["sport"], commune="94002", email="judo@example.org"),
        make_actor(
            "Régie des quartiers", themes=["insertion", "habitat"], support_roles=["former"], commune="94044"
        ),
    ]  # fmt: skip


@pytest.fixture
def edition(amina: User) -> GuideEdition:
    return GuideEdition.objects.create(name="Édition 2026", dated_on=date(2026, 5, 4), created_by=amina)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return re.sub(r"[\s\u00a0]+", " ", " ".join(page.get_textpage().get_text_range() for page in document))


def picture(size: tuple[int, int]) -> ContentFile[bytes]:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#1155a7").save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name="image.jpg")


def printed(edition: GuideEdition | None) -> str:
    stock, assets, _ = take_stock(edition, DIRECTORY)
    return text_of(print_guide(stock, assets, "screen").content)


# --- what goes in -------------------------------------------------------------------------------------


def test_only_what_the_public_may_see_is_printed(town: list[Actor], amina: User) -> None:
    contribution = make_contribution()
    for name, consent in (("Anne Accord", "agreed"), ("Ugo Inconnu", "unknown"), ("Odile Opposée", "objected")):
        Contact.objects.create(
            contribution=contribution,
            actor=town[0],
            said_of=town[0],
            name=name,
            consent=consent,
            phone="0600000000",
        )
    hidden = make_actor("Association retirée", themes=["culture"])
    set_state(hidden, ActorState.WITHDRAWN, by=amina)
    text = printed(None)
    assert "3 place du Théâtre, Créteil" in text
    assert "rue des Lilas" not in text, "the seat of a small association may be a home"
    assert "Chorale du Lac" in text
    assert "Anne Accord" in text
    assert "Ugo Inconnu" not in text
    assert "Odile Opposée" not in text
    assert "Association retirée" not in text


def test_reading_costs_the_same_queries_for_three_actors_or_thirty(
    town: list[Actor], edition: GuideEdition, django_assert_max_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        take_stock(edition, DIRECTORY)
    for number in range(30):
        make_actor(f"Atelier {number}", themes=["culture/musique"])
    with CaptureQueriesContext(connection) as many:
        take_stock(edition, DIRECTORY)
    assert len(many) == len(few) <= 25


def test_choices_narrow_the_guide(town: list[Actor], edition: GuideEdition, amina: User) -> None:
    def names() -> set[str]:
        return {entry.name for entry in take_stock(edition, DIRECTORY)[0].entries}

    assert len(names()) == 4
    edition.communes.set(Commune.objects.filter(pk__in=["94002", "94044"]))
    assert names() == {"Judo club", "Régie des quartiers"}
    edition.communes.clear()
    edition.chapters = ["sport", "culture"]
    assert names() == {"Judo club", "Chorale du Lac", "Théâtre des Coteaux"}
    confirm_actor(town[0], by=amina, on=date(2026, 3, 1))
    edition.checked_since = date(2026, 1, 1)
    assert names() == {"Théâtre des Coteaux"}
    edition.checked_since = date(2026, 4, 1)
    with pytest.raises(NothingToPrint, match="élargissez"):
        take_stock(edition, DIRECTORY)


def test_chapters_come_in_the_order_chosen(town: list[Actor], edition: GuideEdition) -> None:
    edition.chapters = ["sport", "insertion", "culture"]
    text = printed(edition)
    contents = text[text.index("Sommaire") :]
    assert contents.index("Sport") < contents.index("Insertion") < contents.index("Culture")


def test_structure_of_two_themes_is_printed_once_and_recalled(town: list[Actor], edition: GuideEdition) -> None:
    text = printed(edition)
    assert "Voir aussi" in text
    edition.chapters = ["habitat"]
    assert "Régie des quartiers" in printed(edition)


def test_empty_directory_is_refused_politely(plaine_centrale: Territory) -> None:
    with pytest.raises(NothingToPrint, match="annuaire est vide"):
        take_stock(None, DIRECTORY)


def test_initiatives_and_their_carriers_are_listed(town: list[Actor]) -> None:
    initiative = Initiative.objects.create(
        contribution=make_contribution(), title="Plate-forme de mobilité", slug="plate-forme", stage="idea",
        sort_key="plate forme", summary="Étudier un service. D’après la synthèse de 2005 (1.1).",
    )  # fmt: skip
    InitiativeActor.objects.create(initiative=initiative, actor=town[3], said_of=town[3], role="leader")
    text = printed(None)
    assert "Plate-forme de mobilité" in text
    assert "D’après la synthèse de 2005 (1.1)" in text
    assert re.search(r"Porte l’initiative : Régie des quartiers, p\. \d+", text)


def test_origin_of_what_a_document_said_is_printed(plaine_centrale: Territory) -> None:
    contribution = make_contribution(SourceKind.DOCUMENT, "Synthèse de la mission")
    make_actor("Emmaüs", contribution=contribution, themes=["environnement"], description="Réemploi.")
    assert "D’après : Synthèse de la mission" in printed(None)


def test_pictures_too_small_unreadable_or_unsaid_are_remarked_on(
    town: list[Actor], edition: GuideEdition
) -> None:
    contribution = make_contribution()

    def add(number: int, file: ContentFile[bytes], **fields: object) -> None:
        row = Picture(
            contribution=contribution, actor=town[number], said_of=town[number], image_right=True, **fields
        )
        row.file.save("x.jpg", file, save=False)
        row.save()

    add(0, picture((1200, 800)), kind="photo", alt="La salle", credit="Ville")
    add(1, picture((60, 40)), kind="logo", alt="Logo")
    add(2, picture((1200, 800)), kind="photo", alt="", credit="Ville")
    stock, assets, remarks = take_stock(edition, DIRECTORY)
    titles = {remark.title for remark in remarks.listed()}
    assert "1\u00a0image trop petite" in titles
    assert "1\u00a0image sans texte de remplacement" in titles
    by_name = {entry.name: entry for entry in stock.entries}
    assert by_name["Théâtre des Coteaux"].photo is not None
    assert by_name["Judo club"].photo is None
    assert len(assets) == 2
    edition.with_pictures = False
    assert take_stock(edition, DIRECTORY)[1] == {}


# --- proofs, freezing, printing again -----------------------------------------------------------------


def test_proof_is_made_with_its_remarks(town: list[Actor], edition: GuideEdition, amina: User) -> None:
    document = editions.ask_document(edition, GuideDocument.Kind.PROOF, directory=DIRECTORY, by=amina)
    editions.carry_out(document)
    document.refresh_from_db()
    assert (document.state, document.percent, document.error) == ("done", 100, "")
    with document.file.open("rb") as file:
        assert "ÉPREUVE" in text_of(file.read())
    titles = [remark["title"] for remark in document.remarks]
    assert "3\u00a0fiches sans présentation" in titles
    assert "Avant-propos absent" in titles


def test_proof_of_nothing_fails_in_french(
    edition: GuideEdition, amina: User, plaine_centrale: Territory
) -> None:
    document = GuideDocument.objects.create(edition=edition, kind="proof", directory=DIRECTORY, asked_by=amina)
    editions.carry_out(document)
    assert document.state == "failed"
    assert "annuaire est vide" in document.error


def test_a_task_run_twice_composes_once(town: list[Actor], edition: GuideEdition, amina: User) -> None:
    document = GuideDocument.objects.create(edition=edition, kind="proof", directory=DIRECTORY, asked_by=amina)
    editions.carry_out(document)
    finished = document.finished_at
    editions.carry_out(document)
    assert document.finished_at == finished


def test_old_proofs_are_removed_with_their_files(town: list[Actor], edition: GuideEdition, amina: User) -> None:
    for _ in range(editions.KEPT_PROOFS + 2):
        document = GuideDocument.objects.create(
            edition=edition, kind="proof", directory=DIRECTORY, asked_by=amina
        )
        editions.carry_out(document)
    kept = edition.documents.exclude(file="")
    assert kept.count() == editions.KEPT_PROOFS
    folder = {path.name for path in (kept[0].file.storage.base_location / f"guide/{edition.pk}").iterdir()}  # type: ignore[operator]
    assert len(folder) == editions.KEPT_PROOFS


def test_frozen_edition_prints_again_identically_whatever_happens_to_the_actors(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    edition.foreword = "Bienvenue."
    edition.cover_alt = "Le marché"
    edition.cover_picture.save("c.jpg", picture((2000, 1800)))
    editions.freeze(edition, DIRECTORY, by=amina)
    first = {use: editions.reprint(edition, use).content for use in ("screen", "press")}
    said = source_for(SourceKind.ANIMATOR, "Animation")
    edit_actor(town[0], {"usual_name": "Tout autre nom", "description": "Autre."}, by=amina, source=said)
    make_actor("Nouvelle venue", themes=["culture"])
    set_state(town[2], ActorState.CLOSED, by=amina)
    edition.cover_picture.delete()
    edition = GuideEdition.objects.get(pk=edition.pk)
    for use in ("screen", "press"):
        assert editions.reprint(edition, use).content == first[use]
        assert editions.compose_again(edition, use).content == first[use], (
            "the snapshot alone does not give it back"
        )
    assert "Théâtre des Coteaux" in text_of(first["screen"])
    assert JournalEntry.objects.filter(verb="guide.freeze").count() == 1


def test_lost_document_is_composed_again_from_the_snapshot(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    editions.freeze(edition, DIRECTORY, by=amina)
    with edition.screen_pdf.open("rb") as file:
        first = file.read()
    edition.screen_pdf.storage.delete(edition.screen_pdf.name)
    assert editions.reprint(edition, "screen").content == first
    edition.snapshot.storage.delete(edition.snapshot.name)
    with pytest.raises(EditionError, match="sauvegarde"):
        editions.reprint(edition, "screen")


def test_frozen_edition_is_neither_frozen_again_nor_proved(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    editions.freeze(edition, DIRECTORY, by=amina)
    with pytest.raises(EditionError, match="gelée"):
        editions.freeze(edition, DIRECTORY, by=amina)
    with pytest.raises(EditionError, match="gelée"):
        editions.ask_document(edition, GuideDocument.Kind.PROOF, directory=DIRECTORY, by=amina)


# --- what leaves afterwards ---------------------------------------------------------------------------


def test_public_file_is_the_frozen_one_as_long_as_nothing_was_withdrawn(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    editions.freeze(edition, DIRECTORY, by=amina)
    set_state(town[2], ActorState.CLOSED, by=amina)
    assert editions.public_file(edition).read_bytes() == editions.reprint(edition, "screen").content


def test_public_file_loses_what_was_withdrawn_and_says_so(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    contact = Contact.objects.create(
        contribution=make_contribution(), actor=town[2], said_of=town[2], name="Anne Accord", consent="agreed"
    )
    editions.freeze(edition, DIRECTORY, by=amina)
    frozen = editions.reprint(edition, "screen").content
    assert "Anne Accord" in text_of(frozen)
    set_state(town[3], ActorState.WITHDRAWN, by=amina)
    contact.consent = Contact.Consent.OBJECTED
    contact.save()
    said = source_for(SourceKind.STRUCTURE, "Théâtre")
    edit_actor(town[0], {"address_public": False}, by=amina, source=said)
    path = editions.public_file(edition)
    text = text_of(path.read_bytes())
    assert "Régie des quartiers" not in text
    assert "Anne Accord" not in text
    assert "place du Théâtre" not in text
    assert "Théâtre des Coteaux" in text
    assert "ont été retirées : 1 structure, 1 adresse et 1 personne" in text
    assert editions.reprint(edition, "screen").content == frozen, "what was printed stays as it was"
    assert editions.public_file(edition) == path, "composed once"
    assert list(path.parent.glob(f"{edition.pk}-*.pdf")) == [path]


def test_merged_page_stays_and_deleted_one_leaves(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    from maillage.actors.actions import merge_actors

    editions.freeze(edition, DIRECTORY, by=amina)
    with edition.snapshot.open("rb") as file:
        stock, _ = stock_of(file.read())
    merge_actors(town[0], town[1], by=amina, source=source_for(SourceKind.ANIMATOR, "Animation"))
    assert editions.withdrawn_since(stock).entries == frozenset()
    uid = town[2].uid.hex
    Actor.objects.filter(pk=town[2].pk).delete()
    assert editions.withdrawn_since(stock).entries == {uid}


# --- the rest of its life -----------------------------------------------------------------------------


def test_only_a_frozen_edition_is_published(town: list[Actor], edition: GuideEdition, amina: User) -> None:
    with pytest.raises(EditionError, match="Gelez"):
        editions.publish(edition, by=amina)
    editions.freeze(edition, DIRECTORY, by=amina)
    editions.publish(edition, by=amina)
    with pytest.raises(EditionError, match="publiée"):
        editions.delete(edition, by=amina)
    editions.unpublish(edition, by=amina)
    editions.delete(edition, by=amina)
    assert not GuideEdition.objects.exists()


def test_copy_has_the_choices_and_its_own_pictures(
    town: list[Actor], edition: GuideEdition, amina: User
) -> None:
    edition.foreword, edition.chapters = "Bonjour.", ["sport"]
    edition.cover_picture.save("c.jpg", picture((900, 900)))
    sponsor = edition.sponsors.create(name="Ville")
    sponsor.logo.save("l.jpg", picture((300, 300)))
    edition.communes.add("94028")
    copy = editions.duplicate(edition, by=amina)
    assert (copy.name, copy.foreword, copy.chapters) == ("Édition 2026 (copie)", "Bonjour.", ["sport"])
    assert [one.pk for one in copy.communes.all()] == ["94028"]
    assert copy.cover_picture.name != edition.cover_picture.name
    assert editions.duplicate(edition, by=amina).name == "Édition 2026 (copie) 2"
    kept = copy.sponsors.get().logo
    editions.delete(edition, by=amina)
    assert kept.storage.exists(kept.name)
