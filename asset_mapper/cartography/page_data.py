"""A publication as the columns that the page reads.

One list a column, not one object an asset: 100,000 assets are written in about a second, and compress well.
``resources/map/src/data.js`` says what each column means.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from asset_mapper.cartography.schedules import schedule_in_words, weekdays
from asset_mapper.cartography.shapes import boundary_of, points_of, shapes_of
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import FrameworkStatus
from asset_mapper.domain.whereabouts import Precision
from asset_mapper.i18n import _, speaking

if TYPE_CHECKING:
    from pandas import DataFrame

    from asset_mapper.area_pack.attribution import Attribution
    from asset_mapper.domain.publication import Publication

PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
KINDS = tuple(AssetKind)
LANGUAGES = ("cy", "en")

Both = dict[str, str]


def page_data(publication: Publication, attributions: Sequence[Attribution] = ()) -> dict[str, Any]:
    """Give everything that the page shows of *publication*, ready to be written as JSON."""
    ids = _column(publication.assets, "id")
    rows = {record_id: row for row, record_id in enumerate(ids)}
    areas, area_of = _areas(publication)
    tags, tag_lists = _tags(publication)
    return {
        "languages": list(publication.languages),
        "title": _both(publication.title),
        "introduction": _both(publication.introduction),
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
        "kind_labels": [_label(kind.label) for kind in KINDS],
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
        **_outcomes(publication, rows),
    }


BETWEEN_TEXTS = "\x1f"
TEXT_COLUMNS = ("name", "summary", "venue_name", "address", "checked")


def in_blocks(data: dict[str, Any]) -> dict[str, Any]:
    """Join the text columns of the assets, each into one text: a browser keeps that in half of the memory."""
    assets = dict(data["assets"])
    for name in TEXT_COLUMNS:
        column = assets[name]
        assets[name] = (
            {language: _joined(texts) for language, texts in column.items()}
            if isinstance(column, dict)
            else _joined(column)
        )
    return {**data, "assets": assets}


def _joined(texts: list[str]) -> str:
    if not any(texts):
        return ""
    joined = BETWEEN_TEXTS.join(texts)
    if joined.count(BETWEEN_TEXTS) >= len(texts):
        joined = BETWEEN_TEXTS.join(text.replace(BETWEEN_TEXTS, " ") for text in texts)
    return joined


def _column(frame: DataFrame, name: str, missing: Any = "") -> list[Any]:
    """Give a column as a list; one that this audience may not see is a list of *missing*."""
    return frame[name].tolist() if name in frame else [missing] * len(frame)


def _both(text: Bilingual | None) -> Both | None:
    return None if text is None else {"cy": text.cy, "en": text.en}


def _label(label: str) -> Both:
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            found[language] = _(label)
    return found


def _bilingual(publication: Publication, frame: DataFrame, name: str) -> dict[str, list[str]]:
    """Give a text in both languages; in a page of one language the other one only where it has to stand in."""
    texts = {language: _column(frame, f"{name}_{language}") for language in LANGUAGES}
    if len(publication.languages) == 1:
        (shown,) = publication.languages
        other = "en" if shown == "cy" else "cy"
        texts[other] = ["" if mine else theirs for mine, theirs in zip(texts[shown], texts[other], strict=True)]
    return {language: column if any(column) else [] for language, column in texts.items()}


def _both_of(publication: Publication, frame: DataFrame, name: str) -> list[Both | None]:
    columns = _bilingual(publication, frame, name)
    filled = (columns[language] or [""] * len(frame) for language in LANGUAGES)
    return [{"cy": cy, "en": en} if cy or en else None for cy, en in zip(*filled, strict=True)]


def _rows_of(frame: DataFrame, name: str, rows: dict[str, int]) -> list[int]:
    return [rows.get(record_id, -1) for record_id in _column(frame, name)]


def _digits(values: Iterable[str], codes: Iterable[str], other: int) -> str:
    digits = {code: str(place) for place, code in enumerate(codes)}
    return "".join(digits.get(value, str(other)) for value in values)


def _number(value: Any) -> float | int | None:
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return int(value) if float(value).is_integer() else float(value)


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
        "kind": _digits(_column(frame, "kind"), KINDS, 0),
        "name": _bilingual(publication, frame, "name"),
        "summary": _bilingual(publication, frame, "summary"),
        "lon": lon,
        "lat": lat,
        "precision": _digits(_column(frame, "where_precision"), Precision, 4),
        "address": [
            ", ".join(part for part in (address, postcode if postcode not in address else "") if part)
            for address, postcode in zip(
                _column(frame, "where_address"), _column(frame, "where_postcode"), strict=True
            )
        ],
        "venue": _rows_of(frame, "where_venue_id", rows),
        "venue_name": _bilingual(publication, frame, "venue"),
        "area": area_of,
        "status": _digits(_column(frame, "status"), AssetStatus, 0),
        "checked": _column(frame, "checked_on"),
        "tags": [[len(tags) for tags in tag_lists], places],
        "shapes": shapes_of(geometry, [placed == "own" for placed in _column(frame, "placed_by", "own")]),
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
        _both_of(publication, frame, "name"), _column(frame, "code"), geometries, strict=True
    ):
        names = names or {"cy": "", "en": ""}
        if code:
            by_code[code] = len(areas)
        by_name[names["cy"], names["en"]] = len(areas)
        areas.append({"name": names, "code": code, "shape": boundary_of(geometry), "project": False})
    area_of = []
    for names, code in zip(
        _both_of(publication, assets, "where_area"), _column(assets, "where_area_code"), strict=True
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
    lists = [tuple(dict.fromkeys(tags)) for tags in _column(publication.assets, "tags", ())]
    names = dict.fromkeys(tag for tags in lists for tag in tags)
    return [{"cy": name, "en": name} for name in names], lists


def _contacts(publication: Publication, rows: dict[str, int]) -> dict[str, list[Any]]:
    frame = publication.contacts
    return {
        "asset": _rows_of(frame, "asset_id", rows),
        "kind": _column(frame, "kind"),
        "value": _column(frame, "value"),
        "person": _column(frame, "person"),
    }


def _meetings(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frame = publication.meetings
    rules, firsts = _column(frame, "rule"), _column(frame, "first_on")
    times = (_column(frame, "starts_at"), _column(frame, "ends_at"))
    said = _bilingual(publication, frame, "when")
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
        "asset": _rows_of(frame, "asset_id", rows),
        "venue": _rows_of(frame, "venue_id", rows),
        "name": _bilingual(publication, frame, "name"),
        "when": when,
        "days": [weekdays(rule, first) for rule, first in zip(rules, firsts, strict=True)],
        "cost": _bilingual(publication, frame, "cost"),
        "who": _bilingual(publication, frame, "who"),
        "access": [list(facts) for facts in _column(frame, "access", ())],
    }


def _talents(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frame = publication.talents
    return {
        "asset": _rows_of(frame, "asset_id", rows),
        "what": _bilingual(publication, frame, "what"),
        "kind": _column(frame, "kind"),
        "standing": _column(frame, "standing"),
        "uses": [list(uses) for uses in _column(frame, "uses", ())],
    }


def _relations(publication: Publication, rows: dict[str, int]) -> dict[str, list[Any]]:
    frame = publication.relations
    triples = zip(
        _rows_of(frame, "from_id", rows), _column(frame, "kind"), _rows_of(frame, "to_id", rows), strict=True
    )
    whole = [triple for triple in triples if triple[0] >= 0 and triple[2] >= 0]
    return {name: [triple[place] for triple in whole] for place, name in enumerate(("from", "kind", "to"))}


def _custom(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    fields = _column(publication.custom_fields, "key")
    labels = _both_of(publication, publication.custom_fields, "label")
    places = {key: place for place, key in enumerate(fields)}
    table: dict[str, list[Any]] = {"asset": [], "field": [], "value": []}
    for row, values in enumerate(_column(publication.assets, "custom", {})):
        for key, value in values.items():
            if key in places and value not in ("", None):
                table["asset"].append(row)
                table["field"].append(places[key])
                table["value"].append(str(value))
    return {"custom": table, "custom_fields": labels}


def _photos(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frame = publication.attachments
    owners = _rows_of(frame, "record_id", rows)
    types = _column(frame, "media_type")
    wanted = [
        place
        for place, (owner, kind, content) in enumerate(
            zip(owners, types, _column(frame, "content", b""), strict=True)
        )
        if owner >= 0 and kind in PHOTO_TYPES and content
    ]
    chosen = frame.iloc[wanted]
    return {
        "asset": [owners[place] for place in wanted],
        "source": [
            f"data:{types[place]};base64,{base64.b64encode(content).decode()}"
            for place, content in zip(wanted, _column(chosen, "content", b""), strict=True)
        ],
        "alt": _bilingual(publication, chosen, "alt"),
        "credit": _column(chosen, "credit"),
    }


def _outcomes(publication: Publication, rows: dict[str, int]) -> dict[str, Any]:
    frameworks, outcomes = publication.frameworks, publication.outcomes
    framework_place = {record_id: place for place, record_id in enumerate(_column(frameworks, "id"))}
    framework_keys = _column(frameworks, "key")
    outcome_place = {record_id: place for place, record_id in enumerate(_column(outcomes, "id"))}
    names = _both_of(publication, outcomes, "name")
    descriptions = _both_of(publication, outcomes, "description")
    found, seen = [], set()
    for place, (record_id, framework_id, code) in enumerate(
        zip(_column(outcomes, "id"), _column(outcomes, "framework_id"), _column(outcomes, "code"), strict=True)
    ):
        framework = framework_place.get(framework_id, -1)
        key = f"{framework_keys[framework]}:{code}" if framework >= 0 and code else record_id[-10:]
        key = record_id[-10:] if key in seen else key
        seen.add(key)
        found.append(
            {
                "key": key,
                "code": code,
                "name": names[place],
                "description": descriptions[place],
                "framework": framework,
            }
        )
    for name in ("stage", "chosen_by"):
        for outcome, value in zip(found, _column(outcomes, name), strict=True):
            outcome[name] = value
    for language in LANGUAGES:
        for outcome, status in zip(found, _column(outcomes, f"text_status_{language}"), strict=True):
            outcome.setdefault("drafts", []).extend([language] if status == FrameworkStatus.DRAFT else [])
    return {
        "frameworks": [
            {"name": name, "status": status}
            for name, status in zip(
                _both_of(publication, frameworks, "name"), _column(frameworks, "status"), strict=True
            )
        ],
        "outcomes": found,
        **_links(publication, rows, outcome_place),
        "indicators": _indicators(publication, outcome_place),
    }


def _links(publication: Publication, rows: dict[str, int], outcome_place: dict[str, int]) -> dict[str, Any]:
    frame, evidence = publication.links, publication.evidence
    evidence_of: dict[str, list[int]] = {}
    for place, link_id in enumerate(_column(evidence, "link_id")):
        evidence_of.setdefault(link_id, []).append(place)
    rungs = [int(rung) for rung in _column(evidence, "rung", 0)]
    hows = _both_of(publication, frame, "how")
    contributions: dict[str, Any] = {
        "asset": [],
        "outcome": [],
        "how": {"cy": [], "en": []},
        "co": [],
        "direction": [],
        "coverage": [],
        "evidence": [],
    }
    steps: list[dict[str, Any]] = []
    directions, cos = _column(frame, "direction", "helps"), _column(frame, "co")
    for place, (link_id, asset, start, end) in enumerate(
        zip(
            _column(frame, "id"),
            _rows_of(frame, "asset_id", rows),
            _rows_of(frame, "from_outcome_id", outcome_place),
            _rows_of(frame, "outcome_id", outcome_place),
            strict=True,
        )
    ):
        known = evidence_of.get(link_id, [])
        coverage = max((rungs[one] for one in known), default=0)
        if end < 0:
            continue
        if asset >= 0:
            how = hows[place] or {"cy": "", "en": ""}
            contributions["asset"].append(asset)
            contributions["outcome"].append(end)
            contributions["how"]["cy"].append(how["cy"])
            contributions["how"]["en"].append(how["en"])
            contributions["co"].append(cos[place])
            contributions["direction"].append(directions[place])
            contributions["coverage"].append(coverage)
            contributions["evidence"].append(known)
        elif start >= 0:
            steps.append(
                {"from": start, "to": end, "how": hows[place], "direction": directions[place], "coverage": coverage}
                | {"evidence": known}
            )
    return {
        "contributions": contributions,
        "steps": steps,
        "evidence": _evidence(publication, rungs),
        "pathways": _pathways(publication, outcome_place),
    }


def _evidence(publication: Publication, rungs: list[int]) -> list[dict[str, Any]]:
    frame = publication.evidence
    texts = ("kind", "finding", "citation", "url", "on", "unit", "period")
    numbers = ("strength", "n", "before", "after")
    columns = {name: _column(frame, name) for name in texts}
    columns |= {name: [_number(value) for value in _column(frame, name, None)] for name in numbers}
    few = _column(frame, "n_few", False)
    columns["n_few"] = [publication.small_count if hidden is True else 0 for hidden in few]
    columns |= {"coverage": rungs, "summary": _both_of(publication, frame, "summary")}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _pathways(publication: Publication, outcome_place: dict[str, int]) -> list[dict[str, Any]]:
    frame = publication.pathways
    return [
        {
            "name": name,
            "theme": theme,
            "outcomes": [outcome_place[card[0]] for card in cards if card[0] in outcome_place],
            "lessons": lessons,
        }
        for name, theme, cards, lessons in zip(
            _both_of(publication, frame, "name"),
            _column(frame, "theme"),
            _column(frame, "cards", ()),
            _both_of(publication, frame, "lessons"),
            strict=True,
        )
    ]


def _indicators(publication: Publication, outcome_place: dict[str, int]) -> list[dict[str, Any]]:
    frame, readings = publication.indicators, publication.readings
    taken: dict[str, list[dict[str, Any]]] = {}
    for indicator_id, on, value, words, n in zip(
        _column(readings, "indicator_id"),
        _column(readings, "on"),
        _column(readings, "value", None),
        _both_of(publication, readings, "words"),
        _column(readings, "n", None),
        strict=True,
    ):
        reading = {"on": on, "value": _number(value), "words": words, "n": _number(n)}
        taken.setdefault(indicator_id, []).append(reading)
    columns: dict[str, list[Any]] = {
        name: _column(frame, name) for name in ("unit", "wanted", "baseline_on", "target_on")
    }
    columns |= {name: [_number(value) for value in _column(frame, name, None)] for name in ("baseline", "target")}
    columns |= {
        "outcome": _rows_of(frame, "outcome_id", outcome_place),
        "name": _both_of(publication, frame, "name"),
        "baseline_text": _both_of(publication, frame, "baseline_text"),
        "readings": [
            sorted(taken.get(record_id, []), key=lambda reading: reading["on"]) for record_id in _column(frame, "id")
        ],
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
