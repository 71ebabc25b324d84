"""The round of tables: whose turn it is, what there is to read, and on to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import TableSign
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.services import circulating
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.pathway_marks import TableBadge
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.flow import FlowLayout

KEYS = "Alt+Shift+T"
_LETTERS = 20  # of the choice of a table


class RoundBanner(QFrame):
    """Shown while a session with tables runs: what is recorded now says the table that speaks here."""

    pathway_wanted = Signal(str)  # the next table speaks about this one
    host_chosen = Signal(str)  # the table that the pathway is at, or none
    read_wanted = Signal(str)  # what this table wrote is to stand out
    lessons_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._drawn: DrawnPathway | None = None
        self._hosts: dict[str, RecordId] = {}
        self.setProperty("role", "card")
        say = context.texts.say
        self._signs = QWidget()
        self._sign = QHBoxLayout(self._signs)
        self._sign.setContentsMargins(0, 0, 0, 0)
        self.turn = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.to_read = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.turn.setProperty("role", "heading")
        self.circulate, self.lessons = QPushButton(), QPushButton()
        self.circulate.setProperty("role", "primary")
        say(self.circulate.setText, N_("Circulate"))
        say(self.lessons.setText, N_("Lessons …"))
        say(self.lessons.setToolTip, N_("Write what was learned when all came together again"))
        self.circulate.clicked.connect(self.on_circulate)
        self.lessons.clicked.connect(self.lessons_wanted)
        self.host: Choice[str] = Choice("", [("", "")])
        say(self.host.setAccessibleName, N_("Which table this pathway is at"))
        self.host.activated.connect(lambda _place: self.host_chosen.emit(self.host.value))
        who = QWidget()
        who.setProperty("stretches", True)
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._signs)
        row.addWidget(self.turn, 1)
        top = FlowLayout()
        self.reading = QWidget()
        self._reading = FlowLayout(self.reading)
        self._reading.setContentsMargins(0, 0, 0, 0)
        self.host.setMinimumContentsLength(_LETTERS)
        for widget in (who, self.circulate, self.lessons, self.host):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.reading)
        context.session_changed.connect(self._on_session)
        context.texts.call(self._say)
        self.hide()

    def show_pathway(self, drawn: DrawnPathway | None, hosts: dict[str, RecordId]) -> None:
        """Follow the pathway that is shown; *hosts* says which pathway each table is host to."""
        self._drawn, self._hosts = drawn, hosts
        self._say()

    @Slot()
    def on_circulate(self) -> None:
        """Let the next table speak, about the pathway that it comes to."""
        session = self._context.session
        if self._drawn is None or not session.tables:
            return
        turn = circulating.turn_after(session.tables, self._hosts, session.table, self._drawn.pathway.id)
        session.use_table(turn.table)
        if turn.pathway_id != self._drawn.pathway.id:
            self.pathway_wanted.emit(turn.pathway_id)

    @Slot()
    def _on_session(self) -> None:
        self._say()

    def _say(self) -> None:
        session = self._context.session
        running, drawn = session.running, self._drawn
        self.setVisible(bool(running and session.tables and drawn))
        if running is None or drawn is None or not session.tables:
            return
        _empty(self._sign)
        self._sign.addWidget(TableBadge(running.sign(session.table)))
        host = next((table for table, key in self._hosts.items() if key == drawn.pathway.id), "")
        turn = _("It is the turn of {table}")
        if host not in ("", session.table):
            turn = _("It is the turn of {table}, at the pathway of {host}")
        self.turn.setText(turn.format(table=session.table, host=host))
        self.circulate.setToolTip(
            _("On to {table} ({keys})").format(
                table=circulating.turn_after(session.tables, self._hosts, session.table, drawn.pathway.id).table,
                keys=KEYS,
            )
        )
        others = circulating.to_read(drawn, session.table)
        self.to_read.setText(_("To read first:") if others else _("Nothing of the other tables is here to read yet."))
        self._offer_reading(others)
        self.host.fill(
            [
                ("", _("At no table of its own")),
                *((one, _("At {table}").format(table=one)) for one in session.tables),
            ]
        )
        self.host.choose(host)

    def _offer_reading(self, others: dict[TableSign, int]) -> None:
        """Offer the slips of each other table, to stand out on the drawing."""
        self._reading.removeWidget(self.to_read)
        _empty(self._reading)
        self._reading.addWidget(self.to_read)
        for sign, count in others.items():
            self._reading.addWidget(TableBadge(sign))
            button = QPushButton()
            slips = ngettext("{table}: {n} slip", "{table}: {n} slips", count)
            button.setText(slips.format(table=sign.name, n=count))
            button.clicked.connect(partial(self.read_wanted.emit, sign.name))
            self._reading.addWidget(button)


def _empty(layout: FlowLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
