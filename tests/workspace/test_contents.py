"""What a file really is: kinds that are taken, names that lie, archives that swell, programs that hide."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from maillage.workspace.domain.contents import ContentRefused, recognise, text_of

ODT = "application/vnd.oasis.opendocument.text"


def archive(**parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "#1f5f5b").save(stream, form)
    return stream.getvalue()


def odt(text: str = "Bonjour") -> bytes:
    body = f'<?xml version="1.0"?><o xmlns:text="t"><text:p>{text}</text:p><text:p>Fin</text:p></o>'
    return archive(**{"mimetype": ODT, "content.xml": body})


def docx(text: str = "Bonjour", **more: bytes) -> bytes:
    body = f'<?xml version="1.0"?><w:d xmlns:w="w"><w:p><w:t>{text}</w:t></w:p><w:p><w:t>Fin</w:t></w:p></w:d>'
    return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": body, **more})


TAKEN = {
    "a.pdf": b"%PDF-1.7\n",
    "a.png": picture("PNG"),
    "a.JPG": picture("JPEG"),
    "a.jpeg": picture("JPEG"),
    "a.webp": picture("WEBP"),
    "a.odt": odt(),
    "a.docx": docx(),
    "a.xlsx": archive(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    "a.pptx": archive(**{"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
    "a.csv": "nom;ville\nÉcole;Créteil\n".encode("cp1252"),
    "notes.md": b"# Notes",
    "a.txt": "été".encode(),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken(name):
    kind = recognise(io.BytesIO(TAKEN[name]), name)
    ending = name.rpartition(".")[2].lower()
    assert kind.code == {"jpeg": "jpg", "md": "txt"}.get(ending, ending)


REFUSED = {
    "photo.png": (b"%PDF-1.7\n", "contient autre chose"),
    "rapport.pdf": (picture("PNG"), "contient autre chose"),
    "page.txt": (b"<html><script>alert(1)</script></html>", "pages web"),
    "dessin.txt": (b'<?xml version="1.0"?><svg/>', "pages web"),
    "dessin.svg": (b"<svg onload='alert(1)'/>", "pages web"),
    "espace.csv": (b"\n  <!DOCTYPE html>", "pages web"),
    "tout.zip": (archive(**{"a.txt": "x"}), "archives ZIP"),
    "tout.docx": (archive(**{"a.txt": "x"}), "archives ZIP"),
    "macro.docx": (docx(**{"word/vbaProject.bin": b"x"}), "macros"),
    "vieux.doc": (b"\xd0\xcf\x11\xe0" + bytes(40), "ancien format"),
    "programme.exe": (b"MZ\x00\x01", "aucun format"),
    "programme.txt": (b"MZ\x00\x01", "aucun format"),
    "programme.sh": (b"#!/bin/sh", "« .sh »"),
    "vide.pdf": (b"", "vide"),
    "sans-nom": (b"bonjour", "terminaison"),
    "anime.gif": (picture("GIF"), "n’est pas accepté"),
    "coupe.odt": (odt()[:60], "abîmé"),
    "coupe.png": (picture("PNG")[:-20], "abîmée"),
    "tableur.odt": (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "contient autre chose"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_and_why(name):
    content, words = REFUSED[name]
    with pytest.raises(ContentRefused, match=words):
        recognise(io.BytesIO(content), name)


def test_an_archive_that_swells_is_refused_before_it_is_unpacked():
    swollen = archive(**{"mimetype": ODT, "content.xml": bytes(310 * 1024 * 1024)})
    assert len(swollen) < 1_000_000
    with pytest.raises(ContentRefused, match="beaucoup trop"):
        recognise(io.BytesIO(swollen), "a.odt")


def test_a_picture_of_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    with pytest.raises(ContentRefused, match="trop grande"):
        recognise(io.BytesIO(picture("PNG")), "a.png")


@pytest.mark.parametrize("code", ["odt", "docx"])
def test_texts_are_read_paragraph_by_paragraph(code):
    content = {"odt": odt, "docx": docx}[code]("L’été")
    assert [line.strip() for line in text_of(content, code).splitlines() if line.strip()] == ["L’été", "Fin"]


def test_plain_texts_are_read_in_either_encoding():
    assert text_of("été".encode(), "txt") == text_of("été".encode("cp1252"), "csv") == "été"


def test_a_part_that_declares_a_document_type_is_not_read():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    with pytest.raises(ContentRefused):
        text_of(archive(**{"mimetype": ODT, "content.xml": bomb}), "odt")


def test_what_is_no_xml_is_said():
    with pytest.raises(ContentRefused):
        text_of(archive(**{"mimetype": ODT, "content.xml": "<a><b></a>"}), "odt")
