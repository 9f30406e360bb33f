"""The form of the Pôle's identity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from maillage.kernel.text import clean_spaces
from maillage.territory.models import Pole, hex_colour
from maillage.ui.colours import Palette, faults

LOGO_MAX = 1_000_000  # bytes
LOGO_SIDE = 2000  # pixels
LOGO_FORMATS = frozenset({"PNG", "JPEG", "WEBP"})
COLOURS = ("primary", "secondary", "paper", "ink")


class ColourInput(forms.TextInput):
    """The browser's own picker, which always gives #rrggbb."""

    input_type = "color"


class PoleForm(forms.ModelForm[Pole]):
    """What the animator may change of the Pôle: who it is, how to reach it, how it looks."""

    class Meta:
        model = Pole
        fields = (
            "name", "tagline", "presentation",
            "contact_email", "contact_phone", "contact_address",
            "publisher", "publication_director", "host", "data_protection_contact",
            "logo", "logo_alt",
            "colour_primary", "colour_secondary", "colour_paper", "colour_ink",
        )  # fmt: skip
        help_texts = {
            "tagline": "Une phrase, en tête de l’accueil : ce que l’on trouve ici.",
            "presentation": "Deux ou trois phrases pour qui n’a jamais entendu parler du Pôle. "
            "Une ligne vide sépare deux paragraphes.",
            "contact_email": "Affiché au bas de chaque page.",
            "publisher": "La collectivité ou l’association qui répond du site.",
            "publication_director": "La personne qui répond de ce qui est publié, et sa fonction.",
            "host": "Nom, adresse et téléphone de qui héberge le site ; la loi le demande.",
            "data_protection_contact": "À qui écrire au sujet de ses données : le délégué à la protection des "
            "données, s’il y en a un.",
            "logo": "PNG, JPEG ou WebP, 1 Mo au plus.",
            "logo_alt": "Ce que dit le logo à qui ne le voit pas, par exemple « Plaine Centrale ».",
            "colour_primary": "Boutons et liens.",
            "colour_secondary": "Surtitres et repères.",
            "colour_paper": "Clair, pour que tout s’y lise.",
            "colour_ink": "Foncé.",
        }
        widgets = {
            **{f"colour_{name}": ColourInput for name in COLOURS},
            "contact_address": forms.Textarea(attrs={"rows": 3}),
            "host": forms.Textarea(attrs={"rows": 3}),
            "presentation": forms.Textarea(attrs={"rows": 6}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COLOURS:  # before `clean`, which measures their contrast
            self.fields[f"colour_{name}"].validators.append(hex_colour)

    def clean_name(self) -> str:
        return clean_spaces(self.cleaned_data["name"])

    def clean_logo(self) -> Any:
        logo = self.cleaned_data["logo"]
        if not isinstance(logo, UploadedFile):
            return logo
        if (logo.size or 0) > LOGO_MAX:
            raise forms.ValidationError("Ce fichier pèse plus de 1 Mo. Réduisez l’image, puis recommencez.")
        image = logo.image  # type: ignore[attr-defined]  # put there by ImageField
        if image.format not in LOGO_FORMATS:
            raise forms.ValidationError("Ce format n’est pas accepté. Prenez une image PNG, JPEG ou WebP.")
        if max(image.size) > LOGO_SIDE:
            raise forms.ValidationError(
                f"Cette image mesure {image.size[0]} × {image.size[1]} points. Réduisez son grand côté à "
                f"{LOGO_SIDE} points, puis recommencez."
            )
        return logo

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if data.get("logo") and not data.get("logo_alt"):
            self.add_error("logo_alt", "Écrivez ce que dit le logo, pour les personnes qui ne le voient pas.")
        colours = {name: data.get(f"colour_{name}") for name in COLOURS}
        if all(colours.values()):
            for name, sentence in faults(Palette(**{name: str(value) for name, value in colours.items()})):
                self.add_error(f"colour_{name}", sentence)
        return data
