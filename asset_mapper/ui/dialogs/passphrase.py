"""The passphrase of a project that is encrypted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit

from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import projects
from asset_mapper.ui.dialogs.sheet import Sheet


def show(context: Context, where: Path | str, *, wrong: bool, read_only: bool) -> None:
    Passphrase(context, where, wrong=wrong, read_only=read_only).open()


class Passphrase(Sheet):
    """One field. It can be looked at, since nobody should have to type blindly."""

    def __init__(self, context: Context, where: Path | str, *, wrong: bool, read_only: bool) -> None:
        super().__init__(context, N_("This project is protected"), "projects")
        self._where, self._read_only = where, read_only
        name = self.words(role="quiet")
        name.setText(Path(where).name)
        if wrong:
            self.words(N_("That passphrase is not right. Try again."), "problem")
        label = QLabel()
        context.texts.say(label.setText, N_("Passphrase"))
        self.field = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        context.texts.say(self.field.setAccessibleName, N_("Passphrase"))
        label.setBuddy(self.field)
        self.seen = QCheckBox()
        context.texts.say(self.seen.setText, N_("Show what I type"))
        self.seen.toggled.connect(self._on_seen)
        for widget in (label, self.field, self.seen):
            self.column.addWidget(widget)
        self.words(N_("Nobody can open the project without it, and nobody can find it out for you."), "quiet")
        self.button(N_("Open"), self.open_it, "primary")
        self.button(N_("Cancel"))
        self.finish()
        self.field.setFocus()

    def open_it(self) -> None:
        if self.field.text():
            self.accept()
            projects.open_path(self.context, self._where, self.field.text(), read_only=self._read_only)

    def _on_seen(self, seen: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password)
