"""The settings: from one table, in force at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from asset_mapper.i18n import language
from asset_mapper.settings import SETTINGS, Settings
from asset_mapper.storage import lock_file
from asset_mapper.ui import app, theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.settings_dialog import SettingsDialog
from asset_mapper.ui.main_window import MainWindow


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, context: Context) -> SettingsDialog:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    app.dress(application, context)
    made = SettingsDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: SettingsDialog, key: str, value: object) -> None:
    box = dialog.fields[key]
    assert isinstance(box, QComboBox)
    setting = next(setting for setting in SETTINGS if setting.key == key)
    place = setting.choices.index(value)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_every_setting_with_a_label_has_a_field_that_says_its_words(dialog: SettingsDialog) -> None:
    assert set(dialog.fields) == {setting.key for setting in SETTINGS if setting.label}
    for setting in SETTINGS:
        box = dialog.fields.get(setting.key)
        if isinstance(box, QComboBox):
            assert len(setting.words) == len(setting.choices) == box.count(), setting.key


def test_a_language_that_is_chosen_is_spoken_at_once(dialog: SettingsDialog) -> None:
    choose(dialog, "window.language", "cy")
    assert language() == "cy" and dialog.windowTitle() == "Gosodiadau"
    colours = dialog.fields["window.theme"]
    assert isinstance(colours, QComboBox) and colours.itemText(2) == "Tywyll"


def test_colours_and_size_of_text_change_at_once(dialog: SettingsDialog) -> None:
    try:
        choose(dialog, "window.theme", "dark")
        choose(dialog, "window.text_percent", 150)
        assert theme.in_use() == "dark"
        assert QApplication.font().pixelSize() == 21
    finally:
        choose(dialog, "window.theme", "light")
        choose(dialog, "window.text_percent", 100)


def test_the_name_in_the_history_is_used_for_the_next_step(dialog: SettingsDialog, context: Context) -> None:
    line = dialog.fields["user.name"]
    assert isinstance(line, QLineEdit)
    line.setText("Sian o'r Cyngor")
    line.editingFinished.emit()
    try:
        assert lock_file.who() == "Sian o'r Cyngor"
    finally:
        context.settings["user.name"] = ""
    assert lock_file.who() != "Sian o'r Cyngor"


def test_what_was_chosen_is_there_after_the_program_was_killed(dialog: SettingsDialog, tmp_path: Path) -> None:
    tick = dialog.fields["projects.reopen"]
    assert isinstance(tick, QCheckBox)
    tick.setChecked(False)
    assert Settings(tmp_path / "settings.json")["projects.reopen"] is False


@pytest.mark.parametrize(
    "text", ['{"window.theme": "pink", "window.text_percent": "big"}', "[]", "no json", "\udcff"]
)
def test_a_file_of_settings_that_makes_no_sense_does_no_harm(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    read = Settings(path)
    assert (read["window.theme"], read["window.text_percent"]) == ("system", 100)
