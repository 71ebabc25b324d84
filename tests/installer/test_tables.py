"""What must agree: the lock with the constraints, one version everywhere, what is kept with what is imported."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from windows import licences, notes, product, prune, runtime, wheels

import asset_mapper
from tests.unit.test_repository import ROOT

WINDOWS = {
    "python_version": "3.13", "python_full_version": "3.13.0", "sys_platform": "win32", "platform_system": "Windows",
    "os_name": "nt", "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": "",
}  # fmt: skip


def constraints_of_windows() -> dict[str, str]:
    """Give name → version of what the constraints name for Python 3.13 on Windows."""
    found = {}
    for line in wheels.CONSTRAINTS.read_text("utf-8").splitlines():
        pin, _, condition = line.partition(" ; ")
        if "==" in pin and not line.startswith("#") and (not condition or Marker(condition).evaluate(WINDOWS)):
            name, _, version = pin.partition("==")
            found[name] = version
    return found


def test_the_lock_of_windows_has_the_versions_that_are_tested():
    tested = constraints_of_windows()
    assert wheels.pinned(wheels.LOCK)
    assert {name: tested.get(name) for name in wheels.pinned(wheels.LOCK)} == wheels.pinned(wheels.LOCK)


def test_the_lock_has_everything_that_the_program_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["window"]]
    locked = wheels.pinned(wheels.LOCK)
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(locked[requirement.name.lower()]), requirement


def test_every_package_of_the_lock_has_checksums_and_no_condition():
    entries = re.split(r"\n(?=[a-z0-9])", wheels.LOCK.read_text("utf-8").split("\n", 2)[2])
    assert len(entries) == len(wheels.pinned(wheels.LOCK))
    for entry in entries:
        assert "--hash=sha256:" in entry
        assert " ; " not in entry
        assert "://" not in entry


def test_the_version_stands_in_one_place():
    version = product.version()
    assert version == asset_mapper.__version__
    texts = [*product.HERE.glob("*/*.nsi"), *product.HERE.glob("*/*.wxs"), *product.HERE.glob("launcher/*")]
    assert len(texts) >= 5
    assert [text.name for text in texts if version in text.read_text("utf-8")] == []


def test_every_module_of_qt_that_is_imported_is_kept():
    kept = set(prune.table()["qt"]["modules"])
    imported = set()
    for file in (ROOT / "asset_mapper").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                imported.add((node.module or "").split(".")[1])
    assert imported
    assert imported <= kept


def test_what_is_kept_of_qt_imports_nothing_that_is_dropped():
    kept = prune.table()["qt"]["modules"]
    program = "import sys\n" + "".join(f"import PySide6.{module}\n" for module in kept)
    program += "print(*(name[8:] for name in sys.modules if name.startswith('PySide6.Qt')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == set(kept)


def test_every_text_of_a_licence_that_a_table_names_is_there():
    texts = licences.table()["texts"]
    assert texts
    assert [name for names in texts.values() for name in names if not (licences.TEXTS / name).is_file()] == []


def test_both_sources_of_python_are_of_the_bundled_version():
    for key in runtime.SOURCES:
        origin = runtime.source(key)
        assert origin.python.startswith(f"{product.PYTHON}.")
        assert origin.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", origin.sha256)
        assert origin.python in origin.file or origin.requirement
    assert runtime.source("panda3d").sha256


def test_the_page_for_it_tells_every_switch_and_every_exit_status():
    script = (product.HERE / "nsis" / "product.nsi").read_text("utf-8")
    page = (ROOT / "installer" / "README.md").read_text("utf-8")
    switches = set(re.findall(r'GetOptions} \$R0 "(/[A-Z]+)=', script)) - {"/UPGRADE"}
    statuses = re.findall(r"^!define [A-Z_]+ (1\d{3})$", script, re.MULTILINE)
    assert len(switches) == 3
    assert len(statuses) == 4
    assert [word for word in (*switches, *statuses) if word not in page] == []
    assert product.UPGRADE_CODE.upper() == product.UPGRADE_CODE


def test_the_release_notes_are_the_changelog_and_which_file_to_take():
    text = notes.release_notes(product.version())
    assert text.startswith(f"# Asset Mapper {product.version()}\n")
    assert "### Added" in text
    assert f"AssetMapper-{product.version()}-x64.msi" in text


def test_notes_end_where_the_version_before_begins():
    changelog = "# Changelog\n\n## [1.1.0] - 2027\n\nnew\n\n## [1.0.0] - 2026\n\nold\n"
    assert notes.section("1.1.0", changelog) == "new"
    assert notes.section("1.0.0", changelog) == "old"
    with pytest.raises(SystemExit, match=r"nothing of version 3\.0\.0"):
        notes.section("3.0.0", changelog)


def test_what_is_shipped_says_nothing_of_how_it_is_tried():
    shipped = [*product.HERE.glob("launcher/*"), *product.HERE.glob("nsis/*"), *product.HERE.glob("msi/*")]
    assert [file.name for file in shipped if re.search(r"\bwine\b", file.read_text("utf-8"), re.IGNORECASE)] == []
    assert json.loads((product.HERE / "runtime.json").read_text("utf-8")).keys() == set(runtime.SOURCES)
