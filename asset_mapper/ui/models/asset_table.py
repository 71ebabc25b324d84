"""The table of assets: 100,000 rows without a pause, following every step, filtered and sorted in memory.

Every line has a key, what it is sorted by and its id, so that no two are the same. The keys of all lines are kept
sorted, and so are those of the lines shown: one changed asset is found, moved or let go by halving, and views hear of
that row only. Sorting very many lines anew is done beside the window.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.project import CustomField, ImportBatch
from asset_mapper.services import overview
from asset_mapper.services.overview import AssetLine, News, Question
from asset_mapper.services.queries import MOST_FOUND
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.models.columns import COLUMNS, Around, Column, custom_column, needed
from asset_mapper.ui.models.sifting import asks, question_of, tests_of
from asset_mapper.ui.symbols import kind_icon

Index = QModelIndex | QPersistentModelIndex
Key = tuple[Any, RecordId]
_ROOT = QModelIndex()
_RELOAD_OVER = 500  # changed records: then reading all again is quicker
_AT_ONCE = 4_000  # lines that are sorted without anyone noticing
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def shared(context: Context) -> AssetTableModel:
    """Give the one model that all lists of a window show."""
    model = context.findChild(AssetTableModel)
    return model if model is not None else AssetTableModel(context)


class AssetTableModel(QAbstractTableModel):
    """Shows the assets that the shared filter admits, in the order of one column. The name is column 0."""

    counted = Signal(int, int)  # shown, all
    columns_changed = Signal()  # there are others than before
    arranged = Signal()  # what is shown was filtered or sorted anew

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._around = Around()
        self._all: list[Key] = []  # sorted
        self._shown: list[Key] = []  # sorted, what the filter admits
        self._key_of: dict[RecordId, Key] = {}
        self._admitted: frozenset[RecordId] | None = None  # by the search index and other questions
        self._tests = tests_of(AssetFilter(), self._around, None)
        self._wanted: dict[str, frozenset[str]] = {}  # columns that are looked at, by who looks
        self._question = question_of(context.filter)  # that was asked last
        self._arranging = 0  # the last sorting or sifting that was begun
        self._arranged = 0  # and the one that is shown
        self._is_sorting = False
        self.columns: list[Column] = list(COLUMNS)
        self._custom: list[tuple[str, Bilingual]] = []
        self.sorted_by, self.descending = 0, False
        self._turns = False  # whether the order to come is read backwards
        context.records_changed.connect(self.follow)
        context.filter_changed.connect(self._on_filter)
        context.language_changed.connect(self._on_language)
        context.project_changed.connect(self.reload)
        self.reload()

    # --- what is there ------------------------------------------------------------------------------------------

    @property
    def around(self) -> Around:
        """What columns look up beside a line."""
        return self._around

    def id_at(self, row: int) -> RecordId:
        return self._shown[self._turned(row)][1]

    def line_at(self, row: int) -> AssetLine:
        return self._around.lines[self.id_at(row)]

    def line_of(self, record_id: RecordId) -> AssetLine | None:
        """Give the line of an asset, shown or not."""
        return self._around.lines.get(record_id)

    def row_of(self, record_id: RecordId) -> int:
        """Give the row where an asset is shown; -1 when it is not."""
        key = self._key_of.get(record_id)
        place = -1 if key is None else self._place(key)
        return -1 if place < 0 else self._turned(place)

    @property
    def shown_ids(self) -> list[RecordId]:
        """The assets that are shown, in their order."""
        ids = [key[1] for key in self._shown]
        return ids[::-1] if self.descending else ids

    def ids_at(self, first: int, last: int) -> list[RecordId]:
        """Give the assets of some rows, both ends included."""
        low, high = sorted((self._turned(first), self._turned(last)))
        ids = [key[1] for key in self._shown[low : high + 1]]
        return ids[::-1] if self.descending else ids

    @property
    def count_of_all(self) -> int:
        return len(self._around.lines)

    def _turned(self, place: int) -> int:
        """Turn a place among the keys into a row, or back."""
        return len(self._shown) - 1 - place if self.descending else place

    def _place(self, key: Key) -> int:
        place = bisect_left(self._shown, key)
        return place if place < len(self._shown) and self._shown[place] == key else -1

    # --- reading and following ----------------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read everything anew."""
        if self._context.project is None:
            self.take_over(News([], None, {}, None, {}, []))
        else:
            self._ask(None)

    def want(self, who: str, keys: Iterable[str]) -> None:
        """Say which columns a view looks at: what is read apart is read for these only."""
        before = self._extras
        self._wanted[who] = frozenset(keys)
        if set(self._extras) - set(before):
            self.reload()

    @property
    def _extras(self) -> tuple[str, ...]:
        return needed(self.columns, frozenset().union(*self._wanted.values(), {self.columns[self.sorted_by].key}))

    @Slot(object)
    def follow(self, change_set: ChangeSet) -> None:
        """Take over what one step changed."""
        wholesale = any(isinstance(change.record, (ImportBatch, CustomField)) for change in change_set)
        if wholesale or len(change_set) > _RELOAD_OVER:
            self.reload()
        else:
            self._ask(change_set)

    def _ask(self, change_set: ChangeSet | None) -> None:
        question = question_of(self._context.filter, self._extras)
        self._context.ask(
            overview.news, question, change_set, done=lambda news: self.take_over(news, self._still(question))
        )

    def _still(self, question: Question) -> bool:
        """Tell whether the filter still is what was asked for: an older answer is let go."""
        now = question_of(self._context.filter, question.extras)
        return now == question

    def take_over(self, news: News, of_filter: bool = True) -> None:
        """Show what was read. With *of_filter*, it also says what the filter in force admits."""
        around, before = self._around, self._admitted
        around.sessions = news.sessions
        self._set_columns(news)
        if of_filter:
            self._admitted = news.admitted
        if news.touched is None:
            around.extras = news.extras
            around.lines = {line.id: line for line in news.lines}
            self._arrange()
            return
        for key, values in news.extras.items():
            known = around.extras.setdefault(key, {})
            for record_id in news.touched:
                known.pop(record_id, None)
            known |= values
        fresh = {line.id: line for line in news.lines}
        moved = set(news.touched)
        if before is not None and self._admitted is not None:
            moved |= before ^ self._admitted
        if (
            self._arranging != self._arranged
            or (before is None) != (self._admitted is None)
            or len(moved) > _RELOAD_OVER
        ):
            for record_id in news.touched:
                around.lines.pop(record_id, None)
            around.lines |= fresh
            self._arrange()
            return
        self._tests = tests_of(self._context.filter, around, self._admitted)
        for record_id in moved:
            now = (
                fresh.get(record_id)
                if record_id in fresh or record_id in news.touched
                else around.lines.get(record_id)
            )
            self._replace(record_id, now)
        self._say_count()

    def _set_columns(self, news: News) -> None:
        if news.custom != self._custom:
            self.beginResetModel()
            self._custom = news.custom
            self.columns = [*COLUMNS, *(custom_column(key, label) for key, label in news.custom)]
            if self.sorted_by >= len(self.columns):
                self.sorted_by = 0
            self.endResetModel()
            self.columns_changed.emit()

    def _replace(self, record_id: RecordId, line: AssetLine | None) -> None:
        """Take over one line, and tell views of its row only."""
        old = self._key_of.get(record_id)
        new = None if line is None else self._key(line)
        was = -1 if old is None else self._place(old)
        shown = line is not None and all(test(line) for test in self._tests)
        if old != new:
            if old is not None:
                del self._all[bisect_left(self._all, old)]
            if new is not None:
                self._all.insert(bisect_left(self._all, new), new)
        if was >= 0 and not shown:
            row = self._turned(was)
            self.beginRemoveRows(_ROOT, row, row)
            del self._shown[was]
            self._set(record_id, line, new)
            self.endRemoveRows()
        elif was < 0 and shown and new is not None:
            place = bisect_left(self._shown, new)
            row = len(self._shown) - place if self.descending else place
            self.beginInsertRows(_ROOT, row, row)
            self._shown.insert(place, new)
            self._set(record_id, line, new)
            self.endInsertRows()
        elif was >= 0 and new is not None:
            self._move(was, new, record_id, line)
        else:
            self._set(record_id, line, new)

    def _move(self, was: int, new: Key, record_id: RecordId, line: AssetLine | None) -> None:
        place = bisect_left(self._shown, new)
        moves = place not in (was, was + 1)
        if moves:
            count = len(self._shown)
            row, to = (count - 1 - was, count - place) if self.descending else (was, place)
            self.beginMoveRows(_ROOT, row, row, _ROOT, to)
        del self._shown[was]
        place -= place > was
        self._shown.insert(place, new)
        self._set(record_id, line, new)
        if moves:
            self.endMoveRows()
        row = self._turned(place)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _set(self, record_id: RecordId, line: AssetLine | None, key: Key | None) -> None:
        if line is None or key is None:
            self._around.lines.pop(record_id, None)
            self._key_of.pop(record_id, None)
        else:
            self._around.lines[record_id] = line
            self._key_of[record_id] = key

    # --- filter and order ---------------------------------------------------------------------------------------

    @Slot(object)
    def _on_filter(self, chosen: AssetFilter) -> None:
        question = question_of(chosen)
        if question == self._question:
            self._sift()
            return
        self._question = question
        if not asks(question):
            self._on_admitted(question, None)
            return
        self._context.ask(
            overview.admitted,
            question.words,
            question.outcome_id,
            question.duplicates,
            done=lambda ids: self._on_admitted(question, ids),
        )

    def _on_admitted(self, question: Question, ids: frozenset[RecordId] | None) -> None:
        if self._still(question):
            self._admitted = ids
            self._sift()

    @Slot(str)
    def _on_language(self, _code: str) -> None:
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _key(self, line: AssetLine) -> Key:
        return self.columns[self.sorted_by].sorted_by(line, self._around), line.id

    def _arrange(self) -> None:
        """Sort all lines anew: very many of them beside the window, which shows the old order meanwhile."""
        self._arranging += 1
        self._is_sorting = True
        number, column, around = self._arranging, self.columns[self.sorted_by], self._around
        lines = list(around.lines.values())

        def work() -> list[Key]:
            return sorted([(column.sorted_by(line, around), line.id) for line in lines])

        if len(lines) <= _AT_ONCE:
            self._on_sorted(number, work())
        else:
            self._let_go()
            self._context.jobs.run(
                work,
                done=lambda keys: self._on_sorted(number, keys),
                failed=self._context.show_error,
                on_project=False,
            )

    def _let_go(self) -> None:
        """Show no line that is no more, while the others are sorted."""
        lines = self._around.lines
        if any(key[1] not in lines for key in self._all):
            self.beginResetModel()
            self._shown = [key for key in self._shown if key[1] in lines]
            self._all = [key for key in self._all if key[1] in lines]
            self._key_of = {key[1]: key for key in self._all}
            self.endResetModel()

    def _on_sorted(self, number: int, keys: list[Key]) -> None:
        if number != self._arranging:  # something newer is on its way
            return
        self._is_sorting = False
        self._all = keys
        self._key_of = {key[1]: key for key in keys}
        self._sift()

    def _sift(self) -> None:
        """Show what the filter admits of the lines, in the order that they have."""
        if self._is_sorting:  # they are sifted then
            self._arrange()
            return
        around, admitted, keys = self._around, self._admitted, self._all
        tests = tests_of(self._context.filter, around, admitted)
        if admitted is not None and len(admitted) < len(keys) // 8:
            keys = sorted(self._key_of[one] for one in admitted if one in self._key_of)
            tests = tests[1:]
        self._arranging += 1
        number = self._arranging

        def work() -> list[Key]:
            left, lines = keys, around.lines
            for test in tests:
                left = [key for key in left if (line := lines.get(key[1])) is not None and test(line)]
            return list(left)

        if len(keys) <= _AT_ONCE or not tests:
            self._on_sifted(number, work())
        else:
            self._context.jobs.run(
                work,
                done=lambda shown: self._on_sifted(number, shown),
                failed=self._context.show_error,
                on_project=False,
            )

    def _on_sifted(self, number: int, shown: list[Key]) -> None:
        if number != self._arranging:
            return
        self._arranged = number
        self.beginResetModel()
        self._tests = tests_of(self._context.filter, self._around, self._admitted)
        self._shown, self.descending = shown, self._turns
        self.endResetModel()
        self.arranged.emit()
        self._say_count()

    @property
    def is_cut(self) -> bool:
        """Whether a search found more than are looked at."""
        words, admitted = self._context.filter.words, self._admitted
        return bool(words) and admitted is not None and len(admitted) >= MOST_FOUND

    def _say_count(self) -> None:
        self.counted.emit(len(self._shown), len(self._around.lines))

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in _TEXTS:
            return self.columns[index.column()].text(self.line_at(index.row()), self._around)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return kind_icon(self.line_at(index.row()).kind)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; the other way round is only read backwards."""
        if not 0 <= column < len(self.columns):
            return
        self._turns = order is Qt.SortOrder.DescendingOrder
        if column != self.sorted_by:
            known = set(self._extras)
            self.sorted_by = column
            if set(self._extras) - known:
                self.reload()
            else:
                self._arrange()
        elif self._turns != self.descending and self._arranging == self._arranged:
            self.beginResetModel()
            self.descending = self._turns
            self.endResetModel()
            self.arranged.emit()
