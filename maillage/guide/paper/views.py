"""Pages of the paper guide: its editions for the animator, the one published for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts.permissions import animator_required, person
from maillage.guide.domain.erratum import Withdrawals
from maillage.guide.models import GuideDocument, GuideEdition
from maillage.guide.paper import editions
from maillage.guide.paper.compose import Use
from maillage.guide.paper.editions import EditionError
from maillage.guide.paper.forms import EditionForm, SponsorFormSet
from maillage.guide.paper.stock import directory_path, plan_of, selected
from maillage.ui.address import absolute
from maillage.ui.pdf import PaperError

KINDS = {
    "ecran": GuideDocument.Kind.PROOF,
    "imprimeur": GuideDocument.Kind.PRESS_PROOF,
}
USES: dict[str, Use] = {"ecran": "screen", "imprimeur": "press"}


# --- for the animator ---------------------------------------------------------------------------------


@animator_required
@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """Every edition, the latest first."""
    found = GuideEdition.objects.annotate(proofs=Count("documents"))
    return render(request, "guide/paper/editions.html", {"editions": found})


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_edition(request: HttpRequest) -> HttpResponse:
    """Prepare an edition."""
    return _choices(request, GuideEdition())


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the choices of an edition that is not frozen."""
    edition = get_object_or_404(GuideEdition, pk=pk)
    if edition.is_frozen:
        messages.warning(
            request,
            "Une édition gelée ne change plus. Dupliquez-la pour en préparer une autre à partir d’elle.",
        )
        return redirect("paper:edition", pk)
    return _choices(request, edition)


def _choices(request: HttpRequest, edition: GuideEdition) -> HttpResponse:
    known = edition.pk is not None
    form = EditionForm(request.POST or None, request.FILES or None, instance=edition)
    sponsors = SponsorFormSet(request.POST or None, request.FILES or None, instance=edition, prefix="soutiens")
    if request.method == "POST":
        both = [form.is_valid(), sponsors.is_valid()]
        if all(both):
            saved = editions.save_choices(form, sponsors, by=person(request))
            messages.success(request, "Les choix de l’édition sont enregistrés.")
            if "another" in request.POST:
                return redirect("paper:edit", saved.pk)
            return redirect("paper:edition", saved.pk)
    context = {"form": form, "sponsors": sponsors, "edition": edition if known else None}
    return render(request, "guide/paper/choices.html", context)


@animator_required
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition: what goes in, its proofs with their remarks, what can be done with it."""
    edition = get_object_or_404(GuideEdition, pk=pk)
    documents = list(edition.documents.all())
    current = documents[0] if documents else None
    return render(
        request,
        "guide/paper/edition.html",
        {
            "edition": edition,
            "entry_count": edition.entry_count if edition.is_frozen else selected(plan_of(edition)).count(),
            "document": current,
            "composing": bool(current and not current.is_over),
            "proofs": [one for one in documents if one.file],
            "remarks": next((one.remarks for one in documents if one.remarks), []),
            "withdrawn": _withdrawn(edition),
        },
    )


def _withdrawn(edition: GuideEdition) -> Withdrawals | None:
    if not edition.is_frozen:
        return None
    try:
        return editions.edition_withdrawals(edition)
    except EditionError:
        return None


@animator_required
@require_POST
def ask_proof(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask for a proof, for the screen or for the printer."""
    return _ask(request, pk, KINDS[kind])


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what freezing means, then ask for it."""
    if request.method == "POST":
        return _ask(request, pk, GuideDocument.Kind.FREEZE)
    edition = get_object_or_404(GuideEdition, pk=pk)
    if edition.is_frozen:
        return redirect("paper:edition", pk)
    remarks = next((one.remarks for one in edition.documents.all() if one.remarks), None)
    return render(request, "guide/paper/freeze.html", {"edition": edition, "remarks": remarks})


def _ask(request: HttpRequest, pk: int, kind: GuideDocument.Kind) -> HttpResponse:
    edition = get_object_or_404(GuideEdition, pk=pk)
    try:
        editions.ask_document(edition, kind, directory=absolute(directory_path(), request), by=person(request))
    except EditionError as error:
        messages.error(request, str(error))
    return redirect("paper:edition", pk)


@animator_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the composition is: a part of the edition's page, asked again every two seconds.

    When it is over the whole page is loaded again, since its lists and buttons change.
    """
    document = get_object_or_404(GuideDocument, pk=pk)
    response = render(request, "guide/paper/progress.html", {"document": document})
    if document.is_over:
        response["HX-Refresh"] = "true"
    return response


@animator_required
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A proof's file."""
    document = get_object_or_404(GuideDocument.objects.exclude(file=""), pk=pk)
    return _pdf(document.file, f"epreuve-{slugify(document.edition.name)}.pdf")


@animator_required
@require_safe
def frozen(request: HttpRequest, pk: int, use: str) -> HttpResponseBase:
    """A frozen edition's document, as it was frozen."""
    edition = get_object_or_404(GuideEdition.objects.exclude(frozen_at=None), pk=pk)
    try:
        booklet = editions.reprint(edition, USES[use])
    except (EditionError, PaperError) as error:
        messages.error(request, str(error))
        return redirect("paper:edition", pk)
    response = HttpResponse(booklet.content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="guide-{slugify(edition.name)}-{use}.pdf"'
    return response


@animator_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the edition to everybody."""
    return _do(request, pk, editions.publish, "L’édition est publiée : tout le monde peut la télécharger.")


@animator_required
@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the edition off the public page."""
    return _do(request, pk, editions.unpublish, "L’édition n’est plus sur la page publique.")


def _do(request: HttpRequest, pk: int, verb: Any, said: str) -> HttpResponse:
    try:
        verb(get_object_or_404(GuideEdition, pk=pk), by=person(request))
        messages.success(request, said)
    except EditionError as error:
        messages.error(request, str(error))
    return redirect("paper:edition", pk)


@animator_required
@require_POST
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare another edition from this one."""
    copy = editions.duplicate(get_object_or_404(GuideEdition, pk=pk), by=person(request))
    messages.success(request, "Voici la copie : donnez-lui son nom et sa date.")
    return redirect("paper:edit", copy.pk)


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, then remove an edition."""
    edition = get_object_or_404(GuideEdition, pk=pk)
    if request.method != "POST":
        return render(request, "guide/paper/delete.html", {"edition": edition})
    name = edition.name
    try:
        editions.delete(edition, by=person(request))
    except EditionError as error:
        messages.error(request, str(error))
        return redirect("paper:edition", pk)
    messages.success(request, f"L’édition « {name} » est supprimée.")
    return redirect("paper:editions")


# --- for everybody ------------------------------------------------------------------------------------


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The guide to download, and the older editions."""
    found = list(GuideEdition.objects.exclude(published_at=None))
    return render(
        request,
        "guide/paper/published.html",
        {"latest": found[0] if found else None, "older": found[1:], "directory": directory_path()},
    )


@require_safe
@cache_control(public=True, max_age=3600)
def published_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The published document, without what was withdrawn since it was printed."""
    edition = get_object_or_404(GuideEdition.objects.exclude(published_at=None), pk=pk)
    try:
        path = editions.public_file(edition)
    except (EditionError, PaperError) as error:
        raise Http404(str(error)) from error
    return _pdf(path.open("rb"), f"guide-{slugify(edition.name)}.pdf")


@require_safe
@cache_control(public=True, max_age=86400)
def cover(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The cover of an edition as a picture: of a published one for all, of any for the animator."""
    edition = get_object_or_404(GuideEdition.objects.exclude(cover_image=""), pk=pk)
    if not edition.is_published and not getattr(request.user, "is_animator", False):
        raise Http404
    return FileResponse(edition.cover_image.open("rb"), content_type="image/png")


def _pdf(file: Any, name: str) -> FileResponse:
    return FileResponse(file, content_type="application/pdf", filename=name)
