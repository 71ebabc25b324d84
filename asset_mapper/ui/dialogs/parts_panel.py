"""The parts of an asset in its form: a row of names with counts, of which one is open at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import _
from asset_mapper.services.pictures import portrait_with_pictures
from asset_mapper.services.portrait import Portrait
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import history_dialog
from asset_mapper.ui.dialogs.asset_parts import PARTS, Part, lines
from asset_mapper.ui.widgets.emptying import empty
from asset_mapper.ui.widgets.flow import FlowLayout

Then = Callable[[Asset], None]


class PartsPanel(QWidget):
    """What is saved here is saved at once, by forms of its own; an asset that is new is saved before the first."""

    wanted = Signal(object)  # Then: to be called with the asset, once it is saved

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: Portrait | None = None
        self._pictures: dict[RecordId, bytes] = {}
        self._asset_id: RecordId | None = None
        self._open: Part | None = None
        self.buttons: dict[str, QToolButton] = {}
        row = QWidget()
        flow = FlowLayout(row)
        flow.setContentsMargins(0, 0, 0, 0)
        for part in PARTS:
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.clicked.connect(lambda _checked=False, part=part: self.wanted.emit(lambda _asset: self.open(part)))
            flow.addWidget(button)
            self.buttons[part.key] = button
        self.history = QToolButton()
        self.history.setProperty("role", "chip")
        self.history.clicked.connect(lambda: self.wanted.emit(lambda asset: history_dialog.show(context, asset)))
        flow.addWidget(self.history)
        self.add = QPushButton()
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._on_add)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(row)
        column.addLayout(self._lines)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.hide()
        context.records_changed.connect(self._read)
        self.say()

    @property
    def portrait(self) -> Portrait | None:
        """The asset with everything around it, once it is read."""
        return self._shown

    def show_asset(self, asset: Asset | None) -> None:
        """Show the parts of an asset that is saved, or that there are none yet."""
        self._asset_id = asset.id if asset is not None else None
        self.history.setVisible(asset is not None)
        self._read()

    def fit(self, asset_fits: Callable[[Part], bool]) -> None:
        """Show the parts that fit what is being made."""
        for part in PARTS:
            self.buttons[part.key].setVisible(asset_fits(part))

    def open(self, part: Part) -> None:
        """Open one part, or close it when it is open."""
        self._open = None if self._open is part else part
        self.say()

    def say(self) -> None:
        """Say all in the language in force."""
        for part in PARTS:
            n = len(part.entries(self._shown)) if self._shown is not None else 0
            label = _(part.label)
            self.buttons[part.key].setText(_("{part} ({n})").format(part=label, n=n) if n else label)
            self.buttons[part.key].setChecked(part is self._open)
        self.history.setText(_("History …"))
        empty(self._lines)
        self.add.setVisible(self._open is not None)
        if self._open is None:
            return
        self.add.setText(_(self._open.add_label))
        if self._shown is not None:
            for line in lines(self._context, self._shown, self._open, self._pictures):
                self._lines.addWidget(line)

    @Slot()
    def _read(self, *_news: object) -> None:
        if self._asset_id is not None:
            self._context.ask(portrait_with_pictures, self._asset_id, done=self._on_read)

    def _on_read(self, found: tuple[Portrait, dict[RecordId, bytes]] | None) -> None:
        self._shown, self._pictures = found if found is not None else (None, {})
        self.say()

    def _on_add(self) -> None:
        part: Any = self._open
        self.wanted.emit(lambda asset: part.add(self._context, asset))
