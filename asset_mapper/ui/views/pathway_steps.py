"""What one does with the pathway that is shown: every wish of its view goes to the service that does it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.pathway import Pathway
from asset_mapper.services import circulating, pathway_columns, pathways, records
from asset_mapper.ui.actions import can_write
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import column_forms, pathway_form, session_form


class PathwaySteps(QObject):
    """Does what is wished, and keeps in mind what shall be the current one once the pathway is read anew."""

    pathway_wanted = Signal(str)  # this one, to be shown; empty for the first that is left
    reading_wanted = Signal()  # the same one anew
    everything_wanted = Signal()  # to be seen
    all_asked = Signal()  # how each of the new links helps was said

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.pathway: Pathway | None = None  # the one that is shown
        self.wanted: RecordId = ""  # to be the current one
        self.to_ask: list[RecordId] = []  # links of which it is asked how they help

    def _do(self, step: object, *args: object, say: bool = False) -> None:
        if self.pathway is not None:
            self._context.apply(step, self.pathway.id, *args, say=say)  # type: ignore[arg-type]

    # --- a whole pathway ----------------------------------------------------------------------------------------

    @Slot(str)
    def begin(self, key: str) -> None:
        """Begin a pathway from a starting point, or an empty one, and show it."""
        if key:
            self._context.apply(pathways.begin_from, key, done=self._show_new, say=True)
        else:
            pathway_form.begin(self._context, self._show_new)

    def _show_new(self, change_set: ChangeSet) -> None:
        made = [change.record.id for change in change_set if isinstance(change.record, Pathway)]
        if made:
            self.pathway_wanted.emit(made[0])

    @Slot(str)
    def take(self, step: str) -> None:
        """Do what the bar offers with the whole pathway."""
        if step == "session":
            session_form.begin_new(self._context)
        elif self.pathway is None:
            return
        elif step == "arrange":
            self._do(pathways.arrange, say=True)
        elif step == "everything":
            self.everything_wanted.emit()
        elif step == "columns":
            column_forms.all_of(self._context, self.pathway)
        elif step == "rename":
            pathway_form.rename(self._context, self.pathway)
        elif step == "remove":
            self._context.apply(records.remove, Pathway, [self.pathway.id], say=True)
            self.pathway_wanted.emit("")

    @Slot(object)
    def learn(self, words: object) -> None:
        """Keep what the tables learned."""
        self._do(pathways.learn, words, say=True)

    @Slot(str)
    def host(self, table: str) -> None:
        """Give the pathway to a table of the session that runs."""
        running = self._context.session.running
        if running is not None:
            self._do(circulating.host, running.id, table, say=True)

    # --- cards --------------------------------------------------------------------------------------------------

    @Slot(str)
    def put_on(self, record_id: RecordId) -> None:
        """Put an asset or an outcome where there is room."""
        self.wanted = record_id
        self._do(pathways.put_on, [record_id], say=True)

    @Slot(list, int, float)
    def drop(self, ids: list[RecordId], column: int, row: float) -> None:
        """Put assets where they were dropped."""
        self.wanted = next(iter(ids), "")
        self._do(pathways.put_on, ids, column, row, say=True)

    @Slot(str, int, float)
    def move(self, key: RecordId, column: int, row: float) -> None:
        """Move a card."""
        self._do(pathways.move, key, column, row)

    @Slot(str)
    def take_off(self, key: RecordId) -> None:
        """Take a card off the pathway."""
        self._do(pathways.take_off, [key], say=True)

    # --- arrows -------------------------------------------------------------------------------------------------

    @Slot(str, str, object)
    def connect_cards(self, start: RecordId, end: RecordId, direction: Direction) -> None:
        """Draw an arrow."""
        self._do(pathways.connect, start, end, direction, say=True)

    @Slot(list, str)
    def support(self, ids: list[RecordId], outcome_id: RecordId) -> None:
        """Link the assets that were dropped on an outcome, and ask of each link how it helps."""

        def done(change_set: ChangeSet) -> None:
            self.to_ask = [
                change.record.id for change in change_set if isinstance(change.record, Link) and not change.before
            ]
            self.wanted = next(iter(self.to_ask), "")
            self.reading_wanted.emit()

        if self.pathway is not None:
            self._context.apply(pathways.support, self.pathway.id, ids, outcome_id, done=done, say=True)

    @Slot(str)
    def how_said(self, link_id: RecordId) -> None:
        """Go on to the next link that was made with it; after the last, to what is known about it."""
        self.to_ask = [key for key in self.to_ask if key != link_id]
        self.wanted = self.to_ask[0] if self.to_ask else link_id
        if not self.to_ask:
            self.all_asked.emit()
        self.reading_wanted.emit()

    # --- columns ------------------------------------------------------------------------------------------------

    @Slot(str, int)
    def change_column(self, step: str, column: int) -> None:
        """Do what is wished of a column."""
        pathway = self.pathway
        if pathway is None or not can_write(self._context):
            return
        if step == "rename":
            column_forms.rename(self._context, pathway, column)
        elif step in ("before", "after"):
            column_forms.add(self._context, pathway.id, column + (step == "after"))
        elif step == "remove":
            self._do(pathway_columns.remove_column, column, say=True)
        else:
            to = column + (-1 if step == "left" else 1)
            if 0 <= to < len(pathway_columns.heads_of(pathway)):
                self.wanted = f"column {to}"
                self._do(pathway_columns.move_column, column, to, say=True)
