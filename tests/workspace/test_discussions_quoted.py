"""Messages in the shapes that mail programs give them: what the person wrote, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.workspace.domain.quoted import MARK, text_of_html, written

REPLIES = Path(__file__).parent / "replies"
ANSWER = "Je viens avec les clés.\n\nEt une pompe."
TEXTS = sorted(REPLIES.glob("*.txt"))
PAGES = sorted(REPLIES.glob("*.html"))


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("reply", TEXTS, ids=named)
def test_what_the_person_wrote_alone_is_kept(reply: Path):
    text = reply.read_text()
    assert written(text) == ANSWER
    assert written(text.replace("\n", "\r\n")) == ANSWER
    assert written(text.replace(" à ", "\u00a0à ").replace(" :", "\u00a0:")) == ANSWER


KEPT = {
    "a sentence that begins like a quotation": "Le 3 mars, le maire a écrit une lettre.\nOn en parle ?",
    "one word of a heading": "De : la farine\nDu sucre, et rien d’autre.",
    "a closing formula that goes on": "Cordialement invités, nous viendrons.",
    "a closing formula alone": "Cordialement",
    "a postscript": "Oui.\n\nCordialement,\nBruno\n\nP.-S. : la clé est chez Amina.",
    "a list": "- un\n- deux\n- trois",
    "what was sent from a place": "Envoyé de Créteil hier, le colis arrive.\n\nUn mot.\n\nUn autre.\n\nFin.",
}


@pytest.mark.parametrize("case", KEPT)
def test_what_only_looks_like_it_is_kept(case: str):
    assert written(KEPT[case]) == KEPT[case]


def test_answers_between_quotations_are_kept_without_them():
    text = "Le 03/03/2026 à 18:04, Pôle ESS a écrit :\n> Qui vient ?\nMoi.\n\n> Avec quoi ?\nUne pompe.\n"
    assert written(text) == "Moi.\n\nUne pompe."


def test_lines_cut_by_the_program_are_put_together():
    line = "Nous pouvons prêter la salle du rez-de-chaussée tous les samedis du mois"
    assert written(f"{line}\nde mars, sauf le dernier.\n\nÀ bientôt.") == (
        f"{line} de mars, sauf le dernier.\n\nÀ bientôt."
    )
    assert written("Une ligne courte\nune autre") == "Une ligne courte\nune autre"
    assert written("Une phrase qui \ncontinue.\n-- \nBruno", flowed=True) == "Une phrase qui continue."


def test_only_a_quotation_leaves_nothing():
    assert written("Le 03/03/2026 à 18:04, Pôle ESS a écrit :\n> Qui vient ?\n>\n> Amina") == ""
    assert written("") == ""
    assert written(f"{MARK}.\n\nAmina a écrit") == ""


@pytest.mark.parametrize("reply", PAGES, ids=named)
def test_messages_that_are_html_alone(reply: Path):
    assert written(text_of_html(reply.read_text())) == "Je viens.\n\nAvec les clés."


def test_a_script_of_a_page_is_not_text():
    assert text_of_html("<script>alert(1)</script><p>Oui &amp; <i>non</i>") == "Oui & non"


@given(st.text(alphabet=" \n>-_:;LeaéÀDOw3@.écrit\r\u00a0", max_size=200), st.booleans())
def test_anything_is_read_and_begins_with_no_quotation(text: str, flowed: bool):
    found = written(text, flowed=flowed)
    assert not found.startswith("\n")
    assert all(not line.lstrip().startswith(">") for line in found.splitlines()[:1])
