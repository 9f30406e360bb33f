"""What writes, approves, publishes; the columns elsewhere, their calendar, the press kit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import animator_required, is_animator, person
from maillage.kernel.text import french_date, slugify_fr, typeset
from maillage.ui.forms import chosen
from maillage.ui.markdown import to_html
from maillage.workspace.actions import news as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.actions.press import press_kit
from maillage.workspace.domain.columns import timed
from maillage.workspace.forms.news import (
    ArticleForm,
    ColumnForm,
    ColumnTextForm,
    PictureForm,
    PictureWordsForm,
    PlanForm,
    PressForm,
    PublishForm,
    RemarkForm,
)
from maillage.workspace.models import Article, Column, ColumnText
from maillage.workspace.permissions import changes_article, kept_articles, member_required
from maillage.workspace.queries.news import due_in, next_due
from maillage.workspace.views.trails import in_article, in_newsroom

LISTED = 30
VERSIONS = 10
NOT_YOURS = "Cet article est entre les mains de l’équipe d’animation : demandez-lui de vous le rendre."
BOARD = (
    Article.State.TO_APPROVE,
    Article.State.READY,
    Article.State.WRITING,
    Article.State.IDEA,
    Article.State.PUBLISHED,
    Article.State.WITHDRAWN,
)


def _kept(request: HttpRequest, pk: int) -> Article:
    """An article that one follows."""
    if pk > 2**62:
        raise Http404
    found = get_object_or_404(Article, pk=pk)
    if not kept_articles(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def _changed(request: HttpRequest, pk: int) -> Article:
    """An article that one may change."""
    found = _kept(request, pk)
    if not changes_article(request.user, found):
        raise PermissionDenied(NOT_YOURS)
    return found


@require_safe
@member_required
def newsroom(request: HttpRequest) -> HttpResponse:
    """One's articles, for the animator all of them, by state. The Pôle's members."""
    kept = kept_articles(request.user)
    counts = dict(kept.order_by().values_list("state").annotate(Count("pk")))
    asked = request.GET.get("etat", "")
    shown = (
        asked if asked in Article.State.values else next((one for one in BOARD if counts.get(one)), BOARD[2])
    )
    page = Paginator(kept.filter(state=shown), LISTED).get_page(request.GET.get("page"))
    tabs = [(one.value, one.label, counts.get(one, 0)) for one in BOARD]
    context = {
        "page": page,
        "tabs": tabs,
        "shown": shown,
        "any": bool(counts),
        "runs": is_animator(request.user),
        "trail": in_newsroom(),
    }
    return render(request, "workspace/news/newsroom.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new_article(request: HttpRequest) -> HttpResponse:
    """Begin an article, for a date of a column if the animator comes from the calendar. The Pôle's members."""
    meant = _meant(request) if is_animator(request.user) else None
    return _write(request, Article(), ("Écrire un article", ""), meant)


def _meant(request: HttpRequest) -> tuple[Column, date] | None:
    """The column and the day that the address asks a text for."""
    column = _asked_column(request)
    if column is None:
        return None
    try:
        day = date.fromisoformat(request.GET.get("pour", ""))
    except ValueError as error:
        raise Http404("Ce jour n’existe pas.") from error
    return column, day


@require_http_methods(["GET", "POST"])
@member_required
def edit_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an article. Its author until it is sent to be approved, and the animator."""
    found = _changed(request, pk)
    return _write(request, found, ("Modifier", ""))


def _write(
    request: HttpRequest,
    article: Article,
    step: tuple[str, str],
    meant: tuple[Column, date] | None = None,
) -> HttpResponse:
    user = person(request)
    form = ArticleForm(request.POST or None, user=user, article=article if article.pk else None)
    preview = ""
    stamp = article.changed_at.isoformat() if article.pk else ""
    if form.is_valid():
        if "preview" in request.POST:
            preview = to_html(form.written.text, top=3)
        elif article.pk and request.POST.get("stamp", stamp) != stamp:
            form.add_error(
                None,
                "Cet article a été changé depuis que vous avez ouvert cette page : ouvrez-le dans un autre "
                "onglet, comparez, puis enregistrez de nouveau pour garder votre texte.",
            )
        else:
            try:
                saved = actions.write_article(article, form.written, by=user)
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "L’article est enregistré.")
                if meant:
                    _plan(request, saved, *meant)
                return redirect(saved)
    context = {
        "form": form,
        "article": article if article.pk else None,
        "preview": preview,
        "stamp": stamp,
        "meant": meant,
        "trail": in_article(article, step) if article.pk else in_newsroom(step),
    }
    return render(request, "workspace/news/edit.html", context)


def _plan(request: HttpRequest, article: Article, column: Column, day: date) -> None:
    try:
        actions.plan_text(article, column, due_on=day, by=person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        told = f"Il est prévu dans « {column.name} », à remettre le {french_date(day)}."
        messages.info(request, typeset(told))


@require_http_methods(["GET", "POST"])
@member_required
def article_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What an article said before. Its author and the animator; who may change it takes a text up again."""
    found = _kept(request, pk)
    changes = changes_article(request.user, found)
    if request.method == "POST":
        if not changes:
            raise PermissionDenied(NOT_YOURS)
        restored = actions.restore_version(chosen(found.versions.all(), request, "restore"), by=person(request))
        messages.success(request, "Ce texte est repris ; celui qu’il remplace est gardé parmi les précédents.")
        return redirect(restored)
    context = {
        "article": found,
        "page": Paginator(found.versions.all(), VERSIONS).get_page(request.GET.get("page")),
        "changes": changes,
        "trail": in_article(found, ("Textes précédents", "")),
    }
    return render(request, "workspace/news/versions.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def article_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an article goes next: to be approved, back, published, withdrawn. Its author asks; the animator
    does the rest.
    """
    found, user = _kept(request, pk), person(request)
    publish = PublishForm(request.POST if "publish" in request.POST else None)
    back = RemarkForm(request.POST if "back" in request.POST else None, prefix="back")
    out = RemarkForm(request.POST if "withdraw" in request.POST else None, prefix="out")
    out.fields["remark"].label = "Pourquoi le retirer"
    if request.method == "POST":
        try:
            answer = _decide(request, found, publish, back, out)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("workspace:article-state", pk=pk)
        if answer is not None:
            return answer
    context = {
        "article": found,
        "publish": publish,
        "back": back,
        "out": out,
        "runs": is_animator(user),
        "changes": changes_article(user, found),
        "trail": in_article(found, ("Où en est-il ?", "")),
    }
    return render(request, "workspace/news/state.html", context)


def _decide(
    request: HttpRequest, found: Article, publish: PublishForm, back: RemarkForm, out: RemarkForm
) -> HttpResponse | None:
    user = person(request)
    runs = is_animator(user)
    if "send" in request.POST and changes_article(user, found):
        actions.send_to_approve(found, by=user)
        messages.success(request, "L’équipe d’animation est prévenue : elle le relira.")
        return redirect(found)
    if not runs:
        raise PermissionDenied(NOT_YOURS)
    if "approve" in request.POST:
        actions.approve(found, by=user)
        messages.success(request, "L’article est prêt ; il reste à le publier.")
        return redirect("workspace:article-state", pk=found.pk)
    if back.is_bound and back.is_valid():
        actions.send_back(found, remark=back.cleaned_data["remark"], by=user)
        messages.success(request, "L’article est rendu à qui l’a écrit, avec votre remarque.")
        return redirect(found)
    if out.is_bound and out.is_valid():
        actions.withdraw_article(found, reason=out.cleaned_data["remark"], by=user)
        messages.success(request, "L’article n’est plus publié.")
        return redirect(found)
    if publish.is_bound and publish.is_valid():
        actions.publish_article(found, at=publish.cleaned_data.get("at"), by=user)
        messages.success(
            request, "L’article est programmé." if publish.cleaned_data.get("at") else "C’est publié."
        )
        return redirect(found)
    return None


@require_http_methods(["GET", "POST"])
@member_required
def remove_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an article that was never published, once one said to be sure. Who may change it."""
    found = _changed(request, pk)
    if request.method == "POST":
        try:
            actions.remove_article(found, by=person(request))
        except Refused as error:
            messages.error(request, str(error))
            return redirect("workspace:article-state", pk=pk)
        messages.success(request, typeset(f"« {found.title} » est effacé."))
        return redirect("workspace:newsroom")
    if found.published_at is not None:
        messages.error(request, actions.NOT_DELETED)
        return redirect("workspace:article-state", pk=pk)
    context = {
        "article": found,
        "pictures": found.pictures.count(),
        "planned": found.column_texts.count(),
        "trail": in_article(found, ("Effacer", "")),
    }
    return render(request, "workspace/news/remove.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def article_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures of an article. Who may change it."""
    found, user = _changed(request, pk), person(request)
    adding = request.method == "POST" and "add" in request.POST
    form = PictureForm(request.POST if adding else None, request.FILES if adding else None)
    pictures = list(found.pictures.all())
    edited = str(request.POST.get("change", ""))
    forms = {
        one.pk: PictureWordsForm(
            request.POST if edited == str(one.pk) else None, instance=one, prefix=f"image{one.pk}"
        )
        for one in pictures
    }
    if request.method == "POST":
        try:
            if _handle_picture(request, found, form, forms):
                return redirect("workspace:article-pictures", pk=pk)
        except Refused as error:
            form.add_error("upload", str(error)) if adding else messages.error(request, str(error))
    context = {
        "article": found,
        "form": form,
        "pictures": [(one, forms[one.pk]) for one in pictures],
        "user_name": user.name,
        "trail": in_article(found, ("Images", "")),
    }
    return render(request, "workspace/news/pictures.html", context)


def _handle_picture(
    request: HttpRequest, found: Article, form: PictureForm, forms: dict[int, PictureWordsForm]
) -> bool:
    """Do what was asked of a picture; whether it was done."""
    user = person(request)
    words = ("alt", "caption", "credit")
    if form.is_bound:
        if form.is_valid():
            told = {name: form.cleaned_data[name] for name in words}
            actions.add_picture(found, form.cleaned_data["upload"], by=user, **told)
            messages.success(request, "L’image est ajoutée.")
            return True
        return False
    for button, act, told_then in (
        ("remove", actions.remove_picture, "L’image est retirée."),
        ("first", actions.put_first, "Cette image est maintenant en tête de l’article."),
    ):
        if button in request.POST:
            act(chosen(found.pictures.all(), request, button), by=user)
            messages.success(request, told_then)
            return True
    if "change" in request.POST:
        one = chosen(found.pictures.all(), request, "change")
        asked = forms.get(one.pk)
        if asked and asked.is_valid():
            actions.change_picture(one, by=user, **{name: asked.cleaned_data[name] for name in words})
            messages.success(request, "La description est enregistrée.")
            return True
    return False


# --- Columns elsewhere ------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@animator_required
def article_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """In which columns an article goes, and its text in each. The animator."""
    found, user = _kept(request, pk), person(request)
    form = PlanForm(request.POST if "plan" in request.POST else None, article=found)
    if form.is_valid():
        column = form.cleaned_data["column"]
        try:
            made = actions.plan_text(
                found, column, due_on=form.cleaned_data["due_on"] or next_due(column), by=user
            )
        except Refused as error:
            messages.error(request, str(error))
        else:
            return redirect("workspace:column-text", pk=pk, text=made.pk)
        return redirect("workspace:article-columns", pk=pk)
    context = {
        "article": found,
        "texts": found.column_texts.select_related("column"),
        "form": form,
        "columns": form.columns.exists(),
        "any_column": Column.objects.exists(),
        "trail": in_article(found, ("Dans les rubriques", "")),
    }
    return render(request, "workspace/news/article_columns.html", context)


def _text(request: HttpRequest, pk: int, text: int) -> ColumnText:
    if text > 2**62:
        raise Http404
    found = _kept(request, pk)
    return get_object_or_404(found.column_texts.select_related("column", "article"), pk=text)


@require_http_methods(["GET", "POST"])
@animator_required
def column_text(request: HttpRequest, pk: int, text: int) -> HttpResponse:
    """The text of an article for one column, its length, its state. The animator."""
    found, user = _text(request, pk, text), person(request)
    proposed = actions.proposed(found.article, found.column)
    form = ColumnTextForm(
        request.POST if "save" in request.POST or "ready" in request.POST else None,
        instance=found,
        initial={"text": found.text or proposed},
    )
    back = reverse("workspace:column-text", args=[pk, text])
    if request.method == "POST":
        try:
            if form.is_bound and form.is_valid():
                data = form.cleaned_data
                actions.write_text(
                    found, text=data["text"], due_on=data["due_on"], ready="ready" in request.POST, by=user
                )
                messages.success(request, "Le texte est enregistré.")
                return redirect(back)
            if "give" in request.POST:
                actions.give_text(found, by=user)
                messages.success(request, "C’est noté : le texte est remis.")
                return redirect(back)
            if "unplan" in request.POST:
                actions.unplan_text(found, by=user)
                messages.success(request, "L’article n’est plus prévu dans cette rubrique.")
                return redirect("workspace:article-columns", pk=pk)
        except Refused as error:
            messages.error(request, str(error))
    shown = actions.plain_lines(str(form["text"].value() or ""))
    context = {
        "article": found.article,
        "text": found,
        "column": found.column,
        "form": form,
        "length": found.column.length_of(shown),
        "over": max(0, found.column.length_of(shown) - found.column.limit),
        "is_proposed": not found.text and not form.is_bound,
        "trail": in_article(
            found.article,
            ("Dans les rubriques", reverse("workspace:article-columns", args=[pk])),
            (found.column.name, ""),
        ),
    }
    return render(request, "workspace/news/column_text.html", context)


@require_safe
@animator_required
def column_sheet(request: HttpRequest, pk: int, text: int) -> HttpResponse:
    """A text as it is handed in, to be printed; on air, each sentence with its second. The animator."""
    found = _text(request, pk, text)
    shown = found.text or actions.proposed(found.article, found.column)
    lines = [(f"{int(at) // 60}:{int(at) % 60:02}", one) for at, one in timed(shown)]
    context = {
        "text": found,
        "column": found.column,
        "article": found.article,
        "lines": lines,
        "shown": shown,
        "length": found.column.length_of(shown),
        "trail": in_article(found.article, (found.column.name, found.get_absolute_url()), ("Feuille", "")),
    }
    return render(request, "workspace/news/sheet.html", context)


@require_safe
@animator_required
def column_txt(request: HttpRequest, pk: int, text: int) -> HttpResponse:
    """A text as a plain file. The animator."""
    found = _text(request, pk, text)
    shown = found.text or actions.proposed(found.article, found.column)
    name = slugify_fr(f"{found.column.name} {found.article.title}", 80) or "texte"
    return HttpResponse(
        f"{found.article.title}\n\n{shown}\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.txt"'},
    )


@require_http_methods(["GET", "POST"])
@animator_required
def columns(request: HttpRequest) -> HttpResponse:
    """The columns elsewhere: open, change, close them. The animator."""
    user = person(request)
    changed = _asked_column(request)
    form = ColumnForm(request.POST if "keep" in request.POST else None, instance=changed)
    if form.is_valid():
        actions.keep_column(form.save(commit=False), by=user)
        messages.success(request, "La rubrique est enregistrée.")
        return redirect("workspace:columns")
    for button, act, told in (
        ("close", actions.close_column, "La rubrique est close : plus rien n’y est attendu."),
        ("reopen", actions.reopen_column, "La rubrique est rouverte."),
    ):
        if request.method == "POST" and button in request.POST:
            act(chosen(Column.objects.all(), request, button), by=user)
            messages.success(request, told)
            return redirect("workspace:columns")
    listed = Column.objects.annotate(given=Count("texts", filter=Q(texts__state=ColumnText.State.GIVEN)))
    context = {
        "columns": listed.order_by("closed_at", "name"),
        "form": form,
        "changed": changed,
        "trail": in_newsroom(("Rubriques", "")),
    }
    return render(request, "workspace/news/columns.html", context)


def _asked_column(request: HttpRequest) -> Column | None:
    number = request.GET.get("rubrique", "")
    if not number:
        return None
    if not number.isdecimal() or len(number) > 18:
        raise Http404("Cette rubrique n’existe pas, ou n’existe plus.")
    return get_object_or_404(Column, pk=int(number))


@require_safe
@animator_required
def editorial_calendar(request: HttpRequest, month: str = "") -> HttpResponse:
    """What is due where and when, a month at a time. The animator."""
    today = timezone.localdate()
    try:
        first = date.fromisoformat(f"{month}-01") if month else today.replace(day=1)
    except ValueError as error:
        raise Http404("Ce mois n’existe pas.") from error
    if not 2000 <= first.year <= 2150:
        raise Http404("Ce mois est trop lointain.")
    after = (first + timedelta(days=32)).replace(day=1)
    column = _asked_column(request)
    found = due_in(first, after - timedelta(days=1), column)
    late = ColumnText.objects.exclude(state=ColumnText.State.GIVEN).filter(due_on__lt=today)
    context: dict[str, Any] = {
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": after,
        "dues": found,
        "today": today,
        "late": late.select_related("column", "article")[:50],
        "columns": Column.objects.filter(closed_at=None),
        "column": column,
        "undated": ColumnText.objects.filter(due_on=None)
        .exclude(state=ColumnText.State.GIVEN)
        .select_related("column", "article")[:50],
        "trail": in_newsroom(("Calendrier éditorial", "")),
    }
    return render(request, "workspace/news/calendar.html", context)


@require_http_methods(["GET", "POST"])
@animator_required
def press(request: HttpRequest) -> HttpResponseBase:
    """Choose articles and take them with their pictures, as one file for the press. The animator."""
    form = PressForm(request.POST or None)
    if form.is_valid():
        kit = press_kit(list(form.cleaned_data["articles"].prefetch_related("pictures")))
        name = f"dossier-de-presse-{timezone.localdate().isoformat()}.zip"
        return FileResponse(kit, as_attachment=True, filename=name, content_type="application/zip")
    context = {"form": form, "trail": in_newsroom(("Dossier de presse", ""))}
    return render(request, "workspace/news/press.html", context)
