"""On which sheet of a printed page its places are, which is known only once it is printed."""

from __future__ import annotations

from pathlib import Path


def pages_of(printed: Path) -> dict[str, int]:
    """Say of each place that the page names on which sheet it is; the first sheet is 1."""
    from pypdf import PdfReader

    reader = PdfReader(printed)
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.lstrip("/")] = number + 1
    return found
