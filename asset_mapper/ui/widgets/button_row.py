"""The buttons of a dialog, in the same order everywhere, whatever the system's own order is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class ButtonRow(QWidget):
    """At the left what else can be done; at the right the way out, and last what the dialog is for."""

    def __init__(self) -> None:
        super().__init__()
        self._others: list[QPushButton] = []
        self._ways_out: list[QPushButton] = []
        self._ends: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def add(self, button: QPushButton, *, leaves: bool = False) -> None:
        """Put a button in its place; the one that the dialog is for has the role ``primary``."""
        if button.property("role") == "primary":
            group, place = self._ends, self._row.count()
        elif leaves:
            group, place = self._ways_out, self._row.count() - len(self._ends)
        else:
            group, place = self._others, len(self._others)
        group.append(button)
        self._row.insertWidget(place, button)
        for one, following in pairwise((*self._others, *self._ways_out, *self._ends)):
            QWidget.setTabOrder(one, following)
