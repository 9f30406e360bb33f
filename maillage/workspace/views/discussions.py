"""Pages of discussions: threads, one thread, writing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import person
from maillage.ui.forms import chosen
from maillage.ui.markdown import to_html
from maillage.workspace.actions import discussions as actions
from maillage.workspace.actions.discussion_letters import incoming_configured, revoke_reply_addresses
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.discussions import CorrectionForm, MessageForm, OpeningForm, WhyForm
from maillage.workspace.models import Discussion, Group, Message, Reaction, Reader
from maillage.workspace.models.discussions import PAGE
from maillage.workspace.permissions import can_write, leads, member_required, readable_groups
from maillage.workspace.queries.discussions import (
    decisions_of,
    excerpt_of,
    first_unread_url,
    own_discussions,
    readable_discussions,
    rows_of,
    shown_messages,
    signed,
    threads_of_group,
    unread_first,
    usual_structure,
    with_reading,
)
from maillage.workspace.views.trails import Trail, in_group, in_space

LISTED = 30
DECISIONS = 3
READERS_ONLY = "Vous lisez cette discussion ; pour y écrire, rejoignez le groupe."


def read_group(request: HttpRequest, slug: str) -> Group:
    """The group, for who reads it; for the others it does not exist."""
    return get_object_or_404(readable_groups(request.user), slug=slug)


def read_thread(request: HttpRequest, pk: int) -> Discussion:
    """The thread, for who reads its group; for the others it does not exist."""
    if pk > 2**62:
        raise Http404
    return get_object_or_404(readable_discussions(request.user).select_related("group"), pk=pk)


def read_message(request: HttpRequest, pk: int, number: int) -> Message:
    """A message of a thread, for who reads its group."""
    thread = read_thread(request, pk)
    if number > 2**31 - 1:
        raise Http404
    found = get_object_or_404(thread.messages.select_related("author", "actor"), number=number)
    found.discussion = thread
    return found


def trail_of(thread: Discussion, *steps: tuple[str, str]) -> Trail:
    """Under a thread of a group."""
    listed = reverse("workspace:group-discussions", args=[thread.group.slug])
    return in_group(thread.group, ("Discussions", listed), (thread.title, thread.get_absolute_url()), *steps)


@require_http_methods(["GET", "POST"])
@member_required
def discussions(request: HttpRequest) -> HttpResponse:
    """The threads of all one's groups, what is new first. The Pôle's members."""
    user = person(request)
    held = own_discussions(user)
    if "all-read" in request.POST:
        actions.mark_all_read(held, user)
        messages.success(request, "Tout est marqué comme lu.")
        return redirect("workspace:discussions")
    if "revoke" in request.POST:
        revoke_reply_addresses(user)
        messages.success(request, "Répondre à vos anciens courriels ne publie plus rien.")
        return redirect("workspace:discussions")
    listed = unread_first(with_reading(held, user))
    page = Paginator(listed, LISTED).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(page),
        "by_email": incoming_configured(),
        "trail": in_space(("Discussions", "")),
    }
    return render(request, "workspace/discussions/discussions.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def group_discussions(request: HttpRequest, slug: str) -> HttpResponse:
    """The threads of a group, under its last decisions. The group's readers."""
    group, user = read_group(request, slug), person(request)
    if "all-read" in request.POST:
        actions.mark_all_read(group.discussions.all(), user)
        messages.success(request, "Tout est marqué comme lu.")
        return redirect("workspace:group-discussions", slug=slug)
    page = Paginator(threads_of_group(group, user), LISTED).get_page(request.GET.get("page"))
    decided = decisions_of(group)[:DECISIONS]
    context = {
        "group": group,
        "page": page,
        "rows": rows_of(page),
        "decisions": [(one, excerpt_of(one)) for one in decided],
        "writes": can_write(user, group),
        "trail": in_group(group, ("Discussions", "")),
    }
    return render(request, "workspace/discussions/group.html", context)


@require_safe
@member_required
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All the decisions of a group, the last first. The group's readers."""
    group = read_group(request, slug)
    page = Paginator(decisions_of(group), LISTED).get_page(request.GET.get("page"))
    signatures = signed(page)
    listed = reverse("workspace:group-discussions", args=[slug])
    context = {
        "group": group,
        "page": page,
        "rows": [(one, signatures[one.pk]) for one in page],
        "trail": in_group(group, ("Discussions", listed), ("Décisions", "")),
    }
    return render(request, "workspace/discussions/decisions.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a thread. Those who belong to the group."""
    group, user = read_group(request, slug), person(request)
    if not can_write(user, group):
        raise PermissionDenied
    form = OpeningForm(request.POST or None, group=group, user=user)
    preview = ""
    if form.is_valid():
        if "preview" in request.POST:
            preview = to_html(form.cleaned_data["text"])
        else:
            opened = actions.open_discussion(
                group,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                by=user,
                actor=form.actor_chosen,
                chosen=form.chosen,
            )
            messages.success(request, "La discussion est ouverte, le groupe est prévenu.")
            _warn(request, form)
            return redirect(opened)
    listed = reverse("workspace:group-discussions", args=[slug])
    context = {
        "group": group,
        "form": form,
        "preview": preview,
        "trail": in_group(group, ("Discussions", listed), ("Nouvelle discussion", "")),
    }
    return render(request, "workspace/discussions/new.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread, page by page; answer, react, follow, say what was read. The group's readers; those who
    belong write, those who run the group note decisions and close.
    """
    thread, user = read_thread(request, pk), person(request)
    writes, runs = can_write(user, thread.group), leads(user, thread.group)
    form = MessageForm(
        request.POST if "text" in request.POST else None,
        group=thread.group,
        user=user,
        usual=usual_structure(user, thread),
    )
    preview = ""
    if request.method == "POST":
        if form.is_bound and not writes:
            raise PermissionDenied
        if form.is_bound and "preview" in request.POST:
            preview = to_html(form.cleaned_data["text"]) if form.is_valid() else ""
        else:
            answer = _act(request, thread, form, runs=runs)
            if answer is not None:
                return answer
    listed = Paginator(thread.messages.select_related("author"), PAGE)
    page = listed.get_page(request.GET.get("page"))
    reader = thread.readers.filter(user=user).first()
    last = page.object_list[len(page.object_list) - 1].number if page.object_list else 0
    read = reader.number if reader else 0
    context = {
        "discussion": thread,
        "page": page,
        "rows": shown_messages(page, user),
        "form": form,
        "preview": preview,
        "writes": writes and not thread.closed_at,
        "belongs": writes or thread.group.closed_on is not None,
        "leads": runs,
        "owns": thread.opened_by_id == user.pk and writes,
        "follow": reader.follow if reader else "",
        "read": read,
        "last": last,
        "unread": max(0, thread.last_number - read),
        "unread_url": thread.url_of(read + 1),
        "trail": [*trail_of(thread)[:-1], (thread.title, "")],
    }
    return render(request, "workspace/discussions/discussion.html", context)


def _act(request: HttpRequest, thread: Discussion, form: MessageForm, *, runs: bool) -> HttpResponse | None:
    """What one button of the page does; None shows the page again with what the form says."""
    user = person(request)
    try:
        if "read" in request.POST:
            return _note_reading(request, thread)
        if "follow" in request.POST:
            return _follow(request, thread)
        for kind in Reaction.Kind:
            if f"react-{kind}" in request.POST:
                about = _chosen_message(request, thread, f"react-{kind}")
                actions.react(about, kind, by=user)
                return redirect(about)
        for name in ("decide", "undecide"):
            if name in request.POST:
                if not runs:
                    raise PermissionDenied
                about = _chosen_message(request, thread, name)
                actions.set_decision(about, name == "decide", by=user)
                messages.success(
                    request,
                    "C’est noté parmi les décisions du groupe, qui est prévenu."
                    if name == "decide"
                    else "Ce n’est plus noté parmi les décisions.",
                )
                return redirect(about)
        if "close" in request.POST or "reopen" in request.POST:
            if not (runs or (thread.opened_by_id == user.pk and can_write(user, thread.group))):
                raise PermissionDenied
            closing = "close" in request.POST
            actions.set_closed(thread, closing, by=user)
            messages.success(request, "La discussion est close." if closing else "La discussion reprend.")
            return redirect(thread)
        if form.is_valid():
            said = actions.post_message(
                thread, form.cleaned_data["text"], by=user, actor=form.actor_chosen, chosen=form.chosen
            )
            messages.success(request, "Votre message est publié.")
            _warn(request, form)
            return redirect(said)
    except Refused as error:
        messages.error(request, str(error))
        return redirect(thread)
    return None


def _warn(request: HttpRequest, form: MessageForm) -> None:
    """Whoever calls somebody who is not found knows it."""
    if form.names_nobody:
        messages.warning(request, form.names_nobody)


def _chosen_message(request: HttpRequest, thread: Discussion, name: str) -> Message:
    found = chosen(thread.messages.all(), request, name)
    found.discussion = thread
    return found


def _note_reading(request: HttpRequest, thread: Discussion) -> HttpResponse:
    """Note up to where the thread was read: by the button, or by the script that saw the end of the page."""
    number = request.POST["read"]
    if number.isdecimal() and len(number) < 10:
        actions.mark_read(thread, person(request), min(int(number), thread.last_number))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    held = with_reading(Discussion.objects.filter(pk=thread.pk), person(request)).get()
    return redirect(first_unread_url(held))


def _follow(request: HttpRequest, thread: Discussion) -> HttpResponse:
    how = request.POST["follow"]
    if how not in {"usual", Reader.Follow.FOLLOWED, Reader.Follow.MUTED}:
        raise Http404
    actions.follow(thread, person(request), Reader.Follow("" if how == "usual" else how))
    messages.success(request, FOLLOWED[how])
    return redirect(thread)


FOLLOWED = {
    "usual": "Cette discussion vous sera annoncée comme au reste du groupe.",
    "followed": "Vous suivez cette discussion : chaque réponse vous sera dite.",
    "muted": "Cette discussion est en sourdine : seuls les messages qui s’adressent à vous vous seront dits.",
}


@require_safe
@member_required
def message(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The lasting address of a message, that leads to its place in the thread. The group's readers."""
    return redirect(read_message(request, pk, number))


@require_http_methods(["GET", "POST"])
@member_required
def edit_message(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Correct or take back a message. Its author, for a day."""
    about, user = read_message(request, pk, number), person(request)
    if about.author_id != user.pk or not can_write(user, about.discussion.group):
        raise PermissionDenied
    if not shown_messages([about], user)[0].editable:
        messages.error(request, actions.TOO_LATE)
        return redirect(about)
    form = CorrectionForm(
        request.POST if "text" in request.POST else None,
        group=about.discussion.group,
        user=user,
        initial={"text": about.text},
    )
    preview = ""
    try:
        if "withdraw" in request.POST:
            actions.withdraw_message(about, by=user)
            messages.success(request, "Votre message est retiré : son texte est effacé.")
            return redirect(about)
        if form.is_valid():
            if "preview" in request.POST:
                preview = to_html(form.cleaned_data["text"])
            else:
                actions.edit_message(about, form.cleaned_data["text"], by=user, chosen=form.chosen)
                messages.success(request, "Votre message est corrigé.")
                _warn(request, form)
                return redirect(about)
    except Refused as error:
        messages.error(request, str(error))
        return redirect(about)
    context = {
        "message": about,
        "form": form,
        "preview": preview,
        "trail": trail_of(about.discussion, ("Corriger mon message", "")),
    }
    return render(request, "workspace/discussions/edit_message.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def report(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Report a message to who runs the group. The group's readers."""
    about, user = read_message(request, pk, number), person(request)
    form = WhyForm(request.POST or None)
    if not about.shown:
        messages.error(request, "Ce message ne se lit déjà plus.")
        return redirect(about)
    if form.is_valid():
        try:
            actions.report_message(about, form.cleaned_data["why"], by=user)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "C’est signalé. La réponse vous sera dite.")
        return redirect(about)
    context: dict[str, Any] = {
        "message": about,
        "signature": signed([about])[about.pk],
        "form": form,
        "trail": trail_of(about.discussion, ("Signaler un message", "")),
    }
    return render(request, "workspace/discussions/report.html", context)
