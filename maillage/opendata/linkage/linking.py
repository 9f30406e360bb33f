"""Two lists linked, or one searched for its duplicates: normalise → block → score → best link → verdict."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.kernel.names.words import COMMON_WORDS, STOP_WORDS

from .blocking import block
from .evidence import Pair, sentences
from .likeness import NameLikeness, Words, own_words, shared_department
from .model import Settings, frequency_columns, level_codes, read_model, relative_frequencies
from .normalise import normalise
from .reading import COLUMNS, LinkageError, bring_in

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

CERTAIN = 0.97
"""From this score on nobody is asked, unless what the pair shows forbids it."""
REVIEW = 0.35
"""From this score on a person decides; below, nothing is written."""
# Fewer pairs than this say nothing of how many are one organisation: the model's own share is kept.
ENOUGH_PAIRS = 500
# Sums of floating numbers are made in one order, so that a run can be made again to the last digit.
_WHOLE = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
ENOUGH_KNOWN = 200
# The model's own shares count as this many pairs beside those that the lists show.
_TRUST = 100
NUMBERS = ("siret", "rna", "siren")
_LIKELIEST, _LEAST_LIKELY = 0.5, 0.08

_MEMORY = "2GB"
_PLACES_AT_MOST = 5_000
# In a shorter list every word looks common: it is rare at least as in a list of this length.
_FEWEST_RECORDS = 1_000
_SLICE = 200_000

Source = "Path | pa.Table"
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run found. `pairs` has columns left_id, right_id, score (0 to 1), verdict (certain or review) and
    evidence (French), in the order of the identifiers; `prior` is the share of candidates held to be one
    organisation before anything is observed, `learnt` whether it comes from the lists themselves.
    """

    pairs: pa.Table
    left_rows: int
    right_rows: int
    candidates: int
    prior: float
    learnt: bool
    settings: Settings

    @property
    def certain(self) -> int:
        """Pairs that nobody needs to look at."""
        return sum(verdict == "certain" for verdict in self.pairs["verdict"].to_pylist())

    @property
    def to_review(self) -> int:
        """Pairs that a person must decide."""
        return int(self.pairs.num_rows) - self.certain


def link(
    left: Path | pa.Table,
    right: Path | pa.Table,
    *,
    model: Settings | None = None,
    learn: bool = True,
    progress: Progress | None = None,
    names: tuple[str, str] = ("", ""),
    spark: str = "",
) -> Linked:
    """Find, for each record of `left`, the record of `right` that is the same organisation, if any.

    Lists have the columns `reading.COLUMNS`; any but id and name may be missing or empty. At most one pair is
    given for a record of `left`. `model` is a Splink settings dictionary (`read_model`); without `learn`, it is
    used as it is instead of being adapted to the lists. `names` are shown in error messages.
    `spark`, the address of a Spark master (« local[2] »), has names compared and pairs scored there.
    """
    return _run(left, right, model, learn, progress or _silent, names, spark)


def dedupe(
    records: Path | pa.Table,
    *,
    model: Settings | None = None,
    learn: bool = True,
    progress: Progress | None = None,
    name: str = "",
    spark: str = "",
) -> Linked:
    """Find the pairs of one list that are the same organisation; `left_id` is the one that comes first."""
    return _run(records, None, model, learn, progress or _silent, (name, ""), spark)


def _silent(stage: str, part: float) -> None:
    """Show nothing."""


@contextmanager
def _engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own, that spills to disk beyond its memory and leaves nothing behind."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="maillage-linkage-") as folder:
        con = duckdb.connect(
            config={"memory_limit": _MEMORY, "temp_directory": folder, "allow_community_extensions": "false"}
        )
        try:
            con.execute("SET enable_progress_bar = false")
            yield con
        finally:
            con.close()


def _run(
    left: Path | pa.Table,
    right: Path | pa.Table | None,
    model: Settings | None,
    learn: bool,
    progress: Progress,
    names: tuple[str, str],
    spark: str,
) -> Linked:
    within = right is None
    settings = deepcopy(model) if model else read_model()
    with _engine() as con:
        progress("lecture", 0.0)
        labels = [
            given or (source.name if isinstance(source, Path) else default)
            for given, source, default in zip(names, (left, right), ("liste de gauche", "liste de droite"))
        ]
        left_rows = bring_in(con, "list_l", left, labels[0])
        right_rows = 0
        if right is not None:
            right_rows = bring_in(con, "list_r", right, labels[1])
            if not within and left_rows and right_rows == 0:
                raise LinkageError(f"{labels[1]} : cette liste n’a aucune ligne.")
        columns = ", ".join(("line", *COLUMNS))
        con.execute(
            f"CREATE TABLE given AS SELECT 'l' AS side, {columns} FROM list_l"
            + ("" if within else f" UNION ALL SELECT 'r' AS side, {columns} FROM list_r")
        )
        for table in ("list_l", *(() if within else ("list_r",))):
            con.execute(f"DROP TABLE {table}")
        progress("mise en forme", 0.0)
        normalise(con)
        block(
            con,
            within=within,
            progress=lambda part: progress("recherche des paires à comparer", part),
        )
        found = _Scoring(con, settings, learn, within, progress, spark)
        pairs = found.pairs()
        return Linked(
            pairs=pairs,
            left_rows=left_rows,
            right_rows=right_rows,
            candidates=found.candidates,
            prior=found.prior,
            learnt=found.learnt,
            settings=found.settings,
        )


class _Scoring:
    """Scores the candidates with Splink, keeps the best links, and says why."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        settings: Settings,
        learn: bool,
        within: bool,
        progress: Progress,
        spark: str,
    ) -> None:
        self.spark = spark
        self.con, self.settings, self.within, self.progress = con, settings, within, progress
        self.learn = learn
        self.learnt = False
        self.prior = float(settings["probability_two_random_records_match"])
        self.candidates = int(self._one("SELECT count(*) FROM candidates"))

    def _one(self, sql: str) -> Any:
        return self.con.execute(sql).fetchall()[0][0]

    def pairs(self) -> pa.Table:
        """The pairs kept, with score, verdict and evidence."""
        if not self.candidates:
            return _table([])
        self._predict()
        if self.learn:
            self._learn()
            self._settle_prior()
        return _table(self._best())

    def _predict(self) -> None:
        """Make `scored`: a row for each candidate, `weight` (bits, without the prior) and the value of each
        comparison.
        """
        self.progress("comparaison", 0.0)
        self.con.execute(
            "CREATE TABLE compared AS SELECT * FROM records "
            "WHERE unique_id IN (SELECT l FROM candidates UNION SELECT r FROM candidates)"
        )
        self.words = self._words()
        if self.spark:
            from .spark import score

            score(self.con, self.settings, self.words, self.spark)
        else:
            self._score()
        bits = math.log2(self.prior / (1 - self.prior))
        self.con.execute("ALTER TABLE scored ADD COLUMN weight DOUBLE")
        self.con.execute(f"UPDATE scored SET weight = match_weight - ({bits})")
        self.progress("comparaison", 1.0)

    def _score(self) -> None:
        """Make `scored` with Splink on DuckDB: l, r, match_weight and the value of each comparison."""
        from duckdb.func import FunctionNullHandling, PythonUDFType
        from duckdb.sqltypes import DOUBLE, VARCHAR
        from splink import DuckDBAPI

        done = 0

        # DuckDB reads these annotations when it takes the function in.
        def name_likeness(names: Any, others: Any, place: Any, other_place: Any) -> Any:
            nonlocal done
            done += len(names)
            self.progress("comparaison", min(0.99, done / (2.5 * self.candidates)))
            return likeness.arrow(names, others, place, other_place)

        with NameLikeness(self.words, pairs=self.candidates) as likeness:
            self.con.create_function(
                "name_likeness",
                name_likeness,
                [VARCHAR] * 4,
                DOUBLE,
                type=PythonUDFType.ARROW,
                null_handling=FunctionNullHandling.SPECIAL,
            )
            api = DuckDBAPI(connection=self.con)
            linker = self._linker(api)
            values = ", ".join(f"gamma_{name} AS {name}" for name in level_codes(self.settings))
            for start in range(0, self.candidates, _SLICE):
                # By slices: Splink keeps what it compared beside each pair, and memory must stay bounded.
                self.con.execute(
                    "CREATE OR REPLACE TABLE blocked AS "
                    "SELECT '0' AS match_key, l AS join_key_l, r AS join_key_r "
                    f"FROM candidates ORDER BY l, r LIMIT {_SLICE} OFFSET {start}"
                )
                blocked = api.register("blocked", table_name=f"blocked_{start}")
                linker.table_management.register_blocked_pairs_for_predict(blocked)
                predicted = linker.inference.predict(warning_mode="never")
                self.con.execute(
                    f"{'INSERT INTO' if start else 'CREATE TABLE'} scored {'' if start else 'AS'} "
                    f"SELECT unique_id_l AS l, unique_id_r AS r, match_weight, {values} "
                    f"FROM {predicted.physical_name}"
                )
                predicted.drop_table_from_database_and_remove_from_cache()

    def _linker(self, api: DuckDBAPI) -> Linker:
        """Splink on the records to compare, with our relative frequencies."""
        from splink import Linker

        linker = Linker(
            api.register("compared"), {**self.settings, "link_type": "dedupe_only"}, log_level="ERROR"
        )
        for column, base in frequency_columns(self.settings).items():
            self.con.execute(f"CREATE TABLE often_{column} AS {relative_frequencies(column, base)}")
            linker.table_management.register_term_frequency_lookup(api.register(f"often_{column}"), column)
        return linker

    def _words(self) -> Words:
        """What both lists tell of their words."""
        kinds = self._one("SELECT count(*) FROM frequencies WHERE right(word, 1) NOT IN ('*', '+')")
        scale = math.log(max(int(kinds), 1000))
        rows = self.con.execute(
            "SELECT word, total FROM frequencies WHERE total > 2 AND right(word, 1) NOT IN ('*', '+')"
        ).fetchall()
        weights = {
            word: min(COMMON_WORDS.get(word, 1.0), max(0.15, 1.0 - math.log(total) / scale))
            for word, total in rows
        }
        towns = self.con.execute(
            f"""
            SELECT town FROM records WHERE town IS NOT NULL AND NOT contains(town, ' ') AND length(town) > 3
            GROUP BY town HAVING count(*) > 1 ORDER BY count(*) DESC, town LIMIT {_PLACES_AT_MOST}
            """
        ).fetchall()
        records = max(_FEWEST_RECORDS, int(self._one("SELECT count(*) FROM records")))
        return Words(
            weights=weights,
            places=frozenset(town for (town,) in towns) - COMMON_WORDS.keys() - STOP_WORDS,
            rarity={word: math.log(records / total) for word, total in rows},
            rarest=math.log(records / 2),
        )

    def _learn(self) -> None:
        """Adapt to these lists how often names and addresses of one organisation agree: by the candidates that
        share a number, when they are many. Places are left alone: they depend on what a list tells of them.
        """
        known = "identifier IN (SELECT unnest($same))"
        same = [value for value, code in level_codes(self.settings)["identifier"].items() if code in NUMBERS]
        for comparison in self.settings["comparisons"]:
            name = comparison["output_column_name"]
            if name not in ("name", "address"):
                continue
            rows = self.con.execute(
                f"SELECT {name}, count(*) FROM scored WHERE {known} AND {name} >= 0 GROUP BY ALL",
                {"same": same},
            ).fetchall()
            counts, total = dict(rows), sum(count for _, count in rows)
            if total < ENOUGH_KNOWN:
                continue
            levels = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]
            gains = []
            for at, level in enumerate(levels):
                value, before = len(levels) - 1 - at, float(level["m_probability"])
                after = (counts.get(value, 0) + _TRUST * before) / (total + _TRUST)
                level["m_probability"] = after
                gains.append(f"WHEN {value} THEN {math.log2(after / before)}")
            self.con.execute(f"UPDATE scored SET weight = weight + CASE {name} {' '.join(gains)} ELSE 0 END")
            self.learnt = True

    def _settle_prior(self) -> None:
        """Estimate from the candidates themselves which share of them is one organisation."""
        import numpy as np

        if self.candidates < ENOUGH_PAIRS:
            return
        weights = self.con.execute("SELECT weight FROM scored ORDER BY l, r").fetchnumpy()["weight"]
        prior = self.prior
        for _ in range(50):
            before, prior = prior, float(np.mean(_probability(weights, prior)))
            prior = min(_LIKELIEST, max(_LEAST_LIKELY, prior))
            if abs(prior - before) < 1e-5:
                break
        self.prior, self.learnt = prior, True
        self.settings = {**self.settings, "probability_two_random_records_match": prior}

    def _best(self) -> list[tuple[str, str, float, str, str]]:
        """The pairs to write. Across two lists, candidates of one record compete: only one can be right."""
        bits = math.log2(self.prior / (1 - self.prior))
        odds = f"power(2.0, least(60.0, greatest(-60.0, weight + {bits})))"
        rivals = odds if self.within else f"sum({odds}) OVER (PARTITION BY l ORDER BY r {_WHOLE})"
        best = "" if self.within else "QUALIFY row_number() OVER (PARTITION BY l ORDER BY weight DESC, r) = 1"
        values = ", ".join(f"kept.{name}" for name in level_codes(self.settings))
        rows = self.con.execute(
            f"""
            WITH kept AS (
                SELECT *, {odds} / (1 + {rivals}) AS score, {odds} / (1 + {odds}) AS alone FROM scored {best}
            )
            SELECT
                score, alone, {values},
                one.id, other.id, one.name, other.name, one.names, other.names, one.address, other.address,
                one.given_commune, other.given_commune, one.postcode, other.postcode,
                one.department, other.department, one.town, other.town,
                one.siren, other.siren, one.siret, other.siret, one.rna, other.rna
            FROM kept JOIN records AS one ON one.unique_id = l JOIN records AS other ON other.unique_id = r
            WHERE alone >= {REVIEW} AND score >= {REVIEW} / 3
            ORDER BY one.id, other.id
            """
        )
        codes = level_codes(self.settings)
        found = []
        while chunk := rows.fetchmany(10_000):
            for score, alone, *rest in chunk:
                observed = {
                    name: codes[name][value] for name, value in zip(codes, rest[: len(codes)], strict=True)
                }
                pair = Pair(score, alone, observed, *rest[len(codes) :])
                decided = verdict(pair, telling=self._telling(pair))
                if decided:
                    found.append((pair.left_id, pair.right_id, round(score, 4), decided, sentences(pair)))
        return found

    def _telling(self, pair: Pair) -> bool:
        """Whether names alone say enough. Within a list, where none competes, their words must be rare."""
        department = shared_department(pair.department, pair.other_department)
        if self.within:
            return self.words.rare(pair.names, pair.other_names, department)
        towns = {*(pair.town or "").split(), *(pair.other_town or "").split()}
        return all(own_words(name, department) - towns for name in (pair.name, pair.other_name))


def verdict(pair: Pair, *, telling: bool) -> str:
    """ "certain", "review", or "" for what is not worth a person's time.

    A number in common settles it unless the name contradicts it; a number that differs never does. Without one,
    names that are only close need a person, whatever else agrees. Where no town nor address is shared, so do
    near names (initials are anyone's) and those that are not `telling`, which thousands could bear (« Comité
    des fêtes », « OGEC Saint-Joseph »).
    """
    name, identifier = pair.observed["name"], pair.observed["identifier"]
    apart = name in ("remote", "other", "unknown")
    agreeing = not apart and name not in ("close", "akin")
    if identifier == "other":
        return "review" if pair.score >= REVIEW and not apart else ""
    if identifier in NUMBERS:
        settled = not apart or pair.observed["place"] in ("same", "named", "postcode")
        return "certain" if settled and pair.score >= CERTAIN else "review"
    located = pair.observed["place"] in ("same", "postcode") or pair.observed["address"] == "same"
    if pair.score >= CERTAIN and agreeing and (located or (telling and name != "near")):
        return "certain"
    if pair.score >= REVIEW:
        return "review"
    # Two candidates as good as each other: a person chooses.
    return "review" if pair.alone >= CERTAIN else ""


def _probability(weights: npt.NDArray[np.float64], prior: float) -> npt.NDArray[np.float64]:
    import numpy as np

    bits = np.clip(weights + math.log2(prior / (1 - prior)), -60, 60)
    odds: npt.NDArray[np.float64] = np.exp2(bits)
    return odds / (1 + odds)


def _table(rows: list[tuple[str, str, float, str, str]]) -> pa.Table:
    import pyarrow as pa

    names = ("left_id", "right_id", "score", "verdict", "evidence")
    kinds = (pa.string(), pa.string(), pa.float64(), pa.string(), pa.string())
    return pa.table(
        {
            name: pa.array([row[at] for row in rows], kind)
            for at, (name, kind) in enumerate(zip(names, kinds, strict=True))
        }
    )
