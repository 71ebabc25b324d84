"""How long the questions at a glance take with 10,000 assets, 300 outcomes and 5,000 links, beside pandas.

    python tests/bench/bench_matrix.py [--assets 10000] [--outcomes 300] [--links 5000]

The plain way reads the same tables with pandas and makes a pivot table: counts and the best rung for each kind and
goal. Both are run in turn, and the middle of each counts. Machines are noisy: read the ratios.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pandas as pd
from shapely.geometry import Point, box
from sqlalchemy import text

from asset_mapper.domain.area import Area, AreaLevel
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.project import Project
from asset_mapper.domain.whereabouts import shape
from asset_mapper.formats.report.contents import report
from asset_mapper.services import gaps, matrix, neighbourhood, outcomes, publishing
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.unit_of_work import UnitOfWork

TIMES, GOALS, PIECES = 5, 7, 3000


def make(path: Path, assets: int, outcome_count: int, links: int) -> tuple[OpenProject, str]:
    """Make up a project; gives it with the id of its framework."""
    chance = random.Random(3)
    framework = Framework(key="own", name=Bilingual(en="What matters"))
    areas = [
        Area(
            name=Bilingual(en=f"Ward {row}{column}"),
            level=AreaLevel.WARD,
            geometry=box(-4 + column * 0.1, 52 + row * 0.1, -3.9 + column * 0.1, 52.1 + row * 0.1),
        )
        for row in range(6)
        for column in range(8)
    ]
    kinds = [kind for kind in AssetKind if kind is not AssetKind.PERSON]
    there = [
        Asset(
            name=Bilingual(en=f"Place {number}"),
            kind=chance.choice(kinds),
            whereabouts=shape(Point(-4 + chance.random() * 0.8, 52 + chance.random() * 0.6)),
            visibility=Audience.PUBLIC,
        )
        for number in range(assets)
    ]
    goals = [
        Outcome(framework_id=framework.id, code=f"G{number}", name=Bilingual(en=f"Goal {number}"), position=number)
        for number in range(GOALS)
    ]
    parts = [
        Outcome(
            framework_id=framework.id,
            code=f"G{number % GOALS}.{number}",
            name=Bilingual(en=f"Part {number}"),
            parent_id=goals[number % GOALS].id,
            position=number,
        )
        for number in range(outcome_count - GOALS)
    ]
    made = [Link(asset_id=chance.choice(there).id, outcome_id=chance.choice(parts).id) for _link in range(links)]
    pieces = [
        Evidence(
            link_id=chance.choice(made).id,
            kind=EvidenceKind.COUNT,
            coverage=chance.choice(list(Coverage)),
            summary=Bilingual(en="Counted."),
        )
        for _piece in range(PIECES)
    ]
    project = OpenProject.create(path, Project(title=Bilingual(en="Large")))

    def step(uow: UnitOfWork) -> ChangeSet:
        records = (framework, *areas, *there, *goals, *parts, *made, *pieces)
        return uow.write(ChangeSet("Large", tuple(Change(None, record) for record in records)))

    project.apply(step)
    return project, framework.id


def with_pandas(uow: UnitOfWork) -> pd.DataFrame:
    """Make the same table the plain way."""
    read = {name: pd.read_sql_query(text(f'SELECT * FROM "{name}"'), uow.connection) for name in _TABLES}
    rungs = {coverage.value: coverage.rung for coverage in Coverage}
    best = read["evidence"].assign(rung=lambda frame: frame.coverage.map(rungs)).groupby("link_id").rung.max()
    outcome = read["outcome"].set_index("id")
    links = read["link"].merge(read["asset"][["id", "kind"]], left_on="asset_id", right_on="id", suffixes=("", "_a"))
    links["goal"] = links.outcome_id.map(outcome.parent_id)
    links["rung"] = links.id.map(best).fillna(0)
    return links.pivot_table(index="kind", columns="goal", values="rung", aggfunc=["count", "max"])


_TABLES = ("asset", "outcome", "link", "evidence")


def middle(work: Callable[[], object]) -> float:
    """Give the middle of some runs, in milliseconds."""
    taken = []
    for _time in range(TIMES):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, count in (("--assets", 10_000), ("--outcomes", 300), ("--links", 5_000)):
        parser.add_argument(name, type=int, default=count)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project, framework_id = make(Path(folder, "large.assetmap"), asked.assets, asked.outcomes, asked.links)
        try:
            plain = middle(lambda: project.read(with_pandas))
            found = project.read(matrix.matrix, framework_id, matrix.Rows.KINDS)
            counted = sum(len(cell) for cell in found.cells.values())
            assert counted == asked.links, counted
            rows = [
                ("matrix by kinds", middle(lambda: project.read(matrix.matrix, framework_id, matrix.Rows.KINDS))),
                ("matrix by areas", middle(lambda: project.read(matrix.matrix, framework_id, matrix.Rows.AREAS))),
                ("the same by kinds with pandas", plain),
                ("what is not yet recorded", middle(lambda: project.read(gaps.gaps))),
                ("the tree of outcomes", middle(lambda: project.read(outcomes.outline))),
                (
                    "what stands around a goal's part",
                    middle(lambda: project.read(neighbourhood.around, _some(found))),
                ),
            ]
            start = time.perf_counter()
            published = project.read(publishing.publication, Audience.PUBLIC, "en")
            rows.append(("the publication for a report", 1000 * (time.perf_counter() - start)))
            rows.append(("the report's text and drawings", middle(lambda: report(published, "en"))))
        finally:
            project.close()
    print(
        f"{asked.assets:,} assets, {asked.outcomes:,} outcomes, {asked.links:,} links, {PIECES:,} pieces of evidence"
    )
    for what, taken in rows:
        print(f"{what:<36}{taken:>9,.0f} ms{taken / plain:>8.1f} × pandas")


def _some(found: matrix.Matrix) -> str:
    return next(iter(found.cells.values()))[0].outcome.id


if __name__ == "__main__":
    main()
