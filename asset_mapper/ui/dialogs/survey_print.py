"""The blank sheets of a survey as a file to print: in which language, how many, from which number."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QSpinBox

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Publication
from asset_mapper.formats import survey_sheet
from asset_mapper.i18n import N_, _, language
from asset_mapper.progress import Progress
from asset_mapper.services import exporting, surveys
from asset_mapper.services.exporting import ExportedFile
from asset_mapper.services.survey_sheets import publication_of_sheet
from asset_mapper.services.surveys import WholeSurvey
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.file_form import FileForm
from asset_mapper.ui.widgets.choice import Choice

_FORMATS = survey_sheet.exporters(1, None)


def show(context: Context, survey_id: RecordId) -> None:
    """Ask how many sheets of a survey, and write them."""

    def on_read(whole: WholeSurvey | None) -> None:
        if whole is not None:
            SurveyPrintDialog(context, whole).show()

    context.ask(surveys.whole, survey_id, done=on_read)


class SurveyPrintDialog(FileForm):
    """Numbered from the first free number on: a sheet can be found again by it."""

    def __init__(self, context: Context, whole: WholeSurvey) -> None:
        super().__init__(context, N_("Print sheets"), manual="surveys")
        self._whole = whole
        self.language = self.language_row()
        self.copies, self.first = QSpinBox(), QSpinBox()
        for number in (self.copies, self.first):
            number.lineEdit().setTextMargins(8, 0, 8, 0)
        self.copies.setRange(1, survey_sheet.MOST_COPIES)
        self.copies.setValue(30)
        self.first.setRange(0, 1_000_000)
        self.first.setValue(int(surveys.next_number(whole.sheets)))
        self.row("copies", N_("How many sheets"), self.copies)
        self.row("first", N_("Number of the first one; 0 leaves room to write it by hand"), self.first)
        self.format = Choice("", [(exporter.key, "") for exporter in _FORMATS])
        self.call(lambda: self.format.say([_(exporter.label) for exporter in _FORMATS]))
        self.row("format", N_("As"), self.format)
        self.summary = self.hint()
        self.begin(420, draft="survey-print")

    def keep(self) -> None:
        exporter = next(one for one in _FORMATS if one.key == self.format.value)
        name: Bilingual = self._whole.survey.name
        self.ask_where(f"{name.text(language())}{exporter.suffix}", f"{_(exporter.label)} (*{exporter.suffix})")

    def write_to(self, target: Path) -> None:
        self.say_writing()
        self.context.ask(
            publication_of_sheet,
            self._whole.survey.id,
            self.language.value,
            done=lambda publication: self._write(publication, target),
            failed=self.on_failed,
        )

    def _write(self, publication: Publication, target: Path) -> None:
        ways = survey_sheet.exporters(self.copies.value(), self.first.value() or None)
        exporter = next(one for one in ways if one.key == self.format.value)

        def work(progress: Progress) -> ExportedFile:
            return exporting.export(publication, exporter, target, progress)

        self.write_by(work)
