"""Official files and one territory fetched from a server of ours: resumed, checked, and refused in French."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from maillage.observatory.fetching import company_search
from maillage.observatory.fetching.catalogue import Resource, official_files, resolve
from maillage.observatory.fetching.client import Client, FetchError
from maillage.observatory.fetching.company_search import Territory, gather, territory_of
from maillage.observatory.fetching.download import UNDER_WAY, download
from maillage.opendata.cli import main as opendata
from maillage.opendata.sources.communes import read_places
from maillage.opendata.sources.registry import all_sources
from maillage.opendata.store import Store
from tests.opendata.sources.company_search.answers import place, result
from tests.opendata.sources.official import UNITS_2026, siren, table, unit

from .servers import Portal, Served

SIRENE = "base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret"
ESS_LIST = official_files()["liste-ess"]
LENT = {"fetch": ("maillage.observatory.fetching.command", "télécharge")}
CRETEIL = Territory(("94028",), ("94028",), "Créteil")
CLIENT = Client(tries=3, pause=0, timeout=10)


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    one = Portal()
    monkeypatch.setenv("MAILLAGE_DATAGOUV_URL", one.address)
    monkeypatch.setenv("MAILLAGE_COMPANY_SEARCH_URL", one.address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield one
    one.close()


def units(count: int = 400) -> bytes:
    """StockUniteLegale in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("StockUniteLegale_utf8.csv", table(UNITS_2026, map(unit, range(1, count))))
    return out.getvalue()


def ess_list(count: int = 2000) -> bytes:
    header = [
        "SIREN",
        "Nom ou raison sociale de l'entreprise",
        "Famille juridique de l'entreprise",
        "Code postal",
    ]
    rows = [
        {header[0]: siren(n), header[1]: f"ASSOCIATION {n}", header[2]: "Associations"} for n in range(count)
    ]
    return table(header, rows).encode()


def publish_ess_list(portal: Portal, served: Served, **values: object) -> Served:
    return portal.publish(ESS_LIST.dataset, "Liste", "liste.csv", served, id=ESS_LIST.resource, **values)


def fetched(portal: Portal, served: Served, folder: Path, client: Client = CLIENT) -> bytes:
    portal.files["/files/liste.csv"] = served
    wanted = Resource(f"{portal.address}/files/liste.csv", "liste.csv")
    return download(client, wanted, folder, "ess-list").path.read_bytes()


# --- which files -------------------------------------------------------------------------------------------


def test_each_file_belongs_to_a_source_and_each_source_has_one() -> None:
    known = {source.name for source in all_sources()}
    named = {one.source for one in official_files().values()}
    assert named <= known
    assert known - named == {"company-search-units", "company-search-establishments"}
    for one in official_files().values():
        assert one.title and one.publisher and one.licence and one.cadence
        assert bool(one.by_hand) != bool(one.dataset), one.name


def test_the_newest_file_of_the_best_form_is_found_by_its_title(portal: Portal) -> None:
    for title, name, day in (
        (
            "Sirene : Fichier StockUniteLegaleHistorique du 01 Novembre 2026",
            "StockUniteLegaleHistorique.zip",
            "11-02",
        ),
        ("Sirene : Fichier StockUniteLegale (format parquet)", "StockUniteLegale_utf8.parquet", "11-03"),
        ("Sirene : Fichier StockUniteLegale du 01 Octobre 2026", "old/StockUniteLegale_utf8.zip", "10-02"),
        ("Sirene : Fichier StockUniteLegale du 01 Novembre 2026", "StockUniteLegale_utf8.zip", "11-02"),
        ("Sirene : Fichier StockEtablissement du 01 Novembre 2026", "StockEtablissement_utf8.zip", "11-02"),
    ):
        portal.publish(
            SIRENE, title, name, Served(b""), last_modified=f"2026-{day}T08:00:00.1+00:00", filesize=7
        )
    (found,) = resolve(CLIENT, official_files()["sirene-unites"])
    assert found == Resource(
        f"{portal.address}/files/StockUniteLegale_utf8.zip", "StockUniteLegale_utf8_2026-11-02.zip", 7, None
    )
    (places,) = resolve(CLIENT, official_files()["sirene-etablissements"])
    assert places.name == "StockEtablissement_utf8_2026-11-02.zip"


def test_as_many_of_the_newest_as_wanted(portal: Portal) -> None:
    contracts = official_files()["marches"]
    for month in range(1, 15):
        year, number = 2025 + (month > 12), (month - 1) % 12 + 1
        portal.publish(
            contracts.dataset,
            "mois",
            f"decp-{year}-{number:02}.json",
            Served(b""),
            last_modified=f"{year}-{number:02}-28T00:00:00+00:00",
        )
    names = [one.name for one in resolve(CLIENT, contracts)]
    assert len(names) == 12 and names[0] == "decp-2026-02.json" and names[-1] == "decp-2025-03.json"


@pytest.mark.parametrize("case", ["gone", "renamed", "odd", "by hand"])
def test_what_is_not_published_where_it_was(portal: Portal, case: str) -> None:
    wanted = official_files()["esus" if case == "by hand" else "finess"]
    if case == "renamed":
        portal.publish(wanted.dataset, "Un nouveau nom", "autre.csv", Served(b""))
    elif case == "odd":
        portal.files[f"/api/1/datasets/{wanted.dataset}/"] = Served(b'{"data": 1}')
    with pytest.raises(FetchError) as error:
        resolve(CLIENT, wanted)
    said = str(error.value)
    assert wanted.title in said and "maillage opendata load" in said
    assert ("On y voit : Un nouveau nom" in said) is (case == "renamed")


# --- one file ----------------------------------------------------------------------------------------------


def test_a_file_arrives_whole_and_is_loaded(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = units()
    digest = {"type": "sha1", "value": hashlib.sha1(content).hexdigest()}
    portal.publish(
        SIRENE, "Fichier StockUniteLegale", "StockUniteLegale_utf8.zip", Served(content), checksum=digest
    )
    folder = tmp_path / "files"
    assert opendata(["fetch", "sirene-unites", "--to", str(folder)], LENT) == 0
    assert "reçu et vérifié" in capsys.readouterr().out
    assert [path.name for path in folder.iterdir() if path.is_file()] == [
        "StockUniteLegale_utf8_2026-11-02.zip"
    ]
    assert [path.name for path in (folder / UNDER_WAY).iterdir() if path.name != ".lock"] == []
    assert opendata(["fetch", "sirene-unites", "--to", str(folder)], LENT) == 0
    assert "déjà là" in capsys.readouterr().out
    assert len(portal.asked_for("/files/")) == 1
    assert opendata(["--store", str(tmp_path / "store"), "load", str(folder)]) == 0
    manifest = Store(tmp_path / "store").require("sirene-units").manifest
    assert (manifest.rows_kept, manifest.vintage, manifest.scope) == (399, date(2026, 11, 2), "")


def test_a_stable_address_is_followed(portal: Portal, tmp_path: Path) -> None:
    publish_ess_list(portal, Served(ess_list(5)))
    portal.redirects[f"/api/1/datasets/r/{ESS_LIST.resource}"] = f"{portal.address}/files/liste.csv"
    (wanted,) = resolve(CLIENT, ESS_LIST)
    assert wanted.address == f"{portal.address}/api/1/datasets/r/{ESS_LIST.resource}"
    received = download(CLIENT, wanted, tmp_path, "ess-list")
    assert (received.path.name, received.path.read_bytes()) == ("liste_2026-11-02.csv", ess_list(5))


def test_a_cut_download_goes_on_where_it_stopped(portal: Portal, tmp_path: Path) -> None:
    content = ess_list()
    assert fetched(portal, Served(content, faults=["cut:1000", "cut:3000"]), tmp_path) == content
    assert [headers.get("range") for _, headers in portal.asked] == [None, "bytes=1000-", "bytes=4000-"]


def test_a_server_that_never_gives_the_end(portal: Portal, tmp_path: Path) -> None:
    content = ess_list()
    with pytest.raises(FetchError, match=r"coupée.*reçus.*elle reprendra"):
        fetched(portal, Served(content, faults=["cut:1000", *["cut:0"] * 3]), tmp_path)
    assert list(tmp_path.glob("*.csv")) == []
    assert fetched(portal, Served(content), tmp_path) == content
    assert portal.asked[-1][1]["range"] == "bytes=1000-"


def test_a_silent_server(portal: Portal, tmp_path: Path) -> None:
    content = ess_list()
    quick = Client(tries=2, pause=0, timeout=0.3)
    with pytest.raises(FetchError, match="s’est tu"):
        fetched(portal, Served(content, faults=["silent:500", *["silent:0"] * 3]), tmp_path, quick)
    assert fetched(portal, Served(content), tmp_path) == content
    assert portal.asked[-1][1]["range"] == "bytes=500-", "what came before the silence is kept"


def test_a_file_replaced_meanwhile_is_taken_anew(portal: Portal, tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        fetched(portal, Served(b"x" * 9000, faults=["cut:5000", *["cut:0"] * 3]), tmp_path)
    content = ess_list()
    assert fetched(portal, Served(content, tag='"2"'), tmp_path) == content


@pytest.mark.parametrize("tag", [None, 'W/"1"'])
def test_a_server_without_a_sure_tag_starts_again(portal: Portal, tmp_path: Path, tag: str | None) -> None:
    content = ess_list()
    assert fetched(portal, Served(content, tag=tag, faults=["cut:1000"]), tmp_path) == content
    assert "range" not in portal.asked[-1][1]


def test_a_file_whose_end_was_received_before_a_kill(portal: Portal, tmp_path: Path) -> None:
    content = ess_list()
    folder = tmp_path / UNDER_WAY
    folder.mkdir()
    (folder / "liste.csv").write_bytes(content)
    note = {"address": f"{portal.address}/files/liste.csv", "validator": '"1"'}
    (folder / "liste.csv.suite").write_text(json.dumps(note))
    assert fetched(portal, Served(content), tmp_path) == content
    assert len(portal.asked) == 1


def test_a_server_that_asks_to_wait_is_obeyed(portal: Portal, tmp_path: Path) -> None:
    told: list[str] = []
    client = Client(tries=3, pause=0, say=told.append)
    content = ess_list()
    assert fetched(portal, Served(content, faults=["429:0", "503"]), tmp_path, client) == content
    assert ["429" in told[0], "503" in told[1]] == [True, True]
    (tmp_path / "liste.csv").unlink()
    with pytest.raises(FetchError, match=r"attendre 60 min.*Relancez"):
        fetched(portal, Served(content, faults=["429:3600"]), tmp_path, client)
    with pytest.raises(FetchError, match="répond 500, après 3 essais"):
        fetched(portal, Served(content, faults=["500"] * 3), tmp_path, client)


def test_nothing_at_the_address_nor_anyone_there(portal: Portal, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="404"):
        download(CLIENT, Resource(f"{portal.address}/files/none.csv", "none.csv"), tmp_path, "ess-list")
    nobody = Portal()
    nobody.close()
    with pytest.raises(FetchError, match=r"refuse la connexion, après 3 essais.*HTTPS_PROXY"):
        download(CLIENT, Resource(f"{nobody.address}/files/a.csv", "a.csv"), tmp_path, "ess-list")
    with pytest.raises(FetchError, match="n’est pas une adresse http"):
        download(CLIENT, Resource((tmp_path / "a").as_uri(), "a.csv"), tmp_path, "ess-list")


def test_a_wrong_content_is_refused_and_not_kept(portal: Portal, tmp_path: Path) -> None:
    damaged = bytearray(units())
    damaged[600] ^= 0xFF
    plain = gzip.compress(ess_list())
    cases: list[tuple[str, bytes, str]] = [
        ("liste.csv", b"<!DOCTYPE html><html>Connexion au reseau</html>", "page web"),
        ("liste.csv", b"", "vide"),
        ("units.zip", bytes(damaged), "abîmé"),
        ("units.zip", units()[:-200], "incomplet ou abîmé"),
        ("liste.csv.gz", plain[:-20], "incomplet ou abîmé"),
        ("units.parquet", b"PAR1" + b"x" * 100, "Parquet incomplet"),
    ]
    for name, content, said in cases:
        portal.files[f"/files/{name}"] = Served(content)
        with pytest.raises(FetchError) as error:
            download(CLIENT, Resource(f"{portal.address}/files/{name}", name), tmp_path, "ess-list")
        assert name in str(error.value) and said in str(error.value)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_digest_that_does_not_hold(portal: Portal, tmp_path: Path) -> None:
    portal.files["/files/liste.csv"] = Served(ess_list())
    wanted = Resource(f"{portal.address}/files/liste.csv", "liste.csv", None, ("sha256", "0" * 64))
    with pytest.raises(FetchError, match="empreinte sha256"):
        download(CLIENT, wanted, tmp_path, "ess-list")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_sound_but_not_as_announced_is_kept_and_said(portal: Portal, tmp_path: Path) -> None:
    portal.files["/files/liste.csv"] = Served(ess_list())
    address = f"{portal.address}/files/liste.csv"
    assert (
        "en annonçait 5\u00a0o" in download(CLIENT, Resource(address, "a.csv", 5), tmp_path, "ess-list").remark
    )
    remark = download(CLIENT, Resource(address, "b.csv"), tmp_path, "rna").remark
    assert "n’est pas reconnu comme « rna »" in remark and "« ess-list »" in remark
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes() == ess_list()


def test_no_room_for_it_is_said_before(portal: Portal, tmp_path: Path) -> None:
    portal.files["/files/liste.csv"] = Served(b"")
    wanted = Resource(f"{portal.address}/files/liste.csv", "liste.csv", 10**18)
    with pytest.raises(FetchError, match="Libérez de la place"):
        download(CLIENT, wanted, tmp_path, "ess-list")


# --- the command, killed ----------------------------------------------------------------------------------


def command(portal: Portal, *arguments: str, limit: int | None = None) -> subprocess.Popen[str]:
    def restrain() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "maillage.site.cli", "opendata", "fetch", *arguments],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=restrain,
    )


def test_a_full_disk_then_a_kill_lose_nothing(portal: Portal, tmp_path: Path) -> None:
    content = ess_list(15_000)
    served = publish_ess_list(portal, Served(content))
    portal.redirects[f"/api/1/datasets/r/{ESS_LIST.resource}"] = f"{portal.address}/files/liste.csv"
    full = command(portal, "liste-ess", "--to", str(tmp_path), limit=300_000)
    said = full.communicate(timeout=120)[1]
    assert full.returncode == 1
    assert "le disque est plein" in said and "liste_2026-11-02.csv" in said
    part = tmp_path / UNDER_WAY / "liste_2026-11-02.csv"
    kept = part.stat().st_size
    assert 0 < kept <= 300_000 and content.startswith(part.read_bytes())

    served.faults = ["silent:100000"]
    killed = command(portal, "liste-ess", "--to", str(tmp_path))
    reached = threading.Event()

    def watch() -> None:
        while not reached.wait(0.02) and killed.poll() is None:
            if part.stat().st_size > kept:
                killed.send_signal(signal.SIGKILL)
                return

    watch()
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []

    assert opendata(["fetch", "liste-ess", "--to", str(tmp_path)], LENT) == 0
    assert (tmp_path / "liste_2026-11-02.csv").read_bytes() == content
    ranges = [int(headers["range"][6:-1]) for _, headers in portal.asked_for("/files/") if "range" in headers]
    assert ranges[0] == kept and ranges[1] > kept


def test_what_cannot_be_had_does_not_stop_the_rest(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_ess_list(portal, Served(ess_list(3)))
    portal.redirects[f"/api/1/datasets/r/{ESS_LIST.resource}"] = f"{portal.address}/files/liste.csv"
    assert opendata(["fetch", "finess", "liste-ess", "--to", str(tmp_path)], LENT) == 1
    said = capsys.readouterr()
    assert "FINESS" in said.err and "liste_2026-11-02.csv : reçu et vérifié" in said.out
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["inconnu"], "Il y a : sirene-unites"),
        (["finess", "--territory", "94028"], "non les deux"),
        (["--all"], "accompagne --territory"),
        (["--territory", "99999"], "94028"),
    ],
)
def test_what_is_asked_wrongly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert opendata(["fetch", *arguments, "--to", str(tmp_path)], LENT) == 1
    assert said in capsys.readouterr().err


def test_the_command_tells_which_files_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert opendata(["fetch", "--list"], LENT) == 0
    out = capsys.readouterr().out
    assert all(one.name in out and one.cadence in out for one in official_files().values())


# --- one territory ----------------------------------------------------------------------------------------


def populate(portal: Portal, count: int, **values: object) -> None:
    portal.companies += [result(len(portal.companies) + n, **values) for n in range(1, count + 1)]


def sirens(path: Path) -> list[str]:
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return [line["siren"] for line in lines if "siren" in line]


def test_a_territory_is_its_communes_of_today_and_their_districts() -> None:
    places = read_places()
    assert territory_of(["94028"], places) == CRETEIL
    assert territory_of(["75028"], places).label == "Créteil"  # its code of before 1968
    assert set(territory_of(["200058006"], places).communes) > {"94028", "94002", "94044"}
    assert territory_of(["69123"], places).communes == tuple(str(code) for code in range(69381, 69390))
    assert (
        len(territory_of(["94"], places).communes) == 47
        and "et 44 autres" in territory_of(["94"], places).label
    )


def test_every_page_is_gathered_and_loaded(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    populate(portal, 60)
    populate(portal, 3, matching_etablissements=[], siege=place(1000, 1, commune="75056"))
    portal.companies[5]["complements"]["est_ess"] = False
    folder = tmp_path / "files"
    assert opendata(["fetch", "--territory", "94028", "94002", "--to", str(folder)], LENT) == 0
    (path,) = folder.glob("*.jsonl")
    assert path.name.startswith("recherche-entreprises_94028-94002_20")
    assert sorted(sirens(path)) == sorted(
        one["siren"] for one in portal.companies[:60] if one["complements"]["est_ess"]
    )
    assert "DIRIGEANTE" not in path.read_text("utf-8")
    assert opendata(["--store", str(tmp_path / "store"), "load", str(folder)]) == 0
    store = Store(tmp_path / "store")
    assert store.require("sirene-units").manifest.rows_kept == 59
    assert store.require("sirene-establishments").manifest.ess_only
    assert "Alfortville, Créteil" in store.require("sirene-units").manifest.scope


def test_all_establishments_are_asked_for_apart(portal: Portal, tmp_path: Path) -> None:
    populate(portal, 2)
    portal.companies[0]["complements"]["est_ess"] = False
    one = gather(CLIENT, CRETEIL, tmp_path, ess_only=False, per_second=1000)
    assert len(sirens(one.path)) == 2 and "_tout_" in one.path.name
    two = gather(CLIENT, CRETEIL, tmp_path, per_second=1000)
    assert len(sirens(two.path)) == 1
    assert ["est_ess" in path for path, _ in portal.asked] == [False, True]


def test_a_question_too_large_is_split_until_it_holds(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.limit = 100  # the service's is 10 000
    monkeypatch.setattr(company_search, "LIMIT", 100)
    populate(portal, 90, section_activite_principale="S", etat_administratif="A")
    populate(portal, 40, section_activite_principale="S", etat_administratif="C")
    populate(portal, 30, section_activite_principale="R")
    received = gather(CLIENT, CRETEIL, tmp_path, per_second=1000)
    assert not received.remark
    assert sorted(sirens(received.path)) == sorted(one["siren"] for one in portal.companies)
    assert all("per_page=25" in path for path, _ in portal.asked)


def test_what_no_split_can_hold_is_said(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.limit = 50
    monkeypatch.setattr(company_search, "LIMIT", 50)
    populate(portal, 70)
    received = gather(CLIENT, CRETEIL, tmp_path, per_second=1000)
    assert len(sirens(received.path)) == 50
    assert "94028 S A 03" in received.remark
    assert json.loads(received.path.read_text("utf-8").splitlines()[-1])["cut"] == ["94028 S A 03"]


def test_no_more_than_seven_requests_a_second(portal: Portal, tmp_path: Path) -> None:
    portal.rate = 7
    populate(portal, 230)
    received = gather(CLIENT, CRETEIL, tmp_path)
    assert len(sirens(received.path)) == 230
    assert portal.answered == [200] * 10


def test_a_service_that_says_later_is_obeyed(portal: Portal, tmp_path: Path) -> None:
    populate(portal, 30)
    portal.faults = ["429:0", "", "503", "500"]
    told: list[str] = []
    client = Client(tries=3, pause=0, say=told.append)
    received = gather(client, CRETEIL, tmp_path, per_second=1000)
    assert len(sirens(received.path)) == 30
    assert portal.answered == [429, 200, 503, 500, 200]
    assert len(told) == 3


@pytest.mark.parametrize(
    ("fault", "said"),
    [("html", "du JSON"), ("odd", "forme attendue"), ("400", "refuse la demande"), ("403", "accès")],
)
def test_pages_received_are_not_asked_again(portal: Portal, tmp_path: Path, fault: str, said: str) -> None:
    populate(portal, 80)
    portal.faults = ["", "", fault]
    with pytest.raises(FetchError, match=said):
        gather(CLIENT, CRETEIL, tmp_path, per_second=1000, today=date(2026, 11, 24))
    assert list(tmp_path.glob("*.jsonl")) == []
    portal.asked.clear()
    received = gather(CLIENT, CRETEIL, tmp_path, per_second=1000, today=date(2026, 11, 25))
    assert received.path.name == "recherche-entreprises_94028_2026-11-24.jsonl"
    assert sorted(sirens(received.path)) == sorted(one["siren"] for one in portal.companies)
    assert ["page=3&" in portal.asked[0][0], "page=4&" in portal.asked[1][0], len(portal.asked)] == [
        True,
        True,
        2,
    ]


def test_what_is_too_old_or_other_is_begun_anew(portal: Portal, tmp_path: Path) -> None:
    populate(portal, 80)
    portal.faults = ["", "400"]
    with pytest.raises(FetchError):
        gather(CLIENT, CRETEIL, tmp_path, per_second=1000, today=date(2026, 11, 1))
    received = gather(CLIENT, CRETEIL, tmp_path, per_second=1000, today=date(2026, 11, 25))
    assert received.path.name.endswith("2026-11-25.jsonl")
    assert len(sirens(received.path)) == len(set(sirens(received.path))) == 80


def test_a_kill_loses_a_page_at_most(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.limit = 100
    populate(portal, 60)
    reached = threading.Event()
    portal.on_page = lambda count: (reached.set(), portal.holding.wait(30)) if count == 3 else None
    killed = command(portal, "--territory", "94028", "--to", str(tmp_path))
    assert reached.wait(120)
    killed.kill()
    killed.communicate(timeout=60)
    (part,) = (tmp_path / UNDER_WAY).glob("*.jsonl")
    with part.open("ab") as out:  # a line that the kill cut
        out.write(b'{"siren": "12')
    portal.on_page = lambda count: None
    portal.asked.clear()
    received = gather(CLIENT, CRETEIL, tmp_path, per_second=1000)
    assert sorted(sirens(received.path)) == sorted(one["siren"] for one in portal.companies)
    assert len(portal.asked) == 1 and "page=3&" in portal.asked[0][0]
