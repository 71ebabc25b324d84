"""What an entry of the rail is."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from asset_mapper.ui.context import Context


@dataclass(frozen=True, slots=True)
class View:
    """One entry of the rail: its key, its word, the name of its icon, and what makes its widget."""

    key: str
    label: str  # N_()
    icon: str  # resources/icons/ICON.svg
    create: Callable[[Context], QWidget]
