"""The page where the animator edits the Pôle's identity."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from maillage.accounts.permissions import animator_required
from maillage.territory.actions import restore_colours, save_identity
from maillage.territory.forms import PoleForm
from maillage.territory.models import Pole
from maillage.territory.queries import current_pole
from maillage.ui.navigation import address


@require_http_methods(["GET", "HEAD", "POST"])
@animator_required
def pole(request: HttpRequest) -> HttpResponse:
    """Who the Pôle is, how to reach it, how it looks. Animator."""
    form = PoleForm(request.POST or None, request.FILES or None, instance=current_pole() or Pole())
    if request.method == "POST" and form.is_valid():
        save_identity(form.instance, form.changed_data, by=request.user)
        messages.success(request, "L’identité du Pôle est enregistrée ; toutes les pages la suivent déjà.")
        return redirect("territory:pole")
    trail = [("Animation", address("animation")), ("Identité du Pôle", "")]
    return render(request, "territory/pole.html", {"form": form, "trail": trail})


@require_POST
@animator_required
def default_colours(request: HttpRequest) -> HttpResponse:
    """Take the colours of the start again. Animator."""
    restore_colours(by=request.user)
    messages.success(request, "Les couleurs d’origine sont reprises.")
    return redirect("territory:pole")
