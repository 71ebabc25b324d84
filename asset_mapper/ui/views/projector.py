"""For the wall of the hall: the map and what was recorded, or what a survey found, in large letters.

Nothing is on it that the room may not see.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import LANGUAGES, N_, _, format_number, language, speaking
from asset_mapper.services.room import Room, room, survey_of_room, surveys_of_room
from asset_mapper.services.surveys import Results
from asset_mapper.ui.context import Context
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.views.projector_survey import SurveyOnWall

_SMALLEST_PX = 28
_LINES = 26  # of text that a screen has
_LINE_HIGH = 1.8  # of the size of its letters, with the space below
_OTHER_LINES = 8  # title, place, total, the word "latest", and air
_QUIET_MS = 400  # after the last step, before everything is counted anew
_ON_OUR_MAP = N_("On our map")
_EMPTY = N_("What everyone may see appears here as it is recorded.")


def show(context: Context) -> None:
    """Open the projector on the second screen, if there is one, or bring the one that is open to the front."""
    _opened(context).come_up()


def show_survey(context: Context, survey_id: RecordId) -> None:
    """Show what a survey found on the projector, as far as the room may see it."""
    projector = _opened(context)
    projector.come_up()
    projector.show_survey(survey_id)


def _opened(context: Context) -> Projector:
    projector = context.companions.get("projector")
    if not isinstance(projector, Projector):
        projector = context.companions["projector"] = Projector(context)
    return projector


def blank(context: Context) -> None:
    """Blank the projector from the laptop, or show it again."""
    projector = context.companions.get("projector")
    if isinstance(projector, Projector) and projector.isVisible():
        projector.toggle_blank()


class Projector(QWidget):
    """B blanks it at once, and shows it again; S goes on to the next survey, M back to the map; Escape closes it."""

    def __init__(self, context: Context) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context = context
        self.shown: Room | None = None
        self.survey: Results | None = None  # what is shown in place of the map
        self._survey_id: RecordId = ""
        self.setProperty("role", "paper")
        self.setProperty("manual", "sessions")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        context.texts.say(self.setWindowTitle, N_("Projector – Asset Mapper"))
        self.blank = QWidget()
        self.blank.setStyleSheet("background: black;")
        self.blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        context.texts.say(self.blank.setAccessibleName, N_("Blank. B shows the projector again."))
        self._sheet = QWidget()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._sheet)
        self._stack.addWidget(self.blank)
        self.title, self.place, self.total, self.empty = (_line() for _number in range(4))
        self.place.setProperty("role", "quiet")
        self.counts, self.latest = QGridLayout(), QGridLayout()
        self.map: QWidget | None = None
        self._arrange()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it is as large as the screen
        outer.addWidget(self._stack)

        self._pause = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._pause.timeout.connect(self._read)
        context.records_changed.connect(self._on_records)
        context.session_changed.connect(self._on_records)
        context.project_changed.connect(self.close)
        context.settings.subscribe(self._on_setting)
        context.texts.call(self._say)

    def _arrange(self) -> None:
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self.total)
        column.addLayout(self.counts)
        column.addLayout(self.latest)
        column.addWidget(self.empty)
        column.addStretch(1)
        main = QWidget()
        self._row = QHBoxLayout(main)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(32)
        self._row.addWidget(self._side, 2)
        page = QVBoxLayout(self._sheet)
        page.setContentsMargins(40, 24, 40, 24)
        page.setSpacing(8)
        page.addWidget(self.title)
        page.addWidget(self.place)
        page.addSpacing(16)
        self.wall = SurveyOnWall()
        self._body = QStackedWidget()
        self._body.addWidget(main)
        self._body.addWidget(self.wall)
        page.addWidget(self._body, 1)

    def come_up(self) -> None:
        """Fill the second screen; with only one, be a window beside the other."""
        self._stack.setCurrentWidget(self._sheet)
        self._make_map()
        here = self._context.window.screen() if self._context.window is not None else None
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        if others and here is not None:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.resize(1280, 720)
            self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus()
        self._read()

    @property
    def is_blank(self) -> bool:
        return self._stack.currentWidget() is self.blank

    @Slot()
    def toggle_blank(self) -> None:
        """Show nothing at all, or everything again."""
        self._stack.setCurrentWidget(self._sheet if self.is_blank else self.blank)
        self.repaint()

    def _make_map(self) -> None:
        """Put the map beside the counts; where there is no web engine, they are alone."""
        if self.map is not None:
            return
        try:
            from asset_mapper.ui.web.page_view import PageView

            self.map = PageView(self._context, Audience.ROOM, mode="room")
        except (ImportError, AssetMapperError):
            return
        for widget in (self.map, *self.map.findChildren(QWidget)):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are for the projector
        self.map.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes none
        self.map.failed.connect(self._on_map_failed)
        self._row.addWidget(self.map, 3)

    @Slot()
    def _on_map_failed(self) -> None:
        if self.map is not None:
            self.map.hide()

    @Slot()
    def _on_records(self, *_news: object) -> None:
        if self.isVisible():
            self._pause.start()

    @Slot()
    def _read(self) -> None:
        running = self._context.session.running
        self._context.ask(room, running.id if running else None, done=self._on_read)
        if self._survey_id:
            self._context.ask(survey_of_room, self._survey_id, done=self._on_survey)

    def _on_read(self, found: Room) -> None:
        self.shown = found
        self._say()

    # --- surveys ------------------------------------------------------------------------------------------------

    def show_survey(self, survey_id: RecordId) -> None:
        """Show what a survey found, if the room may see it; ``""`` shows the map and what was recorded."""
        self._survey_id = survey_id
        if survey_id:
            self._context.ask(survey_of_room, survey_id, done=self._on_survey)
        else:
            self._on_survey(None)

    def _on_survey(self, found: Results | None) -> None:
        if found is None:
            self._survey_id = ""
        elif found.whole.survey.id != self._survey_id:
            return  # something else was wished meanwhile
        self.survey = found
        self._say()

    def _go_on(self, offered: list[tuple[RecordId, Bilingual]]) -> None:
        """Show the next of the surveys that the room may see; after the last, the map."""
        ids = ["", *(survey_id for survey_id, _name in offered)]
        now = ids.index(self._survey_id) if self._survey_id in ids else 0
        self.show_survey(ids[(now + 1) % len(ids)])

    def _offer(self, at: QPoint, offered: list[tuple[RecordId, Bilingual]]) -> None:
        """Offer the map and the surveys that the room may see."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for survey_id, text in (("", _("The map")), *((key, name.text(language())) for key, name in offered)):
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(survey_id == self._survey_id)
            action.triggered.connect(partial(self._choose, survey_id))
        menu.popup(at)

    def _choose(self, survey_id: RecordId, _checked: bool = False) -> None:
        self.show_survey(survey_id)

    def _on_setting(self, key: str) -> None:
        if key == "projector.language":
            self._say()

    # --- what it says -------------------------------------------------------------------------------------------

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it speaks, the one of the window first."""
        chosen = self._context.settings["projector.language"]
        return (language(), *(code for code in LANGUAGES if code != language())) if chosen == "both" else (chosen,)

    def _say(self) -> None:
        self._body.setCurrentIndex(0 if self.survey is None else 1)
        if self.survey is not None:
            self.title.setText(self._named(self.survey.whole.survey.name, "\n"))
            self.place.hide()
            self.wall.show_results(self.survey, self.languages, self._size)
            return
        shown = self.shown
        _empty(self.counts)
        _empty(self.latest)
        if shown is None:
            return
        self.title.setText(self._named(shown.title, "\n"))
        self.place.setText(self._named(shown.place) if shown.place else "")
        self.place.setVisible(shown.place is not None)
        self.total.setText(f"{self._both(_ON_OUR_MAP)}: {format_number(shown.assets)}")
        self.total.setVisible(shown.assets > 0)
        self.empty.setText(self._both(_EMPTY, "\n"))
        self.empty.setVisible(shown.assets == 0)
        for row, (kind, count) in enumerate(shown.counts):
            self.counts.addWidget(_sign(kind.value, self._size), row, 0)
            number = _line(format_number(count))
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.counts.addWidget(number, row, 1)
            self.counts.addWidget(_line(self._both(kind.label)), row, 2)
        self.counts.setColumnStretch(2, 1)
        self.counts.setHorizontalSpacing(16)
        self._say_latest(shown)

    def _say_latest(self, shown: Room) -> None:
        """Name what was recorded last, each in the words in which it was given, as many as there is room for."""
        room_for = self.height() // round(self._size * _LINE_HIGH) - len(shown.counts) - _OTHER_LINES
        if not shown.latest or room_for < 1:
            return
        heading = _line(self._both(N_("Latest")))
        heading.setProperty("role", "quiet")
        self.latest.addWidget(heading, 0, 0, 1, 2)
        wide = max(self._side.width(), self.width() // 3) - 2 * self._size
        letters = QFont(self.font())
        letters.setPixelSize(self._size)
        for row, (kind, name) in enumerate(shown.latest[:room_for], 1):
            self.latest.addWidget(_sign(kind.value, self._size), row, 0)
            words = QFontMetrics(letters).elidedText(name.given, Qt.TextElideMode.ElideRight, wide)
            self.latest.addWidget(_line(words), row, 1)
        self.latest.setColumnStretch(1, 1)
        self.latest.setHorizontalSpacing(16)

    def _both(self, message: str, between: str = " · ") -> str:
        """Say a marked text in every language of the projector."""
        said = []
        for code in self.languages:
            with speaking(code):
                said.append(_(message))
        return between.join(dict.fromkeys(said))

    def _named(self, name: Bilingual, between: str = " · ") -> str:
        return between.join(dict.fromkeys(name.text(code) for code in self.languages))

    @property
    def _size(self) -> int:
        return max(_SMALLEST_PX, self.height() // _LINES)

    def _dress(self) -> None:
        size = self._size
        self._sheet.setStyleSheet(f"QLabel {{ font-size: {size}px; }}")
        self.title.setStyleSheet(f"font-size: {round(size * 1.25)}px; font-weight: 600;")
        self.total.setStyleSheet("font-weight: 600;")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_B:
            self.toggle_blank()
        elif event.key() == Qt.Key.Key_S:
            self._context.ask(surveys_of_room, done=self._go_on)
        elif event.key() == Qt.Key.Key_M:
            self.show_survey("")
        elif self.survey is not None and self.wall.turn(event.key()):
            event.accept()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.close()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self._context.ask(surveys_of_room, done=partial(self._offer, event.globalPos()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._dress()
        self._say()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._pause.stop()
        self.shown = self.survey = None
        self._survey_id = ""
        if self.map is not None:  # an engine that nobody looks at would go on following every step
            self._row.removeWidget(self.map)
            self.map.deleteLater()
            self.map = None
        super().closeEvent(event)


def _line(text: str = "") -> QLabel:
    return QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)


def _sign(kind: str, size: int) -> QLabel:
    sign = QLabel()
    sign.setPixmap(kind_icon(kind).pixmap(size, size))
    return sign


def _empty(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
