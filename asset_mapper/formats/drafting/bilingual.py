"""Texts in Welsh, English or neither said: which language a cell is in, and which was written first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asset_mapper.formats.columns import squeezed
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled
from asset_mapper.formats.drafting.wording import Tidy
from asset_mapper.formats.language import language_of

Texts = Sequence[str | None]


def bilingual(
    cells: Cells, field: str, plain: Texts | None, welsh: Texts | None, english: Texts | None, tidy: Tidy
) -> Filled:
    """Fill the three columns of a bilingual text; a text of no stated language is looked at."""
    cy = [tidy(text) for text in welsh] if welsh is not None else [""] * len(cells)
    en = [tidy(text) for text in english] if english is not None else [""] * len(cells)
    if plain is not None:
        said = [tidy(text) for text in plain]
        is_welsh = {text: language_of(text) == "cy" for text in set(said)}
        if welsh is None and english is None:
            cy = [text if is_welsh[text] else "" for text in said]
            en = ["" if is_welsh[text] else text for text in said]
        else:
            _join_plain(cells, field, said, is_welsh, cy, en)
    first = ["en" if e else "cy" if c else "" for c, e in zip(cy, en, strict=True)]
    given = plain is not None or welsh is not None or english is not None
    filled = Filled()
    for part, column in (("cy", cy), ("en", en), ("first", first)):
        filled.fill(f"{field}_{part}", column, given=given)
    return filled


def _join_plain(
    cells: Cells, field: str, said: Sequence[str], is_welsh: Mapping[str, bool], cy: list[str], en: list[str]
) -> None:
    """Put texts of no stated language where there is none yet; keep those that say something else."""
    heading = cells.heading(field)
    for row, text in enumerate(said):
        if text and not cy[row] and not en[row]:
            (cy if is_welsh[text] else en)[row] = text
        elif text and text not in (cy[row], en[row]) and heading:
            cells.keep(heading, row)


def stated_first(texts: Filled, field: str, firsts: Sequence[str]) -> None:
    """Take what the file says of the language in which a text was given first."""
    cy, en, first = (texts.columns[f"{field}_{part}"] for part in ("cy", "en", "first"))
    for row, said in enumerate(firsts):
        if said:
            language = "cy" if squeezed(said)[:2] in ("cy", "we") else "en"
            if (cy if language == "cy" else en)[row]:
                first[row] = language
