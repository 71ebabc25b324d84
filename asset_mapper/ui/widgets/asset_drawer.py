"""A narrow list of assets, to be dragged onto outcomes."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QMimeData, Qt, Slot
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.models import asset_table
from asset_mapper.ui.models.outcome_tree import ASSETS_MIME
from asset_mapper.ui.widgets.form import quiet_label


class AssetDrawer(QWidget):
    """Shows the assets that the shared search admits. What is chosen here is chosen everywhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        words = quiet_label()
        context.texts.say(words.setText, N_("Drag assets onto the outcome that they support."))
        self.list = _Names(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(self.list, 1)


class _Names(QListView):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._assets = asset_table.shared(context)
        context.texts.say(self.setAccessibleName, N_("Assets to drag"))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setModel(self._assets)
        self.selectionModel().selectionChanged.connect(self._on_selected)

    @property
    def chosen_ids(self) -> list[RecordId]:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._assets.id_at(row) for row in rows]

    @Slot(QItemSelection, QItemSelection)
    def _on_selected(self, *_what: QItemSelection) -> None:
        if self.hasFocus():
            self._context.select(self.chosen_ids)

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        drag = QDrag(self)
        drag.setMimeData(carried(self.chosen_ids))
        drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)


def carried(asset_ids: list[RecordId]) -> QMimeData:
    """Put assets into what a drag carries."""
    data = QMimeData()
    data.setData(ASSETS_MIME, " ".join(asset_ids).encode())
    return data
