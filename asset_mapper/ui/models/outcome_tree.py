"""The tree of frameworks and their outcomes, in both languages; it follows every step and filters as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import PERSONAL_KEY, Framework, Outcome, OutcomeVotes
from asset_mapper.domain.outcome_places import is_personal
from asset_mapper.i18n import N_, _, format_number, language
from asset_mapper.services import outcomes
from asset_mapper.services.outcomes import OutcomeLine, Outline
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.fitting_text import in_two_lines

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ASSETS_MIME = "application/x-asset-mapper-assets"
"""Ids of assets being dragged, parted by spaces."""
SECOND_LINE = Qt.ItemDataRole.UserRole + 1
"""The role of the quiet line under the name: the other language, or what a framework is."""

HEADINGS = (N_("Outcome"), N_("Chosen by"), N_("Votes"), N_("Assets, best known"))
_FOLLOWED = (Framework, Outcome, OutcomeVotes, Link, Evidence)
_WIDE_LETTERS = 12  # of a heading: the room is for the names


@dataclass(slots=True, eq=False)
class Node:
    """A framework or an outcome in the tree."""

    framework: Framework
    line: OutcomeLine | None = None  # None: the framework itself
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    row: int = 0

    @property
    def id(self) -> RecordId:
        return self.line.outcome.id if self.line else self.framework.id

    @property
    def outcome(self) -> Outcome | None:
        return self.line.outcome if self.line else None

    def votes_at(self, session_id: RecordId | None) -> int:
        """Give the votes of one session, or of none."""
        return self.line.votes_at.get(session_id, 0) if self.line else 0

    @property
    def name(self) -> Bilingual:
        return self.line.outcome.name if self.line else self.framework.name

    @property
    def is_local(self) -> bool:
        return outcomes.is_local(self.framework)

    @property
    def words(self) -> str:
        code = self.line.outcome.code if self.line else ""
        return fold(f"{code} {self.name.cy} {self.name.en}")

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


class OutcomeTreeModel(QAbstractItemModel):
    """Shows frameworks at the top and their outcomes below. Local names are edited in place, votes are typed."""

    loaded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._outline = Outline((), ())
        self._words: list[str] = []
        self._top: list[Node] = []
        self._by_id: dict[RecordId, Node] = {}
        self._pending: dict[RecordId, str] = {}  # votes that are being typed
        self._session_id: RecordId | None = None  # to which the votes belong that are typed
        self.is_loaded = False
        context.records_changed.connect(self.follow)
        context.language_changed.connect(self._on_language)
        self.reload()

    # --- what is there ------------------------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read everything anew."""
        self._context.ask(outcomes.outline, done=self.show_outline)

    def show_outline(self, outline: Outline) -> None:
        """Show frameworks and outcomes; where the tree stays as it was, only what changed is drawn anew."""
        same = _shape(outline) == _shape(self._outline)
        self._outline = outline
        self.is_loaded = True
        if same:
            self._refresh()
        else:
            self._rebuild()
        self.loaded.emit()

    @Slot(object)
    def follow(self, change_set: ChangeSet) -> None:
        """Take over what one step changed."""
        if any(
            isinstance(change.record, _FOLLOWED) or type(change.record).__name__ == "ImportBatch"
            for change in change_set
        ):
            self.reload()

    def search(self, words: str) -> None:
        """Show only what holds all these words, and what it stands under."""
        self._words = fold(words).split()
        self._rebuild()

    @property
    def is_searching(self) -> bool:
        return bool(self._words)

    def first_found(self) -> QModelIndex:
        """Give the first outcome that holds the words of the search, and not only stands above one that does."""
        if not self.is_searching:
            return QModelIndex()
        found = (node for top in self._top for node in top.walk() if node.line is not None and self._fits(node))
        node = next(found, None)
        return self.createIndex(node.row, 0, node) if node else QModelIndex()

    @property
    def is_empty(self) -> bool:
        """Whether the project has no framework at all."""
        return not self._outline.frameworks

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks, that of the personal outcomes last."""
        return self._outline.frameworks

    @property
    def stored(self) -> tuple[Framework, ...]:
        """The frameworks that are records, and not only a place in the tree."""
        return tuple(framework for framework in self.frameworks if framework.id != PERSONAL_KEY)

    def node(self, index: Index) -> Node | None:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else None

    def index_of(self, record_id: RecordId, column: int = 0) -> QModelIndex:
        """Give where a framework or outcome is shown; an index that is not valid when it is not."""
        node = self._by_id.get(record_id)
        return self.createIndex(node.row, column, node) if node else QModelIndex()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._top = []
        for framework in self._outline.frameworks:
            node = Node(framework)
            node.children = self._children(node, framework, None)
            if not self._words or node.children or self._fits(node):
                self._top.append(node)
        for row, node in enumerate(self._top):
            node.row = row
        self._by_id = {node.id: node for top in self._top for node in top.walk()}
        self.endResetModel()

    def _children(self, parent: Node, framework: Framework, above: RecordId | None) -> list[Node]:
        made: list[Node] = []
        for line in self._outline.under(framework.id, above):
            node = Node(framework, line, parent)
            node.children = self._children(node, framework, line.outcome.id)
            if not self._words or node.children or self._fits(node):
                node.row = len(made)
                made.append(node)
        return made

    def _fits(self, node: Node) -> bool:
        return all(word in node.words for word in self._words)

    def _refresh(self) -> None:
        frameworks = {framework.id: framework for framework in self._outline.frameworks}
        lines = {line.outcome.id: line for line in self._outline.lines}
        for record_id, node in self._by_id.items():
            node.framework = frameworks[node.framework.id]
            node.line = lines[record_id] if node.line else None
        self._say_changed(self._top)

    def _say_changed(self, nodes: list[Node]) -> None:
        if nodes:
            last = len(HEADINGS) - 1
            self.dataChanged.emit(self.createIndex(0, 0, nodes[0]), self.createIndex(nodes[-1].row, last, nodes[-1]))
        for node in nodes:
            self._say_changed(node.children)

    @Slot(str)
    def _on_language(self, _code: str) -> None:
        self._say_changed(self._top)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADINGS) - 1)

    # --- votes being typed --------------------------------------------------------------------------------------

    def show_pending(self, outcome_id: RecordId, digits: str) -> None:
        """Show votes while they are typed; ``""`` shows what is stored."""
        if digits:
            self._pending[outcome_id] = digits
        else:
            self._pending.pop(outcome_id, None)
        index = self.index_of(outcome_id, 2)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def show_votes_of(self, session_id: RecordId | None) -> None:
        """Show the votes of a session beside all that an outcome was given."""
        if session_id != self._session_id:
            self._session_id = session_id
            self._say_changed(self._top)

    # --- Qt -----------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        above = self.node(parent)
        nodes = above.children if above else self._top
        inside = 0 <= row < len(nodes) and 0 <= column < len(HEADINGS)
        return self.createIndex(row, column, nodes[row]) if inside else QModelIndex()

    def parent(self, index: Index = _ROOT) -> Any:
        node = self.node(index)
        above = node.parent if node else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        if parent.isValid() and parent.column() > 0:
            return 0
        above = self.node(parent)
        return len(above.children if above else self._top)

    def columnCount(self, _parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _CELLS[column](node) if column != 2 else self._votes(node)
        if role == Qt.ItemDataRole.EditRole and column == 0:
            return node.name.text(language())
        if role == SECOND_LINE and column == 0:
            return second_line(node)
        if role == Qt.ItemDataRole.FontRole and node.line is None:
            return _bold()
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if column == 0:
                return ", ".join(part for part in (_CELLS[0](node), second_line(node)) if part)
            return self.data(index)
        return None

    def _votes(self, node: Node) -> str:
        if node.outcome is None:
            total = self._outline.votes(node.framework.id)
            return format_number(total) if total else ""
        pending = self._pending.get(node.id)
        if pending:
            return f"{pending} …"
        total, here = node.line.votes if node.line else 0, node.votes_at(self._session_id)
        if not total or here == total or (not here and self._session_id is None):
            return format_number(total) if total else ""
        return _("{n} of {all}").format(n=format_number(here), all=format_number(total))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return in_two_lines(_(HEADINGS[section]), _WIDE_LETTERS)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        node = self.node(index)
        if node is not None and not self._read_only:
            if index.column() == 0 and can_rename(node):
                flags |= Qt.ItemFlag.ItemIsEditable
            if node.outcome is not None:
                flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    @property
    def _read_only(self) -> bool:
        return self._context.project is None or self._context.project.read_only

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Give a local outcome or framework another name in the language in force."""
        node, text = self.node(index), str(value).strip()
        if node is None or not can_rename(node) or role != Qt.ItemDataRole.EditRole or not text:
            return False
        name = renamed(node.name, text, language())
        if name == node.name:
            return True
        if node.outcome is None:
            self._context.apply(outcomes.rename_framework, node.id, name, say=True)
        else:
            self._context.apply(outcomes.change_outcome, node.id, name=name, say=True)
        return True

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        return [ASSETS_MIME]

    def canDropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index
    ) -> bool:
        node = self.node(parent)
        return data.hasFormat(ASSETS_MIME) and node is not None and node.outcome is not None and not self._read_only

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask how the assets that were dropped on an outcome help with it."""
        from asset_mapper.ui.dialogs import link_form

        node = self.node(parent)
        if node is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        ids = bytes(data.data(ASSETS_MIME).data()).decode().split()
        link_form.add_to(self._context, ids, node.id)
        return True


def _bold() -> QFont:
    font = QFont(QGuiApplication.font())
    font.setBold(True)
    return font


def can_rename(node: Node) -> bool:
    """Tell whether the name is the project's own: the place of personal outcomes keeps its name."""
    return node.is_local and (node.outcome is not None or not is_personal(node.framework))


def renamed(name: Bilingual, text: str, code: str) -> Bilingual:
    """Say a name otherwise in one language; what was only given in the other language gets its translation."""
    return replace(name, cy=text) if code == "cy" else replace(name, en=text)


def second_line(node: Node) -> str:
    """Say what stands under a name: the other language, or the version, status and use of a framework."""
    if node.line is not None:
        name = node.name
        other = name.en if language() == "cy" else name.cy
        missing = _("no English yet") if language() == "cy" else _("no Welsh yet")
        return " · ".join([other or missing, *([_("personal")] if node.line.outcome.personal else [])])
    framework = node.framework
    if is_personal(framework):
        return _("Decided by the person; seen by the team only")
    use = _("for you to change") if node.is_local else _("kept as published")
    return " · ".join(part for part in (framework.version, _(framework.status.label), use) if part)


def _shape(outline: Outline) -> object:
    """Say which outcome stands where: names and counts may change without the tree being built anew."""
    return (
        [framework.id for framework in outline.frameworks],
        [(line.outcome.id, line.place, line.outcome.position) for line in outline.lines],
    )


def _named(node: Node) -> str:
    code = node.outcome.code if node.outcome else ""
    return f"{code} {node.name.text(language())}".strip()


def _chosen_by(node: Node) -> str:
    chosen = node.outcome.chosen_by if node.outcome else None
    return _(CHOSEN_BY[chosen.value]) if chosen else ""


def _supported(node: Node) -> str:
    if node.line is None or not node.line.supported:
        return ""
    return f"{format_number(node.line.supported)} · {_(COVERAGE_WORDS[node.line.coverage])}"


CHOSEN_BY = {"residents": N_("residents"), "staff": N_("staff"), "both": N_("both")}
"""Who chose an outcome, in a word."""

COVERAGE_WORDS = {
    Coverage.NONE: N_("not yet known"),
    Coverage.BELIEF: N_("belief"),
    Coverage.OUTPUT: N_("output data"),
    Coverage.LEVEL: N_("outcome level"),
    Coverage.CHANGE: N_("change"),
    Coverage.CAUSED: N_("caused change"),
}
"""The rungs of the ladder, in a word or two."""

_CELLS: tuple[Callable[[Node], str], ...] = (_named, _chosen_by, lambda _node: "", _supported)
