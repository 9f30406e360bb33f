"""Every component in every variant, as the source that the gallery shows and renders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator

from maillage.kernel.vocabulary import THEMES
from maillage.ui.forms import MARKDOWN_HINT, DateInput, FoldedChoices, MarkdownInput
from maillage.ui.icons import ICONS
from maillage.ui.markdown import to_html

SAMPLE_PROSE = """# Ce qui est décidé

- un atelier **le 3 mars**, voir https://example.org/atelier
- les *outils* sont prêtés

> On garde les vélos qui roulent.

| Qui | Quoi |
|---|---|
| Bruno | les clés |
"""


@dataclass(frozen=True)
class Example:
    """A piece of template, with what it is given."""

    source: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shelf:
    """The examples of one component, with when to use it (French)."""

    name: str
    title: str
    advice: str
    examples: tuple[Example, ...]


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Nom de la structure", help_text="Tel que vos usagers le connaissent.")
    email = forms.EmailField(label="Courriel", required=False)
    phone = forms.CharField(label="Téléphone", widget=forms.TextInput(attrs={"type": "tel"}))
    opened_on = forms.DateField(label="Ouverte le", widget=DateInput, required=False)
    theme = forms.ChoiceField(label="Thème principal", choices=[("", "Choisir…"), *THEMES.choices()[:8]])
    presentation = forms.CharField(label="Présentation", widget=forms.Textarea, required=False)
    article = forms.CharField(
        label="Article", widget=MarkdownInput(rows=5), help_text=MARKDOWN_HINT, required=False
    )
    size = forms.ChoiceField(
        label="Taille",
        widget=forms.RadioSelect,
        choices=[("benevole", "Bénévoles seulement"), ("petite", "1 à 9 salariés"), ("grande", "10 et plus")],
    )
    publics = forms.MultipleChoiceField(
        label="Publics",
        help_text="Plusieurs réponses possibles.",
        widget=forms.CheckboxSelectMultiple,
        choices=[("tous", "Tout public"), ("jeunes", "Jeunes"), ("aines", "Personnes âgées")],
        required=False,
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        help_text="Ouvrez un domaine, cochez ce qui convient.",
        widget=FoldedChoices,
        choices=[
            (theme.label, [(one.code, one.label) for one in THEMES.children(theme.code)])
            for theme in THEMES.roots()[:3]
        ],
        initial=["culture/danse"],
        required=False,
    )
    logo = forms.FileField(label="Logo", help_text="PNG, JPEG ou SVG, 2 Mo au plus.", required=False)
    agreed = forms.BooleanField(label="Les personnes visibles sur la photo sont d’accord")


def _form(*, wrong: bool) -> SampleForm:
    if not wrong:
        return SampleForm(auto_id="id_ok_%s")
    return SampleForm({"email": "sans arobase"}, auto_id="id_ko_%s")


def shelves() -> list[Shelf]:
    """The whole gallery, in the order in which a page uses the components."""
    kinds = ("primary", "secondary", "quiet", "danger")
    notices = ("info", "success", "warning", "error")
    fields = list(SampleForm.base_fields)
    return [
        Shelf(
            "breadcrumb",
            "Fil d’Ariane",
            "En haut de chaque page qui n’est pas dans le menu. L’accueil s’ajoute tout seul.",
            (
                Example(
                    "{% breadcrumb items %}",
                    {"items": [("Annuaire", "/annuaire/"), ("Culture", "/annuaire/"), ("Les Tréteaux", "")]},
                ),
            ),
        ),
        Shelf(
            "action",
            "Lien d’action",
            "Un lien qui mène à faire quelque chose. Un seul « primary » par écran ; de vrais mots.",
            (
                *(Example(f'{{% action "Inviter la structure" href="/" kind="{kind}" %}}') for kind in kinds),
                Example('{% action "Télécharger la liste" href="/" icon="download" download=True %}'),
                Example(
                    '{% action "Modifier" href="/" kind="quiet" icon="edit" about="la fiche des Tréteaux" %}'
                ),
            ),
        ),
        Shelf(
            "submit",
            "Bouton",
            "Envoie le formulaire où il se trouve. « danger » pour ce qui retire ou efface.",
            (
                *(Example(f'{{% submit "Publier la fiche" kind="{kind}" %}}') for kind in kinds),
                Example('{% submit "Fusionner" name="decision" value="same" icon="check" %}'),
            ),
        ),
        Shelf(
            "notice",
            "Avis",
            "Ce qu’il faut savoir ou ce qui vient de se passer. Avec ou sans titre.",
            (
                *(
                    Example(
                        f'{{% notice kind="{kind}" title="La liste a été lue" %}}'
                        '<p>2 452 lignes, dont <a href="/">12 à revoir</a>.</p>{% endnotice %}'
                    )
                    for kind in notices
                ),
                Example("{% notice %}<p>Vos changements sont visibles dès maintenant.</p>{% endnotice %}"),
            ),
        ),
        Shelf(
            "card",
            "Carte",
            "Un élément d’une liste. Avec une adresse, toute la carte répond au clic.",
            (
                Example(
                    '{% card title="Les Tréteaux de Créteil" href="/" theme="culture" %}'
                    '<p>{% theme_tag "culture/theatre" %}</p>'
                    "<p>Ateliers de théâtre pour tous les âges, à deux pas du lac.</p>{% endcard %}"
                ),
                Example(
                    '{% card title="Sans lien" level=4 %}<p>Une carte peut n’être qu’un cadre.</p>{% endcard %}'
                ),
            ),
        ),
        Shelf(
            "empty",
            "Liste vide",
            "Pourquoi il n’y a rien, et que faire. Jamais une page blanche. "
            "(À ne pas placer directement dans la boucle d’un {% for %}, dont {% empty %} est aussi un mot.)",
            (
                Example(
                    '{% empty title="Aucune structure ne répond à cette recherche" %}'
                    "<p>Essayez un mot plus court, ou une autre commune.</p>"
                    '{% action "Voir tout l’annuaire" href="/" %}{% endempty %}'
                ),
            ),
        ),
        Shelf(
            "theme_tag",
            "Thème",
            "Le nom d’un thème dans sa couleur, la même sur le site, la carte et le papier.",
            (
                *(Example(f'{{% theme_tag "{theme.code}" %}}') for theme in THEMES.roots()),
                Example('{% theme_tag "culture/musique" href="/" %}'),
            ),
        ),
        Shelf(
            "badge",
            "État",
            "Un état en deux ou trois mots.",
            (
                Example('{% badge "Inventée" %}'),
                Example('{% badge "À revoir" kind="warning" %}'),
                Example('{% badge "Vérifiée en mars" kind="success" %}'),
                Example('{% badge "En émergence" kind="info" %}'),
            ),
        ),
        Shelf(
            "progress",
            "Avancement",
            "Où en est un travail long, en barre et en chiffres.",
            (Example('{% progress value=820 max=2452 label="Lecture de la liste" %}'),),
        ),
        Shelf(
            "pagination",
            "Pages d’une liste",
            "Garde la recherche et les filtres de l’adresse. Rien ne s’affiche s’il n’y a qu’une page.",
            (Example("{% pagination page %}", {"page": Paginator(range(240), 20).page(5)}),),
        ),
        Shelf(
            "field",
            "Champ de formulaire",
            "Étiquette, obligation, aide, erreur et contrôle d’un seul tenant.",
            tuple(Example(f"{{% field form.{name} %}}", {"form": _form(wrong=False)}) for name in fields),
        ),
        Shelf(
            "form_errors",
            "Erreurs d’un formulaire",
            "En tête du formulaire ; chaque erreur mène à son champ, qui la redit.",
            (
                Example("{% form_errors form focus=False %}", {"form": _form(wrong=True)}),
                *(Example(f"{{% field form.{name} %}}", {"form": _form(wrong=True)}) for name in fields),
            ),
        ),
        Shelf(
            "prose",
            "Texte écrit en Markdown",
            "Ce que les personnes écrivent, nettoyé à l’enregistrement ; ses titres viennent sous la page.",
            (Example("{% prose html %}", {"html": to_html(SAMPLE_PROSE, top=3)}),),
        ),
        Shelf(
            "icon",
            "Dessins",
            "Décoratifs : le mot est toujours écrit à côté.",
            tuple(Example(f'{{% icon "{name}" %}} {name}') for name in ICONS),
        ),
        Shelf(
            "facts",
            "Liste de définitions et tableau",
            "Le tableau se place dans une zone qui défile seule sur un petit écran.",
            (
                Example(
                    '<dl class="facts"><dt>Commune</dt><dd>Créteil</dd>'
                    "<dt>Publics</dt><dd>Jeunes, familles</dd></dl>"
                ),
                Example(
                    '<div class="scroll" tabindex="0" role="region" aria-label="Acteurs par commune">'
                    '<table class="data"><caption>Acteurs par commune</caption>'
                    '<thead><tr><th scope="col">Commune</th>'
                    '<th scope="col" class="number">Acteurs</th></tr></thead>'
                    '<tbody><tr><th scope="row">Alfortville</th><td class="number">141</td></tr>'
                    '<tr><th scope="row">Créteil</th><td class="number">312</td></tr></tbody></table></div>'
                ),
            ),
        ),
    ]
