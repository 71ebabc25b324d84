"""The other lists of a publication: links, outcomes, evidence and whatever else belongs to the assets.

Each is a table of columns beside the field that it shows. A column stands only where the audience may see its field.
After the columns that people read come those that bring a list back whole: ids of what a row refers to, and every
other field that the audience may see, under the names that programs use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson

from asset_mapper.domain.area import AreaLevel
from asset_mapper.domain.contact import ContactKind
from asset_mapper.domain.evidence import STRENGTH_LABELS, Coverage, EvidenceFinding, EvidenceKind, FigureAs
from asset_mapper.domain.indicator import About, IndicatorKind, Wanted
from asset_mapper.domain.link import Direction, FourCo
from asset_mapper.domain.outcome import ChosenBy, FrameworkStatus, Stage
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.relation import RelationKind
from asset_mapper.domain.talent import Standing, TalentKind, TalentUse
from asset_mapper.formats.exporters.addresses import LINKS, web_link
from asset_mapper.formats.exporters.asset_list import meeting_words
from asset_mapper.formats.exporters.base import SEPARATOR, Column, Holds, List
from asset_mapper.formats.exporters.list_specs import Facts, ListSpec, Made, Spec, both, joined_up, named
from asset_mapper.formats.exporters.story_lists import STORY_LISTS
from asset_mapper.i18n import N_

if TYPE_CHECKING:
    import pandas as pd


def _when(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    assets = facts.publication.assets
    nobody = dict.fromkeys(assets["id"].tolist(), ("", ""))  # the venue has a column of its own
    bare = frame.assign(**{f"{part}_{code}": "" for part in ("name", "who", "cost") for code in ("cy", "en")})
    bare["access"] = [()] * len(bare)
    said = [meeting_words(bare, nobody, "cy" if language == "cy" else "en") for language in facts.wording.languages]
    return [facts.wording.join(words) for words in zip(*said, strict=True)]


def _best(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    """Name the highest rung of the ladder that the evidence on each link reaches."""
    evidence = facts.publication.evidence
    best = evidence.groupby("link_id")["rung"].max().to_dict() if len(evidence) else {}
    labels = [facts.wording.say(coverage.label) for coverage in Coverage]
    return [labels[int(best.get(one, 0))] for one in frame["id"].tolist()]


def _evidence_count(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    counts = facts.publication.evidence["link_id"].value_counts().to_dict()
    return [counts.get(one, 0) for one in frame["id"].tolist()]


def _supporters(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    links = facts.publication.links
    counts = links[links["asset_id"] != ""]["outcome_id"].value_counts().to_dict()
    return [counts.get(one, 0) for one in frame["id"].tolist()]


def _strength(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    labels = {float(strength): facts.wording.say(label) for strength, label in STRENGTH_LABELS.items()}
    return [labels.get(strength, "") for strength in frame["strength"].tolist()]


def _hours(name: str) -> Made:
    return lambda facts, frame: [time[:5] for time in frame[name].tolist()]


def _pathway_outcomes(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    links = facts.publication.links
    ends = dict(
        zip(links["id"].tolist(), zip(links["from_outcome_id"], links["outcome_id"], strict=True), strict=True)
    )
    rows = []
    for link_ids in frame["link_ids"].tolist():
        on_it = dict.fromkeys(end for one in link_ids for end in ends.get(one, ()) if end in facts.codes)
        rows.append(SEPARATOR.join(facts.codes[one] for one in on_it))
    return rows


_ID = Spec(N_("Id"), "id", width=38)
_YES_NO, _NUMBER, _DATE, _WORDS = Holds.YES_NO, Holds.NUMBER, Holds.DATE, Holds.WORDS
_NAMES = both("name", N_("Name (Welsh)"), N_("Name (English)"), width=32)

LISTS = (
    ListSpec("links", N_("Links"), (
        Spec(N_("Asset"), "asset_id", Holds.ASSET, 32),
        Spec(N_("From outcome"), "from_outcome_id", Holds.OUTCOME, 32),
        Spec(N_("To outcome"), "outcome_id", Holds.OUTCOME, 40),
        Spec(N_("Helps or harms"), "direction", labels=Direction, width=14),
        *both("how", N_("How (Welsh)"), N_("How (English)"), _WORDS, 40),
        Spec(N_("Together, by"), "co", labels=FourCo, width=24),
        Spec(N_("Claimed by"), "claimed_by"),
        Spec(N_("Best evidence"), "id", width=28, made=_best),
        Spec(N_("Pieces of evidence"), "id", _NUMBER, 12, made=_evidence_count),
        _ID,
    ), always=True),
    ListSpec("outcomes", N_("Outcomes"), (
        Spec(N_("Code"), "code", width=12),
        *_NAMES,
        *both("description", N_("Description (Welsh)"), N_("Description (English)"), _WORDS, 40),
        Spec(N_("Framework"), "framework_id", width=28, made=named("framework_id", "frameworks")),
        Spec(N_("Part of"), "parent_id", Holds.OUTCOME, 28),
        Spec(N_("Stage"), "stage", labels=Stage),
        Spec(N_("Chosen by"), "chosen_by", labels=ChosenBy),
        Spec(N_("Votes"), "votes", _NUMBER, 8),
        Spec(N_("Personal"), "personal", _YES_NO, 10),
        Spec(N_("Can only be contributed to"), "contributes_only", _YES_NO, 12),
        Spec(N_("Welsh text"), "text_status_cy", labels=FrameworkStatus, width=14),
        Spec(N_("English text"), "text_status_en", labels=FrameworkStatus, width=14),
        Spec(N_("Assets that support it"), "id", _NUMBER, 12, made=_supporters),
        _ID,
    ), always=True),
    ListSpec("outcome_votes", N_("Votes at sessions"), (
        Spec(N_("Outcome"), "outcome_id", Holds.OUTCOME, 40),
        Spec(N_("Session"), "session_id", width=32, made=named("session_id", "sessions")),
        Spec(N_("Votes"), "votes", _NUMBER, 8),
        _ID,
    )),
    ListSpec("evidence", N_("Evidence"), (
        Spec(N_("Link"), "link_id", width=48, made=named("link_id", "links")),
        Spec(N_("Kind"), "kind", labels=EvidenceKind, width=16),
        Spec(N_("Coverage"), "coverage", labels=Coverage, width=28),
        Spec(N_("Finding"), "finding", labels=EvidenceFinding),
        Spec(N_("Strength"), "strength", width=22, made=_strength),
        *both("summary", N_("Summary (Welsh)"), N_("Summary (English)"), _WORDS, 48),
        Spec(N_("Citation"), "citation", _WORDS, 30),
        Spec(N_("Web"), "url", width=30),
        Spec(N_("Date"), "on", _DATE, 12),
        Spec(N_("Number of people"), "n", _NUMBER, 12),
        Spec(N_("Before"), "before", _NUMBER, 10),
        Spec(N_("After"), "after", _NUMBER, 10),
        Spec(N_("Unit"), "unit", width=12),
        Spec(N_("Period"), "period"),
        Spec(N_("Figure as reported"), "figure", _NUMBER, 12),
        Spec(N_("Upper end of the figure"), "figure_to", _NUMBER, 12),
        Spec(N_("Figure or more"), "figure_or_more", _YES_NO, 10),
        Spec(N_("What the figure is"), "figure_as", labels=FigureAs, width=20),
        _ID,
    )),
    ListSpec("talents", N_("Talents"), (
        Spec(N_("Asset"), "asset_id", Holds.ASSET, 32),
        *both("what", N_("Talent (Welsh)"), N_("Talent (English)")),
        Spec(N_("Kind"), "kind", labels=TalentKind, width=22),
        Spec(N_("Offered or wanted"), "standing", labels=Standing),
        Spec(N_("How it may be used"), "uses", width=28, made=joined_up("uses", TalentUse)),
        Spec(N_("Hours a month"), "hours", _NUMBER, 12),
        _ID,
    )),
    ListSpec("contacts", N_("Contacts"), (
        Spec(N_("Asset"), "asset_id", Holds.ASSET, 32),
        Spec(N_("Kind"), "kind", labels=ContactKind, width=14),
        Spec(N_("Address or number"), "value", width=36),
        Spec(N_("Contact person"), "person", width=24),
        _ID,
    )),
    ListSpec("meetings", N_("Meetings"), (
        Spec(N_("Asset"), "asset_id", Holds.ASSET, 32),
        *_NAMES,
        Spec(N_("When"), "rule", width=40, made=_when),
        Spec(N_("Venue"), "venue_id", Holds.ASSET, 28),
        Spec(N_("First on"), "first_on", _DATE, 12),
        Spec(N_("Starts at"), "starts_at", width=10, made=_hours("starts_at")),
        Spec(N_("Ends at"), "ends_at", width=10, made=_hours("ends_at")),
        Spec(N_("Repeats (RFC 5545)"), "rule", width=24),
        *both("when", N_("When (Welsh)"), N_("When (English)")),
        *both("cost", N_("Cost (Welsh)"), N_("Cost (English)"), width=20),
        *both("who", N_("Who may come (Welsh)"), N_("Who may come (English)"), width=24),
        Spec(N_("Access"), "access", width=24, made=joined_up("access")),
        _ID,
    )),
    ListSpec("relations", N_("Relations"), (
        Spec(N_("Asset"), "from_id", Holds.ASSET, 32),
        Spec(N_("Relation"), "kind", labels=RelationKind),
        Spec(N_("To asset"), "to_id", Holds.ASSET, 32),
        Spec(N_("Notes"), "note", _WORDS, 30),
        _ID,
    )),
    ListSpec("indicators", N_("Indicators"), (
        Spec(N_("Outcome"), "outcome_id", Holds.OUTCOME, 32),
        *_NAMES,
        Spec(N_("Kind"), "kind", labels=IndicatorKind, width=16),
        Spec(N_("About"), "about", labels=About),
        Spec(N_("Unit"), "unit", width=12),
        Spec(N_("Wanted direction"), "wanted", labels=Wanted),
        Spec(N_("Baseline"), "baseline", _NUMBER, 10),
        Spec(N_("Baseline on"), "baseline_on", _DATE, 12),
        *both("baseline_text", N_("Baseline in words (Welsh)"), N_("Baseline in words (English)"), _WORDS),
        Spec(N_("Target"), "target", _NUMBER, 10),
        Spec(N_("Target on"), "target_on", _DATE, 12),
        Spec(N_("Proposed by"), "proposed_by"),
        Spec(N_("Agreed by"), "agreed_by"),
        Spec(N_("Agreed on"), "agreed_on", _DATE, 12),
        _ID,
    )),
    ListSpec("readings", N_("Readings"), (
        Spec(N_("Indicator"), "indicator_id", width=36, made=named("indicator_id", "indicators")),
        Spec(N_("Date"), "on", _DATE, 12),
        Spec(N_("Value"), "value", _NUMBER, 10),
        *both("words", N_("In words (Welsh)"), N_("In words (English)"), _WORDS),
        Spec(N_("Number of people"), "n", _NUMBER, 12),
        Spec(N_("Method"), "method", width=24),
        Spec(N_("Collected by"), "collected_by"),
        Spec(N_("Notes"), "note", _WORDS, 30),
        _ID,
    )),
    ListSpec("pathways", N_("Pathways"), (
        *_NAMES,
        Spec(N_("Theme"), "theme"),
        Spec(N_("Outcomes"), "link_ids", width=24, made=_pathway_outcomes),
        *both("lessons", N_("Lessons (Welsh)"), N_("Lessons (English)"), _WORDS, 40),
        _ID,
    )),
    *STORY_LISTS,
    ListSpec("sessions", N_("Sessions"), (
        *both("place", N_("Place (Welsh)"), N_("Place (English)")),
        Spec(N_("Date"), "on", _DATE, 12),
        *both("purpose", N_("Purpose (Welsh)"), N_("Purpose (English)"), _WORDS),
        Spec(N_("People present"), "people_present", _NUMBER, 12),
        Spec(N_("Tables"), "tables", made=joined_up("tables")),
        Spec(N_("Facilitators"), "facilitators", made=joined_up("facilitators")),
        Spec(N_("Notes"), "notes", _WORDS, 30),
        _ID,
    )),
    ListSpec("frameworks", N_("Frameworks"), (
        Spec(N_("Short name"), "key"),
        *_NAMES,
        Spec(N_("Version"), "version", width=12),
        Spec(N_("Status"), "status", labels=FrameworkStatus, width=14),
        Spec(N_("Source"), "source_title", width=36),
        Spec(N_("Web"), "source_url", width=36),
        Spec(N_("Licence"), "licence", width=30),
        _ID,
    )),
    ListSpec("areas", N_("Areas"), (
        *_NAMES,
        Spec(N_("Level"), "level", labels=AreaLevel),
        Spec(N_("Area code"), "code", width=12),
        Spec(N_("Year of the code"), "vintage", width=12),
        Spec(N_("Population"), "population", _NUMBER, 12),
        _ID,
    )),
)  # fmt: skip
"""In the order of their sheets, after the assets."""


def record_lists(publication: Publication) -> tuple[List, ...]:
    """Make the lists beside the assets; empty ones only where a reader would look for them."""
    facts = Facts(publication)
    lists = []
    for spec in LISTS:
        frame: pd.DataFrame = getattr(publication, spec.key)
        if spec.always or len(frame):
            shown = [_column(column, frame, facts) for column in spec.columns if column.field in frame]
            columns = (*shown, *_for_programs(spec, frame))
            lists.append(List(key=spec.key, title=facts.wording.say(spec.title), columns=columns))
    return tuple(lists)


NEVER_BACK = frozenset(("id", "created_at", "import_id", "geometry"))
"""What stands elsewhere, or belongs to the project that a list came from."""


def shown_as_it_is(spec: Spec) -> bool:
    """Tell whether a column that people read holds all that its field says."""
    return spec.made is None and spec.holds not in (Holds.ASSET, Holds.OUTCOME)


def _for_programs(spec: ListSpec, frame: pd.DataFrame) -> Iterator[Column]:
    """Make the columns that bring a list back whole; those in which nothing is said are left out."""
    if spec.counted:
        return
    told = {column.field for column in spec.columns if shown_as_it_is(column)}
    for name in frame.columns:
        if name in told or name in NEVER_BACK or name.endswith("_few") or name == "rung":
            continue
        values = [None if value != value else value for value in frame[name].tolist()]
        if not any(values) or (name.endswith("_first") and _goes_without_saying(name, frame, values)):
            continue
        if any(isinstance(value, (tuple, dict)) for value in values):
            values = [orjson.dumps(value).decode() if value else "" for value in values]
        holds = {"b": Holds.YES_NO, "i": Holds.NUMBER, "f": Holds.NUMBER}.get(frame[name].dtype.kind, Holds.TEXT)
        yield Column(key=name, heading=name, values=values, holds=holds, width=16)


def _goes_without_saying(name: str, frame: pd.DataFrame, firsts: list[Any]) -> bool:
    """Tell whether every text was given in the language that an import would take it to be in."""
    stem = name.removesuffix("_first")
    texts = zip(frame[f"{stem}_cy"].tolist(), frame[f"{stem}_en"].tolist(), strict=True)
    usual = ["en" if en else "cy" if cy else "" for cy, en in texts]
    return firsts == usual


def _column(spec: Spec, frame: pd.DataFrame, facts: Facts) -> Column:
    values = spec.made(facts, frame) if spec.made else frame[spec.field].tolist()
    if spec.holds is Holds.NUMBER:
        values = [None if value != value else value for value in values]
        if f"{spec.field}_few" in frame:
            fewer = facts.fewer
            values = [
                fewer if few else value
                for value, few in zip(values, frame[f"{spec.field}_few"].tolist(), strict=True)
            ]
    if spec.holds is Holds.ASSET:
        labels: dict[Any, str] = facts.assets
    elif spec.holds is Holds.OUTCOME:
        labels = facts.outcomes
    elif spec.holds is Holds.YES_NO:
        labels = facts.wording.yes_no
    else:
        labels = facts.wording.labels(spec.labels) if spec.labels else {}
    return Column(
        key=spec.field if spec.made is None else spec.heading,
        heading=facts.wording.say(spec.heading),
        values=values,
        holds=spec.holds,
        labels=labels,
        links=_links(spec, frame, values),
        width=spec.width,
    )


def _links(spec: Spec, frame: pd.DataFrame, values: list[Any]) -> list[str]:
    if spec.field in ("url", "source_url"):
        return [web_link(value) for value in values]
    if spec.field == "value" and "asset_id" in frame:
        return [
            LINKS[kind](value) if kind in LINKS else ""
            for kind, value in zip(frame["kind"].tolist(), values, strict=True)
        ]
    return []
