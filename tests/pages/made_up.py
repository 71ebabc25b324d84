"""Publications of made-up communities, small and huge, for tests of the page. Nobody and nothing in them is real."""

from __future__ import annotations

import random
from typing import Any

import geopandas
import numpy as np
import pandas
import shapely

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.publication import Publication
from asset_mapper.storage.mappings import mapping_of
from tests.formats.publications import FRAMES, KINDS, publication

from .tiles_made_up import image_tile

FIRST_WORDS = {
    "en": (
        "Derwen",
        "Riverside",
        "Hill Street",
        "Chapel",
        "Old Mill",
        "Station",
        "Meadow",
        "Harbour",
        "Quarry",
        "Oak",
    ),
    "cy": (
        "Y Dderwen",
        "Glan-yr-afon",
        "Stryd y Bryn",
        "Y Capel",
        "Yr Hen Felin",
        "Yr Orsaf",
        "Y Ddôl",
        "Yr Harbwr",
        "Y Chwarel",
        "Tŷ Derw",
    ),
}
SECOND_WORDS = {
    "en": (
        "knitters",
        "allotments",
        "repair café",
        "choir",
        "library",
        "football club",
        "story circle",
        "food share",
        "walking group",
        "village hall",
        "swap shelf",
        "carers' tea",
    ),
    "cy": (
        "gweuwyr",
        "rhandiroedd",
        "caffi trwsio",
        "côr",
        "llyfrgell",
        "clwb pêl-droed",
        "cylch straeon",
        "rhannu bwyd",
        "grŵp cerdded",
        "neuadd bentref",
        "silff gyfnewid",
        "te gofalwyr",
    ),
}
WORDS = (
    *("a", "warm", "welcome", "with", "tea", "for", "anyone", "who", "wants", "to", "mend", "make", "sing", "walk"),
    *("learn", "talk", "bring", "what", "you", "have", "take", "need", "every", "season", "open", "door", "garden"),
    *("kitchen", "workshop", "stage", "library", "bicycle", "harbour", "story", "neighbour", "choir", "spade"),
)
TAGS = ("food", "welsh speaking", "step-free", "young people", "outdoors", "music", "free")
RULES = (
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=1SA",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
)
AREAS = (("Cwm Isaf", "Lower Valley"), ("Cwm Uchaf", "Upper Valley"), ("Glan Môr", "Seaside"))
EXTENT = (-4.20, 52.90, -3.95, 53.05)


def empty_frame(name: str) -> pandas.DataFrame:
    columns = [spec.name for codec in mapping_of(name).codecs.values() for spec in codec.columns]
    return pandas.DataFrame({column: pandas.Series(dtype=object) for column in columns})


def frame_of(name: str, rows: list[dict[str, Any]]) -> pandas.DataFrame:
    """Make a frame with every column of *name*, empty where the rows say nothing."""
    columns = list(empty_frame(name).columns)
    listed = {"tags", "uses", "access", "columns", "cards", "link_ids"}
    full = [
        {
            column: row.get(column, () if column in listed else {} if column == "custom" else "")
            for column in (*columns, *(key for key in row if key not in columns))
        }
        for row in rows
    ]
    return pandas.DataFrame(full) if full else empty_frame(name)


def made_up_id(number: int, table: int = 0) -> str:
    """Make an id that looks like a real one and is always the same."""
    return f"01930000-{table:04x}-7{number % 4096:03x}-8000-{(number * 2654435761 + 11) % 2**48:012x}"


def asset_rows(count: int, seed: int = 1) -> list[dict[str, Any]]:
    choose = random.Random(seed)
    rows = []
    for number in range(count):
        place, what = choose.randrange(10), choose.randrange(12)
        kind = KINDS[choose.choices(range(6), (2, 5, 2, 4, 1, 1))[0]]
        english = f"{FIRST_WORDS['en'][place]} {SECOND_WORDS['en'][what]}"
        if count > 120:
            english = f"{english} {number // 120 + 1}"
        welsh = f"{SECOND_WORDS['cy'][what].capitalize()} {FIRST_WORDS['cy'][place]}"
        told = choose.random()
        summary = " ".join(choose.choices(WORDS, k=14)).capitalize() + "."
        rows.append(
            {
                "id": made_up_id(number),
                "name_cy": welsh if told < 0.7 else "",
                "name_en": english if told > 0.2 or told >= 0.7 else "",
                "name_first": "en",
                "kind": kind,
                "summary_en": summary[:80],
                "summary_cy": "Croeso cynnes a phaned i bawb o'r ardal." if told < 0.3 else "",
                "status": "active",
                "checked_on": "2026-09-12" if told > 0.5 else "",
                "tags": tuple(choose.sample(TAGS, choose.randrange(3))),
                "where_kind": "shape" if kind != "person" else "none",
                "where_precision": choose.choice(("exact", "postcode")),
                "where_address": f"{choose.randrange(1, 90)} {FIRST_WORDS['en'][place]} Road",
                "where_postcode": "ZZ1 1ZZ",
                "custom": {"floor": "1", "secret": "not for this audience"} if number % 9 == 2 else {},
                "placed_by": "own" if kind != "person" else "",
                "venue_cy": "",
                "venue_en": "",
            }
        )
    return rows


def made_up(count: int = 84, seed: int = 1, language: str = "both", rich: bool = True, **changes: Any) -> Publication:
    """Make a publication of *count* assets; a rich one has contacts, meetings, outcomes, links and evidence too."""
    rows = changes.pop("asset_rows", None)
    rows = asset_rows(count, seed) if rows is None else rows
    numbers = np.random.default_rng(seed)
    west, south, east, north = changes.get("extent") or EXTENT
    lon = west + (east - west) * numbers.beta(2, 2, len(rows))
    lat = south + (north - south) * numbers.beta(2, 2, len(rows))
    points = shapely.points(np.round(lon, 6), np.round(lat, 6))
    own = np.asarray([row["placed_by"] == "own" for row in rows], dtype=bool)
    geometry = np.where(own, points, None) if len(rows) else np.asarray([], dtype=object)
    if rich and len(rows) > 20:
        geometry[3] = shapely.box(lon[3], lat[3], lon[3] + 0.006, lat[3] + 0.004) if own[3] else None
        geometry[7] = shapely.LineString([(lon[7], lat[7]), (lon[7] + 0.01, lat[7] + 0.006)]) if own[7] else None
    assets = geopandas.GeoDataFrame(frame_of("asset", rows), geometry=geometry, crs="EPSG:4326")
    for column in ("placed_by", "venue_cy", "venue_en"):
        if column not in assets:
            assets[column] = pandas.Series([], dtype=object)
    small = _small_tables(assets, seed) if rich else {}
    values: dict[str, Any] = {
        "language": language,
        "title": Bilingual("Map asedau Cwm Derwen", "Cwm Derwen asset map"),
        "introduction": Bilingual(
            "Yr hyn sydd gennym yng Nghwm Derwen, a'r gwahaniaeth a wna. Fe'i casglwyd mewn tair sesiwn yn y neuadd.",
            "What we have in Cwm Derwen, and the difference it makes. It was gathered in three sessions in the hall.",
        ),
        "publisher": "Cwm Derwen community council (fictional)",
        "contact": "map@cwm-derwen.example",
        "extent": EXTENT,
        "assets": assets,
        "areas": _areas() if rich else geopandas.GeoDataFrame(empty_frame("area"), geometry=[], crs="EPSG:4326"),
        "held_back": (),
        **{
            name: frame_of(table, small.get(name, []))
            for name, table in FRAMES.items()
            if name not in ("assets", "areas")
        },
    }
    if "rung" not in values["evidence"]:
        values["evidence"]["rung"] = pandas.Series([], dtype="int64")
    return publication(**{**values, **changes})


def _areas() -> Any:
    west, south, east, north = EXTENT
    third = (east - west) / 3
    rows = [
        {"id": made_up_id(place, 9), "name_cy": cy, "name_en": en, "code": f"W0500000{place}", "level": "ward"}
        for place, (cy, en) in enumerate(AREAS)
    ]
    shapes = [shapely.box(west + place * third, south, west + (place + 1) * third, north) for place in range(3)]
    return geopandas.GeoDataFrame(frame_of("area", rows), geometry=shapes, crs="EPSG:4326")


def _small_tables(assets: Any, seed: int) -> dict[str, list[dict[str, Any]]]:
    choose = random.Random(seed + 1)
    ids, kinds = assets["id"].tolist(), assets["kind"].tolist()
    contacts, meetings, talents = [], [], []
    venues = [record_id for record_id, kind in zip(ids, kinds, strict=True) if kind == "place"]
    for number, (record_id, kind) in enumerate(zip(ids, kinds, strict=True)):
        if kind == "person":
            talents.append(
                {
                    "asset_id": record_id,
                    "what_en": "Mending bicycles",
                    "what_cy": "Trwsio beiciau",
                    "kind": "hands",
                    "standing": "offered",
                    "uses": ("neighbours",),
                }
            )
            talents.append(
                {
                    "asset_id": record_id,
                    "what_cy": "Hanes lleol",
                    "kind": choose.choice(("head", "heart")),
                    "standing": choose.choice(("offered", "wanted")),
                }
            )
        else:
            contacts.append({"asset_id": record_id, "kind": "phone", "value": "01632 960 123"})
            contacts.append({"asset_id": record_id, "kind": "email", "value": f"hello{number}@example.org"})
            if number % 3 == 0:
                contacts.append({"asset_id": record_id, "kind": "web", "value": "https://example.org/derwen"})
        if kind in ("group", "culture"):
            meetings.append(
                {
                    "asset_id": record_id,
                    "venue_id": choose.choice(venues) if venues else "",
                    "rule": choose.choice(RULES),
                    "starts_at": "14:00:00",
                    "ends_at": "16:00:00",
                    "cost_en": "Free",
                    "cost_cy": "Am ddim",
                    "who_en": "Anyone",
                    "access": ("step-free",),
                }
            )
    framework = made_up_id(1, 1)
    goals = (
        ("Iachach gyda'n gilydd", "Healthier together", "prevention"),
        ("Llai unig", "Less lonely", "quality_of_life"),
        ("Dysgu am oes", "Learning all our lives", "prevention"),
        ("Cynefin glân", "A clean neighbourhood", "recovery"),
    )
    outcomes = [
        {
            "id": made_up_id(place, 2),
            "framework_id": framework,
            "code": f"D{place + 1}",
            "name_cy": cy,
            "name_en": en,
            "stage": stage,
            "chosen_by": "residents",
            "votes": 0,
            "description_en": "Chosen at the second session in the hall.",
        }
        for place, (cy, en, stage) in enumerate(goals)
    ]
    links: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    for number, record_id in enumerate(ids[:: max(1, len(ids) // 60)]):
        link = made_up_id(number, 3)
        links.append(
            {
                "id": link,
                "asset_id": record_id,
                "outcome_id": outcomes[choose.randrange(3)]["id"],
                "how_en": "People meet who would not meet otherwise.",
                "co": "co-deliver",
                "direction": "harms" if number % 17 == 16 else "helps",
            }
        )
        rung = choose.randrange(6)
        if rung:
            evidence.append(_piece(link, rung, number))
    for number, (start, end) in enumerate(((0, 1), (2, 1), (1, 3), (0, 3))):
        link = made_up_id(number, 4)
        links.append(
            {
                "id": link,
                "from_outcome_id": outcomes[start]["id"],
                "outcome_id": outcomes[end]["id"],
                "how_en": "Whoever feels well goes out more.",
                "direction": "helps",
            }
        )
        if number % 2 == 0:
            evidence.append(_piece(link, 3, number))
    return {
        "contacts": contacts,
        "meetings": meetings,
        "talents": talents,
        "relations": [{"from_id": ids[1], "to_id": ids[2], "kind": "runs"}] if len(ids) > 2 else [],
        "frameworks": [
            {
                "id": framework,
                "key": "derwen",
                "name_cy": "Beth sy'n bwysig i ni",
                "name_en": "What matters to us",
                "status": "local",
            }
        ],
        "outcomes": outcomes,
        "links": links if ids else [],
        "evidence": evidence if ids else [],
        "pathways": [
            {
                "id": made_up_id(1, 5),
                "name_en": "Getting out again",
                "name_cy": "Mynd allan eto",
                "lessons_en": "Much is known of the hall, and little of what comes after.",
                "cards": (
                    *([row["asset_id"], 0, float(place)] for place, row in enumerate(links[:7]) if "asset_id" in row),
                    *([outcome["id"], place + 1, place + 0.5] for place, outcome in enumerate(outcomes)),
                ),
                "link_ids": tuple(link["id"] for link in links),
            },
            {
                "id": made_up_id(2, 5),
                "name_en": "Not yet begun",
                "cards": ([outcomes[0]["id"], 0, 0.0],),
            },
        ],
        "indicators": [
            {
                "id": made_up_id(1, 6),
                "outcome_id": outcomes[1]["id"],
                "name_en": "People who often feel lonely",
                "unit": "%",
                "wanted": "down",
                "baseline": 31.0,
                "baseline_on": "2025-03-01",
                "target": 20.0,
            }
        ],
        "attachments": _photos(ids),
        "custom_fields": [{"key": "floor", "label_cy": "Llawr", "label_en": "Floor"}],
        "readings": [{"indicator_id": made_up_id(1, 6), "on": "2026-03-01", "value": 26.5, "n": 212.0}],
    }


def large_pathway(cards: int = 150, arrows: int = 400, columns: int = 6) -> Publication:
    """Make a publication with one pathway as large as they come, arranged as somebody who has the patience would."""
    choose = random.Random(1)
    outcomes = [
        {"id": made_up_id(place, 2), "code": f"L{place}", "name_en": f"What the card {place} of this pathway says"}
        for place in range(cards)
    ]
    placed = {outcome["id"]: (place % columns, place // columns) for place, outcome in enumerate(outcomes)}
    pairs = [(one, other) for one in placed for other in placed if placed[one][0] < placed[other][0]]
    links = [
        {
            "id": made_up_id(place, 4),
            "from_outcome_id": start,
            "outcome_id": end,
            "how_en": "Whoever feels well goes out more.",
            "direction": choose.choice(("helps", "helps", "harms")),
        }
        for place, (start, end) in enumerate(choose.sample(pairs, arrows))
    ]
    evidence = [_piece(link["id"], choose.randrange(1, 6), place) for place, link in enumerate(links[::2])]
    pathway = {
        "id": made_up_id(1, 5),
        "name_en": "Large",
        "cards": tuple([key, column, float(row)] for key, (column, row) in placed.items()),
        "link_ids": tuple(link["id"] for link in links),
    }
    tables = {"outcome": outcomes, "link": links, "evidence": evidence, "pathway": [pathway]}
    names = {"outcome": "outcomes", "link": "links", "evidence": "evidence", "pathway": "pathways"}
    return made_up(20, rich=False, **{names[table]: frame_of(table, rows) for table, rows in tables.items()})


def _photos(ids: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "record_id": record_id,
            "name": "field.png",
            "media_type": "image/png",
            "content": image_tile((90, 150, 90)),
            "alt_cy": "Cae gwyrdd" if number else "",
            "alt_en": "A green field",
            "credit": "Drawn for this test",
        }
        for number, record_id in enumerate(ids[2:4])
    ]


def _piece(link: str, rung: int, number: int) -> dict[str, Any]:
    coverage = ("none", "belief", "output", "level", "change", "caused")[rung]
    return {
        "id": made_up_id(number, 7),
        "link_id": link,
        "kind": "survey",
        "coverage": coverage,
        "rung": rung,
        "finding": "supports",
        "strength": 2.0,
        "summary_en": "Asked before and after a year.",
        "on": "2026-02-01",
        "n": 48.0,
        "before": 12.0,
        "after": 19.0,
        "unit": "people",
        "period": "one year",
        "citation": "Report of the hall committee",
        **({"figure": -42.0, "figure_as": "change_percent"} if rung == 5 else {}),
    }
