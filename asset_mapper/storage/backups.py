"""Backups of a project: before each migration and import, and daily.

The last ten are kept, encrypted if the project is.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import datetime
from pathlib import Path

from asset_mapper.domain.record import utc_now
from asset_mapper.paths import user_data

KEPT = 10


def folder_of(project: Path) -> Path:
    """Give the folder of a project's backups: in the user's own data, named after the file and where it is."""
    where = hashlib.sha256(str(project.absolute().parent).encode()).hexdigest()[:8]
    return user_data() / "backups" / f"{project.stem}-{where}"


def listed(project: Path) -> list[Path]:
    """List the backups of a project, the newest first."""
    return sorted(folder_of(project).glob("*.assetmap"), reverse=True)


def make(project: Path, passphrase: str | None, why: str) -> Path:
    """Copy the project as it is stored now, and let the oldest copies beyond the tenth go.

    *why* is a word of ours that becomes part of the file's name: ``daily``, ``import``, ``migration``, ``erasure``.
    """
    from asset_mapper.storage import project_file

    folder = folder_of(project)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{utc_now():%Y-%m-%dT%H%M%S.%f}-{why}.assetmap"
    part = target.with_suffix(".part")
    if not project_file.is_encrypted(project):
        passphrase = None
    with (
        closing(project_file.connect(project, passphrase, read_only=True)) as source,
        closing(project_file.connect(part, passphrase)) as copy,
    ):
        source.backup(copy)
    part.replace(target)
    for old in listed(project)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def make_daily(project: Path, passphrase: str | None) -> Path | None:
    """Make the backup of the day, unless there is one of today already."""
    newest = listed(project)[:1]
    if newest and _day_of(newest[0]) == utc_now().date():
        return None
    return make(project, passphrase, "daily")


def forget_older(project: Path, passphrase: str | None) -> None:
    """Replace all backups by one of now, because the older ones hold what has been erased."""
    old = listed(project)
    make(project, passphrase, "erasure")
    for path in old:
        path.unlink(missing_ok=True)


def _day_of(backup: Path) -> object:
    try:
        return datetime.strptime(backup.name[:10], "%Y-%m-%d").date()  # noqa: DTZ007 - a day in UTC
    except ValueError:
        return None
