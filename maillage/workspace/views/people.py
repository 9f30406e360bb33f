"""Pages of those who come in, of members, and of the animator about them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.actions import end_role, grant_role
from maillage.accounts.models import Role, RoleGrant, User
from maillage.accounts.permissions import animator_required, limit, person, signed_in_required
from maillage.actors.actions import end_membership, start_membership
from maillage.actors.models import Actor, Membership
from maillage.actors.permissions import current_memberships, keeps
from maillage.tables.notices import count_of
from maillage.ui.forms import chosen
from maillage.workspace.actions import people as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.people import (
    BelongingForm,
    ColleagueForm,
    InvitationForm,
    JoinDecisionForm,
    JoinForm,
    ProfileForm,
    ReasonForm,
    RoleForm,
)
from maillage.workspace.forms.people_list import InviteAllForm, PeopleListForm
from maillage.workspace.models import Invitation, JoinRequest
from maillage.workspace.permissions import is_member, member_required
from maillage.workspace.queries import people as found
from maillage.workspace.queries.people_list import judged
from maillage.workspace.views.trails import in_animation, in_people, in_space


# --- Coming in --------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """« Rejoindre le Pôle ». Open to all, limited; a member is sent to their space."""
    if is_member(request.user):
        return redirect("my-space")
    limit(request, "join", "10/h")
    form = JoinForm(request.POST or None)
    if form.is_valid():
        actions.ask_to_join(form.save(commit=False))
        return redirect("workspace:join-asked")
    return render(request, "workspace/people/join.html", {"form": form})


@require_safe
def join_asked(request: HttpRequest) -> HttpResponse:
    """What happens next. Open to all."""
    return render(request, "workspace/people/join_asked.html")


@require_http_methods(["GET", "POST"])
def join_prove(request: HttpRequest, token: str) -> HttpResponse:
    """The link that proves an address: the button does it, opening it changes nothing. Whoever has the link."""
    asking = get_object_or_404(JoinRequest, token=token)
    if request.method == "POST":
        actions.prove_join(asking)
        return redirect("workspace:join-prove", token=token)
    return render(request, "workspace/people/join_prove.html", {"asking": asking})


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A personal invitation: accept or decline by a button. Whoever has the link."""
    invited = get_object_or_404(Invitation.objects.select_related("actor", "invited_by"), token=token)
    form = ProfileForm.of_invitation(invited, request.POST if "accept" in request.POST else None)
    try:
        if "decline" in request.POST:
            actions.decline_invitation(invited)
            return redirect("workspace:invitation", token=token)
        if form.is_valid():
            actions.accept_invitation(invited, form.shown())
            return redirect("workspace:invitation", token=token)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("workspace:invitation", token=token)
    return render(request, "workspace/people/invitation.html", {"invitation": invited, "form": form})


# --- Members ----------------------------------------------------------------------------------------
@require_safe
@member_required
def members(request: HttpRequest) -> HttpResponse:
    """The directory of members, each showing what they chose. The Pôle's members."""
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(found.listed_members(text), 30).get_page(request.GET.get("page"))
    return render(
        request,
        "workspace/people/members.html",
        {"page": page, "text": text, "trail": in_space(("Annuaire des membres", ""))},
    )


@require_http_methods(["GET", "POST"])
@signed_in_required
def profile(request: HttpRequest) -> HttpResponse:
    """What the other members see of oneself. Signed-in people, each their own."""
    form = ProfileForm.of(person(request), request.POST or None)
    if form.is_valid():
        actions.save_profile(person(request), form.shown())
        messages.success(request, "Votre profil est enregistré.")
        return redirect("my-space")
    return render(
        request, "workspace/people/profile.html", {"form": form, "trail": in_space(("Mon profil", ""))}
    )


@require_http_methods(["GET", "POST"])
@signed_in_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a structure, after a confirmation. The person who belongs to it."""
    held = get_object_or_404(current_memberships(request.user).select_related("actor"), pk=pk)
    if request.method == "POST":
        actions.leave_structure(held)
        messages.success(request, f"Vous ne faites plus partie de « {held.actor.name} ».")
        return redirect("my-space")
    return render(request, "workspace/people/leave.html", {"membership": held})


@require_http_methods(["GET", "POST"])
@signed_in_required
def invite_colleague(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a colleague into one's structure. The structure's people, and the animator."""
    actor = _kept(request, slug)
    form = ColleagueForm(request.POST if "email" in request.POST else None)
    if "withdraw" in request.POST:
        waiting = Invitation.objects.filter(actor=actor, role="", state=Invitation.State.WAITING)
        return _withdraw(request, chosen(waiting, request, "withdraw"), "workspace:invite-colleague", slug)
    if form.is_valid():
        try:
            sent = actions.invite(actor=actor, by=person(request), **form.cleaned_data)
        except Refused as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"L’invitation est partie vers {sent.email}.")
            return redirect("workspace:invite-colleague", slug=slug)
    context = {
        "actor": actor,
        "form": form,
        "colleagues": Membership.objects.current().filter(actor=actor).select_related("user").order_by("pk"),
        "invitations": found.waiting_invitations().filter(actor=actor),
        "trail": in_space(("Inviter une ou un collègue", "")),
    }
    return render(request, "workspace/people/invite_colleague.html", context)


def _kept(request: HttpRequest, slug: str) -> Actor:
    actor = get_object_or_404(Actor.objects.living(), slug=slug)
    if not (person(request).is_animator or keeps(request.user, actor)):
        raise PermissionDenied
    return actor


def _withdraw(request: HttpRequest, waiting: Invitation, back: str, *where: str) -> HttpResponse:
    try:
        actions.withdraw_invitation(waiting, by=person(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"L’invitation de {waiting.name or waiting.email} est retirée.")
    return redirect(back, *where)


# --- The animator's pages ---------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@animator_required
def people(request: HttpRequest) -> HttpResponse:
    """Who is in, who waits, of whom nothing was heard. The animator."""
    waiting = Invitation.objects.filter(state=Invitation.State.WAITING)
    if "withdraw" in request.POST:
        return _withdraw(request, chosen(waiting, request, "withdraw"), "workspace:people")
    if "resend" in request.POST:
        again = chosen(waiting, request, "resend")
        try:
            actions.resend_invitation(again, by=person(request))
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"L’invitation est repartie vers {again.email}.")
        return redirect("workspace:people")
    view = request.GET.get("voir", "")
    view = view if view in found.VIEWS else ""
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(found.people(view, text), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "view": view,
        "text": text,
        "figures": found.figures(),
        "joins": found.waiting_joins()[:100],
        "invitations": found.waiting_invitations()[:100],
        "trail": in_animation(("Personnes", "")),
    }
    return render(request, "workspace/people/people.html", context)


@require_http_methods(["GET", "POST"])
@animator_required
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody in. The animator."""
    initial = {"structure": request.GET.get("structure", "")[:250]}
    form = InvitationForm(request.POST or None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            sent = actions.invite(
                data["email"],
                name=data["name"],
                actor=data["actor"],
                function=data["function"],
                role=data["role"],
                message=data["message"],
                by=person(request),
            )
        except Refused as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"L’invitation est partie vers {sent.email}.")
            return redirect("workspace:people")
    return render(
        request, "workspace/people/invite.html", {"form": form, "trail": in_people(("Inviter quelqu’un", ""))}
    )


@require_http_methods(["GET", "POST"])
@animator_required
def people_list(request: HttpRequest) -> HttpResponse:
    """Read a list of people, look at what it would do, then invite them. The animator."""
    trail = in_people(("Inviter une liste", ""))
    sending = InviteAllForm(request.POST) if "people" in request.POST else None
    if sending and sending.is_valid():
        lines = judged(sending.cleaned_data["people"])
        ready = [(line.person, line.actor) for line in lines if not line.why]
        sent, already = actions.invite_all(ready, message=sending.cleaned_data["message"], by=person(request))
        aside = len(lines) - len(ready) + already
        told = count_of(sent, "invitation envoyée", "invitations envoyées") + "."
        if aside:
            told += f" {count_of(aside, 'personne déjà là ou invitée', 'personnes déjà là ou invitées')}."
        messages.success(request, told)
        return redirect("workspace:people")
    form = PeopleListForm(request.POST or None, request.FILES or None) if sending is None else PeopleListForm()
    if form.is_valid():
        lines = judged(form.people)
        ready_lines = [line for line in lines if not line.why]
        context = {
            "ready": ready_lines,
            "aside": [line for line in lines if line.why],
            "form": InviteAllForm.of([line.person for line in ready_lines]),
            "trail": trail,
        }
        return render(request, "workspace/people/list_read.html", context)
    return render(request, "workspace/people/list.html", {"form": form, "sending": sending, "trail": trail})


@require_http_methods(["GET", "POST"])
@animator_required
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: structures and roles, given and ended. The animator."""
    shown = get_object_or_404(found.with_belongings(User.objects.select_related("profile")), pk=pk)
    belonging = BelongingForm(request.POST if "belong" in request.POST else None)
    role = RoleForm(request.POST if "give" in request.POST else None)
    by = person(request)
    done = ""
    if "end" in request.POST:
        held = chosen(Membership.objects.current().filter(user=shown), request, "end")
        end_membership(held, by=by)
        done = f"{shown} ne fait plus partie de « {held.actor.name} »."
    elif "end-role" in request.POST:
        grant = chosen(RoleGrant.objects.current().filter(user=shown), request, "end-role")
        if grant.role == Role.ANIMATOR and shown.pk == by.pk:
            messages.error(
                request, "Vous ne pouvez pas vous retirer l’animation : demandez-le à quelqu’un d’autre."
            )
            return redirect("workspace:person", pk=pk)
        end_role(shown, Role(grant.role), by=by)
        done = f"{shown} n’a plus le rôle : {grant.get_role_display()}."
    elif belonging.is_valid():
        data = belonging.cleaned_data
        start_membership(data["actor"], shown, function=data["function"], by=by)
        done = f"{shown} fait maintenant partie de « {data['actor'].name} »."
    elif role.is_valid():
        given = Role(role.cleaned_data["role"])
        grant_role(shown, given, by=by)
        done = f"{shown} a maintenant le rôle : {given.label}."
    if done:
        messages.success(request, done)
        return redirect("workspace:person", pk=pk)
    context = {"shown": shown, "belonging": belonging, "role": role, "trail": in_people((str(shown), ""))}
    return render(request, "workspace/people/person.html", context)


@require_http_methods(["GET", "POST"])
@animator_required
def join_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Let in or refuse who asked. The animator."""
    asking = get_object_or_404(found.waiting_joins(), pk=pk)
    roles = {JoinRequest.Kind.PARTNER: Role.PARTNER, JoinRequest.Kind.ELECTED: Role.ELECTED}
    initial = {
        "structure": asking.structure_name,
        "function": asking.function,
        "role": roles.get(JoinRequest.Kind(asking.kind), ""),
    }
    form = JoinDecisionForm(request.POST if "grant" in request.POST else None, initial=initial)
    reason = ReasonForm(request.POST if "refuse" in request.POST else None)
    try:
        if form.is_valid():
            data = form.cleaned_data
            actions.grant_join(
                asking, actor=data["actor"], function=data["function"], role=data["role"], by=person(request)
            )
            messages.success(
                request, f"{asking.name} est dans l’espace des membres, et en est averti par courriel."
            )
            return redirect("workspace:people")
        if reason.is_valid():
            actions.refuse_join(asking, reason=reason.cleaned_data["reason"], by=person(request))
            messages.success(request, "La demande est refusée, la personne en est avertie.")
            return redirect("workspace:people")
    except Refused as error:
        messages.error(request, str(error))
        return redirect("workspace:people")
    context = {"asking": asking, "form": form, "reason": reason, "trail": in_people((asking.name, ""))}
    return render(request, "workspace/people/join_request.html", context)
