"""A list of people to invite: the file, then the word that goes with the invitations."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing

from maillage.tables import Limits, TableError, open_pasted, open_table
from maillage.workspace.domain.people_list import ListedPerson, read_people

UPLOAD_LIMIT = 2 * 1024 * 1024
LINES = 500
SALT = "workspace.people-list"
VALID_FOR = 24 * 3600


class PeopleListForm(forms.Form):
    """The list as it is kept; `people` are its lines once the form is valid."""

    file = forms.FileField(
        label="Votre fichier",
        required=False,
        help_text="CSV, Excel ou LibreOffice, avec une colonne « Courriel » et au besoin « Nom », « Prénom », "
        "« Structure », « Fonction », « Rôle ». 500 personnes au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    pasted = forms.CharField(
        label="Ou collez des lignes copiées d’un tableur",
        required=False,
        help_text="Avec la ligne des titres de colonnes.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        upload, pasted = data.get("file"), (data.get("pasted") or "").strip()
        if bool(upload) == bool(pasted):
            raise forms.ValidationError("Donnez un fichier, ou bien des lignes collées : l’un des deux.")
        limits = Limits(max_bytes=UPLOAD_LIMIT)
        try:
            book = (
                open_table(upload.read(), upload.name, limits=limits)
                if upload
                else open_pasted(pasted, limits=limits)
            )
            with book:
                self.people = list(read_people(book.main.table()))
        except TableError as error:
            raise forms.ValidationError(str(error)) from error
        if len(self.people) > LINES:
            raise forms.ValidationError(
                f"Cette liste a {len(self.people)} lignes : coupez-la en listes de {LINES} personnes au plus."
            )
        if not self.people:
            raise forms.ValidationError("Cette liste n’a aucune ligne sous ses titres.")
        return data


class InviteAllForm(forms.Form):
    """Send the invitations of a list that was read; its lines travel signed, so that none is added."""

    people = forms.CharField(widget=forms.HiddenInput)
    message = forms.CharField(
        label="Mot d’accompagnement",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Il figure dans chaque courriel d’invitation.",
    )

    @classmethod
    def of(cls, people: list[ListedPerson]) -> InviteAllForm:
        """The form that carries these lines."""
        return cls(initial={"people": signing.dumps([asdict(one) for one in people], salt=SALT, compress=True)})

    def clean_people(self) -> list[ListedPerson]:
        """The lines, when they are those that were read less than a day ago."""
        try:
            rows = signing.loads(self.cleaned_data["people"], salt=SALT, max_age=VALID_FOR)
        except signing.BadSignature as error:
            raise forms.ValidationError("Cette liste a été lue il y a trop longtemps : relisez-la.") from error
        return [ListedPerson(**row) for row in rows]
