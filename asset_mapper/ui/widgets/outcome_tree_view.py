"""The tree of outcomes under the keyboard: votes are typed, names edited, outcomes moved and removed in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome_places import is_personal
from asset_mapper.i18n import N_
from asset_mapper.services import outcome_moves, outcomes, votes
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.outcome_tree import SECOND_LINE, Node, OutcomeTreeModel, can_rename
from asset_mapper.ui.widgets.two_lines import TwoLines
from asset_mapper.ui.widgets.voting_session import VotingSession

_TYPING_MS = 900
_EMS_NAME = 17
_BY_NEED = (2, 3, 1)  # columns: votes, assets, chosen by
_MOST_DIGITS = 5
_MOVES = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "out",
    Qt.Key.Key_Right: "in",
}
_OURS = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Plus, Qt.Key.Key_Minus})


class OutcomeTreeView(QTreeView):
    """Digits give votes and Enter goes down, + and − give one more or one less.

    F2 renames, Alt with an arrow moves, Delete removes.
    """

    chosen = Signal(object)  # Node or None
    new_requested = Signal()

    def __init__(self, context: Context, model: OutcomeTreeModel, voting: VotingSession) -> None:
        super().__init__()
        self._context = context
        self._voting = voting
        self._model = model
        self._current: RecordId | None = None
        self._open: set[RecordId] = set()
        self._closed: set[RecordId] = set()
        self._digits = ""
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.store_votes)
        context.texts.say(self.setAccessibleName, N_("Frameworks and outcomes"))
        self.setItemDelegateForColumn(0, TwoLines(SECOND_LINE, self))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(True)
        self.setTabKeyNavigation(False)
        self.setModel(model)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(32)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.loaded.connect(self._say_chosen)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self._join()
        voting.choice.activated.connect(self.setFocus)  # and on with the votes

    # --- what is chosen -----------------------------------------------------------------------------------------

    @property
    def node(self) -> Node | None:
        """The framework or outcome where the keyboard is."""
        return self._model.node(self.currentIndex())

    def show_record(self, record_id: RecordId) -> None:
        """Choose a framework or outcome, and bring it into view."""
        self._current = record_id
        index = self._model.index_of(record_id)
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self.expand(above)
                above = above.parent()
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def to_found(self) -> None:
        """Choose the first outcome that the search found."""
        index = self._model.first_found()
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _join(self) -> None:
        self.selectionModel().currentRowChanged.connect(self._on_current)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.store_votes()
        node = self._model.node(current)
        if node is not None:
            self._current = node.id
            self.chosen.emit(node)

    @Slot()
    def _say_chosen(self) -> None:
        self.chosen.emit(self.node)

    @Slot()
    def _remember(self) -> None:
        self.blockSignals(True)

    @Slot()
    def _restore(self) -> None:
        """Open what was open, and go to where the keyboard was."""
        for row in range(self._model.rowCount()):
            self._restore_below(self._model.index(row, 0))
        self.blockSignals(False)
        index = self._model.index_of(self._current or "")
        if not index.isValid() and self._model.rowCount():
            index = self._model.index(0, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _restore_below(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        if node is None:
            return
        few = len(node.children) <= 20
        wanted = node.id in self._open or (few and node.id not in self._closed)
        self.setExpanded(index, self._model.is_searching or wanted)
        for row in range(len(node.children)):
            self._restore_below(self._model.index(row, 0, index))

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        if node is not None and not self._model.is_searching:
            self._open.add(node.id)
            self._closed.discard(node.id)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        if node is not None and not self._model.is_searching:
            self._closed.add(node.id)
            self._open.discard(node.id)

    def show_names_only(self, only: bool) -> None:
        """Leave the room to the names, such as while assets are dropped on them."""
        self._names_only = only
        self._fit_columns()

    _names_only = False

    def _fit_columns(self) -> None:
        """Show as many columns as leave the names room to be read, the votes before the others."""
        room = self.viewport().width() - self.fontMetrics().horizontalAdvance("m") * _EMS_NAME
        for column in _BY_NEED:
            room -= max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))
            self.setColumnHidden(column, self._names_only or room < 0)

    # --- steps --------------------------------------------------------------------------------------------------

    @property
    def can_edit(self) -> bool:
        """Whether the outcome where the keyboard is can be moved and removed."""
        node = self.node
        return node is not None and node.outcome is not None and node.is_local and self._can_write

    @property
    def _can_write(self) -> bool:
        return self._context.project is not None and not self._context.project.read_only

    def rename(self) -> None:
        """Edit the name in place."""
        index, node = self._model.index_of(self._current or ""), self.node
        if self._can_write and index.isValid() and node is not None and can_rename(node):
            self.edit(index)

    def remove(self) -> None:
        """Remove the outcome with what is under it, or a framework; the message says what went and offers Undo."""
        node = self.node
        if node is None or not self._can_write:
            return
        if node.outcome is None:
            if is_personal(node.framework):
                self._context.apply(outcomes.remove_personal, say=True)
            else:
                self._context.apply(outcomes.remove_framework, node.id, say=True)
        elif node.is_local:
            self._context.apply(outcomes.remove_outcomes, [node.id], say=True)

    def shift(self, way: str) -> None:
        """Move the outcome up or down among its brothers and sisters, in under the one above it, or out."""
        node = self.node
        if node is None or not self.can_edit:
            return
        place = place_after_move(node, way)
        if place is not None:
            self._context.apply(outcome_moves.move_outcome, node.id, *place)

    def add_votes(self, more: int) -> None:
        """Give one vote more or less."""
        self.store_votes()
        node = self.node
        if node is not None and node.outcome is not None and self._can_write:
            count = max(0, node.votes_at(self._voting.session_id) + more)
            self._context.apply(votes.vote, node.id, count, session=self._voting.session)

    def type_vote(self, digit: str) -> None:
        """Take a digit of the number of votes; it is stored after a moment, or when the keyboard goes on."""
        node = self.node
        if node is None or node.outcome is None or not self._can_write:
            return
        self._digits = (self._digits + digit)[:_MOST_DIGITS]
        self._voted, self._voted_at = node.id, self._voting.session
        self._model.show_pending(node.id, self._digits)
        self._typing.start()

    def _take_back(self) -> None:
        """Take back the last digit; with none left, what is stored stays."""
        self._digits = self._digits[:-1]
        self._model.show_pending(self._voted, self._digits)
        if self._digits:
            self._typing.start()
        else:
            self._typing.stop()

    @Slot()
    def store_votes(self) -> None:
        """Store the votes that were typed."""
        if not self._digits:
            return
        self._typing.stop()
        count, self._digits = int(self._digits), ""
        self._model.show_pending(self._voted, "")
        self._context.apply(votes.vote, self._voted, count, session=self._voted_at)

    _voted: RecordId = ""
    _voted_at: MappingSession | None = None

    def _go_on(self) -> None:
        """Store what was typed and go down to the next outcome, past the name of a framework."""
        self.store_votes()
        index = self.indexBelow(self.currentIndex())
        while index.isValid() and (node := self._model.node(index)) is not None and node.outcome is None:
            index = self.indexBelow(index)
        if index.isValid():
            self.setCurrentIndex(index.siblingAtColumn(0))

    # --- Qt -----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the tree from the shortcuts of the window: Delete is for the outcome, not for an asset."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        return (event.key() in _OURS and _is_plain(event)) or (alt and event.key() in _MOVES)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, text = event.key(), event.text() if _is_plain(event) else ""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in _MOVES:
            self.shift(_MOVES[Qt.Key(key)])
        elif text.isdigit() and text.isascii():
            self.type_vote(text)
        elif text in ("+", "-", "−"):
            self.add_votes(1 if text == "+" else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.node is not None and self.node.outcome is not None:
            self._go_on()
        elif key == Qt.Key.Key_Backspace and self._digits:
            self._take_back()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key == Qt.Key.Key_Insert:
            self.new_requested.emit()
        else:
            super().keyPressEvent(event)


def _is_plain(event: QKeyEvent) -> bool:
    """Tell whether a key is pressed without those that make it a shortcut: Ctrl and + is larger text, not a vote."""
    return not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)


def place_after_move(node: Node, way: str) -> tuple[RecordId | None, RecordId | None] | None:
    """Say where an outcome goes: under which one, and before which; ``None`` when it cannot go that way."""
    assert node.parent is not None
    siblings, row = node.parent.children, node.row
    parent_id = node.parent.id if node.parent.outcome else None
    if way == "up" and row > 0:
        return parent_id, siblings[row - 1].id
    if way == "down" and row + 1 < len(siblings):
        return parent_id, siblings[row + 2].id if row + 2 < len(siblings) else None
    if way == "in" and row > 0:
        return siblings[row - 1].id, None
    if way == "out" and node.parent.outcome is not None:
        above = node.parent.parent
        assert above is not None
        aunts, place = above.children, node.parent.row
        return (
            above.id if above.outcome else None,
            aunts[place + 1].id if place + 1 < len(aunts) else None,
        )
    return None
