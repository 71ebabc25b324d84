"""Pathways: how assets and outcomes lead to each other, drawn, with what is known on every arrow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.pathway import Pathway
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import circulating, drawn_pathways, pathway_columns, pathways, records
from asset_mapper.services.drawn_pathways import DrawnPathway, Named
from asset_mapper.services.pathway_looking import Looking
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import column_forms, evidence_sheet, link_form, pathway_form, session_form
from asset_mapper.ui.views.pathway_bar import NoPathway, PathwayBar
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathway_filter import HiddenLine, PathwayFilter
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem
from asset_mapper.ui.views.pathway_legend import Legend
from asset_mapper.ui.views.pathway_marks import HeadItem
from asset_mapper.ui.views.pathway_round import RoundBanner
from asset_mapper.ui.views.pathway_side import COLUMN_STEPS, PathwaySide, next_without_evidence
from asset_mapper.ui.widgets.asset_drawer import AssetDrawer
from asset_mapper.ui.widgets.record_field import Option

_LINES_WITH_LEGEND = 30


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
        self._wanted: RecordId = ""  # to be the current one once it is drawn
        self._to_ask: list[RecordId] = []  # links of which it is asked how they help
        self._circulates = False  # as soon as there is something to circulate on
        self.setProperty("manual", "pathways")
        self.canvas = PathwayCanvas()
        context.texts.say(self.canvas.setAccessibleName, N_("The pathway, drawn. The same is in the list beside it."))
        self.side = PathwaySide(context, self.canvas)
        self.banner, self.filter = RoundBanner(context), PathwayFilter(context)
        self.hidden = HiddenLine(context, self.show_all)
        self.drawer = AssetDrawer(context)
        self.drawer.hide()
        self.filter.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        self.bar, self.none_yet = PathwayBar(context), NoPathway(context)
        for widget in (self.bar, self.banner, self.filter, self.hidden):
            column.addWidget(widget)
        column.addWidget(self.canvas, 1)
        self.legend = Legend(context)
        column.addWidget(self.legend)
        self.splitter = QSplitter()
        for pane in (self.drawer, left, self.side):
            self.splitter.addWidget(pane)
        self.splitter.setChildrenCollapsible(False)
        for place, stretch in enumerate((1, 3, 2)):
            self.splitter.setStretchFactor(place, stretch)
        self.splitter.setSizes([220, 880, 380])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.none_yet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self._connect()
        context.texts.call(self._say)
        self._read_list()

    def _connect(self) -> None:
        canvas, side, bar, context = self.canvas, self.side, self.bar, self._context
        for offered in (bar, self.none_yet):
            offered.begin_wished.connect(self._on_begin)
        bar.chosen.connect(self.show_one)
        bar.put_on.connect(self._on_put_on)
        bar.step_wished.connect(self._on_step)
        bar.look_for.toggled.connect(self._on_look_for)
        bar.assets.toggled.connect(self.drawer.setVisible)
        bar.large.toggled.connect(self._on_large)
        canvas.card_moved.connect(lambda key, at, row: self._do(pathways.move, key, at, row))
        canvas.removal_requested.connect(self._take_off)
        canvas.column_wished.connect(self._on_column)
        canvas.fold_wished.connect(self._on_fold)
        canvas.menu_wished.connect(self._on_menu)
        canvas.assets_dropped.connect(self._on_dropped)
        canvas.assets_on_outcome.connect(self._on_supporting)
        side.card_removed.connect(self._take_off)
        side.arrow_wanted.connect(self._connect_cards)
        side.column_wished.connect(self._on_column)
        side.learned.connect(lambda words: self._do(pathways.learn, words, say=True))
        side.slip.link_edited.connect(lambda key: link_form.edit(context, key))
        side.slip.evidence_wished.connect(lambda key: evidence_sheet.show(context, key))
        side.slip.noted.connect(self._on_noted)
        side.slip.how_said.connect(self._on_how_said)
        self.banner.pathway_wanted.connect(self.show_one)
        self.banner.host_chosen.connect(self._on_host)
        self.banner.read_wanted.connect(self._on_read_wanted)
        self.banner.lessons_wanted.connect(self._on_lessons)
        self.filter.changed.connect(lambda: self._look(self.filter.applied(self.canvas.looking)))
        context.records_changed.connect(self._follow)
        context.session_changed.connect(self._read_list)
        context.theme_changed.connect(lambda _theme: self._redraw())

    # --- what is shown ------------------------------------------------------------------------------------------

    @Slot()
    def _read_list(self) -> None:
        running = self._context.session.running
        self._context.ask(_everything, self._shown, running.id if running else "", done=self._on_read)

    def _on_read(self, read: _Read) -> None:
        drawn, before = read.drawn, self._drawn
        is_new = drawn is None or before is None or drawn.pathway.id != before.pathway.id
        self._pathways, self._drawn = read.pathways, drawn
        self._shown = drawn.pathway.id if drawn else ""
        self.canvas.can_write = self._context.project is not None and not self._context.project.read_only
        self.bar.add.set_options([Option(one.id, one.code, one.cy, one.en) for one in read.others])
        self.pages.setCurrentIndex(0 if self._pathways else 1)
        if is_new:
            self.canvas.looking = self.filter.applied(Looking())
        elif before is not None and drawn is not None and before.heads != drawn.heads:
            self.canvas.looking = self.filter.applied(Looking(cards=self.canvas.looking.cards))
        self.filter.offer(drawn)
        self._say()
        self.side.show_pathway(drawn, is_new=is_new)
        self.banner.show_pathway(drawn, read.hosts)
        if is_new:
            self.canvas.begin_reading()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.canvas.make_current(wanted)
            if wanted in self._to_ask:
                self.side.slip.ask_how()
        if self._circulates:
            self.circulate()

    def _redraw(self) -> None:
        self.canvas.show_pathway(self._drawn)
        self.side.show_pathway(self._drawn, is_new=False)
        self.hidden.tell(self.canvas.seen)

    def _say(self) -> None:
        """Name the pathways, and everything that is drawn, in the language in force."""
        self.bar.offer([(one.id, one.name.text(language())) for one in self._pathways], self._shown)
        if self._drawn is not None:
            self._redraw()

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        shown = (Pathway, Link, Outcome, Evidence, MappingSession)
        on_it = set(self.canvas.cards)
        if any(isinstance(change.record, shown) or change.record.id in on_it for change in change_set):
            self._read_list()

    @Slot(str)
    def show_one(self, pathway_id: RecordId) -> None:
        """Show a pathway."""
        self._shown = pathway_id
        self._read_list()

    def _show_new(self, change_set: ChangeSet) -> None:
        made = [change.record.id for change in change_set if isinstance(change.record, Pathway)]
        if made:
            self.show_one(made[0])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the room to the drawing where there is little; the list says in words what the lines mean."""
        super().resizeEvent(event)
        self.legend.setVisible(self.height() > self.fontMetrics().lineSpacing() * _LINES_WITH_LEGEND)

    # --- how one looks at it ------------------------------------------------------------------------------------

    def _look(self, looking: Looking) -> None:
        self.canvas.look(looking)
        self.side.show_looking()
        self.hidden.tell(self.canvas.seen)

    @Slot()
    def show_all(self) -> None:
        """Unfold everything, and let all of it stand out."""
        self.canvas.looking = Looking()
        self.filter.clear()

    @Slot(object)
    def _on_fold(self, item: object) -> None:
        """Fold or unfold a column, or what leads to a card; with nothing, unfold all."""
        looking = self.canvas.looking
        match item:
            case HeadItem():
                self._look(looking.with_column_turned(item.column))
            case CardItem():
                self._look(looking.with_card_turned(item.card.id))
            case None:
                self._look(self.filter.applied(Looking()))

    @Slot(bool)
    def _on_look_for(self, shown: bool) -> None:
        self.filter.setVisible(shown)
        if shown:
            self.filter.words.setFocus()
        else:
            self.filter.clear()

    @Slot(bool)
    def _on_large(self, large: bool) -> None:
        """Leave the room to the drawing, with the button that brings the rest back."""
        self.side.setHidden(large)
        self.bar.keep_to_the_drawing(large=large)
        if large:
            self.canvas.setFocus()
        QTimer.singleShot(0, self.canvas.begin_reading)  # once there is the room

    @Slot(str)
    def _on_read_wanted(self, table: str) -> None:
        self.bar.look_for.setChecked(True)
        self.filter.table.choose(table)
        self.filter.changed.emit()

    @Slot()
    def _on_lessons(self) -> None:
        self.bar.large.setChecked(False)
        self.side.to_lessons()

    def circulate(self) -> None:
        """Let the next table speak; as soon as the pathway is there, when it is still being read."""
        self._circulates = self._drawn is None
        if not self._circulates:
            self.banner.on_circulate()

    # --- what one does ------------------------------------------------------------------------------------------

    def begin_from(self, key: str) -> None:
        """Begin a pathway from a starting point, and show it."""
        self._context.apply(pathways.begin_from, key, done=self._show_new, say=True)

    def _do(self, step: object, *args: object, say: bool = False) -> None:
        if self._shown:
            self._context.apply(step, self._shown, *args, say=say)  # type: ignore[arg-type]

    @Slot(str)
    def _on_begin(self, key: str) -> None:
        """Begin from a starting point, or an empty one."""
        if key:
            self.begin_from(key)
        else:
            pathway_form.begin(self._context, self._show_new)

    @Slot(str)
    def _on_step(self, step: str) -> None:
        """Do what the bar offers with the whole pathway."""
        pathway = self._drawn.pathway if self._drawn is not None else None
        if step == "session":
            session_form.begin_new(self._context)
        elif pathway is None:
            return
        elif step == "arrange":
            self._do(pathways.arrange, say=True)
        elif step == "everything":
            self.canvas.show_everything()
        elif step == "columns":
            column_forms.all_of(self._context, pathway)
        elif step == "rename":
            pathway_form.rename(self._context, pathway)
        elif step == "remove":
            self._context.apply(records.remove, Pathway, [pathway.id], say=True)
            self._shown = ""

    @Slot(str)
    def _on_put_on(self, record_id: RecordId) -> None:
        self._wanted = record_id
        self._do(pathways.put_on, [record_id], say=True)

    @Slot(list, int, float)
    def _on_dropped(self, ids: list[RecordId], column: int, row: float) -> None:
        self._wanted = next(iter(ids), "")
        self._do(pathways.put_on, ids, column, row, say=True)

    @Slot(list, str)
    def _on_supporting(self, ids: list[RecordId], outcome_id: RecordId) -> None:
        """Link the assets that were dropped on an outcome, and ask of each link how it helps."""

        def done(change_set: ChangeSet) -> None:
            self._to_ask = [
                change.record.id for change in change_set if isinstance(change.record, Link) and not change.before
            ]
            self._wanted = next(iter(self._to_ask), "")
            self._read_list()

        self._context.apply(pathways.support, self._shown, ids, outcome_id, done=done, say=True)

    @Slot(str)
    def _on_how_said(self, link_id: RecordId) -> None:
        """Go on to the next link that was made with it; after the last, to what is known about it."""
        self._to_ask = [key for key in self._to_ask if key != link_id]
        self._wanted = self._to_ask[0] if self._to_ask else link_id
        if not self._to_ask:
            self.side.slip.note.setFocus()
        self._read_list()

    @Slot(str)
    def _take_off(self, key: RecordId) -> None:
        self._do(pathways.take_off, [key], say=True)

    @Slot(str, str, object)
    def _connect_cards(self, start: RecordId, end: RecordId, direction: Direction) -> None:
        self._do(pathways.connect, start, end, direction, say=True)

    @Slot(str)
    def _on_noted(self, link_id: RecordId) -> None:
        if self._drawn is not None:
            away = self.canvas.seen.folded_links
            following = next_without_evidence(self._drawn, link_id, away)
            if following:
                self.canvas.make_current(following)
                self.side.slip.note.setFocus()

    @Slot(str)
    def _on_host(self, table: str) -> None:
        running = self._context.session.running
        if running is not None:
            self._do(circulating.host, running.id, table, say=True)

    @Slot(str, int)
    def _on_column(self, step: str, column: int) -> None:
        """Do what is wished of a column."""
        pathway = self._drawn.pathway if self._drawn else None
        if pathway is None or not self.canvas.can_write:
            return
        if step == "rename":
            column_forms.rename(self._context, pathway, column)
        elif step in ("before", "after"):
            column_forms.add(self._context, pathway.id, column + (step == "after"))
        elif step == "remove":
            self._do(pathway_columns.remove_column, column, say=True)
        else:
            to = column + (-1 if step == "left" else 1)
            if 0 <= to < len(self.canvas.heads):
                self._wanted = f"column {to}"
                self._do(pathway_columns.move_column, column, to, say=True)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        """Offer what can be done with the current one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        item, canvas = self.canvas.current, self.canvas
        match item:
            case HeadItem():
                menu.addAction(self.side.fold_column.text(), lambda: self._on_fold(item))
                for key, text in COLUMN_STEPS.items():
                    menu.addAction(_(text), partial(self._on_column, key, item.column))
            case CardItem():
                menu.addAction(self.side.fold_card.text(), lambda: self._on_fold(item))
                menu.addAction(_("Draw an arrow from here"), self.side.target.setFocus)
                menu.addAction(_("Take off the pathway"), lambda: self._take_off(item.card.id))
            case ArrowItem():
                menu.addAction(_("Write what is known"), lambda: canvas.note_requested.emit(item.link.link.id))
                menu.addAction(_("Change the link …"), lambda: link_form.edit(self._context, item.link.link.id))
            case None:
                menu.addAction(_("Show everything"), canvas.show_everything)
                menu.addAction(_("Columns …"), partial(self._on_step, "columns"))
        menu.popup(place)


@dataclass(frozen=True)
class _Read:
    """What the page shows, read at once."""

    pathways: list[Pathway]
    drawn: DrawnPathway | None
    others: list[Named]  # what can be put on it
    hosts: dict[str, RecordId]


def _everything(uow: UnitOfWork, shown: RecordId, session_id: RecordId) -> _Read:
    """Read the pathways, the one that is shown (the first, when that is gone), and what can be put on it."""
    there = pathways.listed(uow)
    keys = [pathway.id for pathway in there]
    wanted = shown if shown in keys else next(iter(keys), "")
    drawn = drawn_pathways.drawn(uow, wanted) if wanted else None
    on_it = {card.id for card in drawn.cards} if drawn else set()
    others = [one for one in drawn_pathways.candidates(uow) if one.id not in on_it]
    return _Read(there, drawn, others, circulating.hosts(uow, session_id) if session_id else {})
