"""What someone who is about to publish should know beforehand, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.publication import Publication
from asset_mapper.i18n import _

WITH_MAP = frozenset(("html", "pdf", "site"))
"""The formats that show a map."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to know before publishing."""

    code: str  # empty, no-contact, no-basemap, basemap-gone, nothing-chosen
    message: str


def advice(publication: Publication, formats: Sequence[str], basemap: Path | None) -> tuple[Advice, ...]:
    """Say what is missing; nothing of it forbids publishing."""
    return tuple(_advice(publication, formats, basemap))


def _advice(publication: Publication, formats: Sequence[str], basemap: Path | None) -> Iterator[Advice]:
    audience = publication.audience
    if not len(publication.assets):
        if audience is Audience.TEAM:
            yield Advice("empty", _("There is nothing to show yet: no asset is recorded."))
        else:
            yield Advice(
                "empty",
                _("Nothing would be shown: no asset may be seen by this audience. See below what is held back."),
            )
    if audience is not Audience.TEAM and not publication.contact.strip():
        yield Advice(
            "no-contact",
            _("Nobody is named whom people can ask to have an entry corrected or removed. Say who."),
        )
    if WITH_MAP & set(formats):
        if basemap is None:
            yield Advice("no-basemap", _("The map has no base map: it shows boundaries and a coast line only."))
        elif not basemap.is_file():
            yield Advice(
                "basemap-gone", _("There is no basemap at {path}. Choose the file again.").format(path=basemap)
            )
