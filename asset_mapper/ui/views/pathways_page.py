"""Pathways: how assets and outcomes lead to each other, drawn, with what is known on every arrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.pathway import Pathway
from asset_mapper.i18n import N_, language
from asset_mapper.services import drawn_pathways, pathways, records
from asset_mapper.services.drawn_pathways import DrawnPathway, Named
from asset_mapper.services.pathways import STARTING_POINTS
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import link_form, pathway_form
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathway_items import STROKES, draw_ladder
from asset_mapper.ui.views.pathway_side import PathwaySide, next_without_evidence
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.record_field import Option, RecordField


def create(context: Context) -> QWidget:
    return PathwaysPage(context)


class PathwaysPage(QWidget):
    """A pathway is chosen above; the drawing is in the middle, and beside it everything in words."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pathways: list[Pathway] = []
        self._shown: RecordId = ""
        self._drawn: DrawnPathway | None = None
        self.setProperty("manual", "pathways")
        self.canvas = PathwayCanvas()
        context.texts.say(self.canvas.setAccessibleName, N_("The pathway, drawn. The same is in the list beside it."))
        self.side = PathwaySide(context, self.canvas)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(self._make_top())
        column.addWidget(self.canvas, 1)
        column.addWidget(Legend(context))
        self.splitter = QSplitter()
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setSizes([900, 380])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self._make_empty())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

        self.canvas.card_moved.connect(lambda key, at, row: self._do(pathways.move, key, at, row))
        self.canvas.removal_requested.connect(self._take_off)
        self.side.card_removed.connect(self._take_off)
        self.side.arrow_wanted.connect(self._connect_cards)
        self.side.link_edited.connect(lambda key: link_form.edit(context, key))
        self.side.noted.connect(self._on_noted)
        self.side.learned.connect(lambda words: self._do(pathways.learn, words, say=True))
        context.records_changed.connect(self._follow)
        context.theme_changed.connect(lambda _theme: self._redraw())
        context.texts.call(self._say)
        self._read_list()

    # --- parts --------------------------------------------------------------------------------------------------

    def _make_top(self) -> FlowLayout:
        say = self._context.texts.say
        self.choice: Choice[RecordId] = Choice("", [])
        say(self.choice.setAccessibleName, N_("Pathway"))
        self.choice.activated.connect(self._on_chosen)
        self.begin = self._begin_button()
        self.add = RecordField()
        self.add.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        say(self.add.setPlaceholderText, N_("Put an asset or outcome on it"))
        say(self.add.setAccessibleName, N_("Put an asset or outcome on it"))
        self.add.returnPressed.connect(self._on_add)
        self.bare_only = QPushButton()
        self.bare_only.setCheckable(True)
        say(self.bare_only.setText, N_("Only what is not known yet"))
        say(self.bare_only.setToolTip, N_("Let the arrows stand out about which nothing is known yet"))
        self.bare_only.toggled.connect(self._on_bare_only)
        self.arrange, self.whole, self.rename, self.remove = (QPushButton() for _number in range(4))
        for button, text, act in (
            (self.arrange, N_("Arrange"), lambda: self._do(pathways.arrange, say=True)),
            (self.whole, N_("Show everything"), self.canvas.show_everything),
            (self.rename, N_("Name …"), self._on_rename),
            (self.remove, N_("Remove"), self._on_remove),
        ):
            say(button.setText, text)
            button.clicked.connect(act)
        flow = FlowLayout()
        for widget in (
            *(self.choice, self.begin, self.add, self.bare_only),
            *(self.arrange, self.whole, self.rename, self.remove),
        ):
            flow.addWidget(widget)
        return flow

    def _begin_button(self) -> QPushButton:
        button = QPushButton()
        self._context.texts.say(button.setText, N_("New pathway …"))
        menu = QMenu(button)
        empty = menu.addAction("")
        self._context.texts.say(empty.setText, N_("An empty one …"))
        empty.triggered.connect(lambda: pathway_form.begin(self._context, self._show_new))
        menu.addSeparator()
        for key, label in STARTING_POINTS.items():
            action = menu.addAction("")
            self._context.texts.say(action.setText, label)
            action.triggered.connect(lambda _checked=False, key=key: self.begin_from(key))
        self._context.texts.say(menu.setToolTip, N_("A starting point is there to be changed"))
        button.setMenu(menu)
        return button

    def _make_empty(self) -> QWidget:
        say = self._context.texts.say
        widget = QWidget()
        widget.setProperty("role", "paper")
        words = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        words.setProperty("role", "quiet")
        say(
            words.setText,
            N_(
                "A pathway shows how assets and outcomes lead to each other, and what is known about every arrow. "
                "Begin with an empty one, or from a starting point that is there to be changed."
            ),
        )
        row = QHBoxLayout()
        row.addStretch(1)
        self.begin_first = self._begin_button()
        self.begin_first.setProperty("role", "primary")
        row.addWidget(self.begin_first)
        row.addStretch(1)
        column = QVBoxLayout(widget)
        column.setContentsMargins(64, 24, 64, 24)
        column.addStretch(1)
        column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)
        return widget

    # --- what is shown ------------------------------------------------------------------------------------------

    def _read_list(self) -> None:
        self._context.ask(_everything, self._shown, done=self._on_read)

    def _on_read(self, read: tuple[list[Pathway], DrawnPathway | None, list[Named]]) -> None:
        self._pathways, drawn, named = read
        is_new = drawn is None or self._drawn is None or drawn.pathway.id != self._drawn.pathway.id
        self._drawn = drawn
        self._shown = drawn.pathway.id if drawn else ""
        self.add.set_options([Option(one.id, one.code, one.cy, one.en) for one in named])
        self.pages.setCurrentIndex(0 if self._pathways else 1)
        self._say()
        self.canvas.show_pathway(drawn)
        self.side.show_pathway(drawn, is_new=is_new)
        if is_new:
            self.canvas.begin_reading()

    def _redraw(self) -> None:
        self.canvas.show_pathway(self._drawn)
        self.side.show_pathway(self._drawn, is_new=False)

    def _say(self) -> None:
        """Name the pathways, and everything that is drawn, in the language in force."""
        self.choice = _filled(self.choice, [(one.id, one.name.text(language())) for one in self._pathways])
        self.choice.choose(self._shown)
        self.add.say_again()
        if self._drawn is not None:
            self._redraw()

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        shown = (Pathway, Link, Outcome, Evidence)
        on_it = set(self.canvas.cards)
        if any(isinstance(change.record, shown) or change.record.id in on_it for change in change_set):
            self._read_list()

    @Slot()
    def _on_chosen(self, *_place: object) -> None:
        self.show_one(self.choice.value)

    def show_one(self, pathway_id: RecordId) -> None:
        """Show a pathway."""
        self._shown = pathway_id
        self._read_list()

    def _show_new(self, change_set: ChangeSet) -> None:
        made = [change.record.id for change in change_set if isinstance(change.record, Pathway)]
        if made:
            self.show_one(made[0])

    @Slot(bool)
    def _on_bare_only(self, only: bool) -> None:
        self.canvas.show_arrows(
            (lambda link: not link.supporting and not link.contradicting) if only else lambda _link: True
        )

    # --- what one does ------------------------------------------------------------------------------------------

    def begin_from(self, key: str) -> None:
        """Begin a pathway from a starting point, and show it."""
        self._context.apply(pathways.begin_from, key, done=self._show_new, say=True)

    def _do(self, step: object, *args: object, say: bool = False) -> None:
        if self._shown:
            self._context.apply(step, self._shown, *args, say=say)  # type: ignore[arg-type]

    @Slot()
    def _on_add(self) -> None:
        if self.add.value:
            key = self.add.value
            self._context.apply(
                pathways.put_on, self._shown, [key], done=lambda _done: self.canvas.make_current(key), say=True
            )
            self.add.choose(None)

    @Slot(str)
    def _take_off(self, key: RecordId) -> None:
        self._do(pathways.take_off, [key], say=True)

    @Slot(str, str, object)
    def _connect_cards(self, start: RecordId, end: RecordId, direction: Direction) -> None:
        self._do(pathways.connect, start, end, direction, say=True)

    @Slot(str)
    def _on_noted(self, link_id: RecordId) -> None:
        if self._drawn is not None:
            following = next_without_evidence(self._drawn, link_id)
            if following:
                self.canvas.make_current(following)
                self.side.note.setFocus()

    @Slot()
    def _on_rename(self) -> None:
        if self._drawn is not None:
            pathway_form.rename(self._context, self._drawn.pathway)

    @Slot()
    def _on_remove(self) -> None:
        if self._shown:
            self._context.apply(records.remove, Pathway, [self._shown], say=True)
            self._shown = ""


class Legend(QWidget):
    """Says what the lines mean: each rung of the ladder as it is drawn, with its word."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=16)
        flow.setContentsMargins(0, 0, 0, 0)
        for step in Coverage:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            label = QLabel()
            label.setProperty("role", "small")
            context.texts.say(label.setText, step.label)
            line.addWidget(_Stroke(step))
            line.addWidget(label)
            flow.addWidget(row)


class _Stroke(QWidget):
    """A piece of line, and the ladder, as they are drawn on one rung."""

    def __init__(self, coverage: Coverage) -> None:
        super().__init__()
        self._coverage = coverage
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = self.fontMetrics().lineSpacing()
        return QSize(round(line * 4.4), line)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, middle = self.fontMetrics().lineSpacing(), self.height() / 2
        width, dashes = STROKES[self._coverage.rung]
        pen = QPen(QColor(theme.colour("ink", theme.in_use())), width)
        if dashes:
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        painter.drawLine(QPointF(2, middle), QPointF(line * 1.6, middle))
        draw_ladder(painter, QPointF(line * 1.9, middle), line, self._coverage)
        painter.end()


def _everything(uow: UnitOfWork, shown: RecordId) -> tuple[list[Pathway], DrawnPathway | None, list[Named]]:
    """Read the pathways, the one that is shown (the first, when that is gone), and what can be put on it."""
    there = pathways.listed(uow)
    keys = [pathway.id for pathway in there]
    wanted = shown if shown in keys else next(iter(keys), "")
    drawn = drawn_pathways.drawn(uow, wanted) if wanted else None
    on_it = {card.id for card in drawn.cards} if drawn else set()
    return there, drawn, [one for one in drawn_pathways.candidates(uow) if one.id not in on_it]


def _filled(choice: Choice[RecordId], items: Sequence[tuple[RecordId, str]]) -> Choice[RecordId]:
    """Fill a choice with other items."""
    choice.blockSignals(True)
    choice.fill(items)
    choice.blockSignals(False)
    return choice
