"""The registers and lists beside SIRENE: RNA, ESS list, ESUS, insertion structures, FINESS, foundations."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage.opendata.store import Store

from .official import siren, siret, table

Rows = Callable[[str], list[dict[str, Any]]]
Load = Callable[..., int]

WALDEC = (
    "id;id_ex;siret;rup_mi;gestion;date_creat;date_decla;date_publi;date_disso;nature;groupement;titre;"
    "titre_court;objet;objet_social1;objet_social2;adrs_complement;adrs_numvoie;adrs_repetition;adrs_typevoie;"
    "adrs_libvoie;adrs_distrib;adrs_codeinsee;adrs_codepostal;adrs_libcommune;adrg_declarant;adrg_complemid;"
    "adrg_complemgeo;adrg_libvoie;adrg_distrib;adrg_codepostal;adrg_achemine;adrg_pays;dir_civilite;telephone;"
    "siteweb;email;publiweb;observation;position;maj_time"
)
IMPORT = (
    "id;id_ex;siret;gestion;date_creat;date_publi;nature;groupement;titre;objet;objet_social1;objet_social2;adr1;"
    "adr2;adr3;adrs_codepostal;libcom;adrs_codeinsee;dir_civilite;telephone;siteweb;email;observation;position;"
    "rup_mi;maj_time"
)


def _waldec(number: str = "W941000123", **values: str) -> dict[str, str]:
    return {
        "id": number,
        "date_creat": "1998-02-03",
        "date_decla": "2015-06-01",
        "date_disso": "0001-01-01",
        "groupement": "S",
        "nature": "D",
        "titre": "LES ÉTÉS DE L'ÎLE",
        "objet": "donner à lire",
        "objet_social1": "006030",
        "objet_social2": "000000",
        "adrs_numvoie": "3",
        "adrs_typevoie": "RUE",
        "adrs_libvoie": "de la Paix",
        "adrs_distrib": "_",
        "adrs_codeinsee": "94028",
        "adrs_codepostal": "94000",
        "adrs_libcommune": "Créteil",
        "position": "A",
        **values,
    }


def _import(number: str = "941S0941012577", **values: str) -> dict[str, str]:
    return {
        "id": number,
        "date_creat": "0001-01-01",
        "titre": "AMICALE",
        "objet": "se réunir",
        "objet_social1": "000000",
        "adr1": "Mairie",
        "adr2": "20        RUE  Neuve",
        "adrs_codepostal": "00000",
        "adrs_codeinsee": "94028",
        "position": "A",
        **values,
    }


def _text(header: str, *found: dict[str, str]) -> str:
    return table(header.split(";"), found, ";")


def test_rna_waldec_and_import_make_one_table(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    with zipfile.ZipFile(folder / "rna_waldec_20260301.zip", "w") as archive:
        archive.writestr("rna_waldec_20260301_dpt_93.csv", _text(WALDEC, _waldec("W931000001")))
        archive.writestr("rna_waldec_20260301_dpt_94.csv", _text(WALDEC, _waldec(siret=siret(4))))
    (folder / "rna_import_20260301.csv").write_text(
        _text(IMPORT, _import(), _import("941S0941012578", position="R", observation="W941000777")), "utf-8"
    )
    assert load() == 0
    found = {row["rna"] or row["former_number"]: row for row in rows("rna")}
    assert set(found) == {"W931000001", "W941000123", "941S0941012577", "W941000777"}
    one = found["W941000123"]
    assert one["title"] == "LES ÉTÉS DE L'ÎLE" and one["siret"] == siret(4) and one["register"] == "waldec"
    assert (one["street"], one["commune"], one["postcode"]) == ("3 RUE de la Paix", "94028", "94000")
    assert (one["created_on"], one["declared_on"], one["dissolved_on"]) == (
        date(1998, 2, 3),
        date(2015, 6, 1),
        None,
    )
    old = found["941S0941012577"]
    assert (old["register"], old["rna"], old["created_on"], old["postcode"]) == ("import", None, None, None)
    assert old["street"] == "20 RUE Neuve"
    taken = found["W941000777"]
    assert (taken["position"], taken["former_number"]) == ("R", "941S0941012578")
    manifest = store.require("rna").manifest
    assert (manifest.rows_read, manifest.rows_kept, len(manifest.files)) == (4, 4, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_rna_in_any_encoding_and_separator(
    folder: Path, load: Load, rows: Rows, encoding: str, delimiter: str
) -> None:
    text = table(WALDEC.split(";"), [_waldec(objet="à l'été ; au chœur".replace("œ", "oe"))], delimiter)
    (folder / "rna_waldec_20260301.csv").write_bytes(text.encode(encoding))
    assert load() == 0
    assert rows("rna")[0]["title"] == "LES ÉTÉS DE L'ÎLE"
    assert rows("rna")[0]["object"] == "à l'été ; au choeur"


def test_rna_lines_of_two_encodings_in_one_file(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    lines = _text(WALDEC, _waldec(), _waldec("W941000124")).splitlines(keepends=True)
    (folder / "rna_waldec_20260301.csv").write_bytes(
        lines[0].encode() + lines[1].encode("cp1252") + lines[2].encode("utf-8")
    )
    assert load() == 0
    assert {row["title"] for row in rows("rna")} == {"LES ÉTÉS DE L'ÎLE"}
    assert store.require("rna").manifest.repaired == {"ligne en Windows-1252 (ISO-8859-1), accents rétablis": 1}


def test_rna_keeps_a_letter_lost_by_the_publisher_and_counts_it(folder: Path, load: Load, store: Store) -> None:
    (folder / "rna_waldec_20260301.csv").write_text(_text(WALDEC, _waldec(titre="d\ufffdmocratie")), "utf-8")
    assert load() == 0
    assert store.require("rna").manifest.repaired == {"lettre perdue avant nous (�), gardée telle quelle": 1}


def test_rna_does_not_keep_what_is_no_identifier_nor_site(
    folder: Path, load: Load, rows: Rows, store: Store
) -> None:
    (folder / "rna_waldec_20260301.csv").write_text(
        _text(
            WALDEC,
            _waldec("W941000001", siret="0", siteweb="moi@exemple.fr", adrs_codeinsee="00000"),
            _waldec("W941000002", siret="12345678901234", siteweb="www.exemple.fr", date_creat="2914-01-01"),
        ),
        "utf-8",
    )
    assert load() == 0
    first, second = rows("rna")
    assert (first["siret"], first["website"], first["commune"]) == (None, None, None)
    assert (second["siret"], second["website"], second["created_on"]) == (None, "www.exemple.fr", None)
    assert store.require("rna").manifest.repaired == {
        "SIRET faux, laissé vide": 1,
        "date invraisemblable, laissée vide": 1,
    }


def test_ess_list_puts_the_zeros_back(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    header = [
        "SIREN",
        "Nom ou raison sociale de l'entreprise",
        "Famille juridique de l'entreprise",
        "Code postal",
        "Libellé de la commune de l'établissement",
        "Code du département de l'établissement",
        "Département de l'établissement",
        "Région de l'établissement",
    ]
    cells = [
        siren(578000).lstrip("0"),
        "COOP D'ICI",
        "Coopératives",
        "1000",
        "Bourg-en-Bresse",
        "1",
        "Ain",
        "ARA",
    ]
    (folder / "liste-entreprises-ess-20231120.csv").write_text(
        table(header, [dict(zip(header, cells)), dict(zip(header, [siren(2), *cells[1:]]))]), "utf-8"
    )
    assert load() == 0
    assert rows("ess-list")[0] == {
        "siren": siren(578000),
        "name": "COOP D'ICI",
        "family": "Coopératives",
        "postcode": "01000",
        "commune_name": "Bourg-en-Bresse",
        "department": "01",
        "line": 2,
    }
    manifest = store.require("ess-list").manifest
    assert manifest.vintage == date(2023, 11, 20)
    assert manifest.columns_unknown == manifest.columns_missing == ()


def test_esus_reads_spaced_numbers_and_french_dates(folder: Path, load: Load, rows: Rows) -> None:
    number = siren(1)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    (folder / "liste_esus_2026-01.csv").write_text(
        "numero_siren,Dénomination,Date d'agrément,Date de fin,Département\n"
        f"{spaced},SOLIDAIRE SAS,02/03/2024,01/03/2029,94 - Val-de-Marne\n"
        f"{siren(2)},AUTRE,2023-01-01,,2A\n",
        "utf-8",
    )
    assert load() == 0
    first, second = rows("esus")
    assert first == {
        "siren": number,
        "name": "SOLIDAIRE SAS",
        "agreed_on": date(2024, 3, 2),
        "until_on": date(2029, 3, 1),
        "department": "94",
        "line": 2,
    }
    assert (second["until_on"], second["department"]) == (None, "2A")


def test_a_list_with_a_siren_is_not_for_that_an_esus_list(folder: Path, load: Load, store: Store) -> None:
    (folder / "annuaire.csv").write_text(f"siren,denomination\n{siren(1)},X\n", "utf-8")
    assert load() == 1
    assert store.datasets() == []


def test_a_structure_has_a_row_for_each_convention(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    header = [
        "siret",
        "kind",
        "name",
        "brand",
        "address",
        "post_code",
        "city",
        "department",
        "naf",
        "lon",
        "lat",
    ]
    base = {"siret": siret(1), "kind": "EI", "name": "RÉGIE", "address": "1 rue X", "post_code": "94000"}
    (folder / "siae_2026-01-05.csv").write_text(
        table(
            header,
            [
                base,
                {**base, "kind": "ACI"},
                {**base, "kind": "ACI"},
                {**base, "siret": siret(2), "kind": "XYZ"},
            ],
        ),
        "utf-8",
    )
    assert load() == 0
    assert [(row["siren"], row["kind"]) for row in rows("siae")] == [
        (siren(1), "EI"),
        (siren(1), "ACI"),
        (siren(2), "XYZ"),
    ]
    manifest = store.require("siae").manifest
    assert manifest.refused == {"ligne en double (même structure et même convention), gardée une seule fois": 1}
    assert manifest.repaired == {"type de structure inconnu, gardé": 1}


def test_labelled_geiq_join_the_insertion_structures(
    folder: Path, load: Load, rows: Rows, store: Store
) -> None:
    geiq = [
        {
            "antennes": [{"siret": siret(9)}],
            "cp": "53000",
            "id": 1,
            "nom": "GEIQ 53",
            "siret": siret(3),
            "ville": "LAVAL",
        },
        {"antennes": [], "cp": "75010", "id": 2, "nom": "FÉDÉRATION DES GEIQ", "siret": "", "ville": "Paris"},
        {"antennes": [], "cp": "24000", "id": 3, "nom": "GEIQ 24", "siret": "", "ville": "BERGERAC"},
    ]
    (folder / "geiq.json").write_text(json.dumps([{"fields": {"data": geiq}}]), "utf-8")
    (folder / "siae.csv").write_text(
        f"siret,kind,name,brand,address,post_code,city\n{siret(1)},ACI,CHANTIER,,2 rue Y,94000,Créteil\n",
        "utf-8",
    )
    assert load("--vintage", "2026-01-05") == 0
    assert sorted((row["kind"], row["name"], row["siret"]) for row in rows("siae")) == [
        ("ACI", "CHANTIER", siret(1)),
        ("GEIQ", "GEIQ 24", None),
        ("GEIQ", "GEIQ 53", siret(3)),
    ]
    manifest = store.require("siae").manifest
    assert manifest.refused == {"fédération de Geiq, pas un groupement": 1}
    assert manifest.repaired == {"sans SIRET, gardée": 1}


def test_a_geiq_written_with_numbers_is_read_and_one_that_is_no_record_is_said(
    folder: Path, load: Load, rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "geiq.json"
    one = {"antennes": [], "cp": 53000, "id": 1, "nom": 53, "siret": siret(3), "ville": "LAVAL"}
    path.write_text(json.dumps([{"fields": {"data": [one]}}]), "utf-8")
    assert load("--vintage", "2026-01-05") == 0
    assert [(row["siret"], row["name"], row["postcode"]) for row in rows("siae")] == [(siret(3), "53", "53000")]
    path.write_text(json.dumps([{"fields": {"data": [one, "GEIQ"]}}]), "utf-8")
    assert load("--vintage", "2026-01-05") == 1
    assert "geiq.json" in capsys.readouterr().err
    assert len(rows("siae")) == 1


def test_finess_has_no_header(folder: Path, load: Load, rows: Rows, store: Store) -> None:
    def line(number: str, department: str, commune: str, town: str, of: str) -> str:
        cells = [""] * 32
        cells[0], cells[1], cells[3], cells[4] = "structureet", number, "ESAT", "ESAT DES PRÉS"
        cells[12], cells[13], cells[15], cells[18], cells[22] = commune, department, town, "246", of
        return ";".join(cells)

    text = "\n".join(
        [
            "finess;etalab;98;2026-01-07",
            line("940000001", "94", "028", "94000 CRÉTEIL", siret(1)),
            line("2A0000002", "2A", "004", "20000 AJACCIO", ""),
            line("970100003", "9A", "105", "97100 BASSE TERRE", "123"),
            "geolocalisation;940000001;1;2;x;2026-01-07",
        ]
    )
    (folder / "etalab-cs1100502-20260107.csv").write_bytes(text.encode("latin-1") + b"\n")
    assert load() == 0
    found = rows("finess")
    assert found[0] == {
        "number": "940000001",
        "siret": siret(1),
        "category": "246",
        "name": "ESAT DES PRÉS",
        "commune": "94028",
        "postcode": "94000",
        "line": 2,
    }
    assert [row["commune"] for row in found] == ["94028", "2A004", "97105"]
    manifest = store.require("finess").manifest
    assert (manifest.rows_read, manifest.rows_kept) == (3, 3)
    assert manifest.repaired == {"SIRET faux, laissé vide": 1}


def test_foundations_without_siret_are_kept(folder: Path, load: Load, rows: Rows) -> None:
    (folder / "rnf-2026-02-01.csv").write_text(
        "titre,numero_rnf,siret,date_creation,adresse,code_postal,ville,type_organisme\n"
        f"FONDATION A,023-FDD-00001,{siret(1)},2011-04-05,1 rue Z,94000,Créteil,FRUP\n"
        "FONDS B,023-FDD-00002,,,,,,FDD\n",
        "utf-8",
    )
    assert load() == 0
    first, second = rows("foundations")
    assert (first["number"], first["siret"], first["created_on"]) == (
        "023-FDD-00001",
        siret(1),
        date(2011, 4, 5),
    )
    assert (second["siret"], second["kind"]) == (None, "FDD")
