"""Kumu: a blueprint of elements and connections, to be dropped onto a map there.

The form is the one that Kumu documents for import (docs.kumu.io, *JSON / Blueprints*, read in November 2026): objects
with the keys ``label``, ``type``, ``description``, ``tags`` and any others, joined by ``from``, ``to``, ``direction``
(undirected, directed, mutual) and ``type``; ids where labels repeat. What Kumu's own backups say of maps, views and
positions is not documented, so none of it is written.

Assets, outcomes and pathways are elements; links and relations are connections, with how, which of the Four Co's,
and the evidence in words. Each says too, under the names that programs use, all that this audience may see of it, so
that ``importers/kumu.py`` reads it back; only evidence, which Kumu has no place for, stays words. The name of a
pathway is a field of what is on it, by which Kumu filters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.evidence import Coverage, EvidenceFinding, EvidenceKind
from asset_mapper.domain.figures import Figures
from asset_mapper.domain.link import Direction, FourCo
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.relation import RelationKind
from asset_mapper.formats.exporters.asset_list import asset_list
from asset_mapper.formats.exporters.base import Exporter, Holds, Wording
from asset_mapper.i18n import N_, speaking
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import pandas as pd

RECORD = "asset_mapper_record"
ID = "asset_mapper_id"
"""What an object is here, and its id: Kumu gives its own ids to what it brings in."""

FRAMEWORK = "framework_"
"""Before what is said of the framework of an outcome."""

HELPS = "helps_or_harms"
"""Of a link: Kumu has a direction of its own."""

OUTCOME, PATHWAY = N_("Outcome"), N_("Pathway")
CONTRIBUTES, LEADS_TO, HARMS = N_("contributes to"), N_("leads to"), N_("harms")

_TOLD_OTHERWISE = frozenset(("id", "tags", "easting", "northing", "grid_reference", "placed_by"))
_MUTUAL = frozenset((RelationKind.PARTNERS_WITH.value, RelationKind.KNOWS.value))

Thing = dict[str, Any]


def write(publication: Publication, target: Path, progress: Progress) -> None:
    import orjson

    progress(0, 2, publication.title.given)
    work = _Blueprint(publication)
    elements = [*work.assets(), *work.outcomes(), *work.pathways()]
    progress(1, 2, publication.title.given)
    connections = [*work.links(), *work.relations()]
    target.write_bytes(orjson.dumps({"elements": elements, "connections": connections}, option=orjson.OPT_INDENT_2))


class _Blueprint:
    """The elements and connections of a publication."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._wording = Wording(publication)
        self._on_pathways = _on_pathways(publication, self._wording)

    def assets(self) -> Iterator[Thing]:
        publication = self._publication
        lists = (asset_list(publication, for_programs=True), asset_list(publication))
        columns = {column.key: column for one in lists for column in one.columns if column.key not in _TOLD_OTHERWISE}
        kinds, frame = self._wording.labels(AssetKind), publication.assets
        names, summaries = self._wording.text(frame, "name"), self._wording.text(frame, "summary")
        for place, (one, kind, tags) in enumerate(zip(frame["id"], frame["kind"], frame["tags"], strict=True)):
            own = {
                key: list(value) if column.holds is Holds.LIST else value
                for key, column in columns.items()
                if _says(value := column.values[place])
            }
            yield self._thing("asset", one, names[place], kinds[kind], summaries[place], list(tags), own)

    def outcomes(self) -> Iterator[Thing]:
        frame = self._publication.outcomes
        frameworks = {row["id"]: row for row in _rows(self._publication.frameworks)}
        names, words = self._wording.text(frame, "name"), self._wording.text(frame, "description")
        for place, row in enumerate(_rows(frame)):
            framework = frameworks.get(row.get("framework_id", ""), {})
            own = row | {f"{FRAMEWORK}{key}": value for key, value in framework.items() if key != "id"}
            label = f"{row.get('code', '')} {names[place]}".strip()
            yield self._thing("outcome", row["id"], label, self._wording.say(OUTCOME), words[place], [], own)

    def pathways(self) -> Iterator[Thing]:
        frame = self._publication.pathways
        names, lessons = self._wording.text(frame, "name"), self._wording.text(frame, "lessons")
        for place, row in enumerate(_rows(frame)):
            yield self._thing("pathway", row["id"], names[place], self._wording.say(PATHWAY), lessons[place], [], row)

    def links(self) -> Iterator[Thing]:
        frame = self._publication.links
        evidence, best = self._evidence(), self._best()
        how, together = self._wording.text(frame, "how"), self._wording.labels(FourCo)
        for place, row in enumerate(_rows(frame)):
            start = row.get("asset_id") or row.get("from_outcome_id")
            word = CONTRIBUTES if row.get("asset_id") else LEADS_TO
            if row.get("direction") == Direction.HARMS.value:
                word = HARMS
            more: Thing = {"together": together.get(row.get("co", ""), ""), "evidence": evidence.get(row["id"], [])}
            more["coverage"] = best.get(row["id"], self._wording.say(Coverage.NONE.label))
            more[HELPS] = row.pop("direction", None)
            thing = self._thing("link", row["id"], how[place], self._wording.say(word), "", [], row | more)
            yield thing | {"from": start, "to": row["outcome_id"], "direction": "directed"}

    def relations(self) -> Iterator[Thing]:
        kinds = self._wording.labels(RelationKind)
        for row in _rows(self._publication.relations):
            direction = "mutual" if row["kind"] in _MUTUAL else "directed"
            thing = self._thing("relation", row["id"], "", kinds[row["kind"]], "", [], row)
            yield thing | {"from": row["from_id"], "to": row["to_id"], "direction": direction}

    def _thing(
        self, record: str, one: str, label: str, kind: str, description: str, tags: list[str], own: Mapping[str, Any]
    ) -> Thing:
        """Make one object: what Kumu knows first, then what is ours. What says nothing is left out."""
        known = {"label": label, "type": kind, "description": description, "tags": tags}
        known["pathways"] = self._on_pathways.get(one, [])
        ours = {key: value for key, value in own.items() if key not in ("id", "label", "type", "description", "tags")}
        said = {key: value for key, value in (known | ours).items() if _says(value)}
        return {"id": one, **said, RECORD: record, ID: one}

    def _best(self) -> dict[str, str]:
        """Name the highest rung that the evidence on each link reaches."""
        frame = self._publication.evidence
        labels = [self._wording.say(coverage.label) for coverage in Coverage]
        rungs = frame.groupby("link_id")["rung"].max().to_dict() if len(frame) else {}
        return {str(link): labels[int(rung)] for link, rung in rungs.items()}

    def _evidence(self) -> dict[str, list[str]]:
        """Say each piece of evidence in words, with its figures and its source."""
        frame, found = self._publication.evidence, dict[str, list[str]]()
        kinds, findings = self._wording.labels(EvidenceKind), self._wording.labels(EvidenceFinding)
        summaries = self._wording.text(frame, "summary")
        for place, row in enumerate(_rows(frame)):
            figures = Figures(
                before=row.get("before"),
                after=row.get("after"),
                unit=row.get("unit", ""),
                n=row.get("n"),
                n_few=bool(row.get("n_few")),
                period=row.get("period", ""),
            )
            with speaking(self._wording.languages[0]):
                numbers = figures.in_words()
            parts = (summaries[place], numbers, findings.get(row.get("finding", ""), ""), row.get("citation", ""))
            text = f"{kinds.get(row.get('kind', ''), '')}: {' · '.join(part for part in parts if part)}"
            found.setdefault(row["link_id"], []).append(text)
        return found


def _on_pathways(publication: Publication, wording: Wording) -> dict[str, list[str]]:
    """Name the pathways that each asset, outcome and link is on."""
    found: dict[str, list[str]] = {}
    frame = publication.pathways
    for name, cards, links in zip(
        wording.text(frame, "name"), frame["cards"].tolist(), frame["link_ids"].tolist(), strict=True
    ):
        for one in dict.fromkeys((*(card[0] for card in cards), *links)):
            found.setdefault(one, []).append(name)
    return found


def _rows(frame: pd.DataFrame) -> Iterator[Thing]:
    """Give the records of a frame with what they say; lists of lists as JSON text, since Kumu has no such fields."""
    import orjson

    names = [name for name in frame.columns if name not in ("created_at", "import_id")]
    columns = [frame[name].tolist() for name in names]
    for values in zip(*columns, strict=True):
        row = {name: value for name, value in zip(names, values, strict=True) if _says(value)}
        for name, value in row.items():
            if isinstance(value, dict) or (isinstance(value, tuple) and not isinstance(value[0], str)):
                row[name] = orjson.dumps(value).decode()
            elif isinstance(value, tuple):
                row[name] = list(value)
            elif isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
                row[name] = int(value)
        yield row


def _says(value: Any) -> bool:
    """Tell whether a value says anything: no is what everyone assumes, and none is not a number."""
    return value == value and value is not None and value is not False and value not in ("", (), [], {})


EXPORTER = Exporter(key="kumu", label=N_("Kumu (JSON)"), suffix=".kumu.json", write=write)
