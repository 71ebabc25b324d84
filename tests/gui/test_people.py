"""People and talents: a view for the team, with what fits together and what agreements need."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.project import Project
from asset_mapper.domain.talent import Match, MatchStatus, Talent, TalentKind
from asset_mapper.i18n import sort_key
from asset_mapper.services import people, publishing, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.asset_form import AssetForm
from asset_mapper.ui.dialogs.consent_form import ConsentForm
from asset_mapper.ui.dialogs.match_form import MatchForm
from asset_mapper.ui.dialogs.talent_form import TalentForm
from asset_mapper.ui.views import VIEWS
from asset_mapper.ui.views.people_page import PeoplePage

Settled = Callable[[], None]
TODAY = date.today()  # noqa: DTZ011


@pytest.fixture(autouse=True)
def window(qtbot: QtBot, context: Context) -> Iterator[QWidget]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", 100)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    context.window = made
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()
    context.window = None


@pytest.fixture
def project(context: Context, sample_file: Path, tmp_path: Path) -> OpenProject:
    path = tmp_path / "cwm.assetmap"
    shutil.copy(sample_file, path)
    opened = OpenProject.open(path)
    context.use(opened)
    return opened


@pytest.fixture
def page(qtbot: QtBot, context: Context, project: OpenProject, settled: Settled) -> PeoplePage:
    return shown_page(qtbot, context, settled)


def shown_page(qtbot: QtBot, context: Context, settled: Settled) -> PeoplePage:
    made = PeoplePage(context)
    qtbot.addWidget(made)
    made.resize(1256, 600)
    made.show()
    settled()
    return made


def lines(shown: QListWidget) -> list[str]:
    return [shown.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(shown.count())]


def dialog_of(window: QWidget, qtbot: QtBot, kind: type[Any]) -> Any:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


def test_the_view_stands_between_assets_and_publish():
    keys = [view.key for view in VIEWS]
    assert keys.index("assets") < keys.index("people") < keys.index("publish")


def test_people_are_listed_by_name_with_their_talents(page: PeoplePage, context: Context):
    shown = lines(page.people.list)
    assert any(line.startswith("Megan R.") and "Teaching first aid" in line for line in shown)
    assert shown == sorted(shown, key=lambda line: sort_key(line, "en"))
    assert page.tabs.tabText(0) == f"People ({len(shown)})"


def test_a_chosen_person_is_chosen_everywhere(page: PeoplePage, context: Context, project: OpenProject):
    page.people.list.setCurrentRow(2)
    (chosen,) = context.selection
    assert project.read(lambda uow: uow.assets.get(chosen)).kind is AssetKind.PERSON
    context.select([])
    assert page.people.list.currentItem() is None


def test_words_and_kinds_narrow_people_and_talents(qtbot: QtBot, page: PeoplePage):
    everyone = page.people.list.count()
    qtbot.keyClicks(page.filter.words, "first aid")
    qtbot.waitUntil(lambda: 0 < page.people.list.count() < everyone)
    assert all("first aid" in line for line in lines(page.offers.offered))
    page.filter.words.clear()
    qtbot.waitUntil(lambda: page.people.list.count() == everyone)
    page.filter.kind.choose(TalentKind.HEART)
    assert lines(page.offers.offered) and all("Heart" in line for line in lines(page.offers.offered))


def test_the_first_thing_to_do_is_said_while_there_is_nobody(
    qtbot: QtBot, context: Context, settled: Settled, tmp_path: Path
):
    context.use(OpenProject.create(tmp_path / "empty.assetmap", Project(title=Bilingual(en="Empty"))))
    page = shown_page(qtbot, context, settled)
    assert "first ask what they agree to" in page.people.empty.text() and page.people.empty.isVisible()
    page.show_sheet(1)
    assert "No talents are recorded yet" in page.offers.empty.text() and page.offers.empty.isVisible()
    page.show_sheet(2)
    assert "nothing to ask" in page.agreements.empty.text()


def test_a_person_is_added_with_the_consent_first(
    qtbot: QtBot, page: PeoplePage, window: QWidget, project: OpenProject, settled: Settled
):
    before = page.people.list.count()
    page.add.click()
    form = dialog_of(window, qtbot, AssetForm)
    assert form.is_person and form.agreements.isVisible()
    form.name.set_texts("", "Nia")
    form.save.click()
    settled()
    assert page.people.list.count() == before
    form.consents[Purpose.HOLD].choose(ConsentHow.PAPER)
    form.save.click()
    settled()
    assert page.people.list.count() == before + 1


def test_an_offer_and_a_want_are_brought_together_and_the_hours_noted(
    qtbot: QtBot, page: PeoplePage, window: QWidget, context: Context, project: OpenProject, settled: Settled
):
    page.show_sheet(1)
    before = page.offers.matches.count()
    assert page.offers.fitting.count() and not page.offers.bring_together.isEnabled()
    page.offers.fitting.setCurrentRow(0)
    page.offers.fitting.setFocus()
    page.offers.bring_together.click()
    settled()
    assert page.offers.matches.count() == before + 1
    page.offers.matches.setCurrentRow(before)
    page.offers.change_match.click()
    form = dialog_of(window, qtbot, MatchForm)
    form.status.choose(MatchStatus.DONE)
    form.hours.setText("2.5")
    form.on.setText("1/11/2026")
    form.save.click()
    settled()
    match = project.read(lambda uow: list(uow.matches.all()))[-1]
    assert (match.status, match.hours, match.on) == (MatchStatus.DONE, 2.5, date(2026, 11, 1))
    assert "2.5 hours" in lines(page.offers.matches)[-1]
    context.undo()
    settled()
    assert project.read(lambda uow: list(uow.matches.all()))[-1].status is MatchStatus.PROPOSED


def test_any_offer_and_want_can_be_brought_together_by_hand(page: PeoplePage, project: OpenProject, settled: Settled):
    page.show_sheet(1)
    page.offers.offered.setCurrentRow(0)
    page.offers.wanted.setCurrentRow(0)
    page.offers.pair.click()
    settled()
    match = project.read(lambda uow: list(uow.matches.all()))[-1]
    assert match.offer_id == page.offers.offered.item(0).data(Qt.ItemDataRole.UserRole)
    assert match.want_id == page.offers.wanted.item(0).data(Qt.ItemDataRole.UserRole)


def test_enter_on_a_talent_opens_its_form(qtbot: QtBot, page: PeoplePage, window: QWidget):
    page.show_sheet(1)
    page.offers.offered.setCurrentRow(0)
    page.offers._on_talent(page.offers.offered.item(0))
    assert dialog_of(window, qtbot, TalentForm).what.value is not None


def test_agreements_that_are_missing_or_end_soon_are_listed_and_noted(
    qtbot: QtBot, page: PeoplePage, window: QWidget, project: OpenProject, settled: Settled, context: Context
):
    nia = Asset(name=Bilingual(en="Nia"), kind=AssetKind.PERSON)
    until = TODAY + timedelta(days=20)
    agreed = Consent(asset_id=nia.id, purpose=Purpose.HOLD, given_on=TODAY, how=ConsentHow.PAPER, until=until)
    context.apply(people.add_person, nia, [agreed])
    settled()
    page.show_sheet(2)
    shown = lines(page.agreements.list)
    (row,) = (number for number, line in enumerate(shown) if "“Nia”" in line and "ends on" in line)
    page.agreements.list.setCurrentRow(row)
    page.agreements.note.click()
    form = dialog_of(window, qtbot, ConsentForm)
    form.how.choose(ConsentHow.SPOKEN)
    form.save.click()
    settled()
    given = project.read(lambda uow: list(uow.consents.where(asset_id=nia.id)))
    assert [one.how for one in given] == [ConsentHow.PAPER, ConsentHow.SPOKEN]


def test_everything_follows_the_language(page: PeoplePage, context: Context):
    context.speak("cy")
    try:
        assert page.tabs.tabText(0).startswith("Pobl") and page.add.text() != "Add a person …"
        assert page.filter.kind.itemText(1) == "Dwylo: yn gallu gwneud"
    finally:
        context.speak("en")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_whatever_takes_the_focus_has_a_name(page: PeoplePage, place: int):
    page.show_sheet(place)
    nameless = []
    for widget in page.findChildren(QWidget):
        if isinstance(widget, (QAbstractButton, QLineEdit, QComboBox, QListWidget)) and widget.focusPolicy():
            interface = QAccessible.queryAccessibleInterface(widget)
            if widget.isVisibleTo(page) and interface and not interface.text(QAccessible.Text.Name):
                nameless.append(type(widget).__name__)
    assert not nameless


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_nothing_that_is_recorded_here_goes_out_without_consent(
    project: OpenProject, page: PeoplePage, audience: Audience
):
    nia = Asset(name=Bilingual(en="Nia"), kind=AssetKind.PERSON, visibility=Audience.PUBLIC)
    hold = Consent(asset_id=nia.id, purpose=Purpose.HOLD, given_on=TODAY, how=ConsentHow.PAPER)
    talent = Talent(asset_id=nia.id, what=Bilingual(en="Zabaglione"), kind=TalentKind.HANDS, audience=Audience.PUBLIC)
    project.apply(people.add_person, nia, [hold], talent)
    want = project.read(lambda uow: next(uow.talents.where(standing="wanted")))
    project.apply(records.add, Match(offer_id=talent.id, want_id=want.id, note="They met"))
    out = project.read(publishing.publication, audience)
    assert nia.id not in set(out.assets.id) and talent.id not in set(out.talents.id)
    everything = " ".join(str(getattr(out, name)) for name in ("assets", "talents", "contacts", "relations"))
    assert "Zabaglione" not in everything and "They met" not in everything
