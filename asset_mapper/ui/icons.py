"""Icons of the window, drawn in its ink colour so that they fit every theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from asset_mapper.paths import resources

if TYPE_CHECKING:
    from asset_mapper.ui.context import Context

_SIZES = (16, 24, 32, 48)


def icon(name: str) -> QIcon:
    """Draw ``resources/icons/NAME.svg``, where ``currentColor`` becomes the colour of text."""
    path = resources("icons", f"{name}.svg")
    if not path.is_file():
        return QIcon()
    ink = QApplication.palette().color(QPalette.ColorRole.WindowText).name()
    drawing = QSvgRenderer(QByteArray(path.read_text(encoding="utf-8").replace("currentColor", ink).encode()))
    drawn = QIcon()
    for size in _SIZES:
        picture = QPixmap(QSize(size, size))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        drawn.addPixmap(picture)
    return drawn


def show_icon(context: Context, setter: Callable[[QIcon], object], name: str) -> None:
    """Show an icon, and draw it anew when the colours change."""

    def draw(*_theme: str) -> None:
        try:
            setter(icon(name))
        except RuntimeError:  # its widget is gone
            context.theme_changed.disconnect(draw)

    context.theme_changed.connect(draw)
    draw()
