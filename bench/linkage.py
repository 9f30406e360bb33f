"""The linkage of lists: what it finds on the generator’s lists and on real ones, and how fast.

Real pairs (../shared/data, where it is there): the SIREN is hidden from the linkage and is only the truth.
Identifiers are split once for all into two halves by a hash: weights and thresholds were looked at on the first
alone, figures are those of the second. Pairs whose folded names are identical are not counted: they prove
nothing. Baseline of the same run: same folded name and same department.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.table import Table
from maillage.kernel.text import fold
from maillage.opendata.generator.lists import write_lists
from maillage.opendata.linkage import Linked, dedupe, link
from maillage.opendata.linkage.evaluation import Measure, Share, evaluate, read_truth

SHARED = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
DEPARTMENT = SHARED / "subventions/pdl/44_loire-atlantique_subventions.csv"
STATE = SHARED / "subventions/etat/plf-2012-jaune-associations-subventionnees-en-2010.csv"
AIM = 0.97
SEED = 3

_CELL = re.compile(r"^(?P<name>.*) - (?P<department>[0-9][0-9AB][0-9]?)(?: (?P<town>.*))?$")


def run(*, tiny: bool) -> Iterator[Table]:
    """Quality on invented lists, then on real ones, then speed."""
    yield invented(*((300, 1_000) if tiny else (20_000, 100_000)))
    if not tiny and DEPARTMENT.is_file() and STATE.is_file():
        yield department_with_state()
        yield within_department()
    yield speed(*((200, 1_000) if tiny else (100_000, 1_000_000)))


# --- Invented lists ----------------------------------------------------------------------------------------
def invented(left_rows: int, right_rows: int) -> Table:
    """Precision and recall on the generator's lists, whole and by trap."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "lists"
        write_lists(folder, left_rows, right=right_rows, seed=SEED)
        left, right = folder / "left.csv", folder / "right.csv"
        truth = read_truth(folder / "truth.csv")
        found = evaluate(
            [(one, other, verdict) for one, other, _, verdict in _scored(link(left, right))], truth
        )
        baseline = evaluate(_same_name(left, right), truth)
    table = Table(
        f"Linkage of the generator's lists (seed {SEED}), {left_rows} × {right_rows} rows",
        ("pairs", "precision", "interval", "n given", "recall", "interval of recall", "n true"),
    )
    table.rows.append(("baseline: same folded name and department", *_cells(baseline.certain)))
    table.rows.append(("certain", *_cells(found.certain)))
    table.rows.append(("certain and to review", *_cells(found.given)))
    for trap, (certain, given) in found.groups["trap"].items():
        table.rows.append((f"{trap}: certain", *_cells(certain)))
        table.rows.append((f"{trap}: with review", *_cells(given)))
    return table


def _same_name(left: Path, right: Path) -> list[tuple[str, str, str]]:
    """The baseline: one right row with the same folded name and the same department."""
    by_name: dict[tuple[str, str], str] = {}
    for row in _rows(right):
        by_name.setdefault((fold(row["name"]), row["department"]), row["id"])
    keys = ((row["id"], (fold(row["name"]), row["department"])) for row in _rows(left))
    return [(one, by_name[key], "certain") for one, key in keys if key in by_name]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _cells(measure: Measure) -> tuple[float | None, str, int, float | None, str, int]:
    return (*_share(measure.precision), *_share(measure.recall))


def _share(share: Share) -> tuple[float | None, str, int]:
    interval = share.interval
    return share.value, f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else "", share.total


# --- Real lists --------------------------------------------------------------------------------------------
def held_out(siren: str) -> bool:
    """Whether an identifier is in the half that figures are given on."""
    return hashlib.sha256(siren.encode()).digest()[0] % 2 == 1


def department_spellings() -> dict[str, Counter[str]]:
    """The names of each beneficiary of the département, by how often they were written so."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    with DEPARTMENT.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            siren, name = row["Identification du bénéficiaire"].strip()[:9], row["Nom du bénéficiaire"].strip()
            if siren.isdigit() and len(siren) == 9 and fold(name):
                names[siren][name] += 1
    return dict(sorted(names.items()))


def state_list() -> dict[str, tuple[str, str, str]]:
    """The associations subsidised by the State in 2010: SIREN → name, department, town ('' when unknown)."""
    found: dict[str, tuple[str, str, str]] = {}
    with STATE.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            siren, cell = (row["SIREN"] or "").strip(), (row["ASSOCIATION"] or "").strip()
            if siren and cell and siren not in found:
                found[siren] = parts_of(cell)
    return found


def parts_of(cell: str) -> tuple[str, str, str]:
    """Name, department and town ('' when unknown) of « NAME - 44 TOWN »; some cells stop at the department."""
    match = _CELL.match(cell.strip())
    return (match["name"], match["department"], match["town"] or "") if match else (cell.strip(), "", "")


def list_of(rows: list[dict[str, str]]) -> pa.Table:
    """Rows as the linkage takes them."""
    columns = sorted({column for row in rows for column in row})
    return pa.table(
        {column: pa.array([row.get(column, "") for row in rows], pa.string()) for column in columns}
    )


Scored = list[tuple[str, str, float, str]]


def _scored(linked: Linked) -> Scored:
    names = ("left_id", "right_id", "score", "verdict")
    return [(row[names[0]], row[names[1]], row[names[2]], row[names[3]]) for row in linked.pairs.to_pylist()]


def _from(threshold: float) -> str:
    if threshold > 1:
        return "no score gives .97 on the other half"
    return f"score ≥ {threshold:.3f} (.97 on the other half)"


def _threshold(pairs: Scored, true: Callable[[str, str], bool]) -> float:
    """The lowest score from which precision is what is aimed at, on the pairs given (the development half)."""
    ranked = sorted(pairs, key=lambda pair: -pair[2])
    best, right = 1.01, 0
    for at, (left, other, score, _) in enumerate(ranked, start=1):
        right += true(left, other)
        last = at == len(ranked) or ranked[at][2] < score
        if last and right / at >= AIM:
            best = score
    return best


def department_with_state() -> Table:
    """Loire-Atlantique's beneficiaries × the State's list: one row for each beneficiary, its commonest name."""
    spellings, state = department_spellings(), state_list()
    shared = set(spellings) & set(state)
    right = list_of(
        [
            {"id": siren, "name": name, "department": department, "commune": town}
            for siren, (name, department, town) in state.items()
        ]
    )
    table = Table(
        f"Loire-Atlantique × the State's list of 2010: {len(spellings)} × {len(state)} rows, {len(shared)} "
        "shared SIREN, hidden; held-out half, identical names left out",
        ("lists", "pairs", "precision", "interval", "n given", "recall", "interval of recall", "n true"),
    )
    for what, other_names in (("one name", False), ("two names", True)):
        left, first = [], {}
        for siren, names in spellings.items():
            common = [name for name, _ in names.most_common(2)]
            first[siren] = common[0]
            row = {"id": siren, "name": common[0], "department": "44"}
            left.append(row | {"other_name": common[1]} if other_names and len(common) > 1 else row)
        pairs = _scored(link(list_of(left), right))
        for place, within in (("place known (44)", True), ("any place", False)):

            def counts(siren: str, other: str, within: bool = within, first: dict[str, str] = first) -> bool:
                name, department, _ = state[other]
                return fold(name) != fold(first[siren]) and (department == "44" or not within)

            true = {siren for siren in shared if counts(siren, siren)}
            here = [pair for pair in pairs if counts(pair[0], pair[1])]
            threshold = _threshold([pair for pair in here if not held_out(pair[0])], lambda a, b: a == b)
            out = [pair for pair in here if held_out(pair[0])]
            total = sum(map(held_out, true))
            for label, kept in (
                ("certain", [pair for pair in out if pair[3] == "certain"]),
                (_from(threshold), [p for p in out if p[2] >= threshold]),
                ("with review", out),
            ):
                right_ones = sum(pair[0] == pair[1] for pair in kept)
                table.rows.append(
                    (
                        f"{what}, {place}",
                        label,
                        *_share(Share(right_ones, len(kept))),
                        *_share(Share(right_ones, total)),
                    )
                )
    by_name = {(fold(name), department): siren for siren, (name, department, _) in state.items()}
    folded = {siren: fold(names.most_common(1)[0][0]) for siren, names in spellings.items()}
    given = {siren: found for siren, name in folded.items() if (found := by_name.get((name, "44")))}
    right_ones = sum(siren == found for siren, found in given.items() if held_out(siren))
    everyone = sum(held_out(siren) for siren in shared if state[siren][1] == "44")
    table.rows.append(
        (
            "one name, place known (44)",
            "baseline, identical names counted",
            *_share(Share(right_ones, sum(map(held_out, given)))),
            *_share(Share(right_ones, everyone)),
        )
    )
    table.notes += [
        "The département's file has no place: 44, its own number, stands for its beneficiaries'. The State's "
        "has one in two rows out of three.",
        "Baseline on pairs whose folded names differ: none found, recall 0.",
    ]
    return table


def within_department() -> Table:
    """The spellings of Loire-Atlantique's beneficiaries, one row each: which have one SIREN."""
    spellings = department_spellings()
    rows, siren_of, folded = [], {}, {}
    for siren, names in spellings.items():
        seen: set[str] = set()
        for name in sorted(names):
            if fold(name) not in seen:
                seen.add(fold(name))
                key = f"{len(rows):05d}"
                rows.append({"id": key, "name": name, "department": "44"})
                siren_of[key], folded[key] = siren, fold(name)
    keys: dict[str, list[str]] = defaultdict(list)
    for key, siren in siren_of.items():
        keys[siren].append(key)
    # One number is borne by fifty names, which are those of as many beneficiaries.
    keys = {siren: group for siren, group in keys.items() if len(group) <= 10}
    true = {pair for group in keys.values() for pair in combinations(group, 2)}
    several = sum(len(group) > 1 for group in keys.values())
    pairs = [
        pair
        for pair in _scored(dedupe(list_of(rows)))
        if folded[pair[0]] != folded[pair[1]] and siren_of[pair[0]] in keys and siren_of[pair[1]] in keys
    ]
    table = Table(
        f"Within Loire-Atlantique: {len(rows)} spellings of {len(spellings)} beneficiaries, {several} in two "
        "or more; held-out half, no place in the file",
        ("pairs", "precision", "interval", "n given", "recall", "interval of recall", "n true"),
    )
    dev = [pair for pair in pairs if not held_out(siren_of[pair[0]])]
    threshold = _threshold(dev, lambda one, other: siren_of[one] == siren_of[other])
    out = [pair for pair in pairs if held_out(siren_of[pair[0]])]
    total = sum(held_out(siren_of[one]) for one, _ in true)
    for label, kept in (
        ("certain", [pair for pair in out if pair[3] == "certain"]),
        (_from(threshold), [pair for pair in out if pair[2] >= threshold]),
        ("with review", out),
    ):
        right_ones = sum(siren_of[pair[0]] == siren_of[pair[1]] for pair in kept)
        table.rows.append((label, *_share(Share(right_ones, len(kept))), *_share(Share(right_ones, total))))
    table.notes.append("Baseline: same folded name finds none, since folded names all differ within a SIREN.")
    return table


# --- Speed -------------------------------------------------------------------------------------------------
def speed(left_rows: int, right_rows: int) -> Table:
    """The command from file to file, with the peak memory of its processes; an exact join on the same files."""
    with tempfile.TemporaryDirectory() as folder:
        lists = Path(folder) / "lists"
        write_lists(lists, left_rows, right=right_rows, seed=SEED)
        left, right = lists / "left.csv", lists / "right.csv"
        began = time.perf_counter()
        _exact(left, right)
        baseline = time.perf_counter() - began
        command = [sys.executable, "-m", "maillage.opendata.cli", "link", str(left), str(right)]
        began, cpu = time.perf_counter(), os.times()
        process = subprocess.Popen(
            [*command, "--out", str(Path(folder) / "pairs.csv")], stderr=subprocess.DEVNULL
        )
        watch = _Memory(process.pid)
        process.wait()
        seconds, used = time.perf_counter() - began, os.times()
        if process.returncode:
            raise RuntimeError("the linkage failed")
    table = Table(
        f"Linkage from file to file, {left_rows} × {right_rows} rows",
        ("what", "seconds", "processor seconds", "peak MB"),
    )
    spent = used.children_user - cpu.children_user + used.children_system - cpu.children_system
    table.rows.append(("exact join on folded name and department (DuckDB)", baseline, None, None))
    table.rows.append(("maillage opendata link", seconds, spent, watch.peak()))
    table.rows.append(("ratio", seconds / baseline, None, None))
    return table


def _exact(left: Path, right: Path) -> None:
    folded = "regexp_replace(strip_accents(lower(name)), '[^a-z0-9]+', ' ', 'g') AS folded, department AS dep"
    with duckdb.connect() as con:
        con.execute(
            f"""
            SELECT count(*) FROM (SELECT id, {folded} FROM read_csv($left, all_varchar = true)) AS one
            JOIN (SELECT id, {folded} FROM read_csv($right, all_varchar = true)) AS other USING (folded, dep)
            """,
            {"left": str(left), "right": str(right)},
        ).fetchall()


class _Memory:
    """The most memory that a process and its children hold together, looked at ten times a second (Linux)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while (now := self._held(self._pid)) or Path(f"/proc/{self._pid}/status").exists():
            self._most = max(self._most, now)
            if self._most and not now:
                return
            time.sleep(0.1)

    def _held(self, pid: int) -> int:
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except (OSError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE") + sum(self._held(int(child)) for child in children)

    def peak(self) -> float | None:
        """In megabytes; None where /proc does not tell."""
        return self._most / 1e6 if self._most else None
