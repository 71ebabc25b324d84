"""The ways to reach what each row is, and who answers there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from asset_mapper.domain.audience import Audience
from asset_mapper.formats import contacts
from asset_mapper.formats.base import Severity
from asset_mapper.formats.columns import BY_KEY
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Columns
from asset_mapper.i18n import _, ngettext

_READ: Mapping[str, Callable[[str], contacts.Found]] = {
    "email": contacts.emails,
    "web": contacts.webs,
    "social": contacts.socials,
}


def contacts_in(cells: Cells, visibilities: Sequence[str]) -> Columns:
    """Read all ways to reach someone; whoever sees the asset sees them, but for those that name a person."""
    rows: list[int] = []
    kinds: list[str] = []
    values: list[str] = []
    lost_zero = 0
    for field in ("phone", "email", "web", "social"):
        for heading in cells.headings(field):
            for row, cell in enumerate(cells.texts(heading)):
                if not cell:
                    continue
                if cells.as_it_is:
                    found = [(field, part) for part in cell.strip().split("; ") if part]
                elif field == "phone":
                    found, lost = contacts.phones(cell)
                    lost_zero += lost
                else:
                    found = _READ[field](cell)
                if not found and cells.tidy.said(cell):
                    said = _("“{text}” could not be used as “{field}”; it was kept as a column of its own.").format(
                        text=cell.strip()[:40], field=_(BY_KEY[field].label)
                    )
                    cells.reject(row, heading, "not-a-contact", said, Severity.INFO)
                for kind, value in found:
                    rows.append(row)
                    kinds.append(kind)
                    values.append(value)
    if lost_zero:
        _report_lost_zeros(cells, lost_zero)
    people = _people(cells, rows)
    team = Audience.TEAM.value
    return {
        "row": rows,
        "kind": kinds,
        "value": values,
        "person": people,
        "audience": [team if person else visibilities[row] for row, person in zip(rows, people, strict=True)],
    }


def _report_lost_zeros(cells: Cells, count: int) -> None:
    cells.findings.add(
        "lost-zero",
        ngettext(
            "{n} telephone number had lost its first 0, as happens in spreadsheets; it was put back.",
            "{n} telephone numbers had lost their first 0, as happens in spreadsheets; it was put back.",
            count,
        ).format(n=count),
        Severity.INFO,
        column=cells.heading("phone"),
    )


def _people(cells: Cells, rows: Sequence[int]) -> list[str]:
    """Name whoever answers; someone without a telephone or address stays in the column of the file."""
    heading, people = cells.heading("contact_person"), cells.said("contact_person")
    if heading is None or people is None:
        return [""] * len(rows)
    reachable = set(rows)
    for row, person in enumerate(people):
        if person and row not in reachable:
            cells.keep(heading, row)
    return [people[row] for row in rows]
