"""The diagnosis as people meet it: the page, the rows behind each figure, charts, files, paper, publication."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pikepdf
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring

from maillage.accounts.models import JournalEntry
from maillage.observatory.actions.diagnosis import ask_for, diagnose, forget, publish
from maillage.observatory.models import Diagnosis
from maillage.observatory.queries.diagnosis import opened, territory_named
from tests.factories import make_actor
from tests.opendata.diagnosis.ground import ON, Ground
from tests.page import check_html

pytestmark = pytest.mark.django_db


def address(row: Diagnosis, name: str, *args: str) -> str:
    return reverse(f"observatory:{name}", args=[row.slug, row.reference, *args])


class TestThePage:
    def test_without_any_it_says_what_it_will_tell(self, client, as_amina, two_banks):
        page = client.get(reverse("observatory:diagnosis"))
        check_html(page)
        assert "Aucun diagnostic publié" in page.content.decode()
        assert reverse("observatory:data") not in page.content.decode()
        assert reverse("observatory:data") in as_amina.get(reverse("observatory:diagnosis")).content.decode()

    def test_it_shows_every_block_and_leads_to_the_rows_of_each_figure(self, client, published):
        page = client.get(reverse("observatory:diagnosis"))
        check_html(page)
        text = page.content.decode()
        frozen = opened(published)
        for block in frozen.blocks.values():
            assert block.title in text or block.code == "essentiel"
        for figure in frozen.figures():
            if figure.parts:
                assert address(published, "figure", figure.code) in text, figure.code

    def test_what_is_not_published_is_the_animators_alone(self, client, as_amina, as_bruno, ground, two_banks):
        row = diagnose(two_banks, ON, by=None)
        for name, args in (("frozen", []), ("report", []), ("figures", ["csv"]), ("changes", [])):
            assert client.get(address(row, name, *args)).status_code == 404
            assert as_bruno.get(address(row, name, *args)).status_code == 404
            assert as_amina.get(address(row, name, *args)).status_code == 200

    def test_it_says_when_a_newer_one_exists_and_keeps_its_figures(self, client, ground, two_banks):
        published = diagnose(two_banks, ON, by=None)
        publish(published, by=None)
        ground.rows.pop(0)
        ground.national()
        newer = diagnose(two_banks, date(2026, 6, 1), by=None)
        publish(newer, by=None)
        former = client.get(published.get_absolute_url()).content.decode()
        assert newer.get_absolute_url() in former
        assert opened(published).figure("essentiel.etablissements").value == (
            opened(newer).figure("essentiel.etablissements").value + 1
        )

    def test_invented_data_say_so_on_the_page_the_chart_and_in_the_files(self, client, ground, two_banks):
        ground.synthetic = True
        ground.national()
        row = diagnose(two_banks, ON, by=None)
        publish(row, by=None)
        for content in (
            client.get(row.get_absolute_url()).content,
            client.get(address(row, "figure", "essentiel.etablissements")).content,
            b"".join(client.get(address(row, "figures", "csv"))),
            client.get(address(row, "figures", "json")).content,
            b"".join(client.get(address(row, "rows", "essentiel.etablissements", "csv"))),
            client.get(address(row, "chart", "familles", "svg")).content,
        ):
            assert "données inventées" in content.decode().lower()
        with pikepdf.open(io.BytesIO(client.get(address(row, "note")).content)) as pdf:
            assert len(pdf.pages) >= 1

    def test_its_queries_do_not_follow_the_number_of_figures(self, client, published):
        client.get(published.get_absolute_url())
        with CaptureQueriesContext(connection) as seen:
            client.get(published.get_absolute_url())
        assert len(seen) <= 12


class TestTheRows:
    def test_every_figure_opens_onto_as_many_rows_as_it_says(self, client, published):
        frozen = opened(published)
        walked = set()
        for figure in frozen.figures():
            for part in figure.parts:
                # The rows of every part are counted in tests/opendata; here one page for each kind of figure.
                if (figure.block, figure.form, part.code) in walked:
                    continue
                page = client.get(address(published, "figure", figure.code), {"partie": part.code})
                assert page.status_code == 200
                assert page.context["listed"].total == part.rows, figure.code
                walked.add((figure.block, figure.form, part.code))
        assert {block for block, _, _ in walked} == {
            figure.block for figure in frozen.figures() if figure.parts
        }

    def test_one_is_a_page_that_reads_well_sorts_and_narrows(self, client, published):
        url = address(published, "figure", "essentiel.etablissements")
        page = client.get(url, {"tri": "-name"})
        check_html(page)
        assert 'aria-sort="descending"' in page.content.decode()
        few = client.get(url, {"commune": "94002"})
        assert 0 < few.context["listed"].total < page.context["listed"].total
        none = client.get(url, {"q": "introuvable"}).content.decode()
        assert "Aucune ligne ne répond" in none

    def test_a_row_that_may_not_be_shown_is_counted_and_nameless(self, client, published):
        text = client.get(address(published, "figure", "essentiel.etablissements")).content.decode()
        assert "Non diffusible" in text
        assert "STRUCTURE 4<" not in text

    def test_the_rows_leave_as_files_with_their_source(self, client, published):
        content = b"".join(client.get(address(published, "rows", "essentiel.etablissements", "csv")))
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert len(lines) - 1 == opened(published).figure("essentiel.etablissements").value
        assert "Sirene" in lines[1][-1]
        workbook = client.get(address(published, "rows", "essentiel.etablissements", "xlsx"))
        assert b"".join(workbook.streaming_content)[:2] == b"PK"

    def test_what_does_not_exist_is_said(self, client, published):
        assert client.get(address(published, "figure", "rien")).status_code == 404
        url = address(published, "figure", "essentiel.etablissements")
        assert client.get(url, {"partie": "rien"}).status_code == 404
        assert client.get(url, {"page": "99999", "tri": "siren; drop"}).status_code == 200
        assert client.get(url, {"page": "9" * 5000}).status_code == 200
        assert client.get(address(published, "chart", "synthese", "svg")).status_code == 404

    def test_a_file_is_only_of_the_kinds_there_are(self, client, published):
        for name, *args in (("rows", "essentiel.etablissements"), ("figures",), ("chart", "familles")):
            assert client.get(address(published, name, *args, "exe")).status_code == 404


class TestChartsAndPaper:
    def test_each_drawn_block_has_its_picture_and_its_words(self, client, published):
        page = client.get(published.get_absolute_url()).content.decode()
        drawn = [code for code in opened(published).blocks if address(published, "chart", code, "svg") in page]
        assert len(drawn) >= 4
        for code in drawn:
            assert client.get(address(published, "chart", code, "svg")).content.startswith(b"<svg")
            assert client.get(address(published, "chart", code, "png")).content.startswith(b"\x89PNG")

    def test_the_report_and_the_note_are_tagged_and_titled(self, client, published):
        for name, pages in (("report", 6), ("note", 1)):
            content = client.get(address(published, name)).content
            with pikepdf.open(io.BytesIO(content)) as pdf:
                assert "/StructTreeRoot" in pdf.Root
                assert "Deux Rives" in str(pdf.docinfo["/Title"])
                assert str(pdf.Root.Lang).startswith("fr")
                assert len(pdf.pages) >= pages
        assert len(pikepdf.open(io.BytesIO(client.get(address(published, "note")).content)).pages) <= 2

    def test_each_commune_has_its_note_and_no_other(self, client, published):
        assert client.get(address(published, "commune-note", "94002")).status_code == 200
        assert client.get(address(published, "commune-note", "69123")).status_code == 404


class TestMaking:
    def test_the_same_data_give_the_same_diagnosis(self, ground, two_banks):
        first, second = (diagnose(two_banks, ON, by=None) for _ in range(2))
        assert first.pk == second.pk
        assert JournalEntry.objects.filter(verb="diagnosis.freeze").count() == 1

    def test_the_structures_of_the_lists_are_in_it(self, ground, two_banks):
        make_actor("Chœur du lac", themes=["culture/musique"], family="association", commune="94028")
        make_actor("Hors territoire", themes=["sport"], commune="94071")
        row = diagnose(two_banks, ON, by=None)
        assert opened(row).frame.measure([]) == {}
        local = [f for f in opened(row).figures() if any(p.selection.table == "local" for p in f.parts)]
        assert max(figure.part().rows for figure in local) == 1

    def test_the_animator_asks_publishes_and_takes_back(self, as_amina, client, ground, two_banks):
        page = reverse("observatory:data")
        check_html(as_amina.get(page))
        as_amina.post(page, {"make": "1", "territory": two_banks.pk, "on": ON.isoformat()})
        row = Diagnosis.objects.get()
        assert (row.state, row.published, row.message) == (Diagnosis.State.READY, False, "")
        check_html(as_amina.get(page))
        as_amina.post(page, {"publish": row.pk})
        assert client.get(row.get_absolute_url()).status_code == 200
        as_amina.post(page, {"unpublish": row.pk})
        assert client.get(row.get_absolute_url()).status_code == 404

    def test_nothing_new_and_nothing_loaded_are_said(
        self, as_amina, amina, settings, tmp_path, ground, two_banks
    ):
        diagnose(two_banks, ON, by=None)
        row = ask_for(two_banks, ON, by=amina)
        row.refresh_from_db()
        assert row.state == Diagnosis.State.FAILED
        assert "Rien n’a changé" in row.message
        as_amina.post(reverse("observatory:data"), {"forget": row.pk})
        assert Diagnosis.objects.count() == 1
        settings.DATA_DIR = tmp_path / "empty"
        lost = ask_for(two_banks, ON, by=amina)
        lost.refresh_from_db()
        assert "maillage opendata national" in lost.message
        assert "Sans données nationales" in check_html(as_amina.get(reverse("observatory:data")))

    def test_a_diagnosis_that_was_made_is_not_forgotten(self, as_amina, published):
        as_amina.post(reverse("observatory:data"), {"forget": published.pk})
        assert Diagnosis.objects.filter(pk=published.pk).exists()

    def test_what_is_typed_stays_while_a_diagnosis_is_made(self, as_amina, published, two_banks):
        page = reverse("observatory:data")
        Diagnosis.objects.create(territory=two_banks, slug=two_banks.slug, stated_on=date(2026, 6, 1))
        text = check_html(as_amina.get(page, {"page": "1"}))
        assert "http-equiv" not in text
        [made] = fromstring(text).xpath("//section[@hx-get]")
        assert (made.get("hx-get"), made.get("hx-select")) == (f"{page}?page=1", f"#{made.get('id')}")
        assert not made.xpath(".//*[@name='on']")
        assert made.xpath(f".//a[@href='{page}?page=1']")
        Diagnosis.objects.filter(state=Diagnosis.State.MAKING).delete()
        assert "hx-get" not in check_html(as_amina.get(page))

    def test_each_button_says_of_which_date(self, as_amina, published, two_banks):
        Diagnosis.objects.create(
            territory=two_banks, slug=two_banks.slug, reference="b", stated_on=date(2026, 6, 1),
            state=Diagnosis.State.READY,
        )  # fmt: skip
        page = fromstring(check_html(as_amina.get(reverse("observatory:data"))))
        names = [" ".join(one.text_content().split()) for one in page.xpath("//table//button | //table//a")]
        assert len(set(names)) == len(names) == 4
        assert "01/06/2026" in " ".join(names)

    @pytest.mark.parametrize("number", ["", "abc", "404", "9" * 5000])
    def test_a_button_of_a_line_that_is_gone_says_so(self, as_amina, two_banks, number):
        for name in ("publish", "unpublish", "forget"):
            answer = as_amina.post(reverse("observatory:data"), {name: number}, follow=True)
            assert "n’est plus dans la liste" in check_html(answer)

    def test_a_button_pressed_twice_is_one_line_in_the_journal(self, as_amina, published):
        for name in ("publish", "unpublish", "unpublish", "publish", "publish"):
            as_amina.post(reverse("observatory:data"), {name: published.pk})
        verbs = JournalEntry.objects.filter(verb__endswith="publish").order_by("pk")
        assert list(verbs.values_list("verb", flat=True)) == ["diagnosis.unpublish", "diagnosis.publish"]

    def test_what_was_forgotten_meanwhile_is_not_forgotten_twice(self, two_banks, amina):
        row = Diagnosis.objects.create(
            territory=two_banks, slug=two_banks.slug, stated_on=ON, state=Diagnosis.State.FAILED
        )
        forget(Diagnosis.objects.get(pk=row.pk), by=amina)
        with pytest.raises(ValueError, match="n’est plus dans la liste"):
            forget(row, by=amina)

    def test_two_at_once_are_not_made(self, ground, two_banks, amina):
        Diagnosis.objects.create(territory=two_banks, slug=two_banks.slug, stated_on=ON)
        with pytest.raises(ValueError, match="déjà en préparation"):
            ask_for(two_banks, ON, by=amina)


class TestTheCommand:
    def test_it_prints_the_figures_and_writes_the_documents(self, ground, two_banks, tmp_path, capsys):
        call_command(
            "diagnose", "deux", date=ON, json="-", pdf=tmp_path / "r.pdf", note=tmp_path / "n.pdf",
            communes=tmp_path / "notes", csv=tmp_path / "c.csv", publish=True,
        )  # fmt: skip
        told = json.loads(capsys.readouterr().out)
        assert {figure["code"] for figure in told["figures"]} >= {"synthese.scop", "essentiel.part"}
        for path in ("r.pdf", "n.pdf", "notes/note-94002.pdf"):
            assert (tmp_path / path).read_bytes().startswith(b"%PDF")
        assert Diagnosis.objects.public().count() == 1

    def test_an_unknown_territory_is_named_with_those_there_are(self, two_banks):
        assert territory_named("").pk == territory_named("deux").pk == territory_named("Deux Rives").pk
        with pytest.raises(ValueError, match="deux-rives"):
            territory_named("atlantide")

    def test_changing_one_row_changes_the_figure(self, ground: Ground, two_banks):
        before = opened(diagnose(two_banks, ON, by=None)).figure("synthese.associations-employeuses").value
        changed = next(row for row in ground.rows if row["siren"] == "000000003")
        changed.update(headcount="01", unit_headcount="01", employer=True)
        ground.national()
        after = opened(diagnose(two_banks, ON, by=None)).figure("synthese.associations-employeuses").value
        assert after == before + 1
