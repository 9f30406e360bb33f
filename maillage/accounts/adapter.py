"""What we ask of the sign-in library: no account opened unexpectedly, and our own French."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from maillage.outbox.sender import sender

WRONG_CODE = "Ce code n’est pas le bon. Prenez celui du dernier message reçu, et vérifiez chaque caractère."
TOO_MANY = "Trop d’essais à la suite. Attendez quelques minutes, puis recommencez."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by claiming a page or by invitation, never by a sign-up form."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Ce compte est fermé. L’équipe d’animation peut le rouvrir.",
        "duplicate_email": "Cette adresse est déjà celle de votre compte.",
        "email_taken": "Un autre compte se sert déjà de cette adresse.",
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_MANY,
        "same_as_current": "Donnez une adresse différente de celle du compte.",
        "too_many_login_attempts": TOO_MANY,
    }

    def get_from_email(self) -> str:
        return sender()

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reauthentication_methods(self, user: object) -> list[dict[str, str]]:
        """The ways of confirming who one is, in our words."""
        words = {
            "mfa_reauthenticate": "Donner un code de l’application ou de secours",
            "mfa_reauthenticate:webauthn": "Utiliser une clé d’accès",
        }
        return [
            {**way, "description": words.get(way["id"], way["description"])}
            for way in super().get_reauthentication_methods(user)
        ]


class KeysAdapter(DefaultMFAAdapter):
    """Passkeys and second codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Arrêtez d’abord la double vérification, puis changez d’adresse.",
        "cannot_delete_authenticator": "Cette vérification ne peut pas être arrêtée.",
        "cannot_generate_recovery_codes": "Les codes de secours complètent une clé ou une application : "
        "ajoutez-en d’abord une.",
        "incorrect_code": "Ce code n’est pas le bon. Celui de l’application change toutes les trente secondes.",
        "unverified_email": "Vérifiez d’abord l’adresse de votre compte.",
    }


def count_as_confirmed(request: HttpRequest, user: Any, **_: Any) -> None:
    """Whoever has just added a key has shown who they are: nothing more is asked to see their backup codes.

    Without it the library asks at once for a second code, and refuses the one that was just used.
    """
    record_authentication(request, user, method="mfa", reauthenticated=True)
