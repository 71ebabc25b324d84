"""Where a file can be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget


class DropArea(QFrame):
    """Takes a file with one of some endings (any, when none are said); what else is dropped is left to its owner."""

    dropped = Signal(Path)

    def __init__(self, endings: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._endings = endings
        self.setAcceptDrops(True)

    def _files(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if not self._endings or path.suffix.lower() in self._endings]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self._files(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        files = self._files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files[0])
        else:
            event.ignore()
