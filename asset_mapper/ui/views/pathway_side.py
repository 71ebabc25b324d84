"""Beside the drawing of a pathway: the current one in words, a slip to note what is known, all arrows as a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.services.names import Named
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.pathway_canvas import PathwayCanvas
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem
from asset_mapper.ui.views.pathway_marks import HeadItem
from asset_mapper.ui.views.pathway_slip import SlipPart, slip_in_words
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import code_choice, quiet_label
from asset_mapper.ui.widgets.record_field import RecordField

_CHOOSE = N_("Choose a card or an arrow, in the drawing or in the list. Arrow keys walk through the drawing.")
_LINES = 8  # of the list of arrows, at least


class PathwaySide(QScrollArea):
    """Follows the canvas, and the canvas follows the list. It says what one wishes, and the page does it."""

    card_removed = Signal(str)
    arrow_wanted = Signal(str, str, object)  # from, to, Direction
    column_wished = Signal(str, int)
    learned = Signal(object)  # Bilingual or None

    def __init__(self, context: Context, canvas: PathwayCanvas) -> None:
        super().__init__()
        self._context, self._canvas = context, canvas
        self._drawn: DrawnPathway | None = None
        self._filling = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        context.texts.say(self.setAccessibleName, N_("About the chosen card or arrow"))
        self._sheet = sheet = QWidget()
        sheet.setProperty("role", "paper")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        self.heading = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "heading")
        self.words = quiet_label()
        column.addWidget(self.heading)
        column.addWidget(self.words)
        self.slip, self.of_card, self.of_head = SlipPart(context), self._make_card_part(), self._make_head_part()
        for part in (self.slip, self.of_card, self.of_head):
            column.addWidget(part)
        self._make_list(column)
        self._make_lessons(column)
        self.setWidget(sheet)
        canvas.current_changed.connect(self._show_current)
        canvas.note_requested.connect(lambda _link: self.slip.note.setFocus())
        canvas.typed.connect(self.slip.begin_with)
        context.texts.call(self._say)

    # --- parts --------------------------------------------------------------------------------------------------

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
        self.draw, self.fold_card, self.remove = QPushButton(), QPushButton(), QPushButton()
        say(self.draw.setText, N_("Draw the arrow"))
        say(self.remove.setText, N_("Take off the pathway"))
        buttons = FlowLayout()
        for button in (self.draw, self.fold_card, self.remove):
            buttons.addWidget(button)
        for widget in (label, self.target, self.direction):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.draw.clicked.connect(self._draw_arrow)
        self.target.returnPressed.connect(self._draw_arrow)
        self.fold_card.clicked.connect(lambda: self._canvas.fold_wished.emit(self._canvas.current))
        self.remove.clicked.connect(lambda: self.card_removed.emit(self._canvas.current_id))
        return frame

    def _make_head_part(self) -> QFrame:
        say = self._context.texts.say
        frame = QFrame()
        frame.setProperty("role", "card")
        buttons = FlowLayout(frame)
        buttons.setContentsMargins(8, 8, 8, 8)
        self.fold_column = QPushButton()
        self.fold_column.clicked.connect(lambda: self._canvas.fold_wished.emit(self._canvas.current))
        buttons.addWidget(self.fold_column)
        self.of_column: dict[str, QPushButton] = {}
        for key, text in COLUMN_STEPS.items():
            button = self.of_column[key] = QPushButton()
            say(button.setText, text)
            button.clicked.connect(lambda _checked=False, key=key: self._wish_of_column(key))
            buttons.addWidget(button)
        return frame

    def _make_list(self, column: QVBoxLayout) -> None:
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedHeight(max(6, self.fontMetrics().lineSpacing() // 2))
        self.counted = QLabel(wordWrap=True)
        self.counted.setProperty("role", "small")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListWidget { outline: 0; } QListWidget::item { padding: 4px; }")
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._context.texts.say(self.list.setAccessibleName, N_("All arrows of this pathway, as a list"))
        self.list.currentItemChanged.connect(self._on_list)
        column.addWidget(self.counted)
        column.addWidget(self.progress)
        column.addWidget(self.list, 1)

    def _make_lessons(self, column: QVBoxLayout) -> None:
        self.lessons = BilingualField(_("What the tables learned,"), long=True, stacked=True)
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
        self.target.offer(
            [Named(item.card.id, item.card.code, item.card.name.cy, item.card.name.en) for item in cards]
        )
        self._say()

    def show_looking(self) -> None:
        """Follow what is folded, and what stands out."""
        self._fill_list()
        self._show_current()

    def to_lessons(self) -> None:
        """Go to where the lessons are written."""
        self.lessons.focus()
        self.ensureWidgetVisible(self.keep_lessons)

    def _say(self) -> None:
        self.setMinimumWidth(0)
        self._fill_list()
        self._show_current()

    @Slot()
    def _show_current(self, *_what: object) -> None:
        item = self._canvas.current
        self.slip.setVisible(isinstance(item, ArrowItem))
        self.of_card.setVisible(isinstance(item, CardItem))
        self.of_head.setVisible(isinstance(item, HeadItem))
        match item:
            case ArrowItem():
                self.heading.setText(f"{item.start.name} → {item.end.name}")
                self.words.setText("\n".join((item.sentence, self._evidence_in_words(item))).strip())
                self.slip.show_link(item.link)
            case CardItem():
                self.heading.setText(item.name)
                self.words.setText(self._stands_in_words(item))
                is_folded = item.card.id in self._canvas.looking.cards
                self.fold_card.setText(_("Unfold what leads here") if is_folded else _("Fold what leads here"))
            case HeadItem():
                self.heading.setText(item.text)
                self.words.setText(item.sentence if item.is_folded else _("A column of this pathway."))
                self.fold_column.setText(_("Unfold the column") if item.is_folded else _("Fold the column"))
            case None:
                self.heading.setText(self._drawn.pathway.name.text(language()) if self._drawn else "")
                self.words.setText(_(_CHOOSE))
        self._mark_in_list()
        QTimer.singleShot(0, self, self._make_room)  # once the parts know how wide their words are

    @Slot()
    def _make_room(self) -> None:
        """Be as wide as the widest part that was shown needs, so that nothing is cut off."""
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(self.minimumWidth(), self._sheet.minimumSizeHint().width() + bar))

    def _evidence_in_words(self, item: ArrowItem) -> str:
        count = len(item.link.slips)
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
        if item.card.table is not None:
            parts.append(_("Said at: {table}").format(table=item.card.table.name))
        return " · ".join(parts)

    def _fill_list(self) -> None:
        """List the arrows that are to be seen, each with what the tables wrote about it, and cards without any."""
        self._filling = True
        self.list.clear()
        away = self._canvas.seen.folded_links | self._canvas.seen.back_links
        for key, arrow in self._canvas.arrows.items():
            if key not in away:
                said = [slip_in_words(slip) for slip in arrow.link.slips]
                self._list_one(key, "\n".join((arrow.sentence, *(f"  – {words}" for words in said))))
        away = self._canvas.seen.folded_cards | self._canvas.seen.back_cards
        for key, card in self._canvas.cards.items():
            if not card.joined and key not in away:
                column = self._canvas.heads[card.card.column].text
                self._list_one(key, _("{card} ({column}): no arrow yet").format(card=card.name, column=column))
        self._filling = False
        arrows = len(self._canvas.arrows)
        known = self._drawn.with_evidence if self._drawn else 0
        self.progress.setRange(0, max(1, arrows))
        self.progress.setValue(known)
        text = ngettext("{known} of {n} arrow has evidence", "{known} of {n} arrows have evidence", arrows)
        self.counted.setText(text.format(known=known, n=arrows))
        self.progress.setAccessibleName(self.counted.text())

    def _list_one(self, key: RecordId, text: str) -> None:
        entry = QListWidgetItem(text)
        entry.setData(Qt.ItemDataRole.UserRole, key)
        self.list.addItem(entry)

    def _mark_in_list(self) -> None:
        self._filling = True
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == self._canvas.current_id:
                self.list.setCurrentRow(row)
        self._filling = False

    @Slot()
    def _on_list(self, *_items: object) -> None:
        entry = self.list.currentItem()
        if not self._filling and entry is not None:
            self._canvas.make_current(entry.data(Qt.ItemDataRole.UserRole))

    # --- what one does ------------------------------------------------------------------------------------------

    def _wish_of_column(self, key: str) -> None:
        if isinstance(self._canvas.current, HeadItem):
            self.column_wished.emit(key, self._canvas.current.column)

    @Slot()
    def _draw_arrow(self) -> None:
        if isinstance(self._canvas.current, CardItem) and self.target.value:
            self.arrow_wanted.emit(self._canvas.current_id, self.target.value, self.direction.value)
            self.target.choose(None)


COLUMN_STEPS = {
    "rename": N_("Name …"),
    "before": N_("New column at the left …"),
    "after": N_("New column at the right …"),
    "left": N_("Move to the left"),
    "right": N_("Move to the right"),
    "remove": N_("Remove the column"),
}
"""What can become of a column → its words, in menu order."""
