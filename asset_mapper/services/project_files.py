"""Project files as a user keeps them: where they are, whether they are there, and the backups to go back to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asset_mapper.errors import ProjectFileError
from asset_mapper.i18n import N_, _
from asset_mapper.storage import backups

LAPTOP, NETWORK, CLOUD, SERVER = "laptop", "network", "cloud", "server"
WHERE = {
    LAPTOP: N_("this laptop"),
    NETWORK: N_("network drive"),
    CLOUD: N_("synchronised folder"),
    SERVER: N_("the team's database"),
}
WHY = {
    "daily": N_("of the day"),
    "import": N_("before an import"),
    "migration": N_("before an update of the program"),
    "erasure": N_("after somebody was erased"),
}
"""Why a backup was made, by the word in its file's name."""

_CLOUD_FOLDERS = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud", "sharepoint")
_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "sshfs", "9p", "afs", "davfs")
_REMOTE_DRIVE = 4  # what Windows calls a drive of the network


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that was open lately: its file, whether it is there, and when it was changed last."""

    path: Path
    is_there: bool
    changed_at: datetime | None = None
    where: str = LAPTOP


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project from earlier."""

    path: Path
    made_at: datetime
    why: str
    size: int


def known(paths: Iterable[Path]) -> list[KnownProject]:
    """Look at files. This may take its time, on a drive that does not answer."""
    return [_look_at(path) for path in paths]


def _look_at(path: Path) -> KnownProject:
    try:
        changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return KnownProject(path, is_there=False, where=where_is(str(path)))
    return KnownProject(path, is_there=True, changed_at=changed_at, where=where_is(str(path)))


def where_is(name: str) -> str:
    """Tell what kind of place a project is in: ``laptop``, ``network``, ``cloud`` or ``server``."""
    if "://" in name:
        return SERVER
    if name.startswith(("\\\\", "//")):
        return NETWORK
    if any(folder in part.lower() for part in Path(name).parts[:-1] for folder in _CLOUD_FOLDERS):
        return CLOUD
    return NETWORK if _is_on_network_drive(Path(name).absolute()) else LAPTOP


if sys.platform == "win32":

    def _is_on_network_drive(path: Path) -> bool:
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE)
else:

    def _is_on_network_drive(path: Path) -> bool:
        """Look for the file system that holds *path* in the list of the kernel, where there is one."""
        try:
            mounts = [line.split(" ") for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
        except OSError:
            return False
        holding = [(mount[1], mount[2]) for mount in mounts if len(mount) > 2 and path.is_relative_to(mount[1])]
        system = max(holding, key=lambda found: len(found[0]))[1] if holding else ""
        return any(name in system for name in _NETWORK_SYSTEMS)


def kept(project: Path) -> list[Backup]:
    """List the backups of a project, the newest first."""
    found = []
    for path in backups.listed(project):
        why = path.stem.rpartition("-")[2]
        found.append(Backup(path, backups.made_at(path), why, path.stat().st_size))
    return found


def copy_beside(backup: Backup, project: Path) -> Path:
    """Put a copy of a backup beside the project, under a name that says from when it is. Nothing is replaced.

    Where the folder of the project is out of reach, the copy goes to the user's own documents.
    """
    name = f"{project.stem} {backup.made_at:%Y-%m-%d %H%M}"
    for folder in (project.parent, Path.home() / "Documents", Path.home()):
        if folder.is_dir() and os.access(folder, os.W_OK):
            target = _free(folder, name, project.suffix)
            try:
                shutil.copyfile(backup.path, target)
            except OSError as error:
                target.unlink(missing_ok=True)
                problem = _("The backup cannot be copied to “{name}”: {why}.")
                raise ProjectFileError(problem.format(name=target, why=error.strerror)) from error
            return target
    raise ProjectFileError(_("There is no folder in which a copy of the backup could be put."))


def _free(folder: Path, name: str, suffix: str) -> Path:
    target, number = folder / f"{name}{suffix}", 2
    while target.exists():
        target, number = folder / f"{name} ({number}){suffix}", number + 1
    return target
