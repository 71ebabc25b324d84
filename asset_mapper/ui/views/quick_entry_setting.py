"""What is the same for many entries: who says it, at which table, in which language, and who may see it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Language
from asset_mapper.i18n import LANGUAGE_NAMES, N_, language
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import ElidedBox
from asset_mapper.ui.widgets.form import code_choice

_FEWEST_LETTERS, _MOST_LETTERS = 12, 28  # of the name of a table


class EntrySetting(QObject):
    """The fields stay as they are from entry to entry. The language and who may see it are remembered."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        say = context.texts.say
        self.who = QLineEdit()
        self.who.setMinimumWidth(parent.fontMetrics().horizontalAdvance("m") * 8)
        self.table = ElidedBox()
        self.table.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.seen_by = code_choice(context, VISIBILITIES)
        self.seen_by.setMinimumContentsLength(6)
        self.seen_by.choose(Audience(context.settings["entry.visibility"]))
        self.said_in = QComboBox()
        for code, name in LANGUAGE_NAMES.items():
            self.said_in.addItem(name, code)
        self.fields: list[QWidget] = []  # each with its label before it
        for field, label, hint in (
            (self.table, N_("Table"), N_("The table that is speaking (Alt+T: the next)")),
            (self.who, N_("Who told us"), N_("Who told us: it stays with the team")),
            (self.seen_by, N_("For"), N_("Who may see new entries; people stay with the team")),
            (self.said_in, N_("Said in"), N_("Language of this contribution (Ctrl+L)")),
        ):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            words = QLabel()
            words.setProperty("role", "quiet")
            words.setBuddy(field)
            say(words.setText, label)
            say(field.setAccessibleName, hint)
            say(field.setToolTip, hint)
            row.addWidget(words)
            row.addWidget(field)
            self.fields.append(pair)
            if field is self.table:
                self._table_pair = pair
        self.said_in.currentIndexChanged.connect(self.changed)
        self.said_in.activated.connect(self._remember_language)
        self.seen_by.currentIndexChanged.connect(self._on_seen_by)
        self.table.activated.connect(lambda place: context.session.use_table_number(place + 1))
        context.session_changed.connect(self._show_tables)
        self.begin()
        self._show_tables()

    def begin(self) -> None:
        """Speak the language of the last entry, or that of the window."""
        code = self._context.settings["entry.language"] or language()
        self.said_in.setCurrentIndex(self.said_in.findData(code))

    @property
    def language(self) -> Language:
        return "cy" if self.said_in.currentData() == "cy" else "en"

    @property
    def source(self) -> str:
        return self.who.text().strip()

    @property
    def visibility(self) -> Audience:
        chosen: Audience = self.seen_by.value
        return chosen

    def other_language(self) -> None:
        """Let the next words be in the other language, and remember it."""
        self.said_in.setCurrentIndex(1 - self.said_in.currentIndex())
        self._remember_language()

    @Slot()
    def _remember_language(self, *_place: int) -> None:
        self._context.settings["entry.language"] = self.language

    @Slot()
    def _on_seen_by(self, *_place: int) -> None:
        self._context.settings["entry.visibility"] = self.visibility.value

    @Slot()
    def _show_tables(self) -> None:
        session = self._context.session
        self.table.clear()
        self.table.addItems(list(session.tables))
        longest = max(map(len, session.tables), default=0)
        self.table.setMinimumContentsLength(min(max(longest, _FEWEST_LETTERS), _MOST_LETTERS))
        if session.table in session.tables:
            self.table.setCurrentIndex(session.tables.index(session.table))
        self._table_pair.setVisible(bool(session.tables))
