"""What the rows of a sheet refer to: ids of ours, what the file calls its records, or words that people write.

Nothing is guessed: words that name nothing, or several things, refuse the row and say what there is. Only what every
form takes for granted is filled in, each with a note: the framework of outcomes where there is but one, the kind of a
piece of evidence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import PERSONAL_KEY, Framework, FrameworkStatus
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.base import Severity
from asset_mapper.formats.language import language_of
from asset_mapper.formats.record_sheets.drafting import SheetDraft, SheetRow
from asset_mapper.i18n import _
from asset_mapper.services.frameworks import key_of
from asset_mapper.services.imports.row_values import Row, as_row
from asset_mapper.services.imports.shelves import Shelf, Shelves
from asset_mapper.services.indicators import check_on_scale

Aliases = dict[str, dict[str, RecordId]]
"""Kind of record → what the file calls one → its id in the project."""


class Referring:
    """Puts ids in place of words."""

    def __init__(self, shelves: Shelves, aliases: Aliases, indicator_id: RecordId | None) -> None:
        self.shelves = shelves
        self.aliases = aliases
        self._indicator_id = indicator_id
        self._default_framework: dict[int, RecordId] = {}  # of a draft
        self._next_codes: dict[RecordId, int] = {}

    def values(self, draft: SheetDraft, row: SheetRow, beside: list[Record]) -> Row:
        """Give what a row says, with the ids of what it refers to; not yet of records of its own kind.

        Raises
        ------
        InvalidValueError
            Words name nothing, or several things.
        """
        sheet = draft.sheet
        values = dict(row.values)
        for column, record in sheet.refers.items():
            if record == sheet.record:
                continue
            found = self._settled(draft, row, column, beside)
            values.pop(column, None)
            if found is not None:
                values[column] = found
        fill = _FILL.get(sheet.record)
        if fill is not None:
            fill(self, draft, row, values, beside)
        self._forget_unknown_session(draft, row, values)
        return values

    def settle_own(self, draft: SheetDraft, row: SheetRow, record_id: RecordId, values: Row) -> None:
        """Put ids in place of words for records of the same kind, and of those inside lists."""
        for column, record in draft.sheet.refers.items():
            if record == draft.sheet.record:
                values.pop(column, None)
                found = self._settled(draft, row, column, [], {"framework_id": values.get("framework_id")})
                if found is not None:
                    values[column] = found
        if values.get("parent_id"):
            self._check_parents(record_id, values)
        for column in ("cards", "link_ids", "answers"):
            if column in values:
                values[column] = self._in_list(draft, row, column, values[column])

    def known_id(self, record: str, given: str) -> RecordId | None:
        """Give the record that the file or the project calls so."""
        found = self.aliases.get(record, {}).get(given, given)
        return found if found in self.shelves[record] else None

    def _settled(
        self, draft: SheetDraft, row: SheetRow, column: str, beside: list[Record], within: Row | None = None
    ) -> RecordId | None:
        """Give the id of what a row refers to: by an id, else by words; ``None`` when it refers to nothing."""
        record = draft.sheet.refers[column]
        given, words = row.values.get(column), row.words.get(column.removesuffix("_id"))
        if given and (found := self.known_id(record, given)):
            return found
        if words and record == "framework" and not self.shelves[record].named(words):
            return self._named_framework(draft, words, beside)
        if words and record == "indicator" and (outcome := row.words.get("outcome")):
            within = {"outcome_id": self._named("outcome", outcome)}
        if words:
            return self._named(record, words, within)
        if given:
            raise InvalidValueError(
                _("It refers to {id}, which is neither in the project nor in the file.").format(id=given)
            )
        return None

    def _named(self, record: str, words: str, within: Row | None = None) -> RecordId:
        """Give the one record that words name, of those that belong where it has to belong."""
        if by_alias := self.known_id(record, words):
            return by_alias
        shelf = self.shelves[record]
        found = shelf.named(words)
        if within is not None and len(found) > 1:
            found = [one for one in found if within.items() <= shelf.get(one).items()]
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidValueError(self._several(shelf, words, found))
        raise InvalidValueError(
            _("Nothing that could stand here is called “{words}”. {near}")
            .format(words=words, near=_near(words, shelf.names()))
            .strip()
        )

    def _several(self, shelf: Shelf, words: str, found: list[RecordId]) -> str:
        if shelf.record == "outcome":
            frameworks = self.shelves["framework"]
            choices = [
                f"{frameworks.get(row['framework_id'])['key']}:{row.get('code') or ''}"
                for one in found
                if (row := shelf.get(one)).get("framework_id") in frameworks
            ]
        else:
            choices = found
        return _("There are several called “{words}”. Say which: {choices}.").format(
            words=words, choices=", ".join(choices[:8])
        )

    def _check_parents(self, record_id: RecordId, values: Row) -> None:
        shelf = self.shelves["outcome"]
        if record_id in shelf.added:
            shelf.added[record_id]["parent_id"] = values["parent_id"]
        seen, above = {record_id}, values["parent_id"]
        while above:
            if above in seen:
                raise InvalidValueError(_("An outcome cannot be part of itself."))
            seen.add(above)
            above = shelf.get(above).get("parent_id") if above in shelf else None

    def _in_list(self, draft: SheetDraft, row: SheetRow, column: str, text: str) -> str:
        """Put ids in place of what the file calls them; what is nowhere is left out, and said."""
        content = orjson.loads(text)
        kinds = {"cards": ("asset", "outcome"), "link_ids": ("link",), "answers": ("statement",)}[column]

        def known(one: Any) -> RecordId | None:
            return next((found for kind in kinds if (found := self.known_id(kind, one))), None)

        try:
            if column == "answers":
                kept: Any = {there: answer for one, answer in content.items() if (there := known(one))}
            elif column == "cards":
                kept = [[there, *place] for one, *place in content if (there := known(one))]
            else:
                kept = [there for one in content if (there := known(one))]
        except (AttributeError, TypeError, ValueError):
            raise InvalidValueError(
                _("“{text}” cannot be read. It is written by programs: leave it as it was.").format(text=text[:60])
            ) from None
        if len(kept) < len(content):
            draft.findings.add(
                "parts-unknown",
                _("{n} of what “{column}” names is neither in the project nor in the file, and was left out.").format(
                    n=len(content) - len(kept), column=draft.label_of(column)
                ),
                Severity.WARNING,
                row.number,
                draft.heading_of(column),
            )
        return orjson.dumps(kept).decode()

    def _forget_unknown_session(self, draft: SheetDraft, row: SheetRow, values: Row) -> None:
        session = values.get("session_id")
        if not session:
            return
        if found := self.known_id("session", session):
            values["session_id"] = found
            return
        del values["session_id"]
        draft.findings.add(
            "session-unknown",
            _("The session at which it was recorded is not in the project, so that is not kept."),
            Severity.INFO,
            row.number,
            draft.heading_of("session_id"),
        )

    # What a form takes for granted

    def fill_outcome(self, draft: SheetDraft, row: SheetRow, values: Row, beside: list[Record]) -> None:
        if not values.get("framework_id"):
            values["framework_id"] = self._framework_of(draft, beside)
        if not values.get("code"):
            values["code"] = self._next_code(values["framework_id"])
        if self._is_for_personal(values["framework_id"]):
            values["personal"] = True
        if values.get("personal"):
            values.setdefault("visibility", Audience.TEAM.value)

    def _is_for_personal(self, framework_id: RecordId) -> bool:
        shelf = self.shelves["framework"]
        return framework_id in shelf and shelf.get(framework_id).get("key") == PERSONAL_KEY

    def _framework_of(self, draft: SheetDraft, beside: list[Record]) -> RecordId:
        """Choose the framework of outcomes that name none: the only local one, or a new one called as the file is."""
        if id(draft) in self._default_framework:
            return self._default_framework[id(draft)]
        shelf = self.shelves["framework"]
        local = [
            framework
            for framework in shelf.all()
            if framework.get("status", FrameworkStatus.LOCAL.value) == FrameworkStatus.LOCAL.value
            and framework.get("key") != PERSONAL_KEY
        ]
        added = [framework for framework in local if framework["id"] in shelf.added]
        chosen = added if len(added) == 1 else local
        if len(chosen) == 1:
            found: RecordId = chosen[0]["id"]
            name = chosen[0].get("name_en") or chosen[0].get("name_cy")
            text = _("Outcomes that name no framework were put into “{name}”.").format(name=name)
        else:
            name = Path(draft.table.file).stem
            found = self._new_framework(name, beside)
            text = _("Outcomes that name no framework were put into a new one, “{name}”.").format(name=name)
        draft.findings.add("framework-chosen", text, Severity.INFO)
        self._default_framework[id(draft)] = found
        return found

    def _named_framework(self, draft: SheetDraft, name: str, beside: list[Record]) -> RecordId:
        """Make the local framework that outcomes name, when there is none that is called so."""
        text = _("There was no framework “{name}”; it is made, as a local one.").format(name=name)
        draft.findings.add("framework-made", text, Severity.INFO)
        return self._new_framework(name, beside)

    def _new_framework(self, name: str, beside: list[Record]) -> RecordId:
        shelf = self.shelves["framework"]
        key, number = key_of(name), 2
        taken = {row.get("key") for row in shelf.all()}
        while (free := key if number == 2 and key not in taken else f"{key}-{number}") in taken:
            number += 1
        bilingual = Bilingual(cy=name, first="cy") if language_of(name) == "cy" else Bilingual(en=name)
        framework = Framework(key=free, name=bilingual)
        beside.append(framework)
        shelf.add(framework.id, as_row("framework", framework))
        return framework.id

    def _next_code(self, framework_id: RecordId) -> str:
        taken = {row.get("code") for row in self.shelves["outcome"].all() if row.get("framework_id") == framework_id}
        number = self._next_codes.get(framework_id, 1)
        while str(number) in taken:
            number += 1
        self._next_codes[framework_id] = number + 1
        return str(number)

    def fill_evidence(self, draft: SheetDraft, row: SheetRow, values: Row, _beside: list[Record]) -> None:
        if not values.get("link_id"):
            values["link_id"] = self._link_between(row)
        for column, usual in (("kind", EvidenceKind.OBSERVATION), ("coverage", Coverage.NONE)):
            if not values.get(column) and row.own_id not in self.shelves["evidence"].rows:
                values[column] = usual.value
                draft.findings.add(
                    f"{column}-not-said",
                    _("“{column}” is not said, so it was taken for: {usual}.").format(
                        column=draft.label_of(column), usual=_(usual.label)
                    ),
                    Severity.INFO,
                    row.number,
                )

    def _link_between(self, row: SheetRow) -> RecordId:
        """Find the one link between the ends that a row names."""
        ends = {name: row.words.get(name) for name in ("asset", "from_outcome", "outcome")}
        if not ends["outcome"] or not (ends["asset"] or ends["from_outcome"]):
            raise InvalidValueError(_("Say which link it is about: an asset and an outcome, or two outcomes."))
        wanted: Row = {"outcome_id": self._named("outcome", ends["outcome"])}
        start, record = ("asset", "asset") if ends["asset"] else ("from_outcome", "outcome")
        wanted[f"{start}_id"] = self._named(record, ends[start] or "")
        links = self.shelves["link"]
        found = links.known_as(wanted)
        found += [one for one, added in links.added.items() if wanted.items() <= added.items()]
        if len(found) == 1:
            return found[0]
        if not found:
            raise InvalidValueError(
                _("“{start}” is not linked to “{outcome}”. Add the link first, or in a sheet of links.").format(
                    start=ends[start], outcome=ends["outcome"]
                )
            )
        raise InvalidValueError(
            _("There are several links from “{start}” to “{outcome}”. Give the id of the one that is meant.").format(
                start=ends[start], outcome=ends["outcome"]
            )
        )

    def fill_reading(self, _draft: SheetDraft, row: SheetRow, values: Row, _beside: list[Record]) -> None:
        if not values.get("indicator_id"):
            if self._indicator_id is None:
                raise InvalidValueError(_("Say which indicator it is a reading of, in a column “indicator”."))
            values["indicator_id"] = self._indicator_id
        if values.get("value") is not None:
            unit = self.shelves["indicator"].get(values["indicator_id"]).get("unit") or ""
            check_on_scale(values["value"], unit)


_FILL = {
    "outcome": Referring.fill_outcome,
    "evidence": Referring.fill_evidence,
    "reading": Referring.fill_reading,
}


def _near(words: str, names: list[str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extract(words.casefold(), names, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    if not found:
        return ""
    return _("Did you mean: {names}?").format(names=", ".join(f"“{name}”" for name, _score, _index in found))
