"""A text in Welsh and English, and which was given first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from asset_mapper.domain.text import check_text
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

Language = Literal["cy", "en"]
OTHER: Mapping[str, Language] = {"cy": "en", "en": "cy"}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text that people read. Either language may be empty, never both; *first* is the one that was given."""

    cy: str = ""
    en: str = ""
    first: Language = "en"

    def __post_init__(self) -> None:
        cy, en = self.cy.strip(), self.en.strip()
        if not cy and not en:
            raise InvalidValueError(_("A text is needed, in Welsh or in English."))
        check_text(cy)
        check_text(en)
        if cy is not self.cy:
            object.__setattr__(self, "cy", cy)
        if en is not self.en:
            object.__setattr__(self, "en", en)
        if self.first not in OTHER:
            raise InvalidValueError(_("A text is Welsh (cy) or English (en), not “{code}”.").format(code=self.first))
        if not (en if self.first == "en" else cy):
            object.__setattr__(self, "first", OTHER[self.first])

    def __str__(self) -> str:
        return self.given

    @property
    def given(self) -> str:
        """The text in the language in which it was given."""
        return self.cy if self.first == "cy" else self.en

    def shown(self, language: str) -> tuple[str, Language]:
        """Give the text for a reader of *language*, and the language that it really is in."""
        wanted: Language = "cy" if language == "cy" else "en"
        text = self.cy if wanted == "cy" else self.en
        return (text, wanted) if text else (self.given, self.first)

    def text(self, language: str) -> str:
        """Give the text for a reader of *language*, falling back to the other."""
        return self.shown(language)[0]


def bilingual(cy: str | None = None, en: str | None = None, first: Language | None = None) -> Bilingual | None:
    """Make a ``Bilingual`` of what may be missing: ``None`` when neither language says anything."""
    cy, en = (cy or "").strip(), (en or "").strip()
    if not cy and not en:
        return None
    return Bilingual(cy, en, first or ("en" if en else "cy"))
