"""What a person decides about rows that are, or may be, in the project already. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from asset_mapper.services.imports.planning import Decision
from asset_mapper.ui.dialogs.import_assistant.in_hand import FileInHand, Perhaps

Entry = tuple[int, Perhaps]
"""Which file, and which of its rows."""

_RowKey = tuple[int, str, int]


@dataclass
class Decisions:
    """The rows that were found to be known or that a person said so of, and what became of each."""

    files: list[FileInHand]
    names: dict[str, str] = field(default_factory=dict)  # of assets that a person chose
    _told: dict[_RowKey, Perhaps] = field(default_factory=dict)  # rows that a person decided about

    def entries(self) -> list[Entry]:
        """List the rows, in the order of the files."""
        found = {
            (number, *one.key): one
            for number, file in enumerate(self.files)
            for layer in file.layers
            for one in layer.perhaps
        }
        return [(key[0], one) for key, one in sorted((self._told | found).items(), key=lambda item: item[0])]

    def decided(self) -> dict[_RowKey, Decision]:
        return {
            (number, *key): decision
            for number, file in enumerate(self.files)
            for key, decision in file.decisions.items()
        }

    def say_same(self, entry: Entry, asset_id: str, name: str) -> None:
        """Take a row for the asset of another name that a person chose."""
        number, one = entry
        self.names[asset_id] = name
        self._told[number, *one.key] = Perhaps(one.layer, one.row, one.name, asset_id, name, "", "new")
        self.files[number].decide(Decision(row=one.row, layer=one.layer, verdict="same", asset_id=asset_id))

    def decide(self, entries: Iterable[Entry], verdict: Literal["same", "new", "leave_out"]) -> None:
        """Say of rows what they are; one that is the same stays with the asset that was chosen for it."""
        for number, one in entries:
            before = self.files[number].decisions.get(one.key)
            chosen = before.asset_id if before and before.asset_id else one.asset_id
            asset_id = chosen if verdict == "same" else None
            self.files[number].decide(Decision(row=one.row, layer=one.layer, verdict=verdict, asset_id=asset_id))
            self._told[number, *one.key] = one
