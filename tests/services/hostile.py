"""A project in which somebody typed the worst into every field of every record, one text after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, FigureAs
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import CustomField
from asset_mapper.domain.record import Record
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.domain.talent import Talent
from asset_mapper.domain.whereabouts import WhereKind
from tests.services.marked import Marker

DAY = date(2026, 3, 12)
PUBLIC = Audience.PUBLIC

HOSTILE = (
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=2</script>",
    "</svg></title></style><script>window.pwned=3</script>",
    "javascript:window.pwned=4",
    '" autofocus onfocus="window.pwned=5" \'',
    "{{ 7 * 7 }} ${window.pwned=6} %s {name} {0}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../etc/passwd\\..\\CON:*?",
    "]]><![CDATA[ <!-- &amp; &#60;script&#62; _x0041_",
    "مرحبا \u202egnitirw\u202c שלום \u2066a\u2069",
    "line\r\nbreak\ttab\u2028and\u2029more\x0bthan\x85that",
    "Tŷ 👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 w\u0302 \ufeff\ufffe\x07",
    "Wa" + "a" * 10_000,
    "word " * 2_000,
)


class Worst(Marker):
    """Makes one text after another, each with a number of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def text(self) -> str:
        return f"{self._text} {next(self._numbers)}"


def worst_records(text: str) -> Iterator[Record]:
    """Make a record of each kind that people type, *text* in all its fields; everyone may see it."""
    worst = Worst(text)

    def one(kind: type[Record], /, **fixed: Any) -> Any:
        return worst.record(kind, **({"at_table": worst.text()} | fixed))

    session = one(MappingSession, on=DAY, people_present=12, votes={"trust": 7})
    came = {"session_id": session.id}
    yield session
    yield (column := one(CustomField, key=f"column {worst.text()}", audience=PUBLIC))
    everyones = {"visibility": PUBLIC, "under_18": False, "custom": {column.key: worst.text()}, **came}
    place = one(Asset, kind=AssetKind.PLACE, whereabouts=worst.whereabouts(WhereKind.SHAPE), **everyones)
    group = one(Asset, kind=AssetKind.GROUP, whereabouts=worst.whereabouts(WhereKind.VENUE, place.id), **everyones)
    yield from (place, group)
    yield one(ContactPoint, asset_id=group.id, audience=PUBLIC)
    yield one(Talent, asset_id=group.id, audience=PUBLIC, hours=3.0)
    yield one(Meeting, asset_id=group.id, venue_id=place.id, rule="FREQ=WEEKLY;BYDAY=TU")
    yield one(Relation, from_id=group.id, to_id=place.id)
    yield one(HoursGiven, asset_id=group.id, people=12)

    framework = one(Framework)
    published = {"visibility": PUBLIC, "personal": False, "text_status": None}
    goal = one(Outcome, framework_id=framework.id, **published)
    wider = one(Outcome, framework_id=framework.id, parent_id=goal.id, **published)
    helps = one(Link, outcome_id=goal.id, asset_id=group.id, **came)
    step = one(Link, outcome_id=wider.id, from_outcome_id=goal.id)
    yield from (framework, goal, wider, helps, step)
    known = {"permission": PUBLIC, "strength": 2, "n": 12, "figure": None, "figure_to": None, "figure_as": None}
    known["figure_or_more"] = False
    yield one(Evidence, link_id=helps.id, coverage=Coverage.CHANGE, **known)
    reported = known | {"figure": 31_000.0, "figure_as": FigureAs.COUNT, "before": None, "after": None}
    yield one(Evidence, link_id=step.id, coverage=Coverage.OUTPUT, **reported)
    yield (indicator := one(Indicator, outcome_id=goal.id))
    yield one(Reading, indicator_id=indicator.id, n=12)
    yield one(
        Pathway,
        columns=(worst.bilingual(), worst.bilingual(), worst.bilingual()),
        cards=tuple(Card(record_id=card.id, column=place) for place, card in enumerate((group, goal, wider))),
        link_ids=(helps.id, step.id),
    )
    yield (journey := one(Journey, permission=PUBLIC, fictionalised=True, made_of=4, outcome_id=goal.id))
    for path in JourneyPath:
        priced = {"cost_from": 60.0, "cost_to": 305.0, "times": 2.0, "price_year": 2020, "year_not_given": False}
        yield one(JourneyEvent, journey_id=journey.id, path=path, **priced)
    yield (survey := one(Survey, visibility=PUBLIC, **came))
    statement = one(Statement, survey_id=survey.id, principle="")
    respondents = one(RespondentGroup, survey_id=survey.id)
    yield from (statement, respondents)
    for _sheet in range(6):
        yield one(AnswerSheet, survey_id=survey.id, group_id=respondents.id, answers={statement.id: 4})
