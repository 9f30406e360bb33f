"""The look at each page sees what is wrong; a test that never fails tests nothing."""

from __future__ import annotations

import pytest

from tests.page import page_faults

SOUND = (
    '<!doctype html><html lang="fr"><head><title>T</title></head><body><main><h1>Un</h1>{}</main></body></html>'
)


def test_a_sound_page_has_no_fault():
    assert page_faults(SOUND.format('<p>Texte</p><img src="x" alt=""><br>')) == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<h1>Deux</h1>", "h1"),
        ("<h4>Trop bas</h4>", "level 4"),
        ('<input name="q">', "no label"),
        ('<label for="a">A</label><input id="b" name="b">', "missing id"),
        ('<img src="x">', "alt"),
        ("<script>x()</script>", "inline script"),
        ("<style>a{}</style>", "inline <style>"),
        ('<p style="color:red">x</p>', "inline style"),
        ('<p onclick="x()">x</p>', "handler"),
        ('<p id="a">x</p><p id="a">y</p>', "2 times"),
        ('<a href="#">x</a>', "nowhere"),
        ('<a href="/x"></a>', "says nothing"),
        ("<button></button>", "says nothing"),
        ('<a href="javascript:x()">x</a>', "script as its address"),
        ('<p aria-describedby="gone">x</p>', "missing id"),
        ("<p>x</div>", "closes nothing"),
        ("<section><p>x</p>", "still open"),
        ('<iframe src="/x"></iframe>', "title"),
    ],
)
def test_each_fault_is_seen(part, fault):
    assert any(fault in sentence for sentence in page_faults(SOUND.format(part)))


def test_a_page_in_no_language_is_seen():
    assert any("lang" in fault for fault in page_faults(SOUND.format("").replace(' lang="fr"', "")))
