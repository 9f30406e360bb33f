"""The generated country has the margins of the real one, within what chance allows at its scale."""

from __future__ import annotations

from collections import Counter
from math import sqrt

import pytest

from maillage.kernel.text import fold
from maillage.opendata.generator import margins
from maillage.opendata.generator.hashing import Draws, indexes
from maillage.opendata.generator.words import activities, homonyms

from .conftest import SCALE, Tables

ESS = "economieSocialeSolidaireUniteLegale = 'O'"
ACTIVE = "etatAdministratifEtablissement = 'A'"


def near(found: object, national: float, *, bias: float = 0.01) -> bool:
    """Whether a count at SCALE agrees with a national one: four standard deviations, and a bias."""
    expected = national * SCALE
    return abs(float(str(found)) - expected) <= 4 * sqrt(expected) + bias * expected


def share_near(found: object, wanted: float, rows: object, *, bias: float = 0.01) -> bool:
    """The same for a share among some rows."""
    return abs(float(str(found)) - wanted) <= 4 * sqrt(wanted * (1 - wanted) / int(str(rows))) + bias * wanted


def test_establishments_and_their_life(tables: Tables) -> None:
    rows = tables.one("SELECT count(*) FROM establishments")
    assert near(rows, margins.ESTABLISHMENTS)
    assert share_near(
        tables.one(f"SELECT avg(({ACTIVE})::INT) FROM establishments"), margins.ACTIVE_ESTABLISHMENTS, rows
    )
    assert near(tables.one("SELECT count(*) FROM units"), margins.UNITS)


def test_headcount_bands_among_active_establishments(tables: Tables) -> None:
    found = dict(
        tables.all(
            "SELECT CASE WHEN trancheEffectifsEtablissement >= '21' AND trancheEffectifsEtablissement < 'N' "
            "THEN '21' ELSE trancheEffectifsEtablissement END AS band, count(*) "
            f"FROM establishments WHERE {ACTIVE} GROUP BY band"
        )
    )
    total = sum(int(str(count)) for count in found.values())
    for band, share in margins.BAND_SHARES.items():
        assert share_near(int(str(found[band])) / total, share, total, bias=0.03), band


@pytest.mark.parametrize("legal", margins.FLAGGED)
def test_flagged_units_by_legal_category(tables: Tables, legal: str) -> None:
    count = tables.one(f"SELECT count(*) FROM units WHERE {ESS} AND categorieJuridiqueUniteLegale = '{legal}'")
    assert near(count, margins.FLAGGED[legal], bias=0.08 if legal == "5710" else 0.03)


def test_flagged_units_and_their_activity(tables: Tables) -> None:
    assert near(tables.one(f"SELECT count(*) FROM units WHERE {ESS}"), margins.FLAGGED_TOTAL, bias=0.02)
    for naf, count in margins.FLAGGED_NAF.items():
        found = tables.one(
            f"SELECT count(*) FROM units WHERE {ESS} AND activitePrincipaleUniteLegale = '{naf}'"
        )
        assert near(found, count, bias=0.04), naf


def test_the_list_of_ess_france(tables: Tables) -> None:
    rows = tables.one("SELECT count(*) FROM ess")
    assert near(rows, margins.ESS_LIST, bias=0.03)
    family = "\"Famille juridique de l'entreprise\" = 'Associations'"
    assert share_near(tables.one(f"SELECT avg(({family})::INT) FROM ess"), 0.97, rows)
    name = "\"Nom ou raison sociale de l'entreprise\" = 'COMITE DES FETES'"
    assert near(tables.one(f"SELECT count(*) FROM ess WHERE {name}"), 2_966, bias=0.1)


def test_jobs_and_employers_of_the_ess(tables: Tables) -> None:
    found = tables.all(
        "SELECT family, trancheEffectifsEtablissement, count(*) FROM establishments JOIN truth USING (siren) "
        f"WHERE {ACTIVE} AND family IS NOT NULL AND trancheEffectifsEtablissement NOT IN ('NN', '00') "
        "GROUP BY ALL"
    )
    employers: Counter[str] = Counter()
    jobs: Counter[str] = Counter()
    for family, band, count in found:
        employers[str(family)] += int(str(count))
        jobs[str(family)] += int(str(count)) * margins.JOBS[str(band)]
    assert near(sum(employers[family] for family in margins.ESS_EMPLOYERS), 210_000, bias=0.02)
    assert jobs["association"] == pytest.approx(margins.ESS_JOBS["association"] * SCALE, rel=0.15)
    total = sum(margins.ESS_JOBS.values())
    assert sum(jobs[family] for family in margins.ESS_JOBS) == pytest.approx(total * SCALE, rel=0.15)


def test_the_rna(tables: Tables) -> None:
    columns = "id, siret, position, objet_social1, titre"
    both = f'(SELECT {columns}, true AS new FROM waldec UNION ALL SELECT {columns}, false FROM "import")'
    rows = tables.one(f"SELECT count(*) FROM {both}")
    assert near(rows, margins.RNA_ROWS, bias=0.03)
    for condition, share, bias in (
        ("new", margins.RNA_WALDEC, 0.02),
        ("siret IS NOT NULL", margins.RNA_SIRET, 0.05),
        ("objet_social1 = '000000'", margins.RNA_NO_OBJECT, 0.05),
        *((f"position = '{code}'", share, 0.03) for code, share in margins.RNA_POSITIONS.items()),
    ):
        found = tables.one(f"SELECT avg(({condition})::INT) FROM {both}")
        assert share_near(found, share, rows, bias=bias), condition
    length = tables.one(f"SELECT avg(length(titre)) FROM {both}")
    assert float(str(length)) == pytest.approx(margins.RNA_TITLE_LENGTH, abs=3)


def test_organisations_seen_in_two_sources_are_spelt_in_two_ways(tables: Tables) -> None:
    pairs = tables.all(
        "SELECT denominationUniteLegale, titre FROM truth JOIN units USING (siren) "
        "JOIN waldec ON waldec.id = rna WHERE denominationUniteLegale <> '[ND]'"
    )
    differing = sum(fold(str(left)) != fold(str(right)) for left, right in pairs) / len(pairs)
    assert share_near(differing, margins.SPELT_IN_TWO_WAYS, len(pairs), bias=0.02)


def test_insertion_and_adapted_work(tables: Tables) -> None:
    assert near(tables.one("SELECT count(*) FROM siae"), 11_000, bias=0.02)
    iae = tables.one("SELECT count(*) FROM siae WHERE kind IN ('EI', 'ETTI', 'AI', 'ACI', 'EITI')")
    assert near(iae, 4_820, bias=0.02)
    assert tables.one("SELECT count(*) FROM siae WHERE kind = 'ESAT'") == sum(
        1 for _ in (tables.folder / "finess-donnees-inventees.csv").open("rb")
    ) - 1  # fmt: skip


def test_communes_are_drawn_by_population(tables: Tables) -> None:
    paris = tables.one("SELECT count(*) FROM establishments WHERE starts_with(codeCommuneEtablissement, '751')")
    assert near(paris, margins.ESTABLISHMENTS * 2_103_778 / 68_950_000, bias=0.05)
    assert tables.one("SELECT count(*) FROM establishments WHERE codeCommuneEtablissement = '75056'") == 0


def test_local_law_stands_in_alsace_and_moselle(tables: Tables) -> None:
    found = tables.all(
        "SELECT DISTINCT left(commune, 2) FROM truth WHERE legal_category = '9260'",
    )
    assert {row[0] for row in found} == {"57", "67", "68"}


def test_draws_are_even_and_independent() -> None:
    draws = Draws(3, indexes(0, 200_000))
    first, second = draws.real("one"), draws.real("other")
    assert abs(first.mean() - 0.5) < 0.005
    assert abs(((first - 0.5) * (second - 0.5)).mean()) < 0.001
    counts = [int((draws.pick("three", [1, 2, 1]) == value).sum()) for value in range(3)]
    assert counts[1] == pytest.approx(100_000, rel=0.02)


def test_banks_of_words_are_whole() -> None:
    from maillage.kernel.vocabulary import THEMES

    themes = {theme.code for theme in THEMES}
    assert {one.theme for one in activities()} <= themes
    assert {kind.theme for kind in margins.KINDS if kind.theme} <= themes
    for one in activities():
        assert one.names and one.objects and all(len(code) == 6 for code in one.rna)
    assert all(activities()[position].weight == 0 for position, _ in homonyms())
