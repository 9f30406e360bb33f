"""The model: a Splink settings file, the same on every engine, with what each observation is worth.

Its m and u are the shares of an observation among the candidates that are one organisation, and among those
that are two: the candidates of `blocking`, not all the pairs that could be made. So frequencies are relative: a
name borne by eight records is worth an eighth (three bits less) of a name borne by one, and so is an address.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DEFAULT_MODEL = Path(__file__).with_name("default_model.json")

Settings = dict[str, Any]


def read_model(path: Path = DEFAULT_MODEL) -> Settings:
    """Read the settings of a model, as Splink saves them. `ValueError` in French when it is none."""
    try:
        settings = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path.name} : ce modèle de rapprochement ne peut pas être lu ({error}).") from error
    if not isinstance(settings, dict) or [
        one.get("output_column_name") for one in settings.get("comparisons", [])
    ] != [one["output_column_name"] for one in json.loads(DEFAULT_MODEL.read_text("utf-8"))["comparisons"]]:
        raise ValueError(
            f"{path.name} : ce fichier n’est pas un modèle de rapprochement de Maillage. Donnez un fichier "
            "écrit par l’option --save-model."
        )
    return settings


def frequency_columns(settings: Settings) -> dict[str, float]:
    """The columns whose frequency counts, with the u of the level where they are equal."""
    found: dict[str, float] = {}
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            column = level.get("tf_adjustment_column")
            if column and level["sql_condition"] == f"{column}_l = {column}_r":
                found[column] = float(level["u_probability"])
    return found


def level_codes(settings: Settings) -> dict[str, dict[int, str]]:
    """For each comparison, the code of each value that Splink gives it (-1 is « not known »)."""
    codes: dict[str, dict[int, str]] = {}
    for comparison in settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        named = {len(levels) - 1 - at: level["label_for_charts"] for at, level in enumerate(levels)}
        codes[comparison["output_column_name"]] = {-1: "unknown", **named}
    return codes


def relative_frequencies(column: str, base: float) -> str:
    """SQL of the lookup that Splink adjusts by: `base` times how many records of one list bear the value."""
    return f"""
        SELECT {column}, least(1.0, {base} * max(borne)) AS tf_{column}
        FROM (SELECT {column}, side, count(*) AS borne FROM records WHERE {column} IS NOT NULL GROUP BY ALL)
        WHERE {column} IN (SELECT {column} FROM compared)
        GROUP BY {column}
    """
