"""The PDF engine really composes, refuses what would not be accessible, and survives hostile texts."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from maillage.ui.pdf import PaperError, breakable, compile_pdf, lost_characters, printable, qr_rows
from maillage.ui.pdf.fonts import FACES, covered_characters, font_folder

WHEN = datetime(2026, 5, 4, 12, tzinfo=UTC)
HEAD = """
#import "/house/house.typ": *
#let data = json("/data.json")
#set document(title: "Essai")
#set text(lang: "fr", font: font)
"""


def template(folder: Path, body: str, head: str = HEAD) -> Path:
    path = folder / "essai.typ"
    path.write_text(head + body, encoding="utf-8")
    return path


def pixel() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(buffer, "PNG")
    return buffer.getvalue()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_font_is_converted_once_with_all_that_french_needs() -> None:
    folder = font_folder()
    assert sorted(path.stem for path in folder.glob("*.ttf")) == sorted(FACES)
    assert covered_characters().issuperset("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’–—…€•°\u00a0")
    before = (folder / "400-normal.ttf").stat().st_mtime_ns
    assert font_folder() == folder
    assert (folder / "400-normal.ttf").stat().st_mtime_ns == before


def test_conversion_of_the_font_is_reproducible(settings, tmp_path: Path) -> None:
    made = []
    for settings.CACHE_DIR in (tmp_path / "a", tmp_path / "b"):
        made.append({path.name: path.read_bytes() for path in font_folder().glob("*.ttf")})
        time.sleep(1.1)  # the dates inside a font are in seconds
    assert made[0] == made[1]


def test_missing_font_is_said_in_french(settings, tmp_path: Path) -> None:
    settings.NODE_MODULES = tmp_path
    with pytest.raises(PaperError, match=r"La police du document manque.*make install"):
        compile_pdf(template(tmp_path, "bonjour"), {})


def test_same_data_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    path = template(tmp_path, "= Titre\n#data.text")
    first, second = (compile_pdf(path, {"text": "Été"}, timestamp=WHEN) for _ in range(2))
    assert first == second
    assert first != compile_pdf(path, {"text": "Hiver"}, timestamp=WHEN)


def test_document_is_tagged_titled_and_french(tmp_path: Path) -> None:
    pdf = compile_pdf(template(tmp_path, "= Titre\n#data.text"), {"text": "Été"}, timestamp=WHEN)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "fr"
        assert bool(document.Root.MarkInfo.Marked)
        assert document.docinfo["/Title"] == "Essai"
        assert "/StructTreeRoot" in document.Root
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()


def test_picture_without_alternative_text_is_refused(tmp_path: Path) -> None:
    body = '#image("/assets/point.png"{})'
    with pytest.raises(PaperError, match="texte de remplacement") as caught:
        compile_pdf(template(tmp_path, body.format("")), {}, assets={"point.png": pixel()})
    assert "alt" in caught.value.detail
    assert compile_pdf(
        template(tmp_path, body.format(', alt: "Un point"')), {}, assets={"point.png": pixel()}
    ).startswith(b"%PDF")


def test_unreadable_picture_is_said_in_french(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="une image est illisible"):
        compile_pdf(template(tmp_path, '#image("/assets/x.png", alt: "x")'), {}, assets={"x.png": b"no"})


@pytest.mark.parametrize(
    "text",
    [
        '*gras* _x_ #panic("non") $x^2$ `c` @ref <lab> // fin /* */ = - + 1. "q" --- ~ \\ #{ [ ] }',
        '#read("/etc/passwd") #import "/house/house.typ": *',
        "Jardin 🌻 partagé 👩‍👩‍👧 → ✓ № 5",
        "جمعية الحي — association",
        "x" * 5000,
        "Ассоциация «Дружба»",
        "a\u0000b\u200bc\u202ed\ufeff\ud83d",
        "Œuvre d\u2019art\u202f! e\u0301te\u0301",
    ],
)
def test_hostile_texts_are_set_as_they_are_and_never_evaluated(tmp_path: Path, text: str) -> None:
    pdf = compile_pdf(template(tmp_path, "#data.text fin"), {"text": text}, timestamp=WHEN)
    shown = text_of(pdf)
    assert "fin" in shown
    assert "root:" not in shown
    for word in ("panic", "association", "Jardin", "partagé"):
        assert (word in text) == (word in shown)


def test_assets_stay_inside_the_document(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="\\.\\."):
        compile_pdf(template(tmp_path, "x"), {}, assets={"../../x": b""})


def test_printable_keeps_what_can_be_drawn() -> None:
    assert printable("Œuvre n° 5 – « été »") == "Œuvre n° 5 – « été »"
    assert printable("e\u0301te\u0301\u202f!") == "été\u00a0!"
    assert printable("Jardin 🌻 partagé") == "Jardin  partagé"
    assert printable("association جمعية الحي bis") == "association […]  bis"
    assert printable("ﬁn → début") == "fin › début"
    assert lost_characters("Jardin 🌻🌻 partagé") == "🌻"
    assert lost_characters("e\u0301te\u0301 → ici") == ""


def test_long_words_may_be_cut_and_the_others_not() -> None:
    assert breakable("une phrase ordinaire de plusieurs mots") == "une phrase ordinaire de plusieurs mots"
    address = "contact@association-des-amis-du-quartier.example.org"
    assert breakable(address).replace("\u200b", "") == address
    assert "@\u200b" in breakable(address)
    assert max(map(len, breakable("x" * 300).split("\u200b"))) <= 26


def test_qr_rows_are_square_and_hold_the_three_finders() -> None:
    rows = qr_rows("https://pole.example.org/annuaire/?theme=culture")
    assert {len(row) for row in rows} == {len(rows)}
    for row, column in ((0, 0), (0, len(rows) - 7), (len(rows) - 7, 0)):
        assert [line[column : column + 7] for line in rows[row : row + 7]] == [
            "1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111",
        ]  # fmt: skip
