"""How long links with evidence take to come in from a workbook, beside pandas reading the same sheets, in one run.

Run: python -m tests.bench.bench_records [--links N] [--rounds N]

The workbook is one of ours: N links from assets to outcomes and a piece of evidence on each. We measure them, know
what each cell holds, resolve what refers to what, compare with what is there, and store it all in one transaction;
pandas only reads the cells. The second import, into the same project, finds every row as it was.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from asset_mapper.domain.asset import Asset, AssetKind  # noqa: E402
from asset_mapper.domain.audience import Audience  # noqa: E402
from asset_mapper.domain.bilingual import Bilingual  # noqa: E402
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind  # noqa: E402
from asset_mapper.domain.link import Link  # noqa: E402
from asset_mapper.domain.project import Project  # noqa: E402
from asset_mapper.domain.record import Record  # noqa: E402
from asset_mapper.formats.exporters import excel  # noqa: E402
from asset_mapper.progress import no_progress  # noqa: E402
from asset_mapper.services import frameworks, records  # noqa: E402
from asset_mapper.services.importing import ImportOptions, import_files  # noqa: E402
from asset_mapper.services.open_project import OpenProject  # noqa: E402
from asset_mapper.services.publishing import publication  # noqa: E402


def write_workbook(folder: Path, links: int) -> Path:
    """Make a project with so many links, and export it for the team."""
    with OpenProject.create(folder / "from.assetmap", Project(title=Bilingual(en="Bench"))) as project:
        project.apply(frameworks.add_framework, "wfg-indicators")
        outcomes = project.read(lambda uow: [outcome.id for outcome in uow.outcomes.all()])
        made: list[Record] = [
            Asset(name=Bilingual(en=f"Group {number}"), kind=AssetKind.GROUP) for number in range(max(1, links // 20))
        ]
        assets = [asset.id for asset in made]
        for number in range(links):
            link = Link(
                asset_id=assets[number % len(assets)],
                outcome_id=outcomes[number % len(outcomes)],
                how=Bilingual(cy=f"Sut {number}", en=f"How {number}"),
            )
            piece = Evidence(
                link_id=link.id,
                kind=EvidenceKind.SURVEY,
                coverage=Coverage.CHANGE,
                summary=Bilingual(en=f"What is known {number}"),
                before=float(number),
                after=number + 1.5,
                n=40,
            )
            made += [link, piece]
        project.apply(records.add, *made)
        path = folder / "bench.xlsx"
        excel.write(project.read(publication, Audience.TEAM), path, no_progress)
    return path


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def with_pandas(path: Path) -> None:
    import pandas

    pandas.read_excel(path, sheet_name=None, engine="calamine")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    ours, again, cells = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_workbook(folder, arguments.links)
        with_pandas(path)  # once unmeasured: libraries are loaded
        for number in range(arguments.rounds):
            with OpenProject.create(folder / f"{number}.assetmap", Project(title=Bilingual(en="To"))) as project:
                ours.append(seconds(lambda: import_files(project, [path], ImportOptions())))
                again.append(seconds(lambda: import_files(project, [path], ImportOptions())))
                assert project.read(lambda uow: (uow.links.count(), uow.evidence.count())) == (arguments.links,) * 2
            cells.append(seconds(lambda: with_pandas(path)))
    middle = statistics.median
    print(f"{arguments.links:,} links with evidence, from a workbook of {path.name}; middle of {arguments.rounds}")
    print(f"{'':32}{'seconds':>9}{'ratio':>8}")
    for what, found in (("pandas reads the cells", cells), ("brought in", ours), ("brought in again", again)):
        print(f"{what:32}{middle(found):9.2f}{middle(found) / middle(cells):8.1f}")


if __name__ == "__main__":
    main()
