"""The installer for all users of a machine, on a Windows of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from windows import msi
from windows.product import ID, NAME, PROGRAM, UPGRADE_CODE, Target
from windows.states import checksums, everything_on
from windows.tools import run
from windows.trying import OLDER
from windows.wine import Wine, temporary

PRODUCT = rf"HKLM\Software\{ID}"
COMMAND_KEY = r"HKLM\Software\Classes\AssetMapper.Project\shell\open\command"


@pytest.fixture(scope="module")
def machine() -> Iterator[Wine]:
    with temporary() as folder:
        windows = Wine(Path(folder))
        windows.make()
        yield windows
        windows.stop()


def folder_of(machine: Wine) -> Path:
    return machine.drive / "Program Files" / ID


def install(machine: Wine, made: Target, *properties: str) -> int:
    return machine.run("msiexec", "/i", machine.windows_path(made.msi), "/qn", "/norestart", *properties).status


def remove(machine: Wine, made: Target) -> int:
    return machine.run("msiexec", "/x", machine.windows_path(made.msi), "/qn").status


def test_it_carries_its_version_and_the_number_by_which_windows_knows_us_again(current: Target) -> None:
    table = run("msiinfo", "export", current.msi, "Property")
    facts = dict(line.strip().split("\t", 1) for line in table.splitlines()[3:] if "\t" in line)
    assert facts["ProductVersion"] == current.version
    assert facts["UpgradeCode"].strip("{}") == UPGRADE_CODE
    assert facts["ALLUSERS"] == "1"
    assert msi.product_code(current.msi).startswith("{")


def test_it_installs_for_everyone_and_goes_without_a_trace(machine: Wine, current: Target) -> None:
    before = everything_on(machine)
    assert install(machine, current) == 0
    assert checksums(folder_of(machine)) == checksums(current.payload)
    assert (machine.key(PRODUCT) or {})["Version"] == current.version
    assert (machine.key(COMMAND_KEY) or {})[""].endswith(f'\\{PROGRAM}" "%1"')
    assert [link.parent.name for link in machine.drive.rglob(f"{NAME}.lnk")] == ["Programs"]
    assert remove(machine, current) == 0
    assert everything_on(machine) == before
    assert not folder_of(machine).exists()
    for key in (PRODUCT, COMMAND_KEY, r"HKLM\Software\Classes\.assetmap"):
        assert machine.key(key) is None


@pytest.mark.only_stub
def test_it_upgrades_and_remembers_the_folder_that_was_chosen(machine: Wine, current: Target, older: Target) -> None:
    msi.build(older)
    chosen = machine.drive / "Apps ŵyl" / ID
    assert install(machine, older, f"INSTALLDIR={machine.windows_path(chosen)}") == 0
    assert (machine.key(PRODUCT) or {})["Version"] == OLDER
    (chosen / "mine.txt").write_text("mine", encoding="utf-8")
    assert install(machine, current) == 0
    assert {name for name in checksums(chosen) if name != "mine.txt"} == set(checksums(current.payload))
    assert not folder_of(machine).exists()
    assert remove(machine, current) == 0
    assert list(checksums(chosen)) == ["mine.txt"]


@pytest.mark.only_stub
def test_the_association_can_be_left_out(machine: Wine, current: Target) -> None:
    assert install(machine, current, "ADDLOCAL=Main") == 0
    assert machine.key(COMMAND_KEY) is None
    assert (folder_of(machine) / PROGRAM).exists()
    assert remove(machine, current) == 0


@pytest.mark.only_stub
def test_a_double_click_hands_over_the_project_whatever_its_name(machine: Wine, current: Target) -> None:
    assert install(machine, current) == 0
    project = machine.profile / "Documents" / "Tŷ'r dref & mwy (2026).assetmap"
    project.write_bytes(b"")
    log = machine.drive / "opened.txt"
    machine.run("start", "/wait", machine.windows_path(project), ASSET_MAPPER_LOG="C:\\opened.txt")
    machine.wait_for(log)
    assert log.read_text("utf-8").splitlines()[-2:] == ["asset_mapper", machine.windows_path(project)]
    assert remove(machine, current) == 0
