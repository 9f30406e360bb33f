"""The demonstration's open data: invented files in the official form, through the pipeline of real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from maillage.accounts.models import User
from maillage.demo.generator import InventedActor
from maillage.demo.outlines import GEOMETRIES
from maillage.observatory.actions.diagnosis import diagnose, publish
from maillage.observatory.actions.finding import find_links, find_published_names
from maillage.observatory.models import Diagnosis
from maillage.observatory.queries.diagnosis import store
from maillage.opendata.generator.generation import generate
from maillage.opendata.generator.margins import REFERENCE
from maillage.opendata.generator.plan import plaine_centrale_plan
from maillage.opendata.national.run import run_pass
from maillage.opendata.sources.communes import load_communes
from maillage.opendata.sources.loading import load
from maillage.opendata.sources.recognition import survey
from maillage.opendata.sources.registry import all_sources
from maillage.opendata.themes import decide_themes
from maillage.territory.models import Territory

# France two thousand times smaller: enough to compare with, and loaded in seconds.
SCALE: Final = 0.0005
# The Communauté d'agglomération of 2004 is gone: the generator gives it a number that is nobody's.
AGGLOMERATION: Final = ("999999998", "Communauté d’agglomération de la Plaine Centrale du Val-de-Marne")


def organisations(invented: Iterable[InventedActor]) -> list[Mapping[str, Any]]:
    """The invented associations that have an official number, as the generator is to write them in Sirene.

    Others keep to the lists: mutuelles, foundations and insertion structures are counted by the plan itself.
    """
    return [
        {
            "name": one.official_name or one.name,
            "legal": "9220",
            "commune": one.town,
            "siret": one.siret,
            "rna": one.rna or None,
            "employer": one.employer,
            "created": one.founded_on.isoformat(),
        }
        for one in invented
        if one.siret and one.family == "association" and not one.insertion and one.section_of is None
    ]


def load_open_data(
    territory: Territory,
    invented: Iterable[InventedActor],
    on: date,
    *,
    seed: int,
    by: User,
    say: Callable[[str], None],
    scale: float = SCALE,
) -> Diagnosis:
    """Write the invented files, load them, count the country, freeze and publish the territory's diagnosis;
    find the links that wait for the animator. Its date is that of the files at the earliest.
    """
    loaded = store()
    with TemporaryDirectory(prefix="maillage-demo-") as name:
        folder = Path(name) / "files"
        say("fichiers nationaux inventés, au format officiel")
        plan = plaine_centrale_plan(organisations(invented), GEOMETRIES)
        generate(folder, seed=seed, scale=scale, plan=plan)
        say("chargement de ces fichiers")
        found = sorted(survey([folder], all_sources(), loaded.root).found, key=lambda one: one.source.name)
        for _, pieces in groupby(found, key=lambda one: one.source.name):
            load(loaded, list(pieces), REFERENCE, synthetic=True)
    load_communes(loaded)
    say("thèmes, puis comptes de tout le pays")
    decide_themes(loaded)
    run_pass(loaded)
    say("diagnostic du territoire")
    row = diagnose(territory, max(on, REFERENCE), by=by, also=(AGGLOMERATION,))
    publish(row, by=by)
    say("rapprochements que l’animatrice décidera")
    find_links(territory)
    find_published_names(territory)
    return row
