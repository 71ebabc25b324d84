"""A text in Welsh and English, side by side, the missing one marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.i18n import _, language


class BilingualField(QWidget):
    """Two fields, the one of the user's language first. A long text has several lines."""

    changed = Signal()

    def __init__(self, name: str, *, long: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = language()
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        labels = {"cy": _("{name} in Welsh"), "en": _("{name} in English")}
        order = ("cy", "en") if language() == "cy" else ("en", "cy")
        for column, code in enumerate(order):
            text = labels[code].format(name=name)
            label = QLabel(text)
            label.setProperty("role", "quiet")
            field: QLineEdit | QPlainTextEdit
            if long:
                field = QPlainTextEdit(tabChangesFocus=True)
                field.setFixedHeight(84)
            else:
                field = QLineEdit()
            field.setAccessibleName(text)
            field.textChanged.connect(self._on_changed)
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            self._fields[code] = field
        self._mark_missing()

    def text_in(self, code: str) -> str:
        field = self._fields[code]
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        return text.strip()

    @property
    def value(self) -> Bilingual | None:
        """What was typed; ``None`` when nothing was."""
        cy, en = self.text_in("cy"), self.text_in("en")
        first = self._first if self.text_in(self._first) else ("cy" if cy else "en")
        return bilingual(cy, en, "cy" if first == "cy" else "en")

    def set_value(self, value: Bilingual | None) -> None:
        if value is not None:
            self._first = value.first
        for code, field in self._fields.items():
            text = "" if value is None else getattr(value, code)
            if isinstance(field, QLineEdit):
                field.setText(text)
            else:
                field.setPlainText(text)

    def focus(self) -> None:
        next(iter(self._fields.values())).setFocus()

    def _on_changed(self) -> None:
        self._mark_missing()
        self.changed.emit()

    def _mark_missing(self) -> None:
        both = self.text_in("cy"), self.text_in("en")
        for code, field in self._fields.items():
            missing = any(both) and not self.text_in(code)
            field.setPlaceholderText((_("no Welsh yet") if code == "cy" else _("no English yet")) if missing else "")
