"""Put the chosen assets on a pathway, and say which outcome on it they support, without dragging anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.pathway import Pathway
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import pathways
from asset_mapper.services.names import named
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets.record_field import RecordField


def show(context: Context, asset_ids: Sequence[RecordId]) -> None:
    """Ask on which pathway; there has to be one."""

    def done(read: tuple[list[Pathway], list[Outcome]]) -> None:
        there, outcomes = read
        if there:
            PutOnPathway(context, list(asset_ids), there, outcomes).open()
        else:
            context.say(_("There is no pathway yet. Begin one under Pathways."), kind="caution")

    context.ask(_read, done=done)


def _read(uow: UnitOfWork) -> tuple[list[Pathway], list[Outcome]]:
    there = pathways.listed(uow)
    on_them = {card.record_id for pathway in there for card in pathway.cards}
    return there, list(uow.outcomes.with_ids(list(on_them)))


class PutOnPathway(Form):
    """Two fields that complete what one types: the pathway, and an outcome on it, which may stay empty."""

    def __init__(
        self, context: Context, asset_ids: list[RecordId], there: Sequence[Pathway], outcomes: Sequence[Outcome]
    ) -> None:
        super().__init__(context, N_("Put on a pathway"), manual="pathways", save=N_("Put on it"))
        self._asset_ids, self._pathways, self._outcomes = asset_ids, list(there), list(outcomes)
        self._heading = QLabel(wordWrap=True)
        self._heading.setProperty("role", "heading")
        self.rows.addRow(self._heading)
        self.pathway = self.row("pathway", N_("Pathway"), RecordField(named(there)))
        self.outcome = self.row("outcome", N_("Supports this outcome on it (may stay empty)"), RecordField())
        self.pathway.chosen.connect(self._offer_outcomes)
        self.call(self._say_heading)
        if len(there) == 1:
            self.pathway.choose(there[0].id)
        self.begin(330)
        (self.outcome if len(there) == 1 else self.pathway).setFocus()

    def _say_heading(self) -> None:
        count = len(self._asset_ids)
        self._heading.setText(ngettext("{n} chosen asset", "{n} chosen assets", count).format(n=count))

    def _offer_outcomes(self, pathway_id: RecordId) -> None:
        pathway = next((one for one in self._pathways if one.id == pathway_id), None)
        on_it = {card.record_id for card in pathway.cards} if pathway else set()
        self.outcome.choose(None)
        self.outcome.offer(named(one for one in self._outcomes if one.id in on_it))

    def made(self) -> tuple[RecordId, RecordId | None]:
        """Give the pathway, and the outcome on it if one is said."""
        pathway_id, outcome_id = self.pathway.value, self.outcome.value
        if pathway_id is None:
            names = ", ".join(one.name.text(language()) for one in self._pathways)
            raise InvalidValueError(_("Choose a pathway: {names}.").format(names=names))
        if outcome_id is None and self.outcome.text().strip():
            raise InvalidValueError(_("No outcome on this pathway is called that."))
        return pathway_id, outcome_id

    def keep(self) -> None:
        pathway_id, outcome_id = self.made()
        if outcome_id is None:
            self.apply(pathways.put_on, pathway_id, self._asset_ids)
        else:
            self.apply(pathways.support, pathway_id, self._asset_ids, outcome_id)
