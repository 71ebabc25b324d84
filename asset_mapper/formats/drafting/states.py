"""How it stands with each row: open or closed, when it was checked, who may see it, what has to be kept quiet."""

from __future__ import annotations

from asset_mapper.domain.asset import AssetStatus
from asset_mapper.domain.audience import VISIBILITIES, Audience, admits
from asset_mapper.formats.base import Severity
from asset_mapper.formats.columns import squeezed
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Column, Filled
from asset_mapper.formats.drafting.wording import is_yes, labels_of
from asset_mapper.formats.schedules import date_of
from asset_mapper.i18n import _, ngettext

_NO = frozenset(("no", "n", "false", "0", "nac ydy", "na", "n/a", "open", "ar agor"))
_STATUS_TABLE = {
    AssetStatus.ACTIVE: "active open operational live current act gweithredol agored byw ar-agor",
    AssetStatus.CLOSED: "closed inactive ceased defunct dissolved removed del ina wedi-cau caeedig ar-gau",
    AssetStatus.PROPOSED: "proposed planned new pen arfaethedig",
    AssetStatus.UNCHECKED: "unchecked unverified heb-ei-wirio",
}
_STATUS_WORDS = {squeezed(word): status.value for status, words in _STATUS_TABLE.items() for word in words.split()}


def states_in(cells: Cells, widest: Audience) -> Filled:
    """Read the states of all rows; nothing is shown to more people than *widest*."""
    filled = Filled()
    filled.fill("status", _statuses(cells), given="status" in cells or "closed" in cells)
    for field in ("checked_on", "review_due"):
        filled.fill(field, _dates(cells, field), given=field in cells)
    filled.fill("visibility", _visibilities(cells, widest), given=False)
    for field in ("sensitive", "under_18"):
        said = cells.said(field)
        column = list(map(is_yes, said)) if said else [False] * len(cells)
        filled.fill(field, column, given=any(column))
    return filled


def hidden_in(cells: Cells) -> list[bool]:
    """Tell which rows are places that the file marks as confidential."""
    said = cells.said("confidential")
    return list(map(is_yes, said)) if said else [False] * len(cells)


def _statuses(cells: Cells) -> list[str]:
    """Read the status, and whether there is anything in a column of closing dates."""
    status = [AssetStatus.ACTIVE.value] * len(cells)
    heading = cells.heading("status")
    if heading:
        labels = labels_of(AssetStatus)
        for row, cell in enumerate(cells.texts(heading)):
            key = squeezed(cell) if cell else ""
            known = labels.get(key) or _STATUS_WORDS.get(key)
            if known:
                status[row] = known
            if cell and key not in labels:
                cells.keep(heading, row)
    heading = cells.heading("closed")
    if heading:
        for row, text in enumerate(cells.said("closed") or ()):
            if text and text.casefold() not in _NO:
                status[row] = AssetStatus.CLOSED.value
                cells.keep(heading, row)
    return status


def _dates(cells: Cells, field: str) -> Column:
    heading = cells.heading(field)
    result: Column = [None] * len(cells)
    for row, text in enumerate(cells.said(field) or ()):
        if not text:
            continue
        read = date_of(text)
        if read is not None:
            result[row] = read.isoformat()
        elif heading:
            cells.reject(
                row,
                heading,
                "bad-date",
                _("“{text}” is not a date; it was kept as a column of its own.").format(text=text[:40]),
            )
    return result


def _visibilities(cells: Cells, widest: Audience) -> list[str]:
    """Read who may see each row; say how many rows the file would show more widely than this import may."""
    result = [widest.value] * len(cells)
    heading = cells.heading("visibility")
    if heading is None:
        return result
    labels = labels_of(Audience)
    wider = 0
    for row, cell in enumerate(cells.texts(heading)):
        code = labels.get(squeezed(cell)) if cell else None
        if code is None:
            if cell:
                cells.keep(heading, row)
            continue
        wanted = Audience(code)
        if wanted in VISIBILITIES and admits(widest, wanted):
            result[row] = code
        elif wanted in VISIBILITIES:
            wider += 1
    if wider:
        cells.findings.add(
            "visibility",
            ngettext(
                "The file would show {n} asset more widely than this import allows. To let it, say whom "
                "these may be shown to.",
                "The file would show {n} assets more widely than this import allows. To let it, say whom "
                "these may be shown to.",
                wider,
            ).format(n=wider),
            Severity.INFO,
            column=heading,
        )
    return result
