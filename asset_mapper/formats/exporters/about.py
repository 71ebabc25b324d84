"""What a file says about itself: for whom, what is in it, what was held back and why, how to correct it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.publication import HeldBack, Publication
from asset_mapper.formats.exporters.addresses import mail_link, web_link
from asset_mapper.i18n import N_, _, format_date, format_number, ngettext, speaking

RECORD_LABELS = {
    "asset": N_("Assets"),
    "contact": N_("Contacts"),
    "meeting": N_("Meetings"),
    "talent": N_("Talents"),
    "match": N_("Matches"),
    "relation": N_("Relations"),
    "consent": N_("Agreements"),
    "framework": N_("Frameworks"),
    "outcome": N_("Outcomes"),
    "outcome_votes": N_("Votes at sessions"),
    "link": N_("Links"),
    "pathway": N_("Pathways"),
    "evidence": N_("Evidence"),
    "indicator": N_("Indicators"),
    "reading": N_("Readings"),
    "journey": N_("Journeys"),
    "journey_event": N_("Events of journeys"),
    "hours": N_("Hours given"),
    "survey": N_("Surveys"),
    "statement": N_("Statements"),
    "respondent_group": N_("Groups of respondents"),
    "answer_sheet": N_("Answer sheets"),
    "attachment": N_("Photos and documents"),
    "session": N_("Sessions"),
    "area": N_("Areas"),
    "custom_field": N_("Imported columns"),
    "import": N_("Imports"),
    "export": N_("Exports"),
    "view": N_("Views"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what the file says about itself."""

    key: str
    language: str
    label: str
    text: str
    link: str = ""


def about(publication: Publication) -> list[Line]:
    """Say it in each language of the publication, the first one first."""
    lines = []
    for language in publication.languages:
        with speaking(language):
            lines += list(_lines(publication, language))
    return lines


def told(publication: Publication, held: HeldBack) -> int | None:
    """Give how many were held back; ``None`` outside the team when so few that everyone may know who it is."""
    if publication.audience is Audience.TEAM or held.records >= publication.small_count:
        return held.records
    return None


def _lines(publication: Publication, language: str) -> Iterator[Line]:
    def line(key: str, label: str, text: str, link: str = "") -> Line:
        return Line(key, language, label, text, link)

    yield line("title", _("Title"), publication.title.text(language))
    if publication.introduction is not None:
        yield line("introduction", _("Introduction"), publication.introduction.text(language))
    if publication.fictional:
        yield line("fictional", _("Please note"), _("The people, groups and places in this file are invented."))
    yield line("audience", _("Made for"), _(publication.audience.label))
    yield line("made_on", _("Made on"), format_date(publication.made_on, language))
    if publication.publisher:
        yield line("publisher", _("Made by"), publication.publisher)
    yield line("assets", _("Assets"), format_number(len(publication.assets), language))
    yield line("located", _("On the map"), format_number(publication.located, language))
    yield line("links", _("Links"), format_number(len(publication.links), language))
    yield line("outcomes", _("Outcomes"), format_number(len(publication.outcomes), language))
    for held in publication.held_back:
        yield line("held_back", _("Held back"), held_back_words(publication, held, language))
    if not publication.held_back:
        yield line("held_back", _("Held back"), _("Nothing was held back."))
    if publication.contact:
        yield line(
            "correct",
            _("To have an entry corrected or removed"),
            publication.contact,
            mail_link(publication.contact) or web_link(publication.contact),
        )
    yield from _licences(publication, language)
    if language == "cy":
        yield line(
            "draft",
            _("Welsh"),
            _("Some of the Welsh in headings and labels is a draft that no translator has checked."),
        )
    if "draft" in {*_column(publication, "text_status_cy"), *_column(publication, "text_status_en")}:
        yield line(
            "draft_outcomes",
            _("Outcomes"),
            _(
                "The texts of some outcomes are drafts that have not been compared with their source; "
                "the list of outcomes says which."
            ),
        )


def _column(publication: Publication, name: str) -> list[str]:
    return publication.outcomes[name].tolist() if name in publication.outcomes else []


def _licences(publication: Publication, language: str) -> Iterator[Line]:
    frameworks = publication.frameworks
    if "licence" not in frameworks:
        return
    other = "en" if language == "cy" else "cy"
    columns = (f"name_{language}", f"name_{other}", "source_title", "source_url", "licence")
    for name, fallback, source, url, licence in zip(
        *(frameworks[column].tolist() for column in columns), strict=True
    ):
        if source or licence:
            text = ", ".join(part for part in (name or fallback, source, licence) if part)
            yield Line("licence", language, _("Source and licence"), text, web_link(url))


def held_back_words(publication: Publication, held: HeldBack, language: str) -> str:
    """Say what was held back, why, and how many."""
    what = _(RECORD_LABELS.get(held.record, held.record))
    count = told(publication, held)
    if count is None:
        return _("{what}: fewer than {n}. {reason}.").format(
            what=what, n=publication.small_count, reason=_(held.reason.label)
        )
    many = ngettext("{n} record", "{n} records", count).format(n=format_number(count, language))
    return _("{what}: {many}. {reason}.").format(what=what, many=many, reason=_(held.reason.label))
