"""Where a row says that it is, in words: address, postcode, property number, area."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asset_mapper.domain.whereabouts import tidy_postcode
from asset_mapper.formats.base import Severity
from asset_mapper.formats.columns import EMPTY_WORDS
from asset_mapper.formats.drafting.bilingual import bilingual
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled
from asset_mapper.i18n import _

_PARTS = ("address", "address_1", "address_2", "address_3", "address_4", "locality", "town", "county")
_POSTCODE_AT_END = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b\.?\s*$", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.IGNORECASE)


def addresses_in(cells: Cells) -> Filled:
    filled = Filled()
    parts = [
        list(map(cells.tidy.part, cells.texts(heading))) for field in _PARTS for heading in cells.headings(field)
    ]
    if "street" in cells or "house" in cells:
        nothing: list[str | None] = [None] * len(cells)
        house = map(cells.tidy.part, cells.first("house") or nothing)
        street = map(cells.tidy.part, cells.first("street") or nothing)
        joined = [f"{h} {s}".strip() for h, s in zip(house, street, strict=True)]
        parts.insert(len(cells.headings("address")), joined)
    addresses = parts[0] if len(parts) == 1 else list(map(_joined, zip(*parts, strict=True)))
    filled.fill("where_address", addresses if parts else [""] * len(cells), given=bool(parts))
    return filled


def _joined(parts: Sequence[str]) -> str:
    """Join the parts of an address, leaving out what an earlier part says already."""
    said: list[str] = []
    for part in parts:
        if (
            part
            and not any(part.casefold() == one.casefold() for one in said)
            and part not in ", ".join(said).split(", ")
        ):
            said.append(part)
    return ", ".join(said)


def postcodes_in(cells: Cells, addresses: Sequence[str]) -> Filled:
    """Read the column of postcodes; where there is none, those that addresses end with."""
    filled = Filled()
    heading = cells.heading("postcode")
    if heading is None:
        found = [_at_end(address) for address in addresses]
        filled.fill("where_postcode", found, given=any(found))
    else:
        filled.fill("where_postcode", _column_of_postcodes(cells, heading), given=True)
    return filled


def _at_end(address: str) -> str:
    match = _POSTCODE_AT_END.search(address[-20:]) if address else None
    return (tidy_postcode(match[0]) or "") if match else ""


def _column_of_postcodes(cells: Cells, heading: str) -> list[str]:
    """Read postcodes; half of one is kept as that, and what is none as a column of its own."""
    texts = cells.texts(heading)
    tidied = {cell: tidy_postcode(cell) for cell in set(texts) if cell}
    result = [""] * len(cells)
    for row, cell in enumerate(texts):
        if not cell:
            continue
        postcode = tidied[cell]
        if postcode is not None:
            result[row] = postcode
            continue
        text = cell.strip()
        if text.casefold() in EMPTY_WORDS:
            continue
        if _OUTWARD.fullmatch(text):
            result[row] = text.upper()
            cells.report(
                row,
                "half-a-postcode",
                _("“{text}” is only the first half of a postcode; it was kept as that.").format(text=text),
                Severity.INFO,
                heading,
            )
            continue
        cells.reject(
            row,
            heading,
            "bad-postcode",
            _("“{text}” is not a postcode; it was kept as a column of its own.").format(text=text[:40]),
        )
    return result


def property_numbers_in(cells: Cells) -> Filled:
    filled = Filled()
    heading = cells.heading("uprn")
    result = [""] * len(cells)
    for row, text in enumerate(cells.said("uprn") or ()):
        if not text:
            continue
        if text.isascii() and text.isdigit() and len(text) <= 12:
            result[row] = text
        elif heading:
            cells.reject(
                row,
                heading,
                "bad-uprn",
                _("“{text}” is not a UPRN, which has up to 12 digits; it was kept as a column of its own.").format(
                    text=text[:40]
                ),
            )
    filled.fill("where_uprn", result, given=heading is not None)
    return filled


def areas_in(cells: Cells) -> Filled:
    plain, welsh, english = (cells.said(field) for field in ("area", "area_cy", "area_en"))
    if plain is not None and welsh is not None and english is None:
        english, plain = plain, None
    filled = bilingual(cells, "where_area", plain, welsh, english, cells.tidy.one_line)
    codes = cells.said("area_code")
    filled.fill("where_area_code", codes or [""] * len(cells), given=bool(codes))
    return filled
