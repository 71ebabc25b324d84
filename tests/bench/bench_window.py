"""How long the window takes, beside a bare one with an empty web view, in one run.

    python tests/bench/bench_window.py [--times 5] [--rows 10000] [--many 100000]

Starts are measured from before the process begins, in turn with those of the bare window; the middle one counts.
Memory is that of the program and its helpers together. Machines are noisy: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.bench_core import Row, write_list  # noqa: E402

ONCE = Path(__file__).with_name("window_once.py")


def start(folder: Path, *arguments: str) -> dict[str, Any]:
    """Start a window once; gives what it measured."""
    surroundings = os.environ | {
        "ASSET_MAPPER_HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "pyc"),
        "BENCH_STARTED": repr(time.time()),
    }
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, str(ONCE), *arguments], capture_output=True, env=surroundings, check=False)
    if done.returncode or not done.stdout:
        raise RuntimeError(done.stderr.decode(errors="replace")[-3000:])
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def made(folder: Path, rows: int) -> Path:
    """Make a project with so many assets on the map."""
    listed, project = folder / f"list{rows}.csv", folder / f"p{rows}.assetmap"
    write_list(listed, rows)
    surroundings = os.environ | {"ASSET_MAPPER_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    for verb in (("new", project), ("import", project, listed, "--visibility", "public")):
        command = [sys.executable, "-m", "asset_mapper", *map(str, verb)]
        subprocess.run(command, env=surroundings, capture_output=True, check=False)
    return project


def middle(found: list[dict[str, Any]], name: str) -> float:
    return statistics.median(float(one[name]) for one in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=100_000)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    project, large = made(folder, arguments.rows), made(folder, arguments.many)
    start(folder, "bare"), start(folder, "ours")  # the first start compiles the modules
    bare, empty, full = [], [], []
    for _time in range(arguments.times):
        bare.append(start(folder, "bare"))
        empty.append(start(folder, "ours"))
        full.append(start(folder, "ours", str(project)))
    many = start(folder, "ours", str(large))
    window_s, memory = middle(bare, "usable"), middle(bare, "memory")
    rows = (
        Row("window usable, on the start page", middle(empty, "usable"), window_s, "s", "under 1.6 times"),
        Row("window usable, on a project", middle(full, "usable"), window_s, "s", "under 1.6 times"),
        Row(
            f"{arguments.rows:,} assets drawn, after that",
            statistics.median(one["drawn"] - one["usable"] for one in full),
            None,
            "s",
            "under 1.5 s",
        ),
        Row("and listed", statistics.median(one["listed"] - one["usable"] for one in full), None, "s", ""),
        Row("memory with them", middle(full, "memory"), memory, "MB", "under 1.5 times"),
        Row("an edit seen in the list", middle(full, "edit_listed"), None, "ms", "under 100 ms"),
        Row("an edit seen on the map", middle(full, "edit_mapped"), None, "ms", "under 100 ms"),
        Row(f"search, {arguments.rows:,} assets", middle(full, "search"), None, "ms", ""),
        Row(f"search, {arguments.many:,} assets", many["search"], None, "ms", "under 50 ms"),
        Row("the slowest of them", many["search_most"], None, "ms", ""),
        Row("as felt, with the pause for the next letter", many["search_felt"], None, "ms", ""),
        Row(f"an edit seen in the list, {arguments.many:,}", many["edit_listed"], None, "ms", ""),
        Row(f"{arguments.many:,} assets drawn", many["drawn"] - many["usable"], None, "s", ""),
    )
    print(f"\nPython {sys.version.split()[0]}, the middle of {arguments.times}")
    print(f"{'':<48}{'ours':>12}{'bare':>12}{'ratio':>8}   asked for")
    for row in rows:
        other = f"{row.other:.2f} {row.unit}" if row.other is not None else ""
        ratio = f"{row.ours / row.other:.2f}" if row.other else ""
        print(f"{row.what:<48}{f'{row.ours:.2f} {row.unit}':>12}{other:>12}{ratio:>8}   {row.asked}")


if __name__ == "__main__":
    main()
