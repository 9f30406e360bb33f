"""The list taken away: tables, map, feed, site map, labels and mail merge."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.test import Client

from maillage.accounts.models import JournalEntry
from maillage.actors.models import Actor, Contact, Contribution
from maillage.territory.models import Territory
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(response: Any) -> list[dict[str, str]]:
    text = body(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def everybody(chorale: Actor, at_home: Actor, cooperative: Actor, nowhere: Actor) -> None:
    pass


def test_the_table_holds_the_selection_and_only_what_is_public(client: Client, everybody: None) -> None:
    response = client.get("/annuaire/export.csv?theme=culture&theme=environnement")
    assert response.headers["Content-Type"].startswith("text/csv")
    assert ".csv" in response.headers["Content-Disposition"]
    found = {row["Nom"]: row for row in rows(response)}
    assert list(found) == ["Chorale du Mont-Mesly", "Les Amis du jardin", "Réseau sans lieu"]
    choir, home = found["Chorale du Mont-Mesly"], found["Les Amis du jardin"]
    assert choir["Latitude"] == "48,7903"
    assert choir["Thèmes"] == "Culture › Musique et chant"
    assert choir["Publics"] == "Jeunes, Personnes âgées"
    assert choir["Page"] == "http://testserver/annuaire/chorale-du-mont-mesly/"
    assert (home["Adresse"], home["Latitude"], home["Commune"]) == ("", "", "Créteil")


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "export.geojson", "nouveautes.atom"])
def test_no_home_in_any_file(client: Client, everybody: None, name: str) -> None:
    content = body(client.get(f"/annuaire/{name}"))
    if name.endswith("xlsx"):
        import zipfile

        content = b"".join(
            zipfile.ZipFile(io.BytesIO(content)).read(one)
            for one in zipfile.ZipFile(io.BytesIO(content)).namelist()
        )
    assert b"Amis du jardin" in content
    assert b"Lilas" not in content and b"48.781" not in content and b"48,781" not in content


def test_formulas_are_neutralised(client: Client, plaine_centrale: Territory) -> None:
    make_actor("=HYPERLINK(1)", description="@SUM(1)")
    (row,) = rows(client.get("/annuaire/export.csv"))
    assert row["Nom"] == "'=HYPERLINK(1)" and row["Présentation"] == "'@SUM(1)"


def test_the_workbook_opens(client: Client, everybody: None, tmp_path: Any) -> None:
    path = tmp_path / "annuaire.xlsx"
    path.write_bytes(body(client.get("/annuaire/export.xlsx?commune=94002")))
    from python_calamine import CalamineWorkbook

    table = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert table[0][0] == "Nom" and [line[0] for line in table[1:]] == ["Traiteur du port"]


def test_points_for_other_maps(client: Client, everybody: None) -> None:
    data = json.loads(body(client.get("/annuaire/export.geojson")))
    found = {feature["properties"]["nom"]: feature for feature in data["features"]}
    assert found["Chorale du Mont-Mesly"]["geometry"] == {"type": "Point", "coordinates": [2.4556, 48.7903]}
    assert found["Les Amis du jardin"]["geometry"] is None
    assert found["Traiteur du port"]["properties"]["themes"] == ["alimentation", "insertion"]


def test_an_empty_selection_gives_sound_files(client: Client, plaine_centrale: Territory) -> None:
    assert rows(client.get("/annuaire/export.csv")) == []
    assert json.loads(body(client.get("/annuaire/export.geojson")))["features"] == []
    assert body(client.get("/annuaire/export.xlsx"))[:2] == b"PK"
    ElementTree.fromstring(body(client.get("/annuaire/nouveautes.atom")))


def test_exports_take_as_many_queries_whatever_the_rows(
    client: Client, chorale: Actor, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6) as few:
        body(client.get("/annuaire/export.csv"))
    for number in range(30):
        make_actor(f"Danse {number}", themes=["culture/danse"])
    with django_assert_max_num_queries(6) as many:
        assert len(rows(client.get("/annuaire/export.csv"))) == 31
    assert len(many) == len(few)


def test_what_is_new(client: Client, everybody: None) -> None:
    response = client.get("/annuaire/nouveautes.atom?theme=culture")
    feed = ElementTree.fromstring(response.content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    titles = [entry.findtext("a:title", namespaces=space) for entry in feed.findall("a:entry", space)]
    assert sorted(filter(None, titles)) == ["Chorale du Mont-Mesly, Créteil", "Réseau sans lieu"]
    link = feed.find("a:entry/a:link", space)
    assert link is not None and link.attrib["href"].startswith("http://testserver/annuaire/")


def test_the_site_map_leads_to_every_page_but_invented_ones(client: Client, everybody: None) -> None:
    make_actor("Imaginaire", invented=True)
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-structures.xml" in index and "/sitemap-pages.xml" in index
    actors = client.get("/sitemap-structures.xml").content.decode()
    assert "/annuaire/chorale-du-mont-mesly/" in actors and "imaginaire" not in actors
    pages = client.get("/sitemap-pages.xml").content.decode()
    for path in ("/annuaire/themes/culture/musique/", "/annuaire/communes/creteil-94028/", "/initiatives/"):
        assert path in pages
    assert client.get("/sitemap-initiatives.xml").status_code == 200


# --- Letters ------------------------------------------------------------------------------------------------
def test_letters_are_the_animator_s(
    client: Client, as_bruno: Client, as_amina: Client, everybody: None
) -> None:
    assert client.get("/annuaire/courrier/").status_code == 302
    assert as_bruno.get("/annuaire/courrier/").status_code == 403
    assert as_bruno.post("/annuaire/courrier/", {"form": "publipostage", "hidden": "on"}).status_code == 403
    html = check_html(as_amina.get("/annuaire/courrier/?theme=culture"))
    assert "2 structures dans cette liste, dont 1 à l’adresse publique" in html
    assert "/annuaire/courrier/" in as_amina.get("/annuaire/").content.decode()
    assert "/annuaire/courrier/" not in client.get("/annuaire/").content.decode()


def test_a_mail_merge_uses_homes_only_when_asked_and_it_is_noted(
    as_amina: Client, everybody: None, chorale: Actor, at_home: Actor, contribution: Contribution
) -> None:
    for actor, name, consent in ((chorale, "Léa", "agreed"), (at_home, "Paul", "informed")):
        Contact.objects.create(
            contribution=contribution,
            actor=actor,
            said_of=actor,
            name=name,
            email="a@x.example",
            consent=consent,
        )
    public = rows(as_amina.post("/annuaire/courrier/", {"form": "publipostage"}))
    assert [row["Structure"] for row in public] == ["Chorale du Mont-Mesly", "Traiteur du port"]
    assert public[0]["À l’attention de"] == "Léa"
    everyone = rows(as_amina.post("/annuaire/courrier/", {"form": "publipostage", "hidden": "on"}))
    homes = {row["Structure"]: row for row in everyone}
    assert homes["Les Amis du jardin"]["Adresse"] == "12 rue des Lilas secrets"
    assert homes["Les Amis du jardin"]["À l’attention de"] == "", "nobody who has not agreed"
    assert "Réseau sans lieu" not in homes
    noted = [entry.data for entry in JournalEntry.objects.filter(verb="guide.mailing").order_by("number")]
    assert [(entry["number"], entry["hidden"]) for entry in noted] == [(2, 0), (3, 1)]


def test_labels_to_print(as_amina: Client, plaine_centrale: Territory) -> None:
    for number in range(25):
        make_actor(
            f"Coopérative {number} " + "très longue " * (number % 4 * 3),
            address=f"{number} rue Haute",
            family="cooperative",
        )
    response = as_amina.post("/annuaire/courrier/", {"form": "etiquettes"})
    assert response.headers["Content-Type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(response.content)
    assert len(pdf) == 2, "24 labels a sheet"
    text = pdf[0].get_textpage().get_text_range()
    assert "Coopérative 0" in text and "CRÉTEIL" in text
    assert [round(side) for side in pdf[0].get_size()] == [595, 842]


def test_labels_for_nobody_say_so(as_amina: Client, nowhere: Actor) -> None:
    html = check_html(as_amina.post("/annuaire/courrier/", {"form": "etiquettes"}), status=422)
    assert "Aucune de ces structures n’a d’adresse connue" in html
    assert not JournalEntry.objects.filter(verb="guide.mailing").exists()
