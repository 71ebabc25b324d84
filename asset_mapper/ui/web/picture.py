"""A picture of the map for the clipboard, with the title of the project and who made the map below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from asset_mapper.i18n import _, language
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.web.page_view import PageView

_GAP = 8


def copy(context: Context, page: PageView, credit: Callable[[str], str]) -> None:
    """Put a picture of what the map shows now on the clipboard."""

    def on_picture(picture: QPixmap) -> None:
        context.ask(lambda uow: uow.project.title.text(language()), done=lambda title: on_title(picture, title))

    def on_title(picture: QPixmap, title: str) -> None:
        made_by = credit(language()) or _("Made with Asset Mapper")
        QApplication.clipboard().setPixmap(with_words(picture, title, made_by))
        context.say(_("A picture of the map is on the clipboard."))

    page.picture(on_picture)


def with_words(picture: QPixmap, title: str, made_by: str) -> QPixmap:
    """Write two lines below a picture: what it shows, and who made it."""
    scale = picture.devicePixelRatio()
    width, height = round(picture.width() / scale), round(picture.height() / scale)
    strong = QFont(QApplication.font())
    strong.setWeight(QFont.Weight.DemiBold)
    lines = ((title, strong), (made_by, QApplication.font()))
    heights = [
        QFontMetrics(font)
        .boundingRect(QRect(0, 0, width - 2 * _GAP, 10_000), Qt.TextFlag.TextWordWrap, text)
        .height()
        for text, font in lines
    ]
    whole = QPixmap(round(width * scale), round((height + sum(heights) + 3 * _GAP) * scale))
    whole.setDevicePixelRatio(scale)
    whole.fill(theme.colour("paper", "light"))
    painter = QPainter(whole)
    painter.drawPixmap(0, 0, picture)
    painter.setPen(theme.colour("ink", "light"))
    top = height + _GAP
    for (text, font), high in zip(lines, heights, strict=True):
        painter.setFont(font)
        painter.drawText(QRect(_GAP, top, width - 2 * _GAP, high), Qt.TextFlag.TextWordWrap, text)
        top += high
    painter.end()
    return whole
