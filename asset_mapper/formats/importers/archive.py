"""ZIP archives from strangers: nothing is unpacked before its sizes are known to be sane.

Excel, ODS, KMZ and zipped shapefiles are all ZIP archives. A small one can claim to hold terabytes, so the sizes that
it states are checked first, and what is read is checked against them (``zipfile`` stops there and compares the CRC).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import MAX_FILE_BYTES
from asset_mapper.i18n import _

MAX_RATIO = 250  # text of spreadsheets packs to about a tenth, at its best to a hundredth
SMALL_BYTES = 32 * 1024 * 1024  # under this nobody minds the ratio
MAX_MEMBERS = 10_000
_CHUNK = 1 << 20


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose sizes are sane.

    Raises
    ------
    UnreadableFileError
        It is damaged, protected by a password, or would unpack to more than anyone needs.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path)
            yield archive
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise damaged(path) from error


def damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is damaged or was not copied completely. Fetch it again, or open and save it anew.").format(
            name=path.name
        )
    )


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 0x1 for info in infos):
        raise UnreadableFileError(
            _("“{name}” is protected by a password. Save it without one, and import that.").format(name=path.name)
        )
    unpacked = sum(info.file_size for info in infos)
    packed = max(path.stat().st_size, 1)
    if (
        len(infos) > MAX_MEMBERS
        or unpacked > MAX_FILE_BYTES
        or (unpacked > SMALL_BYTES and unpacked / packed > MAX_RATIO)
    ):
        raise UnreadableFileError(
            _(
                "“{name}” would unpack to {size:,} MB in {n:,} files, which no asset list needs. It was not opened."
            ).format(name=path.name, size=unpacked // 1_000_000 + 1, n=len(infos))
        )


def is_safe_name(member: str) -> bool:
    """Tell whether a member stays inside the archive: no absolute path, no drive, no way up."""
    name = member.replace("\\", "/")
    return not (name.startswith("/") or ":" in name or ".." in PurePosixPath(name).parts)


def stream(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """Give a member piece by piece."""
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            yield chunk
