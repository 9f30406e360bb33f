"""Forms of the account that are ours."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.accounts.models import User


class EndForm(forms.Form):
    """Type one's own address, so that no account ends by a slip."""

    email = forms.EmailField(label="Votre adresse électronique, pour confirmer")

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_email(self) -> str:
        """The address, when it is that of the account."""
        typed: str = self.cleaned_data["email"]
        if typed.casefold() != self.user.email.casefold():
            raise forms.ValidationError("Ce n’est pas l’adresse de votre compte.")
        return typed
