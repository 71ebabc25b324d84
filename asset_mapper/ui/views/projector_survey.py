"""What a survey found, in letters for the wall of the hall: bars for every statement, small groups not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from asset_mapper.analysis.survey_blocks import Bar, Block
from asset_mapper.analysis.survey_counts import ALL
from asset_mapper.i18n import _, ngettext, speaking
from asset_mapper.services.surveys import Results
from asset_mapper.ui.widgets.diverging_bars import BETWEEN_LANGUAGES, DivergingBars
from asset_mapper.ui.widgets.reading_sheet import reading_label

_TURNS = {
    Qt.Key.Key_Down: 0.3,
    Qt.Key.Key_Up: -0.3,
    Qt.Key.Key_PageDown: 0.9,
    Qt.Key.Key_PageUp: -0.9,
}
"""How much of a screen a key goes on."""


class SurveyOnWall(QScrollArea):
    """As long as it needs to be; the keys of the projector turn it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.blocks: list[Block] = []

    def show_results(self, shown: Results, languages: Sequence[str], size: int) -> None:
        """Show results in all of *languages*, what is counted in the first of them; *size* is that of the letters."""
        place = self.verticalScrollBar().value()
        sheet = QWidget()
        sheet.setProperty("role", "paper")
        sheet.setStyleSheet(f"QWidget {{ font-size: {size}px; }}")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(16)
        self.blocks = _in_languages(shown, languages)
        with speaking(languages[0]):
            if any(one.n or one.few for one in shown.counts if one.group_id == ALL):
                column.addWidget(reading_label(_floor(shown.floor), "quiet"))
                column.addWidget(DivergingBars(self.blocks, shown.floor, languages))
            else:
                column.addWidget(reading_label(_("No sheet is typed up yet.")))
                for block in self.blocks:
                    column.addWidget(reading_label(block.title))
        column.addStretch(1)
        self.setWidget(sheet)
        self.verticalScrollBar().setValue(place)

    def turn(self, key: int) -> bool:
        """Go on or back by a key; tells whether it is one that does so."""
        share = _TURNS.get(Qt.Key(key))
        if share is None:
            return False
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(share * self.viewport().height()))
        return True


def _floor(floor: int) -> str:
    return ngettext(
        "Groups of fewer than {n} person are not told by themselves, and not counted in all.",
        "Groups of fewer than {n} people are not told by themselves, and not counted in all.",
        floor,
    ).format(n=floor)


def _in_languages(shown: Results, languages: Sequence[str]) -> list[Block]:
    """Say headings and groups in every language."""
    said = []
    for code in languages:
        with speaking(code):
            said.append(shown.blocks())
    return [
        replace(
            alike[0],
            title=_joined([block.title for block in alike], "\n"),
            bars=tuple(_bar(bars) for bars in zip(*(block.bars for block in alike), strict=True)),
        )
        for alike in zip(*said, strict=True)
    ]


def _bar(alike: Sequence[Bar]) -> Bar:
    label, group = _joined([bar.label for bar in alike]), _joined([bar.group for bar in alike])
    return replace(alike[0], label=label, group=group)


def _joined(words: Sequence[str], between: str = BETWEEN_LANGUAGES) -> str:
    return between.join(dict.fromkeys(words))
