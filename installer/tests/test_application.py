"""The real program, as installed: what a support desk, an officer and IT do with it first."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from windows.product import COMMAND, ID, PROGRAM, Target
from windows.states import State, checksums
from windows.wine import Wine, temporary

pytestmark = pytest.mark.only_full

SELF_TEST_S = 400
WINDOW_S, SETTLED_S = 90, 5
PASSPHRASE = "tair llan a ŵyn"
OTHER_USER = "nobody"
PDF_LACKS = re.compile(r"^write pdf .*: not possible here, ")
SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


@pytest.fixture(scope="module")
def work(wine: Wine) -> Path:
    """Give a folder of the user's own, with a name as people give them."""
    folder = wine.drive / "users" / wine.user / "made by a user" / "Tŷ'r dref & mwy"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def kept(wine: Wine, home: Path, before: State, work: Path) -> Path:
    """Have the version before make a project, encrypted, and keep something in it."""
    project = work / "ein tref.assetmap"
    said(
        wine,
        home,
        "new",
        wine.windows_path(project),
        "--title",
        "Our town",
        "--encrypt",
        passphrase=PASSPHRASE,
    )
    said(
        wine,
        home,
        "add",
        wine.windows_path(project),
        "Gwau a sgwrs, grŵp, dydd Mawrth 2pm",
        passphrase=PASSPHRASE,
    )
    return project


def said(wine: Wine, home: Path, *words: str, passphrase: str = "") -> str:
    """Run the command of the installed program, which must do it; gives what it says."""
    done = wine.run(wine.windows_path(home / COMMAND), *words, ASSET_MAPPER_PASSPHRASE=passphrase)
    assert done.status == 0, done.said
    return done.said


def self_test(wine: Wine, program: Path, log: str) -> tuple[int, list[str]]:
    done = wine.run(wine.windows_path(program), "--self-test", patience_s=SELF_TEST_S, ASSET_MAPPER_LOG=f"C:\\{log}")
    return done.status, (wine.drive / log).read_text("utf-8").splitlines()


def all_but_the_web_engine(outcome: tuple[int, list[str]]) -> bool:
    status, lines = outcome
    ill = [line for line in lines if re.search(r": (not well|not possible here), [\d.]+ s$", line)]
    return status == 0 and "All is well but for that." in lines[-1] and all(map(PDF_LACKS.match, ill))


# On a clean machine and after an upgrade ------------------------------------------------------------------------


def test_it_says_its_version(wine: Wine, home: Path, upgraded: State, current: Target) -> None:
    assert said(wine, home, "--version").strip() == f"asset-mapper {current.version}"


def test_it_tests_itself_all_but_the_web_engine_and_writes_a_log(wine: Wine, home: Path, upgraded: State) -> None:
    outcome = self_test(wine, home / PROGRAM, "self-test.txt")
    assert all_but_the_web_engine(outcome), "\n".join(outcome[1])
    assert checksums(home) == upgraded.files  # and it left nothing in its own folder


def test_the_sample_is_made_imported_into_and_exported(wine: Wine, home: Path, upgraded: State, work: Path) -> None:
    sample, table = work / "sampl.assetmap", work / "pethau.csv"
    table.write_text("Name,Type,Postcode\nNeuadd y Tŷ Gwyn,place,\nCôr y cwm,group,\n", encoding="utf-8")
    said(wine, home, "sample", wine.windows_path(sample))
    report = work / "report.json"
    where = [wine.windows_path(file) for file in (sample, table, report)]
    said(wine, home, "import", *where[:2], "--report", where[2])
    assert json.loads(report.read_text("utf-8"))["made"] == 2
    targets = [
        work / f"allan{suffix}" for suffix in (".html", ".xlsx", ".ods", ".csv", ".geojson", ".gpkg", ".kml", ".json")
    ]
    said(wine, home, "export", wine.windows_path(sample), *map(wine.windows_path, targets), "--audience", "team")
    assert all(target.stat().st_size > 1000 for target in targets)
    assert "Neuadd y Tŷ Gwyn" in targets[3].read_text("utf-8-sig")


def test_after_the_upgrade_a_project_is_read_as_it_was(wine: Wine, home: Path, kept: Path, upgraded: State) -> None:
    facts = said(wine, home, "list", wine.windows_path(kept), "assets", "--json", passphrase=PASSPHRASE)
    assert "Gwau a sgwrs" in facts
    assert not kept.read_bytes().startswith(b"SQLite format 3")
    wrong = wine.run(
        wine.windows_path(home / COMMAND), "info", wine.windows_path(kept), ASSET_MAPPER_PASSPHRASE="arall"
    )  # fmt: skip
    assert wrong.status == 3


# Places ---------------------------------------------------------------------------------------------------------


def works(wine: Wine, program: Path, folder: Path) -> None:
    """Have the program in the folder *program* use what it looks for beside itself: GDAL, PROJ, SQLCipher."""
    sample, where = folder / "sampl.assetmap", folder / "allan"
    said(wine, program, "sample", wine.windows_path(sample))
    targets = [where.with_suffix(suffix) for suffix in (".gpkg", ".html", ".xlsx")]
    said(wine, program, "export", wine.windows_path(sample), *map(wine.windows_path, targets))
    assert [target.stat().st_size > 1000 for target in targets] == [True, True, True]


def test_it_works_from_a_folder_with_spaces_and_letters_beyond_ascii(wine: Wine, current: Target, work: Path) -> None:
    place = wine.drive / "Rhaglenni'r tŷ" / "Asset Mapper café"
    shutil.copytree(current.payload, place, copy_function=os.link)
    folder = work / "lleoedd"
    folder.mkdir()
    works(wine, place, folder)
    shutil.rmtree(place.parent)


def test_with_documents_elsewhere_it_works_and_leaves_the_usual_folder_alone(
    wine: Wine, home: Path, upgraded: State
) -> None:
    elsewhere = wine.drive / "OneDrive - Cyngor" / "Dogfennau"
    elsewhere.mkdir(parents=True, exist_ok=True)
    usual = checksums(wine.profile / "Documents")
    wine.run("reg", "add", SHELL_FOLDERS, "/v", "Personal", "/d", wine.windows_path(elsewhere), "/f")
    said(wine, home, "sample", wine.windows_path(elsewhere / "cwm.assetmap"))
    assert '"assets"' in said(wine, home, "info", wine.windows_path(elsewhere / "cwm.assetmap"), "--json")
    assert checksums(wine.profile / "Documents") == usual
    shutil.rmtree(elsewhere.parent)


@pytest.fixture(scope="module")
def other_user(current: Target) -> Iterator[Wine]:
    """Give a second user of the machine, who may read the program and not change it."""
    with temporary() as folder:
        Path(folder).chmod(0o755)
        someone = Wine(
            Path(folder) / "user",
            user=OTHER_USER,
            prefix_command=("setpriv", "--reuid", OTHER_USER, "--regid", "nogroup", "--clear-groups"),
        )
        someone.folder.mkdir()
        someone.make()
        place = someone.drive / "Program Files" / ID
        shutil.copytree(current.payload, place)
        subprocess.run(["chown", "-R", "root:root", str(place)], check=True)
        yield someone
        someone.stop()


@pytest.mark.usefixtures("upgraded")
def test_a_second_user_who_may_not_write_there_works_beside_the_first(other_user: Wine, wine: Wine) -> None:
    place = other_user.drive / "Program Files" / ID
    before = checksums(place)
    for folder, may in ((other_user.profile, True), (place, False)):
        other_user.run("cmd", "/c", "copy", "C:\\windows\\win.ini", other_user.windows_path(folder / "x.txt"))
        assert (folder / "x.txt").exists() is may
    works(other_user, place, other_user.profile)
    assert checksums(place) == before
    assert (other_user.profile / "sampl.assetmap").owner() == OTHER_USER
    assert not list(wine.profile.glob("sampl.assetmap"))


# The window -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        number = os.read(read, 20).decode().strip()
        yield f":{number}"
        server.terminate()
    os.close(read)
    os.close(write)


def test_the_window_opens_and_stays_where_the_web_engine_does_not_start(
    wine: Wine, home: Path, upgraded: State, work: Path, screen: str
) -> None:
    sample = work / "ffenest.assetmap"
    said(wine, home, "sample", wine.windows_path(sample))
    wine.stop()
    with_screen = Wine(wine.folder, variables={"DISPLAY": screen})
    title = ""
    with with_screen.start(wine.windows_path(home / PROGRAM), wine.windows_path(sample)) as window:
        deadline = time.monotonic() + WINDOW_S
        while time.monotonic() < deadline and window.poll() is None and "Cwm Derwen" not in title:
            time.sleep(0.5)
            title = "".join(line for line in tree(screen) if '"Asset Mapper' in line)
        time.sleep(SETTLED_S)
        alive = window.poll() is None
        with_screen.stop()
    wine.stay()
    assert "Cwm Derwen" in title
    assert alive


def tree(screen: str) -> list[str]:
    done = subprocess.run(
        ["xwininfo", "-root", "-tree", "-display", screen], capture_output=True, check=False, text=True
    )
    return done.stdout.splitlines()
