"""Surveys: the list of them with the results of one beside it; or, while sheets are typed up, the grid for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.survey import SurveyKind
from asset_mapper.i18n import N_, format_date, language, ngettext
from asset_mapper.services import surveys
from asset_mapper.services.surveys import SurveySummary, WholeSurvey
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.answer_sheets import survey_of
from asset_mapper.ui.views.sheet_entry import SheetEntry
from asset_mapper.ui.views.survey_results import SurveyResults
from asset_mapper.ui.widgets.button_menu import offer_on
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.page_stack import PageStack
from asset_mapper.ui.widgets.record_list import RecordList


class SurveysPage(PageStack):
    """Keeps the survey that is chosen, whatever happens to the others."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: list[SurveySummary] = []
        self._chosen: RecordId = ""
        self._then_type_up = False
        self._is_stale = False
        self.setProperty("manual", "surveys")
        self.left_side = RecordList(
            context,
            N_("Surveys"),
            N_(
                "A survey is a sheet of statements on paper, with five answers each. Hand it round, type the sheets "
                "up with one key an answer, and see at once where people agree. Nobody writes their name."
            ),
        )
        self.list, self.empty, add = self.left_side.list, self.left_side.empty, self.left_side.add_above
        self.ask = add(N_("Ask what stands in the way …"), lambda: self._on_new(SurveyKind.BARRIERS), primary=True)
        self.reflect = add(N_("Look back on the five principles …"), lambda: self._on_new(SurveyKind.PRINCIPLES))
        self.back = self.left_side.add_below(N_("Back to the sessions"), self.left.emit)
        self.results = SurveyResults(context)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.left_side)
        self.splitter.addWidget(self.results)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([360, 840])
        self.entry = SheetEntry(context)
        self.addWidget(self.splitter)
        self.addWidget(self.entry)
        Leading(self, self.list)

        escape = QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        escape.activated.connect(self._on_escape)
        self.left_side.chosen.connect(self._on_chosen)
        self.left_side.opened.connect(self.results.enter.setFocus)
        self.left_side.removal_wanted.connect(self.results.remove.click)
        offer_on(self.list, self.results.buttons)
        self.entry.left.connect(self._on_entry_left)
        self.results.enter_requested.connect(self.type_up)
        self.results.print_requested.connect(self._on_print)
        self.results.wall_requested.connect(self._on_wall)
        self.results.change_requested.connect(self._on_change)
        self.results.remove_requested.connect(self._on_remove)
        context.records_changed.connect(self._follow)
        context.project_changed.connect(self._on_project_changed)
        context.texts.call(self._show)
        self._read()

    # --- what there is ------------------------------------------------------------------------------------------

    def choose(self, survey_id: RecordId, *, type_up: bool = False) -> None:
        """Show one survey, or go straight to typing up its sheets; ``""`` shows the list as it is."""
        self.setCurrentWidget(self.splitter)
        if survey_id:
            self._chosen, self._then_type_up = survey_id, type_up
        self._read()

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        if not any(survey_of(change.record) or isinstance(change.record, MappingSession) for change in change_set):
            return
        made = [one.record.id for one in change_set if one.before is None and survey_of(one.record) == one.record.id]
        if made:
            self._chosen = made[0]
        if self.isVisible() and self.currentWidget() is self.splitter:
            self._read()
        else:
            self._is_stale = True

    def _read(self) -> None:
        self._is_stale = False
        self._context.ask(surveys.summaries, done=self._on_read)

    def _on_read(self, found: list[SurveySummary]) -> None:
        self._found = found
        self._show()
        if self._then_type_up:
            self._then_type_up = False
            self.type_up()

    def _show(self) -> None:
        project = self._context.project
        can_write = project is not None and not project.read_only
        self.ask.setEnabled(can_write)
        self.reflect.setEnabled(can_write)
        self.left_side.fill([(summary.survey.id, self._line(summary)) for summary in self._found], self._chosen)

    @staticmethod
    def _line(summary: SurveySummary) -> str:
        sheets = ngettext("{n} answer sheet", "{n} answer sheets", summary.sheets).format(n=summary.sheets)
        lines = [summary.survey.name.text(language()), sheets]
        if summary.session is not None:
            lines.insert(1, f"{summary.session.place.text(language())}, {format_date(summary.session.on)}")
        return "\n".join(lines)

    @Slot()
    def _on_chosen(self) -> None:
        self._chosen = self.left_side.chosen_id
        self.results.show_survey(self._chosen)

    # --- what one does ------------------------------------------------------------------------------------------

    def _on_new(self, kind: SurveyKind) -> None:
        from asset_mapper.ui.dialogs import survey_form

        survey_form.begin(self._context, kind)

    @Slot()
    def type_up(self) -> None:
        """Show the grid for the sheets of the chosen survey."""
        if self._chosen:
            self._context.ask(surveys.whole, self._chosen, done=self._on_whole)

    def _on_whole(self, whole: WholeSurvey | None) -> None:
        if whole is not None:
            self.setCurrentWidget(self.entry)
            self.entry.type_up(whole)

    @Slot()
    def _on_entry_left(self) -> None:
        self.setCurrentWidget(self.splitter)
        self._read()
        self.list.setFocus()

    @Slot()
    def _on_escape(self) -> None:
        """Go back: from the sheets to the results, from there to the sessions. What is half typed is kept."""
        if self.currentWidget() is self.entry:
            self._on_entry_left()
        else:
            self.left.emit()

    @Slot()
    def _on_print(self) -> None:
        from asset_mapper.ui.dialogs import survey_print

        if self._chosen:
            survey_print.show(self._context, self._chosen)

    @Slot()
    def _on_wall(self) -> None:
        from asset_mapper.ui.views import projector

        if self._chosen:
            projector.show_survey(self._context, self._chosen)

    @Slot()
    def _on_change(self) -> None:
        from asset_mapper.ui.dialogs import survey_form

        if self._chosen:
            survey_form.change(self._context, self._chosen)

    @Slot()
    def _on_remove(self) -> None:
        if self._chosen:
            self._context.apply(surveys.remove, self._chosen, say=True)

    @Slot()
    def _on_project_changed(self) -> None:
        self._chosen = ""
        self.setCurrentWidget(self.splitter)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale and self.currentWidget() is self.splitter:
            self._read()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._context.project is not None:
            self._on_chosen()
