"""Columns of a publication's frames as the page's data has them: lists, and texts in both languages."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.i18n import _, speaking

if TYPE_CHECKING:
    from pandas import DataFrame

    from asset_mapper.domain.publication import Publication

LANGUAGES = ("cy", "en")

Both = dict[str, str]


def column(frame: DataFrame, name: str, missing: Any = "") -> list[Any]:
    """Give a column as a list; one that this audience may not see is a list of *missing*."""
    return frame[name].tolist() if name in frame else [missing] * len(frame)


def both(text: Bilingual | None) -> Both | None:
    return None if text is None else {"cy": text.cy, "en": text.en}


def in_both_languages(label: str) -> Both:
    """Translate one of the program's own words."""
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            found[language] = _(label)
    return found


def bilingual(publication: Publication, frame: DataFrame, name: str) -> dict[str, list[str]]:
    """Give a text in both languages; in a page of one language the other one only where it has to stand in."""
    texts = {language: column(frame, f"{name}_{language}") for language in LANGUAGES}
    if len(publication.languages) == 1:
        (shown,) = publication.languages
        other = "en" if shown == "cy" else "cy"
        texts[other] = ["" if mine else theirs for mine, theirs in zip(texts[shown], texts[other], strict=True)]
    return {language: said if any(said) else [] for language, said in texts.items()}


def both_of(publication: Publication, frame: DataFrame, name: str) -> list[Both | None]:
    columns = bilingual(publication, frame, name)
    filled = (columns[language] or [""] * len(frame) for language in LANGUAGES)
    return [{"cy": cy, "en": en} if cy or en else None for cy, en in zip(*filled, strict=True)]


def rows_of(frame: DataFrame, name: str, rows: dict[str, int]) -> list[int]:
    return [rows.get(record_id, -1) for record_id in column(frame, name)]


def digits(values: Iterable[str], codes: Iterable[str], other: int) -> str:
    digits = {code: str(place) for place, code in enumerate(codes)}
    return "".join(digits.get(value, str(other)) for value in values)


def number(value: Any) -> float | int | None:
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return int(value) if float(value).is_integer() else float(value)
