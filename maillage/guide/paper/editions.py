"""What is done with editions: prove, freeze, print again, publish, duplicate, delete."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.forms import BaseInlineFormSet, ModelForm
from django.utils import timezone
from filelock import FileLock

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.models import Actor, ActorState, Contact, Picture
from maillage.guide.domain.edition import Stock
from maillage.guide.domain.erratum import Withdrawals, withdrawals, without
from maillage.guide.models import GuideDocument, GuideEdition
from maillage.guide.paper.compose import Booklet, Use, compose, document_files, print_guide
from maillage.guide.paper.layout import TEXT_LIMIT
from maillage.guide.paper.remarks import examine
from maillage.guide.paper.snapshot import files_of, pack, stock_of
from maillage.guide.paper.stock import NothingToPrint, take_stock
from maillage.ui.pdf import PaperError, compile_picture

Progress = Callable[[int, str], None]
KEPT_PROOFS = 4
"""Older proofs of an edition are removed."""


class EditionError(ValueError):
    """Something that may not be done to an edition in its state; the message is French."""


# --- choosing ----------------------------------------------------------------------------------------


@transaction.atomic
def save_choices(
    form: ModelForm[GuideEdition], sponsors: BaseInlineFormSet[Any, GuideEdition, Any], *, by: User
) -> GuideEdition:
    """Keep the choices of an edition, new or not. Both forms must be valid."""
    edition = form.instance
    if edition.is_frozen:
        raise EditionError("Une édition gelée ne change plus.")
    new = edition.pk is None
    if new:
        edition.created_by = by
    edition.updated_at = timezone.now()
    form.save()
    sponsors.instance = edition
    sponsors.save()
    journal.record("guide.prepare" if new else "guide.choose", by=by, subject=edition, name=edition.name)
    return edition


# --- composing in the background ---------------------------------------------------------------------


@transaction.atomic
def ask_document(edition: GuideEdition, kind: GuideDocument.Kind, *, directory: str, by: User) -> GuideDocument:
    """Ask the worker for a proof, or to freeze the edition; one already under way is returned instead.

    `directory` is the whole address of the list, to which the printed codes lead.
    """
    if edition.is_frozen:
        raise EditionError("Cette édition est gelée : elle ne se compose plus, elle se réimprime telle quelle.")
    under_way = edition.documents.exclude(state__in=[GuideDocument.State.DONE, GuideDocument.State.FAILED])
    if document := under_way.first():
        return document
    document = GuideDocument.objects.create(
        edition=edition, kind=kind, directory=directory, asked_by=by, step="En attente"
    )
    journal.record("guide.compose", by=by, subject=edition, kind=str(kind))
    from maillage.guide.paper.tasks import compose_document

    compose_document.enqueue(document.pk)
    return document


def carry_out(document: GuideDocument) -> None:
    """Compose what was asked, telling how far it is. May be run again after a stop: it starts afresh."""
    if document.is_over:
        return

    def tell(percent: int, step: str) -> None:
        document.percent, document.step = percent, step
        document.save(update_fields=["percent", "step", "state"])

    document.state = GuideDocument.State.RUNNING
    tell(5, "Lecture des fiches")
    try:
        if document.kind == GuideDocument.Kind.FREEZE:
            freeze(document.edition, document.directory, by=document.asked_by, tell=tell, document=document)
        else:
            _prove(document, tell)
    except (NothingToPrint, PaperError, EditionError) as error:
        document.state, document.error = GuideDocument.State.FAILED, str(error)
    except Exception:
        document.state = GuideDocument.State.FAILED
        document.error = (
            "La composition s’est arrêtée sur une erreur inattendue. Réessayez ; si elle revient, "
            "transmettez l’heure de cet essai à qui s’occupe du serveur : le détail est dans son journal."
        )
        raise
    else:
        document.state, document.percent, document.step = GuideDocument.State.DONE, 100, "Terminé"
    finally:
        document.finished_at = timezone.now()
        document.save()


def _prove(document: GuideDocument, tell: Progress) -> None:
    use: Use = "press" if document.kind == GuideDocument.Kind.PRESS_PROOF else "screen"
    stock, assets, remarks = take_stock(document.edition, document.directory)
    examine(stock, remarks, text_limit=TEXT_LIMIT)
    tell(30, f"Mise en page de {len(stock.entries)} fiches")
    booklet = print_guide(stock, assets, use, proof=True)
    tell(90, "Enregistrement")
    document.remarks = remarks.to_json()
    document.page_count = booklet.page_count
    document.file.save(f"epreuve-{document.pk}.pdf", ContentFile(booklet.content), save=False)
    for old in document.edition.documents.exclude(file="").exclude(pk=document.pk)[KEPT_PROOFS - 1 :]:
        old.file.delete(save=False)
        old.delete()


# --- freezing ----------------------------------------------------------------------------------------


def freeze(
    edition: GuideEdition,
    directory: str,
    *,
    by: User | None,
    tell: Progress = lambda percent, step: None,
    document: GuideDocument | None = None,
) -> None:
    """Fix an edition: both documents are composed, and kept with all that they are made of.

    From then on nothing that happens to the actors changes it. Raises `NothingToPrint`, `PaperError`,
    `EditionError`.
    """
    if edition.is_frozen:
        raise EditionError("Cette édition est déjà gelée.")
    stock, assets, remarks = take_stock(edition, directory)
    examine(stock, remarks, text_limit=TEXT_LIMIT)
    uses: tuple[Use, Use] = ("screen", "press")
    files = {use: document_files(stock, assets, use) for use in uses}
    tell(25, f"Mise en page de {len(stock.entries)} fiches pour l’écran")
    screen = compose(files["screen"], "screen", edition.dated_on)
    tell(55, "Mise en page pour l’imprimeur")
    press = compose(files["press"], "press", edition.dated_on)
    tell(80, "Image de la couverture")
    cover = compile_picture(files["screen"], "cover-picture.typ")
    tell(90, "Enregistrement")
    edition.cover_image.save("couverture.png", ContentFile(cover), save=False)
    edition.snapshot.save("edition.zip", ContentFile(pack(stock, files)), save=False)
    edition.screen_pdf.save("ecran.pdf", ContentFile(screen.content), save=False)
    edition.press_pdf.save("imprimeur.pdf", ContentFile(press.content), save=False)
    edition.screen_hash, edition.press_hash = screen.fingerprint, press.fingerprint
    edition.page_count, edition.press_page_count = screen.page_count, press.page_count
    edition.entry_count = len(stock.entries)
    edition.frozen_at = edition.updated_at = timezone.now()
    if document:
        document.remarks = remarks.to_json()
        document.page_count = screen.page_count
    with transaction.atomic():
        edition.save()
        journal.record(
            "guide.freeze",
            by=by,
            subject=edition,
            entries=edition.entry_count,
            screen=edition.screen_hash,
            press=edition.press_hash,
        )


def reprint(edition: GuideEdition, use: Use) -> Booklet:
    """A frozen edition's document, exactly as it was: the one kept, or composed again from the snapshot.

    Raises `EditionError` when neither gives the bytes that were frozen.
    """
    kept, fingerprint, pages = (
        (edition.screen_pdf, edition.screen_hash, edition.page_count)
        if use == "screen"
        else (edition.press_pdf, edition.press_hash, edition.press_page_count)
    )
    try:
        with kept.open("rb") as opened:
            content = opened.read()
        if hashlib.sha256(content).hexdigest() == fingerprint:
            return Booklet(content, pages)
    except (OSError, ValueError):
        pass
    booklet = compose_again(edition, use)
    if booklet.fingerprint != fingerprint:
        raise EditionError(
            f"Le document gelé de « {edition} » manque, et cette version du logiciel ne le recompose pas à "
            "l’identique : retrouvez-le dans une sauvegarde (maillage restore)."
        )
    return booklet


def compose_again(edition: GuideEdition, use: Use) -> Booklet:
    """Compose a frozen edition from its snapshot alone. Raises `EditionError`, `PaperError`."""
    return compose(files_of(_snapshot(edition), use), use, edition.dated_on)


def _snapshot(edition: GuideEdition) -> bytes:
    try:
        with edition.snapshot.open("rb") as opened:
            return cast(bytes, opened.read())
    except (OSError, ValueError) as error:
        raise EditionError(
            f"Le contenu gelé de « {edition} » manque : retrouvez-le dans une sauvegarde (maillage restore)."
        ) from error


# --- what was withdrawn since ------------------------------------------------------------------------


def withdrawn_since(stock: Stock) -> Withdrawals:
    """What an edition shows that may no longer be shown: three queries.

    A structure that closed stays in a dated guide; one that asked to leave, that was unpublished or
    removed does not.
    """
    shown: dict[str, bool] = {}
    final = {entry.uid for entry in stock.entries}
    rows = Actor.objects.filter(uid__in=final).select_related("merged_into")
    for actor in rows.only("uid", "state", "published", "shown_address", "merged_into"):
        one = actor
        while one.state == ActorState.MERGED and one.merged_into is not None:
            one = one.merged_into
        if one.published and one.state in (ActorState.ACTIVE, ActorState.CLOSED):
            shown[actor.uid.hex] = bool(one.shown_address or one.latitude is not None)
    people = [person.contact for entry in stock.entries for person in entry.people]
    pictures = [p.key for entry in stock.entries for p in (entry.logo, entry.photo) if p]
    return withdrawals(
        stock,
        shown=shown,
        agreed=set(
            Contact.objects.filter(pk__in=people, consent=Contact.Consent.AGREED).values_list("pk", flat=True)
        ),
        pictures=set(
            Picture.objects.filter(pk__in=pictures)
            .exclude(kind=Picture.Kind.PHOTO, image_right=False)
            .values_list("pk", flat=True)
        ),
    )


def edition_withdrawals(edition: GuideEdition) -> Withdrawals:
    """What of a frozen edition may no longer be shown. Raises `EditionError` when its snapshot is lost."""
    return withdrawn_since(stock_of(_snapshot(edition))[0])


def public_file(edition: GuideEdition) -> Path:
    """The screen document that everybody may download: the frozen one, less what was withdrawn since.

    The paper cannot be called back; the file can. A corrected one is composed the first time it is asked
    (a few seconds) and kept aside as long as nothing else is withdrawn. Raises `EditionError`, `PaperError`.
    """
    stock, assets = stock_of(_snapshot(edition))
    gone = withdrawn_since(stock)
    key = hashlib.sha256(f"{edition.screen_hash}{gone.key()}".encode()).hexdigest()[:24]
    path = Path(settings.CACHE_DIR) / "guide" / f"{edition.pk}-{key}.pdf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock")):
            if not path.exists():
                booklet = (
                    print_guide(without(stock, gone), assets, "screen", erratum=gone.sentence())
                    if gone
                    else reprint(edition, "screen")
                )
                partial = path.with_suffix(".part")
                partial.write_bytes(booklet.content)
                for old in path.parent.glob(f"{edition.pk}-*.pdf"):
                    old.unlink(missing_ok=True)
                partial.replace(path)
    return path


# --- the rest of an edition's life -------------------------------------------------------------------


@transaction.atomic
def publish(edition: GuideEdition, *, by: User) -> None:
    """Offer a frozen edition on the public page."""
    if not edition.is_frozen:
        raise EditionError("Gelez l’édition avant de la publier : le public doit lire ce qui a été relu.")
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    journal.record("guide.publish", by=by, subject=edition)


@transaction.atomic
def unpublish(edition: GuideEdition, *, by: User) -> None:
    """Take an edition off the public page."""
    edition.published_at = None
    edition.save(update_fields=["published_at"])
    journal.record("guide.unpublish", by=by, subject=edition)


@transaction.atomic
def duplicate(edition: GuideEdition, *, by: User) -> GuideEdition:
    """A new edition to prepare, with the same choices, cover and supporters."""
    communes, sponsors = list(edition.communes.all()), list(edition.sponsors.all())
    copy = GuideEdition.objects.create(
        name=_free_name(f"{edition.name} (copie)"),
        created_by=by,
        **{name: getattr(edition, name) for name in COPIED},
    )
    copy.communes.set(communes)
    _copy_picture(edition.cover_picture, copy.cover_picture)
    copy.save()
    for sponsor in sponsors:
        logo = sponsor.logo
        made = copy.sponsors.create(name=sponsor.name, alt=sponsor.alt, position=sponsor.position)
        _copy_picture(logo, made.logo)
        made.save()
    journal.record("guide.duplicate", by=by, subject=copy, of=edition.pk)
    return copy


COPIED = (
    "title", "subtitle", "foreword", "foreword_author", "chapters", "checked_since", "with_map", "with_zooms",
    "with_support", "with_initiatives", "with_pictures", "cover_colour", "cover_alt", "cover_credit", "printer",
)  # fmt: skip


def _free_name(wanted: str) -> str:
    name, number = wanted[:60], 1
    while GuideEdition.objects.filter(name=name).exists():
        number += 1
        end = f" {number}"
        name = wanted[: 60 - len(end)] + end
    return name


def _copy_picture(source: object, target: object) -> None:
    """Copy an uploaded file, so that the removal of one edition never takes another's picture away."""
    if source:
        with source.open("rb") as opened:  # type: ignore[attr-defined]
            target.save(Path(source.name).name, ContentFile(opened.read()), save=False)  # type: ignore[attr-defined]


@transaction.atomic
def delete(edition: GuideEdition, *, by: User) -> None:
    """Remove an edition and its files. A published one is first taken off the public page."""
    if edition.is_published:
        raise EditionError("Cette édition est publiée : retirez-la d’abord de la page publique.")
    files = [
        edition.cover_picture,
        edition.cover_image,
        edition.snapshot,
        edition.screen_pdf,
        edition.press_pdf,
    ]
    files += [sponsor.logo for sponsor in edition.sponsors.all()]
    files += [document.file for document in edition.documents.all()]
    kept = [(file.storage, file.name) for file in files if file and file.name]
    journal.record("guide.delete", by=by, subject=edition, name=edition.name, frozen=edition.is_frozen)
    edition.delete()

    def remove_files() -> None:
        for storage, name in kept:
            storage.delete(name)

    transaction.on_commit(remove_files)
