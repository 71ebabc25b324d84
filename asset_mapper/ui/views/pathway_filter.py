"""What of a pathway shall stand out: chosen above the drawing, with a sentence that says how much does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.services.pathway_looking import Looking, Seen
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import code_choice

_PAUSE_MS = 150
_LETTERS = 17  # of a choice


class PathwayFilter(QWidget):
    """A row of choices. Each of them says what it is about where nothing is chosen."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        say = context.texts.say
        self.words = QLineEdit(clearButtonEnabled=True)
        say(self.words.setPlaceholderText, N_("Words on cards and slips"))
        say(self.words.setAccessibleName, N_("Words on cards and slips"))
        self.coverage = code_choice(context, Coverage, none=N_("Any evidence"))
        say(self.coverage.setAccessibleName, N_("How far the evidence reaches"))
        self.chosen_by = code_choice(context, ChosenBy, none=N_("Chosen by anyone"))
        say(self.chosen_by.setAccessibleName, N_("Who chose the outcome"))
        self.kind = code_choice(context, AssetKind, none=N_("Any kind of asset"))
        say(self.kind.setAccessibleName, N_("Kind of asset"))
        self.table: Choice[str] = Choice("", [("", "")])
        say(self.table.setAccessibleName, N_("What a table said"))
        self._tables: tuple[str, ...] = ()
        context.texts.call(self._name_tables)
        for choice in (self.coverage, self.table, self.chosen_by, self.kind):
            choice.setMinimumContentsLength(_LETTERS)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.currentTextChanged.connect(choice.setToolTip)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.coverage, self.table, self.chosen_by, self.kind):
            flow.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        for choice in (self.coverage, self.table, self.chosen_by, self.kind):
            choice.activated.connect(lambda _place: self.changed.emit())

    def offer(self, drawn: DrawnPathway | None) -> None:
        """Offer the tables that said something on this pathway; a choice that is gone is given up."""
        names = tuple(dict.fromkeys(sign.name for sign in drawn.tables)) if drawn else ()
        if names == self._tables:
            return
        chosen, self._tables = self.table.value, names
        self.table.fill([(name, name) for name in ("", *names)])
        self._name_tables()
        self.table.choose(chosen)
        if self.table.value != chosen:
            self.changed.emit()

    def _name_tables(self) -> None:
        self.table.setItemText(0, _("Any table"))

    def applied(self, looking: Looking) -> Looking:
        """Look for what is chosen here, with the folds of *looking*."""
        return replace(
            looking,
            coverage=self.coverage.value,
            table=self.table.value,
            chosen_by=self.chosen_by.value,
            kind=self.kind.value,
            words=self.words.text().strip(),
        )

    @Slot()
    def clear(self) -> None:
        """Look for nothing any more."""
        for choice in (self.coverage, self.table, self.chosen_by, self.kind):
            choice.setCurrentIndex(0)
        self.words.clear()
        self._pause.stop()
        self.changed.emit()


class HiddenLine(QWidget):
    """Says how much is folded away and how much stands back, and brings all of it back."""

    def __init__(self, context: Context, show_all: Callable[[], None]) -> None:
        super().__init__()
        self._seen: Seen | None = None
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("role", "small")
        self.words.setProperty("stretches", True)
        self.show_all = QPushButton()
        context.texts.say(self.show_all.setText, N_("Show all"))
        self.show_all.clicked.connect(show_all)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.show_all)
        flow.addWidget(self.words)
        self.hide()
        context.texts.call(self._say)

    def tell(self, seen: Seen) -> None:
        """Say it of what is seen now."""
        self._seen = seen
        self._say()

    def _say(self) -> None:
        seen = self._seen
        self.setVisible(seen is not None and not seen.is_everything)
        if seen is None:
            return
        parts = []
        if seen.folded_cards or seen.folded_links:
            parts.append(_("Folded away: {what}.").format(what=_counted(seen.folded_cards, seen.folded_links)))
        if seen.back_cards or seen.back_links:
            parts.append(_("Standing back: {what}.").format(what=_counted(seen.back_cards, seen.back_links)))
        self.words.setText(" ".join(parts))


def _counted(cards: frozenset[str], arrows: frozenset[str]) -> str:
    said = [ngettext("{n} card", "{n} cards", len(cards)).format(n=len(cards))] if cards else []
    if arrows:
        said.append(ngettext("{n} arrow", "{n} arrows", len(arrows)).format(n=len(arrows)))
    return ", ".join(said)
