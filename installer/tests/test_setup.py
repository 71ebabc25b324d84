"""The installer for one user: on an empty machine, over an older version, and away again."""

from __future__ import annotations

from pathlib import Path

import pytest
from windows.product import COMMAND, ICON, ID, NAME, PROGRAM, Target
from windows.states import State, checksums, everything_on, look
from windows.trying import OLD_FILE, OLDER
from windows.wine import Done, Wine

OF_A_USER = {"runtime/notes of a user.txt", "app/mine/list.txt"}
IN_USE = 1618


def test_it_installs_without_a_question_and_says_that_all_went_well(before: State, upgraded: State) -> None:
    assert (before.done.status, upgraded.done.status) == (0, 0)


def test_what_is_installed_is_what_was_built_to_the_last_byte(upgraded: State, current: Target) -> None:
    installed = {name: sum_ for name, sum_ in upgraded.files.items() if name not in OF_A_USER}
    assert installed.pop("Uninstall.exe")
    assert installed == checksums(current.payload)


def test_the_menu_has_it_and_the_desktop_does_not(before: State, upgraded: State) -> None:
    assert before.in_menu
    assert upgraded.in_menu
    assert not before.on_desktop


def test_windows_knows_its_name_version_size_and_how_to_remove_it(
    before: State, upgraded: State, current: Target
) -> None:
    entry = upgraded.keys["uninstall"] or {}
    assert (before.keys["uninstall"] or {})["DisplayVersion"] == OLDER
    assert (entry["DisplayName"], entry["DisplayVersion"]) == (NAME, current.version)
    assert entry["QuietUninstallString"].endswith('\\Uninstall.exe" /S')
    assert entry["DisplayIcon"].endswith(ICON)
    assert int(entry["EstimatedSize"], 16) > 0


def test_projects_open_with_it(upgraded: State) -> None:
    command = (upgraded.keys["command"] or {})[""]
    assert command.endswith(f'\\{PROGRAM}" "%1"')
    assert (upgraded.keys["suffix"] or {})[""] == "AssetMapper.Project"
    assert "AssetMapper.Project" in (upgraded.keys["open with"] or {})


def test_it_writes_nothing_for_the_machine_and_starts_nothing_by_itself(upgraded: State) -> None:
    assert upgraded.keys["machine"] is None
    assert upgraded.keys["services"] is None
    assert not [value for value in (upgraded.keys["start-up"] or {}).values() if ID in value]


@pytest.mark.only_stub
def test_while_the_program_is_open_it_changes_nothing_and_says_try_again(
    refused: Done, upgraded: State, before: State
) -> None:
    assert refused.status == IN_USE
    assert OLD_FILE in before.files


def test_an_upgrade_takes_the_old_files_away_and_leaves_what_a_user_put_there(upgraded: State) -> None:
    assert OLD_FILE not in upgraded.files
    assert set(upgraded.files) >= OF_A_USER


def test_removing_it_leaves_nothing_but_what_the_user_had_and_made(
    removed: State, wine: Wine, untouched: set[str], home: Path
) -> None:
    assert removed.done.status == 0
    assert set(removed.files) == OF_A_USER
    of_program = home.relative_to(wine.drive).as_posix()
    of_users = (
        of_program,
        "/made by a user/",
        f"/AppData/Local/{ID}/",
        "/Temp/~nsu",
    )  # the last goes at the next start
    left = everything_on(wine)
    assert {name for name in left if not any(part in name for part in of_users)} <= untouched
    assert untouched <= left


def test_removing_it_takes_its_keys_and_links_away(removed: State) -> None:
    assert not removed.in_menu
    still = {name for name, values in removed.keys.items() if values is not None}
    assert still <= {"start-up"}


# What can be chosen ---------------------------------------------------------------------------------------------


@pytest.mark.only_stub
class TestChoices:
    """Switches, each on a machine from which everything was removed."""

    @pytest.fixture
    def elsewhere(self, wine: Wine, removed: State) -> Path:
        return wine.drive / "Rhaglenni ŵyl" / "Asset Mapper"

    @pytest.fixture(autouse=True)
    def clean(self, wine: Wine, elsewhere: Path):  # type: ignore[no-untyped-def]
        yield
        if (elsewhere / "Uninstall.exe").exists():
            wine.run_for_status(wine.windows_path(elsewhere / "Uninstall.exe"), "/S")
            assert wine.wait_until_gone(elsewhere / "Uninstall.exe")

    def install(self, wine: Wine, current: Target, elsewhere: Path, *switches: str) -> State:
        where = f"/D={wine.windows_path(elsewhere)}"
        done = wine.run_for_status(wine.windows_path(current.setup), "/S", *switches, where)
        return look(wine, elsewhere, done, 0)

    def test_another_folder_a_link_on_the_desktop_and_no_association(
        self, wine: Wine, current: Target, elsewhere: Path
    ) -> None:
        state = self.install(wine, current, elsewhere, "/DESKTOP=1", "/NOASSOC=1")
        assert state.done.status == 0
        assert {PROGRAM, COMMAND, "Uninstall.exe"} <= set(state.files)
        assert state.on_desktop
        assert state.keys["suffix"] is None
        assert state.keys["progid"] is None
        status = wine.run_for_status(wine.windows_path(elsewhere / PROGRAM), "--fail", ASSET_MAPPER_LOG="C:\\log.txt")
        assert status.status == 3
        assert (wine.drive / "log.txt").read_text("utf-8").startswith("C:\\Rhaglenni ŵyl\\Asset Mapper\\")

    def test_whoever_opened_such_files_before_goes_on_doing_so(
        self, wine: Wine, current: Target, elsewhere: Path
    ) -> None:
        key = r"HKCU\Software\Classes\.assetmap"
        wine.run("reg", "add", key, "/ve", "/d", "Other.Program", "/f")
        state = self.install(wine, current, elsewhere)
        assert (state.keys["suffix"] or {})[""] == "Other.Program"
        assert "AssetMapper.Project" in (state.keys["open with"] or {})
        wine.run_for_status(wine.windows_path(elsewhere / "Uninstall.exe"), "/S")
        assert wine.wait_until_gone(elsewhere / "Uninstall.exe")
        assert (wine.key(key) or {})[""] == "Other.Program"
        wine.run("reg", "delete", key, "/f")

    def test_a_folder_that_holds_other_things_is_not_emptied(
        self, wine: Wine, current: Target, elsewhere: Path
    ) -> None:
        (elsewhere / "app").mkdir(parents=True)
        (elsewhere / "app" / "thesis.txt").write_text("ten years", encoding="utf-8")
        for _ in range(2):
            self.install(wine, current, elsewhere)
        wine.run_for_status(wine.windows_path(elsewhere / "Uninstall.exe"), "/S")
        assert wine.wait_until_gone(elsewhere / "Uninstall.exe")
        assert list(checksums(elsewhere)) == ["app/thesis.txt"]
        (elsewhere / "app" / "thesis.txt").unlink()

    def test_settings_go_only_when_asked_and_backups_of_projects_never(
        self, wine: Wine, current: Target, elsewhere: Path
    ) -> None:
        ours = wine.local / ID
        for name in ("settings.json", "logs/defect.txt", "backups/town-1/2026.assetmap"):
            (ours / name).parent.mkdir(parents=True, exist_ok=True)
            (ours / name).write_text("{}", encoding="utf-8")
        self.install(wine, current, elsewhere)
        wine.run_for_status(wine.windows_path(elsewhere / "Uninstall.exe"), "/S", "/PURGE=1")
        assert wine.wait_until_gone(elsewhere / "Uninstall.exe")
        assert list(checksums(ours)) == ["backups/town-1/2026.assetmap"]


def test_nothing_was_written_outside_this_windows(wine: Wine, upgraded: State, current: Target) -> None:
    marker = current.setup.stat().st_mtime
    places = (
        ".wine",
        ".local/share/applications",
        ".config/menus",
        ".local/share/icons",
        ".local/share/mime",
        "Desktop",
    )
    newer = [
        str(path)
        for place in places
        for path in (Path.home() / place).rglob("*")
        if (Path.home() / place).exists() and path.is_file() and path.stat().st_mtime > marker
    ]
    assert newer == []
