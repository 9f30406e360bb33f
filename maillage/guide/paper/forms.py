"""Forms of the paper guide: the choices of an edition and its supporters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseInlineFormSet, inlineformset_factory

from maillage.guide.domain.edition import all_chapters, chapter_label
from maillage.guide.models import GuideEdition, GuideSponsor
from maillage.guide.paper.pictures import UnreadablePicture, make_ready
from maillage.guide.paper.stock import chapter_counts
from maillage.territory.models import Commune, hex_colour
from maillage.territory.queries import main_territory
from maillage.ui.colours import TEXT_CONTRAST, WHITE, contrast
from maillage.ui.forms import DateInput

PICTURE_LIMIT = 12 * 1024 * 1024
MANY_COMMUNES = 40


def check_picture(upload: Any) -> Any:
    """An uploaded picture that can be printed, or a French sentence saying why not."""
    if not upload or not hasattr(upload, "content_type"):
        return upload  # none, removed, or the one already kept
    if upload.size > PICTURE_LIMIT:
        raise forms.ValidationError("Cette image dépasse 12 Mo : enregistrez-en une version plus légère.")
    upload.seek(0)
    try:
        make_ready(upload.read(), "cover")
    except UnreadablePicture as error:
        raise forms.ValidationError(
            "Ce fichier n’est pas une image que le guide sache imprimer : choisissez un JPEG ou un PNG."
        ) from error
    finally:
        upload.seek(0)
    return upload


class EditionForm(forms.ModelForm[GuideEdition]):
    """All the choices of an edition; one pair of fields for each chapter says whether it is in, and where."""

    class Meta:
        model = GuideEdition
        fields = [
            "name", "title", "subtitle", "dated_on", "foreword", "foreword_author", "communes", "checked_since",
            "with_map", "with_zooms", "with_support", "with_initiatives", "with_pictures", "cover_colour",
            "cover_picture", "cover_alt", "cover_credit", "printer",
        ]  # fmt: skip
        widgets = {
            "dated_on": DateInput(),
            "checked_since": DateInput(),
            "foreword": forms.Textarea(attrs={"rows": 8}),
            "cover_picture": forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        }
        help_texts = {
            "communes": "Si vous n’en cochez aucune, toutes celles du territoire.",
            "cover_alt": "Pour les personnes qui ne voient pas l’image : nécessaire dès qu’il y en a une.",
            "cover_colour": (
                "Sous la forme #1f5f5b ; assez foncée pour être lue sur du blanc. "
                "Si vous n’écrivez rien, la couleur principale du Pôle."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        territory = main_territory()
        communes = territory.communes.defer("outline") if territory else Commune.objects.none()
        count = communes.count()
        if count < 2:
            del self.fields["communes"]
        else:
            widget = (
                forms.SelectMultiple(attrs={"size": 12})
                if count > MANY_COMMUNES
                else forms.CheckboxSelectMultiple()
            )
            self.fields["communes"] = forms.ModelMultipleChoiceField(
                queryset=communes,
                required=False,
                label="Communes",
                help_text=self.Meta.help_texts["communes"],
                widget=widget,
            )
            if self.instance.pk:
                self.initial["communes"] = list(self.instance.communes.values_list("pk", flat=True))
        self.fields["cover_colour"].validators.append(hex_colour)
        order = {code: number for number, code in enumerate(self.instance.chapters, 1)}
        for number, code in enumerate(all_chapters(), 1):
            label = chapter_label(code)
            self.fields[f"in_{code}"] = forms.BooleanField(
                required=False, initial=code in order, label=f"{label} : dans le guide"
            )
            self.fields[f"rank_{code}"] = forms.IntegerField(
                min_value=1,
                max_value=99,
                initial=order.get(code, len(order) + number),
                label=f"{label} : rang",
                widget=forms.NumberInput(attrs={"class": "rank"}),
            )

    def chapter_rows(self) -> list[tuple[str, int, forms.BoundField, forms.BoundField]]:
        """Each chapter, how many public actors it would hold, its two fields; those of the guide first."""
        counts = chapter_counts()
        codes = sorted(
            all_chapters(), key=lambda code: (code not in self.instance.chapters, self[f"rank_{code}"].initial)
        )
        return [(code, counts[code], self[f"in_{code}"], self[f"rank_{code}"]) for code in codes]

    def clean_cover_colour(self) -> str:
        colour: str = self.cleaned_data["cover_colour"].lower()
        if colour and contrast(colour, WHITE) < TEXT_CONTRAST:
            raise forms.ValidationError(
                "Cette couleur est trop claire : les titres ne se liraient pas sur le papier. "
                "Choisissez-en une plus foncée."
            )
        return colour

    def clean_cover_picture(self) -> Any:
        return check_picture(self.cleaned_data["cover_picture"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("cover_picture") and not cleaned.get("cover_alt", "").strip():
            self.add_error("cover_alt", "Dites en quelques mots ce que montre l’image de couverture.")
        chosen = [code for code in all_chapters() if cleaned.get(f"in_{code}")]
        if not chosen:
            raise forms.ValidationError("Gardez au moins un chapitre : sans chapitre, le guide est vide.")
        usual = {code: number for number, code in enumerate(all_chapters())}
        cleaned["chapters"] = sorted(chosen, key=lambda code: (cleaned.get(f"rank_{code}") or 99, usual[code]))
        return cleaned

    def save(self, commit: bool = True) -> GuideEdition:
        self.instance.chapters = self.cleaned_data["chapters"]
        return super().save(commit)


class SponsorForm(forms.ModelForm[GuideSponsor]):
    """A supporter of an edition."""

    class Meta:
        model = GuideSponsor
        fields = ["name", "logo", "alt", "position"]
        widgets = {
            "logo": forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            "position": forms.NumberInput(attrs={"class": "rank"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["position"].required = False
        # An empty line of the form is no supporter: its name is asked for only when something else is given.
        self.fields["name"].required = bool(self.instance.pk)

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name") and self.has_changed() and "name" not in self.errors:
            self.add_error("name", "Écrivez le nom de ce soutien.")
        return cleaned

    def clean_logo(self) -> Any:
        return check_picture(self.cleaned_data["logo"])


SponsorFormSet: type[BaseInlineFormSet[GuideSponsor, GuideEdition, SponsorForm]] = inlineformset_factory(
    GuideEdition, GuideSponsor, form=SponsorForm, extra=2, max_num=24, absolute_max=24, can_delete=True
)
