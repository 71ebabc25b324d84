"""Outcomes: what matters to people, in whose words, what supports it, and what is known about that."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.outcome_places import is_personal
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import frameworks, outcome_moves, outcomes
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import framework_dialog, outcome_form
from asset_mapper.ui.models.outcome_tree import Node, OutcomeTreeModel, can_rename
from asset_mapper.ui.views.journeys_page import JourneysPage
from asset_mapper.ui.views.outcome_detail import OutcomeDetail
from asset_mapper.ui.views.outcome_gaps import GapsPage
from asset_mapper.ui.views.outcomes_glance import GlancePage
from asset_mapper.ui.widgets.asset_drawer import AssetDrawer
from asset_mapper.ui.widgets.button_menu import offer_on
from asset_mapper.ui.widgets.empty_page import EmptyPage
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import quiet_label
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.outcome_tree_view import OutcomeTreeView
from asset_mapper.ui.widgets.voting_session import VotingSession

_PAUSE_MS = 120
_MOVES = (
    ("up", N_("Up"), "Alt+Up"),
    ("down", N_("Down"), "Alt+Down"),
    ("in", N_("Under the one above"), "Alt+Right"),
    ("out", N_("Out again"), "Alt+Left"),
)
_LINES_WITH_HINT = 30
_JOURNEYS, _EMPTY = 3, 4  # the page of journeys, which need no outcomes, and that of a project without outcomes


def create(context: Context) -> QWidget:
    return OutcomesPage(context)


class OutcomesPage(QWidget):
    """The tree at the left, the chosen outcome at the right, and on request assets to drag onto outcomes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("manual", "outcomes")
        self.model = OutcomeTreeModel(context)
        self.voting = VotingSession(context)
        self.tree = OutcomeTreeView(context, self.model, self.voting)
        self.detail = OutcomeDetail(context, self.voting)
        self.drawer = AssetDrawer(context)
        self.drawer.hide()

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(self._make_top())
        column.addWidget(self.tree, 1)
        column.addLayout(self._make_bottom())
        self.splitter = QSplitter()
        for pane in (self.drawer, left, self.detail):
            self.splitter.addWidget(pane)
        self.splitter.setChildrenCollapsible(False)
        for place, stretch in enumerate((1, 3, 2)):
            self.splitter.setStretchFactor(place, stretch)
        self.splitter.setSizes([240, 760, 460])
        self.glance, self.gaps = GlancePage(context), GapsPage(context)
        self.gaps.outcome_opened.connect(self.show_outcome)
        self.journeys = JourneysPage(context)
        self.pages = QStackedWidget()
        for page in (self.splitter, self.glance, self.gaps, self.journeys, self._make_empty()):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_chips())
        outer.addWidget(self.pages, 1)
        self._leading = Leading(self, self.tree)
        in_order = (*self.ways.buttons(), self.search, self.assets, self.add, self.drawer.list, self.tree, self.new)
        for before, after in pairwise((*in_order, *self.steps.values(), self.voting.choice, self.detail)):
            QWidget.setTabOrder(before, after)

        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.model.search(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._to_found)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.new_requested.connect(self.new.setFocus)
        self.model.loaded.connect(self._on_loaded)
        self.model.modelReset.connect(self._say)
        context.outcome_requested.connect(self.show_outcome)
        context.journey_requested.connect(self.show_journey)
        context.texts.call(self._say)
        self.voting.changed.connect(self._on_voting)
        context.language_changed.connect(lambda _code: self.glance.offer(self.model.stored))

    # --- parts --------------------------------------------------------------------------------------------------

    def _make_chips(self) -> QWidget:
        """Make the row of ways to look at outcomes."""
        self.chips = QWidget()
        row = QHBoxLayout(self.chips)
        row.setContentsMargins(16, 8, 16, 0)
        row.setSpacing(8)
        self.ways = QButtonGroup(self)
        for place, text in enumerate((N_("All outcomes"), N_("At a glance"), N_("Not yet recorded"), N_("Journeys"))):
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setChecked(place == 0)
            chip.setProperty("role", "chip")
            self._context.texts.say(chip.setText, text)
            self.ways.addButton(chip, place)
            row.addWidget(chip)
        row.addStretch(1)
        self.ways.idClicked.connect(self.look)
        return self.chips

    def _make_top(self) -> FlowLayout:
        say = self._context.texts.say
        self.search = QLineEdit(clearButtonEnabled=True)
        say(self.search.setPlaceholderText, N_("Search outcomes by code or name"))
        say(self.search.setAccessibleName, N_("Search outcomes"))
        self.add = QPushButton()
        say(self.add.setText, N_("Add …"))
        menu = QMenu(self.add)
        self.add_framework = menu.addAction("")
        self.add_personal = menu.addAction("")
        say(self.add_framework.setText, N_("Add a framework …"))
        say(self.add_personal.setText, N_("Add a personal outcome …"))
        self.add_framework.triggered.connect(lambda: framework_dialog.show(self._context))
        self.add_personal.triggered.connect(lambda: outcome_form.add_personal(self._context))
        self.add.setMenu(menu)
        self.assets = QToolButton()
        self.assets.setCheckable(True)
        say(self.assets.setText, N_("Assets to drag"))
        say(self.assets.setToolTip, N_("Show the assets beside the outcomes, to drop them on what they support"))
        self.assets.toggled.connect(self.drawer.setVisible)
        self.assets.toggled.connect(self.tree.show_names_only)
        self.search.setProperty("stretches", True)
        row = FlowLayout()
        for widget in (self.search, self.assets, self.add):
            row.addWidget(widget)
        return row

    def _make_bottom(self) -> QVBoxLayout:
        say, tree = self._context.texts.say, self.tree
        self.new = QLineEdit()
        self.new.returnPressed.connect(self._on_new)
        self.steps: dict[str, QPushButton] = {}
        row = FlowLayout()
        for key, text, act in (
            ("edit", N_("Change …"), self._on_edit),
            ("move", N_("Move"), None),
            ("remove", N_("Remove"), tree.remove),
        ):
            button = QPushButton()
            say(button.setText, text)
            if act is not None:
                button.clicked.connect(act)
            self.steps[key] = button
            row.addWidget(button)
        self._moves = moves = QMenu(self.steps["move"])
        self.lists: list[QAction] = []
        self.moves: dict[str, QAction] = {}
        for way, text, keys in _MOVES:
            self.moves[way] = moves.addAction("")
            say(self.moves[way].setText, text)
            self.moves[way].setShortcut(QKeySequence(keys))
            self.moves[way].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the tree hears it itself
            self.moves[way].triggered.connect(partial(tree.shift, way))
        self.steps["move"].setMenu(moves)
        moves.aboutToShow.connect(self._offer_lists)
        offer_on(self.tree, self._offered)
        self.hint = quiet_label()
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.new)
        row.addWidget(self.voting)
        column.addLayout(row)
        column.addWidget(self.hint)
        return column

    def _make_empty(self) -> EmptyPage:
        page = EmptyPage(
            self._context,
            N_("What matters to people here?"),
            N_(
                "An outcome is the difference that something makes. Begin with outcomes that are published, such as "
                "the seven well-being goals, or write down your own in the words of those who choose them."
            ),
        )
        self.first_framework = page.offer(N_("Add a framework …"), lambda: framework_dialog.show(self._context))
        self.first_own = page.offer(N_("Start a list of our own"), self.start_own)
        return page

    # --- what happens -------------------------------------------------------------------------------------------

    @Slot(int)
    def look(self, way: int) -> None:
        """Look at all outcomes, at the matrix, at what is not yet recorded, or at journeys."""
        self.ways.button(way).setChecked(True)
        self.pages.setCurrentIndex(_EMPTY if self.model.is_empty and way != _JOURNEYS else way)
        if (page := self.pages.currentWidget()) is not None:
            self._leading.main = self.tree if page is self.splitter else page

    @Slot(str)
    def show_outcome(self, outcome_id: str) -> None:
        """Choose an outcome, wherever it is in the tree."""
        self.look(0)
        self.search.clear()
        self.model.search("")
        self.tree.show_record(outcome_id)
        self.tree.setFocus()

    @Slot()
    def _to_found(self) -> None:
        """Go on from the search to the first outcome that it found."""
        self._pause.stop()
        self.model.search(self.search.text())
        self.tree.to_found()
        self.tree.setFocus()

    @Slot(str)
    def show_journey(self, journey_id: str) -> None:
        """Show a journey; ``""`` shows the one that was shown last."""
        self.look(_JOURNEYS)
        self.journeys.show_journey(journey_id)
        self.journeys.setFocus()

    def start_own(self) -> None:
        """Begin a local framework."""
        name = Bilingual(cy="Ein canlyniadau ni", en="Our own outcomes", first="cy" if language() == "cy" else "en")
        self._context.apply(frameworks.start_framework, name, say=True, done=self._show_made)

    @Slot()
    def _on_loaded(self) -> None:
        self.look(max(self.ways.checkedId(), 0))
        self.glance.offer(self.model.stored)

    @Slot(object)
    def _on_chosen(self, node: Node | None) -> None:
        self.detail.show_node(node)
        self._say()

    @Slot()
    def _on_voting(self) -> None:
        self.tree.store_votes()
        self.model.show_votes_of(self.voting.session_id)
        self._say()

    @Slot()
    def _say(self) -> None:
        """Say what can be done with what is chosen."""
        node = self.tree.node
        writable = self._context.project is not None and not self._context.project.read_only
        local = node is not None and node.is_local and writable
        personal = node is not None and is_personal(node.framework)
        self.new.setVisible(local)
        self.steps["move"].setVisible(self.tree.can_edit)
        self.steps["edit"].setVisible(local and node is not None and can_rename(node))
        self.steps["remove"].setVisible(writable and node is not None and (local or node.outcome is None))
        if node is not None:
            where = node.parent.name if node.parent else node.name
            text = (
                _("New personal outcome: type it and press Enter")
                if personal
                else _("New outcome in “{name}”: type it and press Enter").format(name=where.text(language()))
            )
            self.new.setPlaceholderText(text)
            self.new.setAccessibleName(text)
        self._say_hint(local=local)

    def _say_hint(self, *, local: bool) -> None:
        """Say which keys give votes, where there is room for it, or that the search found nothing."""
        node = self.tree.node
        on_votes = _("Type a number to give votes; Enter goes to the next. + and − give one more or one less.")
        on_names = _("F2 renames, Insert adds, Alt with the arrow keys moves.") if local else ""
        on_votes = on_votes if node is not None and node.outcome is not None else ""
        keys = "\n".join(text for text in (on_votes, on_names) if text)
        self.tree.header().setToolTip(keys)
        self.tree.setAccessibleDescription(keys)
        found_nothing = self.model.is_searching and not self.model.rowCount()
        if found_nothing:
            self.hint.setText(_("No outcome here has these words. Search with fewer of them, or add an outcome."))
        else:
            self.hint.setText(on_votes)
        has_room = self.height() > self.fontMetrics().lineSpacing() * _LINES_WITH_HINT
        self.hint.setVisible(found_nothing or (bool(on_votes) and has_room))

    @Slot()
    def _on_new(self) -> None:
        """Add what was typed beside the chosen outcome, or at the top of the chosen framework."""
        node, typed = self.tree.node, self.new.text().strip()
        if node is None or not typed:
            return
        name = Bilingual(cy=typed, first="cy") if language() == "cy" else Bilingual(en=typed)
        if is_personal(node.framework):
            self._context.apply(outcomes.add_personal, name, say=True, done=self._on_added)
        else:
            parent = node.parent.outcome if node.parent else None
            parent_id = parent.id if parent else None
            self._context.apply(
                outcomes.add_outcome, node.framework.id, name, parent_id, say=True, done=self._on_added
            )

    def _on_added(self, change_set: ChangeSet) -> None:
        self.new.clear()
        self._show_made(change_set)

    def _show_made(self, change_set: ChangeSet) -> None:
        made = [change.after for change in change_set if change.before is None and change.after is not None]
        if made:
            self.tree.show_record(made[-1].id)

    def _offered(self) -> list[QPushButton]:
        """Give what the menu key offers on the tree: what the buttons below it do, and those beside it."""
        self._offer_lists()
        beside = (self.detail.findChild(QPushButton, key) for key in ("support", "step", "around", "indicator"))
        return [*self.steps.values(), *(button for button in beside if button is not None)]

    @Slot()
    def _offer_lists(self) -> None:
        """Offer the other lists of the project's own, and the personal outcomes, to move the chosen one to."""
        for action in self.lists:
            self._moves.removeAction(action)
        self.lists = []
        node = self.tree.node
        if node is None or node.outcome is None:
            return
        self.lists.append(self._moves.addSeparator())
        for framework in self.model.frameworks:
            if outcomes.is_local(framework) and not is_personal(framework) and framework.id != node.framework.id:
                text = _("To “{name}”").format(name=framework.name.text(language()))
                self._offer_list(text, node.outcome.id, framework.id)
        if not is_personal(node.framework):
            self._offer_list(_("To the personal outcomes"), node.outcome.id, None)

    def _offer_list(self, text: str, outcome_id: RecordId, framework_id: RecordId | None) -> None:
        action = self._moves.addAction(text.replace("&", "&&"))
        step = partial(self._context.apply, outcome_moves.move_to_framework, outcome_id, framework_id, say=True)
        action.triggered.connect(lambda _checked: step())
        self.lists.append(action)

    @Slot()
    def _on_edit(self) -> None:
        node = self.tree.node
        if node is not None and node.outcome is None:
            self.tree.rename()
        elif node is not None and isinstance(node.outcome, Outcome):
            outcome_form.edit(self._context, node.outcome)

    # --- Qt -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the room to the outcomes where there is little: the tree says its keys in its tooltip too."""
        super().resizeEvent(event)
        self._say()
