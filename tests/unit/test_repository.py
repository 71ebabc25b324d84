"""What is promised of the repository itself: pinned, free to use, told of, light, and whole when built."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import asset_mapper

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MACHINES = [
    {"sys_platform": platform, "os_name": name, "platform_system": system, "implementation_name": "cpython",
     "platform_python_implementation": "CPython", "python_version": python, "python_full_version": f"{python}.0"}
    for platform, name, system in (("linux", "posix", "Linux"), ("win32", "nt", "Windows"))
    for python in ("3.11", "3.12", "3.13")
]  # fmt: skip

FREE = {
    "0BSD", "Apache-2.0", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT",
    "MIT License", "MIT-CMU", "MPL-2.0", "PSF-2.0", "PSFL", "Zlib",
}  # fmt: skip
"""Licences under which we may pass a library on, as packages write them."""

OTHERWISE_AGREED = {
    "psycopg": "LGPL-3.0: used unchanged, and replaceable, to reach a team's PostgreSQL",
    "psycopg-binary": "LGPL-3.0: as psycopg",
    "pyside6": "LGPL-3.0: used unchanged, and replaceable, to draw the window",
    "pyside6-addons": "LGPL-3.0: as PySide6",
    "pyside6-essentials": "LGPL-3.0: as PySide6",
    "pyside6-pdf": "LGPL-3.0: as PySide6",
    "pyside6-webengine": "LGPL-3.0: as PySide6",
    "resvg-py": "MIT: its text says so, its metadata nothing",
    "shiboken6": "LGPL-3.0: as PySide6",
    "sqlcipher3": "Zlib: so says the licence text in its sources; its metadata says nothing",
}


def pins() -> list[Requirement]:
    lines = (ROOT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def applies(requirement: Requirement, machine: dict[str, str] | None = None, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**(machine or {}), "extra": extra})


def named_in_pyproject() -> list[Requirement]:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    lists = (project["dependencies"], *project["optional-dependencies"].values(), *groups.values())
    return [Requirement(line) for named in (*lists, PROJECT["build-system"]["requires"]) for line in named]


def needed_by(requirement: Requirement, found: set[str]) -> set[str]:
    """Collect *requirement* and all that it pulls in on this machine, by name."""
    name = canonicalize_name(requirement.name)
    if name not in found:
        found.add(name)
        try:
            lines = importlib.metadata.requires(name) or ()
        except importlib.metadata.PackageNotFoundError:
            return found  # whoever asks for its licence will say so
        for line in lines:
            further = Requirement(line)
            if any(applies(further, extra=extra) for extra in ("", *requirement.extras)):
                needed_by(further, found)
    return found


def shipped() -> list[str]:
    """Name every Python package that goes to a user."""
    project = PROJECT["project"]
    found: set[str] = set()
    for line in (*project["dependencies"], *project["optional-dependencies"]["window"]):
        needed_by(Requirement(line), found)
    return sorted(found)


def is_free(licence: str) -> bool:
    """Judge an SPDX expression of the simple sort: every part joined by AND, one of those joined by OR."""
    return all(
        any(choice.strip("() ") in FREE for choice in part.split(" OR ")) for part in licence.strip().split(" AND ")
    )


def page_packages() -> dict[str, dict[str, object]]:
    lock = json.loads((ROOT / "resources" / "map" / "package-lock.json").read_text(encoding="utf-8"))
    return {place: package for place, package in lock["packages"].items() if place}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['python_version']}")
def test_every_package_that_pyproject_names_has_one_exact_version_that_fits(machine):
    chosen: dict[str, Requirement] = {}
    for pin in pins():
        if applies(pin, machine):
            assert [specifier.operator for specifier in pin.specifier] == ["=="]
            assert canonicalize_name(pin.name) not in chosen, f"{pin.name} has two versions"
            chosen[canonicalize_name(pin.name)] = pin
    for requirement in named_in_pyproject():
        pin = chosen[canonicalize_name(requirement.name)]
        (exact,) = pin.specifier
        assert requirement.specifier.contains(exact.version), f"{pin} is not {requirement}"


def imported_by(folder: Path) -> set[str]:
    """Name every module that the code in *folder* imports anywhere, by its first word."""
    nodes = [node for file in folder.rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    places = (*ROOT.glob("*.py"), *(ROOT / "installer").iterdir(), *folder.iterdir(), *folder.rglob("*.py"))
    ours = {"asset_mapper", "tests", *(path.stem for path in places)}
    return {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - ours


@pytest.mark.parametrize(("folder", "is_shipped"), [("asset_mapper", True), ("installer", False), ("tests", False)])
def test_the_code_imports_only_packages_that_pyproject_names(folder, is_shipped):
    lists = PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()
    requirements = [Requirement(line) for names in lists for line in names] if is_shipped else named_in_pyproject()
    named = {canonicalize_name(requirement.name) for requirement in requirements}
    packages = importlib.metadata.packages_distributions()
    for module in imported_by(ROOT / folder):
        assert named & {canonicalize_name(name) for name in packages.get(module, ())}, module


def test_what_the_packages_pull_in_is_pinned_too():
    pinned = {canonicalize_name(pin.name) for pin in pins()}
    needed: set[str] = set()
    for name in PROJECT["project"]["dependencies"]:
        needed_by(Requirement(name), needed)
    assert needed <= pinned


@pytest.mark.parametrize("name", shipped())
def test_a_package_that_goes_to_users_is_free_to_pass_on(name):
    about = importlib.metadata.metadata(name)
    classifiers = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier", ()) if line.startswith("License ::")
    ]
    stated = [about.get("License-Expression"), about.get("License", "").partition("\n")[0], *classifiers]
    licence = next((text for text in stated if text), "nothing")
    assert is_free(licence) or name in OTHERWISE_AGREED, f"{name} states {licence}"


def test_no_licence_is_agreed_to_for_a_package_that_is_gone():
    assert OTHERWISE_AGREED.keys() <= set(shipped())


def test_a_library_of_the_page_is_free_to_pass_on_and_locked_by_its_checksum():
    for place, package in page_packages().items():
        assert package["integrity"], place
        assert "resolved" not in package, f"{place} is bound to one registry"
        assert package.get("dev") or is_free(str(package["license"])), f"{place} states {package['license']}"


def test_the_changelog_tells_what_this_version_brings():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = re.escape(asset_mapper.__version__)
    assert re.search(rf"^## \[{version}\] - (\d{{4}}-\d\d-\d\d|unreleased)\n+### \w+\n+- ", changelog, re.MULTILINE)


def test_git_holds_no_large_file():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    files = [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert files
    assert [path.name for path in files if path.stat().st_size > 1_500_000] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_what_a_user_needs_and_nothing_for_developers(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    inside = "asset_mapper/resources"
    assert f"{inside}/locale/cy/LC_MESSAGES/asset_mapper.mo" in names
    assert any(name.startswith(f"{inside}/frameworks/") for name in names)
    assert {f"{inside}/map/page.html", f"{inside}/map/vendor/page.js", f"{inside}/map/vendor/page.css"} <= set(names)
    for_developers = ("node_modules", ".po", ".pyc", "map/src/", "map/package", "map/vendor.json")
    assert [name for name in names if any(part in name for part in for_developers)] == []


def test_the_licences_of_the_page_s_libraries_go_with_it(wheel):
    licences = zipfile.ZipFile(wheel).read("asset_mapper/resources/map/vendor/LICENCES.txt").decode()
    for place, package in page_packages().items():
        assert package.get("dev") or f"{place.rpartition('node_modules/')[2]} {package['version']} (" in licences


def test_a_wheel_s_only_package_is_ours(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"asset_mapper"}


def test_an_installed_program_finds_its_resources_inside_itself(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = "import sys; sys.path.insert(0, sys.argv[1]); from asset_mapper import paths; print(paths.resources())"
    answer = subprocess.run([sys.executable, "-I", "-c", ask, tmp_path], capture_output=True, check=True, text=True)
    assert Path(answer.stdout.strip()) == tmp_path / "asset_mapper" / "resources"
