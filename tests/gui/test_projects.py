"""To a project, out of it, back to an earlier day; and a way forward where there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.services import project_files, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import backups
from asset_mapper.ui import app
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs import projects, trouble
from asset_mapper.ui.dialogs.backups import Backups
from asset_mapper.ui.dialogs.new_project import STEPS, NewProject
from asset_mapper.ui.dialogs.passphrase import Passphrase
from asset_mapper.ui.dialogs.trouble import Trouble
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.start_page import StartPage

Settled = Callable[[], None]
Shown = TypeVar("Shown", bound=QWidget)


@pytest.fixture
def bare(qtbot: QtBot, context: Context) -> MainWindow:
    """The window without a project."""
    made = app.make_window(context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def said(context: Context) -> list[Message]:
    heard: list[Message] = []
    context.said.connect(heard.append)
    return heard


def shown(qtbot: QtBot, kind: type[Shown]) -> Shown:
    """Wait for a dialog of this kind."""

    def there() -> list[Shown]:
        return [
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[-1]


def press(dialog: QWidget, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def made(path: Path, passphrase: str | None = None) -> Path:
    with OpenProject.create(path, Project(title=Bilingual("Llan", "Church")), passphrase) as project:
        project.apply(records.add, Asset(name=Bilingual(cy="Neuadd"), kind=AssetKind.PLACE))
    return path


def test_a_project_is_made_in_four_steps_with_its_area_and_its_outcomes(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    boundary = tmp_path / "bro.geojson"
    ring = [[-4, 52], [-3.9, 52], [-3.9, 52.1], [-4, 52]]
    shape = {"type": "Feature", "properties": {"name": "Bro"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    boundary.write_text(json.dumps(shape))
    bare.actions_by_id["project.new"][1].trigger()
    dialog = shown(qtbot, NewProject)
    dialog.next.click()
    assert dialog.problem.text() and dialog.pages.currentIndex() == 0
    dialog.title_cy.setText("Bro Fach")
    for _step in STEPS[1:]:
        dialog.next.click()
    dialog.use_boundary(boundary)
    settled()
    assert "1 boundary" in dialog.boundary.text()
    dialog.make_at(tmp_path / "bro.assetmap")
    qtbot.waitUntil(lambda: context.project is not None)
    assert context.project is not None
    kept = context.project.read(
        lambda uow: (uow.project.title.cy, uow.project.area_id is not None, uow.store(Area).count())
    )
    assert kept == ("Bro Fach", True, 1)
    assert context.project.read(lambda uow: uow.outcomes.count()) > 0
    assert projects.recent(context) == [tmp_path / "bro.assetmap"]
    settled()


def test_two_passphrases_that_differ_make_no_project(qtbot: QtBot, bare: MainWindow, context: Context) -> None:
    dialog = NewProject(context)
    qtbot.addWidget(dialog)
    dialog.title_en.setText("Secret")
    dialog.encrypt.setChecked(True)
    dialog.passphrase.setText("one")
    dialog.again.setText("two")
    dialog._choose_place()
    assert "not the same" in dialog.problem.text()


def test_an_encrypted_project_asks_until_the_passphrase_is_right(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    path = made(tmp_path / "cudd.assetmap", "cyfrinach")
    projects.open_path(context, path)
    first = shown(qtbot, Passphrase)
    first.field.setText("wrong")
    press(first, "Open")
    qtbot.waitUntil(lambda: shown(qtbot, Passphrase) is not first)
    again = shown(qtbot, Passphrase)
    assert any("not right" in label.text() for label in again.findChildren(QLabel))
    again.field.setText("cyfrinach")
    press(again, "Open")
    qtbot.waitUntil(lambda: context.project is not None)
    assert "cyfrinach" not in json.dumps(context.settings["projects.last"])
    settled()


def test_someone_elses_project_says_whose_it_is_and_can_be_read(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    path = made(tmp_path / "rhywun.assetmap")
    with OpenProject.open(path):
        projects.open_path(context, path)
        dialog = shown(qtbot, Trouble)
        assert " on " in dialog.why.text() and "since" in dialog.why.text()
        press(dialog, "Open for reading")
        qtbot.waitUntil(lambda: context.project is not None)
        assert context.project is not None and context.project.read_only
        assert bare.status.saved.text() == "For reading only"
        assert not bare.actions_by_id["asset.add"][1].isEnabled()
        settled()


def test_someone_elses_project_opens_by_itself_when_it_is_free(
    qtbot: QtBot,
    bare: MainWindow,
    context: Context,
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trouble, "WAIT_MS", 50)
    path = made(tmp_path / "rhywun.assetmap")
    other = OpenProject.open(path)
    projects.open_path(context, path)
    press(shown(qtbot, Trouble), "Open it when it is free")
    settled()
    assert context.project is None
    other.close()
    qtbot.waitUntil(lambda: context.project is not None)
    assert context.project is not None and not context.project.read_only
    settled()


def test_nobody_waits_who_does_not_want_to(
    qtbot: QtBot, bare: MainWindow, context: Context, said: list[Message], tmp_path: Path
) -> None:
    path = made(tmp_path / "rhywun.assetmap")
    with OpenProject.open(path):
        projects.open_path(context, path)
        press(shown(qtbot, Trouble), "Open it when it is free")
        act = said[-1].act
        assert act is not None
        act()
        qtbot.waitUntil(lambda: not context.findChildren(trouble.Waiting))


def test_a_project_that_was_moved_can_be_found_or_taken_off_the_list(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    old, new = tmp_path / "hen.assetmap", tmp_path / "newydd.assetmap"
    made(new)
    context.settings["projects.recent"] = [str(old)]
    projects.open_path(context, old)
    shown(qtbot, Trouble).found(new)
    qtbot.waitUntil(lambda: context.project is not None)
    assert projects.recent(context) == [new]
    settled()


def test_the_start_page_marks_what_is_gone_and_lets_it_go(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    there, gone = made(tmp_path / "yma.assetmap"), tmp_path / "gone.assetmap"
    context.settings["projects.recent"] = [str(there), str(gone)]
    (page,) = bare.findChildren(StartPage)
    page.look()
    settled()

    def marked() -> int:
        labels = [label for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
        return sum("Not there" in label.text() for label in labels)

    qtbot.waitUntil(lambda: marked() == 1)
    press(page, "Take it off the list")
    settled()
    assert projects.recent(context) == [there]
    assert there.exists()


def test_a_damaged_project_leads_to_its_backups_and_a_copy_stands_beside_it(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    path = made(tmp_path / "drwg.assetmap")
    OpenProject.open(path).close()  # the backup of the day
    damage = path.read_bytes()[:100] + b"\xff" * 20_000
    path.write_bytes(damage)
    projects.open_path(context, path)
    press(shown(qtbot, Trouble), "Go back to a backup …")
    shown(qtbot, Backups).open_chosen()
    qtbot.waitUntil(lambda: context.project is not None)
    assert context.project is not None
    copy = Path(context.project.name)
    assert copy.parent == path.parent and copy != path and copy.stem.startswith("drwg 20")
    assert path.read_bytes() == damage
    assert context.project.read(lambda uow: uow.assets.count()) == 1
    settled()


def test_a_second_copy_of_a_backup_does_not_replace_the_first(tmp_path: Path) -> None:
    path = made(tmp_path / "bro.assetmap")
    OpenProject.open(path).close()
    (backup,) = project_files.kept(path)
    assert backup.why in project_files.WHY
    first, second = project_files.copy_beside(backup, path), project_files.copy_beside(backup, path)
    assert first != second and first.exists() and second.exists()


def test_every_reason_for_a_backup_has_its_words() -> None:
    source = Path(str(backups.__file__)).read_text(encoding="utf-8")
    assert all(f'"{why}"' in source or f"``{why}``" in source for why in project_files.WHY)


def test_a_newer_project_says_so_and_offers_no_backup_of_yesterday(
    qtbot: QtBot, bare: MainWindow, context: Context, tmp_path: Path
) -> None:
    import sqlcipher3.dbapi2 as sqlite

    path = made(tmp_path / "newydd.assetmap")
    connection = sqlite.connect(str(path))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    projects.open_path(context, path)
    dialog = shown(qtbot, Trouble)
    assert "newer version" in dialog.why.text()
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Close"]


def test_a_copy_is_saved_and_the_project_stays_open(
    window: MainWindow, context: Context, settled: Settled, said: list[Message], tmp_path: Path
) -> None:
    assert context.project is not None
    before = context.project.name
    projects.copy_to(context, tmp_path / "copi.assetmap")
    settled()
    assert str(tmp_path / "copi.assetmap") in said[-1].text
    assert context.project.name == before
    with OpenProject.open(tmp_path / "copi.assetmap") as copy:
        assert copy.read(lambda uow: uow.assets.count()) > 100


def test_a_copy_onto_itself_is_refused_in_a_sentence(
    window: MainWindow, context: Context, settled: Settled, said: list[Message]
) -> None:
    assert context.project is not None
    projects.copy_to(context, Path(context.project.name))
    settled()
    assert said[-1].kind == "stop" and "onto itself" in said[-1].text
    assert context.project.read(lambda uow: uow.assets.count()) > 100


def test_the_program_comes_back_to_the_project_of_last_time(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    path = made(tmp_path / "ddoe.assetmap")
    context.settings["projects.last"] = {"path": str(path)}
    projects.come_back(context)
    qtbot.waitUntil(lambda: context.project is not None)
    settled()
    projects.close(context)
    settled()
    projects.come_back(context)
    settled()
    assert context.project is None  # it was closed on purpose


def test_a_project_of_last_time_that_is_gone_is_told_of_in_the_message_bar(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, said: list[Message], tmp_path: Path
) -> None:
    context.settings["projects.last"] = {"path": str(tmp_path / "gone.assetmap")}
    projects.come_back(context)
    settled()
    assert bare.message_bar.isVisible() and said[-1].act is not None
    said[-1].act()
    assert "no project" in shown(qtbot, Trouble).why.text()


def test_a_project_dropped_on_the_window_is_opened_not_imported(tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
    from PySide6.QtGui import QDropEvent

    from asset_mapper.ui.main_window import _projects_in

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.assetmap")), QUrl.fromLocalFile(str(tmp_path / "b.csv"))])
    event = QDropEvent(
        QPoint(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    assert _projects_in(event) == [tmp_path / "a.assetmap"]


def test_a_broken_search_index_is_mended_from_the_message_bar(
    window: MainWindow, context: Context, settled: Settled, said: list[Message]
) -> None:
    import sqlcipher3.dbapi2 as sqlite

    from asset_mapper.services import queries

    assert context.project is not None
    connection = sqlite.connect(context.project.name, isolation_level=None)
    connection.execute("DELETE FROM asset_search_data WHERE id > 10")
    connection.close()
    context.ask(queries.search, "cor", done=lambda _found: None)
    settled()
    message = next(one for one in said if one.action == "Mend it")
    assert message.act is not None
    message.act()
    settled()
    assert context.project.read(queries.search, "cor")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("\\\\cyngor\\rhaniad\\a.assetmap", "network"),
        ("//server/share/a.assetmap", "network"),
        ("/home/sian/OneDrive - Cyngor/a.assetmap", "cloud"),
        ("postgresql://team@server/db", "server"),
    ],
)
def test_the_status_bar_tells_what_kind_of_place_a_project_is_in(name: str, where: str) -> None:
    assert project_files.where_is(name) == where


def test_a_project_on_this_laptop_is_said_to_be_there(window: MainWindow, settled: Settled) -> None:
    settled()
    assert "this laptop" in window.status.place.whole and window.status.saved.text() == "Saved"


def test_the_sample_replaces_a_file_that_the_user_agreed_to_replace(
    qtbot: QtBot, bare: MainWindow, context: Context, settled: Settled, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sample.assetmap"
    shutil.copy(sample_file, path)
    projects.make_sample_at(context, path)
    qtbot.waitUntil(lambda: context.project is not None)
    settled()
