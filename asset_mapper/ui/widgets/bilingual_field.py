"""A text in Welsh and English, side by side or, where it is narrow, below each other; the missing one marked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.i18n import _, language

_LINES = 3  # of a long text


class BilingualField(QWidget):
    """Two fields, the one of the user's language first. A long text has several lines."""

    changed = Signal()

    def __init__(
        self, name: str, *, long: bool = False, stacked: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._first = language()
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}  # by language
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        order = ("cy", "en") if language() == "cy" else ("en", "cy")
        for place, code in enumerate(order):
            row, column = (2 * place, 0) if stacked else (0, place)
            label = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignBottom)
            label.setProperty("role", "quiet")
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # both columns are of one width, whatever they say
            label.setSizePolicy(policy)
            field: QLineEdit | QPlainTextEdit
            if long:
                field = QPlainTextEdit(tabChangesFocus=True)
                field.setMinimumWidth(0)
                field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 24)
            else:
                field = QLineEdit()
            field.textChanged.connect(self._on_changed)
            label.setBuddy(field)
            grid.addWidget(label, row, column)
            grid.addWidget(field, row + 1, column)
            grid.setColumnStretch(column, 1)
            self.fields[code], self._labels[code] = field, label
        self.setFocusProxy(self.fields[order[0]])
        self.say(name)

    def say(self, name: str) -> None:
        """Say what is asked for, in the language in force; the fields stay where they are."""
        for code, text in (("cy", _("{name} in Welsh")), ("en", _("{name} in English"))):
            self._labels[code].setText(text.format(name=name))
            self.fields[code].setAccessibleName(text.format(name=name))
        self._mark_missing()

    def text_in(self, code: str) -> str:
        field = self.fields[code]
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
        self.set_texts(value.cy if value else "", value.en if value else "")

    def set_texts(self, cy: str, en: str) -> None:
        for field, text in ((self.fields["cy"], cy), (self.fields["en"], en)):
            if isinstance(field, QLineEdit):
                field.setText(text)
                field.setCursorPosition(0)  # a long name is read from its beginning
            else:
                field.setPlainText(text)

    def focus(self) -> None:
        next(iter(self.fields.values())).setFocus()

    def _on_changed(self) -> None:
        self._mark_missing()
        self.changed.emit()

    def _mark_missing(self) -> None:
        both = self.text_in("cy"), self.text_in("en")
        for code, field in self.fields.items():
            missing = any(both) and not self.text_in(code)
            mark = (_("no Welsh yet") if code == "cy" else _("no English yet")) if missing else ""
            field.setPlaceholderText(mark)
            field.setAccessibleDescription(mark)
