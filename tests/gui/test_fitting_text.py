"""Texts that are long for their room."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from asset_mapper.ui.widgets.fitting_text import cut, in_two_lines

ROOM = QRectF(0, 0, 160, 60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("wWi", min_size=1, max_size=60), min_size=1, max_size=50))
def test_what_is_cut_fits_its_room_and_loses_no_word_that_would_fit(qapp: QApplication, words: list[str]):
    metrics = QFontMetricsF(QFont())
    text = " ".join(words)
    said = cut(text, metrics, ROOM)
    assert _fits(said, metrics)
    if said != text and said.endswith(" …"):
        kept = len(said.split(" ")) - 1
        assert words[:kept] == said.split(" ")[:-1]
        assert not _fits(" ".join(words[: kept + 1]) + " …", metrics)


def _fits(text: str, metrics: QFontMetricsF) -> bool:
    needed = metrics.boundingRect(ROOM, int(Qt.TextFlag.TextWordWrap), text)
    return bool(needed.height() <= ROOM.height() and needed.width() <= ROOM.width() + 1)


@pytest.mark.parametrize(
    "text, broken",
    [
        ("Votes", "Votes"),
        ("Assets, best known", "Assets,\nbest known"),
        ("Asedau, gorau a wyddys", "Asedau, gorau\na wyddys"),
        ("Llanfairpwllgwyngyll", "Llanfairpwllgwyngyll"),
    ],
)
def test_a_long_heading_is_broken_next_to_its_middle(text: str, broken: str):
    assert in_two_lines(text, 12) == broken
