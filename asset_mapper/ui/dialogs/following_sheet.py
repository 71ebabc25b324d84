"""A sheet to read beside the window: it asks anew after every step, and goes when what it tells of is gone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet

_WIDEST, _HIGHEST = 1280, 700  # of what a small laptop shows


class FollowingSheet(QDialog):
    """The common frame: what is read above, and rows of buttons and fields below. ``follow`` comes last.

    A sheet says what it asks of the project (``question``: a query and what it takes) and writes the answer,
    ``shown``, in ``say``.
    """

    def __init__(self, context: Context, title: str, manual: str, ems_wide: int, lines_high: int) -> None:
        super().__init__(context.window)
        self._context = context
        self._shown: Any = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", manual)
        metrics = self.fontMetrics()
        self.resize(
            min(metrics.horizontalAdvance("m") * ems_wide, _WIDEST), min(metrics.lineSpacing() * lines_high, _HIGHEST)
        )
        context.texts.say(self.setWindowTitle, title)
        self.sheet = ReadingSheet()
        context.texts.say(self.sheet.setAccessibleName, title)
        self.leave = QPushButton()
        self.leave.setAutoDefault(False)
        context.texts.say(self.leave.setText, N_("Close"))
        self.leave.clicked.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(8)
        self._column.addWidget(self.sheet, 1)

    def row(self, *widgets: QWidget | None) -> None:
        """Put a row below what is read; ``None`` is the room between, and the first of a row of fields takes it."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(24, 0, 24, 0)
        for place, widget in enumerate(widgets):
            if widget is None:
                row.addStretch(1)
            else:
                row.addWidget(widget, 1 if place == 0 and None not in widgets else 0)
        self._column.addLayout(row)

    def follow(self) -> None:
        """Read, and read anew after every step."""
        self._context.records_changed.connect(self._read)
        self._context.project_changed.connect(self.reject)
        self._context.theme_changed.connect(self._write)
        self._context.texts.call(self._write)
        self._read()

    @property
    def question(self) -> tuple[Any, ...]:
        """The query to be asked of the project, and what it takes beside the project."""
        raise NotImplementedError

    def say(self) -> None:
        """Write what is shown onto the sheet."""
        raise NotImplementedError

    @Slot()
    def _read(self, *_news: object) -> None:
        self._context.ask(*self.question, done=self._on_read)

    def _on_read(self, found: Any) -> None:
        if found is None:
            self.reject()
            return
        self._shown = found
        self._write()

    @Slot()
    def _write(self, *_news: object) -> None:
        if self._shown is not None:
            self.sheet.write(self.say)
