"""Forms of this room: asking, editing a page, suggesting, campaigning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from maillage.actors.models import Actor, Picture
from maillage.kernel.contacts import format_phone, parse_phone, parse_web
from maillage.kernel.opening_hours import opening_hours_in_french, parse_opening_hours
from maillage.kernel.vocabulary import FAMILIES, PUBLICS, SERVICES, THEMES
from maillage.territory.queries import main_territory
from maillage.ui.forms import DateInput, FoldedChoices, theme_choices
from maillage.upkeep.models import Campaign, PersonRequest

PICTURE_LIMIT = 5 * 1024 * 1024
HOURS_LENGTH = 250
PICTURE_FORMATS = {"PNG", "JPEG", "WEBP"}


def commune_choices() -> list[tuple[str, str]]:
    """The communes of the main territory, in French order."""
    territory = main_territory()
    communes = territory.communes.values_list("code", "name") if territory else []
    return [("", "Non précisée"), *communes]


class CleanedField(forms.CharField):
    """A text typed as people write it, which the kernel reads into its coded form and tells again in words."""

    def __init__(
        self, read: Callable[[str], str], tell: Callable[[str], str] | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.read, self.tell = read, tell

    def prepare_value(self, value: Any) -> Any:
        """The coded value in words; what was typed wrong stays as it was typed."""
        if not value or self.tell is None:
            return value
        try:
            return self.tell(value)
        except ValueError:
            return value

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return self.read(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


def _coded_hours(text: str) -> str:
    coded = parse_opening_hours(text).text
    if len(coded) > HOURS_LENGTH:
        raise ValueError("Ces horaires sont trop longs : gardez ceux de la semaine, dites le reste plus haut.")
    return coded


def hours_field() -> CleanedField:
    """Opening hours said in French, kept in the OpenStreetMap form."""
    return CleanedField(
        _coded_hours,
        opening_hours_in_french,
        label="Horaires",
        required=False,
        max_length=400,
        help_text="Comme vous le diriez, par exemple « du lundi au vendredi de 9 h à 12 h et de 14 h à 18 h ; "
        "le samedi de 10 h à 12 h ».",
    )


class PageForm(forms.Form):
    """What the people of a structure, or anybody by a suggestion, may say of it."""

    usual_name = forms.CharField(label="Nom d’usage", max_length=250)
    sigle = forms.CharField(label="Sigle", max_length=40, required=False)
    description = forms.CharField(
        label="Ce que fait la structure",
        required=False,
        max_length=3000,
        help_text="Deux ou trois phrases : ce que vous faites, pour qui, où.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        required=False,
        choices=theme_choices,
        help_text="Ouvrez un domaine et cochez ce qui convient ; trois thèmes suffisent d’ordinaire.",
        widget=FoldedChoices,
    )
    publics = forms.MultipleChoiceField(
        label="Publics", required=False, choices=PUBLICS.choices, widget=forms.CheckboxSelectMultiple
    )
    family = forms.ChoiceField(
        label="Famille", required=False, choices=lambda: [("", "Non précisée"), *FAMILIES.choices()]
    )
    website = CleanedField(parse_web, label="Site internet", required=False, max_length=300)
    email = forms.EmailField(
        label="Courriel de la structure",
        required=False,
        help_text="Une adresse générale, que tout le monde verra. Pas l’adresse d’une personne.",
    )
    phone = CleanedField(
        parse_phone,
        format_phone,
        label="Téléphone de la structure",
        required=False,
        help_text="Un numéro que tout le monde verra.",
    )
    opening_hours = hours_field()
    # What a fact of each field says, in the order of the page.
    FACTS = (
        "usual_name", "sigle", "description", "themes", "publics", "family", "website", "email", "phone",
        "opening_hours",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor | None = None, **kwargs: Any) -> None:
        self.actor = actor
        if actor is not None:
            kwargs.setdefault("initial", {}).update(self.current(actor))
        super().__init__(*args, **kwargs)

    def current(self, actor: Actor) -> dict[str, Any]:
        """What the page says now, field by field."""
        values = {field: getattr(actor, field) for field in self.FACTS}
        values["usual_name"] = actor.name
        return values

    def changed_facts(self) -> dict[str, Any]:
        """The facts that differ from what the page says."""
        current = self.current(self.actor) if self.actor else {}
        changed = {}
        for field in self.FACTS:
            value = self.cleaned_data[field]
            before = current.get(field, [] if isinstance(value, list) else "")
            if (sorted(value) != sorted(before)) if isinstance(value, list) else value != before:
                changed[field] = value
        return changed


class StructureForm(PageForm):
    """The whole page, for the structure's own people: its seat too, and whether it may be shown."""

    address = forms.CharField(label="Adresse (numéro et rue)", max_length=250, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$",
        label="Code postal",
        required=False,
        error_messages={"invalid": "Un code postal a cinq chiffres."},
    )
    commune = forms.ChoiceField(label="Commune", required=False, choices=commune_choices)
    address_public = forms.TypedChoiceField(
        label="Montrer cette adresse à tout le monde ?", required=False, empty_value=None,
        choices=[
            ("", "Laisser le Pôle décider (le domicile d’une petite association n’est jamais montré)"),
            ("oui", "Oui, c’est un lieu d’accueil ou d’activité"),
            ("non", "Non, ne montrer que la commune"),
        ],
        coerce=lambda value: {"oui": True, "non": False}.get(value),
    )  # fmt: skip

    def __init__(self, *args: Any, seat: dict[str, Any], **kwargs: Any) -> None:
        self.seat = seat
        kwargs["initial"] = {**seat, **kwargs.get("initial", {})}
        actor: Actor | None = kwargs.get("actor")
        if actor is not None and actor.address_public is not None:
            kwargs["initial"]["address_public"] = "oui" if actor.address_public else "non"
        super().__init__(*args, **kwargs)

    def changed_facts(self) -> dict[str, Any]:
        changed = super().changed_facts()
        said = self.cleaned_data["address_public"]
        if self.actor is not None and said != self.actor.address_public:
            changed["address_public"] = said
        return changed

    def changed_seat(self) -> dict[str, Any] | None:
        """The new seat where it differs from the one known, else None."""
        seat = {field: self.cleaned_data[field] for field in ("address", "postcode", "commune")}
        return seat if seat != self.seat and any(seat.values()) else None


class ServiceForm(forms.Form):
    """One service offered by the structure."""

    kind = forms.ChoiceField(label="Type de service", choices=lambda: [("", "Choisir…"), *SERVICES.choices()])
    name = forms.CharField(label="Intitulé", max_length=150, required=False)
    description = forms.CharField(
        label="Description", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.CharField(label="Lieu", max_length=150, required=False)
    opening_hours = hours_field()
    cost = forms.CharField(label="Coût pour la personne", max_length=150, required=False)


# One more than the most is read, so that it is said; never the thousands that a request may claim.
ServiceFormSet = forms.formset_factory(
    ServiceForm, extra=1, can_delete=True, max_num=30, validate_max=True, absolute_max=31
)


class PictureForm(forms.ModelForm[Picture]):
    """A logo or a photograph, with what makes it lawful and readable by everybody."""

    class Meta:
        model = Picture
        fields = ["kind", "file", "alt", "credit", "image_right"]
        labels = {"kind": "Nature de l’image", "file": "Fichier (PNG, JPEG ou WebP, 5 Mo au plus)"}
        help_texts = {
            "alt": "Ce que l’image montre, pour les personnes qui ne la voient pas.",
            "credit": "Auteur ou autrice de l’image.",
        }

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > PICTURE_LIMIT:
            raise forms.ValidationError("Cette image dépasse 5 Mo : en enregistrer une version plus petite.")
        try:
            upload.seek(0)
            with Image.open(upload) as image:
                found = image.format
                image.verify()
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError) as error:
            raise forms.ValidationError("Ce fichier n’est pas une image lisible.") from error
        finally:
            upload.seek(0)
        if found not in PICTURE_FORMATS:
            raise forms.ValidationError(f"Le format {found} n’est pas accepté : l’enregistrer en PNG ou JPEG.")
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Picture.Kind.PHOTO:
            if not cleaned.get("credit"):
                self.add_error("credit", "Une photographie porte le nom de son auteur ou autrice.")
            if not cleaned.get("image_right"):
                self.add_error(
                    "image_right",
                    "Il faut l’accord des personnes reconnaissables, ou une autre image.",
                )
        return cleaned


class RequestForm(forms.ModelForm[PersonRequest]):
    """Somebody says who they are and what they ask."""

    class Meta:
        model = PersonRequest
        fields = ["name", "function", "email", "message"]
        labels = {
            "name": "Votre nom", "function": "Votre fonction dans la structure",
            "email": "Votre adresse électronique",
            "message": "Un mot pour l’animation du Pôle",
        }  # fmt: skip
        help_texts = {
            "email": "Si c’est l’adresse que le guide connaît pour la structure, la demande est acceptée "
            "dès que vous la confirmez."
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}


class RemovalForm(RequestForm):
    """The same, when the structure is still to be named."""

    actor = forms.SlugField(widget=forms.HiddenInput)


class SuggestionForm(PageForm):
    """A correction of the page by anybody."""

    message = forms.CharField(
        label="Pourquoi cette correction ?",
        required=False,
        max_length=2000,
        help_text="D’où vous tenez l’information : cela aide à la vérifier.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer_to = forms.EmailField(
        label="Votre adresse électronique",
        required=False,
        help_text="Facultative : pour vous dire ce que votre proposition est devenue. Effacée après six mois.",
    )


class NewStructureForm(SuggestionForm):
    """A structure that the guide does not hold yet."""

    commune = forms.ChoiceField(label="Commune", required=False, choices=commune_choices)


class ReasonForm(forms.Form):
    """Why something is refused, in words that will be sent."""

    reason = forms.CharField(
        label="Raison, qui sera envoyée à la personne",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonForm(forms.Form):
    """The animator adds somebody to a structure's people."""

    email = forms.EmailField(label="Adresse électronique")
    name = forms.CharField(label="Nom", max_length=120)
    function = forms.CharField(label="Fonction dans la structure", max_length=100, required=False)


DEFAULT_MESSAGE = (
    "Bonjour,\n\nVotre structure figure dans le guide des acteurs de l’économie sociale et solidaire de notre "
    "territoire. Pour qu’il reste utile, nous vous demandons de vérifier votre page : cela prend une minute, "
    "sans créer de compte.\n\nMerci de votre aide."
)


class CampaignForm(forms.ModelForm[Campaign]):
    """A campaign: whom to ask, what to say, until when."""

    communes = forms.MultipleChoiceField(
        label="Communes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune case cochée : toutes.",
        choices=lambda: commune_choices()[1:],
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune case cochée : tous.",
        choices=lambda: [(theme.code, theme.label) for theme in THEMES.roots()],
    )
    unchecked_since = forms.DateField(
        label="Seulement les pages qui n’ont pas été vérifiées depuis le", required=False, widget=DateInput()
    )

    class Meta:
        model = Campaign
        fields = ["name", "message", "closes_on"]
        widgets = {"message": forms.Textarea(attrs={"rows": 8}), "closes_on": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].initial = DEFAULT_MESSAGE

    def clean_closes_on(self) -> Any:
        closes_on = self.cleaned_data["closes_on"]
        if closes_on <= timezone.localdate():
            raise forms.ValidationError(
                "Choisir une date à venir, pour laisser aux structures le temps de répondre."
            )
        return closes_on

    def selection(self) -> dict[str, Any]:
        """The selection as the campaign keeps it."""
        since = self.cleaned_data["unchecked_since"]
        return {
            "commune": self.cleaned_data["communes"],
            "theme": self.cleaned_data["themes"],
            "unchecked_since": since.isoformat() if since else "",
        }


class CodeForm(forms.Form):
    """The code of a letter, typed by hand."""

    code = forms.CharField(
        label="Code de votre lettre",
        max_length=20,
        help_text="Huit lettres et chiffres, écrits en gras au milieu de la lettre.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].upper().split()).replace("-", "")
