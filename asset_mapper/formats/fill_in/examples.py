"""One row of each sheet as an example: people, groups and places in them are fictional, and never read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.evidence import STRENGTH_LABELS, Coverage, EvidenceFinding, EvidenceKind
from asset_mapper.domain.hours import HoursKind
from asset_mapper.domain.indicator import About, IndicatorKind, Wanted
from asset_mapper.domain.journey import JourneyPath
from asset_mapper.domain.link import Direction, FourCo
from asset_mapper.domain.outcome import ChosenBy, Stage
from asset_mapper.domain.relation import RelationKind
from asset_mapper.domain.talent import Standing, TalentKind

_CHOIR, _HALL = ("Côr Cwm Celyn", "Cwm Celyn Choir"), ("Neuadd Cwm Celyn", "Cwm Celyn Hall")
_LESS_ALONE = ("Pobl yn llai unig", "People are less lonely")
_OFTEN_LONELY = ("Pobl sy'n aml yn unig", "People who are often lonely")
_ALUN = ("Stori Alun", "Alun's story")
_SURVEY = ("Arolwg y côr, gwanwyn 2026", "The choir's survey, spring 2026")
_PEOPLE = ("pobl", "people")

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "assets": {
        "kind": AssetKind.GROUP,
        "name_cy": _CHOIR[0],
        "name_en": _CHOIR[1],
        "summary_cy": "Canu gyda'n gilydd; croeso i bawb.",
        "summary_en": "Singing together; everyone is welcome.",
        "tags": ("canu; cerddoriaeth", "singing; music"),
        "status": AssetStatus.ACTIVE,
        "phone": "01632 960123",
        "email": "choir@example.org",
        "web": "https://example.org/choir",
        "meetings_cy": "bob nos Iau 7pm",
        "meetings_en": "every Thursday 7pm",
        "area_cy": "Cwm Celyn",
        "area_en": "Cwm Celyn",
        "address": ("Neuadd Cwm Celyn, Heol yr Ysgol", "Cwm Celyn Hall, School Road"),
        "visibility": Audience.PUBLIC,
        "checked_on": date(2026, 3, 31),
        "source": ("Ysgrifenyddes y côr", "The choir's secretary"),
    },
    "talents": {
        "asset": _CHOIR,
        "what_cy": "Dysgu pobl i ganu",
        "what_en": "Teaching people to sing",
        "kind": TalentKind.HANDS,
        "standing": Standing.OFFERED,
        "hours": 4,
    },
    "relations": {"from": _CHOIR, "kind": RelationKind.MEETS_AT, "to": _HALL},
    "outcomes": {
        "code": "A1",
        "name_cy": _LESS_ALONE[0],
        "name_en": _LESS_ALONE[1],
        "framework": ("Yr hyn sy'n bwysig yng Nghwm Celyn", "What matters in Cwm Celyn"),
        "stage": Stage.PREVENTION,
        "chosen_by": ChosenBy.RESIDENTS,
    },
    "links": {
        "asset": _CHOIR,
        "outcome": "A1",
        "direction": Direction.HELPS,
        "how_cy": "Mae aelodau'n cwrdd bob wythnos, ac yn galw ar y rhai sy'n colli.",
        "how_en": "Members meet every week, and call on those who are missing.",
        "co": FourCo.DELIVER,
        "claimed_by": ("Aelodau", "Members"),
    },
    "evidence": {
        "asset": _CHOIR,
        "outcome": "A1",
        "kind": EvidenceKind.SURVEY,
        "coverage": Coverage.CHANGE,
        "finding": EvidenceFinding.SUPPORTS,
        "strength": STRENGTH_LABELS[1],
        "summary_cy": "Mae llai o aelodau'n dweud eu bod yn aml yn unig.",
        "summary_en": "Fewer members say that they are often lonely.",
        "citation": _SURVEY,
        "on": date(2026, 3, 31),
        "n": 24,
        "before": 9,
        "after": 4,
        "unit": _PEOPLE,
    },
    "indicators": {
        "outcome": "A1",
        "name_cy": _OFTEN_LONELY[0],
        "name_en": _OFTEN_LONELY[1],
        "kind": IndicatorKind.QUANTITATIVE,
        "about": About.WHAT,
        "unit": _PEOPLE,
        "wanted": Wanted.DOWN,
        "baseline": 9,
        "baseline_on": date(2025, 3, 31),
        "target": 3,
        "target_on": date(2027, 3, 31),
        "proposed_by": ("Aelodau", "Members"),
    },
    "readings": {
        "indicator": _OFTEN_LONELY,
        "on": date(2026, 3, 31),
        "value": 4,
        "n": 24,
        "method": _SURVEY,
    },
    "hours": {
        "asset": _CHOIR,
        "kind": HoursKind.GIVEN,
        "since": date(2025, 4, 1),
        "until": date(2026, 3, 31),
        "hours": 180,
        "people": 6,
        "what_cy": "Gosod cadeiriau, gwneud te",
        "what_en": "Setting out chairs, making tea",
    },
    "journeys": {
        "name_cy": _ALUN[0],
        "name_en": _ALUN[1],
        "about_cy": "Gŵr gweddw sy'n dechrau canu.",
        "about_en": "A widower who takes up singing.",
        "outcome": "A1",
        "fictionalised": True,
        "made_of": 3,
        "permission": Audience.PARTNERS,
    },
    "journey_events": {
        "journey": _ALUN,
        "path": JourneyPath.COULD,
        "when_cy": "ym mis Mai",
        "when_en": "in May",
        "what_cy": "Mae'n ymuno â'r côr.",
        "what_en": "He joins the choir.",
        "cost_from": 40,
        "price_year": 2026,
        "citation": ("Cyfrifon y côr", "The choir's accounts"),
    },
}
"""List → column → what the example says: a code or a label by its name, a pair of texts in Welsh and English."""
