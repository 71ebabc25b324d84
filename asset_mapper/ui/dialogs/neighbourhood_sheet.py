"""What stands around one asset or outcome: a small diagram, and the same in sentences."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _
from asset_mapper.services import neighbourhood
from asset_mapper.services.neighbourhood import Neighbourhood
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet
from asset_mapper.ui.dialogs.following_sheet import FollowingSheet
from asset_mapper.ui.widgets.neighbourhood_chart import NeighbourhoodChart
from asset_mapper.ui.widgets.reading_sheet import reading_label

_EMS_WIDE, _LINES_HIGH = 84, 42
_MOST_LINES = 60  # of the diagram: a higher one scrolls by itself, any other with the sheet


def show(context: Context, record_id: RecordId) -> None:
    """Open the sheet of an asset or an outcome."""
    NeighbourhoodSheet(context, record_id).show()


class NeighbourhoodSheet(FollowingSheet):
    """Follows every step while it is open."""

    def __init__(self, context: Context, record_id: RecordId) -> None:
        super().__init__(context, N_("What leads to what"), "outcomes", _EMS_WIDE, _LINES_HIGH)
        self._record_id = record_id
        self.row(None, self.leave)
        self.follow()

    @property
    def question(self) -> tuple[Any, ...]:
        return neighbourhood.around, self._record_id

    def say(self) -> None:
        shown: Neighbourhood = self._shown
        sheet = self.sheet
        sheet.text(shown.middle.name, "heading")
        if not shown.arrows:
            sheet.text(_("No links are recorded yet."), "quiet")
            return
        chart = NeighbourhoodChart(shown)
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setObjectName("diagram")
        room.setAccessibleName(_("Diagram"))
        room.setWidget(chart)
        room.setFixedHeight(min(chart.height() + 20, self.fontMetrics().lineSpacing() * _MOST_LINES))
        sheet.column.addWidget(room)
        sheet.text(_("The stronger a line, the more is known; a dotted one is not yet known."), "quiet")
        sheet.section(_("The same in sentences"))
        for arrow, sentence in zip(shown.arrows, shown.in_words(), strict=True):
            button = sheet.button(
                f"evidence-{arrow.link.id}",
                _("Evidence …"),
                partial(evidence_sheet.show, self._context, arrow.link.id),
                _("Evidence: {coverage}").format(coverage=sentence),
            )
            sheet.row(reading_label(sentence), button)
