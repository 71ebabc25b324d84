"""What the pages of a site are made of, computed once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from asset_mapper.cartography.page_data import page_data, short_keys
from asset_mapper.cartography.texts import page_texts
from asset_mapper.domain.audience import Audience

if TYPE_CHECKING:
    from asset_mapper.area_pack.clipping import ClippedBasemap
    from asset_mapper.cartography.columns import Both
    from asset_mapper.domain.publication import Publication

PATHWAYS = "pathways.html"


@dataclass(frozen=True)
class Contents:
    """A publication, as its pages tell it."""

    publication: Publication
    basemap: ClippedBasemap | None
    base_url: str  # ends with a slash, or is "" when nobody knows it

    @property
    def languages(self) -> tuple[str, ...]:
        return self.publication.languages

    @property
    def is_public(self) -> bool:
        return self.publication.audience is Audience.PUBLIC

    @cached_property
    def data(self) -> dict[str, Any]:
        return page_data(self.publication)

    @cached_property
    def texts(self) -> dict[str, dict[str, Any]]:
        """The words of the page, by language."""
        return {language: page_texts(language) for language in self.languages}

    @cached_property
    def keys(self) -> list[str]:
        """The short name of each asset, by which an address leads to it."""
        return [key.strip() for key in short_keys(self.publication.assets["id"].tolist())[1]]


def list_name(place: int) -> str:
    """Name the file of a page of the list."""
    return "list.html" if place == 0 else f"list-{place + 1}.html"


def pair(text: Any) -> Both | None:
    return None if text is None else {"cy": text.cy, "en": text.en}
