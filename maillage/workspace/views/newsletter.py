"""Pages of the newsletter: those who want it, those who compose and send it."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.permissions import animator_required, limit, person
from maillage.kernel.text import typeset
from maillage.territory.queries import current_pole
from maillage.ui.forms import chosen
from maillage.workspace.actions import newsletter as actions
from maillage.workspace.actions.people import Refused
from maillage.workspace.forms.newsletter import NewsletterForm, SubscribeForm
from maillage.workspace.models import Delivery, Newsletter, Subscriber
from maillage.workspace.queries.newsletter import (
    counts_of,
    in_doubt,
    recipients_of,
    stands_still,
    subscribers_by_state,
)
from maillage.workspace.views.trails import Trail, in_newsroom

LISTED = 30
COPIES = 100
STATES = (
    Subscriber.State.SUBSCRIBED,
    Subscriber.State.ASKED,
    Subscriber.State.ENDED,
    Subscriber.State.RETURNED,
)


# --- For everybody ----------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter. Open to all, limited."""
    limit(request, "newsletter", "10/h")
    form = SubscribeForm(request.POST or None)
    if form.is_valid():
        actions.ask_subscription(form.cleaned_data["email"])
        return redirect("workspace:subscribe-asked")
    context = {"form": form, "trail": [("Lettre d’information", "")]}
    return render(request, "workspace/newsletter/subscribe.html", context)


@require_safe
def subscribe_asked(request: HttpRequest) -> HttpResponse:
    """What happens next. Open to all."""
    return render(request, "workspace/newsletter/asked.html", {"trail": [("Lettre d’information", "")]})


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm that one wants it, or no more; opening it changes nothing. Whoever has the link."""
    found = get_object_or_404(Subscriber, token=token)
    if request.method == "POST":
        if "end" in request.POST:
            actions.unsubscribe(found.email)
        else:
            actions.subscribe(found)
        return redirect("workspace:subscription", token=token)
    return render(request, "workspace/newsletter/subscription.html", {"subscriber": found})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Want no more of it (RFC 8058: mail programs POST here, without a cookie). Whoever has the link."""
    copy = get_object_or_404(Delivery, token=token)
    if request.method == "POST":
        if "again" in request.POST:
            actions.ask_subscription(copy.email)
            return redirect("workspace:subscribe-asked")
        actions.unsubscribe(copy.email)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse("Désinscription faite.", content_type="text/plain; charset=utf-8")
        return redirect("workspace:leave-newsletter", token=token)
    ended = Subscriber.objects.filter(email=copy.email, state=Subscriber.State.ENDED).exists()
    return render(request, "workspace/newsletter/leave.html", {"copy": copy, "ended": ended})


# --- For the animator ---------------------------------------------------------------------------------------
def _issue(pk: int) -> Newsletter:
    if pk > 2**62:
        raise Http404
    return get_object_or_404(Newsletter, pk=pk)


@require_safe
@animator_required
def newsletters(request: HttpRequest) -> HttpResponse:
    """The issues, and how many want them. The animator."""
    page = Paginator(Newsletter.objects.all(), LISTED).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "said": subscribers_by_state(),
        "trail": in_newsroom(("Lettre d’information", "")),
    }
    return render(request, "workspace/newsletter/newsletters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def subscribers(request: HttpRequest) -> HttpResponse:
    """Who said what of the newsletter; ask one who wants it to confirm. The animator."""
    form = SubscribeForm(request.POST or None)
    form.fields["email"].label = "Son adresse électronique"
    form.fields["email"].widget.attrs["autocomplete"] = "off"
    if form.is_valid():
        email = form.cleaned_data["email"]
        if actions.ask_subscription(email, by=person(request)):
            messages.success(
                request,
                typeset(f"Un courriel part à {email} : l’abonnement commence quand son bouton est pressé."),
            )
        else:
            messages.info(request, f"{email} est déjà abonnée : rien ne lui est envoyé.")
        return redirect("workspace:subscribers")
    counts = subscribers_by_state()
    asked = request.GET.get("etat", "")
    shown = asked if asked in Subscriber.State.values else Subscriber.State.SUBSCRIBED.value
    text = request.GET.get("q", "").replace("\x00", "").strip()[:254]
    # A search looks at every address: who telephones does not know in which list they are.
    wanted = {"email__icontains": text} if text else {"state": shown}
    context = {
        "form": form,
        "page": Paginator(Subscriber.objects.filter(**wanted), COPIES).get_page(request.GET.get("page")),
        "tabs": [(one.value, one.label, counts[one.value]) for one in STATES],
        "shown": "" if text else shown,
        "text": text,
        "trail": _in_letters(("Abonnements", "")),
    }
    return render(request, "workspace/newsletter/subscribers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def subscriber(request: HttpRequest, pk: int) -> HttpResponse:
    """One address: write to it no more, ask it to confirm, delete it. The animator."""
    if pk > 2**62:
        raise Http404
    found, user = get_object_or_404(Subscriber, pk=pk), person(request)
    if request.method == "POST":
        if "end" in request.POST:
            actions.unsubscribe(found.email, by=user)
            messages.success(request, f"{found.email} ne recevra plus la lettre.")
        elif "ask" in request.POST and actions.ask_subscription(found.email, by=user):
            messages.success(request, typeset(f"Un courriel part à {found.email} pour confirmer."))
        elif "forget" in request.POST:
            actions.forget_subscriber(found, by=user)
            messages.success(request, f"{found.email} est effacée.")
        return redirect("workspace:subscribers")
    steps = ("Abonnements", reverse("workspace:subscribers")), (found.email, "")
    context = {"subscriber": found, "trail": _in_letters(*steps)}
    return render(request, "workspace/newsletter/subscriber.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def new_newsletter(request: HttpRequest) -> HttpResponse:
    """Begin an issue. The animator."""
    return _compose(request, Newsletter())


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def edit_newsletter(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an issue that did not leave. The animator."""
    found = _issue(pk)
    if not found.is_draft:
        messages.error(request, actions.ALREADY_LEFT)
        return redirect(found)
    return _compose(request, found)


def _compose(request: HttpRequest, newsletter: Newsletter) -> HttpResponse:
    is_new = newsletter.pk is None
    form = NewsletterForm(request.POST or None, instance=newsletter)
    if form.is_valid():
        data = form.cleaned_data
        try:
            saved = actions.compose(
                form.save(commit=False),
                articles=list(data.get("articles") or []),
                events=list(data.get("events") or []),
                by=person(request),
            )
        except Refused as error:
            messages.error(request, str(error))
            return redirect(newsletter)
        messages.success(request, "La lettre est enregistrée. Relisez-la avant de l’envoyer.")
        return redirect(saved)
    step = ("Nouvelle lettre" if is_new else "Modifier", "")
    context = {"form": form, "newsletter": None if is_new else newsletter, "trail": _in_letters(step)}
    return render(request, "workspace/newsletter/edit.html", context)


def _in_letters(*steps: tuple[str, str]) -> Trail:
    return in_newsroom(("Lettre d’information", reverse("workspace:newsletters")), *steps)


def _in_issue(found: Newsletter, *steps: tuple[str, str]) -> Trail:
    return _in_letters((found.subject, found.get_absolute_url()), *steps)


@csp_update({"frame-src": [SELF]})
@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def newsletter(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: its parts, to whom it goes, its sending. The animator."""
    found, user = _issue(pk), person(request)
    if request.method == "POST":
        try:
            return _act(request, found)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(found)
    context: dict[str, Any] = {
        "newsletter": found,
        "parts": found.parts.select_related("article", "event"),
        "shown": {one.pk for one in actions.shown_parts(found)},
        "own_address": user.email,
        "warnings": _warnings(),
        "trail": _in_letters((found.subject, "")),
    }
    if found.is_draft:
        context["recipients"] = recipients_of(found)
    else:
        context["counts"] = counts_of(found)
        context["doubtful"] = in_doubt(found).count()
        context["still"] = stands_still(found)
    return render(request, "workspace/newsletter/newsletter.html", context)


def _act(request: HttpRequest, found: Newsletter) -> HttpResponse:
    user = person(request)
    if "up" in request.POST:
        actions.move_up(chosen(found.parts.all(), request, "up"), by=user)
    elif "trial" in request.POST:
        actions.send_trial(found, by=user)
        messages.success(request, f"L’essai part à {user.email}.")
    elif "pause" in request.POST:
        actions.pause(found, by=user)
        messages.success(request, "L’envoi est arrêté ; ce qui est parti est parti.")
    elif "resume" in request.POST:
        actions.resume(found, by=user)
        messages.success(request, "L’envoi reprend.")
    elif "again" in request.POST:
        count = actions.send_doubtful(found, by=user)
        messages.success(request, f"{count} exemplaire{'s' if count > 1 else ''} en doute partent de nouveau.")
    elif "taken" in request.POST:
        actions.leave_doubtful(found, by=user)
        messages.success(request, "C’est noté : les exemplaires en doute comptent pour envoyés.")
    return redirect(found)


@require_safe
@animator_required
def recipients(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses that an issue will go to, and those left out, by the reason. The animator."""
    found = _issue(pk)
    if not found.is_draft:
        return redirect("workspace:deliveries", pk=pk)
    held = recipients_of(found)
    tabs = [*held.receiving, *held.left_out]
    asked = request.GET.get("qui", "")
    shown = next((place for place, _, _ in tabs if place == asked), tabs[0][0] if tabs else "")
    context = {
        "newsletter": found,
        "page": Paginator(held.among(shown), COPIES).get_page(request.GET.get("page")),
        "tabs": tabs,
        "shown": shown,
        "trail": _in_issue(found, ("Destinataires", "")),
    }
    return render(request, "workspace/newsletter/recipients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Read once more what leaves and to whom, then let it leave. The animator."""
    found = _issue(pk)
    if request.method == "POST":
        try:
            count = actions.start(found, by=person(request))
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"L’envoi commence : {count} exemplaire{'s' if count > 1 else ''}.")
        return redirect(found)
    if not found.is_draft:
        messages.error(request, actions.ALREADY_LEFT)
        return redirect(found)
    held = recipients_of(found)
    count = len(held.emails)
    context = {
        "newsletter": found,
        "recipients": held,
        "button": f"Envoyer à {count} adresse{'s' if count > 1 else ''}",
        "refusal": actions.why_not(found, held.emails),
        "trail": _in_issue(found, ("Envoyer", "")),
    }
    return render(request, "workspace/newsletter/send.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an issue that did not leave, once one said to be sure. The animator."""
    found = _issue(pk)
    if request.method == "POST":
        try:
            actions.remove_newsletter(found, by=person(request))
        except Refused as error:
            messages.error(request, str(error))
            return redirect(found)
        messages.success(request, typeset(f"« {found.subject} » est effacée."))
        return redirect("workspace:newsletters")
    if not found.is_draft:
        messages.error(request, actions.ALREADY_LEFT)
        return redirect(found)
    context = {"newsletter": found, "trail": _in_issue(found, ("Effacer", ""))}
    return render(request, "workspace/newsletter/remove.html", context)


def _warnings() -> list[str]:
    """What would make mail programs put it aside, as far as one can tell from here, and whom to ask."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> ")
    found = []
    if sender.endswith(("example.org", "example.com", "localhost")):
        found.append(
            "L’adresse d’où part la lettre n’est pas la vôtre : beaucoup de messageries la refuseront. "
            "Demandez à la personne qui tient le serveur de mettre une adresse de votre collectivité (réglage "
            "MAILLAGE_FROM_EMAIL)."
        )
    else:
        domain = sender.rpartition("@")[2]
        found.append(
            "Sans signature, beaucoup d’exemplaires iront dans les indésirables, et le bouton "
            f"« Se désabonner » n’y sera pas montré. Demandez à la personne qui gère « {domain} » que "
            "les courriels partant d’ici soient permis (SPF, DMARC) et signés (DKIM)."
        )
    pole = current_pole()
    if not pole or not pole.contact_email:
        found.append("Le Pôle n’a pas d’adresse de contact : les réponses iront à l’adresse d’envoi.")
    if not settings.INCOMING_ADDRESS:
        found.append(
            "Les exemplaires qui reviennent après coup ne seront pas notés ici, et il faudra retirer vous-même "
            "les adresses qui n’existent plus. Pour qu’ils le soient, demandez à la personne qui tient le "
            "serveur d’ouvrir une boîte de réception (réglage MAILLAGE_INCOMING_ADDRESS)."
        )
    return [typeset(one) for one in found]


@require_safe
@animator_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The issue as a mail program shows it. The animator."""
    found = _issue(pk)
    response = HttpResponse(actions.composed(found).html)
    # Mail programs read styles in the elements alone, which our own pages never hold.
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_safe
@animator_required
def preview_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The issue as plain text. The animator."""
    found = _issue(pk)
    return HttpResponse(actions.composed(found).text, content_type="text/plain; charset=utf-8")


@require_safe
@animator_required
def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """The copies of an issue, by state. The animator."""
    found = _issue(pk)
    counts = counts_of(found)
    asked = request.GET.get("etat", "")
    shown = asked if asked in Delivery.State.values else ""
    listed = found.deliveries.filter(state=shown) if shown else found.deliveries.all()
    context = {
        "newsletter": found,
        "page": Paginator(listed, COPIES).get_page(request.GET.get("page")),
        "tabs": [(one.value, one.label, counts[one.value]) for one in Delivery.State if counts[one.value]],
        "shown": shown,
        "trail": _in_issue(found, ("Exemplaires", "")),
    }
    return render(request, "workspace/newsletter/deliveries.html", context)
