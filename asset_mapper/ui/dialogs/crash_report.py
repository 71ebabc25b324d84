"""What went wrong, and what the program noted: shown to the user, who decides whether anybody else sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from asset_mapper import logs
from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context


def show_report(context: Context, report: str) -> None:
    """Show a defect."""
    Report(
        context,
        N_("Report"),
        N_("This is what happened. It holds nothing that you typed. Read it, then copy it to whoever helps you."),
        report,
    ).open()


def show_log(context: Context) -> None:
    """Show what the program noted lately."""
    Report(
        context,
        N_("What the program noted"),
        N_("These notes stay on this computer. They name records by their numbers, and hold nothing that you typed."),
        logs.read(),
    ).open()


def show_about(context: Context) -> None:
    """Say which program this is, and where it keeps its things."""
    Report(
        context,
        N_("About Asset Mapper"),
        N_("Asset Mapper is free, needs no internet and no account, and sends nothing to anyone."),
        f"{logs.surroundings()}\n{_versions()}\n{logs.log_file().parent.parent}",
    ).open()


def _versions() -> str:
    from PySide6 import __version__ as qt
    from sqlcipher3.dbapi2 import sqlite_version

    return f"Qt {qt}, SQLite {sqlite_version}"


class Report(QDialog):
    """A text to read, which is copied only when the user says so."""

    def __init__(self, context: Context, title: str, sentence: str, report: str) -> None:
        super().__init__(context.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "window")
        texts = context.texts
        words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text = QPlainTextEdit(report, readOnly=True, tabChangesFocus=True)
        self.copy, self.leave = QPushButton(), QPushButton()
        texts.say(self.setWindowTitle, title)
        texts.say(words.setText, sentence)
        texts.say(self.text.setAccessibleName, title)
        texts.say(self.copy.setText, N_("Copy"))
        texts.say(self.leave.setText, N_("Close"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        for widget in (words, self.text, buttons):
            column.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.fontMetrics().height() * 24)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
