"""The settings, made from their table. Each is in force at once, so there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.i18n import N_, _
from asset_mapper.settings import SETTINGS, Setting
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.sheet import Sheet


def show(context: Context) -> None:
    SettingsDialog(context).open()


class SettingsDialog(Sheet):
    """One column: for each setting with a label a field of its kind."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Settings"))
        self.fields: dict[str, QWidget] = {}
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        for setting in SETTINGS:
            if setting.label:
                self._add(setting)
        self._rows.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self.column.addWidget(scroll, 1)
        self.button(N_("Close"))
        self.finish()
        self.make_room(80, 32)

    def _add(self, setting: Setting) -> None:
        field = self._field(setting)
        self.fields[setting.key] = field
        say = self.context.texts.say
        if isinstance(field, QCheckBox):
            say(field.setText, setting.label)
            self._rows.addWidget(field)
        else:
            label = QLabel()
            say(label.setText, setting.label)
            say(field.setAccessibleName, setting.label)
            label.setBuddy(field)
            self._rows.addWidget(label)
            if setting.is_file:
                self._rows.addLayout(self._with_chooser(setting, field))
            else:
                self._rows.addWidget(field)
        if setting.hint:
            hint = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            hint.setProperty("role", "quiet")
            say(hint.setText, setting.hint)
            say(field.setAccessibleDescription, setting.hint)
            self._rows.addWidget(hint)
        self._rows.addSpacing(8)

    def _field(self, setting: Setting) -> QWidget:
        value = self.context.settings[setting.key]
        if setting.choices:
            box = QComboBox()
            box.addItems([str(choice) for choice in setting.choices])
            box.setCurrentIndex(setting.choices.index(value))
            self.context.texts.call(partial(_name_choices, box, setting))
            box.activated.connect(lambda place: self._set(setting, setting.choices[place]))
            return box
        if isinstance(setting.default, bool):
            tick = QCheckBox()
            tick.setChecked(value)
            tick.toggled.connect(lambda checked: self._set(setting, checked))
            return tick
        line = QLineEdit(str(value))
        line.editingFinished.connect(lambda: self._set(setting, line.text().strip()))
        return line

    def _with_chooser(self, setting: Setting, field: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(field, 1)
        for text, act in ((N_("Choose a file …"), self._choose_file), (N_("None"), self._clear)):
            button = QPushButton()
            self.context.texts.say(button.setText, text)
            button.setAutoDefault(False)
            button.clicked.connect(_calling(act, setting))
            row.addWidget(button)
        return row

    def _choose_file(self, setting: Setting) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _(setting.label), self.context.settings[setting.key])
        if chosen:
            self._show_file(setting, chosen)

    def _clear(self, setting: Setting) -> None:
        self._show_file(setting, "")

    def _show_file(self, setting: Setting, path: str) -> None:
        field = self.fields[setting.key]
        assert isinstance(field, QLineEdit)
        field.setText(path)
        self._set(setting, path)

    def _set(self, setting: Setting, value: object) -> None:
        if self.context.settings[setting.key] != value:
            self.context.settings[setting.key] = value


def _name_choices(box: QComboBox, setting: Setting) -> None:
    words = setting.words or tuple(str(choice) for choice in setting.choices)
    for place, word in enumerate(words):
        box.setItemText(place, _(word) if word else word)


def _calling(act: Callable[[Setting], None], setting: Setting) -> Callable[[], None]:
    return lambda: act(setting)
