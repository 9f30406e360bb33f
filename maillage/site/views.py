"""The Pôle's home and the pages that belong to no other room."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_http_methods, require_safe
from django.views.static import serve as serve_file

from maillage.accounts.permissions import animator_required, is_animator, person, signed_in_required
from maillage.actors.models import Actor
from maillage.guide.domain.communes import commune_slug
from maillage.kernel import processing
from maillage.kernel.vocabulary import THEMES, ZOOMS
from maillage.outbox.actions import send_again
from maillage.outbox.queries import troubled_messages
from maillage.site import queries
from maillage.territory.models import Pole
from maillage.territory.queries import communes_of_territory, current_pole, main_territory
from maillage.ui import navigation
from maillage.ui.colours import fingerprint, stylesheet
from maillage.ui.forms import chosen
from maillage.workspace.permissions import is_member
from maillage.workspace.queries.space import space_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is this Pôle, what happens, whom can I find, where do I go with my project: open to all."""
    return render(
        request,
        "site/home.html",
        {
            "home": queries.home(),
            "member": is_member(request.user),
            "steps": first_steps() if is_animator(request.user) else [],
        },
    )


def _colours_etag(request: HttpRequest) -> str:
    return f'"{fingerprint((current_pole() or Pole()).palette)}"'


@require_safe
@condition(etag_func=_colours_etag)
def pole_colours(request: HttpRequest) -> HttpResponse:
    """The Pôle's colours and the themes' as a stylesheet (the CSP forbids inline style): open to all."""
    palette = (current_pole() or Pole()).palette
    response = HttpResponse(stylesheet(palette), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == fingerprint(palette):
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


@require_safe
@signed_in_required
def my_space(request: HttpRequest) -> HttpResponse:
    """What awaits a signed-in person, what they belong to, then what they can do, room by room."""
    context = {
        "space": space_of(person(request)),
        "links": navigation.links("account", user=request.user),
        "animation": [(link, news) for link, news in _animation_news(request) if news],
    }
    return render(request, "site/my_space.html", context)


def _animation_news(request: HttpRequest) -> list[tuple[navigation.Link, str]]:
    """The animator's tools with what waits behind each."""
    return [
        (link, link.news() if link.news else "") for link in navigation.links("animation", user=request.user)
    ]


@require_safe
@animator_required
def animation(request: HttpRequest) -> HttpResponse:
    """The animator's tools, with what waits behind each."""
    return render(request, "site/animation.html", {"cards": _animation_news(request), "steps": first_steps()})


@require_http_methods(["GET", "POST"])
@animator_required
def mail_trouble(request: HttpRequest) -> HttpResponse:
    """Messages that failed or whose sending was cut, to be sent again one by one. The animator."""
    if request.method == "POST":
        send_again(chosen(troubled_messages(), request, "message"))
        messages.success(request, "Le message est remis dans la file d’envoi.")
        return redirect("mail-trouble")
    page = Paginator(troubled_messages(), 25).get_page(request.GET.get("page"))
    return render(request, "site/mail_trouble.html", {"page": page})


def first_steps() -> list[dict[str, Any]]:
    """What a new Pôle has to do, in order, with what is done already."""
    identity = current_pole()
    return [
        {
            "done": main_territory() is not None,
            "title": "Dire le territoire",
            "how": "Sur le serveur : « maillage territory add NOM CODE… --main », avec les codes INSEE des "
            "communes ou le numéro d’une intercommunalité.",
            "url": "",
        },
        {
            "done": bool(identity and identity.presentation and identity.publisher),
            "title": "Présenter le Pôle",
            "how": "Son nom, sa présentation, qui le porte, comment le joindre, ses couleurs et son logo.",
            "url": navigation.address("territory:pole"),
        },
        {
            "done": Actor.objects.public().exists(),
            "title": "Importer une première liste",
            "how": "Le tableau que vous tenez déjà, tel quel : ses colonnes sont reconnues, et rien n’entre "
            "avant que vous ayez relu.",
            "url": navigation.address("imports:new") or navigation.address("imports:list"),
        },
    ]


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes and hosts the site: open to all."""
    return render(
        request,
        "site/legal.html",
        {"trail": [("Mentions légales", "")], "identity_url": navigation.address("territory:pole")},
    )


@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """The register of processing, as the purge runs it: open to all."""
    return render(
        request,
        "site/personal_data.html",
        {
            "trail": [("Données personnelles", "")],
            "register": processing.register(),
            "removal_url": navigation.address("upkeep:removal"),
            "geocoder": settings.GEOCODER_URL.split("/")[2] if settings.GEOCODER_URL else "",
            "tiles": settings.TILE_URL.split("/")[2].replace("{s}.", "") if settings.TILE_URL else "",
        },
    )


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the law asks for, true as long as no audit was done: open to all."""
    return render(request, "site/accessibility.html", {"trail": [("Accessibilité", "")]})


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page that a visitor may reach: open to all."""
    places: list[tuple[str, navigation.Place]] = [
        ("Le site", "main"),
        ("Mon espace", "account"),
        ("Animation du Pôle", "animation"),
        ("Informations légales", "footer"),
    ]
    site, *others = [
        (title, [(link.label, link.url) for link in navigation.links(place, user=request.user)])
        for title, place in places
        if place != "account" or request.user.is_authenticated
    ]
    # A zoom that is a whole theme already stands among the themes.
    terms = [*THEMES.roots(), *(zoom for zoom in ZOOMS if zoom.code not in THEMES)]
    themes = [(term.label, reverse("guide:theme", args=[term.code])) for term in terms]
    communes = [
        (commune.name, reverse("guide:commune", args=[commune_slug(commune.name, commune.code)]))
        for commune in communes_of_territory()
    ]
    parts = [site, ("L’annuaire par thème", themes), ("L’annuaire par commune", communes), *others]
    return render(
        request,
        "site/site_map.html",
        {"trail": [("Plan du site", "")], "parts": [(title, pages) for title, pages in parts if pages]},
    )


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For the watch of the server: the site answers and its base too. Open to all, says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    response = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    patch_cache_control(response, no_store=True)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone: open to all."""
    prefix = settings.FORCE_SCRIPT_NAME or ""
    lines = ["User-agent: *"]
    closed = [
        "/compte/",
        "/mon-espace/",
        "/animation/",
        "/galerie/",
        "/demo/",
        "/inscription/",
        "/sondage/",
        "/recherche/",
    ]
    lines += [f"Disallow: {prefix}{path}" for path in closed]
    if settings.DEMO:
        lines = ["# Démonstration : rien n’est à indexer.", "User-agent: *", "Disallow: /"]
    elif sitemap := navigation.address("guide:sitemap"):
        lines.append(f"Sitemap: {request.build_absolute_uri(sitemap)}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers that ask for /favicon.ico find the drawing: open to all."""
    return redirect(static("ui/favicon.svg"))


# Of the uploads, the pictures that pages show; lists being imported are never served.
SHOWN_UPLOADS = ("actors/", "pole/")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture shown by a page. Open to all; nothing else of the uploads is."""
    if not path.startswith(SHOWN_UPLOADS) or ".." in path.split("/"):
        raise Http404
    response = serve_file(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, public=True, max_age=86_400)
    return response
