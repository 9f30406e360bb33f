"""Forms of those who come in, and of what members show."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.accounts.models import Role, User
from maillage.kernel.contacts import format_phone, parse_phone
from maillage.workspace.actions.people import Shown
from maillage.workspace.forms.structures import ChoosesStructure
from maillage.workspace.models import Invitation, JoinRequest, Profile

# What an animator gives with an invitation; running the Pôle is given on the server, or on a person's page.
GIVEN_ROLES = [Role.MEMBER, Role.COPILOT, Role.PARTNER, Role.ELECTED]


def role_choices() -> list[tuple[str, str]]:
    """Roles that an invitation or an acceptance may give, none first."""
    return [
        ("", "Aucun : sa structure suffit"),
        *((role.value, role.label.capitalize()) for role in GIVEN_ROLES),
    ]


class JoinForm(forms.ModelForm[JoinRequest]):
    """Ask to come in: open to all."""

    class Meta:
        model = JoinRequest
        fields = ("kind", "name", "email", "structure_name", "function", "message")
        widgets = {"message": forms.Textarea(attrs={"rows": 4}), "kind": forms.RadioSelect}
        labels = {
            "kind": "Qui êtes-vous ?",
            "name": "Votre nom",
            "email": "Votre adresse électronique",
            "structure_name": "Votre structure ou votre organisme",
            "function": "Votre fonction",
            "message": "Un mot pour l’équipe d’animation",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = JoinRequest.Kind.choices
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        named = {JoinRequest.Kind.STRUCTURE, JoinRequest.Kind.PARTNER}
        if data.get("kind") in named and not data.get("structure_name"):
            self.add_error(
                "structure_name", "Dites laquelle : l’équipe d’animation la cherchera dans l’annuaire."
            )
        return data


class ColleagueForm(forms.Form):
    """Ask a colleague into one's own structure."""

    email = forms.EmailField(label="Adresse électronique")
    name = forms.CharField(label="Nom", max_length=120, required=False)
    function = forms.CharField(
        label="Fonction",
        max_length=100,
        required=False,
        help_text="Par exemple : présidente, directeur, référente pour le Pôle.",
    )
    message = forms.CharField(
        label="Mot d’accompagnement",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Il figure dans le courriel d’invitation.",
    )


class InvitationForm(ChoosesStructure, ColleagueForm):
    """Ask somebody in: the animator, with a structure, a role, or both."""

    role = forms.ChoiceField(label="Rôle dans le Pôle", choices=role_choices, required=False)
    field_order = ("email", "name", "structure", "found", "function", "role", "message")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data.get("actor") and not data.get("role"):
            raise forms.ValidationError("Choisissez la structure de cette personne, ou son rôle.")
        return data


class ProfileForm(forms.Form):
    """What a person shows to the other members."""

    name = forms.CharField(label="Votre nom, tel que les membres le lisent", max_length=120)
    listed = forms.TypedChoiceField(
        label="Les autres membres peuvent-ils vous trouver dans l’annuaire des membres ?",
        choices=[("yes", "Oui, avec mes structures et mes fonctions"), ("no", "Non")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    presentation = forms.CharField(
        label="Ce que vous faites, ce que vous pouvez apporter",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    show_email = forms.BooleanField(label="Montrer mon adresse électronique aux membres", required=False)
    phone = forms.CharField(label="Téléphone", max_length=20, required=False)
    show_phone = forms.BooleanField(label="Montrer mon téléphone aux membres", required=False)

    @classmethod
    def of(cls, user: User, data: Any = None) -> ProfileForm:
        """The form with what the person has said so far."""
        profile = Profile.objects.filter(user=user).first() or Profile(user=user)
        said = {True: "yes", False: "no", None: None}[profile.listed]
        return cls(
            data,
            initial={
                "name": user.name,
                "listed": said,
                "presentation": profile.presentation,
                "show_email": profile.show_email,
                "phone": format_phone(profile.phone) if profile.phone else "",
                "show_phone": profile.show_phone,
            },
        )

    @classmethod
    def of_invitation(cls, invitation: Invitation, data: Any = None) -> ProfileForm:
        """The form of somebody who comes in."""
        return cls(data, initial={"name": invitation.name})

    def clean_phone(self) -> str:
        """The number in its international form."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return parse_phone(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("show_phone") and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Donnez le numéro à montrer, ou décochez la case en dessous.")
        return data

    def shown(self) -> Shown:
        """What the person said, once the form is valid."""
        return Shown(**self.cleaned_data)


class JoinDecisionForm(ChoosesStructure, forms.Form):
    """Let in who asked: into which structure, with which role."""

    field_order = ("structure", "found", "function", "role")
    function = forms.CharField(label="Fonction", max_length=100, required=False)
    role = forms.ChoiceField(label="Rôle dans le Pôle", choices=role_choices, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data.get("actor") and not data.get("role"):
            raise forms.ValidationError("Choisissez la structure de cette personne, ou son rôle.")
        return data


class ReasonForm(forms.Form):
    """Why something is refused, as the person will read it."""

    reason = forms.CharField(
        label="Pourquoi", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La personne le lira dans le courriel qui lui est envoyé.",
    )  # fmt: skip


class BelongingForm(ChoosesStructure, forms.Form):
    """Make a person part of a structure."""

    structure_required = True
    field_order = ("structure", "found", "function")
    function = forms.CharField(label="Fonction", max_length=100, required=False)


class RoleForm(forms.Form):
    """Give a person a role of the Pôle."""

    role = forms.ChoiceField(label="Rôle", choices=[(role.value, role.label.capitalize()) for role in Role])
