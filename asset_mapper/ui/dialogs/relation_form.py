"""The form of a relation: how one asset stands to another, which is found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import records, relations, wording
from asset_mapper.services.names import Named, named_assets
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.record_field import RecordField

_BOTH_WAYS = frozenset({RelationKind.PARTNERS_WITH, RelationKind.KNOWS, RelationKind.DISTINCT})
"""What is said of both alike, so that one sentence is enough."""


def add(context: Context, asset: Asset) -> None:
    context.ask(named_assets, done=lambda names: RelationForm(context, asset, None, names).show())


def edit(context: Context, asset: Asset, relation: Relation) -> None:
    context.ask(named_assets, done=lambda names: RelationForm(context, asset, relation, names).show())


class RelationForm(RecordForm):
    """Either asset may be the one that does something: each sentence is offered both ways round."""

    def __init__(
        self,
        context: Context,
        asset: Asset,
        relation: Relation | None,
        names: Sequence[Named],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, N_("Change a relation") if relation else N_("Add a relation"), parent)
        self._asset, self._relation = asset, relation
        self._names = {one.id: one for one in names}
        ways = [(kind, forwards) for kind in RelationKind for forwards in (True, False)]
        ways = [way for way in ways if way[1] or way[0] not in _BOTH_WAYS]
        self.way: Choice[tuple[RelationKind, bool]] = Choice("", [(way, "") for way in ways])
        self.row("way", N_("How they stand to each other"), self.way)
        self.call(lambda: self.way.say([self._sentence(kind, forwards, "…") for kind, forwards in ways]))
        self.other = self.row(
            "other", N_("The other asset"), RecordField([one for one in names if one.id != asset.id])
        )
        self.sentence = self.hint()
        self.note = self.row("note", N_("Note (for the team)"), QPlainTextEdit())
        if relation is not None:
            forwards = relation.from_id == asset.id
            way = (relation.kind, forwards)
            self.way.choose(way if way in ways else (relation.kind, True))
            self.other.choose(relation.to_id if forwards else relation.from_id)
            self.note.setPlainText(relation.note)
            self.existing(relation, records.remove, Relation, [relation.id])
        self.begin(400, draft=f"relation:{relation.id if relation else asset.id}")
        self.other.setFocus()

    def _sentence(self, kind: RelationKind, forwards: bool, other: str) -> str:
        here = self._asset.name.text(language())
        one, two = (here, other) if forwards else (other, here)
        return wording.relation_sentence(kind, one, two)

    def arrange(self) -> None:
        kind, forwards = self.way.value
        chosen = self._names.get(self.other.value or "")
        self.sentence.setText(self._sentence(kind, forwards, chosen.name(language())) if chosen else "")

    def made(self) -> Relation:
        kind, forwards = self.way.value
        self.other.check()
        other = self.other.value
        if other is None:
            raise InvalidValueError(_("Type the name of the other asset."))
        here = self._asset.id
        fields: dict[str, Any] = {
            "kind": kind,
            "from_id": here if forwards else other,
            "to_id": other if forwards else here,
            "note": self.note.toPlainText().strip(),
        }
        return replace(self._relation, **fields) if self._relation is not None else Relation(**fields)

    def keep(self) -> None:
        self.apply(relations.save, self._relation, self.made())
