"""Above the drawing of a pathway: which one, what is put on it, how it is looked at; and where there is none yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_
from asset_mapper.services.pathways import STARTING_POINTS
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.empty_page import EmptyPage
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.record_field import RecordField

STEPS = {
    "arrange": N_("Arrange"),
    "everything": N_("Show everything"),
    "columns": N_("Columns …"),
    "rename": N_("Name …"),
    "session": N_("Begin a session with tables …"),
    "remove": N_("Remove the pathway"),
}
"""What else one can do with a pathway → its words, in menu order."""


class PathwayBar(QWidget):
    """Says what one wishes, and the page does it."""

    chosen = Signal(str)  # a pathway
    put_on = Signal(str)  # an asset or outcome
    step_wished = Signal(str)  # a key of STEPS
    begin_wished = Signal(str)  # a starting point; empty for an empty one

    def __init__(self, context: Context) -> None:
        super().__init__()
        say = context.texts.say
        self.choice: Choice[RecordId] = Choice("", [])
        say(self.choice.setAccessibleName, N_("Pathway"))
        self.choice.setProperty("stretches", True)
        self.choice.setMinimumContentsLength(18)
        self.choice.currentTextChanged.connect(self.choice.setToolTip)
        self.choice.activated.connect(lambda _place: self.chosen.emit(self.choice.value))
        self.add = RecordField()
        self.add.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        say(self.add.setPlaceholderText, N_("Put an asset or outcome on it"))
        say(self.add.setAccessibleName, N_("Put an asset or outcome on it"))
        self.add.returnPressed.connect(self._on_add)
        self.look_for, self.assets, self.large, self.more = (QPushButton() for _number in range(4))
        for button, text, hint in (
            (self.look_for, N_("Filter"), N_("Let some of it stand out, such as what is not known yet")),
            (self.assets, N_("Assets to drag"), N_("Show the assets, to drop them on the drawing")),
            (self.large, N_("Drawing only"), N_("Give the drawing the whole room (F11)")),
        ):
            button.setCheckable(True)
            say(button.setText, text)
            say(button.setToolTip, hint)
        say(self.more.setText, N_("More"))
        menu = QMenu(self)
        self.begin = menu.addMenu(begin_menu(context, menu, self.begin_wished.emit))
        say(self.begin.setText, N_("New pathway"))
        menu.addSeparator()
        for key, text in STEPS.items():
            action = menu.addAction("")
            say(action.setText, text)
            action.triggered.connect(lambda _checked=False, key=key: self.step_wished.emit(key))
        self.more.setMenu(menu)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choice, self.add, self.look_for, self.assets, self.large, self.more):
            flow.addWidget(widget)

    def offer(self, pathways: Sequence[tuple[RecordId, str]], shown: RecordId) -> None:
        """Offer the pathways by their names."""
        self.choice.fill(pathways)
        self.choice.choose(shown)
        self.add.say()

    def keep_to_the_drawing(self, *, large: bool) -> None:
        """Show only what serves a drawing that has the whole room."""
        for widget in (self.choice, self.add, self.assets, self.more):
            widget.setHidden(large)
        if large:
            self.assets.setChecked(False)

    @Slot()
    def _on_add(self) -> None:
        if self.add.value:
            self.put_on.emit(self.add.value)
            self.add.choose(None)


class NoPathway(EmptyPage):
    """Says what a pathway is, and begins the first one."""

    begin_wished = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            N_("How does one thing lead to another?"),
            N_(
                "A pathway shows how assets and outcomes lead to each other, and what is known about every arrow. "
                "Begin with an empty one, or from a starting point that is there to be changed."
            ),
        )
        self.begin = self.offer(N_("New pathway …"))
        self.begin.setMenu(begin_menu(context, self.begin, self.begin_wished.emit))


def begin_menu(context: Context, parent: QWidget, begin: Callable[[str], None]) -> QMenu:
    """Offer an empty pathway, and the starting points."""
    menu = QMenu(parent)
    empty = menu.addAction("")
    context.texts.say(empty.setText, N_("An empty one …"))
    empty.triggered.connect(lambda: begin(""))
    menu.addSeparator()
    for key, label in STARTING_POINTS.items():
        action = menu.addAction("")
        context.texts.say(action.setText, label)
        action.triggered.connect(lambda _checked=False, key=key: begin(key))
    return menu
