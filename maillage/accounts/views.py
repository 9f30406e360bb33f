"""What is kept of oneself, and the end of one's account."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.actions import delete_account
from maillage.accounts.forms import EndForm
from maillage.accounts.permissions import person, signed_in_required
from maillage.accounts.portability import all_kept


@require_safe
@signed_in_required
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept of oneself, room by room. Each their own."""
    kept = [(title, rows) for title, rows in all_kept(person(request)).items() if rows]
    return render(request, "account/my_data.html", {"kept": kept})


@require_safe
@signed_in_required
@never_cache
def my_data_file(request: HttpRequest) -> HttpResponse:
    """The same as a file (JSON), for another tool. Each their own."""
    body = json.dumps(all_kept(person(request)), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@require_http_methods(["GET", "POST"])
@signed_in_required
def end(request: HttpRequest) -> HttpResponse:
    """Delete one's account, after typing its address. Each their own."""
    user = person(request)
    form = EndForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            delete_account(user, by=user)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, "Votre compte est supprimé. Merci d’avoir fait partie du Pôle.")
            return redirect("home")
    return render(request, "account/end.html", {"form": form})
