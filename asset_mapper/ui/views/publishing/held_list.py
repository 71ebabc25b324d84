"""What is held back for one reason, by name, with a way to each record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.publication import Reason
from asset_mapper.i18n import _, format_number, ngettext
from asset_mapper.services.withheld import Withheld
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.button_row import ButtonRow

_ASSET = Qt.ItemDataRole.UserRole


class HeldList(QDialog):
    """A list that stays open beside the window, so that one record after another can be looked at."""

    def __init__(
        self, context: Context, reason: Reason, count: int, held: Sequence[Withheld], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "publishing")
        self.setWindowTitle(_("Held back"))
        title = QLabel(_(reason.label), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        title.setProperty("role", "heading")
        self.found = QListWidget()
        self.found.setAccessibleName(_(reason.label))
        for one in held:
            item = QListWidgetItem(f"{_(one.sort.label)}: {one.name}")
            item.setData(_ASSET, one.asset_id)
            self.found.addItem(item)
        more = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        rest = count - len(held)
        if rest > 0:
            said = ngettext("{n} more is not listed.", "{n} more are not listed.", rest)
            more.setText(said.format(n=format_number(rest)))
        more.setVisible(rest > 0)
        self.go = QPushButton(_("Go to it"))
        self.go.setProperty("role", "primary")
        close = QPushButton(_("Close"))
        buttons = ButtonRow()
        buttons.add(close, leaves=True)
        buttons.add(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        for widget in (title, self.found, more, buttons):
            column.addWidget(widget)
        self.resize(520, 440)
        self.go.clicked.connect(self._on_go)
        close.clicked.connect(self.reject)
        self.found.itemActivated.connect(self._on_go)
        self.found.currentItemChanged.connect(self._show_state)
        context.project_changed.connect(self._on_project_changed)
        self.found.setCurrentRow(0)
        self._show_state()

    @Slot()
    def _on_project_changed(self) -> None:
        self.reject()

    @Slot()
    def _show_state(self, *_item: object) -> None:
        item = self.found.currentItem()
        self.go.setEnabled(item is not None and bool(item.data(_ASSET)))

    @Slot()
    def _on_go(self, *_item: object) -> None:
        """Show the asset in the list, whatever the filter was."""
        item = self.found.currentItem()
        asset_id = item.data(_ASSET) if item is not None else None
        if asset_id:
            go_to(self._context, asset_id)


def go_to(context: Context, asset_id: str) -> None:
    """Show one asset in the list of assets."""
    from asset_mapper.ui.context import AssetFilter

    context.set_filter(AssetFilter())
    context.view_requested.emit("assets")
    context.select((asset_id,))
