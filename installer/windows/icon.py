"""Draws the icon of the program, ``resources/icons/program.svg``, in every size that Windows asks for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from windows.product import ROOT

DRAWING = ROOT / "resources" / "icons" / "program.svg"
SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def write_icon(target: Path) -> None:
    """Write *target*, an ``.ico`` with one picture for each size."""
    from PIL import Image

    pictures = [Image.open(BytesIO(_drawn(size))) for size in SIZES_PX]
    target.parent.mkdir(parents=True, exist_ok=True)
    pictures[-1].save(target, format="ICO", sizes=[(size, size) for size in SIZES_PX], append_images=pictures[:-1])


def _drawn(size_px: int) -> bytes:
    """Give the drawing as PNG."""
    from PySide6.QtCore import QBuffer, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only the name of a file here
    return bytes(buffer.data().data())
