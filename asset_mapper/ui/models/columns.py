"""The columns of the list of assets: one table, from which the list, its order, its groups and copies follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, _, language, sort_key
from asset_mapper.services.overview import CUSTOM, AssetLine

_LAST = "\U0010ffff"  # what is empty comes last


@dataclass
class Around:
    """What columns look up beside the line itself."""

    lines: dict[RecordId, AssetLine] = field(default_factory=dict)
    extras: dict[str, dict[RecordId, Any]] = field(default_factory=dict)
    sessions: dict[RecordId, tuple[str, Bilingual]] = field(default_factory=dict)

    def of(self, key: str, line: AssetLine) -> Any:
        """Give what a column that is read apart says of a line; ``None`` when nothing."""
        return self.extras.get(key, {}).get(line.id)


Text = Callable[[AssetLine, Around], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the text that it shows of a line."""

    key: str
    heading: str  # N_()
    text: Text
    order: Callable[[AssetLine, Around], Any] | None = None  # what it is sorted by; the order of its texts when None
    by_default: bool = False
    read_apart: bool = False
    groups: bool = False  # a list can be grouped by it
    width: int = 130  # at 100 % text
    label: Bilingual | None = None  # of a column of an import

    @property
    def title(self) -> str:
        return self.label.text(language()) if self.label else _(self.heading)

    def sorted_by(self, line: AssetLine, around: Around) -> Any:
        """Give what to sort a line by, what is empty last."""
        if self.order is not None:
            return self.order(line, around)
        text = self.text(line, around)
        return _order_of(text, language()) if text else _LAST


@lru_cache(maxsize=1 << 14)
def _order_of(text: str, code: str) -> str:
    return sort_key(text, code)


def _place(line: AssetLine, around: Around) -> str:
    if line.venue_id:
        venue = around.lines.get(line.venue_id)
        if venue is not None:
            return venue.name(language())
    return line.place or _(WhereKind(line.where).label)


def _summary(line: AssetLine, around: Around) -> str:
    said: Bilingual | None = around.of("summary", line)
    return " ".join(said.text(language()).split()) if said else ""


def meeting_in_words(meeting: Meeting) -> str:
    """Say when something meets, in the language in force."""
    moments = (meeting.first_on, meeting.starts_at, meeting.ends_at)
    times = [moment.isoformat() if moment else "" for moment in moments]
    words = schedule_in_words(language(), meeting.rule, *times)
    return words or (meeting.when.text(language()) if meeting.when else "")


def _meets(line: AssetLine, around: Around) -> str:
    return " · ".join(words for meeting in around.of("meets", line) or () if (words := meeting_in_words(meeting)))


def _session(line: AssetLine, around: Around) -> str:
    found = around.sessions.get(line.session_id)
    return f"{found[1].text(language())}, {found[0]}" if found else ""


def _coverage(line: AssetLine, around: Around) -> str:
    reached: Coverage | None = around.of("coverage", line)
    return _(reached.label) if reached else _(Coverage.NONE.label) if around.of("outcomes", line) else ""


def _rung(line: AssetLine, around: Around) -> int:
    reached: Coverage | None = around.of("coverage", line)
    return reached.rung if reached else -1


_STATUSES = {status.value: number for number, status in enumerate(AssetStatus)}
_WIDTHS = {audience.value: number for number, audience in enumerate(VISIBILITIES)}

COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        N_("Name"),
        lambda line, _around: line.name(language()),
        lambda line, _around: line.order(language()),
        by_default=True,
        width=260,
    ),
    Column(
        "kind",
        N_("Kind"),
        lambda line, _around: _(AssetKind(line.kind).label),
        by_default=True,
        groups=True,
        width=120,
    ),
    Column("place", N_("Where"), _place, by_default=True, width=170),
    Column("tags", N_("Tags"), lambda line, _around: ", ".join(line.tag_list), by_default=True, width=130),
    Column(
        "status",
        N_("Status"),
        lambda line, _around: _(AssetStatus(line.status).label),
        lambda line, _around: _STATUSES[line.status],
        by_default=True,
        groups=True,
    ),
    Column(
        "visibility",
        N_("Shown to"),
        lambda line, _around: _(Audience(line.visibility).label),
        lambda line, _around: _WIDTHS[line.visibility],
        by_default=True,
        groups=True,
    ),
    Column("checked_on", N_("Last checked"), lambda line, _around: line.checked_on, by_default=True, width=120),
    Column("name_cy", N_("Welsh name"), lambda line, _around: line.name_cy, width=220),
    Column("name_en", N_("English name"), lambda line, _around: line.name_en, width=220),
    Column("summary", N_("What it offers"), _summary, read_apart=True, width=280),
    Column("review_due", N_("Check due"), lambda line, _around: line.review_due, width=120),
    Column("postcode", N_("Postcode"), lambda line, _around: line.postcode, width=110),
    Column("area", N_("Area"), lambda line, _around: line.area, groups=True),
    Column(
        "session",
        N_("Mapping session"),
        _session,
        lambda line, around: around.sessions[line.session_id][0] if line.session_id in around.sessions else _LAST,
        groups=True,
        width=200,
    ),
    Column("meets", N_("When it meets"), _meets, read_apart=True, width=220),
    Column(
        "outcomes",
        N_("Outcomes supported"),
        lambda line, around: str(around.of("outcomes", line) or ""),
        lambda line, around: around.of("outcomes", line) or 0,
        read_apart=True,
    ),
    Column("coverage", N_("Evidence"), _coverage, _rung, read_apart=True, groups=True, width=200),
)

BY_DEFAULT = tuple(column.key for column in COLUMNS if column.by_default)

_NEEDS = {"coverage": ("coverage", "outcomes")}
"""A column that is read apart, and what it needs when that is more than itself."""


def needed(columns: list[Column], keys: frozenset[str]) -> tuple[str, ...]:
    """Say what has to be read apart for showing, sorting and grouping by some columns."""
    wanted: dict[str, None] = {}
    for column in columns:
        if column.read_apart and column.key in keys:
            wanted |= dict.fromkeys(_NEEDS.get(column.key, (column.key,)))
    return tuple(wanted)


def custom_column(key: str, label: Bilingual) -> Column:
    """Make the column of an import's column that no field of ours holds."""
    whole = CUSTOM + key
    return Column(
        whole, "", lambda line, around: around.of(whole, line) or "", read_apart=True, groups=True, label=label
    )
