"""What an evaluation report says: a publication → a document, section by section.

It tells what was recorded and nothing else. Where something is missing it says *not yet recorded*: a report of
strengths names its gaps as what could be learned next.
"""

from __future__ import annotations

from collections.abc import Callable

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.report import (
    closing_parts,
    evidence_parts,
    hours_parts,
    journey_parts,
    opening_parts,
    pathway_parts,
    summary_part,
    survey_parts,
)
from asset_mapper.formats.report.document import Document, Section
from asset_mapper.formats.report.gaps import gaps
from asset_mapper.formats.report.reading import ReadPublication
from asset_mapper.i18n import _, format_date, speaking

PARTS: tuple[Callable[[ReadPublication], Section | None], ...] = (
    opening_parts.purpose,
    opening_parts.what_we_have,
    opening_parts.what_matters,
    pathway_parts.pathways,
    evidence_parts.evidence,
    evidence_parts.changes,
    evidence_parts.stories,  # what people told, what they gave and what they answered stands after this
    journey_parts.journeys,
    hours_parts.hours,
    survey_parts.said,
    gaps,
    closing_parts.how_it_was_done,
    closing_parts.next_steps,
    evidence_parts.sources,
)
"""The sections in their order; one that has nothing to say gives ``None`` and is left out."""


def report(publication: Publication, language: str) -> Document:
    """Write the report of *publication* in one language."""
    with speaking(language):
        read = ReadPublication(publication, language, marks=True)
        about = (publication.publisher, format_date(publication.made_on))
        return Document(
            language=language,
            title=publication.title.text(language),
            kind=_("Evaluation report"),
            audience=_("For: {audience}").format(audience=_(publication.audience.label)),
            about=tuple(text for text in about if text),
            summary=summary_part.summary(read),
            sections=tuple(section for part in PARTS if (section := part(read)) is not None),
        )
