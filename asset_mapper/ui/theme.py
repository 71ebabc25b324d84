"""How the window looks: one style sheet, made from the tokens that the page of the map is made from too.

There are three themes: light, dark, and contrast. Where the system itself asks for strong contrast (Windows' contrast
themes), its own colours are worn; the theme of that name is for everyone else who wants it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from asset_mapper.paths import resources
from asset_mapper.ui.style_sheet import COLOURS, SHAPES

THEMES = ("light", "dark", "contrast")
_HALFWAY = 128  # between a dark and a light ground, of 255

_ROLES = (
    (QPalette.ColorRole.Window, "paper"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "card"),
    (QPalette.ColorRole.AlternateBase, "tint"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.Button, "card"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.BrightText, "stop"),
    (QPalette.ColorRole.ToolTipBase, "card"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on-accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.PlaceholderText, "quiet"),
    (QPalette.ColorRole.Accent, "accent"),
)


@lru_cache
def tokens() -> dict[str, Any]:
    """Read the named values of ``resources/theme/tokens.json``."""
    found: dict[str, Any] = json.loads(resources("theme", "tokens.json").read_text(encoding="utf-8"))
    return found


_in_use = "light"
_forced: Mapping[str, str] | None = None  # the colours of the system, while it asks for strong contrast


def in_use() -> str:
    """Name the theme that the application wears."""
    return _in_use


def system_wants_contrast() -> bool:
    """Tell whether the system wears one of its contrast themes."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)  # since Qt 6.10
    return hints is not None and hints().contrastPreference() is Qt.ContrastPreference.HighContrast


def palette_of_system(application: QApplication) -> QPalette:
    """Put on the colours of the system, and give them."""
    application.setPalette(QPalette())
    return application.palette()


def chosen(setting: str) -> str:
    """Name the theme that a setting means: ``system`` follows the system."""
    if setting != "system":
        return setting
    if system_wants_contrast():
        return "contrast"
    return "dark" if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def colours(theme: str) -> Mapping[str, str]:
    """Give all colours of a theme by their names."""
    if theme == "contrast" and _forced is not None:
        return _forced
    found: Mapping[str, str] = tokens()[theme]
    return found


def colour(name: str, theme: str) -> str:
    """Give a colour by its name in a theme."""
    return colours(theme)[name]


def is_dark(theme: str) -> bool:
    """Tell whether a theme is light on dark."""
    return QColor(colour("paper", theme)).lightness() < _HALFWAY


def colours_of_chosen(theme: str) -> tuple[str, str]:
    """Give the ground and the ink of a chosen line: a tint, or the accent itself where contrast is asked for."""
    ground, ink = ("accent", "on-accent") if theme == "contrast" else ("accent-tint", "ink")
    return colour(ground, theme), colour(ink, theme)


def inks_of_line(*, chosen: bool) -> tuple[str, str]:
    """Give the ink and the quiet ink of a line of a list, in the theme in use."""
    ground_is_accent = chosen and _in_use == "contrast"
    names = ("on-accent", "on-accent") if ground_is_accent else ("ink", "quiet")
    return colour(names[0], _in_use), colour(names[1], _in_use)


def kind_colour(kind: str, theme: str) -> str:
    """Give the colour of one of the six kinds, which stands out from the paper of the theme."""
    value: str = tokens()["kinds"][kind]["dark" if is_dark(theme) else "light"]
    return value


def table_colour(place: int | None, theme: str) -> tuple[str, str]:
    """Give the colour of a table by its place among the tables, and that of the letter on it, which is always there.

    A table that its session does not know any more is as quiet as the words beside it.
    """
    letter = colour("paper", theme) if is_dark(theme) else "#FFFFFF"
    if place is None:
        return colour("quiet", theme), letter
    colours_of_tables = tokens()["tables"]
    value: str = colours_of_tables[place % len(colours_of_tables)]["dark" if is_dark(theme) else "light"]
    return value, letter


def put_on(application: QApplication, setting: str, text_percent: int) -> None:
    """Dress the whole application."""
    global _in_use, _forced
    _in_use = theme = chosen(setting)
    if not application.styleSheet():  # the first time
        application.setStyle("Fusion")
    size = round(tokens()["sizes_px"]["label"] * text_percent / 100)
    font = QFont(application.font())
    font.setPixelSize(size)
    if font != application.font():
        application.setFont(font)
    system = palette_of_system(application)
    _forced = of_palette(system) if theme == "contrast" and system_wants_contrast() else None
    worn = colours(theme)
    if _forced is None:
        application.setPalette(_palette(worn))
    names = {name.replace("-", "_"): value for name, value in worn.items()}
    names["chosen"], names["on_chosen"] = colours_of_chosen(theme)
    sheet = (SHAPES + COLOURS).format(**_sizes(size), **names)
    if sheet != application.styleSheet():  # every widget is dressed anew by it
        application.setStyleSheet(sheet)


def follow(application: QApplication, changed: Callable[[], object]) -> None:
    """Call *changed* whenever the system changes between light, dark and its contrast themes."""
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: changed())
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None:
        accessibility().contrastPreferenceChanged.connect(lambda _preference: changed())


def of_palette(palette: QPalette) -> Mapping[str, str]:
    """Name the colours that the system forces: few, and each for what the system means it for."""
    role = QPalette.ColorRole
    paper, ink = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    inks = dict.fromkeys(("ink", "quiet", "line", "edge", "good", "caution", "stop"), ink)
    return inks | {
        "paper": paper,
        "tint": paper,
        "card": palette.color(role.Base).name(),
        "accent": palette.color(role.Highlight).name(),
        "accent-tint": paper,
        "on-accent": palette.color(role.HighlightedText).name(),
    }


def _palette(worn: Mapping[str, str]) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, QColor(worn[name]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(worn["quiet"]))
    return palette


def _sizes(size: int) -> dict[str, int | str]:
    scale = size / tokens()["sizes_px"]["label"]
    return {
        "arrow": resources("icons", "down.svg").as_posix(),
        "check": resources("icons", "check-dark.svg" if is_dark(_in_use) else "check.svg").as_posix(),
        "tick": round(16 * scale),
        "round": round(8 * scale),
        "target": round(tokens()["target_px"]["window"] * scale),
        "corner": tokens()["corner_px"],
        "body": size,
        "small": round(tokens()["sizes_px"]["small"] * scale),
        "heading": round(tokens()["sizes_px"]["heading"] * scale),
        "title": round(tokens()["sizes_px"]["title"] * scale),
        "chip": round(28 * scale),
        "rail": round(98 * scale),
        "rail_high": round(48 * scale),
    }
