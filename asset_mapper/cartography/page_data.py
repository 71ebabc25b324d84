"""A publication as the columns that the page reads.

One list a column, not one object an asset: 100,000 assets are written in about a second, and compress well.
``resources/map/src/data.js`` says what each column means.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from asset_mapper.cartography.columns import (
    LANGUAGES,
    Both,
    bilingual,
    both,
    both_of,
    column,
    digits,
    in_both_languages,
    rows_of,
)
from asset_mapper.cartography.outcome_data import outcomes_of
from asset_mapper.cartography.schedules import schedule_in_words, weekdays
from asset_mapper.cartography.shapes import boundary_of, points_of, shapes_of
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.whereabouts import Precision

if TYPE_CHECKING:
    from asset_mapper.area_pack.attribution import Attribution
    from asset_mapper.domain.publication import Publication

PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
KINDS = tuple(AssetKind)


def page_data(publication: Publication, attributions: Sequence[Attribution] = ()) -> dict[str, Any]:
    """Give everything that the page shows of *publication*, ready to be written as JSON."""
    ids = column(publication.assets, "id")
    rows = {record_id: row for row, record_id in enumerate(ids)}
    areas, area_of = _areas(publication)
    tags, tag_lists = _tags(publication)
    return {
        "languages": list(publication.languages),
        "title": both(publication.title),
        "introduction": both(publication.introduction),
        "publisher": publication.publisher,
        "contact": publication.contact,
        "made_on": publication.made_on.isoformat(),
        "audience": str(publication.audience),
        "fictional": publication.fictional,
        "attributions": [
            {language: [[piece.text, piece.href] for piece in attribution.pieces(language)] for language in LANGUAGES}
            for attribution in attributions
        ],
        "kinds": [kind.value for kind in KINDS],
        "kind_labels": [in_both_languages(kind.label) for kind in KINDS],
        "assets": _assets(publication, ids, rows, area_of, tag_lists),
        "tags": tags,
        "areas": areas,
        "coast": [],
        "contacts": _contacts(publication, rows),
        "meetings": _meetings(publication, rows),
        "talents": _talents(publication, rows),
        "relations": _relations(publication, rows),
        **_custom(publication, rows),
        "photos": _photos(publication, rows),
        **outcomes_of(publication, rows),
    }


BETWEEN_TEXTS = "\x1f"
TEXT_COLUMNS = ("name", "summary", "venue_name", "address", "checked")


def in_blocks(data: dict[str, Any]) -> dict[str, Any]:
    """Join the text columns of the assets, each into one text: a browser keeps that in half of the memory."""
    assets = dict(data["assets"])
    for name in TEXT_COLUMNS:
        texts = assets[name]
        assets[name] = (
            {language: _joined(said) for language, said in texts.items()}
            if isinstance(texts, dict)
            else _joined(texts)
        )
    return {**data, "assets": assets}


def _joined(texts: list[str]) -> str:
    if not any(texts):
        return ""
    joined = BETWEEN_TEXTS.join(texts)
    if joined.count(BETWEEN_TEXTS) >= len(texts):
        joined = BETWEEN_TEXTS.join(text.replace(BETWEEN_TEXTS, " ") for text in texts)
    return joined


def _assets(
    publication: Publication,
    ids: list[str],
    rows: dict[str, int],
    area_of: list[int],
    tag_lists: list[tuple[str, ...]],
) -> dict[str, Any]:
    frame = publication.assets
    width, keys = short_keys(ids)
    geometry = np.asarray(frame.geometry.values, dtype=object)
    lon, lat = points_of(geometry)
    tag_places: dict[str, int] = {}
    places = [tag_places.setdefault(tag, len(tag_places)) for tags in tag_lists for tag in tags]
    return {
        "count": len(frame),
        "key": "".join(keys),
        "key_width": width,
        "kind": digits(column(frame, "kind"), KINDS, 0),
        "name": bilingual(publication, frame, "name"),
        "summary": bilingual(publication, frame, "summary"),
        "lon": lon,
        "lat": lat,
        "precision": digits(column(frame, "where_precision"), Precision, 4),
        "address": [
            ", ".join(part for part in (address, postcode if postcode not in address else "") if part)
            for address, postcode in zip(column(frame, "where_address"), column(frame, "where_postcode"), strict=True)
        ],
        "venue": rows_of(frame, "where_venue_id", rows),
        "venue_name": bilingual(publication, frame, "venue"),
        "area": area_of,
        "status": digits(column(frame, "status"), AssetStatus, 0),
        "checked": column(frame, "checked_on"),
        "tags": [[len(tags) for tags in tag_lists], places],
        "shapes": shapes_of(geometry, [placed == "own" for placed in column(frame, "placed_by", "own")]),
    }


def short_keys(ids: Sequence[str]) -> tuple[int, list[str]]:
    """Shorten ids for permanent links: the last ten digits, which are random, where they tell all assets apart.

    The first digits of an id tell when a record was made, which is nobody's business.
    """
    for width in (10, 12, 17):
        keys = [record_id[-width:] for record_id in ids]
        if len(set(keys)) == len(keys) and all(len(key) == width for key in keys):
            return width, keys
    width = max((len(record_id) for record_id in ids), default=1)
    return width, [record_id.ljust(width) for record_id in ids]


def _areas(publication: Publication) -> tuple[list[dict[str, Any]], list[int]]:
    """Give the areas by name, and for each asset the smallest one it is in: by what is said, else by its point."""
    import shapely

    frame, assets = publication.areas, publication.assets
    areas: list[dict[str, Any]] = []
    by_code: dict[str, int] = {}
    by_name: dict[tuple[str, str], int] = {}
    geometries = frame.geometry.tolist() if len(frame) else []
    for names, code, geometry in zip(
        both_of(publication, frame, "name"), column(frame, "code"), geometries, strict=True
    ):
        names = names or {"cy": "", "en": ""}
        if code:
            by_code[code] = len(areas)
        by_name[names["cy"], names["en"]] = len(areas)
        areas.append({"name": names, "code": code, "shape": boundary_of(geometry), "project": False})
    area_of = []
    for names, code in zip(
        both_of(publication, assets, "where_area"), column(assets, "where_area_code"), strict=True
    ):
        if names is None and not code:
            area_of.append(-1)
            continue
        names = names or {"cy": "", "en": code}
        place = by_code.get(code, by_name.get((names["cy"], names["en"])))
        if place is None:
            place = by_name[names["cy"], names["en"]] = len(areas)
            areas.append({"name": names, "code": code, "shape": [], "project": False})
        area_of.append(place)
    if geometries and len(assets):
        points = shapely.point_on_surface(np.asarray(assets.geometry.values, dtype=object))
        tree = shapely.STRtree([geometry if geometry is not None else shapely.Polygon() for geometry in geometries])
        sizes = shapely.area(np.asarray(tree.geometries, dtype=object))
        inside, area = tree.query(points, predicate="within")
        for row, place in sorted(zip(inside.tolist(), area.tolist(), strict=True), key=lambda pair: -sizes[pair[1]]):
            if not assets_say(area_of, row, geometries):
                area_of[row] = place
    return areas, area_of


def assets_say(area_of: list[int], row: int, geometries: list[Any]) -> bool:
    """Tell whether an asset names an area itself, one without a boundary included."""
    return area_of[row] >= len(geometries)


def _tags(publication: Publication) -> tuple[list[Both], list[tuple[str, ...]]]:
    lists = [tuple(dict.fromkeys(tags)) for tags in column(publication.assets, "tags", ())]
    names = dict.fromkeys(tag for tags in lists for tag in tags)
    return [{"cy": name, "en": name} for name in names], lists


def _contacts(publication: Publication, rows: dict[str, int]) -> dict[str, list[Any]]:
    frame = publication.contacts
    return {
        "asset": rows_of(frame, "asset_id", rows),
        "kind": column(frame, "kind"),
        "value": column(frame, "value"),
        "person": column(frame, "person"),
    }


def _meetings(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frame = publication.meetings
    rules, firsts = column(frame, "rule"), column(frame, "first_on")
    times = (column(frame, "starts_at"), column(frame, "ends_at"))
    said = bilingual(publication, frame, "when")
    when = {}
    for language in LANGUAGES:
        if language not in publication.languages:
            when[language] = said[language]
            continue
        own = said[language] or [""] * len(frame)
        when[language] = [
            words or schedule_in_words(language, rule, first, starts, ends)
            for words, rule, first, starts, ends in zip(own, rules, firsts, *times, strict=True)
        ]
    return {
        "asset": rows_of(frame, "asset_id", rows),
        "venue": rows_of(frame, "venue_id", rows),
        "name": bilingual(publication, frame, "name"),
        "when": when,
        "days": [weekdays(rule, first) for rule, first in zip(rules, firsts, strict=True)],
        "cost": bilingual(publication, frame, "cost"),
        "who": bilingual(publication, frame, "who"),
        "access": [list(facts) for facts in column(frame, "access", ())],
    }


def _talents(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frame = publication.talents
    return {
        "asset": rows_of(frame, "asset_id", rows),
        "what": bilingual(publication, frame, "what"),
        "kind": column(frame, "kind"),
        "standing": column(frame, "standing"),
        "uses": [list(uses) for uses in column(frame, "uses", ())],
    }


def _relations(publication: Publication, rows: dict[str, int]) -> dict[str, list[Any]]:
    frame = publication.relations
    triples = zip(rows_of(frame, "from_id", rows), column(frame, "kind"), rows_of(frame, "to_id", rows), strict=True)
    whole = [triple for triple in triples if triple[0] >= 0 and triple[2] >= 0]
    return {name: [triple[place] for triple in whole] for place, name in enumerate(("from", "kind", "to"))}


def _custom(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    fields = column(publication.custom_fields, "key")
    labels = both_of(publication, publication.custom_fields, "label")
    places = {key: place for place, key in enumerate(fields)}
    table: dict[str, list[Any]] = {"asset": [], "field": [], "value": []}
    for row, values in enumerate(column(publication.assets, "custom", {})):
        for key, value in values.items():
            if key in places and value not in ("", None):
                table["asset"].append(row)
                table["field"].append(places[key])
                table["value"].append(str(value))
    return {"custom": table, "custom_fields": labels}


def _photos(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frame = publication.attachments
    owners = rows_of(frame, "record_id", rows)
    types = column(frame, "media_type")
    wanted = [
        place
        for place, (owner, kind, content) in enumerate(zip(owners, types, column(frame, "content", b""), strict=True))
        if owner >= 0 and kind in PHOTO_TYPES and content
    ]
    chosen = frame.iloc[wanted]
    return {
        "asset": [owners[place] for place in wanted],
        "source": [
            f"data:{types[place]};base64,{base64.b64encode(content).decode()}"
            for place, content in zip(wanted, column(chosen, "content", b""), strict=True)
        ],
        "alt": bilingual(publication, chosen, "alt"),
        "credit": column(chosen, "credit"),
    }
