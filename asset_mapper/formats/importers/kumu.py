"""Kumu: elements become assets and outcomes by their type, connections become links and relations.

Two forms are read. A blueprint for import is documented (docs.kumu.io, *JSON / Blueprints*): flat objects with
``label``, ``type``, ``tags``, and connections by id or label. A backup of a project has ``_id`` and ``attributes``
(``label``, ``element type``, ``connection type`` …) instead. That is known from files that people publish; its maps,
views and loops are described nowhere, so they are not read, and it is said. What ``exporters/kumu.py`` wrote is known
by the names of its fields and comes back as it was, but for evidence, which Kumu holds in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asset_mapper.domain.asset import AssetStatus
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.link import Direction, FourCo
from asset_mapper.domain.relation import RelationKind
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import Findings, Head, Importer, ReadOptions, Severity, SourceTable
from asset_mapper.formats.exporters.asset_list import ALWAYS, known_column
from asset_mapper.formats.exporters.kumu import FRAMEWORK, HELPS, ID, RECORD
from asset_mapper.formats.importers.geojson import load
from asset_mapper.formats.importers.own_json import cell_of, joined
from asset_mapper.formats.kinds import guess_kind, kind_of_word
from asset_mapper.formats.language import language_of
from asset_mapper.formats.record_sheets.cells import codes_by_word
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.progress import Progress

Thing = dict[str, Any]

_OUTCOME_WORDS = frozenset(
    """
    outcome outcomes result results goal goals impact impacts effect change objective aim indicator canlyniad
    canlyniadau deilliant nod nodau effaith amcan newid
    """.split()  # noqa: SIM905 - a table that people read
)
_HARM_WORDS = frozenset(("harms", "harm", "hinders", "-", "−", "negative", "yn niweidio", "niweidio", "contradicts"))
_PLAIN_WORDS = frozenset(("contributes to", "leads to", "yn cyfrannu at", "yn arwain at", "supports", "yn cefnogi"))
_RELATIONS = {
    "member": RelationKind.MEMBER_OF,
    "part of": RelationKind.MEMBER_OF,
    "aelod": RelationKind.MEMBER_OF,
    "meets": RelationKind.MEETS_AT,
    "cwrdd": RelationKind.MEETS_AT,
    "runs": RelationKind.RUNS,
    "manages": RelationKind.RUNS,
    "rhedeg": RelationKind.RUNS,
    "fund": RelationKind.FUNDS,
    "ariannu": RelationKind.FUNDS,
    "partner": RelationKind.PARTNERS_WITH,
    "collaborat": RelationKind.PARTNERS_WITH,
    "know": RelationKind.KNOWS,
    "adnabod": RelationKind.KNOWS,
}
"""A part of what people call a connection → how two assets stand to each other."""

_KUMUS_OWN = frozenset(
    (RECORD, "pathways", "label", "type", "description", "tags", "evidence", "coverage", "together")
)


@dataclass
class _Rows:
    """The rows of one table under way."""

    rows: list[Thing] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    def add(self, number: int, row: Thing) -> None:
        self.rows.append(row)
        self.numbers.append(number)


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    findings = Findings()
    content = load(path, findings)
    if not isinstance(content, dict):
        raise UnreadableFileError(_("“{name}” is not a map of Kumu.").format(name=path.name))
    progress(0, 1, _("Reading {name}").format(name=path.name))
    return _Reading(path, content, findings).tables(options.sheet)


class _Reading:
    """The reading of one file: its elements, then what joins them."""

    def __init__(self, path: Path, content: Thing, findings: Findings) -> None:
        self._path = path
        self._findings = findings
        self._elements = [_flat(one, "element type") for one in _listed(path, content, "elements")]
        self._connections = [_flat(one, "connection type") for one in _listed(path, content, "connections")]
        self._layers: dict[str, _Rows] = {}
        self._kinds: dict[str, str] = {}  # of an element: asset, outcome, pathway
        self._by_label: dict[str, str | None] = {}
        self._is_ours = any(one.get(RECORD) == "asset" for one in self._elements)
        for name, said in _NOT_READ.items():
            if content.get(name):
                findings.add("not-read", _(said), Severity.INFO)

    def tables(self, wanted: str | None) -> tuple[SourceTable, ...]:
        guessed: dict[str, int] = {}
        for number, element in enumerate(self._elements, 1):
            self._take_element(number, element, guessed)
        for kind, count in guessed.items():
            said = ngettext(
                "{n} element of the type “{type}” is an outcome here.",
                "{n} elements of the type “{type}” are outcomes here.",
                count,
            ).format(n=count, type=kind)
            self._layer("outcomes").findings.add("kind-guessed", said, Severity.INFO)
        for number, connection in enumerate(self._connections, 1):
            self._take_connection(number, connection)
        names = [name for name in _ORDER if name in self._layers and wanted in (None, name)]
        if not names:
            raise UnreadableFileError(_("“{name}” holds no elements.").format(name=self._path.name))
        tables = [self._table(name, self._layers[name]) for name in names]
        self._findings.extend(tables[0].findings)
        first = tables[0]
        return (
            SourceTable(
                file=first.file,
                layer=first.layer,
                frame=first.frame,
                rows=first.rows,
                ids=first.ids,
                findings=self._findings.all(),
            ),
            *tables[1:],
        )

    def _layer(self, name: str) -> _Rows:
        return self._layers.setdefault(name, _Rows())

    def _table(self, name: str, found: _Rows) -> SourceTable:
        import pandas as pd

        headings = list(dict.fromkeys(key for row in found.rows for key in row))
        if name == "assets" and self._is_ours:
            headings = list(dict.fromkeys((*ALWAYS, *headings)))
        write = joined if name == "assets" else cell_of
        frame = pd.DataFrame(
            {
                heading: pd.Series([write(row.get(heading)) for row in found.rows], dtype=object)
                for heading in headings
            }
        )
        ids = None
        if name == "assets" and not self._is_ours:
            ids = frame.pop("_id").tolist()
        return SourceTable(
            file=self._path.name,
            layer=name,
            frame=frame,
            rows=found.numbers,
            ids=ids,
            findings=found.findings.all(),
        )

    # Elements

    def _take_element(self, number: int, element: Thing, guessed: dict[str, int]) -> None:
        record = element.get(RECORD)
        word = str(element.get("type") or "")
        if record not in ("asset", "outcome", "pathway"):
            is_outcome = bool(set(fold(word).split()) & _OUTCOME_WORDS)
            record = "outcome" if is_outcome else "asset"
            if is_outcome:
                guessed[word] = guessed.get(word, 0) + 1
        key = str(element.get(ID) or element["id"] or f"element {number}")
        for name in (str(element["id"] or ""), str(element.get(ID) or "")):
            if name:
                self._kinds[name] = record
                self._by_label.setdefault(name, key)
        label = str(element.get("label") or "").strip()
        self._by_label[label] = None if label in self._by_label and self._by_label[label] != key else key
        self._kinds[key] = record
        if RECORD in element:
            self._take_ours(number, record, key, element)
        elif record == "outcome":
            self._layer("outcomes").add(number, {"id": key, "name": label, **_others(element)})
        else:
            self._layer("assets").add(number, self._asset(key, label, word, element))

    def _take_ours(self, number: int, record: str, key: str, element: Thing) -> None:
        own = {name: value for name, value in element.items() if name not in _KUMUS_OWN and name not in ("_id", ID)}
        if record == "asset":
            own["tags"] = element.get("tags")
        if record == "outcome":
            framework = {
                name.removeprefix(FRAMEWORK): own.pop(name)
                for name in list(own)
                if name.startswith(FRAMEWORK) and name != "framework_id"
            }
            known = {row["id"] for row in self._layer("frameworks").rows}
            if framework and own.get("framework_id") not in known:
                self._layer("frameworks").add(number, {"id": own.get("framework_id"), **framework})
        layer = {"asset": "assets", "outcome": "outcomes", "pathway": "pathways"}[record]
        self._layer(layer).add(number, {**own, "id": key})

    def _asset(self, key: str, label: str, word: str, element: Thing) -> Thing:
        """Give an element as the row of a list of assets: of any list, or of ours where the file is ours."""
        others = _others(element)
        if not self._is_ours:
            row = {"_id": key, "Name": label, "Kind": word, "Description": element.get("description")}
            return {**row, "Tags": element.get("tags"), **{k: v for k, v in others.items() if k != "description"}}
        guess = guess_kind(word)
        kind = kind_of_word(word) or (guess[0] if guess else None)
        language = language_of(label)
        row = {f"name_{language}": label, "kind": kind.value if kind else None, "tags": element.get("tags")}
        if description := element.get("description"):
            row[f"summary_{language_of(str(description))}"] = description
        row |= {"status": AssetStatus.ACTIVE.value, "source_key": f"kumu:{key}"}
        more = {name: value for name, value in others.items() if name != "description"}
        if word and kind is None:
            more["element type"] = word
        return row | {name: value for name, value in more.items() if known_column(name) is None}

    # Connections

    def _take_connection(self, number: int, connection: Thing) -> None:
        start, end = self._end(connection.get("from")), self._end(connection.get("to"))
        ends = (self._kinds.get(start, ""), self._kinds.get(end, ""))
        direction = fold(str(connection.get("direction") or ""))
        if RECORD in connection:
            layer = "relations" if connection[RECORD] == "relation" else "links"
            own = {name: value for name, value in connection.items() if name not in _NOT_OF_LINKS}
            self._layer(layer).add(number, {**own, "id": connection.get(ID)})
            return
        if ends == ("asset", "asset"):
            self._layer("relations").add(number, self._relation(number, start, end, connection))
            return
        if ends == ("outcome", "asset") and direction in ("undirected", "mutual"):
            start, end, ends = end, start, ("asset", "outcome")
        links = self._layer("links")
        if ends == ("outcome", "asset"):
            links.findings.add(
                "other-way",
                _("It leads from an outcome to an asset. A link leads from an asset to an outcome: turn it round."),
                Severity.WARNING,
                number,
            )
        links.add(number, self._link(start, end, ends[0], connection))
        if ends == ("outcome", "outcome") and direction == "mutual":
            links.add(number, self._link(end, start, ends[0], connection))

    def _end(self, name: Any) -> str:
        """Give the element that a connection names by its id or label."""
        said = str(name or "").strip()
        return self._by_label.get(said) or said

    def _link(self, start: str, end: str, record: str, connection: Thing) -> Thing:
        word = str(connection.get("type") or "").strip()
        co = codes_by_word(FourCo).get(fold(word))
        harms = fold(word) in _HARM_WORDS
        how = connection.get("label") or connection.get("description")
        is_told = co is not None or harms or fold(word) in _PLAIN_WORDS
        how = how or (None if is_told else word)
        row: Thing = {"asset_id" if record == "asset" else "from_outcome_id": start, "outcome_id": end, "how": how}
        row |= {"co": co, HELPS: Direction.HARMS.value if harms else Direction.HELPS.value}
        if word and not is_told and how != word:
            row["type"] = word
        more = {name: value for name, value in _others(connection).items() if name not in _NOT_OF_LINKS}
        if connection.get("description") == how:
            more.pop("description", None)
        return row | more

    def _relation(self, number: int, start: str, end: str, connection: Thing) -> Thing:
        word = str(connection.get("type") or connection.get("label") or "").strip()
        code = codes_by_word(RelationKind).get(fold(word))
        kind = code or next((kind.value for part, kind in _RELATIONS.items() if part in fold(word)), None)
        if kind is None:
            kind = RelationKind.KNOWS.value
            self._layer("relations").findings.add(
                "relation-guessed",
                _(
                    "“{type}” is not one of the relations between assets; it was taken for “{kind}”, with a note."
                ).format(type=word or "–", kind=_(RelationKind.KNOWS.label)),
                Severity.WARNING,
                number,
            )
        said = (connection.get("type"), connection.get("label"), connection.get("description"))
        note = "; ".join(dict.fromkeys(str(text).strip() for text in said if text)) if code is None else ""
        return {"from_id": start, "to_id": end, "kind": kind, "note": note}


_ORDER = ("assets", "frameworks", "outcomes", "links", "relations", "pathways")
_NOT_OF_LINKS = _KUMUS_OWN | {ID, "direction", "id", "_id", "from", "to", "delayed", "reversed"}
_NOT_READ = {
    "loops": N_("Loops are not read: a pathway is a loop's equal here, when its outcomes lead back to themselves."),
    "maps": N_("Maps and the places of elements on them are not read. Lay them out on a pathway."),
    "views": N_("Views are how Kumu shows a map, and are not read."),
    "perspectives": N_("Views are how Kumu shows a map, and are not read."),
}


def _listed(path: Path, content: Mapping[str, Any], name: str) -> list[Thing]:
    found = content.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableFileError(_("“{name}” is not a map of Kumu.").format(name=path.name))
    return found


def _flat(thing: Thing, type_key: str) -> Thing:
    """Give an object in one form, whichever it was written in."""
    attributes = thing.get("attributes")
    flat = {**thing, **attributes} if isinstance(attributes, dict) else dict(thing)
    flat.pop("attributes", None)
    flat["id"] = thing.get("_id") or thing.get("id") or ""
    flat["type"] = flat.pop(type_key, None) or flat.get("type")
    flat.pop("_id", None)
    return flat


def _others(thing: Thing) -> Thing:
    """Give what a thing says beside what every one of them has."""
    return {name: value for name, value in thing.items() if name not in _EVERY_ONE}


_EVERY_ONE = frozenset(("id", "_id", "label", "type", "tags", "from", "to", "direction", "delayed", "reversed"))


def _recognises(head: Head) -> bool:
    text = head.text
    if not text.startswith("{") or '"elements"' not in text or '"generator"' in text[:400]:
        return False  # Overpass calls its answers elements too
    return '"connections"' in text or '"label"' in text


IMPORTER = Importer(
    key="kumu", label=N_("Kumu (JSON)"), suffixes=(".kumu.json", ".json"), recognises=_recognises, read=read
)
