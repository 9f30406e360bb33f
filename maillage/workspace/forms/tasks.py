"""Forms of tasks."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.ui.forms import DateInput
from maillage.workspace.domain.mentions import found_by_name
from maillage.workspace.models import Group, Task
from maillage.workspace.permissions import people_of
from maillage.workspace.queries.discussions import described, mentionable

SUGGESTED = 200
"""Beyond so many people, names are typed without being suggested."""


class NameInput(forms.TextInput):
    """A name typed, or picked among those that the browser suggests."""

    template_name = "workspace/tasks/name_input.html"

    def __init__(self, names: list[str], attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs)
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["names"] = self.names
        if self.names:
            context["widget"]["attrs"]["list"] = f"names-{name}"
        return context


class TaskForm(forms.ModelForm[Task]):
    """Note or change a task; in a group, say who has to do it."""

    who = forms.CharField(
        label="Qui s’en charge ?",
        max_length=200,
        required=False,
        help_text="Le nom d’une personne du groupe, ou son adresse électronique.",
    )
    person = forms.ChoiceField(label="Laquelle ?", required=False)
    structure = forms.ChoiceField(label="Ou une structure", required=False)
    field_order = ("title", "who", "person", "structure", "due_on", "detail")

    class Meta:
        model = Task
        fields = ("title", "due_on", "detail")
        labels = {"title": "Quoi", "due_on": "Pour le", "detail": "Détail"}
        widgets = {"due_on": DateInput, "detail": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, group: Group | None, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.group, self.user = group, user
        self.names = mentionable(group) if group else {}
        self.actors: dict[str, Actor] = {}
        if group is None:
            for name in ("who", "person", "structure"):
                del self.fields[name]
            return
        suggested = sorted(set(self.names.values())) if len(self.names) <= SUGGESTED else []
        self.fields["who"].widget = NameInput(suggested, {"autocomplete": "off", "maxlength": "200"})
        self._prepare_structures(group)
        if self.instance.assignee:
            self.initial["who"] = self.instance.assignee.name or self.instance.assignee.email
        if self.instance.actor_id:
            self.initial["structure"] = str(self.instance.actor_id)
        self._ask_which()

    def _prepare_structures(self, group: Group) -> None:
        held = group.members.current().exclude(actor=None).select_related("actor").order_by("actor__sort_key")
        self.actors = {str(one.actor_id): one.actor for one in held if one.actor}
        structure = self.fields["structure"]
        assert isinstance(structure, forms.ChoiceField)
        structure.choices = [("", "Aucune"), *((pk, one.name) for pk, one in self.actors.items())]
        if not self.actors:
            del self.fields["structure"]

    def _found(self) -> set[int]:
        typed = str(self.data.get(self.add_prefix("who"), "")).strip()
        if "@" in typed and self.group:
            return set(people_of(self.group).filter(email__iexact=typed).values_list("pk", flat=True))
        return found_by_name(typed, self.names) if typed else set()

    def _ask_which(self) -> None:
        """Ask which person is meant when several bear the name."""
        self.found = self._found() if self.is_bound else set()
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        if len(self.found) < 2:
            del self.fields["person"]
            return
        person.choices = [("", "Choisir…"), *((str(pk), words) for pk, words in described(self.found).items())]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.assignee = self.instance.actor = None
        if self.group is None:
            self.instance.assignee = self.user
            return data
        if data.get("who"):
            self._clean_person(data)
        actor = self.actors.get(data.get("structure") or "")
        if actor and self.instance.assignee_id:
            self.add_error("structure", "Choisissez une personne ou une structure, pas les deux.")
        self.instance.actor = actor
        return data

    def _clean_person(self, data: dict[str, Any]) -> None:
        if not self.found:
            self.add_error(
                "who", "Personne de ce nom dans le groupe. Essayez son adresse électronique, ou laissez vide."
            )
        elif len(self.found) == 1:
            self.instance.assignee = User.objects.get(pk=next(iter(self.found)))
        elif data.get("person"):
            self.instance.assignee = User.objects.get(pk=int(data["person"]))
        else:
            self.add_error("person", "Plusieurs personnes portent ce nom : dites laquelle.")
