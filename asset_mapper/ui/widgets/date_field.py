"""A day, typed as people write it, in Welsh or English; empty when there is none."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.schedules import date_of
from asset_mapper.i18n import _, format_date


class DateField(QLineEdit):
    """Understands ``3/12/2026``, ``3 December 2026`` and ``3 Rhagfyr 2026``, and writes it out when it is left."""

    def __init__(self, value: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.set_value(value)
        self.editingFinished.connect(self.say)

    @property
    def value(self) -> date | None:
        """The day that was typed; ``None`` for none.

        Raises
        ------
        InvalidValueError
            What was typed is no day.
        """
        typed = self.text().strip()
        day = date_of(typed)
        if typed and day is None:
            raise InvalidValueError(_("“{text}” is not a day. Write for example 3/12/2026.").format(text=typed))
        return day

    def check(self) -> None:
        """Raise ``InvalidValueError`` when what was typed is no day."""
        self.value  # noqa: B018 - it raises

    def set_value(self, value: date | None) -> None:
        self.setText(format_date(value) if value else "")

    def say(self) -> None:
        """Write the day out in the language in force; what is no day stays as it was typed."""
        day = date_of(self.text().strip())
        if day is not None:
            self.setText(format_date(day))
