"""The same comparison on Spark: names are compared and pairs scored by a cluster, with the same model.

Blocking stays with DuckDB, which does it in bounded memory. What is exchanged goes through Parquet files in the
temporary folder, which all the machines of the cluster must see. Needs the extra `spark`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.opendata.perimeter.sqltext import quoted

from .likeness import NameLikeness, Words
from .model import Settings, frequency_columns, level_codes, relative_frequencies
from .reading import LinkageError

if TYPE_CHECKING:
    import duckdb


def score(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    words: Words,
    master: str,
) -> None:
    """Make `scored` out of `compared` and `candidates`: l, r, match_weight and the value of each comparison."""
    try:
        from pyspark.sql import SparkSession
        from pyspark.sql.functions import pandas_udf
        from splink import Linker, SparkAPI
        from splink.backends.spark import similarity_jar_location
    except ImportError as error:
        raise LinkageError(
            "Spark n’est pas installé ici. Installez Maillage avec son complément « spark » "
            "(voir docs/operate/linkage-spark.md), ou retirez l’option --spark."
        ) from error
    with tempfile.TemporaryDirectory(prefix="maillage-spark-") as name:
        folder = Path(name)
        columns = frequency_columns(settings)
        for file, sql in {
            "compared": "SELECT * FROM compared",
            "blocked": "SELECT '0' AS match_key, l AS join_key_l, r AS join_key_r FROM candidates",
            **{f"often_{one}": relative_frequencies(one, base) for one, base in columns.items()},
        }.items():
            con.execute(f"COPY ({sql}) TO {quoted(str(folder / f'{file}.parquet'))} (FORMAT parquet)")
        local = master.startswith("local")
        if local:  # Spark would take the first python3 of the path, which has none of our libraries
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        spark = (
            SparkSession.builder.master(master)
            .appName("maillage-linkage")
            .config("spark.jars", similarity_jar_location())
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2" if local else "200")
            .getOrCreate()
        )
        try:
            spark.udf.register("name_likeness", pandas_udf(_likeness(words), "double"))
            api: Any = SparkAPI(spark_session=spark, break_lineage_method="persist")  # type: ignore[no-untyped-call]  # Splink's

            def table(file: str) -> Any:
                return api.register(spark.read.parquet(str(folder / f"{file}.parquet")))

            linker = Linker(table("compared"), {**settings, "link_type": "dedupe_only"}, log_level="ERROR")
            for column in columns:
                linker.table_management.register_term_frequency_lookup(table(f"often_{column}"), column)
            linker.table_management.register_blocked_pairs_for_predict(table("blocked"))
            predicted = linker.inference.predict(warning_mode="never").as_spark_dataframe()
            values = [f"gamma_{one} AS {one}" for one in level_codes(settings)]
            predicted.selectExpr("unique_id_l AS l", "unique_id_r AS r", "match_weight", *values).write.parquet(
                str(folder / "scored")
            )
        finally:
            spark.stop()
        scored = quoted(f"{folder / 'scored'}/*.parquet")
        con.execute(f"CREATE TABLE scored AS SELECT * FROM read_parquet({scored}) ORDER BY l, r")


def _likeness(words: Words) -> Any:
    """The function that Spark's workers run on columns of names; each worker makes its own comparer once."""
    import pandas as pd

    def name_likeness(
        names: pd.Series, others: pd.Series, place: pd.Series, other_place: pd.Series
    ) -> pd.Series:
        global _comparer
        if _comparer is None:
            _comparer = NameLikeness(words)
        texts = [column.fillna("").tolist() for column in (names, others, place, other_place)]
        return pd.Series(_comparer.all(list(zip(*texts, strict=True))), dtype="float64")

    name_likeness.__annotations__ = dict.fromkeys(
        ("names", "others", "place", "other_place", "return"), pd.Series
    )
    return name_likeness


_comparer: NameLikeness | None = None
