"""Beside the drawing of a pathway: the current one in words, a slip to note what is known, all arrows as a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import evidence
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import code_choice, quiet_label
from asset_mapper.ui.widgets.record_field import Option, RecordField

_LINES = 8  # of the list of arrows, at least


class PathwaySide(QScrollArea):
    """Follows the canvas, and the canvas follows the list. It says what one wishes, and the page does it."""

    card_removed = Signal(str)
    arrow_wanted = Signal(str, str, object)  # from, to, Direction
    link_edited = Signal(str)
    noted = Signal(str)  # a note on this link was kept
    learned = Signal(object)  # Bilingual or None

    def __init__(self, context: Context, canvas: PathwayCanvas) -> None:
        super().__init__()
        self._context, self._canvas = context, canvas
        self._drawn: DrawnPathway | None = None
        self._filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        sheet = QWidget()
        sheet.setProperty("role", "paper")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        self.heading = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "heading")
        self.words = quiet_label()
        column.addWidget(self.heading)
        column.addWidget(self.words)
        self.slip, self.of_card = self._make_slip(), self._make_card_part()
        column.addWidget(self.slip)
        column.addWidget(self.of_card)
        self._make_list(column)
        self._make_lessons(column)
        column.addStretch(1)
        self.setWidget(sheet)
        canvas.current_changed.connect(self._show_current)
        canvas.note_requested.connect(lambda _link: self.note.setFocus())
        context.texts.call(self._show_current)

    # --- parts --------------------------------------------------------------------------------------------------

    def _make_slip(self) -> QFrame:
        """A line, how far it reaches, and Enter: as a table of people would write on a slip of paper."""
        say = self._context.texts.say
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setSpacing(8)
        label = quiet_label()
        self.note = QLineEdit()
        label.setBuddy(self.note)
        say(label.setText, N_("What is known about this arrow? One sentence, then Enter"))
        say(self.note.setAccessibleName, N_("What is known about this arrow? One sentence, then Enter"))
        self.coverage = code_choice(self._context, [step for step in Coverage if step is not Coverage.NONE])
        say(self.coverage.setAccessibleName, N_("How far it reaches"))
        self.finding = code_choice(self._context, EvidenceFinding)
        say(self.finding.setAccessibleName, N_("Does it support the arrow?"))
        self.keep, self.edit_link = QPushButton(), QPushButton()
        self.keep.setProperty("role", "primary")
        say(self.keep.setText, N_("Keep, and on to the next"))
        say(self.edit_link.setText, N_("Change the link …"))
        buttons = FlowLayout()
        for button in (self.keep, self.edit_link):
            buttons.addWidget(button)
        for widget in (label, self.note, self.coverage, self.finding):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.note.returnPressed.connect(self._keep_note)
        self.keep.clicked.connect(self._keep_note)
        self.edit_link.clicked.connect(lambda: self.link_edited.emit(self._canvas.current_id))
        return frame

    def _make_card_part(self) -> QFrame:
        say = self._context.texts.say
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setSpacing(8)
        label = quiet_label()
        self.target = RecordField()
        label.setBuddy(self.target)
        say(label.setText, N_("Draw an arrow from here to"))
        say(self.target.setAccessibleName, N_("Draw an arrow from here to"))
        self.direction = code_choice(self._context, Direction)
        say(self.direction.setAccessibleName, N_("Does it help or harm?"))
        self.draw, self.remove = QPushButton(), QPushButton()
        say(self.draw.setText, N_("Draw the arrow"))
        say(self.remove.setText, N_("Take off the pathway"))
        buttons = FlowLayout()
        for button in (self.draw, self.remove):
            buttons.addWidget(button)
        for widget in (label, self.target, self.direction):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.draw.clicked.connect(self._draw_arrow)
        self.target.returnPressed.connect(self._draw_arrow)
        self.remove.clicked.connect(lambda: self.card_removed.emit(self._canvas.current_id))
        return frame

    def _make_list(self, column: QVBoxLayout) -> None:
        self.counted = QLabel(wordWrap=True)
        self.counted.setProperty("role", "small")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._context.texts.say(self.list.setAccessibleName, N_("All arrows of this pathway, as a list"))
        self.list.currentItemChanged.connect(self._on_list)
        column.addWidget(self.counted)
        column.addWidget(self.list, 1)

    def _make_lessons(self, column: QVBoxLayout) -> None:
        self.lessons = BilingualField(_("What the tables learned,"), long=True)
        self.keep_lessons = QPushButton()
        self._context.texts.call(lambda: self.lessons.say(_("What the tables learned,")))
        self._context.texts.say(self.keep_lessons.setText, N_("Keep what was learned"))
        self.keep_lessons.clicked.connect(lambda: self.learned.emit(self.lessons.value))
        row = QHBoxLayout()
        row.addWidget(self.keep_lessons)
        row.addStretch(1)
        column.addWidget(self.lessons)
        column.addLayout(row)

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_pathway(self, drawn: DrawnPathway | None, *, is_new: bool) -> None:
        """Show the arrows of *drawn*; lessons that are being typed are left alone unless it *is_new*."""
        self._drawn = drawn
        if is_new:
            self.lessons.set_value(drawn.pathway.lessons if drawn else None)
        cards = [card for card in self._canvas.cards.values() if card.card.kind is None]
        self.target.set_options(
            [Option(item.card.id, item.card.code, item.card.name.cy, item.card.name.en) for item in cards]
        )
        self._show_current()

    @Slot()
    def _show_current(self, *_what: object) -> None:
        item = self._canvas.current
        self.slip.setVisible(isinstance(item, ArrowItem))
        self.of_card.setVisible(isinstance(item, CardItem))
        if isinstance(item, ArrowItem):
            self.heading.setText(f"{item.start.name} → {item.end.name}")
            self.words.setText("\n".join((item.sentence, self._evidence_in_words(item))).strip())
        elif isinstance(item, CardItem):
            self.heading.setText(item.name)
            self.words.setText(self._stands_in_words(item))
        else:
            self.heading.setText(self._drawn.pathway.name.text(language()) if self._drawn else "")
            self.words.setText(
                _("Choose a card or an arrow, in the drawing or in the list. Arrow keys walk through the drawing.")
            )
        self._fill_list()

    def _evidence_in_words(self, item: ArrowItem) -> str:
        count = item.link.supporting + item.link.contradicting
        words = ngettext("{n} piece of evidence", "{n} pieces of evidence", count).format(n=count)
        if item.link.contradicting:
            against = item.link.contradicting
            words += ", " + ngettext("{n} of them against it", "{n} of them against it", against).format(n=against)
        if item.link.link.at_table:
            words += " · " + _("Said at: {table}").format(table=item.link.link.at_table)
        return words

    def _stands_in_words(self, item: CardItem) -> str:
        leading = [arrow for arrow in item.joined if arrow.end is item]
        leaving = [arrow for arrow in item.joined if arrow.start is item]
        parts = [
            ngettext("{n} arrow leads here", "{n} arrows lead here", len(leading)).format(n=len(leading)),
            ngettext("{n} arrow leads on", "{n} arrows lead on", len(leaving)).format(n=len(leaving)),
        ]
        if item.card.contributes_only:
            parts.append(_("A national measure: what is done here contributes to it."))
        return " · ".join(parts)

    def _fill_list(self) -> None:
        self._filling = True
        self.list.clear()
        for key, arrow in self._canvas.arrows.items():
            entry = QListWidgetItem(arrow.sentence)
            entry.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(entry)
            if key == self._canvas.current_id:
                self.list.setCurrentItem(entry)
        self._filling = False
        arrows = len(self._canvas.arrows)
        bare = len(self._drawn.without_evidence) if self._drawn else 0
        text = ngettext("{n} arrow", "{n} arrows", arrows).format(n=arrows)
        left = ngettext("{n} of them with nothing known yet", "{n} of them with nothing known yet", bare)
        self.counted.setText(f"{text}, {left.format(n=bare)}" if bare else text)

    @Slot()
    def _on_list(self, *_items: object) -> None:
        entry = self.list.currentItem()
        if not self._filling and entry is not None:
            self._canvas.make_current(entry.data(Qt.ItemDataRole.UserRole))

    # --- what one does ------------------------------------------------------------------------------------------

    @Slot()
    def _keep_note(self) -> None:
        """Keep the slip, and go on to the next arrow about which nothing is known."""
        item, text = self._canvas.current, self.note.text().strip()
        if not isinstance(item, ArrowItem) or not text:
            return
        link_id = item.link.link.id
        said = Bilingual(cy=text, first="cy") if language() == "cy" else Bilingual(en=text)

        def kept(_change_set: object) -> None:
            self.noted.emit(link_id)

        def refused(error: BaseException) -> None:
            self.note.setText(text)
            self._context.show_error(error)

        self.note.clear()
        self._context.apply(
            evidence.note, link_id, said, self.coverage.value, self.finding.value, done=kept, failed=refused, say=True
        )

    @Slot()
    def _draw_arrow(self) -> None:
        if isinstance(self._canvas.current, CardItem) and self.target.value:
            self.arrow_wanted.emit(self._canvas.current_id, self.target.value, self.direction.value)
            self.target.choose(None)


def next_without_evidence(drawn: DrawnPathway, after: RecordId) -> RecordId:
    """Give the next arrow about which nothing is known, from *after* on and round; ``""`` when there is none."""
    bare = [one.link.id for one in drawn.without_evidence if one.link.id != after]
    keys = [one.link.id for one in drawn.links]
    order: Callable[[RecordId], int] = lambda key: (keys.index(key) - keys.index(after)) % len(keys)  # noqa: E731
    return min(bare, key=order) if bare and after in keys else next(iter(bare), "")
