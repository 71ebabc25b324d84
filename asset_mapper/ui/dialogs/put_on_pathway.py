"""Put the chosen assets on a pathway, and say which outcome on it they support, without dragging anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.pathway import Pathway
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import pathways
from asset_mapper.services.names import named
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.form import FormDialog
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


class PutOnPathway(FormDialog):
    """Two fields that complete what one types: the pathway, and an outcome on it, which may stay empty."""

    def __init__(
        self, context: Context, asset_ids: list[RecordId], there: Sequence[Pathway], outcomes: Sequence[Outcome]
    ) -> None:
        super().__init__(context, N_("Put on a pathway"), manual="pathways", lines=12, save=N_("Put on it"))
        self._asset_ids, self._pathways, self._outcomes = asset_ids, list(there), list(outcomes)
        self._heading = QLabel(wordWrap=True)
        self._heading.setProperty("role", "heading")
        self.add_whole(self._heading)
        self.pathway = RecordField(named(there))
        self.add(N_("Pathway"), self.pathway)
        self.outcome = RecordField()
        self.add(N_("Supports this outcome on it (may stay empty)"), self.outcome)
        self.column.addStretch(1)
        self.pathway.chosen.connect(self._offer_outcomes)
        context.texts.call(self._say)
        if len(there) == 1:
            self.pathway.choose(there[0].id)
            self._offer_outcomes(there[0].id)
            self.outcome.setFocus()
        else:
            self.pathway.setFocus()

    def _say(self) -> None:
        count = len(self._asset_ids)
        self._heading.setText(ngettext("{n} chosen asset", "{n} chosen assets", count).format(n=count))
        self.pathway.say()
        self.outcome.say()

    def _offer_outcomes(self, pathway_id: RecordId) -> None:
        pathway = next((one for one in self._pathways if one.id == pathway_id), None)
        on_it = {card.record_id for card in pathway.cards} if pathway else set()
        self.outcome.choose(None)
        self.outcome.offer(named(one for one in self._outcomes if one.id in on_it))

    def _save(self) -> None:
        pathway_id, outcome_id = self.pathway.value, self.outcome.value
        if pathway_id is None:
            names = ", ".join(one.name.text(language()) for one in self._pathways)
            self.say_problem(_("Choose a pathway: {names}.").format(names=names))
        elif outcome_id is None and self.outcome.text().strip():
            self.say_problem(_("No outcome on this pathway is called that."))
        elif outcome_id is None:
            self.keep(pathways.put_on, pathway_id, self._asset_ids)
        else:
            self.keep(pathways.support, pathway_id, self._asset_ids, outcome_id)
