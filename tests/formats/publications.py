"""Publications made for tests: frames as storage gives them, less what the audience may not see.

People and places here are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.exposure import fields_for
from asset_mapper.domain.publication import ANSWER_COLUMNS, HeldBack, Publication, Reason
from asset_mapper.storage.mappings import mapping_of

FRAMES = {
    "assets": "asset",
    "areas": "area",
    "contacts": "contact",
    "meetings": "meeting",
    "talents": "talent",
    "relations": "relation",
    "frameworks": "framework",
    "outcomes": "outcome",
    "outcome_votes": "outcome_votes",
    "links": "link",
    "evidence": "evidence",
    "pathways": "pathway",
    "indicators": "indicator",
    "readings": "reading",
    "journeys": "journey",
    "journey_events": "journey_event",
    "hours": "hours",
    "surveys": "survey",
    "statements": "statement",
    "respondent_groups": "respondent_group",
    "answer_sheets": "answer_sheet",
    "sessions": "session",
    "attachments": "attachment",
    "custom_fields": "custom_field",
}
"""Frame of a publication → the kind of record in it."""

_TUPLES = {"tags", "uses", "access", "tables", "facilitators", "columns", "cards", "link_ids"}
_MAPPINGS = {("assets", "custom"), ("sessions", "votes"), ("answer_sheets", "answers")}
_EXTRA = {
    "outcomes": {"votes": 0},
    "assets": {"placed_by": "", "venue_cy": "", "venue_en": ""},
    "evidence": {"rung": 0, "n_few": False},
    "readings": {"n_few": False},
    "hours": {"people_few": False},
    "sessions": {"people_present_few": False},
    "attachments": {"content": b""},
}
_TIME = "2026-11-20T09:30:00.000000Z"

KINDS = ("person", "group", "organisation", "place", "exchange", "culture")

HOSTILE = (
    "Tŷ’r Ŵyl — Llŷn, Ynys Môn, Pwllheli",
    "He said “hei” and \"hey\", it's 5 o'clock",
    "two\nlines, and\r\na third",
    "=1+1",
    '\'=HYPERLINK("http://example.org")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\ttabbed",
    "<script>alert(1)</script>",
    "]]><![CDATA[",
    "<r><t>not rich</t></r>",
    "_x0041_ and &amp; and &#65;",
    "🏴󠁧󠁢󠁷󠁬󠁳󠁿 café 👩‍👩‍👧",
    "مركز المجتمع ‏123‎",
    "ŵ decomposed: w\u0302",
    "../../etc/passwd; DROP TABLE assets; --",
    "NaN",
    "null",
    "007",
    "a; b; c | d",
    "   ",
)


def empty_columns(frame: str, audience: Audience, rows: int) -> dict[str, Any]:
    """Give every column that *audience* may see of a frame, with nothing in it."""
    mapping = mapping_of(FRAMES[frame])
    admitted = fields_for(FRAMES[frame], audience)
    columns: dict[str, Any] = {}
    for field, codec in mapping.codecs.items():
        if field not in admitted:
            continue
        for spec in codec.columns:
            kind = spec.type.__name__
            if spec.name == "geometry":
                value: Any = None
            elif field in _TUPLES:
                value = ()
            elif (frame, field) in _MAPPINGS:
                value = {}
            elif kind in ("BigInteger", "Double"):
                value = np.nan if spec.nullable else 0
            elif kind == "Boolean":
                value = False
            else:
                value = _TIME if spec.name in ("changed_at", "created_at") else ""
            columns[spec.name] = [value] * rows
    for name, value in _EXTRA.get(frame, {}).items():
        columns[name] = [value] * rows
    return columns


def make_frame(name: str, audience: Audience, rows: Sequence[Mapping[str, Any]] | Mapping[str, Sequence[Any]]) -> Any:
    """Make a frame of rows (or of whole columns); what is not given is empty, what may not be seen is left out."""
    if isinstance(rows, Mapping):
        given, count = dict(rows), len(next(iter(rows.values())))
    else:
        count = len(rows)
        given = {key: [row.get(key) for row in rows] for row in rows for key in row}
        blank = empty_columns(name, Audience.TEAM, 1)
        for key in given:
            given[key] = [blank[key][0] if row.get(key) is None else row[key] for row in rows]
    columns = empty_columns(name, audience, count)
    columns |= {key: values for key, values in given.items() if key in columns}
    plain = {
        key: pd.Series(values, dtype=object if name in ("assets",) and key in ("tags", "custom") else None)
        for key, values in columns.items()
        if key != "geometry"
    }
    frame = pd.DataFrame(plain)
    if "geometry" in columns:
        return geopandas.GeoDataFrame(frame, geometry=geopandas.GeoSeries(columns["geometry"], crs=4326))
    return frame


def uid(kind: int, number: int) -> str:
    """Make an id that looks like ours and is the same every time."""
    return f"0197{kind:04x}-0000-7000-8000-{number:012x}"


def _text(name: str, cy: str = "", en: str = "", first: str = "") -> dict[str, str]:
    return {f"{name}_cy": cy, f"{name}_en": en, f"{name}_first": first or ("en" if en else "cy" if cy else "")}


def publication(
    audience: Audience = Audience.PUBLIC,
    language: str = "both",
    rows: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Publication:
    """Make a publication of the rows given for each frame; the others are empty."""
    rows = rows or {}
    frames = {name: make_frame(name, audience, rows.get(name, [])) for name in FRAMES}
    frames["answers"] = pd.DataFrame(rows.get("answers", []), columns=list(ANSWER_COLUMNS))
    placed = frames["assets"].geometry.dropna()
    values: dict[str, Any] = {
        "audience": audience,
        "language": language,
        "made_on": date(2026, 11, 22),
        "title": Bilingual("Cwm Derwen", "Derwen Valley"),
        "introduction": Bilingual("Yr hyn sydd gennym.", "What we have."),
        "publisher": "Cymdeithas Cwm Derwen",
        "contact": "map@cwmderwen.example",
        "fictional": True,
        "small_count": 5,
        "extent": tuple(float(edge) for edge in placed.total_bounds) if len(placed) else None,
        "held_back": (HeldBack(Reason.NO_CONSENT, "asset", 2), HeldBack(Reason.NO_CONSENT, "talent", 3)),
        **frames,
        **changes,
    }
    return Publication(**values)


def village(audience: Audience = Audience.PUBLIC, language: str = "both") -> Publication:
    """Make a small publication with something of everything, hostile texts among it."""
    hall, library, path, field, megan, choir = (uid(1, number) for number in range(6))
    assets: list[dict[str, Any]] = [
        {
            "id": hall,
            "kind": "place",
            **_text("name", "Neuadd y Pentref", "Village Hall", "cy"),
            **_text("summary", "Neuadd â chegin.", "A hall with a kitchen."),
            "tags": ("adeilad", "cegin"),
            "status": "active",
            "checked_on": "2026-10-01",
            "where_kind": "shape",
            "where_precision": "exact",
            "where_address": "1 Stryd Fawr\nCwm Derwen",
            "where_postcode": "SY23 3AL",
            "where_uprn": "010001234567",
            "geometry": Point(-3.98765432109, 52.41234567891),
            "placed_by": "own",
            "custom": {"Ward": "Canol", "=Seats": "=80"},
            "visibility": "public",
            "notes": "the key is at number 3",
        },
        {
            "id": library,
            "kind": "organisation",
            **_text("name", "", "Library"),
            "status": "active",
            "where_kind": "shape",
            "where_precision": "street",
            "geometry": Point(-3.9, 52.4),
            "placed_by": "own",
            "visibility": "public",
        },
        {
            "id": path,
            "kind": "place",
            **_text("name", "Llwybr yr Afon"),
            "status": "unchecked",
            "where_kind": "shape",
            "where_precision": "exact",
            "geometry": LineString([(-4, 52.4), (-4.01, 52.41), (-4.02, 52.4)]),
            "placed_by": "own",
            "visibility": "public",
        },
        {
            "id": field,
            "kind": "culture",
            **_text("name", "Cae’r Ŵyl", "Festival Field"),
            "status": "proposed",
            "where_kind": "shape",
            "where_precision": "area",
            "placed_by": "own",
            "visibility": "public",
            "geometry": Polygon(
                [(-4, 52.4), (-4, 52.5), (-3.9, 52.5), (-3.9, 52.4)],
                [[(-3.98, 52.42), (-3.96, 52.42), (-3.96, 52.44)]],
            ),
        },
        {
            "id": megan,
            "kind": "person",
            **_text("name", "", "Megan Ifans"),
            "status": "active",
            "where_kind": "area",
            **_text("where_area", "Canol", "Central"),
            "where_area_code": "W05000999",
            "visibility": "public",
        },
        {
            "id": choir,
            "kind": "group",
            **_text("name", "Côr y Cwm", "Valley Choir"),
            "status": "active",
            "where_kind": "venue",
            "where_venue_id": hall,
            "venue_cy": "Neuadd y Pentref",
            "venue_en": "Village Hall",
            "placed_by": "venue",
            "geometry": Point(-3.98765432109, 52.41234567891),
            "visibility": "public",
        },
    ]
    for number, text in enumerate(HOSTILE):
        given = text.strip() or "blank"
        assets.append(
            {
                "id": uid(2, number),
                "kind": KINDS[number % 6],
                **_text("name", "", given),
                **_text("summary", text.strip(), ""),
                "status": "active",
                "tags": (text.strip(),) if ";" not in text and text.strip() else (),
                "where_kind": "none",
                "custom": {"Ward": text.strip()} if text.strip() else {},
                "visibility": "public",
            }
        )
    goal, step = uid(3, 0), uid(3, 1)
    gives, leads = uid(4, 0), uid(4, 1)
    rows = {
        "assets": assets,
        "contacts": [
            {
                "id": uid(5, 0),
                "asset_id": hall,
                "kind": "phone",
                "value": "+44 1970 000000",
                "person": "Siân Puw",
                "audience": "public",
            },
            {
                "id": uid(5, 1),
                "asset_id": hall,
                "kind": "email",
                "value": "neuadd@cwmderwen.example",
                "audience": "public",
            },
            {
                "id": uid(5, 2),
                "asset_id": hall,
                "kind": "web",
                "value": "https://cwmderwen.example/neuadd?a=1&b=2",
                "audience": "public",
            },
            {
                "id": uid(5, 3),
                "asset_id": library,
                "kind": "web",
                "value": "javascript:alert(1)",
                "audience": "public",
            },
            {"id": uid(5, 4), "asset_id": choir, "kind": "social", "value": "@corycwm", "audience": "public"},
            {"id": uid(5, 5), "asset_id": hall, "kind": "phone", "value": "01970 000001", "audience": "public"},
        ],
        "meetings": [
            {
                "id": uid(6, 0),
                "asset_id": choir,
                "venue_id": hall,
                "rule": "FREQ=WEEKLY;BYDAY=TU",
                "starts_at": "19:00:00",
                "ends_at": "21:00:00",
                **_text("cost", "am ddim", "free"),
                **_text("who", "pawb", "everyone"),
                "access": ("step-free",),
            },
            {
                "id": uid(6, 1),
                "asset_id": choir,
                **_text("name", "Cyngerdd", "Concert"),
                "first_on": "2026-12-12",
                "starts_at": "18:30:00",
            },
        ],
        "talents": [
            {
                "id": uid(7, 0),
                "asset_id": megan,
                **_text("what", "pobi bara", "baking bread"),
                "kind": "hands",
                "standing": "offered",
                "uses": ("neighbours", "teaching"),
                "hours": 4.0,
                "audience": "public",
            },
            {
                "id": uid(7, 1),
                "asset_id": choir,
                **_text("what", "", "=a tenor"),
                "kind": "heart",
                "standing": "wanted",
                "audience": "public",
            },
        ],
        "relations": [{"id": uid(8, 0), "from_id": megan, "to_id": choir, "kind": "member_of"}],
        "frameworks": [
            {
                "id": uid(9, 0),
                "key": "local",
                **_text("name", "Lleol", "Local"),
                "version": "1",
                "status": "local",
                "licence": "OGL v3.0",
            }
        ],
        "outcomes": [
            {
                "id": goal,
                "framework_id": uid(9, 0),
                "code": "L1",
                **_text("name", "Llai o unigrwydd", "Less loneliness"),
                **_text("text_status", "draft", "official"),
                "stage": "quality_of_life",
                "chosen_by": "both",
                "votes": 12,
            },
            {
                "id": step,
                "framework_id": uid(9, 0),
                "code": "L2",
                **_text("name", "", "=More singing"),
                "stage": "prevention",
            },
        ],
        "links": [
            {
                "id": gives,
                "asset_id": choir,
                "outcome_id": step,
                **_text("how", "", "People sing together"),
                "co": "co-deliver",
                "direction": "helps",
            },
            {"id": leads, "from_outcome_id": step, "outcome_id": goal, "direction": "helps"},
            {"id": uid(4, 2), "asset_id": hall, "outcome_id": goal, "direction": "helps"},
        ],
        "evidence": [
            {
                "id": uid(10, 0),
                "link_id": gives,
                "kind": "survey",
                "coverage": "change",
                "finding": "supports",
                "strength": 2.0,
                "rung": 4,
                **_text("summary", "Roedd 8 o bob 10 yn hapusach.", "8 in 10 felt happier."),
                "url": "https://cwmderwen.example/survey",
                "on": "2026-06-01",
                "n": 40.0,
                "before": 41.5,
                "after": 80.0,
                "unit": "%",
                "period": "2025–26",
            },
        ],
        "pathways": [
            {
                "id": uid(11, 0),
                **_text("name", "Canu’n iach", "Singing well"),
                "theme": "older-people",
                "link_ids": (gives, leads),
            }
        ],
        "indicators": [
            {
                "id": uid(12, 0),
                "outcome_id": goal,
                **_text("name", "Unigrwydd", "Loneliness"),
                "kind": "quantitative",
                "about": "what",
                "unit": "%",
                "wanted": "down",
                "baseline": 31.0,
                "baseline_on": "2025-01-01",
                "target": 20.0,
                "target_on": "2027-01-01",
            },
        ],
        "readings": [
            {
                "id": uid(13, 0),
                "indicator_id": uid(12, 0),
                "on": "2026-01-01",
                "value": 28.5,
                "n": 120.0,
                "method": "survey",
            },
            {
                "id": uid(13, 1),
                "indicator_id": uid(12, 0),
                "on": "2026-07-01",
                **_text("words", "Gwell", "Better"),
                "n_few": True,
            },
        ],
        "sessions": [
            {
                "id": uid(14, 0),
                **_text("place", "Neuadd", "Hall"),
                "on": "2026-09-01",
                "people_present": 31.0,
                "votes": {"trust": 9},
            }
        ],
        "areas": [
            {
                "id": uid(15, 0),
                **_text("name", "Canol", "Central"),
                "level": "ward",
                "code": "W05000999",
                "population": 2100.0,
                "geometry": Polygon([(-4.1, 52.3), (-3.8, 52.3), (-3.8, 52.6), (-4.1, 52.6)]),
            },
        ],
        "attachments": [
            {
                "id": uid(16, 0),
                "record_id": hall,
                "name": "neuadd.jpg",
                "media_type": "image/jpeg",
                "sha256": "0" * 64,
                "size": 3,
                **_text("alt", "Y neuadd", "The hall"),
                "credit": "Siân Puw",
                "content": b"abc",
            },
        ],
        "custom_fields": [
            {"id": uid(17, 0), "key": "Ward", **_text("label", "", "Ward"), "audience": "public"},
            {"id": uid(17, 1), "key": "=Seats", **_text("label", "Seddi", "=Seats"), "audience": "public"},
        ],
    }
    return publication(audience, language, rows)


def nothing(language: str = "both") -> Publication:
    """Make a publication of a project without assets."""
    return publication(language=language, introduction=None, publisher="", contact="", held_back=())


def county(assets: int = 100_000, audience: Audience = Audience.PUBLIC, language: str = "both") -> Publication:
    """Make a large publication: every asset placed, with contacts, tags and links for many of them."""
    random = np.random.default_rng(7)
    ids = [uid(1, n) for n in range(assets)]
    points = shapely.points(random.uniform(-5, -3, assets), random.uniform(51.4, 53.4, assets))
    english = [f"Group number {n} of Derwen, with “a name”" for n in range(assets)]
    welsh = [f"Grŵp rhif {n} Cwm Derwen" if n % 2 else "" for n in range(assets)]
    columns = {
        "id": ids,
        "kind": [KINDS[n % 6] if n % 6 else "group" for n in range(assets)],
        "name_cy": welsh,
        "name_en": english,
        "name_first": ["en"] * assets,
        "summary_en": [
            f"Summary {n}: what it is, when it meets, and who may come along on a weekday." for n in range(assets)
        ],
        "summary_first": ["en"] * assets,
        "tags": [("community", f"tag {n % 50}") for n in range(assets)],
        "status": ["active"] * assets,
        "visibility": ["public"] * assets,
        "where_kind": ["shape"] * assets,
        "where_precision": ["exact"] * assets,
        "where_address": [f"{n} Stryd Fawr, Cwm Derwen" for n in range(assets)],
        "where_postcode": ["SY23 3AL"] * assets,
        "geometry": points,
        "placed_by": ["own"] * assets,
        "custom": [{"Ward": f"Ward {n % 40}"} for n in range(assets)],
    }
    half = ids[::2]
    outcomes = [uid(3, n) for n in range(20)]
    rows = {
        "assets": columns,
        "contacts": {
            "id": [uid(5, n) for n in range(len(half))],
            "asset_id": half,
            "kind": ["phone", "web"] * (len(half) // 2) + ["phone"] * (len(half) % 2),
            "value": ["01970 000000", "https://cwmderwen.example/"] * (len(half) // 2)
            + ["01970 000000"] * (len(half) % 2),
            "person": [""] * len(half),
        },
        "frameworks": [{"id": uid(9, 0), "key": "local", **_text("name", "Lleol", "Local")}],
        "outcomes": [
            {"id": outcome, "framework_id": uid(9, 0), "code": f"L{n}", **_text("name", "", f"Outcome {n}")}
            for n, outcome in enumerate(outcomes)
        ],
        "links": {
            "id": [uid(4, n) for n in range(len(half))],
            "asset_id": half,
            "outcome_id": [outcomes[n % 20] for n in range(len(half))],
            "direction": ["helps"] * len(half),
        },
        "custom_fields": [{"id": uid(17, 0), "key": "Ward", **_text("label", "", "Ward")}],
    }
    return publication(audience, language, rows)


def points_at(*lon_lat: tuple[float, float]) -> MultiPoint:
    """Make one shape of several points."""
    return MultiPoint(lon_lat)
