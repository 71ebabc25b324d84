"""How long the core takes with 100,000 assets, beside the plain way on the same data, in one run.

    python tests/bench/bench_core.py [--rows 100000] [--folder FOLDER]

Whole processes are timed where a user waits for one (``--help``, ``info``, ``list``, ``import``), each several times
in turn with what it is compared to; the middle one counts. Machines are noisy: read the ratios.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GEOPANDAS_READS_AND_WRITES = """
import sys, pandas, geopandas
frame = pandas.read_csv(sys.argv[1], dtype=str)
points = geopandas.points_from_xy(frame["Longitude"].astype(float), frame["Latitude"].astype(float))
geopandas.GeoDataFrame(frame, geometry=points, crs=4326).to_file(sys.argv[2], driver="GPKG")
"""

LAST_COLUMNS = ("Phone", "Email", "Website", "Ward notes", "Internal code")
KINDS = ("group", "organisation", "place", "exchange", "culture")
WORDS = ("coffee", "garden", "choir", "walking", "repair", "library", "youth", "knitting", "bowls", "history", "food")
SEARCHES = ("c", "co", "coffee", "g", "ga", "place 77", "coffee garden", "li w", "bowls history", "zzz", "d", "a")


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against what, and the figure that was asked for."""

    what: str
    ours: float
    other: float | None
    unit: str
    asked: str


def write_list(path: Path, rows: int) -> None:
    """Write a made-up list of assets, as a council would have it."""
    chance = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("Name", "Kind", "Description", "Address", "Postcode", "Latitude", "Longitude", *LAST_COLUMNS)
        )
        for number in range(rows):
            words = " ".join(chance.choices(WORDS, k=11))
            writer.writerow(
                (
                    f"{chance.choice(WORDS).title()} {chance.choice(WORDS)} of place {number}",
                    chance.choice(KINDS),
                    words,
                    f"{number % 200} Made-up Street, Town {number % 97}",
                    f"LD{number % 9 + 1} {number % 9}{chance.choice('ABDEFGHJLN')}{chance.choice('ABDEFGHJLN')}",
                    f"{51.5 + chance.random() * 1.8:.6f}",
                    f"{-5 + chance.random() * 2:.6f}",
                    f"01632 {960000 + number % 999:06d}",
                    f"a{number}@example.org",
                    f"https://example.org/{number}",
                    words[:30],
                    f"C{number:06d}",
                )
            )


def timed(command: Sequence[str | Path]) -> tuple[float, float]:
    """Run a whole process; gives its seconds and the most memory that it had, in MB."""
    start = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "bench-core-pyc")),
    }
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=said, env=environment
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            raise RuntimeError(said.read().decode()[-2000:])
    return time.perf_counter() - start, used.ru_maxrss / 1024


def in_turn(ours: Callable[[], float], other: Callable[[], float], times: int) -> tuple[float, float]:
    """Time two things in turn, so that both meet the same noise; gives the middle of each, the first left out."""
    ours(), other()  # the first start compiles the modules
    pairs = [(ours(), other()) for _number in range(times)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp())
    os.environ["ASSET_MAPPER_HOME"] = str(folder / "home")
    listed = folder / "list.csv"
    write_list(listed, arguments.rows)
    program = (sys.executable, "-m", "asset_mapper")
    rows: list[Row] = []

    help_s, pass_s = in_turn(
        lambda: timed((*program, "--help"))[0], lambda: timed((sys.executable, "-c", "pass"))[0], 7
    )
    rows.append(Row("--help, against python -c pass", help_s, pass_s, "s", f"under {2 * pass_s + 0.1:.2f} s"))

    memory = 0.0
    number = 0
    project = folder / "p0.assetmap"

    def bring_in() -> float:
        nonlocal memory, number, project
        project = folder / f"p{number}.assetmap"
        number += 1
        timed((*program, "new", project))
        taken, most = timed((*program, "import", project, listed, "--visibility", "public"))
        memory = max(memory, most)
        return taken

    def plainly() -> float:
        return timed((sys.executable, "-c", GEOPANDAS_READS_AND_WRITES, listed, folder / f"g{number}.gpkg"))[0]

    import_s, geopandas_s = in_turn(bring_in, plainly, 3)
    rows.append(Row("import, against geopandas CSV to GeoPackage", import_s, geopandas_s, "s", "under 8 times"))
    rows.append(Row("import: peak memory", memory, None, "MB", "under 600 MB"))

    again_s, again_mb = timed((*program, "import", project, listed, "--visibility", "public"))
    rows.append(Row("the same list again, unchanged", again_s, import_s, "s", ""))
    rows.append(Row("the same list again: peak memory", again_mb, None, "MB", "under 600 MB"))
    rows.append(Row("what may be recorded twice", duplicates_s(project), None, "s", ""))

    for verb in (("info", project, "--json"), ("list", project, "assets", "--json")):
        timed((*program, *verb))
        taken = statistics.median(timed((*program, *verb))[0] for _number in range(3))
        rows.append(Row(verb[0], taken, None, "s", "under 2 s"))

    rows.append(
        Row("search: first 50 results, the slowest of 24", slowest_search_ms(project), None, "ms", "under 30 ms")
    )

    print(f"\n{arguments.rows:,} assets, Python {sys.version.split()[0]}")
    print(f"{'':<46}{'ours':>10}{'other':>10}{'ratio':>8}   asked for")
    for row in rows:
        other = f"{row.other:.2f} {row.unit}" if row.other is not None else ""
        ratio = f"{row.ours / row.other:.1f}" if row.other else ""
        print(f"{row.what:<46}{f'{row.ours:.2f} {row.unit}':>10}{other:>10}{ratio:>8}   {row.asked}")


def duplicates_s(project: Path) -> float:
    """Look for assets that may be recorded twice; gives the middle time."""
    from asset_mapper.services.lookalikes import possible_duplicates
    from asset_mapper.services.open_project import OpenProject

    taken = []
    with OpenProject.open(project, read_only=True) as opened:
        for _number in range(3):
            start = time.perf_counter()
            opened.read(possible_duplicates)
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def slowest_search_ms(project: Path) -> float:
    """Search for short and long beginnings of words; gives the slowest middle time."""
    from asset_mapper.services import queries
    from asset_mapper.services.open_project import OpenProject

    slowest = 0.0
    with OpenProject.open(project, read_only=True) as opened:
        for words in (
            "c",
            "co",
            "coffee",
            "g",
            "ga",
            "place 77",
            "coffee garden",
            "mu w",
            "bowls history",
            "zzz",
            "d",
            "a",
        ):
            for limit in (50, 20):
                taken = []
                for _number in range(5):
                    start = time.perf_counter()
                    opened.read(queries.search, words, limit)
                    taken.append((time.perf_counter() - start) * 1000)
                slowest = max(slowest, statistics.median(taken))
    return slowest


if __name__ == "__main__":
    main()
