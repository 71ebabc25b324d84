"""Rules across records. What one record must be, it checks itself; here is what only several together can break.

The same findings come from ``check``, from the list of findings in the window, and before a publication.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.codes import Code
from asset_mapper.domain.consent import PURPOSE_FOR, Consent, Purpose
from asset_mapper.domain.hours import HoursGiven, overlaps
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import Journey, JourneyEvent, told_in
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Outcome, OutcomeVotes
from asset_mapper.domain.story_names import People
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, _


class Severity(Code):
    """How much a finding matters."""

    ERROR = "error", N_("Error")  # something is wrong, or a row was refused
    WARNING = "warning", N_("Warning")  # someone should look
    INFO = "info", N_("Note")  # good to know


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about the project that someone should know."""

    severity: Severity
    code: str  # for programs, such as ``no-consent``
    record: RecordId  # "" when it is about the whole file
    message: str  # what is so, and what to do

    def as_json(self) -> dict[str, str]:
        return {
            "severity": self.severity.value,
            "code": self.code,
            "record": self.record,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Everything:
    """The records that rules look at."""

    today: date
    assets: Mapping[RecordId, Asset]
    consents: Mapping[RecordId, tuple[Consent, ...]]  # by person
    meetings: tuple[Meeting, ...]
    outcomes: Mapping[RecordId, Outcome]
    journeys: Mapping[RecordId, tuple[Journey, tuple[JourneyEvent, ...]]] = field(default_factory=dict)
    hours: tuple[HoursGiven, ...] = ()
    votes: tuple[OutcomeVotes, ...] = ()


Rule = Callable[[Everything], Iterable[Finding]]


def people_have_agreed(records: Everything) -> Iterator[Finding]:
    """A person is kept with an agreement to be kept, and shown with one to be shown."""
    for asset in records.assets.values():
        if asset.kind is not AssetKind.PERSON:
            continue
        standing = {c.purpose for c in records.consents.get(asset.id, ()) if c.stands_on(records.today)}
        name = asset.name.given
        if Purpose.HOLD not in standing:
            text = _("“{name}” has not agreed to be kept. Ask, note the agreement, or erase the record.")
            yield Finding(Severity.ERROR, "no-consent", asset.id, text.format(name=name))
        needed = PURPOSE_FOR.get(asset.visibility)
        if needed is not None and needed not in standing:
            text = _("“{name}” is meant to be shown, but has not agreed to it, so it is held back.")
            yield Finding(Severity.WARNING, "held-back", asset.id, text.format(name=name))


def venues_are_places_that_are_known(records: Everything) -> Iterator[Finding]:
    """A venue is there, is not a person, is not confidential, and is not at a venue that is at itself."""
    for asset in records.assets.values():
        if asset.whereabouts.kind is not WhereKind.VENUE:
            continue
        name, seen, here = asset.name.given, {asset.id}, asset
        while here.whereabouts.venue_id:
            if here.whereabouts.venue_id in seen:
                text = _("“{name}” is at a venue that is at “{name}” again. Say where one of them really is.")
                yield Finding(Severity.ERROR, "venue-circle", asset.id, text.format(name=name))
                break
            venue = records.assets.get(here.whereabouts.venue_id)
            if venue is None:
                break
            seen.add(venue.id)
            here = venue
    for place, owner in _venues(records):
        if place.kind is AssetKind.PERSON:
            text = _("“{name}” is at a person, which would pin them to a place. Choose a venue.")
            yield Finding(Severity.ERROR, "venue-person", owner.id, text.format(name=owner.name.given))
        elif place.confidential:
            text = _("“{name}” names a confidential place as its venue. Outside the team the venue is left out.")
            yield Finding(Severity.WARNING, "venue-confidential", owner.id, text.format(name=owner.name.given))


def _venues(records: Everything) -> Iterator[tuple[Asset, Asset]]:
    for asset in records.assets.values():
        venue = records.assets.get(asset.whereabouts.venue_id or "")
        if venue is not None:
            yield venue, asset
    for meeting in records.meetings:
        venue, owner = records.assets.get(meeting.venue_id or ""), records.assets.get(meeting.asset_id)
        if venue is not None and owner is not None:
            yield venue, owner


def sensitive_assets_were_decided(records: Everything) -> Iterator[Finding]:
    for asset in records.assets.values():
        if asset.sensitive and asset.visibility is Audience.PUBLIC:
            text = _("“{name}” is shown to everyone though belonging to it tells something private. Is that decided?")
            yield Finding(Severity.WARNING, "sensitive-public", asset.id, text.format(name=asset.name.given))


def assets_are_fresh(records: Everything) -> Iterator[Finding]:
    for asset in records.assets.values():
        if asset.review_due is not None and asset.review_due <= records.today:
            text = _("“{name}” is due for a check: is it still true?")
            yield Finding(Severity.INFO, "review-due", asset.id, text.format(name=asset.name.given))


def outcomes_form_a_tree(records: Everything) -> Iterator[Finding]:
    for outcome in records.outcomes.values():
        seen, here = {outcome.id}, outcome
        while here.parent_id and (parent := records.outcomes.get(here.parent_id)):
            if parent.id in seen:
                text = _("The outcome “{name}” is part of itself. Choose another one above it.")
                yield Finding(Severity.ERROR, "outcome-circle", outcome.id, text.format(name=outcome.name.given))
                break
            seen.add(parent.id)
            here = parent


_FEWEST_STORIES = 3
_OLD_PRICES_YEARS = 10


def journeys_name_nobody(records: Everything) -> Iterator[Finding]:
    """The people of a story are made up: none is called like somebody of the project."""
    if not records.journeys:
        return
    people = People(
        {asset.id: (asset.name.cy, asset.name.en) for asset in records.assets.values() if _is_person(asset)}
    )
    for journey, events in records.journeys.values():
        texts = told_in(journey, events)
        named, name = people.named_in(texts), journey.name.given
        for person in sorted(named):
            text = _("The journey “{journey}” names “{name}”, a person of this project. Give them another name.")
            said = text.format(journey=name, name=records.assets[person].name.given)
            yield Finding(Severity.ERROR, "journey-person", journey.id, said)
        for person in sorted(people.hinted_at_in(texts) - named):
            text = _("In the journey “{journey}” somebody has the first name of “{name}”. Is the name made up?")
            said = text.format(journey=name, name=records.assets[person].name.given)
            yield Finding(Severity.WARNING, "journey-first-name", journey.id, said)


def journeys_are_made_of_several_stories(records: Everything) -> Iterator[Finding]:
    for journey, _events in records.journeys.values():
        if journey.permission is not Audience.TEAM and (journey.made_of or 0) < _FEWEST_STORIES:
            text = _(
                "The journey “{journey}” may leave the team, but is not known to be made of three people's stories "
                "or more. Somebody may be recognised."
            )
            yield Finding(Severity.WARNING, "journey-few", journey.id, text.format(journey=journey.name.given))


def costs_are_recent(records: Everything) -> Iterator[Finding]:
    oldest = records.today.year - _OLD_PRICES_YEARS
    for journey, events in records.journeys.values():
        old = [event.price_year for event in events if event.price_year is not None and event.price_year < oldest]
        if old:
            text = _("The journey “{journey}” has costs in prices of {year}. Is there a newer figure?")
            said = text.format(journey=journey.name.given, year=min(old))
            yield Finding(Severity.WARNING, "journey-old-cost", journey.id, said)


def _is_person(asset: Asset) -> bool:
    return asset.kind is AssetKind.PERSON


def hours_count_once(records: Everything) -> Iterator[Finding]:
    """Hours of one asset are noted once for every day."""
    for asset_id in dict.fromkeys(one.asset_id for one, _later in overlaps(records.hours)):
        if (asset := records.assets.get(asset_id)) is not None:
            text = _(
                "Hours of “{name}” are noted twice for the same days. Keep one of them, or say what each was for."
            )
            yield Finding(Severity.WARNING, "hours-overlap", asset_id, text.format(name=asset.name.given))


def votes_of_a_session_count_once(records: Everything) -> Iterator[Finding]:
    """The votes on an outcome are noted once for each session, by whichever laptop."""
    noted = Counter((one.outcome_id, one.session_id) for one in records.votes)
    for outcome_id in dict.fromkeys(outcome_id for (outcome_id, _session), times in noted.items() if times > 1):
        if (outcome := records.outcomes.get(outcome_id)) is not None:
            text = _("The votes on “{name}” at one session are noted twice, and added up. Type their number again.")
            yield Finding(Severity.WARNING, "votes-twice", outcome_id, text.format(name=outcome.name.given))


RULES: tuple[Rule, ...] = (
    people_have_agreed,
    venues_are_places_that_are_known,
    sensitive_assets_were_decided,
    assets_are_fresh,
    outcomes_form_a_tree,
    hours_count_once,
    votes_of_a_session_count_once,
    journeys_name_nobody,
    journeys_are_made_of_several_stories,
    costs_are_recent,
)


def broken(records: Everything) -> list[Finding]:
    """Find all that breaks a rule."""
    return [finding for rule in RULES for finding in rule(records)]
