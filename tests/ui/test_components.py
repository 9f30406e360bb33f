"""The components render what they promise, and refuse what they do not know."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from maillage.ui.forms import MARKDOWN_HINT, FoldedChoices, MarkdownInput


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% action 'Voir' href='/x' knid='primary' %}",
        "{% submit 'Voir' colour='red' %}",
        "{% notice sort='info' %}x{% endnotice %}",
        "{% card tilte='x' %}x{% endcard %}",
        "{% badge 'x' 'info' %}",
        "{% action 'Voir' %}",
        "{% progress valeur=1 max=2 label='x' %}",
    ],
)
def test_a_misspelt_attribute_fails_when_the_template_compiles(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% action 'Voir' href='/x' kind='primray' %}",
        "{% action 'Voir' href='' %}",
        "{% notice kind='danger' %}x{% endnotice %}",
        "{% badge 'x' kind='error' %}",
        "{% icon 'unicorn' %}",
        "{% card title='x' level=1 %}x{% endcard %}",
    ],
)
def test_a_value_that_does_not_exist_fails_when_it_renders(source):
    with pytest.raises(ValueError):
        rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% action text href=text %}",
        "{% submit text name='a' value=text %}",
        "{% badge text %}",
        "{% card title=text %}{{ text }}{% endcard %}",
        "{% notice title=text %}{{ text }}{% endnotice %}",
        "{% empty title=text %}{{ text }}{% endempty %}",
        "{% progress value=1 max=2 label=text %}",
        "{% theme_tag text %}",
    ],
)
def test_what_a_person_wrote_is_never_markup(source):
    html = rendered(source, text='<script>"')
    assert "<script" not in html
    assert "&lt;script&gt;" in html


class Enrolment(forms.Form):
    name = forms.CharField(label="Nom", help_text="Tel qu’il est connu.")
    size = forms.ChoiceField(
        label="Taille", choices=[("s", "Petite"), ("l", "Grande")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="D’accord")
    note = forms.CharField(label="Note", required=False)


def test_a_field_ties_its_label_hint_and_error_to_its_control():
    form = Enrolment({"name": ""})
    html = rendered("{% field form.name %}", form=form)
    assert '<label class="label" for="id_name">Nom' in html
    assert "(obligatoire)" in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_an_optional_field_is_not_called_required():
    assert "(obligatoire)" not in rendered("{% field form.note %}", form=Enrolment())


def test_choices_are_a_fieldset_with_a_legend():
    html = rendered("{% field form.size %}", form=Enrolment())
    assert "<fieldset" in html
    assert '<legend class="label">Taille' in html


def test_the_summary_of_errors_leads_to_each_field():
    html = rendered("{% form_errors form %}", form=Enrolment({"name": ""}))
    assert "3 choses sont à corriger" in html
    for anchor in ("#id_name", "#id_size_0", "#id_agree"):
        assert f'href="{anchor}"' in html
    whole = rendered("{{ form }}", form=Enrolment({"name": ""}))
    assert 'id="id_size_0"' in whole


def test_no_summary_without_error():
    assert rendered("{% form_errors form %}", form=Enrolment()) == ""


def test_pagination_keeps_the_search():
    request = RequestFactory().get("/annuaire/", {"q": "vélo & co", "page": "2"})
    page = Paginator(range(100), 10).page(2)
    html = rendered("{% pagination page %}", page=page, request=request)
    assert "?q=v%C3%A9lo+%26+co&amp;page=3" in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_pagination():
    request = RequestFactory().get("/annuaire/")
    assert rendered("{% pagination page %}", page=Paginator([1], 10).page(1), request=request) == ""


def test_a_subtheme_bears_its_parents_colour_and_its_own_name():
    html = rendered("{% theme_tag 'culture/musique' %}")
    assert "theme-culture" in html
    assert "Musique" in html


def test_a_job_without_end_in_sight_is_at_zero():
    assert "0 %" in rendered("{% progress value=0 max=0 label='Lecture' %}").replace("\u00a0", " ")


def test_long_lists_of_boxes_are_folded_but_for_what_is_checked():
    class Themed(forms.Form):
        themes = forms.MultipleChoiceField(
            widget=FoldedChoices,
            choices=[("Culture", [("a", "Danse")]), ("Sport", [("b", "Judo"), ("c", "Lutte")])],
        )

    html = rendered("{% field form.themes %}", form=Themed(initial={"themes": ["c"]}))
    assert html.count("<details>") == 1 and html.count("<details open>") == 1
    assert "(1 choisi)" in html
    assert html.count('type="checkbox"') == 3
    wrong = rendered("{% form_errors form %}", form=Themed({"themes": ["z"]}))
    first = re.search(r'href="#([^"]+)"', wrong)
    assert first and f'id="{first[1]}"' in html


def test_choices_in_no_group_are_seen_beside_the_folded_ones():
    class Dated(forms.Form):
        days = forms.MultipleChoiceField(
            widget=FoldedChoices,
            choices=[("a", "Forum"), ("b", "Fête"), ("Voir l’autre date", [("c", "Forum")])],
        )

    html = str(Dated()["days"])
    assert html.count("<details>") == 1 and html.count('type="checkbox"') == 3
    assert html.index('value="b"') < html.index("<details>") < html.index('value="c"')
    assert html.count('class="fold-options"') == 2


def test_a_text_in_markdown_brings_its_buttons_and_says_its_marks_without_them():
    class Text(forms.Form):
        text = forms.CharField(label="Texte", widget=MarkdownInput(rows=3), help_text=MARKDOWN_HINT)

    shown = str(Text()["text"].as_field_group())
    assert "data-markdown" in shown and 'rows="3"' in shown
    assert re.search(r'<script src="[^"]*ui/markdown[^"]*\.js" defer></script>', shown)
    assert "<span data-markdown-buttons hidden>" in shown and "**gras**" in shown
