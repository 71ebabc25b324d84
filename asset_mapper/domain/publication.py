"""What one audience may see of one project: the only thing that an exporter or a page is ever given.

Everything that the audience may not see is absent: not hidden, not empty, not there. Only
``services/publishing.py`` makes publications.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.i18n import N_

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame


class Reason(Code):
    """Why something was held back."""

    CLOSED = "closed", N_("It is closed")
    VISIBILITY = "visibility", N_("It is not meant for this audience")
    CONFIDENTIAL = "confidential", N_("Its place is confidential")
    SENSITIVE = "sensitive", N_("Belonging to it says something private about people")
    UNDER_18 = "under_18", N_("The person is under 18")
    NO_CONSENT = "no_consent", N_("The person has not agreed")
    CONSENT_ENDED = "consent_ended", N_("The person's agreement has run out")
    CONSENT_WITHDRAWN = "consent_withdrawn", N_("The person has withdrawn the agreement")
    NAMED_CONTACT = "named_contact", N_("A named contact of a group that must not be named")
    CONTACT = "contact", N_("A way to reach it that is not meant for this audience")
    TALENT = "talent", N_("A talent that is not meant for this audience")
    STORY = "story", N_("Evidence that may not travel this far")
    NAMES_SOMEBODY = "names_somebody", N_("It names a person of this project")
    PERSONAL = "personal", N_("A personal outcome")
    PHOTO = "photo", N_("A photo or document that is not meant for this audience")
    PHOTO_AGREEMENT = "photo_agreement", N_("Nobody noted that the people on the photo have agreed")
    CUSTOM_FIELD = "custom_field", N_("An imported column that is kept for the team")
    HANGS_ON = "hangs_on", N_("It belongs to something that is held back")
    TEAM_ONLY = "team_only", N_("The team's own notes: agreements, imports, exports, matches")
    SMALL_COUNT = "small_count", N_("A count of so few people that it could tell who they are")
    FILTER = "filter", N_("It is not part of this view")


ANSWER_COLUMNS = ("survey_id", "statement_id", "group_id", "n", "n_few", "one", "two", "three", "four", "five")
"""How often each of the five points was given: n and the points are 0 where ``n_few``."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many records of one kind were held back for one reason."""

    reason: Reason
    record: str  # asset, contact, talent, ...
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A frozen bundle of values and frames for one audience.

    All frames have the columns that ``storage/frames.py`` gives them (a ``Bilingual`` *name* is ``name_cy``,
    ``name_en`` and ``name_first``), less those that the audience may not see. Texts that are not there are ``""``,
    dates are ISO 8601 text or ``""``, times UTC ISO text, numbers that are not there NaN, tags and other lists
    tuples of text, ``custom`` a dict of text with only the admitted columns.

    ``assets`` is a GeoDataFrame in WGS 84 (EPSG:4326), longitude first, one row an asset, in order of its making.
    Beside the columns of an asset:

    - ``geometry``: its own, or that of its venue; ``None`` for people and for what is not placed
    - ``placed_by``: ``own``, ``venue`` or ``""``
    - ``venue_cy``, ``venue_en``: the name of its venue where the audience may know it, else ``""``

    ``areas`` is a GeoDataFrame of boundaries. The other frames may be empty, but always have their columns.
    """

    audience: Audience
    language: str  # cy, en or both: Welsh is shown first
    made_on: date
    title: Bilingual
    introduction: Bilingual | None
    publisher: str
    contact: str  # where to have an entry corrected or removed
    fictional: bool
    small_count: int  # counts of people under this are not told: columns ``…_few`` say where
    extent: tuple[float, float, float, float] | None  # west, south, east, north, degrees, of what is placed

    assets: GeoDataFrame
    areas: GeoDataFrame
    contacts: DataFrame
    meetings: DataFrame
    talents: DataFrame
    relations: DataFrame
    frameworks: DataFrame
    outcomes: DataFrame  # with ``votes``: all that each was given
    outcome_votes: DataFrame  # at which session; for the team and partners, else without rows
    links: DataFrame
    evidence: DataFrame  # with ``rung``: 0 to 5 of the coverage ladder; ``n_few``: fewer than ``small_count``
    pathways: DataFrame
    indicators: DataFrame
    readings: DataFrame  # with ``n_few``
    journeys: DataFrame
    journey_events: DataFrame
    hours: DataFrame  # with ``people_few``
    surveys: DataFrame
    statements: DataFrame
    respondent_groups: DataFrame
    answers: DataFrame  # ANSWER_COLUMNS; ``group_id`` may be ``""``, ``all`` or ``others``: analysis/survey_counts.py
    answer_sheets: DataFrame  # for the team alone, else without rows
    sessions: DataFrame  # with ``people_present_few``
    attachments: DataFrame  # with ``content``: bytes
    custom_fields: DataFrame  # the imported columns that this audience may see: key, label_cy, label_en

    held_back: tuple[HeldBack, ...]

    @property
    def located(self) -> int:
        """Count the assets that are on the map."""
        return int(self.assets.geometry.notna().sum())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to write in, the first one first."""
        return ("cy", "en") if self.language == "both" else (self.language,)

    @property
    def file_stem(self) -> str:
        """A name for files, safe everywhere: ASCII letters, digits and hyphens."""
        import re
        import unicodedata

        plain = unicodedata.normalize("NFKD", self.title.text(self.languages[0])).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "asset-map"
