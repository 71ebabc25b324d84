"""How likely a column holds a field, by its heading and its values together."""

from __future__ import annotations

from asset_mapper.formats.base import SourceTable
from asset_mapper.formats.columns.field import Field, words
from asset_mapper.formats.columns.headings import spelled_out, squeezed
from asset_mapper.formats.columns.looks import has_letters
from asset_mapper.formats.columns.naming import score_of_name
from asset_mapper.formats.columns.sampling import Sample
from asset_mapper.i18n import _

_ENOUGH = {"opening": 0.8, "web": 0.8, "phone": 0.8, "grid_reference": 0.8}
"""The share of values that has to look right where the heading says nothing; 0.7 for any other field."""

_UNNAMED = {"web": 0.5, "opening": 0.6, "phone": 0.8, "position": 0.7, "wkt": 1.0, "email": 0.9, "postcode": 0.9}
"""Some values, such as links, stand in many columns that are not what a reader wants: less is said for them."""

_ASSET_NOUNS = frozenset(
    spelled_out(noun)
    for noun in words(
        "hospital | library | school | club | group | organisation | organization | organisati | "
        "charity | church | venue | hall | park | stop | stopping place | facility | premises | pub | "
        "project | activity | food bank | community group | community centre | museum | surgery | "
        "practice | pharmacy | shop | market | garden | allotment | community | library si | service "
        "| site | play area | centre | society | association | team | llyfrgell | ysgol | ysbyty | "
        "clwb | grŵp | sefydliad | elusen | eglwys | capel | neuadd | parc | canolfan | lleoliad | "
        "cymdeithas | gwasanaeth | gweithgaredd | prosiect"
    )
)
"""Headings that name the thing itself: a column ``Library`` of a list of libraries holds their names."""


def confidence_in(column: Sample, field: Field, table: SourceTable) -> tuple[float, str]:
    """Say how likely a column holds a field, from 0 to 1, and why."""
    confidence, why = _by_name_and_looks(column, field)
    if field.key == "name":
        confidence = _as_name(column, confidence, table)
    elif field.key == "source_id" and confidence:
        confidence *= _as_id(column, table)
    return confidence, why


def _by_name_and_looks(column: Sample, field: Field) -> tuple[float, str]:
    named = score_of_name(column.heading, field)
    if named < 0:
        return 0.0, ""
    if field.looks is None or not column.values:
        why = _("called so") if named == 1.0 else _("called much the same")
        return named, why
    seen = column.share(field.looks)
    if named:
        if seen < field.needs_look:
            return 0.0, ""
        return named * (0.5 + 0.5 * seen), _("called so, and {percent} % of its values look so").format(
            percent=round(100 * seen)
        )
    if field.telling and seen >= _ENOUGH.get(field.key, 0.7) and column.filled > 0:
        if field.key == "web" and (
            column.distinct < 0.5 * column.filled or spelled_out(column.heading).endswith("uri")
        ):
            return 0.0, ""
        return 0.85 * seen * _UNNAMED.get(field.key, 1.0), _("{percent} % of its values look so").format(
            percent=round(100 * seen)
        )
    return 0.0, ""


def _as_name(column: Sample, confidence: float, table: SourceTable) -> float:
    """Say how likely a column holds the names: by its heading, and by whether it tells rows apart."""
    spelled = spelled_out(column.heading)
    noun = spelled.removesuffix(" label").removesuffix(" text")
    if confidence < 0.8 and noun in _ASSET_NOUNS:
        confidence = max(confidence, 0.7)
        if table.layer and squeezed(table.layer).startswith(squeezed(spelled)[:6]):
            confidence = 0.8
    elif (
        not confidence
        and len(spelled) > 3
        and squeezed(table.layer or "").rstrip("s") == squeezed(spelled).rstrip("s")
    ):
        confidence = 0.75
    if not confidence or not column.filled:
        return confidence if spelled in ("name", "enw") else 0.0
    if (
        column.filled >= 10
        and column.distinct < 0.5 * column.filled
        and squeezed(column.heading) not in ("name", "enw")
    ):
        confidence *= 0.6 if confidence == 1.0 else 0.4
    letters = column.share(has_letters) if column.values else 1.0
    return confidence * (0.3 + 0.7 * letters)


def _as_id(column: Sample, table: SourceTable) -> float:
    """Say whether a column can serve as an id: every row has one, no two the same."""
    cells = table.frame[column.heading]
    if len(cells) < 1 or column.filled < len(cells) or cells.duplicated().any():
        return 0.0
    if all(" " in value for value in column.values):
        return 0.3
    return 1.0
