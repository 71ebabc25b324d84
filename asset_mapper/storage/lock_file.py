"""A lock beside the project that says who has it open for writing.

What a dead program left is taken over.
"""

from __future__ import annotations

import getpass
import json
import platform
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from asset_mapper.domain.record import utc_now
from asset_mapper.errors import ProjectFileError, ProjectLockedError
from asset_mapper.i18n import _, format_moment
from asset_mapper.storage.file_lock import try_lock

_called = ""


def call_me(name: str) -> None:
    """Name the user so from now on, in the history and to others; with no name, as the operating system does."""
    global _called
    _called = name.strip()


def who() -> str:
    """Name the user."""
    if _called:
        return _called
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def laptop() -> str:
    """Name this machine."""
    return platform.node() or "?"


@dataclass
class LockFile:
    """A lock that is held until released."""

    path: Path
    _file: IO[str]

    @classmethod
    def take(cls, project: Path) -> LockFile:
        """Lock *project* for writing.

        Raises
        ------
        ProjectLockedError
            Someone else holds it; the message names them.
        """
        path = project.with_name(project.name + ".lock")
        try:
            file = path.open("a+", encoding="utf-8", errors="replace")
        except OSError as error:
            raise ProjectFileError(
                _("“{name}” cannot be opened for writing: its folder may not be written to ({why}).").format(
                    name=project, why=error.strerror
                )
            ) from error
        if not try_lock(file):
            file.seek(0)
            with file:
                owner = file.read(2000)
            raise ProjectLockedError(
                _(
                    "“{name}” is open for writing in another window or on another computer ({owner}). "
                    "It can be read meanwhile."
                ).format(name=project, owner=_owner(owner))
            )
        file.seek(0)
        file.truncate()
        json.dump({"user": who(), "machine": laptop(), "since": utc_now().isoformat(timespec="seconds")}, file)
        file.flush()
        return cls(path, file)

    def release(self) -> None:
        if self._file.closed:
            return
        if sys.platform == "win32":
            self._file.close()
            self.path.unlink(missing_ok=True)
        else:  # remove it while it is still ours, so that nobody's newer lock goes
            self.path.unlink(missing_ok=True)
            self._file.close()


def _owner(text: str) -> str:
    try:
        owner = json.loads(text)
        since = datetime.fromisoformat(owner["since"]).astimezone()
        return _("{user} on {machine}, since {when}").format(
            user=owner["user"], machine=owner["machine"], when=format_moment(since)
        )
    except (ValueError, KeyError, TypeError):
        return _("someone unknown")
