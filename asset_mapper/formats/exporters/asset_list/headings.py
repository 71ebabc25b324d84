"""The headings of the list in any language: how an import knows a list of ours again."""

from __future__ import annotations

from functools import lru_cache

from asset_mapper.formats.exporters.asset_list.specs import SPECS
from asset_mapper.formats.exporters.base import Wording
from asset_mapper.i18n import LANGUAGES, _, speaking


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for spec in SPECS:
        said = []
        for language in LANGUAGES:
            with speaking(language):
                said.append(_(spec.heading))
        for heading in (spec.key, *said, Wording.join(said)):
            known.setdefault(heading.casefold(), spec.key)
    return known


def known_column(heading: str) -> str | None:
    """Tell which column of this list a heading names, in any language; ``None`` when it names none."""
    return _known().get(heading.strip().casefold())
