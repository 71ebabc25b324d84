"""Any record that may exist, for property tests: made from the types of its fields, so that a new one is tried too.

Texts hold what real ones do: Welsh letters with accents, emoji, writing from right to left, quotes, line breaks.
"""

import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from types import UnionType
from typing import Any, Union, get_args, get_origin

import shapely
from hypothesis import reject
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence, FigureAs
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.ids import new_id
from asset_mapper.domain.indicator import Reading
from asset_mapper.domain.journey import FIRST_PRICE_YEAR, LAST_PRICE_YEAR, Journey, JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import PRINCIPLES, MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, FrameworkStatus, Outcome
from asset_mapper.domain.pathway import Card
from asset_mapper.domain.project import CustomField, Project, SavedView
from asset_mapper.domain.record import Record
from asset_mapper.domain.survey import AnswerSheet, Statement, Survey
from asset_mapper.domain.talent import Match, Talent
from asset_mapper.domain.whereabouts import Precision, Whereabouts, WhereKind
from asset_mapper.errors import InvalidValueError

AWKWARD = (
    "Tŷ Coffi’r Dŵr",
    "Cymdeithas Gŵyl Llŷn — “Ŵyl y Môr”",
    'He said "no", didn’t he?; DROP TABLE asset; --',
    "line one\nline two\r\nline three\tend",
    "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "مرحبا بالعالم",
    "שלום עולם",
    "e\u0301 decomposed",
    "=1+1",
    "{'json': [1, \"two\"]}",
    "%s %(name)s ? :name",
    "\\ \\n \\x00",
    "\u2028\u200f\ufeff",
    "x" * 300,
    "ŵ" * 300,
)

letters = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
texts = st.one_of(st.just(""), st.sampled_from(AWKWARD), st.text(letters, max_size=12))
some_text = texts.filter(lambda text: bool(text.strip()))
short_text = st.text(letters, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
ids = st.uuids().map(str)
unique_names = st.tuples(short_text, ids).map(" ".join)
times = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
whole = st.integers(0, 2**53)
figures = st.floats(allow_nan=False, allow_infinity=False)

lons = st.floats(-180, 180)
lats = st.floats(-90, 90)
lon_lats = st.tuples(lons, lats)
points = st.builds(shapely.Point, lons, lats)


@st.composite
def _boxes(draw: st.DrawFn) -> BaseGeometry:
    west, south = draw(st.floats(-179, 170)), draw(st.floats(-89, 80))
    width, height = draw(st.floats(0.001, 9)), draw(st.floats(0.001, 9))
    box = shapely.box(west, south, west + width, south + height)
    if draw(st.booleans()):  # with a hole
        hole = shapely.box(west + width / 4, south + height / 4, west + width / 2, south + height / 2)
        box = shapely.Polygon(box.exterior.coords, [hole.exterior.coords])
    return box


boxes = _boxes()
boundaries = st.one_of(boxes, st.builds(shapely.MultiPolygon, st.lists(boxes, min_size=1, max_size=3)))
lines = st.builds(shapely.LineString, st.lists(lon_lats, min_size=2, max_size=6))
shapes = st.one_of(
    points,
    st.builds(shapely.Point, lons, lats, st.floats(-500, 9000)),  # with a height
    lines,
    boundaries,
    st.builds(shapely.GeometryCollection, st.lists(st.one_of(points, lines, boxes), min_size=1, max_size=3)),
    st.builds(shapely.MultiPoint, st.lists(lon_lats, min_size=1, max_size=4)),
    st.builds(shapely.MultiLineString, st.lists(st.lists(lon_lats, min_size=2, max_size=3), min_size=1, max_size=3)),
)


@st.composite
def bilinguals(draw: st.DrawFn) -> Bilingual:
    cy, en = draw(texts), draw(texts)
    if not cy.strip() and not en.strip():
        en = "Only English"
    return Bilingual(cy, en, draw(st.sampled_from(("cy", "en"))))


@st.composite
def whereabouts(draw: st.DrawFn) -> Whereabouts:
    kind = draw(st.sampled_from(WhereKind))
    label = draw(st.none() | bilinguals())
    if kind is WhereKind.CONFIDENTIAL:
        return Whereabouts(kind=kind, area=label)
    return Whereabouts(
        kind=kind,
        venue_id=draw(ids) if kind is WhereKind.VENUE else None,
        area=label or (draw(bilinguals()) if kind is WhereKind.AREA else None),
        area_code=draw(texts),
        geometry=draw(shapes) if kind is WhereKind.SHAPE else None,
        precision=draw(st.none() | st.sampled_from(Precision)),
        address=draw(texts),
        postcode=draw(texts),
        uprn=draw(st.from_regex(r"\A[0-9]{0,12}\Z")),
    )


cards = st.builds(Card, record_id=ids, column=st.integers(0, 20), row=st.floats(0, 1e6))
_admits = st.sampled_from(VISIBILITIES)
_statuses = st.sampled_from([status.value for status in FrameworkStatus])
_rules = st.sampled_from(("", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1SA;COUNT=10", "FREQ=DAILY;UNTIL=20271231"))

_OF_FIELD: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (Area, "geometry"): st.none() | boundaries,
    (Area, "population"): st.none() | whole,
    (Asset, "visibility"): _admits,
    (Attachment, "name"): st.sampled_from(("llun.jpg", "Tŷ Ni.pdf", "dogfen (2).docx")),
    (Attachment, "audience"): _admits,
    (ContactPoint, "value"): some_text,
    (ContactPoint, "audience"): _admits,
    (CustomField, "audience"): _admits,
    (CustomField, "key"): unique_names,
    (Evidence, "strength"): st.none() | st.integers(1, 5),
    (Evidence, "permission"): _admits,
    (Framework, "key"): unique_names,
    (AnswerSheet, "answers"): st.dictionaries(ids, st.integers(1, 5), max_size=6),
    (HoursGiven, "hours"): st.floats(0, 1e9),
    (Journey, "made_of"): st.none() | st.integers(1, 60),
    (Journey, "permission"): _admits,
    (JourneyEvent, "times"): st.floats(0.1, 100),
    (JourneyEvent, "cost_from"): st.none() | st.floats(0, 1e7),
    (JourneyEvent, "cost_to"): st.none() | st.floats(0, 1e7),
    (JourneyEvent, "price_year"): st.none() | st.integers(FIRST_PRICE_YEAR, LAST_PRICE_YEAR),
    (Statement, "principle"): st.sampled_from(("", *PRINCIPLES)),
    (Survey, "visibility"): _admits,
    (MappingSession, "votes"): st.dictionaries(st.sampled_from(tuple(PRINCIPLES)), st.integers(0, 500)),
    (Match, "hours"): st.none() | st.floats(0, 1e6),
    (Meeting, "rule"): _rules,
    (Outcome, "text_status"): st.none() | st.builds(Bilingual, _statuses, _statuses),
    (Outcome, "visibility"): _admits,
    (Project, "default_audience"): _admits,
    (Project, "languages"): st.sampled_from((("cy", "en"), ("en", "cy"), ("cy",), ("en",))),
    (SavedView, "name"): unique_names,
    (SavedView, "extent"): st.sampled_from(((), (-4.0, 52.0, -3.0, 53.0))),
    (Talent, "hours"): st.none() | st.floats(0, 744),
    (Talent, "audience"): _admits,
}


def _of_field(name: str, hint: Any) -> st.SearchStrategy[Any]:
    if name == "id" or name.endswith("_id"):
        return ids if hint is str else st.none() | ids
    return _of_hint(hint)


def _of_hint(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = [part for part in get_args(hint) if part is not type(None)]
        return st.none() | _of_hint(inner)
    if get_origin(hint) is typing.Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(_of_hint(get_args(hint)[0]), max_size=4).map(tuple)
    if get_origin(hint) is Mapping:
        return st.dictionaries(texts, texts, max_size=4)
    if isinstance(hint, type) and issubclass(hint, Code):
        return st.sampled_from(hint)
    return {
        str: texts,
        int: whole,
        float: figures,
        bool: st.booleans(),
        date: days,
        time: st.times(),
        datetime: times,
        Bilingual: bilinguals(),
        Whereabouts: whereabouts(),
        Card: cards,
        BaseGeometry: shapes,
    }[hint]


def _tidied(kind: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """Mend what two fields together may not be."""
    if kind is Asset:
        where: Whereabouts = values["whereabouts"]
        if values["kind"] is AssetKind.PERSON and where.tells_a_home:
            values["whereabouts"] = Whereabouts()
        else:
            values["under_18"] = values["under_18"] and values["kind"] is AssetKind.PERSON
        if values["kind"] is not AssetKind.PERSON:
            values["under_18"] = False
        if values["whereabouts"].kind is WhereKind.CONFIDENTIAL:
            values["custom"] = {}
    if kind is Consent:
        for end in ("until", "withdrawn_on"):
            if values[end] is not None:
                values[end] = max(values[end], values["given_on"])
    if kind is Link:
        if values["asset_id"] is None and values["from_outcome_id"] is None:
            values["asset_id"] = new_id()
        elif values["asset_id"] is not None:
            values["from_outcome_id"] = None
    if kind is Meeting and not (values["rule"] or values["first_on"] or values["when"]):
        values["first_on"] = date(2026, 11, 22)
    if kind is Reading and values["value"] is None and values["words"] is None:
        values["value"] = 1.5
    if kind is Evidence:
        _tidy_figures(values)
    if kind is HoursGiven:
        values["since"], values["until"] = sorted((values["since"], values["until"]))
    if kind is Journey and values["permission"] is not Audience.TEAM:
        values["fictionalised"] = True
    if kind is JourneyEvent:
        _tidy_costs(values)
    return values


def _tidy_figures(values: dict[str, Any]) -> None:
    if values["unit"] == "%":
        values["n"] = 12
    if values["figure"] is None or values["figure_as"] is None:
        values |= {"figure": None, "figure_to": None, "figure_or_more": False, "figure_as": None}
        return
    values["citation"] = values["citation"].strip() or "A report"
    if values["figure_as"] is FigureAs.SHARE_PERCENT:
        values |= {"figure": abs(values["figure"]) % 100, "figure_to": None}
    if values["figure_to"] is not None:
        values["figure"], values["figure_to"] = sorted((values["figure"], values["figure_to"]))
        values["figure_or_more"] = False


def _tidy_costs(values: dict[str, Any]) -> None:
    if values["price_year"] is not None:
        values["year_not_given"] = False
    if values["cost_from"] is None:
        values["cost_to"] = None
        return
    if values["cost_to"] is not None:
        values["cost_from"], values["cost_to"] = sorted((values["cost_from"], values["cost_to"]))
    if not values["year_not_given"]:
        values["price_year"] = values["price_year"] or 2024
    values["citation"] = values["citation"].strip() or "A report"


def records(kind: type[Record], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any record of *kind*; some of its fields may be given."""
    hints = typing.get_type_hints(kind, localns={"BaseGeometry": BaseGeometry})
    parts = {field.name: _OF_FIELD.get((kind, field.name)) for field in fields(kind)} | fixed
    parts = {name: _of_field(name, hints[name]) if part is None else part for name, part in parts.items()}

    def make(values: dict[str, Any]) -> Record:
        try:
            return kind(**_tidied(kind, values))
        except InvalidValueError:  # a rule of the domain, tested elsewhere
            reject()

    return st.fixed_dictionaries(parts).map(make)
