"""What the sign-in library does not do itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def no_password(request: HttpRequest, rest: str) -> HttpResponse:
    """Tell whoever looks for a password that none is needed: open to all."""
    messages.info(request, "Ici, pas de mot de passe : un code vous est envoyé à chaque connexion.")
    return redirect("account_login")
