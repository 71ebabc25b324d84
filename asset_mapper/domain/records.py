"""All kinds of record, by name. A new kind is added here, and nowhere found by scanning."""

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Pathway
from asset_mapper.domain.project import CustomField, ExportRecord, ImportBatch, Project, SavedView
from asset_mapper.domain.record import Record
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.domain.talent import Match, Talent

RECORDS: dict[str, type[Record]] = {
    "project": Project,
    "session": MappingSession,
    "import": ImportBatch,
    "area": Area,
    "asset": Asset,
    "contact": ContactPoint,
    "meeting": Meeting,
    "talent": Talent,
    "match": Match,
    "relation": Relation,
    "consent": Consent,
    "framework": Framework,
    "outcome": Outcome,
    "outcome_votes": OutcomeVotes,
    "link": Link,
    "pathway": Pathway,
    "evidence": Evidence,
    "indicator": Indicator,
    "reading": Reading,
    "journey": Journey,
    "journey_event": JourneyEvent,
    "hours": HoursGiven,
    "survey": Survey,
    "statement": Statement,
    "respondent_group": RespondentGroup,
    "answer_sheet": AnswerSheet,
    "attachment": Attachment,
    "view": SavedView,
    "custom_field": CustomField,
    "export": ExportRecord,
}
"""Name → type. The name is that of the table, of ``list``, and in the history; owners come before what they own."""

NAMES: dict[type[Record], str] = {kind: name for name, kind in RECORDS.items()}

SAID_AT_SESSIONS: frozenset[type[Record]] = frozenset(
    (
        *(Asset, ContactPoint, Meeting, Talent, Match, Relation, Consent),
        *(Outcome, Link, Pathway, Evidence, Indicator, Reading, Attachment),
        *(Journey, JourneyEvent, HoursGiven, Survey, Statement, RespondentGroup, AnswerSheet),
    )
)
"""What people say at a mapping session: recorded while one runs, it belongs to that session and to its table."""
