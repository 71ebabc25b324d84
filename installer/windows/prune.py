"""Deletes from the unpacked packages what the program does not need, as ``prune.toml`` says."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from windows import pe
from windows.product import HERE

TABLE = HERE / "prune.toml"


def table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def prune(site_packages: Path) -> None:
    rules = table()
    _prune_qt(site_packages / "PySide6", rules["qt"])
    _prune_everywhere(site_packages, rules["everywhere"])
    _prune_babel(site_packages / "babel" / "locale-data", rules["babel"]["locales"])
    _drop_empty_folders(site_packages)


def _prune_qt(qt: Path, rules: dict[str, Any]) -> None:
    """Keep the modules that are named, and of the libraries those that something kept imports."""
    needed = closure(qt, list(_named(qt, rules)))
    for file in [path for path in qt.rglob("*") if path.is_file()]:
        name = file.relative_to(qt)
        if not (file in needed if pe.is_binary(file) else _stays(PurePosixPath(name.as_posix()), rules)):
            file.unlink()


def _named(qt: Path, rules: dict[str, Any]) -> Iterator[Path]:
    for name in (*(f"{module}.pyd" for module in rules["modules"]), *rules["programs"], *rules["libraries"]):
        yield _must_be(qt / name)
    for pattern in rules["plugins"]:
        found = sorted((qt / "plugins").glob(f"{pattern}.dll"))
        if not found:
            raise SystemExit(f"prune.toml names Qt's plugin {pattern}, but PySide6 does not carry it.")
        yield from found


def _must_be(file: Path) -> Path:
    if not file.exists():
        raise SystemExit(f"prune.toml names {file.name}, but PySide6 does not carry it.")
    return file


def closure(folder: Path, start: Iterable[Path]) -> set[Path]:
    """Give *start* with all libraries of *folder* that they import, and what those import, and so on."""
    libraries = {file.name.lower(): file for file in folder.iterdir() if pe.is_binary(file)}
    found: set[Path] = set()
    ahead = list(start)
    while ahead:
        file = ahead.pop()
        if file not in found:
            found.add(file)
            ahead += [libraries[name] for name in pe.imports(file) if name in libraries]
    return found


def _stays(name: PurePosixPath, rules: dict[str, Any]) -> bool:
    """Tell whether a file that is neither program nor library stays."""
    if name.parts[0] in rules["folders"]:
        return False
    if name.parts[0] == "translations":
        wanted = rules["locales"] if name.parts[1] == "qtwebengine_locales" else rules["translations"]
        return name.stem in wanted
    if name.parts[0] == "resources":
        return not any(fnmatchcase(name.name, pattern) for pattern in rules["resources_dropped"])
    return name.suffix in (".py", ".conf") or name.name == "py.typed"


def _prune_everywhere(site_packages: Path, rules: dict[str, Any]) -> None:
    kept = [site_packages / name for name in rules["kept"]]
    for pattern in rules["dropped"]:
        for path in sorted(site_packages.glob(pattern), reverse=True):
            if any(path == keep or keep in path.parents or path in keep.parents for keep in kept):
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _prune_babel(data: Path, locales: list[str]) -> None:
    for file in data.glob("*.dat"):
        if file.stem not in locales:
            file.unlink()


def _drop_empty_folders(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
