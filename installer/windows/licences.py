"""Collects the licence of everything that is shipped, and stops a build that carries what it must not.

Every package has a folder of its own in ``licenses``; ``licenses\\INDEX.txt`` lists them with their licences.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from windows.product import HERE, NAME, ROOT

TABLE = HERE / "licences.toml"
TEXTS = HERE / "licences"
FOLDER = "licenses"
_TEXT = re.compile(r"licen[cs]e|copying|notice|copyright|authors", re.IGNORECASE)
_LESSER = re.compile(r"\bLGPL|\bLesser", re.IGNORECASE)
_STRONG = re.compile(r"\bA?GPL|\bAffero|\bGNU General|\bSSPL|\bBUSL", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """Something that is shipped, with the licence that it is used under."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()
    inside: tuple[tuple[str, str], ...] = field(default=())  # libraries that it carries: name, licence


def table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def packages_in(site_packages: Path, rules: dict[str, Any]) -> list[Package]:
    """Give every package of *site_packages*."""
    return [_package(folder, rules) for folder in sorted(site_packages.glob("*.dist-info"))]


def _package(folder: Path, rules: dict[str, Any]) -> Package:
    about = HeaderParser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
    name = re.sub(r"[-_.]+", "-", str(about["Name"])).lower()
    classifiers = [word.rpartition(" :: ")[2] for word in about.get_all("Classifier", []) if "License ::" in word]
    stated = about["License-Expression"] or about["License"] or " OR ".join(classifiers)
    texts = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_text(path.relative_to(folder))]
    texts += [TEXTS / text for text in rules["texts"].get(name, [])]
    licence = rules["chosen"].get(name) or str(stated or "").partition("\n")[0].strip()
    inside = [*_libraries(folder, rules), *((one, two) for one, two in rules["linked"].get(name, []))]
    return Package(name, str(about["Version"]), licence, tuple(texts), tuple(sorted(set(inside))))


def _is_text(path: Path) -> bool:
    return path.parts[0] in ("licenses", "license_files") or bool(_TEXT.search(path.name))


def _libraries(folder: Path, rules: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Name the libraries in the folder that repairing tools put beside a package."""
    beside = folder.parent / f"{folder.name.split('-')[0]}.libs"
    for file in sorted(beside.glob("*.dll")):
        found = [known for begin, known in rules["libraries"].items() if file.name.lower().startswith(begin.lower())]
        if not found:
            raise SystemExit(f"licences.toml does not know the library {file.name} in {beside.name}.")
        yield found[0][0], found[0][1]


def faults(packages: Iterable[Package], rules: dict[str, Any]) -> list[str]:
    """Give what must not be: no licence, no text of it, or one that would bind the whole program."""
    found = []
    for package in packages:
        if not package.licence:
            found.append(f"{package.name} does not say under which licence it stands.")
        if not package.texts:
            found.append(f"{package.name} has no text of its licence.")
        if not is_free_of_gpl(package.licence):
            found.append(f"{package.name} stands under {package.licence}.")
        if _LESSER.search(package.licence) and package.name not in rules["lesser"]["packages"]:
            found.append(f"{package.name} stands under {package.licence}, and licences.toml does not expect that.")
        found += [f"{package.name} carries {name} ({it})." for name, it in package.inside if not is_free_of_gpl(it)]
    return found


def is_free_of_gpl(licence: str) -> bool:
    """Tell whether *licence* leaves a choice without the GPL and its kin; the LGPL is none of them."""
    return any(not _STRONG.search(choice) for choice in re.split(r"\bOR\b", licence))


def collect(packages: Iterable[Package], python_licence: Path, into: Path) -> None:
    """Copy every text into the folder *into*, and write its index."""
    lines = [f"{NAME} stands under the MIT licence: see {NAME.replace(' ', '-')}.txt. It is shipped with:", ""]
    into.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", into / f"{NAME.replace(' ', '-')}.txt")
    shutil.copyfile(python_licence, into / "Python.txt")
    lines.append("Python                          PSF-2.0                         Python.txt")
    for package in packages:
        folder = into / f"{package.name}-{package.version}"
        folder.mkdir()
        for text in package.texts:
            shutil.copyfile(text, folder / _free_name(folder, text.name))
        lines.append(f"{package.name + ' ' + package.version:<32}{package.licence:<32}{folder.name}")
        lines += [f"    with {name}: {licence}" for name, licence in package.inside]
    lines += [
        "",
        "What the published page carries : app\\asset_mapper\\resources\\map\\vendor\\LICENCES.txt",
    ]
    (into / "INDEX.txt").write_text("\r\n".join([*lines, ""]), encoding="utf-8", newline="")


def _free_name(folder: Path, name: str) -> str:
    taken = {path.name.lower() for path in folder.iterdir()}
    number = 1
    wanted = name
    while wanted.lower() in taken:
        number += 1
        wanted = f"{Path(name).stem}-{number}{Path(name).suffix}"
    return wanted
