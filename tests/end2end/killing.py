"""What a process does until it is killed: small edits, imports and exports, each written down when it is done."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

ROWS = 60
"""Of one import."""


def work(folder: str, seed: int) -> None:
    """Change the project in *folder* without end; a line in ``done.txt`` follows each step that was stored."""
    os.environ["ASSET_MAPPER_HOME"] = str(Path(folder) / "home")
    from asset_mapper.domain.asset import Asset, AssetKind
    from asset_mapper.domain.audience import Audience
    from asset_mapper.domain.bilingual import Bilingual
    from asset_mapper.formats.exporters import csv_table
    from asset_mapper.services import exporting, importing, publishing, records
    from asset_mapper.services.importing import ImportOptions
    from asset_mapper.services.open_project import OpenProject

    here, chance = Path(folder), random.Random(seed)
    done = os.open(here / "done.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with OpenProject.open(here / "p.assetmap") as project:
        for number in range(1_000):
            what = chance.choice(("edit", "edit", "edit", "import", "export"))
            if what == "edit":
                project.apply(records.add, Asset(name=Bilingual(en=f"Edit {seed} {number}"), kind=AssetKind.GROUP))
            elif what == "import":
                listed = here / f"list-{seed}-{number}.csv"
                lines = "".join(f"Imported {seed} {number} {row},group\n" for row in range(ROWS))
                listed.write_text("Name,Kind\n" + lines, encoding="utf-8")
                importing.import_files(project, [listed], ImportOptions())
            else:
                published = project.read(publishing.publication, Audience.TEAM)
                exporting.export(published, csv_table.EXPORTER, here / "out.csv")
            os.write(done, f"{what}\n".encode())
            time.sleep(chance.random() * 0.002)
