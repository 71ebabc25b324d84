"""How the window looks: one style sheet, made from the tokens that the page of the map is made from too."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from asset_mapper.paths import resources

THEMES = ("light", "dark")


@lru_cache
def tokens() -> dict[str, Any]:
    """Read the named values of ``resources/theme/tokens.json``."""
    found: dict[str, Any] = json.loads(resources("theme", "tokens.json").read_text(encoding="utf-8"))
    return found


_in_use = "light"


def in_use() -> str:
    """Name the theme that the application wears."""
    return _in_use


def chosen(setting: str) -> str:
    """Name the theme that a setting means: ``light``, ``dark``, or ``contrast`` (the colours of the system)."""
    if setting != "system":
        return setting
    return "dark" if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def colour(name: str, theme: str) -> str:
    """Give a colour by its name in a theme."""
    value: str = tokens()["dark" if theme == "dark" else "light"][name]
    return value


def kind_colour(kind: str, theme: str) -> str:
    value: str = tokens()["kinds"][kind]["dark" if theme == "dark" else "light"]
    return value


def put_on(application: QApplication, setting: str, text_percent: int) -> None:
    """Dress the whole application."""
    global _in_use
    _in_use = theme = chosen(setting)
    application.setStyle("Fusion")
    size = round(tokens()["sizes_px"]["label"] * text_percent / 100)
    font = QFont(application.font())
    font.setPixelSize(size)
    application.setFont(font)
    if theme == "contrast":  # the system's own colours are kept
        application.setPalette(application.style().standardPalette())
        application.setStyleSheet(_SHAPES.format(**_sizes(size)))
        return
    palette = QPalette()
    ink, paper, card = (QColor(colour(name, theme)) for name in ("ink", "paper", "card"))
    for role, value in (
        (QPalette.ColorRole.Window, paper),
        (QPalette.ColorRole.WindowText, ink),
        (QPalette.ColorRole.Base, card),
        (QPalette.ColorRole.AlternateBase, QColor(colour("tint", theme))),
        (QPalette.ColorRole.Text, ink),
        (QPalette.ColorRole.Button, card),
        (QPalette.ColorRole.ButtonText, ink),
        (QPalette.ColorRole.ToolTipBase, card),
        (QPalette.ColorRole.ToolTipText, ink),
        (QPalette.ColorRole.Highlight, QColor(colour("accent", theme))),
        (QPalette.ColorRole.HighlightedText, QColor(colour("on-accent", theme))),
        (QPalette.ColorRole.Link, QColor(colour("accent", theme))),
        (QPalette.ColorRole.PlaceholderText, QColor(colour("quiet", theme))),
    ):
        palette.setColor(role, value)
    application.setPalette(palette)
    colours = {name.replace("-", "_"): value for name, value in tokens()[theme].items()}
    application.setStyleSheet((_SHAPES + _COLOURS).format(**_sizes(size), **colours))


def _sizes(size: int) -> dict[str, int | str]:
    scale = size / tokens()["sizes_px"]["label"]
    return {
        "arrow": resources("icons", "down.svg").as_posix(),
        "target": round(tokens()["target_px"]["window"] * scale),
        "corner": tokens()["corner_px"],
        "body": size,
        "small": round(12 * scale),
        "heading": round(20 * scale),
        "title": round(28 * scale),
    }


# Roles of widgets are said with the property ``role``: title, heading, quiet, primary, rail, chip, card, message.
_SHAPES = """
QPushButton, QToolButton {{ min-height: {target}px; padding: 0 12px; border-radius: {corner}px; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {{
    min-height: {target}px; padding: 0 8px; border-radius: {corner}px; }}
QListView::item, QTreeView::item {{ min-height: {target}px; }}
QComboBox::drop-down {{ border: 0; width: 28px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 16px; height: 16px; }}
QLabel[role="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {heading}px; font-weight: 600; }}
QLabel[role="small"] {{ font-size: {small}px; }}
QToolButton[role="rail"] {{ padding: 8px; min-width: 88px; min-height: 56px; border-radius: 0; }}
QToolButton[role="chip"], QPushButton[role="chip"] {{ border-radius: 14px; padding: 0 12px; min-height: 28px; }}
"""

_COLOURS = """
QWidget {{ color: {ink}; }}
QMainWindow, QDialog, QWidget[role="paper"] {{ background: {paper}; }}
QLabel[role="quiet"], QLabel[role="small"] {{ color: {quiet}; }}
QPushButton, QToolButton {{ background: {card}; border: 1px solid {edge}; }}
QPushButton:hover, QToolButton:hover {{ background: {tint}; }}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus,
QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QAbstractItemView:focus {{ border: 2px solid {accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {quiet}; border-color: {line}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit, QTextEdit {{
    background: {card}; border: 1px solid {edge};
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit, QTextEdit {{ border-radius: {corner}px; padding: 4px; }}
QAbstractItemView {{ background: {card}; border: 1px solid {line}; selection-background-color: {accent_tint};
    selection-color: {ink}; alternate-background-color: {paper}; }}
QHeaderView::section {{ background: {paper}; border: 0; border-bottom: 1px solid {line}; padding: 4px 8px; }}
QToolButton:checked {{ background: {accent_tint}; border: 2px solid {accent}; font-weight: 600; }}
QToolButton[role="rail"] {{ background: transparent; border: 0; border-left: 3px solid transparent; }}
QToolButton[role="rail"]:checked {{ border-left: 3px solid {accent}; background: {accent_tint}; font-weight: 600; }}
QToolButton[role="rail"]:focus {{ border: 2px solid {accent}; }}
QFrame[role="card"] {{ background: {card}; border: 1px solid {line}; border-radius: {corner}px; }}
QFrame[role="message"] {{ background: {accent_tint}; border: 0; border-top: 1px solid {line}; }}
QFrame[role="message"][kind="stop"] {{ background: {card}; border-top: 2px solid {stop}; }}
QFrame[role="message"][kind="caution"] {{ background: {card}; border-top: 2px solid {caution}; }}
QFrame[role="rail"] {{ background: {tint}; border: 0; border-right: 1px solid {line}; }}
QToolButton[role="chip"]:checked, QPushButton[role="chip"]:checked {{
    background: {accent_tint}; border-color: {accent}; }}
QStatusBar {{ background: {paper}; border-top: 1px solid {line}; }}
QSplitter::handle {{ background: {line}; }}
"""
