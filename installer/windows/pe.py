"""Reads Windows' programs and libraries (Portable Executables): what they import, their version, a signature."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SUFFIXES = (".exe", ".dll", ".pyd")
_IMPORT, _SIGNATURE, _DELAYED_IMPORT, _RESOURCE, _EXPORT = 1, 4, 13, 2, 0


def is_binary(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


@contextmanager
def _opened(file: Path, *directories: int) -> Iterator[Any]:
    import pefile

    binary = pefile.PE(str(file), fast_load=True)
    try:
        binary.parse_data_directories(directories=list(directories))
        yield binary
    finally:
        binary.close()


def imports(file: Path) -> set[str]:
    """Give the libraries that *file* needs, at once or later, in small letters."""
    with _opened(file, _IMPORT, _DELAYED_IMPORT) as binary:
        return {
            entry.dll.decode().lower()
            for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
            for entry in getattr(binary, table, [])
        }


def exports(file: Path) -> list[str]:
    """Give the names that *file* offers to others."""
    with _opened(file, _EXPORT) as binary:
        return sorted(symbol.name.decode() for symbol in binary.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name)


def is_signed(file: Path) -> bool:
    """Tell whether *file* carries a signature, whosesoever it is."""
    with _opened(file) as binary:
        return bool(binary.OPTIONAL_HEADER.DATA_DIRECTORY[_SIGNATURE].Size)


def version(file: Path) -> tuple[int, int, int, int]:
    """Give the version that *file* states, or zeros."""
    with _opened(file, _RESOURCE) as binary:
        for fixed in getattr(binary, "VS_FIXEDFILEINFO", []):
            high, low = fixed.FileVersionMS, fixed.FileVersionLS
            return high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF
    return 0, 0, 0, 0
