"""Publishing: for whom, in which language, what goes, what is held back and why, the page itself, and the files."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from asset_mapper.domain.project import SavedView
from asset_mapper.domain.publication import Publication
from asset_mapper.i18n import N_, _
from asset_mapper.services import saved_views, withheld
from asset_mapper.services.publish_advice import advice
from asset_mapper.services.withheld import Gathered
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.publishing.advice import AdviceList
from asset_mapper.ui.views.publishing.choices import Choices
from asset_mapper.ui.views.publishing.keep_view import KeepView
from asset_mapper.ui.views.publishing.preview import PagePreview
from asset_mapper.ui.views.publishing.went_out import WentOutList
from asset_mapper.ui.views.publishing.what_goes import WhatGoes
from asset_mapper.ui.views.publishing.writing import Writing

_PAUSE_MS = 300


def create(context: Context) -> QWidget:
    return PublishPage(context)


class PublishPage(QSplitter):
    """What is chosen and what follows from it on the left; the page, and what went out before, on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._gathered: Gathered | None = None
        self._is_stale = False  # something was stored while nobody looked
        self._asked = 0  # gatherings, so that only the last one counts
        self.setProperty("manual", "publishing")
        self.setChildrenCollapsible(False)
        self.choices, self.advice, self.goes = Choices(context), AdviceList(context), WhatGoes(context)
        self.writing = Writing(context)
        self.preview, self.went_out = PagePreview(context), WentOutList(context)
        self._arrange()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.gather)
        context.records_changed.connect(self._on_records)
        context.settings.subscribe(self._on_setting)
        self.choices.changed.connect(self.gather)
        self.choices.formats_changed.connect(self._show_state)
        self.choices.keep_requested.connect(self._on_keep)
        self.choices.basemap_requested.connect(self._on_basemap)
        context.theme_changed.connect(self._fit)
        context.texts.call(self._say_all)
        self.gather()

    def _arrange(self) -> None:
        title = QLabel(wordWrap=True)
        title.setProperty("role", "title")
        self._context.texts.say(title.setText, N_("Publish"))
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(8)
        for widget, gap in ((title, 0), (self.choices, 0), (self.advice, 8), (self.goes, 16)):
            column.addSpacing(gap)
            column.addWidget(widget)
        column.addStretch(1)
        self._inside = QWidget()
        self._inside.setProperty("role", "paper")
        self._inside.setLayout(column)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addWidget(self.writing)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.preview, "")
        self.tabs.addTab(self.went_out, "")
        self.addWidget(left)
        self.addWidget(self.tabs)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setSizes([480, 760])

    # --- what would go ------------------------------------------------------------------------------------------

    @property
    def publication(self) -> Publication | None:
        """What would go, once it is known."""
        return self._gathered.publication if self._gathered else None

    @property
    def is_busy(self) -> bool:
        """Whether something is being gathered, previewed or written, or will be in a moment."""
        at_work = self.preview.is_busy or self.writing.is_busy
        return at_work or self._pause.isActive() or self._gathered is None

    @Slot()
    def _on_records(self, *_news: object) -> None:
        if self.isVisible():
            self._pause.start()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.gather()

    @Slot()
    def gather(self, *_news: object) -> None:
        """Ask what would go and what would be held back."""
        self._gathered = None
        self._asked += 1
        number = self._asked
        self.preview.stop()
        self._context.ask(saved_views.all_views, done=self.choices.show_views)
        view = self.choices.saved_view
        self._context.ask(
            withheld.gather,
            self.choices.audience.value,
            self.choices.language.value,
            view.name if view else None,
            done=lambda gathered: self._on_gathered(number, gathered) if isValid(self) else None,
        )
        self._show_state()

    def _on_gathered(self, number: int, gathered: Gathered) -> None:
        if number == self._asked:
            self._gathered = gathered
            self.goes.show_gathered(gathered)
            self._fit()
            self._show_state()
            self._make_preview()

    def _make_preview(self) -> None:
        if self.publication is not None:
            self.preview.make(self.publication, self.choices.basemap_file)

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key == "map.basemap" and isValid(self):
            self.choices.show_basemap()
            self._show_state()
            self._make_preview()

    # --- what is said -------------------------------------------------------------------------------------------

    @Slot()
    def _fit(self, *_theme: str) -> None:
        """Be as wide as the words need at this size of text."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(self._inside.minimumSizeHint().width() + bar)

    def _say_all(self) -> None:
        self._fit()
        self.tabs.setTabText(0, _("The page"))
        self.tabs.setTabText(1, _("What went out before"))
        self._show_state()

    @Slot()
    def _show_state(self, *_news: object) -> None:
        publication, exporters, basemap = self.publication, self.choices.exporters, self.choices.basemap_file
        said = advice(publication, [one.key for one in exporters], basemap) if publication is not None else ()
        self.advice.show_advice(said)
        self.writing.take(publication, exporters, basemap)

    # --- what a person does -------------------------------------------------------------------------------------

    @Slot()
    def _on_keep(self) -> None:
        KeepView(
            self._context, self.choices.audience.value, self.choices.saved_view, self._on_kept, self.window()
        ).open()

    def _on_kept(self, name: str) -> None:
        def done(views: list[SavedView]) -> None:
            self.choices.show_views(views)
            self.choices.choose_view(name)

        self._context.ask(saved_views.all_views, done=done)

    @Slot()
    def _on_basemap(self) -> None:
        from asset_mapper.ui.dialogs import choose_basemap

        choose_basemap.show(self._context)
