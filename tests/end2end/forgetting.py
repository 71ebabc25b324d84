"""What a process does until it is killed: people and places come, and have to be forgotten again."""

from __future__ import annotations

import os
from pathlib import Path


def work(folder: str, home: str, seed: int) -> None:
    """Add people and hide places, and erase them again, writing down each name that must be nowhere any more."""
    os.environ["ASSET_MAPPER_HOME"] = home
    from asset_mapper.domain.asset import AssetKind
    from asset_mapper.domain.whereabouts import Whereabouts
    from asset_mapper.services import erasing, records
    from asset_mapper.services.open_project import OpenProject
    from tests.projects import an_asset, hide

    gone = os.open(Path(folder) / "gone.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with OpenProject.open(Path(folder) / "p.assetmap") as project:
        for number in range(1_000):
            person, street = f"Person{seed}x{number}x", f"Street{seed}x{number}x"
            place = an_asset("Refuge", AssetKind.PLACE, whereabouts=Whereabouts(address=street))
            somebody = an_asset(person, AssetKind.PERSON, notes=person)
            project.apply(records.add, somebody, place)
            project.back_up("import")
            project.apply(hide, place.id)
            os.write(gone, f"{street}\n".encode())
            project.apply(erasing.erase, somebody.id)
            os.write(gone, f"{person}\n".encode())
