"""The rhythm of what a person receives."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.accounts.models import User
from maillage.workspace.models import NotificationKind, Rhythm
from maillage.workspace.models.notifications import DEFAULT_RHYTHM


class RhythmForm(forms.Form):
    """One choice for each kind of notification."""

    def __init__(self, data: Any, *, user: User) -> None:
        chosen = DEFAULT_RHYTHM | dict(user.notification_choices.values_list("kind", "rhythm"))
        super().__init__(data, initial=chosen)
        for kind in NotificationKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[(rhythm.value, rhythm.label.capitalize()) for rhythm in Rhythm],
                widget=forms.RadioSelect,
            )
