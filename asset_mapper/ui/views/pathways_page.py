"""Pathways: how assets and outcomes lead to each other, drawn, with what is known on every arrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.pathway import Pathway
from asset_mapper.i18n import N_, language
from asset_mapper.services import shown_pathway
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.services.pathway_looking import Looking
from asset_mapper.services.shown_pathway import ShownPathway
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet, link_form
from asset_mapper.ui.views import pathway_menu
from asset_mapper.ui.views.pathway_bar import NoPathway, PathwayBar
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathway_filter import HiddenLine, PathwayFilter
from asset_mapper.ui.views.pathway_items import CardItem
from asset_mapper.ui.views.pathway_legend import Legend
from asset_mapper.ui.views.pathway_marks import HeadItem
from asset_mapper.ui.views.pathway_round import RoundBanner
from asset_mapper.ui.views.pathway_side import PathwaySide
from asset_mapper.ui.views.pathway_steps import PathwaySteps
from asset_mapper.ui.widgets.asset_drawer import AssetDrawer
from asset_mapper.ui.widgets.leading import Leading

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
        self._circulates = False  # as soon as there is something to circulate on
        self.steps = PathwaySteps(context, self)
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
        self._leading = Leading(self, self.canvas)
        self._connect()
        context.texts.call(self._say)
        self._read_list()

    def _connect(self) -> None:
        canvas, side, bar, steps, context = self.canvas, self.side, self.bar, self.steps, self._context
        for offered in (bar, self.none_yet):
            offered.begin_wished.connect(steps.begin)
        bar.chosen.connect(self.show_one)
        bar.put_on.connect(steps.put_on)
        bar.step_wished.connect(steps.take)
        bar.look_for.toggled.connect(self._on_look_for)
        bar.assets.toggled.connect(self.drawer.setVisible)
        bar.large.toggled.connect(self._on_large)
        canvas.card_moved.connect(steps.move)
        canvas.removal_requested.connect(steps.take_off)
        canvas.column_wished.connect(steps.change_column)
        canvas.fold_wished.connect(self._on_fold)
        canvas.menu_wished.connect(self._on_menu)
        canvas.assets_dropped.connect(steps.drop)
        canvas.assets_on_outcome.connect(steps.support)
        side.card_removed.connect(steps.take_off)
        side.arrow_wanted.connect(steps.connect_cards)
        side.column_wished.connect(steps.change_column)
        side.learned.connect(steps.learn)
        side.slip.link_edited.connect(lambda key: link_form.edit(context, key))
        side.slip.evidence_wished.connect(lambda key: evidence_sheet.show(context, key))
        side.slip.noted.connect(self._on_noted)
        side.slip.how_said.connect(steps.how_said)
        steps.pathway_wanted.connect(self.show_one)
        steps.reading_wanted.connect(self._read_list)
        steps.everything_wanted.connect(canvas.show_everything)
        steps.all_asked.connect(side.slip.note.setFocus)
        self.banner.pathway_wanted.connect(self.show_one)
        self.banner.host_chosen.connect(steps.host)
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
        self._context.ask(shown_pathway.shown, self._shown, running.id if running else "", done=self._on_read)

    def _on_read(self, read: ShownPathway) -> None:
        drawn, before = read.drawn, self._drawn
        is_new = drawn is None or before is None or drawn.pathway.id != before.pathway.id
        self._pathways, self._drawn = read.pathways, drawn
        self.steps.pathway = drawn.pathway if drawn else None
        self._shown = drawn.pathway.id if drawn else ""
        self.canvas.can_write = self._context.project is not None and not self._context.project.read_only
        self.bar.add.offer(read.others)
        begins = self.window().focusWidget() is self.none_yet.begin
        self.pages.setCurrentIndex(0 if self._pathways else 1)
        self._leading.main = self.canvas if self._pathways else self.none_yet.begin
        if begins and self._pathways:
            self.canvas.setFocus()  # go on from the keyboard in what was begun
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
        if wanted := self.steps.wanted:
            self.steps.wanted = ""
            self.canvas.make_current(wanted)
            if wanted in self.steps.to_ask:
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

    @Slot(str)
    def _on_noted(self, link_id: RecordId) -> None:
        if self._drawn is not None:
            away = self.canvas.seen.folded_links
            following = self._drawn.next_without_evidence(link_id, away)
            if following:
                self.canvas.make_current(following)
                self.side.slip.note.setFocus()

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        pathway_menu.menu(self, self._context).popup(place)
