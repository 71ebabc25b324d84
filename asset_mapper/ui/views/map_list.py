"""The list beside the map: the assets that the filter admits, two lines each, with the selection that all share."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, _, language
from asset_mapper.services.overview import AssetLine
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.symbols import kind_icon

_GAP = 8


def facts_of(line: AssetLine) -> str:
    """Say in one line what an asset is and where."""
    where = line.place or (_(WhereKind(line.where).label) if line.where != WhereKind.SHAPE else "")
    return " · ".join(part for part in (_(AssetKind(line.kind).label), where) if part)


class TwoLines(QStyledItemDelegate):
    """Paints a name, and below it quietly what it is."""

    def __init__(self, model: AssetTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._model.line_at(index.row())
        paint_asset(self, painter, option, index, line, facts_of(line))

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return two_lines(option)


def two_lines(option: QStyleOptionViewItem) -> QSize:
    """Give the room for a name with a line below it."""
    high = QFontMetrics(option.font).lineSpacing()
    return QSize(120, 2 * high + 2 * _GAP)


def paint_asset(
    delegate: QStyledItemDelegate,
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
    line: AssetLine,
    facts: str,
) -> None:
    """Paint an asset's symbol, its name, and its facts below."""
    bare = QStyleOptionViewItem(option)
    delegate.initStyleOption(bare, index)
    bare.text = ""
    bare.icon = QIcon()
    widget: QWidget = bare.widget
    widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, widget)
    room: QRect = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    font: QFont = option.font
    metrics = QFontMetrics(font)
    size = metrics.height()
    kind_icon(line.kind).paint(painter, QRect(room.left(), room.top(), size, size))
    words = room.adjusted(size + _GAP, 0, 0, 0)
    painter.save()
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    ink, quiet = theme.inks_of_line(chosen=bool(bare.state & QStyle.StateFlag.State_Selected))
    for text, row, face, colour in ((line.name(language()), 0, strong, ink), (facts, 1, font, quiet)):
        painter.setFont(face)
        painter.setPen(colour)
        place = QRect(words.left(), words.top() + row * metrics.lineSpacing(), words.width(), metrics.lineSpacing())
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class MapList(QListView):
    """Shows the shared model. What is selected here is selected on the map, and the other way round."""

    def __init__(self, context: Context, model: AssetTableModel) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self._arranging = False  # rows come and go: that is nobody's choice
        self.setModel(model)
        self.setItemDelegate(TwoLines(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        context.texts.say(self.setAccessibleName, N_("List of assets"))
        model.modelAboutToBeReset.connect(self._on_arranging)
        model.modelReset.connect(self._on_arranged)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        context.selection_changed.connect(self._show_selection)
        context.language_changed.connect(self._on_language)
        self._show_selection()

    def _on_language(self, *_code: object) -> None:
        self.viewport().update()

    def _on_selected(self, *_what: QItemSelection) -> None:
        if not self._arranging:
            rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
            self._context.select([self._model.id_at(row) for row in rows])

    def _on_arranging(self) -> None:
        self._arranging = True

    def _on_arranged(self) -> None:
        self._show_selection()
        self._arranging = False

    def _show_selection(self, *_ids: object) -> None:
        there = {self._model.id_at(index.row()) for index in self.selectionModel().selectedIndexes()}
        if there == set(self._context.selection):
            return
        rows = sorted(row for one in self._context.selection if (row := self._model.row_of(one)) >= 0)
        chosen = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            chosen.select(index, index)
        was, self._arranging = self._arranging, True
        flags = QItemSelectionModel.SelectionFlag
        if rows:
            self.selectionModel().setCurrentIndex(self._model.index(rows[0], 0), flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self._arranging = was
        if rows:
            self.scrollTo(self._model.index(rows[0], 0))
