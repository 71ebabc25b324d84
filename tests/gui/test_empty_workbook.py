"""An empty workbook is made in the window, with or without a project, in the language that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from asset_mapper.i18n import set_language
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs.empty_workbook import EmptyWorkbookDialog
from asset_mapper.ui.main_window import MainWindow

Settled = Callable[[], None]


def dialog_of(window: MainWindow) -> EmptyWorkbookDialog:
    window.actions_by_id["project.empty_workbook"][1].trigger()
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, EmptyWorkbookDialog)]
    return next(one for one in found if one.isVisible())


@pytest.mark.parametrize(("language", "sheet"), [("cy", "Asedau"), ("en", "Assets"), ("both", "Asedau - Assets")])
def test_the_workbook_is_in_the_language_that_was_chosen(
    window: MainWindow, context: Context, settled: Settled, tmp_path: Path, language: str, sheet: str
):
    said: list[Message] = []
    context.said.connect(said.append)
    dialog = dialog_of(window)
    dialog.language.choose(language)
    dialog.write_to(tmp_path / "ours.xlsx")
    settled()
    assert openpyxl.load_workbook(tmp_path / "ours.xlsx").sheetnames[1] == sheet
    assert any("ours.xlsx" in message.text for message in said)


def test_it_can_be_made_before_there_is_a_project(
    window: MainWindow, context: Context, settled: Settled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    context.use(None)
    settled()
    proposed: list[str] = []

    def chosen(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(path).name)
        return str(tmp_path / "ours"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    set_language("cy")
    dialog = dialog_of(window)
    dialog.save.click()
    settled()
    assert proposed == ["Llyfr gwaith i'w lenwi.xlsx"]
    assert (tmp_path / "ours.xlsx").is_file()


def test_what_cannot_be_written_is_said_in_the_dialog(window: MainWindow, settled: Settled, tmp_path: Path):
    dialog = dialog_of(window)
    dialog.write_to(tmp_path / "nowhere" / "ours.xlsx")
    settled()
    assert "nowhere" in dialog.problem.text()
    assert dialog.isVisible() and dialog.save.isEnabled()
