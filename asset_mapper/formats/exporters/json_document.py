"""Everything of a publication as one JSON document with fixed keys, for programs and for keeping.

Records are as they are in the project: bilingual texts as ``name_cy``, ``name_en`` and ``name_first``, codes as
codes, shapes as GeoJSON, photos and documents in base64. ``version`` goes up when a key changes its meaning.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.about import told
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.exporters.geojson import bilingual, described, geometry_objects
from asset_mapper.i18n import N_
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import pandas as pd

VERSION = 1

FRAMES = (
    *(
        "assets",
        "areas",
        "contacts",
        "meetings",
        "talents",
        "relations",
        "frameworks",
        "outcomes",
        "outcome_votes",
        "links",
        "evidence",
    ),
    *("pathways", "indicators", "readings", "journeys", "journey_events", "hours"),
    *("surveys", "statements", "respondent_groups", "answers", "answer_sheets"),
    *("sessions", "attachments", "custom_fields"),
)
"""The lists of the document, in its order."""

_ROWS_AT_ONCE = 10_000


def write(publication: Publication, target: Path, progress: Progress) -> None:
    import orjson

    head = orjson.dumps(_head(publication))
    with target.open("wb") as file:
        file.write(head[:-1])
        for number, name in enumerate(FRAMES):
            progress(number, len(FRAMES), name)
            file.write(b',\n"%s":[' % name.encode())
            for start, rows in _records(getattr(publication, name)):
                progress(number, len(FRAMES), name)
                file.write((b",\n" if start else b"\n") + b",\n".join(map(orjson.dumps, rows)))
            file.write(b"]")
        file.write(b"\n}\n")


def _head(publication: Publication) -> dict[str, Any]:
    return {
        "format": "asset-mapper",
        "version": VERSION,
        **described(publication),
        "introduction": bilingual(publication.introduction),
        "extent": publication.extent,
        "fewest": publication.small_count,  # counts of people, and of what is held back, are null under this
        "held_back": [
            {"reason": held.reason.value, "record": held.record, "records": told(publication, held)}
            for held in publication.held_back
        ],
    }


def _records(frame: pd.DataFrame) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Give the records of a frame, some at a time, and which is the first of them."""
    names = frame.columns.tolist()
    columns = [_plain(name, frame[name]) for name in names]
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        portion = (column[start : start + _ROWS_AT_ONCE] for column in columns)
        yield start, [dict(zip(names, row, strict=True)) for row in zip(*portion, strict=True)]


def _plain(name: str, series: pd.Series[Any]) -> Sequence[Any]:
    if name == "geometry":
        return list(geometry_objects(series.array))
    values = series.tolist()
    if series.dtype.kind == "f":  # not there is null; whole numbers are written as such
        return [None if value != value else int(value) if _is_whole(value) else value for value in values]
    if name == "content":
        return [base64.b64encode(content).decode() for content in values]
    return values


def _is_whole(value: float) -> bool:
    return value.is_integer() and abs(value) < 2**53


EXPORTER = Exporter(key="json", label=N_("JSON document"), suffix=".json", write=write)
