"""From generated files to the seed's own table: computed, and changed by changing one generated row."""

from __future__ import annotations

import csv
from pathlib import Path

from maillage.opendata.cli import main
from maillage.opendata.diagnosis import Diagnosis, Territory, freeze_diagnosis
from maillage.opendata.generator import generate, plaine_centrale_plan
from maillage.opendata.generator.plan import Plan
from maillage.opendata.national.run import run_pass
from maillage.opendata.sources.communes import load_communes
from maillage.opendata.store import Store

PLAINE = Territory(
    slug="plaine-centrale",
    name="Plaine Centrale",
    communes=("94002", "94028", "94044"),
    collectivities=(
        ("219400025", "Alfortville"),
        ("219400280", "Créteil"),
        ("219400447", "Limeil-Brévannes"),
        ("999999998", "Communauté d’agglomération"),
    ),
)
# The summary table of the synthesis of 10 January 2005.
SEED = {
    "synthese.associations-employeuses": 844,
    "synthese.scop": 0,
    "synthese.mutuelles": 13,
    "synthese.banques": 4,
    "synthese.autres-preteurs": 1,
    "synthese.banque.credit-municipal": 1,
    "synthese.fondations": 3,
    "synthese.siae": 10,
    "synthese.siae.ei": 4,
    "synthese.siae.etti": 1,
    "synthese.siae.ai": 3,
    "synthese.siae.aci": 2,
    "synthese.esat": 4,
    "synthese.clubs": 1,
    "synthese.groupements": 0,
}
# What the plan adds around the ESS: enough of it here, so that the test is quick.
_AROUND = ("sarl", "sas", "personne", "sci", "copropriete", "organisme-social")


class Pipeline:
    """The generated files, and what is drawn from them as they stand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "opendata")
        content = dict(plaine_centrale_plan().content)
        content["units"] = [
            {**unit, "count": max(1, unit["count"] // 100)} if unit["kind"] in _AROUND else unit
            for unit in content["units"]
        ]
        generate(folder / "files", seed=2005, scale=0, plan=Plan(content))
        load_communes(self.store)

    def draw(self, *only: str) -> Diagnosis:
        """Load (some sources only), qualify, freeze."""
        assert main(["--store", str(self.store.root), "load", str(self.folder / "files"), *only]) == 0
        national = run_pass(self.store)
        return freeze_diagnosis(self.store, PLAINE, national.on, out=self.folder / "diagnoses")


def test_the_seed_s_table_is_computed_and_one_row_changes_it(tmp_path: Path) -> None:
    pipeline = Pipeline(tmp_path)
    drawn = pipeline.draw()
    assert {code: drawn.figure(code).value for code in SEED} == SEED
    assert drawn.figure("synthese.scop").state == "none"
    assert drawn.notice == "Données inventées"
    assert drawn.count("synthese.associations-employeuses") == 844
    _subsidies(drawn)

    page = drawn.rows("employeurs.non", size=500)
    quiet = next(
        row["siret"] for row in page.rows if row["family"] == "association" and row["headcount"] == "NN"
    )
    _employ(pipeline.folder / "files", quiet)
    again = pipeline.draw("--only", "sirene-establishments")
    assert again.figure("synthese.associations-employeuses").value == 845
    assert again.reference != drawn.reference
    # The former one is opened as it was.
    assert drawn.count("synthese.associations-employeuses") == 844


def _subsidies(drawn: Diagnosis) -> None:
    if "subventions" not in drawn.blocks:
        return
    wanted = {"999999998": (755_000, 16), "219400025": (230_000, 58), "219400447": (258_000, 41)}
    for siren, (amount, structures) in wanted.items():
        assert drawn.figure(f"subventions.{siren}.2025.montant").value == amount
        assert drawn.figure(f"subventions.{siren}.2025.structures").value == structures
    assert drawn.figure("subventions.219400280.montant").state == "not_in_source"


def _employ(folder: Path, siret: str) -> None:
    """Give one or two employees to an establishment, in the generated file."""
    (path,) = folder.glob("StockEtablissement_utf8*.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    at = {name: header.index(name) for name in ("siret", "trancheEffectifsEtablissement")}
    (row,) = [row for row in rows if row[at["siret"]] == siret]
    row[at["trancheEffectifsEtablissement"]] = "01"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
