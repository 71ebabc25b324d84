"""The published frameworks that come with the program: one versioned data file each in ``resources/frameworks``.

Every text says how far it can be relied on: ``official`` is as published, ``archived`` was so once, and a
``draft`` waits for someone to compare, finish or translate it. Where nobody has published
a Welsh text there is none here either: an official text is never made up. Notes are the program's own words.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import FrameworkStatus
from asset_mapper.errors import NotFoundError
from asset_mapper.i18n import LANGUAGES, N_, _
from asset_mapper.paths import resources

PACKAGED: tuple[str, ...] = (
    "wfg-goals",
    "wfg-ways",
    "wfg-indicators",
    "ssw-outcomes",
    "ons4",
    "scotland-npf",
    "england-phof",
    "england-ascof",
)
"""The keys, in the order in which they are offered."""

BAND_LABELS = {
    "very_low": N_("Very low"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
    "very_high": N_("Very high"),
}

_STATUSES = {status.value: status for status in FrameworkStatus}
_RELIANCE = (FrameworkStatus.OFFICIAL, FrameworkStatus.ARCHIVED, FrameworkStatus.DRAFT)  # best first


@dataclass(frozen=True, slots=True)
class PackagedText:
    """A text in one or both languages, and how far each can be relied on."""

    words: Bilingual
    status: Mapping[str, FrameworkStatus]  # of each language that has words

    def __post_init__(self) -> None:
        given = {code for code in LANGUAGES if getattr(self.words, code)}
        if set(self.status) != given or not set(self.status.values()) <= set(_RELIANCE):
            raise ValueError(f"“{self.words}” needs a status for each of its languages: {dict(self.status)}")


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a scale: answers from *least* to *most*, both included."""

    least: int
    most: int
    band: str  # a key of BAND_LABELS

    @property
    def label(self) -> str:
        return BAND_LABELS[self.band]


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers with which a question is answered."""

    least: int
    most: int
    wanted: str  # "up" or "down"
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        covered = [answer for band in self.bands for answer in range(band.least, band.most + 1)]
        if covered != list(range(self.least, self.most + 1)):
            raise ValueError(f"The bands do not cover {self.least} to {self.most} once each: {self.bands}")

    def band(self, answer: int) -> Band:
        """Give the band of an answer."""
        return next(band for band in self.bands if band.least <= answer <= band.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedOutcome:
    code: str
    label: PackagedText
    description: PackagedText | None = None
    parent: str | None = None  # a code
    also_under: tuple[str, ...] = ()  # codes of further parents
    note: Bilingual | None = None
    applies_to: str | None = None  # "child", "adult", or everyone
    contributes_only: bool = False  # nobody local can move or measure it
    shortlist: bool = False  # shown first
    scale: Scale | None = None

    def status(self, language: str) -> FrameworkStatus | None:
        """Tell how far all its words in a language can be relied on; ``None`` when there are none."""
        texts = (text for text in (self.label, self.description) if text is not None)
        found = [text.status[language] for text in texts if language in text.status]
        return max(found, key=_RELIANCE.index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedFramework:
    key: str
    version: str
    status: FrameworkStatus
    name: Bilingual
    source_title: str
    source_url: str
    licence: str
    outcomes: tuple[PackagedOutcome, ...]  # a parent before its children
    note: Bilingual | None = None

    def __post_init__(self) -> None:
        known: set[str] = set()
        for outcome in self.outcomes:
            if outcome.code in known:
                raise ValueError(f"{self.key} has the code {outcome.code} twice.")
            missing = {code for code in (outcome.parent, *outcome.also_under) if code} - known
            if missing:
                raise ValueError(f"{self.key}: {outcome.code} comes before its parents {sorted(missing)}.")
            known.add(outcome.code)

    def __getitem__(self, code: str) -> PackagedOutcome:
        return next(outcome for outcome in self.outcomes if outcome.code == code)

    def children(self, code: str | None) -> Iterator[PackagedOutcome]:
        """Give the outcomes right under *code*, or those at the top."""
        return (outcome for outcome in self.outcomes if outcome.parent == code)


@cache
def load(key: str) -> PackagedFramework:
    """Read the packaged framework *key*.

    Raises
    ------
    NotFoundError
        No framework of that name comes with the program.
    ValueError
        The data file breaks a rule: a defect of the package.
    """
    if key not in PACKAGED:
        raise NotFoundError(
            _("There is no framework “{key}” in the program. It has: {keys}.").format(
                key=key, keys=", ".join(PACKAGED)
            )
        )
    return _framework(json.loads(resources("frameworks", f"{key}.json").read_text(encoding="utf-8")))


def _framework(data: dict[str, Any]) -> PackagedFramework:
    return PackagedFramework(
        key=data["key"],
        version=data["version"],
        status=_STATUSES[data["status"]],
        name=_words(data["name"]),
        source_title=data["source_title"],
        source_url=data["source_url"],
        licence=data["licence"],
        outcomes=tuple(_outcome(row) for row in data["outcomes"]),
        note=_words(data["note"]) if "note" in data else None,
    )


def _outcome(data: dict[str, Any]) -> PackagedOutcome:
    return PackagedOutcome(
        code=data["code"],
        label=_text(data["label"]),
        description=_text(data["description"]) if "description" in data else None,
        parent=data.get("parent"),
        also_under=tuple(data.get("also_under", ())),
        note=_words(data["note"]) if "note" in data else None,
        applies_to=data.get("applies_to"),
        contributes_only=data.get("contributes_only", False),
        shortlist=data.get("shortlist", False),
        scale=_scale(data["scale"]) if "scale" in data else None,
    )


def _text(data: dict[str, dict[str, str]]) -> PackagedText:
    words = _words({code: part["text"] for code, part in data.items()})
    return PackagedText(words, {code: _STATUSES[part["status"]] for code, part in data.items()})


def _words(data: dict[str, str]) -> Bilingual:
    return Bilingual(cy=data.get("cy", ""), en=data.get("en", ""))


def _scale(data: dict[str, Any]) -> Scale:
    bands = tuple(Band(row["from"], row["to"], row["band"]) for row in data["bands"])
    return Scale(data["least"], data["most"], data["wanted"], bands)
