"""The files that were written, each with what one does with it next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _, format_number
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.flow import FlowLayout


class WrittenFiles(QWidget):
    """One card a file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.files: list[ExportedFile] = []
        self.cards: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        context.texts.call(self._say_again)

    def show_files(self, files: Sequence[ExportedFile]) -> None:
        self.files = list(files)
        self._say_again()

    def _say_again(self) -> None:
        for card in self.cards:
            card.deleteLater()
        self.cards = [self._card(file) for file in self.files]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(self.cards))

    def _card(self, file: ExportedFile) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        size = format_number(max(1, round(file.bytes / 1000)))
        said = _("Published: {file} ({size} KB)").format(file=file.path.name, size=size)
        label = QLabel(said, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 8, 16, 8)
        column.addWidget(label)
        row = FlowLayout()
        for name, text, act in (
            ("open", N_("Open"), lambda: open_file(file.path)),
            ("folder", N_("Show in folder"), lambda: show_in_folder(file.path)),
            ("copy", N_("Copy the file's place"), lambda: self._copy(file.path)),
        ):
            button = QPushButton(_(text))
            button.setObjectName(name)
            button.setAccessibleName(f"{_(text)}: {file.path.name}")
            button.clicked.connect(act)
            row.addWidget(button)
        column.addLayout(row)
        return card

    def _copy(self, path: Path) -> None:
        QGuiApplication.clipboard().setText(str(path.absolute()))
        self._context.say(_("The place of the file is on the clipboard."))


def open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))


def show_in_folder(path: Path) -> None:
    """Open the folder, with the file chosen in it where the system can do that."""
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path.absolute())])  # noqa: S603, S607 - a path of our own, no shell
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent.absolute())))
