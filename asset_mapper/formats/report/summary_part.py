"""What a report says in short, on its first page: what there is, what matters, what is known, what to ask next."""

from __future__ import annotations

from collections import Counter

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.outcome import ChosenBy
from asset_mapper.formats.report import gaps
from asset_mapper.formats.report.document import Bullets, Section, Traced, Words
from asset_mapper.formats.report.opening_parts import KINDS
from asset_mapper.formats.report.reading import ReadPublication, Row
from asset_mapper.i18n import _, format_number, ngettext

_MOST = 3  # of what is named
_CHOSEN_BY_RESIDENTS = (ChosenBy.RESIDENTS.value, ChosenBy.BOTH.value)


def summary(read: ReadPublication) -> Section:
    """Say the report in a few sentences, each of which its parts bear out."""
    said = (
        Traced(_assets(read), "have"),
        Traced(_matters(read), "matters"),
        Traced(_links(read), "evidence"),
        *_changes(read),
        Traced(_against(read), _first_against(read)),
        Traced(_open(read), "gaps"),
    )
    items = tuple(text for text in said if text)
    return Section(_("In short"), (Bullets(items) if items else Words(_("Nothing is recorded yet.")),))


def _assets(read: ReadPublication) -> str:
    counts = Counter(read.publication.assets["kind"])
    total = counts.total()
    if not total:
        return ""
    kinds = ", ".join(
        f"{_(KINDS[kind]).lower()} {format_number(counts[kind.value])}" for kind in AssetKind if counts[kind.value]
    )
    said = ngettext("What we have: {n} asset ({kinds}).", "What we have: {n} assets ({kinds}).", total)
    return said.format(n=format_number(total), kinds=kinds)


def _matters(read: ReadPublication) -> str:
    chosen = [row for row in read.chosen_outcomes if row["chosen_by"] or row["votes"]]
    if not chosen:
        return ""
    said = ngettext("What matters: {n} outcome was chosen.", "What matters: {n} outcomes were chosen.", len(chosen))
    parts = [said.format(n=format_number(len(chosen)))]
    if residents := sum(row["chosen_by"] in _CHOSEN_BY_RESIDENTS for row in chosen):
        by = ngettext(
            "Residents chose {n} of them, or had a part in it.",
            "Residents chose {n} of them, or had a part in it.",
            residents,
        )
        parts.append(by.format(n=format_number(residents)))
    first = ", ".join(
        f"“{read.outcome_name(row['id'])}” ({format_number(int(row['votes']))})"
        for row in chosen[:_MOST]
        if row["votes"]
    )
    if first:
        parts.append(_("Most votes: {outcomes}.").format(outcomes=first))
    return " ".join(parts)


def _links(read: ReadPublication) -> str:
    rungs = [read.coverage(key) for key in read.links]
    if not rungs:
        return ""
    known = sum(rung is not Coverage.NONE for rung in rungs)
    change = sum(rung.rung >= Coverage.CHANGE.rung for rung in rungs)
    said = ngettext(
        "What is known: {n} link says what supports what.",
        "What is known: {n} links say what supports what.",
        len(rungs),
    ).format(n=format_number(len(rungs)))
    more = _("Evidence is recorded for {known} of them, and it shows a change in the outcome for {change}.")
    return f"{said} {more.format(known=format_number(known), change=format_number(change))}"


def _changes(read: ReadPublication) -> list[Traced]:
    said = []
    for outcome in read.chosen_outcomes:
        for indicator in read.indicators.get(outcome["id"], []):
            if (change := read.change(indicator)) is not None:
                name = read.text(indicator, "name")
                text = _("What changed: “{indicator}”: {figures}.").format(indicator=name, figures=change.in_words())
                said.append(Traced(text, read.key(indicator["id"])))
    return said[:_MOST]


def _first_against(read: ReadPublication) -> str:
    """Give the key of the first link with evidence against it, in the order of the report."""
    links = (link for outcome in read.chosen_outcomes for link in read.supports.get(outcome["id"], ()))
    return next(
        (read.key_of_link(link) for link in links if any(map(_is_against, read.evidence.get(link["id"], ())))), ""
    )


def _is_against(piece: Row) -> bool:
    return bool(piece["finding"] != EvidenceFinding.SUPPORTS.value)


def _against(read: ReadPublication) -> str:
    against = sum(_is_against(row) for rows in read.evidence.values() for row in rows)
    if not against:
        return ""
    return ngettext(
        "{n} piece of evidence is mixed or speaks against its link; it stands beside the rest.",
        "{n} pieces of evidence are mixed or speak against their link; they stand beside the rest.",
        against,
    ).format(n=format_number(against))


def _open(read: ReadPublication) -> str:
    found = gaps.find(read)
    counts = (
        (
            len(found.bare),
            ngettext(
                "{n} link whose evidence is not yet recorded",
                "{n} links whose evidence is not yet recorded",
                len(found.bare),
            ),
        ),
        (
            len(found.no_change),
            ngettext(
                "{n} outcome whose before and after are not yet recorded",
                "{n} outcomes whose before and after are not yet recorded",
                len(found.no_change),
            ),
        ),
    )
    parts = [text.format(n=format_number(count)) for count, text in counts if count]
    return _("What to ask next: {what}.").format(what=", ".join(parts)) if parts else ""
