"""Forms of the imports: a file or pasted rows, what its columns hold, how doubtful pairs are decided."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.imports.domain.columns import TARGETS
from maillage.imports.models import ImportBatch, ImportProfile
from maillage.kernel.vocabulary import FAMILIES
from maillage.territory.queries import main_territory
from maillage.ui.forms import DateInput

UPLOAD_LIMIT = 50 * 1024 * 1024


class NewImportForm(forms.Form):
    """The list itself, and whose it is."""

    file = forms.FileField(
        label="Votre fichier",
        required=False,
        help_text="CSV, Excel (.xlsx, .xls) ou LibreOffice (.ods), tel que vous le tenez. 50 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    pasted = forms.CharField(
        label="Ou collez des lignes copiées d’un tableur",
        required=False,
        help_text="Avec la ligne des titres de colonnes.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(
        label="Nom de la liste",
        max_length=150,
        required=False,
        help_text="Par exemple « Associations de Créteil ». Gardez le même nom d’une version à l’autre.",
    )
    publisher = forms.CharField(label="Qui la tient ?", max_length=150, required=False)
    stated_on = forms.DateField(
        label="Date de la liste",
        required=False,
        help_text="Une liste plus ancienne ne remplace jamais une plus récente.",
        widget=DateInput(),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if bool(upload) == bool((cleaned.get("pasted") or "").strip()):
            raise forms.ValidationError("Donnez un fichier, ou bien des lignes collées : l’un des deux.")
        if upload and upload.size > UPLOAD_LIMIT:
            self.add_error("file", "Ce fichier dépasse 50 Mo : coupez-le en plusieurs listes.")
        return cleaned


def target_choices() -> list[tuple[str, Any]]:
    """What a column may hold, grouped as the form shows it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, target in TARGETS.items():
        groups.setdefault(target.group, []).append((code, target.label))
    return [("", "Ne pas importer cette colonne"), *groups.items()]


class ColumnsForm(forms.Form):
    """What each column holds, and the choices for the whole list."""

    family = forms.ChoiceField(
        label="Famille des structures, quand rien ne la dit",
        required=False,
        choices=lambda: [("", "Ne rien supposer"), *FAMILIES.choices()],
    )
    commune = forms.ChoiceField(
        label="Commune des lignes qui n’en disent pas",
        required=False,
        choices=lambda: [("", "Ne rien supposer"), *_communes()],
    )
    public_addresses = forms.BooleanField(
        label="Les adresses de cette liste sont des lieux ouverts au public, jamais un domicile",
        required=False,
    )
    profile_name = forms.CharField(
        label="Garder ces choix sous le nom",
        required=False,
        max_length=100,
        help_text="Facultatif : le profil sera proposé pour la prochaine version de la liste.",
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        self.batch = batch
        options = batch.options
        kwargs["initial"] = {
            "family": options.get("family", ""),
            "commune": options.get("commune", ""),
            "public_addresses": options.get("public_addresses", False),
            "profile_name": batch.profile.name if batch.profile else "",
        }
        super().__init__(*args, **kwargs)
        for number, column in enumerate(batch.columns):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=f"Colonne {column['letter']} : {column['label']}",
                required=False,
                choices=target_choices,
                initial=column["target"],
            )

    @property
    def columns(self) -> list[tuple[dict[str, Any], forms.BoundField]]:
        """Each column of the list with the field that says what it holds."""
        return [(column, self[f"column-{number}"]) for number, column in enumerate(self.batch.columns)]

    @property
    def targets(self) -> list[str]:
        return [self.cleaned_data[f"column-{number}"] for number in range(len(self.batch.columns))]

    @property
    def options(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("family", "commune", "public_addresses")}


def _communes() -> list[tuple[str, str]]:
    territory = main_territory()
    return list(territory.communes.values_list("code", "name")) if territory else []


class ProfileForm(forms.Form):
    """Take the choices of an earlier list."""

    profile = forms.ModelChoiceField(
        ImportProfile.objects.order_by("-used_at"), label="Profil", empty_label=None
    )
