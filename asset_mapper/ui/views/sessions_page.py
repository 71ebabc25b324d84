"""Mapping sessions: what was recorded at each, its notes and votes, its sheets to type up, the record of its day."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.survey import SurveyKind
from asset_mapper.i18n import N_, _, format_date, language, ngettext
from asset_mapper.services import records, sessions
from asset_mapper.services.sessions import SessionSummary
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.views.session_detail import SessionDetail
from asset_mapper.ui.views.sheet_desk import SheetDesk
from asset_mapper.ui.views.surveys_page import SurveysPage
from asset_mapper.ui.widgets.button_menu import offer_on
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.page_stack import PageStack
from asset_mapper.ui.widgets.record_list import RecordList

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".bmp", ".gif")


def create(context: Context) -> QWidget:
    return SessionsPage(context)


class SessionsPage(PageStack):
    """The list with one session beside it; or, while sheets are typed up, the sheets; or the surveys."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: list[SessionSummary] = []
        self._typing_up: RecordId = ""
        self._is_stale = False
        self.setProperty("manual", "sessions")
        self.setAcceptDrops(True)
        self.left_side = RecordList(
            context,
            N_("Mapping sessions"),
            N_(
                "A mapping session is one event at which people say what their community has. Begin one before the "
                "first entry: then everything that is recorded says where it comes from, and from which table."
            ),
        )
        self.list, self.empty = self.left_side.list, self.left_side.empty
        self.begin = self.left_side.add_above(N_("Begin a session …"), self._on_begin, primary=True)
        self.to_surveys = self.left_side.add_below(N_("Surveys"), lambda: self.show_survey("", False))
        self.detail = SessionDetail(context)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.left_side)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([420, 780])
        self.desk = SheetDesk(context)
        self.addWidget(self.splitter)
        self.surveys = SurveysPage(context)
        self.addWidget(self.desk)
        self.addWidget(self.surveys)
        Leading(self, self.list)

        self.left_side.chosen.connect(self._show_chosen)
        self.left_side.opened.connect(self.detail.resume.setFocus)
        self.left_side.removal_wanted.connect(self.detail.remove.click)
        offer_on(self.list, self.detail.buttons)
        self.desk.left.connect(self._leave_the_desk)
        self.surveys.left.connect(self._leave_the_desk)
        context.survey_requested.connect(self.show_survey)
        detail = self.detail
        detail.resume_requested.connect(self.resume)
        detail.change_requested.connect(self._on_change)
        detail.photos_requested.connect(self._on_photos)
        detail.type_up_requested.connect(self.type_up)
        detail.list_requested.connect(self._on_list)
        detail.record_requested.connect(self._on_record)
        detail.remove_requested.connect(self._on_remove)
        detail.survey_requested.connect(lambda survey_id: self.show_survey(survey_id, False))
        detail.new_survey_requested.connect(self._on_new_survey)
        context.records_changed.connect(self._follow)
        context.session_changed.connect(self._show)
        context.texts.call(self._show)
        self._read()

    # --- what there is ------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> SessionSummary | None:
        row = self.left_side.row
        return self._found[row] if 0 <= row < len(self._found) else None

    def choose(self, session_id: RecordId) -> None:
        """Show one session."""
        self.left_side.choose(session_id)

    @Slot()
    def _follow(self, *_news: object) -> None:
        """Read anew what is seen; what is not seen is read when it comes to the front."""
        if self.isVisible():
            self._read()
        else:
            self._is_stale = True

    def _read(self) -> None:
        self._is_stale = False
        self._context.ask(sessions.summaries, done=self._on_read)

    def _on_read(self, found: list[SessionSummary]) -> None:
        new = {summary.session.id for summary in found} - {summary.session.id for summary in self._found}
        self._found = found
        self._show()
        running = self._context.session.running
        if running is not None and running.id in new:
            self.choose(running.id)
        for summary in found:
            if summary.session.id == self._typing_up:
                self.desk.follow(summary)

    def _show(self) -> None:
        self.left_side.fill([(summary.session.id, self._line(summary)) for summary in self._found])

    def _line(self, summary: SessionSummary) -> str:
        session = summary.session
        assets = ngettext("{n} asset", "{n} assets", summary.assets).format(n=summary.assets)
        parts = [format_date(session.on), assets]
        if summary.to_type_up:
            sheets = ngettext("{n} sheet to type up", "{n} sheets to type up", summary.to_type_up)
            parts.append(sheets.format(n=summary.to_type_up))
        running = self._context.session.running
        if running is not None and running.id == session.id:
            parts.insert(0, _("running"))
        return f"{session.place.text(language())}\n{' · '.join(parts)}"

    @Slot()
    def _show_chosen(self) -> None:
        self.detail.show_session(self.chosen)

    # --- what one does ------------------------------------------------------------------------------------------

    @Slot()
    def _on_begin(self) -> None:
        from asset_mapper.ui.dialogs import session_form

        session_form.begin_new(self._context)

    @Slot()
    def resume(self) -> None:
        """Go on with a session, or end the one that runs."""
        if self.chosen is None:
            return
        running, session = self._context.session.running, self.chosen.session
        if running is not None and running.id == session.id:
            self._context.session.end()
        else:
            self._context.session.begin(session)

    @Slot()
    def type_up(self) -> None:
        """Show the sheets below the line. What is typed belongs to their session."""
        summary = self.chosen
        if summary is None or not summary.sheets:
            return
        running = self._context.session.running
        if running is None or running.id != summary.session.id:
            self._context.session.begin(summary.session)
        self._typing_up = summary.session.id
        self.setCurrentWidget(self.desk)
        self.desk.type_up(summary)
        self._context.entry_requested.emit()

    @Slot()
    def _leave_the_desk(self) -> None:
        self._typing_up = ""
        self.setCurrentWidget(self.splitter)
        self.list.setFocus()

    @Slot(str, bool)
    def show_survey(self, survey_id: RecordId, type_up: bool) -> None:
        """Show the surveys, or go straight to typing up the sheets of one."""
        self.setCurrentWidget(self.surveys)
        self.surveys.choose(survey_id, type_up=type_up)
        if not type_up:
            self.surveys.list.setFocus()

    def _on_new_survey(self, kind: SurveyKind) -> None:
        from asset_mapper.ui.dialogs import survey_form

        if self.chosen is not None:
            survey_form.begin(self._context, kind, self.chosen.session.id)

    @Slot()
    def _on_change(self) -> None:
        from asset_mapper.ui.dialogs import session_form

        if self.chosen is not None:
            session_form.change(self._context, self.chosen.session)

    @Slot()
    def _on_photos(self) -> None:
        kinds = f"{_('Photos')} ({' '.join(f'*{ending}' for ending in _PICTURES)})"
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Photos of the sheets"), "", kinds)
        self.add_photos([Path(path) for path in chosen])

    def add_photos(self, paths: list[Path]) -> None:
        """Keep photos of the sheets of the chosen session."""
        if self.chosen is not None and paths:
            self._context.apply(sessions.add_sheets, self.chosen.session.id, paths, say=True)

    @Slot()
    def _on_list(self) -> None:
        if self.chosen is not None:
            self._context.set_filter(AssetFilter(session_id=self.chosen.session.id))
            self._context.view_requested.emit("assets")

    @Slot()
    def _on_record(self) -> None:
        from asset_mapper.ui.dialogs.day_record import DayRecordDialog

        if self.chosen is not None:
            DayRecordDialog(self._context, self.chosen.session).show()

    @Slot()
    def _on_remove(self) -> None:
        if self.chosen is not None:
            self._context.apply(records.remove, MappingSession, [self.chosen.session.id], say=True)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self.chosen is not None and _pictures_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.add_photos(_pictures_in(event))


def _pictures_in(event: QDropEvent) -> list[Path]:
    """Give the photos that are dropped; none when anything else is among them, which is an import."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths if all(path.suffix.lower() in _PICTURES for path in paths) else []
