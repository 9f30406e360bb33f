"""What everybody reads: articles, their pictures, their feed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from maillage.accounts.permissions import is_animator
from maillage.kernel.vocabulary import THEMES
from maillage.territory.queries import current_pole
from maillage.ui.address import absolute
from maillage.workspace.models import Article, ArticlePicture
from maillage.workspace.permissions import changes_article, is_member, kept_articles, readable_articles
from maillage.workspace.queries.news import of_theme, with_pictures
from maillage.workspace.views.trails import in_news

ON_PAGE = 12
IN_FEED = 30


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """The articles published to whoever asks, the last first, of a theme if asked. Open to all."""
    theme = request.GET.get("theme", "")
    theme = theme if theme in THEMES else ""
    listed = with_pictures(of_theme(readable_articles(request.user), theme))
    page = Paginator(listed, ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "theme": theme,
        "themes": [(one.code, one.label) for one in THEMES.roots()],
        "member": is_member(request.user),
        "trail": [("Actualités", "")],
    }
    return render(request, "workspace/news/articles.html", context)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article. Open to all once published to them; before, to its author and the animator."""
    found = _readable(request, slug=slug)
    kept = kept_articles(request.user).filter(pk=found.pk).exists()
    context: dict[str, Any] = {
        "article": found,
        "pictures": list(found.pictures.all()),
        "actors": found.actors.public().select_related("commune"),
        "events": [one for one in found.events.order_by("starts_at") if one.audience == "public"],
        "kept": kept,
        "changes": changes_article(request.user, found),
        "runs": is_animator(request.user),
        "trail": in_news((found.title, "")),
    }
    if kept:
        context["texts"] = list(found.column_texts.select_related("column"))
    return render(request, "workspace/news/article.html", context)


def _readable(request: HttpRequest, **which: Any) -> Article:
    found = readable_articles(request.user).filter(**which).first()
    return found or get_object_or_404(kept_articles(request.user), **which)


@require_safe
def picture(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """A picture of an article. Whoever reads the article."""
    found = get_object_or_404(ArticlePicture.objects.select_related("article"), uid=uid)
    article = _readable(request, pk=found.article_id)
    try:
        stream = found.file.open("rb")
    except OSError as error:
        raise Http404("Cette image n’est plus là.") from error
    response = FileResponse(stream, content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if article.is_published and article.audience == Article.Audience.PUBLIC:
        patch_cache_control(response, public=True, max_age=3600)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The last public articles, of a theme if asked, as an Atom feed. Open to all."""
    theme = request.GET.get("theme", "")
    theme = theme if theme in THEMES else ""
    query = f"?theme={theme}" if theme else ""
    pole = current_pole()
    title = f"{pole.name if pole else 'Pôle'} : actualités"
    if theme:
        title += f", {THEMES.label(theme)}"
    atom = Atom1Feed(
        title=title,
        link=absolute(reverse("workspace:articles") + query, request),
        description=title,
        language="fr",
        feed_url=absolute(reverse("workspace:articles-feed") + query, request),
    )
    public = Article.objects.published().filter(audience=Article.Audience.PUBLIC)
    for one in of_theme(public, theme)[:IN_FEED]:
        atom.add_item(
            title=one.title,
            link=absolute(one.get_absolute_url(), request),
            description=one.summary or one.title,
            content=one.html,
            unique_id=f"urn:uuid:{one.uid}",
            pubdate=one.published_at,
            updateddate=one.changed_at,
            author_name=one.signature or (pole.name if pole else "Le Pôle"),
            categories=[THEMES.label(one.theme)] if one.theme in THEMES else [],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
