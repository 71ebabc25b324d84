"""Questions to many coordinates at once: which rows, which numbers, whether they can be of these islands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.grid import MAX_EASTING_M, MAX_NORTHING_M
from asset_mapper.formats.base import SourceTable
from asset_mapper.formats.columns import number_of
from asset_mapper.formats.columns.looks import BRITISH_ISLES, LEAST_ON_GRID_M

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]


def rows_where(mask: Array) -> list[int]:
    """List the rows for which *mask* is true."""
    import numpy as np

    rows: list[int] = np.flatnonzero(mask).tolist()
    return rows


def texts_of(table: SourceTable, column: str) -> list[str | None]:
    values: list[str | None] = table.frame[column].tolist()
    return values


def numbers_in(texts: Sequence[str | None]) -> Array:
    """Read many numbers at once; what is none is NaN."""
    import numpy as np
    import pandas as pd

    read = pd.to_numeric(pd.Series(list(texts), dtype=object), errors="coerce").to_numpy(dtype=float, copy=True)
    for index in rows_where(~np.isfinite(read)):
        text = texts[index]
        number = number_of(text) if text is not None else None
        read[index] = np.nan if number is None else number
    return read


def in_british_isles(west: Array, south: Array, east: Array, north: Array) -> Array:
    """Tell which boxes of degrees lie within these islands."""
    w, s, e, n = BRITISH_ISLES
    return (w <= west) & (south >= s) & (east <= e) & (north <= n)


def on_british_grid(x: Array, y: Array) -> Array:
    """Tell which pairs of numbers can be metres of the British grid."""
    return (x > LEAST_ON_GRID_M) & (x < MAX_EASTING_M) & (y > LEAST_ON_GRID_M) & (y < MAX_NORTHING_M)
