"""Every view and dialog in Welsh at 1366×768 and 150 %: nothing is cut, everything has a name and can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QHeaderView,
    QLabel,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asset_mapper.ui.main_window import MainWindow

from .reach import doubled_letters, out_of_reach
from .scenes_on_stage import NAMES, SCENES, is_scrolled, on_stage, shown_in

WIDE, HIGH, FRAME = 1366, 768, 40  # of a laptop's screen, and what the frame of a dialog takes of it
A_LITTLE = 2


@pytest.mark.parametrize("scene", SCENES, ids=NAMES)
def test_nothing_is_cut_nameless_or_out_of_reach_in_welsh_at_150_percent(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, scene: Any
) -> None:
    with on_stage(qtbot, sample_file, tmp_path, scene, "cy", 150) as shown:
        if isinstance(shown, QDialog):
            assert shown.width() <= WIDE and shown.height() <= HIGH - FRAME, (shown.width(), shown.height())
        elif isinstance(shown, MainWindow):
            assert (shown.width(), shown.height()) == (WIDE, HIGH)
            assert not doubled_letters(shown)
        assert not list(cut_in(shown))
        assert not list(out_of_reach(shown))


def cut_in(shown: QWidget) -> Iterator[str]:
    for widget in shown_in(shown):
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            yield from label_cut(widget)
        elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
            yield from header_cut(widget)
        elif isinstance(widget, QTabBar):
            yield from tabs_cut(widget)
        elif isinstance(widget, QAbstractButton) and widget.text() and not widget.objectName().startswith("qt_"):
            yield from button_cut(widget)
        else:
            continue
        yield from outside(widget, shown)


def label_cut(label: QLabel) -> Iterator[str]:
    if label.property("elided"):  # shortened on purpose, with all of it in the tooltip
        if "…" in label.text() and not label.toolTip():
            yield f"shortened without a tooltip: {label.text()}"
    elif label.wordWrap():
        wanted = label.heightForWidth(label.width())
        letters = wanted // label.fontMetrics().height() * label.fontMetrics().height()  # without the space around
        if label.height() < min(wanted, letters) - A_LITTLE:
            yield f"label too low ({label.height()} of {wanted}): {label.text()[:60]}"
    elif (
        label.width() < label.sizeHint().width() - A_LITTLE
        or label.height() < label.fontMetrics().height() - A_LITTLE
    ):
        yield f"label too small: {label.text()[:60]}"


def button_cut(button: QAbstractButton) -> Iterator[str]:
    metrics = button.fontMetrics()
    lines = button.text().replace("&&", "\0").replace("&", "").replace("\0", "&").splitlines()
    beside = 24 if isinstance(button, QCheckBox | QRadioButton) else 0
    if button.width() - beside < max(metrics.horizontalAdvance(line) for line in lines):
        yield f"button too narrow: {button.text()}"
    if button.height() < metrics.height() * len(lines) - A_LITTLE:
        yield f"button too low: {button.text()}"


def header_cut(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or not header.isVisible():
        return
    for place in range(header.count()):
        text = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        if text == model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole):
            continue  # what somebody typed, shortened, with all of it in the tooltip
        if int(header.defaultAlignment()) & int(Qt.TextFlag.TextWordWrap):
            text = max(text.split(), key=len, default="")
        if not header.isSectionHidden(place) and header.sectionSize(place) < header.fontMetrics().horizontalAdvance(
            text
        ):
            yield f"heading too narrow: {text}"


def tabs_cut(bar: QTabBar) -> Iterator[str]:
    for number in range(bar.count()):
        if bar.tabRect(number).width() < bar.fontMetrics().horizontalAdvance(bar.tabText(number)):
            yield f"tab too narrow: {bar.tabText(number)}"


def outside(widget: QWidget, shown: QWidget) -> Iterator[str]:
    """Say what reaches out of its window, unless it can be scrolled to."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if not is_scrolled(widget, shown) and not window.rect().adjusted(-1, -1, 1, 1).contains(place):
        yield f"outside of the window: {type(widget).__name__} {getattr(widget, 'text', str)()}"[:100]
