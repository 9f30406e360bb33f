"""The forms of the guide."""

from __future__ import annotations

from django import forms


class MailingForm(forms.Form):
    """What to make for a mailing, and whether homes may be used."""

    LABELS, MERGE = "etiquettes", "publipostage"

    form = forms.ChoiceField(
        label="Ce que vous voulez",
        choices=[
            (LABELS, "Des étiquettes à imprimer (planches A4 de 24, PDF)"),
            (MERGE, "Un tableau pour le publipostage (CSV)"),
        ],
        initial=LABELS,
        widget=forms.RadioSelect,
    )
    hidden = forms.BooleanField(
        label="Écrire aussi aux structures dont l’adresse n’est pas publique",
        help_text=(
            "Ce sont peut-être des domiciles : ces adresses servent à écrire à la structure, et ne se "
            "publient ni ne se transmettent. Leur emploi est noté au journal."
        ),
        required=False,
    )
