"""What stands around the search: the command, the marks in the results, what was searched in vain."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from maillage.actors.models import Actor, MissedSearch
from maillage.actors.search import (
    highlight,
    missed_searches,
    note_missed_search,
    purge_missed_searches,
    search_actors,
)
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("search", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_answers_in_json_with_what_was_corrected():
    actor = make_actor("La Ressourcerie des Lilas")
    answer = json.loads(run("resourcerie", "lilas", "--json"))
    assert answer["query"] == "resourcerie lilas"
    assert answer["corrected"] == [{"typed": "resourcerie", "taken_for": "ressourcerie"}]
    (result,) = answer["results"]
    assert result["slug"] == actor.slug and result["uid"] == str(actor.uid)
    assert result["name"] == "La Ressourcerie des Lilas" and result["commune"] == "Créteil"
    assert 0 < result["score"] < 1 and result["match"] == "hit"
    assert result["corrected"] == answer["corrected"]


def test_the_command_reads_one_query_per_line(tmp_path, monkeypatch):
    make_actor("La Ressourcerie")
    make_actor("Le Kiosque")
    file = tmp_path / "queries.txt"
    file.write_text("ressourcerie\n\nkiosque\nrien de tel\n", encoding="utf-8")
    answers = [json.loads(line) for line in run("--from", str(file), "--json").splitlines()]
    assert [answer["query"] for answer in answers] == ["ressourcerie", "", "kiosque", "rien de tel"]
    assert [len(answer["results"]) for answer in answers] == [1, 0, 1, 0]
    file.write_bytes("épicerie\n".encode("cp1252"))
    assert json.loads(run("--from", str(file), "--json"))["query"] == "épicerie"


def test_the_command_says_in_french_what_it_found(tmp_path):
    for number in range(3):
        make_actor(f"Ressourcerie {number}")
    make_actor("Plongée en eau douce")
    shown = run("resourcerie", "--limit", "2")
    assert "3 résultats pour « resourcerie »" in shown
    assert "« resourcerie » compris comme « ressourcerie »" in shown
    assert shown.count("  - ") == 2
    shown = run("ressourcerie plongée")
    assert "Aucun résultat" in shown and "Proches de cette recherche" in shown


@pytest.mark.parametrize("arguments", [(), ("lilas", "--from", "x"), ("--from", "absent.txt")])
def test_the_command_says_what_it_needs(arguments):
    with pytest.raises(CommandError, match=r"Donnez|ne peut pas être lu"):
        run(*arguments)


def test_a_withdrawn_page_is_not_found_by_the_command():
    actor = make_actor("La Ressourcerie")
    Actor.objects.filter(pk=actor.pk).update(published=False)
    assert json.loads(run("ressourcerie", "--json"))["results"] == []


def marked(text: str, query: str) -> list[str]:
    parts = highlight(text, search_actors(query, Actor.objects.public()))
    assert "".join(part.text for part in parts) == text
    return [part.text for part in parts if part.marked]


def test_the_words_found_are_marked_as_the_text_writes_them():
    name = "L’Épicerie <solidaire> des Régies"
    make_actor(name)
    assert marked(name, "epicerie regie") == ["Épicerie", "Régies"]
    assert marked(name, "epicerrie") == ["Épicerie"]
    assert marked(name, "epic sol") == ["Épicerie", "solidaire"]
    assert marked(name, "plongée") == []
    assert [part.text for part in highlight(name, "solidarité") if part.marked] == ["solidaire"]


DAY = date(2026, 3, 1)


def on(number: int) -> date:
    return DAY + timedelta(days=number)


def test_a_term_is_kept_only_once_searched_on_three_days():
    for day in (0, 0, 1):
        note_missed_search("garde  d’enfants la nuit", on=on(day))
    assert missed_searches() == []
    assert not MissedSearch.objects.exclude(term="").exists(), "the words themselves are written nowhere"
    note_missed_search("Garde d'enfants la nuit", on=on(9))
    (found,) = missed_searches()
    assert (found.term, found.count, found.days, found.last_on) == ("Garde d'enfants la nuit", 4, 3, on(9))
    assert missed_searches(since=on(10)) == []


@pytest.mark.parametrize(
    "text",
    [
        "jeanne.martin@example.org",
        "06 12 34 56 78",
        "1 85 05 78 006 084 36",
        "Mme Dubois",
        "Nathalie Dubois",
        "https://example.org",
        "www.example",
        "un deux trois quatre cinq six sept",
        "x" * 61,
        " ?! ",
    ],
)
def test_what_may_designate_somebody_is_not_counted(text):
    note_missed_search(text, on=DAY)
    assert not MissedSearch.objects.exists()


def test_one_day_cannot_fill_the_table(monkeypatch):
    monkeypatch.setattr("maillage.actors.search.missed._MOST_A_DAY", 3)
    for number in range(5):
        note_missed_search(f"service manquant {chr(97 + number)}", on=DAY)
    assert MissedSearch.objects.count() == 3


def test_what_is_older_than_twelve_months_is_purged_and_its_words_forgotten():
    for day in (0, 1, 200):
        note_missed_search("crèche de nuit", on=on(day))
    for day in (200, 201, 202):
        note_missed_search("plongée", on=on(day))
    assert purge_missed_searches(on=on(364)) == 0
    assert purge_missed_searches(on=on(370)) == 2
    assert [found.term for found in missed_searches()] == ["plongée"]
    assert not MissedSearch.objects.filter(term="crèche de nuit").exists()
    note_missed_search("crèche de nuit", on=on(371))
    assert [found.term for found in missed_searches()] == ["plongée"]
