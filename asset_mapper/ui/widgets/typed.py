"""What a person typed into a field, as a plain value, whichever field it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from asset_mapper.ui.widgets.bilingual_field import BilingualField


def changed(field: QWidget) -> Any:
    """Give the signal of a field that something else is in it; ``None`` for what nobody types into."""
    if isinstance(field, BilingualField):
        return field.changed
    if isinstance(field, (QLineEdit, QPlainTextEdit)):
        return field.textChanged
    if isinstance(field, QComboBox):
        return field.currentIndexChanged
    return field.toggled if isinstance(field, QCheckBox) else None


def state(field: QWidget) -> Any:
    if isinstance(field, BilingualField):
        return [field.text_in("cy"), field.text_in("en")]
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentIndex()
    return field.isChecked() if isinstance(field, QCheckBox) else None


def set_state(field: QWidget, value: Any) -> None:
    """Put back what ``state`` gave; a choice that is no longer offered becomes the first."""
    if isinstance(field, BilingualField):
        field.set_texts(*value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(value if 0 <= value < field.count() else 0)
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
