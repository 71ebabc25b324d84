"""A file or folder, written beside its target and put in place when it is whole.

Whatever happens meanwhile (cancelling, a full disk, a killed process, a power cut), the old file stays as it was
until the new one takes its place in one move. A process that was killed leaves a folder ``.….asset-mapper-part``
behind; the next one that is put into the same folder removes it, once it is certain that nobody is at work in it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asset_mapper.errors import AssetMapperError, NotFoundError, WrongUseError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress
from asset_mapper.storage.file_lock import try_lock

PART = ".asset-mapper-part"
LOCK = "asset-mapper.lock"  # holds the name of the target
_OLD = "old"  # a folder that is being replaced
_YOUNG_S = 60  # a part that is younger may belong to somebody who has not locked it yet
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file as it was put in place."""

    path: Path
    format: str
    bytes: int
    sha256: str
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": str(self.path),
            "format": self.format,
            "bytes": self.bytes,
            "sha256": self.sha256,
            "seconds": round(self.seconds, 3),
        }


def put_in_place(
    target: Path, key: str, suffix: str, write: Callable[[Path], None], progress: Progress = no_progress
) -> ExportedFile:
    """Let *write* make a file beside *target*, or a folder without a *suffix*, and put it in place when whole.

    Raises
    ------
    NotFoundError, WrongUseError, AssetMapperError
        There is no such folder, the target is of another sort, or it cannot be written.
    """
    folder = target.parent
    if not folder.is_dir():
        raise NotFoundError(_("There is no folder “{folder}”. Make it, or choose another.").format(folder=folder))
    if suffix and target.is_dir():
        raise WrongUseError(_("“{file}” is a folder. Give the name of a file in it.").format(file=target))
    start = time.monotonic()
    try:
        remove_leftovers(folder)
        with _part(folder, target.name) as part:
            written = part / f"export{suffix}"
            write(written)
            size, sha256 = _secured(written) if suffix else _secured_folder(written)
            progress(1, 1, target.name)
            if not suffix and target.is_dir():
                _exchange(written, target, part / _OLD)
            else:
                os.replace(written, target)  # noqa: PTH105 - says what it does better than Path.replace
        _secure_folder(folder)
    except OSError as error:
        raise AssetMapperError(
            _("“{file}” could not be written: {why}. Close it where it is open, or choose another place.").format(
                file=target, why=error.strerror or error
            )
        ) from error
    return ExportedFile(target, key, size, sha256, time.monotonic() - start)


def remove_leftovers(folder: Path) -> None:
    """Remove what killed exports left in *folder*, and nothing that anybody may still be writing."""
    for part in folder.glob(f".*{PART}"):
        with suppress(OSError):
            if part.is_symlink() or not part.is_dir() or time.time() - part.stat().st_mtime < _YOUNG_S:
                continue
            lock = part / LOCK
            if not lock.is_file():
                part.rmdir()  # only when it is empty: whoever made it was killed at once
                continue
            with lock.open("r+b") as file:
                abandoned = try_lock(file)
                name = file.read(1000).decode("utf-8", "replace")
            if abandoned:
                old, target = part / _OLD, folder / Path(name).name
                if old.is_dir() and not target.exists():  # killed while the two changed places
                    os.replace(old, target)  # noqa: PTH105
                shutil.rmtree(part)


@contextmanager
def _part(folder: Path, name: str) -> Iterator[Path]:
    """Make a folder for a file under way, locked while we live, and gone at the end."""
    part = Path(tempfile.mkdtemp(prefix=".", suffix=PART, dir=folder))
    try:
        with (part / LOCK).open("w+b") as lock:
            try_lock(lock)
            lock.write(name.encode("utf-8", "replace"))
            lock.flush()
            lock.seek(0)
            yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _exchange(written: Path, target: Path, aside: Path) -> None:
    """Put a folder in the place of another, which goes aside; when that fails, the other comes back."""
    os.replace(target, aside)  # noqa: PTH105
    try:
        os.replace(written, target)  # noqa: PTH105
    except OSError:
        os.replace(aside, target)  # noqa: PTH105
        raise


def _secured_folder(folder: Path) -> tuple[int, str]:
    """See that every file of a folder is on the disk; give their size, and the checksum of names and checksums."""
    total, checksum = 0, hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        size, sha256 = _secured(file)
        total += size
        checksum.update(f"{sha256}  {file.relative_to(folder).as_posix()}\n".encode())
    return total, checksum.hexdigest()


def _secured(file: Path) -> tuple[int, str]:
    """See that a file is on the disk; give its size and checksum."""
    checksum = hashlib.sha256()
    with file.open("r+b") as content:
        while block := content.read(_BLOCK):
            checksum.update(block)
        size = content.tell()
        os.fsync(content.fileno())
    return size, checksum.hexdigest()


def _secure_folder(folder: Path) -> None:
    """See that the new name of a file is on the disk too, where the system knows how."""
    if sys.platform != "win32":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
