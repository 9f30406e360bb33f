"""Give, change, move, bin and restore documents; draw and read them in the background."""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from datetime import timedelta
from io import BytesIO
from threading import Lock
from typing import Any

import pypdfium2
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from maillage.accounts import journal
from maillage.accounts.models import User
from maillage.actors.permissions import current_memberships
from maillage.kernel.text import clean_spaces
from maillage.workspace.domain.contents import TEXT, ContentRefused, Kind, recognise, text_of
from maillage.workspace.models import (
    Document,
    DocumentReading,
    DocumentVersion,
    Folder,
    Group,
    NotificationKind,
)
from maillage.workspace.permissions import people_of

from .notifications import notify
from .people import Refused

PLACE = "documents"
BINNED_FOR = timedelta(days=30)
# Of a PDF, what is read and how wide its first page is drawn, in pixels.
PAGES = 300
DRAWN = 900
# The engine that draws PDF serves one thread at a time.
_ENGINE = Lock()


def signature(user: User) -> str:
    """How a person signs what they give: their name, and their structures of today."""
    names = list(current_memberships(user).values_list("actor__name", flat=True)[:2])
    return ", ".join(filter(None, [user.name, *names]))[:200]


def _stored(upload: UploadedFile, kind: Kind) -> str:
    """Store a file under a name that says nothing; it goes again when the transaction does."""
    upload.seek(0)
    name = default_storage.save(f"{PLACE}/{uuid.uuid4().hex}.{kind.code}", upload)
    return str(name)


def _digest(upload: UploadedFile) -> str:
    upload.seek(0)
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    return found.hexdigest()


def give_document(
    group: Group,
    upload: UploadedFile,
    *,
    title: str,
    by: User,
    folder: Folder | None = None,
    description: str = "",
    note: str = "",
    public: bool = False,
) -> Document:
    """Add a document to a group, and tell its people. Raises `Refused` when the file is not taken."""
    kind = _recognised(upload)
    stored = _stored(upload, kind)
    try:
        with transaction.atomic():
            document = Document.objects.create(
                group=group,
                folder=folder,
                title=title,
                description=description,
                public=public,
                created_by=by,
            )
            _add(document, upload, kind, stored, 1, note, by)
            journal.record("document.give", by=by, subject=document, group=group.pk)
            notify(
                people_of(group),
                NotificationKind.DOCUMENT,
                subject=group,
                text=f"{by.name or 'Un membre'} a déposé « {title} ».",
                url=document.get_absolute_url(),
                by=by,
            )
    except BaseException:
        default_storage.delete(stored)
        raise
    return document


def give_version(document: Document, upload: UploadedFile, *, note: str = "", by: User) -> DocumentVersion:
    """Add a version: the ones before stay. Raises `Refused` when it is not taken, or changes nothing."""
    kind = _recognised(upload)
    digest = _digest(upload)
    stored = _stored(upload, kind)
    try:
        with transaction.atomic():
            held = Document.objects.select_for_update().get(pk=document.pk)
            last = held.versions.order_by("-number").first()
            if last and last.sha256 == digest:
                raise Refused("Ce fichier est exactement la version actuelle : rien n’a été ajouté.")
            version = _add(held, upload, kind, stored, last.number + 1 if last else 1, note, by)
            held.changed_at = timezone.now()
            held.save(update_fields=["changed_at"])
            held.readings.all().delete()
            journal.record("document.version", by=by, subject=held, number=version.number)
            notify(
                people_of(held.group),
                NotificationKind.DOCUMENT,
                subject=held.group,
                text=f"{by.name or 'Un membre'} a déposé une nouvelle version de « {held.title} ».",
                url=held.get_absolute_url(),
                by=by,
            )
    except BaseException:
        default_storage.delete(stored)
        raise
    return version


def restore_version(version: DocumentVersion, *, by: User) -> DocumentVersion:
    """Make an older version the current one again, as a new version."""
    with version.file.open("rb") as file:
        upload = UploadedFile(BytesIO(file.read()), name=version.name, size=version.size)
    return give_version(version.document, upload, note=f"Reprise de la version {version.number}", by=by)


def _recognised(upload: UploadedFile) -> Kind:
    try:
        return recognise(upload, upload.name or "")
    except ContentRefused as error:
        raise Refused(str(error)) from error


def _add(
    document: Document, upload: UploadedFile, kind: Kind, stored: str, number: int, note: str, by: User
) -> DocumentVersion:
    version = DocumentVersion.objects.create(
        document=document,
        number=number,
        file=stored,
        name=clean_spaces(upload.name or "document")[-200:],
        size=upload.size or 0,
        kind=kind.code,
        sha256=_digest(upload),
        note=note,
        by=by,
        by_name=signature(by),
    )
    # The name of the file is among its words.
    document.save(update_fields=["title"])
    transaction.on_commit(lambda: read_version.enqueue(version.pk))
    return version


@task()
def read_version(pk: int) -> None:
    """Read the text of a version and draw its first page; run again after a kill, it does it again."""
    version = DocumentVersion.objects.select_related("document").filter(pk=pk).first()
    if version is None:
        return
    text, state = "", DocumentVersion.TextState.READ
    try:
        with version.file.open("rb") as file:
            content = file.read()
        if version.kind == "pdf":
            text, picture = _read_pdf(content)
            if picture and not version.preview:
                name = default_storage.save(f"{PLACE}/{uuid.uuid4().hex}.png", ContentFile(picture))
                version.preview = name
        else:
            text = text_of(content, version.kind)
    except (ContentRefused, OSError, pypdfium2.PdfiumError):
        state = DocumentVersion.TextState.UNREADABLE
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=version.document_id)
        version.text_state = state
        version.save(update_fields=["text_state", "preview"])
        if not document.versions.filter(number__gt=version.number).exists():
            document.text = text.replace("\x00", "")
            document.save(update_fields=["text"])


def _read_pdf(content: bytes) -> tuple[str, bytes]:
    """The text of the first pages, and the first one drawn as a PNG."""
    with _ENGINE, contextlib.closing(pypdfium2.PdfDocument(content)) as pdf:
        texts: list[str] = []
        length = 0
        for number in range(min(len(pdf), PAGES)):
            if length > TEXT:
                break
            texts.append(pdf[number].get_textpage().get_text_bounded())
            length += len(texts[-1])
        page: Any = pdf[0]
        drawn = BytesIO()
        page.render(scale=DRAWN / max(page.get_width(), 1)).to_pil().save(drawn, "PNG")
    return "\n".join(texts)[:TEXT], drawn.getvalue()


@transaction.atomic
def change_document(
    document: Document, *, title: str, description: str, folder: Folder | None, public: bool, by: User
) -> None:
    """Rename, describe, move, show or hide."""
    document.title, document.description, document.folder = title, description, folder
    document.public = public
    document.save(update_fields=["title", "description", "folder", "public"])
    journal.record("document.change", by=by, subject=document, public=public)


@transaction.atomic
def bin_document(document: Document, *, by: User) -> None:
    """Put in the bin, from which it can be taken for a month."""
    Document.objects.filter(pk=document.pk).update(trashed_at=timezone.now())
    journal.record("document.bin", by=by, subject=document)


@transaction.atomic
def take_back(document: Document, *, by: User) -> None:
    """Take out of the bin."""
    Document.objects.filter(pk=document.pk).update(trashed_at=None)
    journal.record("document.take-back", by=by, subject=document)


@transaction.atomic
def ask_to_read(document: Document, asked: bool, *, by: User) -> None:
    """Say that the group should read it, or no longer; its people are told."""
    Document.objects.filter(pk=document.pk).update(to_read=asked)
    journal.record("document.to-read", by=by, subject=document, asked=asked)
    if asked:
        notify(
            people_of(document.group),
            NotificationKind.DIRECT,
            subject=document,
            text=f"{by.name or 'Un membre'} vous demande de lire « {document.title} ».",
            url=document.get_absolute_url(),
            by=by,
            once=f"to-read:{document.pk}",
        )


@transaction.atomic
def note_reading(document: Document, *, by: User) -> None:
    """A person says that they have read it."""
    DocumentReading.objects.get_or_create(document=document, user=by)


@transaction.atomic
def make_folder(group: Group, name: str, *, parent: Folder | None, by: User) -> Folder:
    """Open a folder; the one of that name when it is there. Raises `Refused` below the third level."""
    if parent and parent.parent and parent.parent.parent:
        raise Refused("Trois niveaux de dossiers suffisent : rangez ce dossier plus haut.")
    folder, made = Folder.objects.get_or_create(group=group, parent=parent, name=name)
    if made:
        journal.record("folder.make", by=by, subject=folder, group=group.pk)
    return folder


@transaction.atomic
def remove_folder(folder: Folder, *, by: User) -> None:
    """Remove an empty folder. Raises `Refused` when it holds something."""
    Folder.objects.select_for_update().get(pk=folder.pk)
    if folder.children.exists() or folder.documents.kept().exists():
        raise Refused("Ce dossier n’est pas vide : videz-le d’abord.")
    journal.record("folder.remove", by=by, subject=folder, group=folder.group_id)
    folder.delete()


def purge_documents() -> int:
    """Delete documents binned a month ago, and files that no version holds; return how many."""
    count = 0
    for document in Document.objects.filter(trashed_at__lt=timezone.now() - BINNED_FOR):
        files = [name for row in document.versions.values_list("file", "preview") for name in row if name]
        document.delete()
        for name in files:
            default_storage.delete(name)
        count += 1
    return count + _purge_orphans()


def _purge_orphans() -> int:
    """Files that a killed process left without a row, older than a day."""
    try:
        _, names = default_storage.listdir(PLACE)
    except FileNotFoundError:
        return 0
    held = {name for row in DocumentVersion.objects.values_list("file", "preview") for name in row}
    old = timezone.now() - timedelta(days=1)
    count = 0
    for name in names:
        path = f"{PLACE}/{name}"
        if path not in held and default_storage.get_modified_time(path) < old:
            default_storage.delete(path)
            count += 1
    return count
