"""What stands around one asset or outcome: a small diagram, and the same in sentences."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QVBoxLayout

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _
from asset_mapper.services import neighbourhood
from asset_mapper.services.neighbourhood import Neighbourhood
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet
from asset_mapper.ui.widgets.neighbourhood_chart import NeighbourhoodChart
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet, reading_label

_EMS_WIDE, _LINES_HIGH = 84, 42


def show(context: Context, record_id: RecordId) -> None:
    """Open the sheet of an asset or an outcome."""
    NeighbourhoodSheet(context, record_id).show()


class NeighbourhoodSheet(QDialog):
    """Follows every step while it is open."""

    def __init__(self, context: Context, record_id: RecordId) -> None:
        super().__init__(context.window)
        self._context, self._record_id = context, record_id
        self._shown: Neighbourhood | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "outcomes")
        metrics = self.fontMetrics()
        self.resize(
            min(metrics.horizontalAdvance("m") * _EMS_WIDE, 1280), min(metrics.lineSpacing() * _LINES_HIGH, 700)
        )
        context.texts.say(self.setWindowTitle, N_("What leads to what"))
        self.sheet = ReadingSheet()
        context.texts.say(self.sheet.setAccessibleName, N_("What leads to what"))
        buttons, close = QDialogButtonBox(), QPushButton()
        context.texts.say(close.setText, N_("Close"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(24, 0, 24, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, 1)
        column.addWidget(buttons)
        context.records_changed.connect(self._read)
        context.project_changed.connect(self.reject)
        context.theme_changed.connect(self._write)
        context.texts.call(self._write)
        self._read()

    @Slot()
    def _read(self, *_news: object) -> None:
        self._context.ask(neighbourhood.around, self._record_id, done=self._on_read)

    def _on_read(self, found: Neighbourhood | None) -> None:
        if found is None:
            self.reject()
            return
        self._shown = found
        self._write()

    @Slot()
    def _write(self, *_news: object) -> None:
        if self._shown is not None:
            self.sheet.write(self._say)

    def _say(self) -> None:
        shown, sheet = self._shown, self.sheet
        assert shown is not None
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
        room.setFixedHeight(min(chart.height() + 20, self.fontMetrics().lineSpacing() * 26))
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
