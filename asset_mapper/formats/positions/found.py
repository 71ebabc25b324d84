"""What was found of the place of each row, and which cells say nothing beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asset_mapper.domain.whereabouts import Precision

if TYPE_CHECKING:
    from asset_mapper.formats.positions.arrays import Array


@dataclass
class Positions:
    """Where each row is: a shape in WGS 84 or ``None``, how precisely, and which columns say nothing beyond it."""

    geometry: Array
    precision: list[str | None]
    used: set[str] = field(default_factory=set)  # columns whose values are in the geometry now
    unread: dict[str, set[int]] = field(default_factory=dict)  # … but for these rows

    @property
    def missing(self) -> Array:
        """Tell which rows have no place yet."""
        import shapely

        missing: Array = shapely.is_missing(self.geometry)
        return missing

    def place(self, rows: Array, shapes: Array) -> None:
        """Put rows exactly where their shapes are."""
        self.geometry[rows] = shapes
        exact = Precision.EXACT.value
        for row in rows.tolist():
            self.precision[row] = exact

    def leave(self, column: str, rows: Iterable[int]) -> None:
        """Note rows whose cell in a column of coordinates says something that their place does not."""
        self.unread.setdefault(column, set()).update(rows)

    def kept_rows(self, column: str, count: int) -> Sequence[int]:
        """List the rows whose cell in a column of coordinates is not told by the geometry."""
        if column in self.used:
            return sorted(self.unread.get(column, ()))
        return range(count)
