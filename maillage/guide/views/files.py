"""The current list as files, feed and site map (open to all); letters (the animator's)."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import animator_required, person
from maillage.actors.models import Actor, Initiative
from maillage.guide import exports, mailing
from maillage.guide.actions import note_mailing
from maillage.guide.domain.communes import commune_slug
from maillage.guide.forms import MailingForm
from maillage.guide.queries.facets import chips, facet_boxes
from maillage.guide.queries.places import commune_centres
from maillage.guide.queries.selected import listed, matching
from maillage.guide.queries.words import words_of
from maillage.guide.views.directory import asked
from maillage.kernel.vocabulary import THEMES, ZOOMS
from maillage.tables import csv_lines
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.ui.downloads import csv_download, xlsx_download
from maillage.ui.pdf import PaperError

Answer = TypeVar("Answer", bound=HttpResponseBase)


def _selected(request: HttpRequest) -> QuerySet[Actor]:
    selection = asked(request)
    return matching(selection, words_of(selection.q))


def _address(request: HttpRequest) -> exports.Address:
    return lambda actor: absolute(reverse("guide:actor", args=[actor.slug]), request)


def _saved_as(answer: Answer, extension: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="{_name()}.{extension}"'
    return answer


def _name() -> str:
    return exports.file_name(timezone.localtime())


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """The list as a CSV table, streamed."""
    return csv_download(exports.table(_selected(request), _address(request)), _name())


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_download(exports.table(_selected(request), _address(request)), _name(), sheet="Annuaire")


@require_safe
def export_geojson(request: HttpRequest) -> HttpResponseBase:
    """The list as points for a map, streamed."""
    pieces = exports.geojson(_selected(request), _address(request))
    return _saved_as(StreamingHttpResponse(pieces, content_type="application/geo+json"), "geojson")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What is new in the list."""
    selection = asked(request).filters
    pole = current_pole()
    content = exports.feed(
        _selected(request),
        _address(request),
        title=f"{pole.name if pole else 'Annuaire'} : nouveautés de l’annuaire",
        link=absolute(reverse("guide:list") + selection.query, request),
        feed_url=absolute(reverse("guide:feed") + selection.query, request),
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@animator_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Labels and mail merge for the selection of the address. The animator's."""
    selection = asked(request).filters
    words = words_of(selection.q)
    actors = list(listed(matching(selection, words)).order_by("sort_key", "pk"))
    form = MailingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = mailing.recipients(actors, hidden=form.cleaned_data["hidden"])
        try:
            answer = _letters(request, form.cleaned_data["form"], rows)
        except PaperError as error:
            form.add_error(None, str(error))
        else:
            if answer is not None:
                note_mailing(rows, form=form.cleaned_data["form"], by=person(request))
                return answer
            form.add_error(None, "Aucune de ces structures n’a d’adresse connue.")
    _, communes = facet_boxes(selection, words)
    return render(
        request,
        "guide/mailing.html",
        {
            "form": form,
            "total": len(actors),
            "shown": sum(bool(actor.shown_address) for actor in actors),
            "chips": chips(selection, communes, reverse("guide:mailing")),
            "list_url": reverse("guide:list") + selection.query,
            "trail": [("Annuaire", reverse("guide:list")), ("Étiquettes et publipostage", "")],
        },
        status=422 if form.errors else 200,
    )


def _letters(request: HttpRequest, form: str, rows: list[mailing.Recipient]) -> HttpResponse | None:
    if not rows:
        return None
    if form == MailingForm.LABELS:
        return _saved_as(HttpResponse(mailing.labels_pdf(rows), content_type="application/pdf"), "pdf")
    content = b"".join(csv_lines(mailing.merge_table(rows, _address(request))))
    return _saved_as(HttpResponse(content, content_type="text/csv; charset=utf-8"), "csv")


class ActorSitemap(Sitemap[Actor]):
    """Pages of actors; the invented ones are not for search engines."""

    limit = 5000

    def items(self) -> QuerySet[Actor]:
        return Actor.objects.public().filter(invented=False).only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Actor) -> object:
        return item.updated_at

    def location(self, item: Actor) -> str:
        return reverse("guide:actor", args=[item.slug])


class InitiativeSitemap(Sitemap[Initiative]):
    """Pages of initiatives."""

    def items(self) -> QuerySet[Initiative]:
        return Initiative.objects.filter(published=True, invented=False).order_by("pk")

    def location(self, item: Initiative) -> str:
        return reverse("guide:initiative", args=[item.slug])


class ZoomSitemap(Sitemap[str]):
    """The pages that gather others."""

    def items(self) -> list[str]:
        pages = [reverse(f"guide:{name}") for name in ("list", "themes", "communes", "initiatives")]
        pages += [reverse("guide:theme", args=[code]) for code in dict.fromkeys([*ZOOMS.codes, *THEMES.codes])]
        return pages + [
            reverse("guide:commune", args=[commune_slug(centre.name, code)])
            for code, centre in commune_centres().items()
        ]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"structures": ActorSitemap, "initiatives": InitiativeSitemap, "pages": ZoomSitemap}
