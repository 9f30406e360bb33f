"""Forms of groups."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.accounts.models import User
from maillage.workspace.forms.structures import ChoosesStructure
from maillage.workspace.models import Group
from maillage.workspace.permissions import members


class GroupForm(forms.ModelForm[Group]):
    """Open or change a group."""

    class Meta:
        model = Group
        fields = ("name", "kind", "purpose", "visibility")
        widgets = {"purpose": forms.Textarea(attrs={"rows": 5}), "visibility": forms.RadioSelect}
        labels = {
            "name": "Nom du groupe",
            "kind": "Sorte de groupe",
            "purpose": "Ce que fait le groupe",
            "visibility": "Qui le voit ?",
        }
        help_texts = {"purpose": "Quelques phrases : pourquoi il existe, ce qu’il prépare, quand il se réunit."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind, visibility = self.fields["kind"], self.fields["visibility"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(visibility, forms.ChoiceField)
        kinds = [one for one in Group.Kind if one != Group.Kind.EVERYONE]
        kind.choices = [(one.value, one.label.capitalize()) for one in kinds]
        visibility.choices = Group.Visibility.choices


class MemberForm(ChoosesStructure, forms.Form):
    """Let a person in, by address, or a structure, by name."""

    email = forms.EmailField(
        label="Une personne", required=False, help_text="L’adresse électronique d’un membre du Pôle."
    )
    field_order = ("email", "structure", "found")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["structure"].label = "Ou une structure"
        self.fields["structure"].help_text = "Toutes ses personnes entrent dans le groupe avec elle."
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        email = data.get("email")
        if email:
            self.user = members().filter(email__iexact=email).first()
            if self.user is None:
                self.add_error(
                    "email",
                    "Aucun membre du Pôle n’a cette adresse. Il faut d’abord inviter la personne.",
                )
        if not self.errors and not email and not data.get("actor"):
            raise forms.ValidationError("Donnez l’adresse d’une personne ou le nom d’une structure.")
        return data
