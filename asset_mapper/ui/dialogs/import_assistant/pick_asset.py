"""Choosing one asset of the project by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import _, language
from asset_mapper.services import overview, queries
from asset_mapper.services.overview import AssetLine
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.symbols import kind_icon

_PAUSE_MS = 150
_MOST = 50
_LINE = Qt.ItemDataRole.UserRole


def found_lines(uow: UnitOfWork, words: str) -> list[AssetLine]:
    return overview.asset_lines(uow, queries.found_ids(uow, words)[:_MOST]) if words else []


class PickAsset(QDialog):
    """A line to type in, and what it finds."""

    def __init__(
        self, context: Context, words: str, chosen: Callable[[RecordId, str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._chosen = context, chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Which asset is it?"))
        self.line = QLineEdit(words, clearButtonEnabled=True)
        self.line.setAccessibleName(_("A part of the name"))
        label = QLabel(_("A part of the name"))
        label.setBuddy(self.line)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Assets of the project"))
        buttons = QDialogButtonBox()
        self.take = QPushButton(_("It is this one"))
        self.take.setProperty("role", "primary")
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        for widget in (label, self.line, self.found, buttons):
            column.addWidget(widget)
        self.resize(480, 400)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._pause.start)
        self.found.itemActivated.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._search()

    @Slot()
    def _search(self) -> None:
        self._context.ask(found_lines, self.line.text().strip(), done=self._on_found)

    def _on_found(self, lines: list[AssetLine]) -> None:
        self.found.clear()
        for one in lines:
            name = one.name(language())
            item = QListWidgetItem(kind_icon(one.kind), f"{name} – {one.place}" if one.place else name)
            item.setData(_LINE, (one.id, name))
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.take.setEnabled(bool(lines))

    def accept(self) -> None:
        """Take what is chosen."""
        item = self.found.currentItem()
        if item is not None:
            self._chosen(*item.data(_LINE))
            super().accept()
