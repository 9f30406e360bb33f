"""Run the benchmarks: `python -m bench [NAME…] [--tiny] [--json]`.

Each module of this package that has a `run(tiny)` yields `Table`s. It runs in a process of its own on an empty
data folder (or on the database of `DATABASE_URL`, which it fills), so that none sees another's rows.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bench

NOT_BENCHES = {"__main__", "table"}


def names() -> list[str]:
    """The benchmarks that there are."""
    found = [module.name for module in pkgutil.iter_modules(bench.__path__)]
    return sorted(name for name in found if name not in NOT_BENCHES and not name.startswith("_"))


def run_here(name: str, *, tiny: bool, as_json: bool) -> None:
    """Run one benchmark in this process, in the data folder that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.site.settings")
    import django

    django.setup()
    from maillage.site.prepare import prepare_data_folder

    prepare_data_folder(static=True)
    for table in importlib.import_module(f"bench.{name}").run(tiny=tiny):
        print(json.dumps(dataclasses.asdict(table), ensure_ascii=False) if as_json else table, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"among: {', '.join(names())}")
    parser.add_argument(
        "--tiny", action="store_true", help="as small as can be: for correctness, not for speed"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON for each table")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.names) - set(names()):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if options.here:
        run_here(options.names[0], tiny=options.tiny, as_json=options.json)
        return 0
    flags = [flag for flag, given in (("--tiny", options.tiny), ("--json", options.json)) if given]
    failed = 0
    for name in options.names or names():
        with tempfile.TemporaryDirectory(prefix="maillage-bench-") as folder:
            ended = subprocess.run(
                [sys.executable, "-m", "bench", name, "--here", *flags],
                cwd=Path(bench.__path__[0]).parent,
                env={**os.environ, "MAILLAGE_DATA_DIR": folder},
                check=False,
            )
            failed += ended.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
