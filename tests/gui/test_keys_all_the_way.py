"""Hours, the import, the report and the projector by keys from beginning to end; the keyboard is always in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.services import records
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import hours_form, hours_sheet, import_files
from asset_mapper.ui.dialogs.hours_form import HoursForm
from asset_mapper.ui.dialogs.hours_sheet import HoursSheet
from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.projector import Projector
from asset_mapper.ui.views.publish_page import PublishPage

Settled = Callable[[], None]
Key = Qt.Key
MOST_TABS = 60


def has() -> QWidget:
    """Give the widget that has the keyboard, which is there to be seen."""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not focused.visibleRegion().isEmpty(), focused
    return focused


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Go on by Tab until *wanted* has the keyboard."""
    passed: list[QWidget] = []
    while has() is not wanted:
        passed.append(has())
        assert len(passed) < MOST_TABS and passed.count(has()) < 3, [type(one).__name__ for one in passed]
        qtbot.keyClick(has(), Key.Key_Tab)


def test_hours_are_noted_with_their_source_and_traced_back_to_it(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    project = context.project
    assert project is not None
    context.apply(records.remove, HoursGiven, project.read(lambda uow: [one.id for one in uow.hours.all()]))
    settled()
    group: Asset = project.read(lambda uow: next(one for one in uow.assets.all() if one.kind is AssetKind.GROUP))
    hours_form.add(context, group)
    (form,) = window.findChildren(HoursForm)
    form.activateWindow()
    qtbot.waitUntil(form.periods.hasFocus)
    qtbot.keyClicks(has(), "2024: 0")
    qtbot.keyClick(has(), Key.Key_Return)
    qtbot.keyClicks(has(), "2025: 10,000")
    tab_to(qtbot, form.citation)
    qtbot.keyClicks(has(), "Yearly account")
    qtbot.keyClick(has(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    noted = project.read(lambda uow: sorted(uow.hours.all(), key=lambda one: one.since))
    assert [(one.hours, one.citation) for one in noted] == [(0, "Yearly account"), (10_000, "Yearly account")]

    hours_sheet.show(context)
    settled()
    (sheet,) = window.findChildren(HoursSheet)
    sheet.activateWindow()
    (table,) = sheet.tables
    sheet.step.setFocus()
    tab_to(qtbot, table)
    qtbot.keyClick(table, Key.Key_End)
    qtbot.keyClick(table, Key.Key_Return)
    button = has()
    assert isinstance(button, QPushButton) and button.objectName() == f"hours-{noted[0].id}"
    qtbot.keyClick(button, Key.Key_Space)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(HoursForm)))
    for dialog in (*window.findChildren(HoursForm), sheet):
        dialog.reject()


def test_a_list_is_looked_at_and_brought_in(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
):
    path = tmp_path / "list.csv"
    path.write_text("Name,Postcode\nCapel y Cwm,LD1 5AA\n,LD1 5AB\n", encoding="utf-8")
    import_files.show(context, [path])
    (dialog,) = window.findChildren(ImportFiles)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: not dialog.is_busy and dialog.isAncestorOf(QApplication.focusWidget() or window))
    assert dialog.summary.text() == "1 new, 1 refused"
    tab_to(qtbot, dialog.rows.findings)
    qtbot.keyClick(has(), Key.Key_F8)
    assert "no name" in dialog.rows.findings_model.index(has().currentIndex().row(), 3).data()  # type: ignore[attr-defined]
    tab_to(qtbot, dialog.bring_in)
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.bring_in, Key.Key_Space)
    settled()
    assert context.project is not None
    assert "Capel y Cwm" in context.project.read(lambda uow: [one.name.given for one in uow.assets.all()])


def test_the_report_is_published(
    qtbot: QtBot,
    window: MainWindow,
    context: Context,
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    asked: list[str] = []

    def chosen(_parent: object, _title: str, proposed: str, kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / Path(proposed).name), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    window.activateWindow()
    page = window.show_view("publish")
    assert isinstance(page, PublishPage)
    qtbot.waitUntil(lambda: not page.is_busy and not context.jobs.busy)
    window.activateWindow()
    page.choices.audience.setFocus()
    qtbot.waitUntil(page.choices.audience.hasFocus)
    boxes = [one for one in page.choices.findChildren(QCheckBox) if one.isVisible()]
    ticked = next(one for one in boxes if one.isChecked())
    report = next(one for one in boxes if "report" in one.text().lower())
    for box in (ticked, report):
        tab_to(qtbot, box)
        qtbot.keyClick(box, Key.Key_Space)
    tab_to(qtbot, page.writing.write)
    qtbot.keyClick(page.writing.write, Key.Key_Space)
    qtbot.waitUntil(lambda: bool(asked) and not page.is_busy and not context.jobs.busy)
    assert (tmp_path / asked[0]).stat().st_size > 0


def test_the_projector_comes_goes_blank_and_leaves(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    window.activateWindow()
    window.actions_by_id["projector.show"][1].trigger()
    shown = context.companions["projector"]
    assert isinstance(shown, Projector)
    settled()
    qtbot.waitUntil(shown.hasFocus)
    qtbot.keyClick(shown, Key.Key_B)
    assert shown.is_blank
    qtbot.keyClick(shown, Key.Key_B)
    assert not shown.is_blank
    qtbot.keyClick(shown, Key.Key_S)
    settled()
    assert shown.survey is not None
    qtbot.keyClick(shown, Key.Key_Down)
    qtbot.keyClick(shown, Key.Key_M)
    settled()
    assert shown.survey is None and shown.hasFocus()
    qtbot.keyClick(shown, Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.isVisible())
