"""Backups of a project: before each migration and import, and daily.

The last ten are kept, encrypted if the project is.
"""

from __future__ import annotations

import hashlib
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from asset_mapper.domain.record import utc_now
from asset_mapper.errors import ProjectFileError
from asset_mapper.i18n import _
from asset_mapper.paths import user_data

KEPT = 10
_STAMP = "%Y-%m-%dT%H%M%S.%f"  # UTC; sorts as time does


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
    folder = folder_of(project)
    target = folder / f"{utc_now():{_STAMP}}-{why}.assetmap"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part*"):  # by a program that died
            left.unlink(missing_ok=True)
        copy_of(project, passphrase, target)
    except (OSError, sqlite.Error, ProjectFileError) as error:
        problem = _("No backup of “{name}” could be made in {folder}: {why}.")
        raise ProjectFileError(problem.format(name=project, folder=folder, why=error)) from error
    for old in listed(project)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def copy_of(project: Path, passphrase: str | None, target: Path) -> None:
    """Copy the project as it is stored now to *target*, encrypted if the project is; what was there is replaced."""
    from asset_mapper.storage import project_file

    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    if not project_file.is_encrypted(project):
        passphrase = None
    try:
        with (
            closing(project_file.connect(project, passphrase, read_only=True)) as source,
            closing(project_file.connect(part, passphrase)) as copy,
        ):
            source.backup(copy)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def make_daily(project: Path, passphrase: str | None) -> Path | None:
    """Make the backup of the day, unless there is one of today already."""
    newest = listed(project)[:1]
    if newest and made_at(newest[0]).date() == utc_now().date():
        return None
    return make(project, passphrase, "daily")


def forget_older(project: Path, passphrase: str | None) -> None:
    """Replace all backups by one of now, because the older ones hold what has been erased."""
    old = listed(project)
    make(project, passphrase, "erasure")
    for path in old:
        path.unlink(missing_ok=True)


def has_older(project: Path, moment: datetime) -> bool:
    """Tell whether a backup is from before *moment*."""
    return any(made_at(backup) < moment for backup in listed(project))


def made_at(backup: Path) -> datetime:
    """Tell when a backup was made, by its name."""
    try:
        return datetime.strptime(backup.name[:24], _STAMP).replace(tzinfo=UTC)
    except ValueError:  # not named by us
        return datetime.min.replace(tzinfo=UTC)
