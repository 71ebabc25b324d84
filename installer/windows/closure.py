"""Every library that a shipped program needs is shipped, where it is looked for, or part of Windows 10 and 11.

Trying the program out does not show what is missing: the machine may happen to have it. So it is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from windows import pe
from windows.product import HERE

SYSTEM = HERE / "windows-libraries.txt"
API_SETS = ("api-ms-win-", "ext-ms-win-")
PRIVATE = ".libs"  # a package adds such a folder to where its libraries are looked for


def system_libraries() -> set[str]:
    """Give the libraries that every Windows since 10 (1809) has."""
    lines = SYSTEM.read_text(encoding="utf-8").splitlines()
    return {line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}


def needs_of(payload: Path) -> dict[Path, set[str]]:
    """Give what each program and library under *payload* imports."""
    return {path: pe.imports(path) for path in sorted(payload.rglob("*")) if path.is_file() and pe.is_binary(path)}


def faults(payload: Path, needs: Mapping[Path, Iterable[str]], system: set[str]) -> list[str]:
    """Give a sentence for every library that would not be found."""
    found = []
    for file, libraries in needs.items():
        places = _searched(file, payload, needs)
        for name in sorted(libraries):
            if name in system or name.startswith(API_SETS):
                continue
            holders = {path.parent for path in needs if path.name.lower() == name}
            if not holders:
                found.append(
                    f"{file.relative_to(payload).as_posix()} needs {name}, which is neither shipped nor Windows'."
                )
            elif not holders & places:
                found.append(f"{file.relative_to(payload).as_posix()} needs {name}, which lies where nobody looks.")
    return found


def _searched(file: Path, payload: Path, needs: Mapping[Path, Iterable[str]]) -> set[Path]:
    """Give the folders in which Windows looks for what *file* imports."""
    site_packages = payload / "runtime" / "Lib" / "site-packages"
    everywhere = {file.parent, payload / "runtime"}
    private = {path.parent for path in needs if path.parent.name.endswith(PRIVATE)}
    if site_packages in file.parents:
        package = file.relative_to(site_packages).parts[0].removesuffix(PRIVATE)
        private = {folder for folder in private if folder.name.removesuffix(PRIVATE) == package}
        # PySide6 and shiboken6 add each other's folder when they are imported
        everywhere |= {site_packages / "PySide6", site_packages / "shiboken6"} if package == "PySide6" else set()
    return everywhere | private
