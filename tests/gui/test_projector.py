"""The projector: what it shows, that nothing else can appear on it, and that one key blanks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.project import Project
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.domain.whereabouts import confidential
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import projector as projectors
from asset_mapper.ui.views.projector import Projector
from tests.projects import an_asset

Settled = Callable[[], None]


@pytest.fixture
def projector(window: MainWindow, context: Context, settled: Settled) -> Iterator[Projector]:
    projectors.show(context)
    shown = context.companions["projector"]
    assert isinstance(shown, Projector)
    settled()
    yield shown
    shown.close()
    settled()


def texts(projector: Projector) -> str:
    """Give all that can be read on it."""
    return "\n".join(label.text() for label in projector.findChildren(QLabel))


def add(context: Context, projector: Projector, settled: Settled, *new: object) -> None:
    before = projector.shown
    context.apply(records.add, *new)
    settled()
    projector._read()  # what the pause after a step does
    settled()
    assert projector.shown is not None and projector.shown is not before


def test_it_grows_as_things_are_recorded_for_everyone(
    qtbot: QtBot, projector: Projector, context: Context, settled: Settled
):
    assert projector.shown is not None
    before = projector.shown.assets
    context.apply(records.add, an_asset("Open choir", visibility=Audience.PUBLIC))
    qtbot.waitUntil(lambda: "Open choir" in texts(projector))
    assert projector.shown.assets == before + 1 and str(before + 1) in projector.total.text()


def test_nothing_else_can_appear_on_it(projector: Projector, context: Context, settled: Settled):
    megan = Asset(name=Bilingual(en="Megan Person"), kind=AssetKind.PERSON, visibility=Audience.PUBLIC)
    choir = an_asset("Choir of all", visibility=Audience.PUBLIC, notes="Private notes", source="Told by Gwen")
    add(
        context,
        projector,
        settled,
        choir,
        an_asset("Team only"),
        an_asset("Partners only", visibility=Audience.PARTNERS),
        an_asset("Sensitive group", visibility=Audience.PARTNERS, sensitive=True),
        an_asset("Closed thing", visibility=Audience.PUBLIC, status=AssetStatus.CLOSED),
        an_asset("Safe place", AssetKind.PLACE, visibility=Audience.PUBLIC, whereabouts=confidential()),
        megan,
        *(
            Consent(asset_id=megan.id, purpose=purpose, given_on=_today(), how=ConsentHow.PAPER)
            for purpose in Purpose
        ),
        Talent(asset_id=megan.id, what=Bilingual(en="Harp"), kind=TalentKind.HANDS, audience=Audience.PUBLIC),
        ContactPoint(asset_id=choir.id, kind=ContactKind.PHONE, value="01632 960077", audience=Audience.PUBLIC),
    )
    read = texts(projector)
    assert "Choir of all" in read
    for hidden in (
        "Team only",
        "Partners only",
        "Sensitive",
        "Closed",
        "Safe place",
        "Megan",
        "Harp",
        "0163",
        "Private",
    ):
        assert hidden not in read, hidden
    assert "Gwen" not in read


def _today() -> object:
    from datetime import date

    return date.today()  # noqa: DTZ011 - the day on which it is shown


def test_its_map_is_that_of_the_room(projector: Projector):
    from asset_mapper.ui.web.page_view import PageView

    assert isinstance(projector.map, PageView)
    assert (projector.map.audience, projector.map.mode) == (Audience.ROOM, "room")


def test_b_blanks_it_at_once_and_shows_it_again(qtbot: QtBot, projector: Projector):
    qtbot.keyClick(projector, Qt.Key.Key_B)
    assert projector.is_blank and projector.blank.isVisible() and not projector.title.isVisible()
    colours = {projector.grab().toImage().pixelColor(x, y).name() for x in (5, 300) for y in (5, 300)}
    assert colours == {"#000000"}
    qtbot.keyClick(projector, Qt.Key.Key_B)
    assert not projector.is_blank and projector.title.isVisible()


def test_it_is_blanked_from_the_laptop_too(projector: Projector, window: MainWindow):
    window.actions_by_id["projector.blank"][1].trigger()
    assert projector.is_blank


def test_it_stays_blank_while_things_are_recorded(
    qtbot: QtBot, projector: Projector, context: Context, settled: Settled
):
    qtbot.keyClick(projector, Qt.Key.Key_B)
    add(context, projector, settled, an_asset("Open choir", visibility=Audience.PUBLIC))
    assert projector.is_blank


def test_escape_closes_it_and_it_opens_again(
    qtbot: QtBot, projector: Projector, context: Context, settled: Settled, window: MainWindow
):
    qtbot.keyClick(projector, Qt.Key.Key_Escape)
    assert not projector.isVisible() and projector.map is None
    window.actions_by_id["projector.show"][1].trigger()
    settled()
    assert projector.isVisible() and projector.map is not None


def test_it_closes_with_its_project(projector: Projector, context: Context, settled: Settled):
    context.use(None)
    settled()
    assert not projector.isVisible()


def test_letters_are_large(projector: Projector):
    labels = [label for label in projector.findChildren(QLabel) if label.isVisible() and label.text()]
    assert labels and all(label.font().pixelSize() >= 28 for label in labels)


def test_it_speaks_the_languages_of_its_setting(projector: Projector, context: Context):
    assert "Lle · Place" in texts(projector) or "Place · Lle" in texts(projector)
    context.settings["projector.language"] = "cy"
    assert "Lle" in texts(projector) and "Place" not in texts(projector)
    context.settings["projector.language"] = "en"
    assert "Diweddaraf" not in texts(projector) and "Latest" in texts(projector)


def test_it_says_where_the_session_is(projector: Projector, context: Context, settled: Settled):
    assert context.project is not None
    session = context.project.read(lambda uow: next(uow.sessions.all()))
    context.session.begin(session)
    settled()
    projector._read()
    settled()
    assert session.place.cy in projector.place.text()
    assert all(name not in texts(projector) for name in session.facilitators)


def test_an_empty_project_says_what_will_appear(
    projector: Projector, window: MainWindow, context: Context, settled: Settled, tmp_path: object
):
    context.use(OpenProject.create(f"{tmp_path}/new.assetmap", Project(title=Bilingual(en="New"))))
    settled()
    projectors.show(context)
    settled()
    assert projector.empty.isVisible() and "as it is recorded" in projector.empty.text()


def test_without_a_web_engine_it_shows_counts_and_names_alone(
    window: MainWindow, context: Context, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    from asset_mapper.errors import AssetMapperError

    def fail(*_anything: object, **_named: object) -> None:
        raise AssetMapperError("no web engine here")

    monkeypatch.setattr("asset_mapper.ui.web.page_view.PageView.__init__", fail)
    projectors.show(context)
    shown = context.companions["projector"]
    assert isinstance(shown, Projector)
    settled()
    assert shown.map is None and shown.shown is not None and shown.shown.assets > 0
    shown.close()
