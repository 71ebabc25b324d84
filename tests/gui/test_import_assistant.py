"""Stories of bringing in files: what would happen is seen first, decided by keyboard, and nothing is half done."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.formats.base import Severity
from asset_mapper.formats.columns import KEEP, LEAVE_OUT
from asset_mapper.i18n import set_language
from asset_mapper.services.imports.planning import Fate
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs import import_files
from asset_mapper.ui.dialogs.import_assistant.in_hand import totals
from asset_mapper.ui.dialogs.import_assistant.same_as import SameAs
from asset_mapper.ui.dialogs.import_assistant.window import ImportFiles
from asset_mapper.ui.main_window import MainWindow
from tests.formats.import_samples import workbook, written

Settled = Callable[[], None]
Opened = Callable[..., ImportFiles]
LIST = (
    "Name,Postcode,Phone,Internal code\n"
    "Capel y Cwm,LD1 5AA,01597 820000,7\n"
    ",LD1 5AB,,8\n"
    "Y Sied,not a postcode,01597 820001,9\n"
)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, context: Context) -> Opened:
    """Give a function that opens the assistant on files and waits until it has looked at them."""

    def open_it(*paths: Path) -> ImportFiles:
        dialog = ImportFiles(context, list(paths), window)
        dialog.show()
        looked_at(qtbot, dialog)
        return dialog

    return open_it


def looked_at(qtbot: QtBot, dialog: ImportFiles) -> None:
    qtbot.waitUntil(lambda: not dialog.is_busy)


def names(context: Context) -> list[str]:
    assert context.project is not None
    return context.project.read(lambda uow: [asset.name.given for asset in uow.assets.all()])


def named(context: Context, name: str) -> Asset:
    assert context.project is not None
    (found,) = context.project.read(
        lambda uow: [asset for asset in uow.assets.all() if name in (asset.name.cy, asset.name.en)]
    )
    return found


def finished(qtbot: QtBot, context: Context, dialog: ImportFiles) -> list[Message]:
    """Bring in, and wait for the end."""
    said: list[Message] = []
    context.said.connect(said.append)
    with qtbot.waitSignal(dialog.finished):
        dialog.bring_in.click()
    qtbot.waitUntil(lambda: not context.jobs.busy)
    return said


# Seeing


def test_what_will_happen_is_said_before_anything_is_stored(opened: Opened, context: Context, tmp_path: Path) -> None:
    before = names(context)
    dialog = opened(written(tmp_path / "rhestr.csv", LIST))
    assert dialog.summary.text() == "2 new, 1 refused"
    assert dialog.bring_in.isEnabled()
    assert names(context) == before


def test_findings_stand_beside_the_rows_with_a_word_and_lead_to_them(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    dialog = opened(written(tmp_path / "rhestr.csv", LIST))
    rows = dialog.rows
    words = [
        rows.findings_model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)
        for row in range(rows.findings_model.rowCount())
    ]
    assert {"Error", "Warning"} <= set(words)
    errors = [row for row, word in enumerate(words) if word == "Error"]
    rows.findings.setFocus()
    while rows.findings.currentIndex().row() != errors[0]:
        qtbot.keyClick(rows.findings, Qt.Key.Key_F8)
    assert rows.model.number_at(rows.table.currentIndex().row()) == 3
    assert "no name" in rows.whole.text()


def test_only_the_rows_with_findings_can_be_shown(opened: Opened, tmp_path: Path) -> None:
    rows = opened(written(tmp_path / "rhestr.csv", LIST + "Yr Ardd,LD1 5AD,,1\n")).rows
    everything = rows.model.rowCount()
    rows.only_findings.click()
    shown = {rows.model.number_at(row) for row in range(rows.model.rowCount())}
    layer = rows.model.layer
    assert layer is not None and shown == set(layer.worst) and rows.model.rowCount() <= everything
    rows.only_findings.click()
    assert rows.model.rowCount() == everything == 4


def test_no_sentence_in_the_window_speaks_of_the_command_line(opened: Opened, tmp_path: Path) -> None:
    text = "Title,X,Y,Latitude,Longitude\nA,1,2,-3.9,52.0\n,1,2,0,0\nB,9,9,51,5\n"
    dialog = opened(written(tmp_path / "rhestr.csv", text))
    model = dialog.rows.findings_model
    assert model.rowCount()
    assert not any("--" in finding.message for finding in model.lines)


def test_a_bad_file_gets_a_sentence_and_the_good_one_is_still_brought_in(
    qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path
) -> None:
    bad = tmp_path / "llun.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    dialog = opened(bad, written(tmp_path / "da.csv", "Name,Town\nYr Efail,X\n"))
    texts = [dialog.choices.list.itemText(row) for row in range(dialog.choices.list.count())]
    assert any("cannot be read" in text for text in texts)
    finished(qtbot, context, dialog)
    assert "Yr Efail" in names(context)


def test_a_file_that_is_gone_or_damaged_is_named(opened: Opened, tmp_path: Path) -> None:
    assert "gone.xlsx" in opened(tmp_path / "gone.xlsx").summary.text()
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04" + b"nonsense" * 50)
    dialog = opened(damaged)
    assert "damaged.xlsx" in dialog.summary.text() and not dialog.bring_in.isEnabled()


def test_hostile_texts_are_shown_as_they_are(opened: Opened, tmp_path: Path) -> None:
    text = 'Name,<b>Bold</b>\n<img src=x onerror=alert(1)>,=1+1\n"<h1>Loud</h1>",x\n'
    dialog = opened(written(tmp_path / "<i>list</i>.csv".replace("/", "-"), text))
    assert dialog.rows.model.index(0, 1).data() == "<img src=x onerror=alert(1)>"
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()


# Columns


def test_a_column_is_matched_by_a_box_over_it(qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path) -> None:
    dialog = opened(written(tmp_path / "r.csv", "Stop,Floor\nCapel Isaf,2\nCapel Uchaf,3\n"))
    box = dialog.rows.header.choice("Floor")
    assert "Floor" in box.accessibleName() and "2" in box.accessibleDescription()
    dialog.rows.header.choose("Floor", LEAVE_OUT)
    looked_at(qtbot, dialog)
    dialog.rows.header.choose("Stop", "name")
    looked_at(qtbot, dialog)
    assert dialog.summary.text() == "2 new"
    finished(qtbot, context, dialog)
    assert named(context, "Capel Isaf").custom == {}


def test_the_keyboard_alone_matches_a_column(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    dialog = opened(written(tmp_path / "r.csv", "Name,Floor\nCapel Isaf,2\n"))
    rows = dialog.rows
    rows.table.setFocus()
    rows.table.setCurrentIndex(rows.model.index(0, 2))
    qtbot.keyClick(rows.table, Qt.Key.Key_F4)
    box = rows.header.choice("Floor")
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClick(box, Qt.Key.Key_Down)  # from keeping it to leaving it out
    looked_at(qtbot, dialog)
    assert rows.model.said_of("Floor") == LEAVE_OUT


def test_what_was_said_of_columns_is_remembered_for_the_same_headings(
    qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path
) -> None:
    dialog = opened(written(tmp_path / "a.csv", "Name,Floor\nCapel Isaf,2\n"))
    dialog.rows.header.choose("Floor", "notes")
    looked_at(qtbot, dialog)
    finished(qtbot, context, dialog)
    again = opened(written(tmp_path / "b.csv", "Name,Floor\nCapel Uchaf,3\n"))
    assert again.rows.model.said_of("Floor") == "notes"
    again.choices.anew.click()
    looked_at(qtbot, again)
    assert again.rows.model.said_of("Floor") == KEEP
    assert "Capel" not in str(context.settings["import.matchings"])


def test_kind_and_audience_are_said_for_all(qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path) -> None:
    dialog = opened(written(tmp_path / "r.csv", "Name,Town\nRhywbeth,X\n"))
    dialog.choices.kind.choose(AssetKind.CULTURE)
    dialog.choices.kind.activated.emit(dialog.choices.kind.currentIndex())
    looked_at(qtbot, dialog)
    finished(qtbot, context, dialog)
    assert named(context, "Rhywbeth").kind is AssetKind.CULTURE


def test_a_coordinate_system_is_asked_for_when_nobody_knows_it(
    qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path
) -> None:
    dialog = opened(written(tmp_path / "r.csv", "Name,Easting,Northing\nFar,450000,5700000\n"))
    assert dialog.choices.crs.isVisible() and not dialog.bring_in.isEnabled()
    assert "reference system" in dialog.summary.text()
    dialog.choices.crs.setEditText("EPSG:nonsense")
    line = dialog.choices.crs.lineEdit()
    assert line is not None
    qtbot.keyClick(line, Qt.Key.Key_Return)
    looked_at(qtbot, dialog)
    assert "nonsense" in dialog.summary.text()
    line.setText("EPSG:32630")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    looked_at(qtbot, dialog)
    assert dialog.summary.text() == "1 new"


def test_the_sheets_of_a_workbook_are_chosen(qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "two.xlsx",
        {"Halls": [["Name", "Town"], ["Neuadd X", "A"]], "Clubs": [["Name", "Town"], ["Clwb X", "B"]]},
    )
    dialog = opened(path)
    assert dialog.summary.text() == "2 new"
    box = dialog.choices.list
    assert box.count() == 2 and "Halls" in box.itemText(0)
    dialog.choices.wanted.click()
    looked_at(qtbot, dialog)
    assert dialog.summary.text() == "1 new"
    finished(qtbot, context, dialog)
    assert "Clwb X" in names(context) and "Neuadd X" not in names(context)


# What is known already


@pytest.fixture
def twice(qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path) -> ImportFiles:
    """The assistant on a list of which two things are in the project, and one may be."""
    before = "Name,Postcode,Floor\nTafarn y Bont,LD1 5AA,1\nY Gegin,LD1 5AB,1\n"
    finished(qtbot, context, opened(written(tmp_path / "a.csv", before)))
    text = "Name,Postcode,Floor\nTafarn y Bont,LD1 5AA,2\nY Gegin,LD1 5AB,3\nPeth Newydd,LD1 5AX,4\n"
    return opened(written(tmp_path / "a.csv", text))


def test_what_is_known_is_shown_side_by_side_with_what_would_change(
    qtbot: QtBot, twice: ImportFiles, settled: Settled
) -> None:
    assert twice.summary.text() == "1 new, 2 changed"
    twice.tabs.setCurrentWidget(twice.known)
    settled()
    sides = twice.known.sides_model
    rows = {sides.index(row, 0).data(): row for row in range(sides.rowCount())}
    cells = [sides.index(rows["Floor"], column).data() for column in range(4)]
    assert cells == ["Floor", "1", "2", "Changes to: 2"]
    assert sides.index(rows["Postcode"], 3).data() == "Stays"


def test_duplicates_are_decided_one_by_one(qtbot: QtBot, twice: ImportFiles, context: Context) -> None:
    twice.tabs.setCurrentWidget(twice.known)
    twice.known.table.selectRow(0)
    twice.known.new.click()
    looked_at(qtbot, twice)
    assert twice.summary.text() == "2 new, 1 changed"
    twice.known.table.selectRow(1)
    twice.known.leave_out.click()
    looked_at(qtbot, twice)
    assert twice.summary.text() == "2 new, 1 left out"
    finished(qtbot, context, twice)
    assert names(context).count("Tafarn y Bont") == 2
    assert named(context, "Y Gegin").custom == {"Floor": "1"}


def test_duplicates_are_decided_all_at_once_by_keyboard(qtbot: QtBot, twice: ImportFiles) -> None:
    twice.tabs.setCurrentWidget(twice.known)
    twice.known.table.setFocus()
    qtbot.keyClick(twice.known.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    while not twice.known.leave_out.hasFocus():
        qtbot.keyClick(twice.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(twice.known.leave_out, Qt.Key.Key_Space)
    looked_at(qtbot, twice)
    assert twice.summary.text() == "1 new, 2 left out"
    model = twice.known.model
    assert [model.index(row, 3).data() for row in range(model.rowCount())] == ["Left out", "Left out"]


def test_a_row_is_said_to_be_an_asset_of_another_name(
    qtbot: QtBot, twice: ImportFiles, context: Context, settled: Settled
) -> None:
    rows = twice.rows
    rows.table.selectRow(2)
    rows.same_as.click()
    settled()
    (form,) = twice.findChildren(SameAs)
    form.asset.clear()
    qtbot.keyClicks(form.asset, "neuadd bentref pontydderw")
    form.save.click()
    looked_at(qtbot, twice)
    assert twice.summary.text() == "3 changed"
    count = len(names(context))
    finished(qtbot, context, twice)
    assert len(names(context)) == count


def test_rows_are_left_out_and_brought_in_again(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    dialog = opened(written(tmp_path / "r.csv", "Name,Town\nCapel A,X\nCapel B,Y\n"))
    dialog.rows.table.selectRow(0)
    dialog.rows.leave_out.click()
    looked_at(qtbot, dialog)
    assert dialog.summary.text() == "1 new, 1 left out"
    assert dialog.rows.leave_out.text() == "Bring these rows in"
    dialog.rows.leave_out.click()
    looked_at(qtbot, dialog)
    assert dialog.summary.text() == "2 new"


# Doing it


def test_an_import_is_one_step_and_undone_from_the_message_bar(
    qtbot: QtBot, opened: Opened, context: Context, settled: Settled, tmp_path: Path
) -> None:
    before = names(context)
    paths = [written(tmp_path / name, f"Name,Town\nCapel {name},X\n") for name in ("a.csv", "b.csv")]
    said = finished(qtbot, context, opened(*paths))
    assert len(names(context)) == len(before) + 2
    assert "2 new" in said[-1].text and said[-1].act is not None
    said[-1].act()
    settled()
    assert names(context) == before


def test_stopping_while_it_is_stored_leaves_nothing(
    qtbot: QtBot, opened: Opened, context: Context, settled: Settled, tmp_path: Path
) -> None:
    before = names(context)
    rows = "".join(f"Capel {number},Tref {number}\n" for number in range(20_000))
    dialog = opened(written(tmp_path / "r.csv", "Name,Town\n" + rows))
    dialog.bring_in.click()
    dialog.reject()
    looked_at(qtbot, dialog)
    settled()
    assert dialog.isVisible(), "what was said is still there, to go on"
    assert names(context) == before
    assert context.project is not None and context.project.undo_label is None
    dialog.reject()
    assert not dialog.isVisible()


def test_closing_while_it_reads_stops_the_reading(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
) -> None:
    rows = "".join(f"Capel {number},Tref {number}\n" for number in range(20_000))
    dialog = ImportFiles(context, [written(tmp_path / "r.csv", "Name,Town\n" + rows)], window)
    dialog.show()
    dialog.reject()
    settled()


def test_a_file_dropped_anywhere_in_the_window_is_looked_at(
    qtbot: QtBot, window: MainWindow, context: Context, tmp_path: Path
) -> None:
    (tmp_path / "ffolder").mkdir()
    written(tmp_path / "ffolder" / "r.csv", "Name,Town\nCapel A,X\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "ffolder"))])
    modifiers, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, modifiers))
    (dialog,) = window.findChildren(ImportFiles)
    looked_at(qtbot, dialog)
    assert dialog.summary.text() == "1 new"
    assert not dialog.isModal(), "the window stays usable"
    dialog.reject()


def test_nothing_is_brought_into_a_project_that_is_only_read(
    qtbot: QtBot, context: Context, window: MainWindow, tmp_path: Path, sample_file: Path
) -> None:
    path = tmp_path / "only-read.assetmap"
    shutil.copy(sample_file, path)
    said: list[Message] = []
    context.said.connect(said.append)
    context.use(OpenProject.open(path, read_only=True))
    import_files.show(context, [tmp_path / "x.csv"])
    assert window.findChildren(ImportFiles) == [] and "reading only" in said[-1].text


def test_the_findings_go_into_a_file(
    qtbot: QtBot, opened: Opened, context: Context, settled: Settled, tmp_path: Path
) -> None:
    dialog = opened(written(tmp_path / "rhestr.csv", LIST))
    dialog.save_findings(tmp_path / "findings.csv")
    settled()
    text = (tmp_path / "findings.csv").read_text(encoding="utf-8-sig")
    assert "rhestr.csv,3," in text and "no name" in text


def test_the_language_changes_while_the_assistant_is_open(
    qtbot: QtBot, opened: Opened, context: Context, tmp_path: Path
) -> None:
    dialog = opened(written(tmp_path / "r.csv", LIST))
    dialog.rows.header.choose("Internal code", LEAVE_OUT)
    looked_at(qtbot, dialog)
    context.speak("cy")
    try:
        assert dialog.bring_in.text() != "Bring in"
        assert dialog.rows.model.said_of("Internal code") == LEAVE_OUT
        box = dialog.rows.header.choice("Internal code")
        assert box.currentText() != "Leave out"
    finally:
        context.speak("en")


def test_everything_has_a_name_and_can_be_reached_by_tab(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    dialog = opened(written(tmp_path / "r.csv", LIST))
    fields = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView)
        for widget in dialog.findChildren(kind)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for field in fields:
        is_inside = isinstance(field.parentWidget(), (QComboBox,))
        assert is_inside or field.accessibleName() or getattr(field, "text", str)(), field
    reached = set()
    start = widget = dialog.choices.kind
    for _step in range(200):
        widget = widget.nextInFocusChain()
        reached.add(widget)
        if widget is start:
            break
    assert {dialog.rows.table, dialog.rows.findings, dialog.bring_in, dialog.cancel} <= reached


def test_a_hundred_thousand_rows_leave_the_window_usable(
    qtbot: QtBot, window: MainWindow, context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Name,Postcode,Phone\n")
        file.writelines(
            f"Capel {number},LD{number % 9} {number % 9}AA,01597 82{number % 9000:04}\n" for number in range(100_000)
        )
    ticks: list[float] = []
    clock = QTimer(interval=5)
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
    clock.start()
    dialog = ImportFiles(context, [path], window)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=180_000)
    clock.stop()
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(ticks))
    assert totals(dialog.files)[Fate.NEW] == 100_000
    assert dialog.rows.model.rowCount() == 100_000
    print(f"gaps: middle {gaps[len(gaps) // 2] * 1000:.0f} ms, longest {gaps[-1] * 1000:.0f} ms, {len(gaps)}")
    assert len(gaps) > 100, "the window went on while the file was read"


def test_signs_of_severities_differ_in_shape(window: MainWindow) -> None:
    from asset_mapper.ui.models.finding_list import severity_icon

    application = QApplication.instance()
    assert application is not None
    pictures = [severity_icon(severity).pixmap(32).toImage().createAlphaMask() for severity in Severity]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
