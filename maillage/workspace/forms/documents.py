"""Forms of documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from maillage.kernel.text import french_number
from maillage.workspace.domain.contents import KINDS, TAKEN
from maillage.workspace.models import Document, Folder, Group

_ACCEPTED = ",".join(f".{ending}" for kind in KINDS.values() for ending in (kind.code, *kind.endings))


class UploadField(forms.FileField):
    """A file of a size that is taken; what it holds is looked at when it is given."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=200,
            widget=forms.ClearableFileInput(attrs={"accept": _ACCEPTED}),
            help_text=f"{TAKEN}. {_megabytes()} Mo au plus.",
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload.size > settings.DOCUMENT_LIMIT:
            weight = french_number(upload.size / 1024 / 1024)
            raise forms.ValidationError(
                f"Ce fichier pèse {weight} Mo, et la limite est de {_megabytes()} Mo. Réduisez-le, ou "
                "partagez-le en deux."
            )
        return upload


def _megabytes() -> str:
    return french_number(settings.DOCUMENT_LIMIT // (1024 * 1024))


def folder_choices(group: Group) -> list[tuple[str, str]]:
    """The folders of a group with their way, none first."""
    folders = {one.pk: one for one in group.folders.all()}

    def way(one: Folder) -> str:
        above = folders.get(one.parent_id) if one.parent_id else None
        return f"{way(above)} › {one.name}" if above else one.name

    return [
        ("", "Aucun dossier"),
        *sorted(((str(pk), way(one)) for pk, one in folders.items()), key=lambda c: c[1]),
    ]


class _Placed(forms.Form):
    """Where a document stands, and who sees it."""

    title = forms.CharField(label="Titre", max_length=200)
    description = forms.CharField(
        label="De quoi il s’agit", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    folder = forms.ChoiceField(label="Dossier", required=False)
    public = forms.BooleanField(label="Visible de tous, même sans compte", required=False)

    def __init__(self, *args: Any, group: Group, **options: Any) -> None:
        super().__init__(*args, **options)
        self.group = group
        folder = self.fields["folder"]
        assert isinstance(folder, forms.ChoiceField)
        folder.choices = folder_choices(group)
        if len(folder.choices) == 1:
            del self.fields["folder"]
        if group.visibility != Group.Visibility.PUBLIC:
            del self.fields["public"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        number = data.get("folder")
        data["folder"] = self.group.folders.filter(pk=number).first() if number else None
        data.setdefault("public", False)
        return data


class GiveForm(_Placed):
    """Give a document."""

    upload = UploadField(label="Fichier")
    title = forms.CharField(
        label="Titre", max_length=200, required=False, help_text="Sans titre, c’est le nom du fichier."
    )
    field_order = ("upload", "title", "description", "folder", "public")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        upload = data.get("upload")
        if upload and not data.get("title"):
            data["title"] = upload.name.rpartition(".")[0][:200] or upload.name[:200]
        return data


class DocumentForm(_Placed):
    """Rename, describe, move, show or hide a document."""

    @classmethod
    def of(cls, document: Document, data: Any = None) -> DocumentForm:
        """The form with what the document says."""
        return cls(
            data,
            group=document.group,
            initial={
                "title": document.title,
                "description": document.description,
                "folder": str(document.folder_id or ""),
                "public": document.public,
            },
        )


class VersionForm(forms.Form):
    """Give another version."""

    upload = UploadField(label="Fichier")
    note = forms.CharField(label="Ce qui change", max_length=300, required=False)


class FolderForm(forms.Form):
    """Open a folder."""

    name = forms.CharField(label="Nom du dossier", max_length=100)
