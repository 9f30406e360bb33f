"""Pages of documents, and the files themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person
from maillage.ui.forms import chosen
from maillage.workspace.actions import documents as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.domain.contents import KINDS
from maillage.workspace.forms.documents import DocumentForm, FolderForm, GiveForm, VersionForm
from maillage.workspace.models import Document, DocumentVersion, Folder, Group
from maillage.workspace.permissions import (
    belongs,
    can_read,
    can_write,
    leads,
    member_required,
    people_of,
    readable_groups,
)
from maillage.workspace.queries.documents import (
    can_manage,
    held_in_folder,
    readable_documents,
    search_documents,
    way_to,
    with_current,
    with_excerpts,
)
from maillage.workspace.views.trails import in_group, in_space

FULL = "Ce groupe est clos, ou vous n’en faites pas partie : vous pouvez lire ses documents, pas en déposer."


@require_safe
@member_required
def documents(request: HttpRequest) -> HttpResponse:
    """All that one may read: a search, or what is newest. The Pôle's members."""
    text = request.GET.get("q", "").strip()[:200]
    found = search_documents(request.user, text) if text else []
    listed: Any = found if text else with_current(readable_documents(request.user))
    page = Paginator(listed, 30).get_page(request.GET.get("page"))
    rows = with_excerpts(page, text) if text else [(one, []) for one in page]
    context = {"page": page, "rows": rows, "text": text, "trail": in_space(("Documents", ""))}
    return render(request, "workspace/documents/documents.html", context)


def _read_group(request: HttpRequest, slug: str) -> Group:
    """The group, for who reads it; for the others it does not exist."""
    return get_object_or_404(readable_groups(request.user), slug=slug)


def _folder(request: HttpRequest, group: Group) -> Folder | None:
    number = request.GET.get("dossier", "")
    if not number:
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Http404("Ce dossier n’existe pas, ou n’existe plus.")
    return get_object_or_404(group.folders.select_related("parent__parent"), pk=int(number))


@require_http_methods(["GET", "POST"])
@member_required
def group_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """The documents of a group, folder by folder; those who belong open folders. The group's readers."""
    group = _read_group(request, slug)
    folder = _folder(request, group)
    writes = can_write(request.user, group)
    form = FolderForm(request.POST if "name" in request.POST else None)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        try:
            if "remove" in request.POST and folder:
                parent = folder.parent
                actions.remove_folder(folder, by=person(request))
                messages.success(request, f"Le dossier « {folder.name} » est retiré.")
                return _to_folder(group, parent)
            if form.is_valid():
                made = actions.make_folder(group, form.cleaned_data["name"], parent=folder, by=person(request))
                return _to_folder(group, made)
        except Refused as error:
            messages.error(request, str(error))
            return _to_folder(group, folder)
    text = request.GET.get("q", "").strip()[:200]
    listed: Any = search_documents(request.user, text, group) if text else held_in_folder(group, folder)
    page = Paginator(listed, 50).get_page(request.GET.get("page"))
    steps = [("Documents", f"{_address(group)}") if folder else ("Documents", "")]
    way = way_to(folder)
    steps += [(one.name, f"{_address(group)}?dossier={one.pk}" if one != folder else "") for one in way]
    context: dict[str, Any] = {
        "group": group,
        "folder": folder,
        "folders": group.folders.filter(parent=folder),
        "page": page,
        "rows": with_excerpts(page, text) if text else [(one, []) for one in page],
        "text": text,
        "writes": writes,
        "form": form,
        "trail": in_group(group, *steps),
    }
    return render(request, "workspace/documents/group.html", context)


def _address(group: Group) -> str:
    return str(redirect("workspace:group-documents", slug=group.slug)["Location"])


def _to_folder(group: Group, folder: Folder | None) -> HttpResponse:
    return redirect(f"{_address(group)}?dossier={folder.pk}" if folder else _address(group))


@require_http_methods(["GET", "POST"])
@member_required
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a document to a group. Those who belong to it."""
    group = _read_group(request, slug)
    if not can_write(request.user, group):
        raise PermissionDenied(FULL)
    folder = _folder(request, group)
    form = GiveForm(
        request.POST or None,
        request.FILES or None,
        group=group,
        initial={"folder": str(folder.pk) if folder else ""},
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            given = actions.give_document(
                group,
                data["upload"],
                title=data["title"],
                description=data["description"],
                folder=data["folder"],
                public=data["public"],
                by=person(request),
            )
        except Refused as error:
            form.add_error("upload", str(error))
        else:
            messages.success(request, f"« {given.title} » est déposé.")
            return redirect(given)
    context = {"group": group, "form": form, "trail": in_group(group, ("Déposer un document", ""))}
    return render(request, "workspace/documents/give.html", context)


def _document(request: HttpRequest, uid: UUID) -> Document:
    """The document, for who may read it; for the others it does not exist."""
    return get_object_or_404(readable_documents(request.user).select_related("group", "folder"), uid=uid)


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One document, its preview and its versions. Whoever may read it; those who belong give versions."""
    shown = _document(request, uid)
    user = request.user
    writes, runs = can_write(user, shown.group), leads(user, shown.group)
    form = (
        VersionForm(request.POST or None, request.FILES or None) if "version" in request.POST else VersionForm()
    )
    if request.method == "POST":
        done = _act(request, shown, form, writes=writes, runs=runs)
        if done:
            messages.success(request, done)
            return redirect(shown if not shown.trashed_at else _address(shown.group))
    versions = list(shown.versions.all())
    reads = can_read(user, shown.group)
    context = {
        "document": shown,
        "versions": versions,
        "current": versions[0] if versions else None,
        "kind": KINDS[versions[0].kind] if versions else None,
        "form": form,
        "writes": writes,
        "manages": can_manage(user, shown),
        "leads": runs,
        "reads": reads,
        "awaits_me": shown.to_read
        and belongs(user, shown.group)
        and not shown.readings.filter(user=person(request)).exists(),
        "trail": in_group(
            shown.group, ("Documents", _address(shown.group) if reads else ""), (shown.title, "")
        ),
    }
    return render(request, "workspace/documents/document.html", context)


def _act(request: HttpRequest, shown: Document, form: VersionForm, *, writes: bool, runs: bool) -> str:
    """What one button of the page did, in French; nothing when it could not."""
    by = person(request)
    try:
        if "read" in request.POST:
            if not belongs(by, shown.group):
                raise PermissionDenied
            actions.note_reading(shown, by=by)
            return "C’est noté : vous l’avez lu."
        if "to-read" in request.POST or "not-to-read" in request.POST:
            if not runs:
                raise PermissionDenied
            asked = "to-read" in request.POST
            actions.ask_to_read(shown, asked, by=by)
            return "Le groupe est invité à le lire." if asked else "La lecture n’est plus demandée."
        if "bin" in request.POST:
            if not can_manage(by, shown):
                raise PermissionDenied
            actions.bin_document(shown, by=by)
            shown.refresh_from_db(fields=["trashed_at"])
            return f"« {shown.title} » est à la corbeille du groupe, pour un mois."
        if not writes:
            raise PermissionDenied
        if "restore" in request.POST:
            older = chosen(shown.versions.all(), request, "restore")
            actions.restore_version(older, by=by)
            return f"La version {older.number} est de nouveau la version actuelle."
        if form.is_valid():
            given = actions.give_version(
                shown, form.cleaned_data["upload"], note=form.cleaned_data["note"], by=by
            )
            return f"La version {given.number} est déposée."
    except Refused as error:
        if form.is_bound:
            form.add_error("upload", str(error))
        else:
            messages.error(request, str(error))
    return ""


@require_http_methods(["GET", "POST"])
@member_required
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Rename, describe, move, show or hide. Who gave it, and those who run the group."""
    shown = _document(request, uid)
    if not can_manage(request.user, shown):
        raise PermissionDenied
    form = DocumentForm.of(shown, request.POST or None)
    if form.is_valid():
        actions.change_document(shown, by=person(request), **form.cleaned_data)
        messages.success(request, "Le document est à jour.")
        return redirect(shown)
    trail = in_group(shown.group, (shown.title, shown.get_absolute_url()), ("Modifier", ""))
    return render(request, "workspace/documents/edit.html", {"document": shown, "form": form, "trail": trail})


@require_safe
@member_required
def readings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who said to have read it, and who has not. Those who run the group."""
    shown = _document(request, uid)
    if not leads(request.user, shown.group):
        raise PermissionDenied
    done = shown.readings.select_related("user").order_by("at")
    left = people_of(shown.group).exclude(readings__document=shown).order_by("name", "pk")
    trail = in_group(shown.group, (shown.title, shown.get_absolute_url()), ("Lectures", ""))
    context = {
        "document": shown,
        "done": done[:500],
        "page": Paginator(left, 100).get_page(request.GET.get("page")),
        "trail": trail,
    }
    return render(request, "workspace/documents/readings.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def bin_of_group(request: HttpRequest, slug: str) -> HttpResponse:
    """What was put in the bin, to be taken back within a month. Those who run the group, and who gave it."""
    group = _read_group(request, slug)
    binned = Document.objects.filter(group=group).exclude(trashed_at=None)
    if not leads(request.user, group):
        if not can_write(request.user, group):
            raise PermissionDenied
        binned = binned.filter(created_by=person(request))
    if request.method == "POST":
        back = chosen(binned, request, "back")
        actions.take_back(back, by=person(request))
        messages.success(request, f"« {back.title} » est de nouveau parmi les documents.")
        return redirect(back)
    page = Paginator(with_current(binned).order_by("-trashed_at"), 30).get_page(request.GET.get("page"))
    trail = in_group(group, ("Documents", _address(group)), ("Corbeille", ""))
    return render(request, "workspace/documents/bin.html", {"group": group, "page": page, "trail": trail})


def _version(request: HttpRequest, uid: UUID, number: int) -> DocumentVersion:
    return get_object_or_404(DocumentVersion, document=_document(request, uid), number=number)


@require_safe
def version_file(request: HttpRequest, uid: UUID, number: int) -> HttpResponseBase:
    """The file of a version, always to be saved. Whoever may read the document, checked at each request."""
    version = _version(request, uid, number)
    return _sent(version.file, KINDS[version.kind].mime, version.name, attachment=True)


@require_safe
def version_picture(request: HttpRequest, uid: UUID, number: int) -> HttpResponseBase:
    """A picture, or the first page of a PDF, to be shown in the page. Whoever may read the document."""
    version = _version(request, uid, number)
    kind = KINDS[version.kind]
    if kind.is_picture:
        return _sent(version.file, kind.mime, version.name, attachment=False)
    if not version.preview:
        raise Http404("Ce document n’a pas d’aperçu.")
    return _sent(version.preview, "image/png", "apercu.png", attachment=False)


def _sent(file: Any, mime: str, name: str, *, attachment: bool) -> HttpResponseBase:
    try:
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise Http404("Ce fichier n’est plus là.") from error
    response = FileResponse(stream, as_attachment=attachment, filename=name, content_type=mime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
