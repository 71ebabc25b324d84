"""The tray of assets that are not on the map yet, to be dragged onto it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _, format_number, language, ngettext
from asset_mapper.services.overview import AssetLine
from asset_mapper.services.placing import waits_for_a_place
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.views.map_list import facts_of, paint_asset, two_lines

DRAGGED = "application/x-asset-mapper-asset"  # as ui/web/page_view.py takes it, which may not be there
_ROOT = QModelIndex()
_ROWS = 3
_AT_ONCE = 4_000  # lines that are looked through without anyone noticing

Index = QModelIndex | QPersistentModelIndex


class UnplacedModel(QAbstractListModel):
    """The assets that wait for a place, whatever the filter says; by name. Very many are sorted beside the window."""

    def __init__(self, context: Context, source: AssetTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._source = source
        self._lines: list[AssetLine] = []
        self._sorting = 0  # the last sorting that was begun
        source.counted.connect(self.follow)
        self.follow()

    @Slot()
    def follow(self, *_counts: int) -> None:
        self._sorting += 1
        number, code = self._sorting, language()
        lines = list(self._source.around.lines.values())

        def work() -> tuple[int, list[AssetLine]]:
            return number, sorted(filter(waits_for_a_place, lines), key=lambda line: line.order(code))

        if len(lines) <= _AT_ONCE:
            self._take(work())
        else:
            self._context.jobs.run(work, done=self._take, failed=self._context.show_error, on_project=False)

    @Slot(object)
    def _take(self, found: tuple[int, list[AssetLine]]) -> None:
        number, lines = found
        if number == self._sorting and lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def line_at(self, row: int) -> AssetLine:
        return self._lines[row]

    def row_of(self, record_id: RecordId) -> int:
        return next((row for row, line in enumerate(self._lines) if line.id == record_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.name(language())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return facts_of(line)
        if role == Qt.ItemDataRole.DecorationRole:
            return kind_icon(line.kind)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        return [DRAGGED]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]  # noqa: N802 - Qt's name
        data = QMimeData()
        if indexes:
            data.setData(DRAGGED, self._lines[indexes[0].row()].id.encode())
        return data

    def supportedDragActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        return Qt.DropAction.MoveAction


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: UnplacedModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.line_at(index.row())
        paint_asset(self, painter, option, index, line, facts_of(line))

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        return two_lines(option)


class UnplacedTray(QWidget):
    """Says how many wait for a place, and lists them. Choosing one selects it, to be placed by keyboard."""

    def __init__(self, context: Context, source: AssetTableModel) -> None:
        super().__init__()
        self._context = context
        self.model = UnplacedModel(context, source, self)
        self._is_open = True
        self.heading = QToolButton()
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "quiet")
        context.texts.say(self.hint.setText, N_("Drag one onto the map, or choose it and press “Put on the map”."))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        context.texts.say(self.list.setAccessibleName, N_("Not yet placed"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.hint)
        column.addWidget(self.list)
        self.heading.clicked.connect(lambda: self.set_open(not self._is_open))
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.model.modelReset.connect(self._show_parts)
        context.selection_changed.connect(self._show_selection)
        context.texts.call(self._say)
        self._show_parts()

    @property
    def is_open(self) -> bool:
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        self._is_open = is_open
        self._show_parts()

    def _say(self) -> None:
        count = self.model.rowCount()
        words = ngettext("{n} not yet placed", "{n} not yet placed", count).format(n=format_number(count))
        self.heading.setText(words if count else _("Everything that can be is on the map"))
        self.heading.setEnabled(count > 0)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if self.is_open else Qt.ArrowType.RightArrow)
        self.heading.setAccessibleName(self.heading.text())

    @Slot()
    def _show_parts(self, *_what: object) -> None:
        there = self.model.rowCount() > 0
        for part in (self.list, self.hint):
            part.setVisible(there and self.is_open)
        rows = max(1, min(_ROWS, self.model.rowCount()))
        row, frame = max(48, self.list.sizeHintForRow(0)), 2 * self.list.frameWidth()
        self.list.setMinimumHeight(row + frame)  # where there is little room, one at a time
        self.list.setMaximumHeight(rows * row + frame)
        self._say()

    @Slot()
    def _on_selected(self, *_what: object) -> None:
        chosen = self.list.selectionModel().selectedIndexes()
        if chosen:
            self._context.select([self.model.line_at(chosen[0].row()).id])

    @Slot()
    def _show_selection(self, *_ids: object) -> None:
        row = self.model.row_of(self._context.selection[0]) if len(self._context.selection) == 1 else -1
        if row < 0:
            self.list.clearSelection()
        elif self.list.currentIndex().row() != row or not self.list.selectionModel().hasSelection():
            self.list.setCurrentIndex(self.model.index(row, 0))
