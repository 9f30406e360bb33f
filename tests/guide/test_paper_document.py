"""The booklet really composed: what a screen reader meets, what a printer gets, what hostile texts do."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from maillage.guide.domain.edition import PictureRef, Sponsor
from maillage.guide.paper.compose import compose, document_files, print_guide
from maillage.guide.paper.layout import lay_out
from maillage.kernel.vocabulary import THEMES
from maillage.ui.pdf import PaperError, compile_files, fonts
from tests.guide.paper_stock import PERSON, entry, stock
from tests.guide.tagged_pdf import TaggedPdf

MILLIMETRE = 72 / 25.4


def texts(pdf: bytes) -> list[str]:
    """The text of each page, spaces made simple."""
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"[\s\u00a0\ufffe\u200b]+", " ", page.get_textpage().get_text_range()) for page in document]


def picture(width: int = 800, height: int = 600) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#ac4d82").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def screen() -> bytes:
    return print_guide(stock(), {}, "screen").content


@pytest.fixture(scope="module")
def tagged(screen: bytes) -> TaggedPdf:
    return TaggedPdf(screen)


@pytest.fixture(scope="module")
def press() -> bytes:
    return print_guide(stock(), {}, "press").content


# --- for the screen -----------------------------------------------------------------------------------


def test_document_says_its_title_its_language_and_its_standard(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as document:
        assert str(document.Root.Lang) == "fr"
        assert str(document.docinfo["/Title"]) == "Le who’s who solidaire – Plaine d’essai"
        assert str(document.docinfo["/Author"]) == "Pôle de l’essai"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()
        assert bool(document.Root.MarkInfo.Marked)


def test_bookmarks_follow_the_contents(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as document, document.open_outline() as outline:
        titles = [one.title for one in outline.root]
    assert titles[:3] == ["Mode d’emploi", "Sommaire", "Le territoire en carte"]
    assert "Culture" in titles
    assert titles[-1] == "Sources, méthode et mentions"


def test_headings_never_skip_a_level(tagged: TaggedPdf) -> None:
    levels = [int(one.kind[1]) for one in tagged.of_kind("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_picture_says_what_it_shows(tagged: TaggedPdf) -> None:
    figures = tagged.of_kind("Figure")
    assert figures
    assert all(one.alt for one in figures)
    assert any(one.alt.startswith("Carte schématique (Alfortville et Créteil) : 40") for one in figures)
    assert any("Code QR vers ce chapitre en ligne" in one.alt for one in figures)


def test_entries_of_a_two_column_page_are_read_down_one_column_then_the_other(
    screen: bytes, tagged: TaggedPdf
) -> None:
    entries = [one for one in tagged.of_kind("H3") if one.text.startswith("Atelier")]
    assert [one.text for one in entries] == [f"Atelier {number:03d}" for number in range(1, 41)]
    # The page is really in two columns: some of its entries start on its left, others on its right.
    page = entries[10].page
    text = pypdfium2.PdfDocument(screen)[page - 1].get_textpage()
    lefts = {
        round(text.get_charbox(match.start())[0]) for match in re.finditer("Atelier ", text.get_text_range())
    }
    assert len(lefts) == 2


def test_contents_and_indexes_are_links_to_the_right_pages(screen: bytes) -> None:
    pages = texts(screen)
    index = next(
        number for number, text in enumerate(pages) if "Index des noms et des sigles" in text and number > 5
    )
    listed = dict(re.findall(r"Atelier (\d{3}) [. ]*(\d+)", pages[index]))
    assert len(listed) == 40
    for number, page in listed.items():
        assert f"Atelier {number}" in pages[int(page) - 1]
    with pikepdf.open(io.BytesIO(screen)) as document:
        links = [one for one in document.pages[index].Annots if one.Subtype == "/Link"]
        assert len(links) >= 40
        assert all("/Contents" in one for one in links)


def test_few_entries_without_a_theme_end_the_chapter_before() -> None:
    alone = [entry(number, themes=[]) for number in range(41, 43)]
    booklet = print_guide(stock(*map(entry, range(1, 13)), *alone), {}, "screen").content
    pages = texts(booklet)
    openings = [text for text in pages if "Ce chapitre en ligne" in text]
    assert len(openings) == 1 and "Autres structures" not in openings[0]
    page = next(number for number, text in enumerate(pages) if "Autres structures Celles dont" in text)
    assert "Atelier 042" in pages[page]
    with pikepdf.open(io.BytesIO(booklet)) as document, document.open_outline() as outline:
        assert "Autres structures" in [one.title for one in outline.root]
    assert re.search(rf"Autres structures [. ]*{page + 1}\b", next(one for one in pages if "Sommaire" in one))
    many = [entry(number, themes=[]) for number in range(41, 47)]
    chapters = lay_out(stock(*map(entry, range(1, 13)), *many))["chapters"]
    assert [one["code"] for one in chapters] == ["culture", "sans-theme"]


def test_the_name_of_the_only_commune_does_not_hide_its_dots() -> None:
    whole = stock()
    assert [name for *_, name in lay_out(whole)["map"]["names"]] == ["Alfortville", "Créteil"]
    alone = replace(whole, places=[one for one in whole.places if one.code == "94028"])
    assert lay_out(alone)["map"]["names"] == []


@pytest.mark.parametrize("towns", [["94028"], ["94002", "94028", "94044"]])
def test_the_name_of_an_activity_stands_on_one_line_of_its_table(towns: list[str]) -> None:
    entries = [entry(number, themes=["culture/theatre"], commune=town) for number, town in enumerate(towns)]
    pages = pypdfium2.PdfDocument(print_guide(stock(*entries), {}, "screen").content)
    label = THEMES.label("culture/theatre")
    shown = [page.get_textpage().get_text_range() for page in pages]
    (table,) = [text for text in shown if "Zoom ·" in text and "Activité" in text]
    assert label in table.replace("\xa0", " ")


def test_no_page_of_an_index_holds_a_line_or_two() -> None:
    files = document_files(stock(), {}, "screen") | {
        "main.typ": b"""#import "look.typ": *
#import "lists.typ": index-of
#set document(title: "Index")
#set text(font: font, size: body-size, lang: "fr")
#set par(justify: false, leading: 0.55em)
#let lines = range(COUNT).map(number => ("Ligne " + str(number), ()))
#set page(width: width, height: height, margin: margins)
#index-of("Index", "", ((label: "A", bookmarked: false, parts: ((label: "", lines: lines),)),))
"""
    }
    for count in range(60, 100, 3):
        main = files["main.typ"].replace(b"COUNT", str(count).encode())
        pages = texts(compile_files(files | {"main.typ": main}))
        held = [len(re.findall(r"Ligne \d+", page)) for page in pages]
        assert sum(held) == count and min(held) >= 10, (count, held)


def test_an_entry_tells_everything_that_may_be_told() -> None:
    one = entry(
        1, name="Régie des quartiers", sigle="RDQ", labels=["ACI"], people=[PERSON], section_of="Ligue d’essai"
    )
    page = next(
        text for text in texts(print_guide(stock(one), {}, "screen").content) if "Propose des ateliers" in text
    )
    for words in (
        "Régie des quartiers (RDQ)", "ACI", "Pour : familles, jeunes", "Services : garde d’enfants",
        "12 rue des Essais, 94000 Créteil", "Tél. 01 49 80 00 00", "atelier1@example.org", "example.org",
        "Jeanne Exemple, présidente", "Du lundi au vendredi de 9 h à 12 h", "Vérifiée en mars 2026",
        "Rattachée à : Ligue d’essai",
    ):  # fmt: skip
        assert words in page, words


def test_demonstration_is_marked_on_the_covers_on_each_page_and_on_each_invented_entry() -> None:
    made = stock(*(entry(number, invented=number > 1) for number in range(1, 14)), host={"demonstration": True})
    pages = texts(print_guide(made, {}, "screen").content)
    assert "Guide de démonstration" in pages[0]
    assert all("Démonstration" in page for page in pages[1:-1])
    chapter = " ".join(page for page in pages if "Propose des ateliers" in page)
    assert (
        chapter.count("inventée") - sum(page.count("« inventée »") for page in pages if "Propose" in page) == 12
    )
    assert "inventée" not in " ".join(texts(print_guide(stock(), {}, "screen").content))


def test_picture_without_alternative_text_stops_the_document() -> None:
    one = entry(1, logo=PictureRef("logo.jpg", alt="Logo : Atelier"))
    assert print_guide(stock(one), {"logo.jpg": picture()}, "screen").content
    files = document_files(stock(one), {"logo.jpg": picture()}, "screen")
    files["chapters.typ"] = files["chapters.typ"].replace(b"alt: entry.logo.alt, ", b"")
    with pytest.raises(PaperError, match="texte de remplacement"):
        compose(files, "screen", date(2026, 5, 4))


def test_pictures_of_the_cover_the_entries_and_the_sponsors_are_described() -> None:
    made = stock(
        entry(1, photo=PictureRef("p.jpg", alt="Un atelier de couture", credit="Atelier")),
        plan={
            "cover": PictureRef("c.jpg", alt="Le marché", credit="Ville d’essai"),
            "sponsors": [
                Sponsor("Ville d’essai", PictureRef("s.jpg", alt="Logo : Ville d’essai")),
                Sponsor("Région"),
            ],
        },
    )
    pdf = print_guide(made, {name: picture() for name in ("p.jpg", "c.jpg", "s.jpg")}, "screen").content
    alts = [one.alt for one in TaggedPdf(pdf).of_kind("Figure")]
    assert {"Un atelier de couture", "Le marché", "Logo\u00a0: Ville d’essai"} <= set(alts)
    shown = " ".join(texts(pdf))
    assert "© Atelier" in shown
    assert "Image de couverture : Ville d’essai" in shown
    assert "Ils soutiennent ce guide" in shown


@pytest.mark.parametrize(
    "text",
    [
        '*gras* _x_ #panic("non") $x^2$ `c` @ref <lab> // fin /* */ = - + 1. "q" --- ~ \\ #{ [ ] }',
        "Jardin 🌻 partagé 👩‍👩‍👧 → ✓",
        "جمعية الحي لمساعدة السكان",
        "x" * 5000,
        "Une phrase assez longue pour être coupée quelque part. " * 90,
        "Ассоциация «Дружба» 协会",
        "\u0000\u202e\ud83d\u200b",
        "\\",
    ],
)
@pytest.mark.parametrize("use", ["screen", "press"])
def test_hostile_texts_are_printed_safely(text: str, use: str) -> None:
    hostile = entry(1, name=text[:250], sigle=text[:40], text=text, address=text[:200], hours=text[:200],
                    email="un.tres.long.courriel.que.personne.ne.saurait.retenir@sous-domaine.example.org",
                    website="https://example.org/" + "chemin/" * 40)  # fmt: skip
    content = print_guide(
        stock(hostile, entry(2), plan={"foreword": text, "foreword_author": text[:100]}),
        {},
        use,  # type: ignore[arg-type]
    ).content
    pages = pypdfium2.PdfDocument(content)
    width = pages[3].get_width()
    for page in pages:
        found = page.get_textpage()
        boxes = [found.get_charbox(at) for at in range(found.count_chars())]
        assert all(left >= -1 and right <= width + 1 for left, _, right, _ in boxes), "text leaves the page"
    assert "Atelier 002" in " ".join(texts(content))


# --- for the printer ----------------------------------------------------------------------------------


def test_press_pages_have_their_boxes_and_come_by_four(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as document:
        assert len(document.pages) % 4 == 0
        for page in document.pages:
            left, bottom, right, top = (float(one) for one in page.TrimBox)
            assert right - left == pytest.approx(148 * MILLIMETRE, abs=0.1)
            assert top - bottom == pytest.approx(210 * MILLIMETRE, abs=0.1)
            bleed = [float(one) for one in page.BleedBox]
            for inner, outer, sign in zip((left, bottom, right, top), bleed, (-1, -1, 1, 1), strict=True):
                assert outer - inner == pytest.approx(sign * 3 * MILLIMETRE, abs=0.1)
            media = [float(one) for one in page.MediaBox]
            assert media[0] < bleed[0]
            assert media[2] > bleed[2]


def test_colour_reaches_the_bleed_and_crop_marks_stand_outside_it(press: bytes) -> None:
    cover = pypdfium2.PdfDocument(press)[0].render(scale=4).to_pil().convert("RGB")
    scale = 4 * MILLIMETRE

    def at(x: float, y: float) -> tuple[int, ...]:
        return cover.getpixel((round(x * scale), round(y * scale)))  # type: ignore[return-value]

    white = (255, 255, 255)
    bottom = 10 + 210
    assert at(60, bottom + 2) != white, "the colour of the cover stops before the bleed"
    assert at(60, bottom + 5) == white, "colour is printed beyond the bleed"
    assert at(10, 3)[0] < 140, "no crop mark"
    assert at(10, 8.5) == white or at(10, 8.5)[0] > 200, "the crop mark enters the bleed"


def test_text_for_the_press_is_black_ink_alone_and_nothing_is_rgb(press: bytes) -> None:
    shown, rgb = set(), set()
    with pikepdf.open(io.BytesIO(press)) as document:
        for page in document.pages:
            fill: tuple[str, tuple[float, ...]] = ("g", (0.0,))
            stack = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "q":
                    stack.append(fill)
                elif name == "Q":
                    fill = stack.pop()
                elif name in ("k", "g", "rg", "sc", "scn"):
                    fill = (name, tuple(float(one) for one in operands))
                    if name in ("rg", "sc", "scn"):
                        rgb.add(fill)
                elif name in ("RG", "SC", "SCN"):
                    rgb.add((name, tuple(map(float, operands))))
                elif name in ("Tj", "TJ"):
                    shown.add(fill)
    assert not rgb
    assert ("k", (0.0, 0.0, 0.0, 1.0)) in shown


def test_paper_has_no_links_and_the_screen_has(press: bytes, screen: bytes) -> None:
    def addresses(pdf: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return [
                str(one.A.URI)
                for page in document.pages
                for one in page.get("/Annots", [])
                if "/URI" in one.get("/A", {})
            ]

    assert addresses(press) == []
    assert "mailto:atelier1@example.org" in addresses(screen)
    assert "https://pole.example.org/annuaire/" in addresses(screen)


def test_the_font_is_asked_once_for_all_the_texts_of_a_booklet() -> None:
    made = stock()
    before = fonts._prepared.cache_info().hits
    document_files(made, {}, "screen")
    assert fonts._prepared.cache_info().hits - before <= len(made.entries)


def test_same_material_gives_the_same_bytes() -> None:
    for use in ("screen", "press"):
        first, second = (print_guide(stock(), {}, use) for _ in range(2))  # type: ignore[arg-type]
        assert first.fingerprint == second.fingerprint


def test_proof_says_so_on_every_page() -> None:
    pages = texts(print_guide(stock(), {}, "screen", proof=True).content)
    assert all("ÉPREUVE" in page for page in pages)
    assert not any("ÉPREUVE" in page for page in texts(print_guide(stock(), {}, "screen").content))


@pytest.mark.parametrize("count", [1, 11, 12, 30, 31, 32, 33])
def test_any_number_of_entries_makes_a_booklet(count: int) -> None:
    made = stock(*(entry(number) for number in range(count)))
    booklet = print_guide(made, {}, "press")
    assert booklet.page_count % 4 == 0
    shown = " ".join(texts(booklet.content))
    assert all(f"Atelier {number:03d}" in shown for number in range(count))
