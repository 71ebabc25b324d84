"""People and talents, for the team alone: who they are, what is offered and wanted, and what agreements need."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.talent import Match, Talent
from asset_mapper.i18n import N_, _
from asset_mapper.services import talents
from asset_mapper.services.talents import People
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import asset_form, consent_form
from asset_mapper.ui.views.people.agreements_sheet import AgreementsSheet
from asset_mapper.ui.views.people.filter_row import TalentFilterRow
from asset_mapper.ui.views.people.offers_sheet import OffersSheet
from asset_mapper.ui.views.people.people_sheet import PeopleSheet

_SHOWN = (Asset, Talent, Match, Consent)


def create(context: Context) -> QWidget:
    return PeoplePage(context)


class PeoplePage(QWidget):
    """Three sheets: people, offers and wants, agreements. A filter of talents stands above all of them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: People | None = None
        self.setProperty("manual", "people")
        self.sheets = QStackedWidget()
        self.people = PeopleSheet(context)
        self.offers = OffersSheet(context)
        self.agreements = AgreementsSheet(context)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for sheet in (self.people, self.offers, self.agreements):
            self.sheets.addWidget(sheet)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab)
        context.texts.say(self.tabs.setAccessibleName, N_("People and talents"))
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.tabs)
        top.addStretch(1)
        self.add = QPushButton()
        self.add.setProperty("role", "primary")
        self.add.clicked.connect(lambda: asset_form.add_new(context, AssetKind.PERSON))
        context.texts.say(self.add.setText, N_("Add a person …"))
        self.filter = TalentFilterRow(context)
        self.filter.changed.connect(self._show)
        self.only_team = QLabel(wordWrap=True)
        self.only_team.setProperty("role", "quiet")
        self.only_team.setContentsMargins(16, 0, 16, 8)
        context.texts.say(
            self.only_team.setText,
            N_("Only the team sees this view. What others see is decided by what each person agreed to."),
        )
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.filter)
        column.addWidget(self.sheets, 1)
        column.addWidget(self.only_team)
        self.agreements.note_requested.connect(lambda person: consent_form.add(context, person))
        context.records_changed.connect(self._on_changed)
        context.texts.call(self._show)
        self._read()

    def show_sheet(self, place: int) -> None:
        """Bring one of the sheets to the front."""
        self.tabs.setCurrentIndex(place)

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self.sheets.setCurrentIndex(place)
        self.filter.setVisible(place != self.sheets.indexOf(self.agreements))

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if not change_set.changes or any(isinstance(change.record, _SHOWN) for change in change_set):
            self._read()

    def _read(self) -> None:
        today = date.today()  # noqa: DTZ011 - the user's day
        self._context.ask(talents.people, today, done=self._on_read)

    def _on_read(self, known: People) -> None:
        self._known = known
        self._show()

    def _show(self) -> None:
        project = self._context.project
        self.add.setEnabled(project is not None and not project.read_only)
        labels = (N_("People"), N_("Offers and wants"), N_("Agreements"))
        counts = (0, 0, 0)
        if self._known is not None:
            self.people.show_people(self._known, self.filter.chosen)
            self.offers.show_talents(self._known, self.filter.chosen)
            concerns = self._known.concerns()
            self.agreements.show_concerns(concerns, bool(self._known.people))
            counts = (len(self._known.people), 0, len(concerns))
        for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
            text = _("{part} ({n})").format(part=_(label), n=count) if count else _(label)
            self.tabs.setTabText(place, text)
