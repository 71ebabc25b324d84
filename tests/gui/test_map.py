"""The map view with the real web engine: placed, drawn, measured and chosen by hand and by keyboard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.place import LonLat
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential, shape
from asset_mapper.i18n import sort_key
from asset_mapper.services import records
from asset_mapper.ui.context import AssetFilter, Context, Message
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import unplaced_tray
from asset_mapper.ui.views.map_page import MapPage
from asset_mapper.ui.views.unplaced_tray import DRAGGED
from asset_mapper.ui.web import bridge
from asset_mapper.ui.web.page_view import PageView

Settled = Callable[[], None]
Js = Callable[[str], Any]
HERE = shapely.Point(-3.80, 52.30)


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow) -> MapPage:
    """The map view, when its map is drawn."""
    page = window.show_view("map")
    assert isinstance(page, MapPage)
    qtbot.waitUntil(lambda: page.page is not None and page.map.currentWidget() is page.page)
    qtbot.waitUntil(lambda: page.page is not None and page.page.width() > 300)
    return page


@pytest.fixture
def js(qtbot: QtBot, shown: MapPage) -> Js:
    """A function that gives what an expression is on the page."""
    return lambda expression: evaluate(qtbot, view_of(shown), expression)


def evaluate(qtbot: QtBot, view: PageView, expression: str) -> Any:
    found: list[str] = []
    view.view.page().runJavaScript(f"JSON.stringify({expression})", found.append)
    qtbot.waitUntil(lambda: bool(found))
    return json.loads(found[0]) if found[0] else None


def view_of(shown: MapPage) -> PageView:
    assert shown.page is not None
    return shown.page


def hands(shown: MapPage) -> QWidget:
    """Where the web view takes the mouse and the keyboard."""
    proxy = view_of(shown).view.focusProxy()
    assert isinstance(proxy, QWidget)
    return proxy


def add(context: Context, settled: Settled, asset: Asset) -> Asset:
    context.apply(records.add, asset)
    settled()
    return asset


def an_asset(name: str = "Hall", kind: AssetKind = AssetKind.PLACE, **fields: Any) -> Asset:
    return Asset(name=Bilingual(en=name), kind=kind, visibility=Audience.PUBLIC, **fields)


def now(context: Context, asset: Asset) -> Whereabouts:
    assert context.project is not None
    return context.project.read(lambda uow: uow.assets.get(asset.id)).whereabouts


def click(qtbot: QtBot, shown: MapPage, at: QPoint) -> None:
    qtbot.mouseClick(hands(shown), Qt.MouseButton.LeftButton, pos=at)


def press(qtbot: QtBot, shown: MapPage, *keys: Qt.Key, **modifiers: Any) -> None:
    for key in keys:
        qtbot.keyClick(hands(shown), key, **modifiers)


def pixel_of(js: Js, lon: float, lat: float) -> QPoint:
    x, y = js(f"[assetMapper.map.map.latLngToContainerPoint([{lat}, {lon}])].map((p) => [p.x, p.y])[0]")
    return QPoint(round(x), round(y))


def look_at(js: Js, lon: float, lat: float, zoom: int = 15) -> None:
    js(f"assetMapper.map.map.setView([{lat}, {lon}], {zoom}, {{animate: false}}) && 1")


def begin(qtbot: QtBot, shown: MapPage, js: Js, tool: str) -> None:
    """Take a tool in hand, and wait until the page has it too."""
    assert shown.tools is not None
    shown.tools.take(tool)
    has_tool(qtbot, shown, js, tool)


def has_tool(qtbot: QtBot, shown: MapPage, js: Js, tool: str) -> None:
    """Wait until the page has a tool in hand, and the size that it has with it."""
    qtbot.waitUntil(lambda: js("document.documentElement.dataset.tool ?? ''") == tool)
    qtbot.waitUntil(lambda: js("innerHeight") == view_of(shown).view.height())
    qtbot.waitUntil(lambda: js("assetMapper.map.map.getSize().y") == js("innerHeight"))


# --- following edits --------------------------------------------------------------------------------------------


def test_an_edit_and_its_undoing_are_followed_without_opening_the_page_again(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    js("(window.stays = 'here') && 1")
    before = js("assetMapper.assets.rows.length")
    with qtbot.waitSignal(view_of(shown).patched):
        added = add(context, settled, an_asset("Neuadd newydd", whereabouts=shape(HERE)))
    assert js("assetMapper.assets.rows.length") == before + 1
    (row,) = view_of(shown).numbers.known([added.id])
    assert js(f"[assetMapper.assets.name({row}).text, assetMapper.assets.data.assets.lon[{row}]]") == [
        "Neuadd newydd",
        -380000,
    ]
    with qtbot.waitSignal(view_of(shown).patched):
        context.undo()
    settled()
    assert js(f"[assetMapper.assets.shown[{row}], assetMapper.assets.data.assets.lon[{row}]]") == [0, None]
    assert js("window.stays") == "here"


def test_what_is_at_a_venue_moves_with_it(qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled):
    hall = add(context, settled, an_asset("Hall", whereabouts=shape(HERE)))
    club = an_asset("Club", AssetKind.GROUP, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id))
    add(context, settled, club)
    context.apply(records.edit, Asset, hall.id, whereabouts=shape(shapely.Point(-3.7, 52.4)))
    settled()
    (row,) = view_of(shown).numbers.known([club.id])
    qtbot.waitUntil(lambda: js(f"assetMapper.assets.data.assets.lon[{row}]") == -370000)


def test_many_changes_at_once_are_sent_anew_and_the_page_stays(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    js("(window.stays = 'here') && 1")
    before = js("assetMapper.assets.rows.length")
    many = [an_asset(f"Hall {number}", whereabouts=shape(HERE)) for number in range(600)]
    with qtbot.waitSignal(view_of(shown).drawn):
        context.apply(records.add, *many)
    assert js("assetMapper.assets.rows.length") == before + 600
    with qtbot.waitSignal(view_of(shown).drawn):
        context.undo()
    assert (
        js("assetMapper.assets.rows.filter((r) => assetMapper.assets.data.assets.lon[r] !== null).length") <= before
    )
    assert js("window.stays") == "here"


def test_what_is_sent_while_the_page_draws_what_came_before_is_drawn_too(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    view = view_of(shown)
    before = js("assetMapper.assets.rows.length")
    view._bridge.sent.connect(lambda text: '"whole"' in text and view._on_message(bridge.Drawn(before)))
    for _time in range(2):
        context.apply(records.add, *(an_asset(f"Hall {number}", whereabouts=shape(HERE)) for number in range(600)))
    qtbot.waitUntil(lambda: js("assetMapper.assets.rows.length") == before + 1200)
    settled()
    qtbot.waitUntil(lambda: not view._server.data)  # each is given out once


def test_a_room_is_shown_what_everyone_may_see_and_nothing_else(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    view = PageView(context, Audience.ROOM, "room")
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    with qtbot.waitSignal(view.drawn):
        pass
    secret = an_asset("Hidden hall", whereabouts=shape(HERE))
    add(context, settled, Asset(name=secret.name, kind=secret.kind, whereabouts=secret.whereabouts))
    with qtbot.waitSignal(view.patched):
        add(context, settled, an_asset("Open hall", whereabouts=shape(HERE)))
    sent = evaluate(qtbot, view, "assetMapper.assets.en")
    assert "Open hall" in sent and "Hidden hall" not in sent
    assert context.project is not None
    people = context.project.read(lambda uow: [one.name.en for one in uow.assets.all() if one.kind == "person"])
    assert people and not set(filter(None, people)) & set(sent)


# --- one selection, one filter ----------------------------------------------------------------------------------


def test_list_and_map_share_the_selection(qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled):
    hall = add(context, settled, an_asset("Hall", whereabouts=shape(HERE)))
    (row,) = view_of(shown).numbers.known([hall.id])
    context.select([hall.id])
    qtbot.waitUntil(lambda: js("assetMapper.map.selected") == [row])
    assert [index.data() for index in shown.list.selectionModel().selectedIndexes()] == ["Hall"]
    look_at(js, -3.8, 52.3)
    middle = pixel_of(js, -3.8, 52.3)
    click(qtbot, shown, QPoint(10, 10))
    qtbot.waitUntil(lambda: context.selection == ())
    click(qtbot, shown, middle)
    qtbot.waitUntil(lambda: context.selection == (hall.id,))


def test_a_click_on_another_symbol_chooses_that_one(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    west = add(context, settled, an_asset("West", whereabouts=shape(shapely.Point(-5.2, 52.3))))
    east = add(context, settled, an_asset("East", whereabouts=shape(shapely.Point(-5.195, 52.3))))
    look_at(js, -5.1975, 52.3)
    context.select([west.id])
    qtbot.waitUntil(lambda: js("assetMapper.map.selected") == view_of(shown).numbers.known([west.id]))
    chosen: list[tuple[str, ...]] = []
    context.selection_changed.connect(chosen.append)
    click(qtbot, shown, pixel_of(js, -5.195, 52.3))
    qtbot.waitUntil(lambda: context.selection == (east.id,))
    assert js("1") == 1 and chosen == [(east.id,)]
    qtbot.mouseClick(
        hands(shown), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pixel_of(js, -5.2, 52.3)
    )
    qtbot.waitUntil(lambda: set(context.selection) == {west.id, east.id})


def test_the_filter_of_the_window_is_that_of_the_map(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    everything = js("assetMapper.assets.rows.length")
    context.set_filter(AssetFilter(kinds=frozenset({"place"})))
    settled()
    numbers = view_of(shown).numbers
    admitted = len(numbers.known(shown.model.shown_ids))
    assert 0 < admitted < everything
    qtbot.waitUntil(lambda: js("assetMapper.assets.rows.length") == admitted)
    add(context, settled, an_asset("Choir", AssetKind.GROUP, whereabouts=shape(HERE)))
    hall = add(context, settled, an_asset("Hall", whereabouts=shape(HERE)))
    qtbot.waitUntil(lambda: js("assetMapper.assets.rows.length") == admitted + 1)
    (row,) = view_of(shown).numbers.known([hall.id])
    assert row in js("[...assetMapper.assets.rows]")
    shown.filter_row.everything.click()
    settled()
    qtbot.waitUntil(lambda: js("assetMapper.assets.rows.length") == everything + 2)


# --- placing ----------------------------------------------------------------------------------------------------


def test_an_asset_is_placed_by_a_click_and_that_can_be_undone(
    qtbot: QtBot, window: MainWindow, shown: MapPage, js: Js, context: Context, settled: Settled
):
    hall = add(context, settled, an_asset("Hall"))
    context.select([hall.id])
    look_at(js, -3.8, 52.3)
    window.actions_by_id["map.place"][1].trigger()
    has_tool(qtbot, shown, js, "place")
    assert shown.tools is not None and "Hall" in shown.tools.hint.text()
    at = pixel_of(js, -3.801, 52.3005)
    click(qtbot, shown, at)
    qtbot.waitUntil(lambda: now(context, hall).kind is WhereKind.SHAPE)
    geometry = now(context, hall).geometry
    assert geometry is not None and geometry.distance(shapely.Point(-3.801, 52.3005)) < 0.0001
    qtbot.waitUntil(lambda: shown.tools is not None and shown.tools.tool is None)
    context.undo()
    settled()
    assert now(context, hall).kind is WhereKind.NONE


def test_an_asset_is_placed_by_keyboard_alone(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    hall = add(context, settled, an_asset("Hall"))
    context.select([hall.id])
    look_at(js, -3.8, 52.3)
    begin(qtbot, shown, js, "place")
    js("document.getElementById('map').focus() ?? 1")
    press(qtbot, shown, Qt.Key.Key_Right, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: js("document.getElementById('crosshair').hidden") is False)
    press(qtbot, shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: now(context, hall).kind is WhereKind.SHAPE)
    geometry = now(context, hall).geometry
    assert geometry is not None and geometry.x > -3.8 and geometry.y < 52.3


def test_a_symbol_is_moved_by_dragging_it(qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled):
    hall = add(context, settled, an_asset("Hall", whereabouts=shape(HERE)))
    look_at(js, -3.8, 52.3)
    context.select([hall.id])
    (row,) = view_of(shown).numbers.known([hall.id])
    qtbot.waitUntil(lambda: js("assetMapper.map.selected") == [row])
    start = pixel_of(js, -3.8, 52.3)
    drag(qtbot, shown, [start, start + QPoint(30, 0), start + QPoint(60, 40)])
    qtbot.waitUntil(lambda: now(context, hall).geometry != HERE)
    moved = now(context, hall).geometry
    assert moved is not None and moved.x > -3.8 and moved.y < 52.3
    assert context.selection == (hall.id,)


def drag(qtbot: QtBot, shown: MapPage, points: list[QPoint]) -> None:
    from PySide6.QtTest import QTest

    target = hands(shown)
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(target, point)
        evaluate(qtbot, view_of(shown), "1")  # the page has heard of it
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=points[-1])


def test_a_tray_of_very_many_is_sorted_beside_the_window(
    shown: MapPage, context: Context, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(unplaced_tray, "_AT_ONCE", 0)
    model = shown.tray.model
    before = model.rowCount()
    for name in ("Zebra crossing", "Aardvark hall"):
        add(context, settled, an_asset(name))
    names = [model.line_at(row).name("en") for row in range(model.rowCount())]
    assert len(names) == before + 2
    assert names == sorted(names, key=lambda name: sort_key(name, "en"))


def test_what_waits_in_the_tray_is_dropped_onto_the_map(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    hall = add(context, settled, an_asset("Hall"))
    row = shown.tray.model.row_of(hall.id)
    assert row >= 0
    look_at(js, -3.8, 52.3)
    data = shown.tray.model.mimeData([shown.tray.model.index(row, 0)])
    assert isinstance(data, QMimeData) and data.hasFormat(DRAGGED)
    at = pixel_of(js, -3.801, 52.3005)
    view_of(shown).dropEvent(
        QDropEvent(
            QPointF(at),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: now(context, hall).kind is WhereKind.SHAPE)
    geometry = now(context, hall).geometry
    assert geometry is not None and geometry.distance(shapely.Point(-3.801, 52.3005)) < 0.0001
    settled()
    assert shown.tray.model.row_of(hall.id) == -1


@pytest.mark.parametrize(
    ("typed", "lon", "lat"),
    [("SN 773 573", -3.78, 52.2), ("52.3, -3.8", -3.8, 52.3)],
    ids=["grid reference", "coordinates"],
)
def test_an_asset_is_placed_where_typed_words_are(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled, typed: str, lon: float, lat: float
):
    hall = add(context, settled, an_asset("Hall"))
    context.select([hall.id])
    settled()
    shown.finder.line.setText(typed)
    qtbot.keyClick(shown.finder.line, Qt.Key.Key_Return)
    settled()
    qtbot.waitUntil(lambda: "Hall" in shown.finder.put.text())
    shown.finder.put.click()
    settled()
    geometry = now(context, hall).geometry
    assert geometry is not None and geometry.distance(shapely.Point(lon, lat)) < 0.1


def test_a_postcode_is_found_in_the_file_that_was_chosen_and_honestly_not_found_without(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled, tmp_path: Path
):
    shown.finder.line.setText("LD1 5AA")
    shown.finder.search()
    settled()
    qtbot.waitUntil(lambda: "was not found" in shown.finder.answer.text())
    assert "file of postcodes" in shown.finder.answer.text()
    table = tmp_path / "postcodes.csv"
    table.write_text("postcode,lat,long\nLD1 5AA,52.2,-3.4\n", encoding="utf-8")
    context.settings["map.postcodes"] = str(table)
    shown.finder.search()
    qtbot.waitUntil(lambda: "LD1 5AA" in shown.finder.answer.text() and shown.finder.answer.isVisible())
    settled()
    qtbot.waitUntil(lambda: js("assetMapper.map.found.getLayers().length") == 2)
    shown.finder.line.clear()
    qtbot.waitUntil(lambda: js("assetMapper.map.found.getLayers().length") == 0)


@pytest.mark.parametrize(
    ("asset", "sentence"),
    [
        (an_asset("Megan", AssetKind.PERSON), "is a person"),
        (an_asset("Refuge", whereabouts=confidential(Bilingual(en="The valley"))), "is confidential"),
    ],
    ids=["a person", "a confidential place"],
)
def test_whoever_must_not_be_pinned_is_explained_and_not_placed(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled, asset: Asset, sentence: str
):
    add(context, settled, asset)
    context.select([asset.id])
    said: list[Message] = []
    context.said.connect(said.append)
    assert shown.tools is not None
    shown.tools.take("place")
    settled()
    assert sentence in said[-1].text and shown.tools.tool is None
    view_of(shown).placed.emit(LonLat(-3.8, 52.3), asset.id)
    settled()
    assert sentence in said[-1].text
    assert now(context, asset) == asset.whereabouts


# --- drawing ----------------------------------------------------------------------------------------------------


def test_an_area_is_drawn_by_keyboard_alone(qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled):
    park = add(context, settled, an_asset("Park"))
    context.select([park.id])
    look_at(js, -3.8, 52.3)
    begin(qtbot, shown, js, "area")
    js("document.getElementById('map').focus() ?? 1")
    enter, right, down, left, back = (
        *(Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Down),
        *(Qt.Key.Key_Left, Qt.Key.Key_Backspace),
    )
    press(qtbot, shown, enter, right, right, enter, down, enter, left, enter)
    qtbot.waitUntil(lambda: "4" in getattr(shown.tools, "hint").text())  # noqa: B009
    press(qtbot, shown, back)
    qtbot.waitUntil(lambda: js("assetMapper.tools.drawing.corners.places.length") == 3)
    press(qtbot, shown, right, enter)  # where the third corner is: finished
    qtbot.waitUntil(lambda: now(context, park).kind is WhereKind.SHAPE)
    geometry = now(context, park).geometry
    assert geometry is not None and geometry.geom_type == "Polygon" and len(geometry.exterior.coords) == 4
    qtbot.waitUntil(lambda: js("document.documentElement.dataset.tool ?? ''") == "")


def test_a_route_is_drawn_by_clicks_and_escape_keeps_nothing(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    walk = add(context, settled, an_asset("Walk"))
    context.select([walk.id])
    look_at(js, -3.8, 52.3)
    begin(qtbot, shown, js, "line")
    for lon in (-3.802, -3.800):
        click(qtbot, shown, pixel_of(js, lon, 52.3))
    qtbot.waitUntil(lambda: js("assetMapper.tools.drawing.corners.places.length") == 2)
    press(qtbot, shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown.tools is not None and shown.tools.tool is None)
    assert now(context, walk).kind is WhereKind.NONE
    begin(qtbot, shown, js, "line")
    for lon in (-3.802, -3.800, -3.798):
        click(qtbot, shown, pixel_of(js, lon, 52.3))
    qtbot.waitUntil(lambda: js("assetMapper.tools.drawing.corners.places.length") == 3)
    assert shown.tools is not None
    shown.tools.finish.click()
    qtbot.waitUntil(lambda: now(context, walk).kind is WhereKind.SHAPE)
    geometry = now(context, walk).geometry
    assert geometry is not None and geometry.geom_type == "LineString" and len(geometry.coords) == 3


def test_the_corners_of_an_area_are_moved_and_removed_by_keyboard(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    park = add(context, settled, an_asset("Park", whereabouts=shape(shapely.box(-3.81, 52.30, -3.80, 52.31))))
    context.select([park.id])
    begin(qtbot, shown, js, "reshape")
    qtbot.waitUntil(lambda: js("document.querySelectorAll('.corner').length") == 8)
    js("document.querySelector('.corner:not(.between)').focus() ?? 1")
    press(qtbot, shown, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: js("assetMapper.tools.reshaping.rings[0].length") == 3)
    js("document.querySelector('.corner:not(.between)').focus() ?? 1")
    press(qtbot, shown, Qt.Key.Key_Up)
    js("document.getElementById('map').focus() ?? 1")
    press(qtbot, shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(now(context, park).geometry.exterior.coords) == 4)  # type: ignore[union-attr]


def test_an_area_that_crosses_itself_is_refused_in_a_sentence_and_can_be_mended(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    park = add(context, settled, an_asset("Park"))
    context.select([park.id])
    look_at(js, -3.8, 52.3)
    begin(qtbot, shown, js, "area")
    said: list[Message] = []
    context.said.connect(said.append)
    for lon, lat in ((-3.802, 52.302), (-3.798, 52.298), (-3.798, 52.302), (-3.802, 52.298)):
        click(qtbot, shown, pixel_of(js, lon, lat))
    qtbot.waitUntil(lambda: js("assetMapper.tools.drawing.corners.places.length") == 4)
    assert shown.tools is not None
    shown.tools.finish.click()
    qtbot.waitUntil(lambda: any("crosses" in message.text for message in said))
    qtbot.waitUntil(lambda: js("assetMapper.tools.drawing.isFinished") is False)
    assert now(context, park).kind is WhereKind.NONE and shown.tools.tool is not None


# --- choosing many, measuring, a picture ------------------------------------------------------------------------


def test_a_lasso_and_a_box_choose_what_is_inside(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    inside = [
        add(
            context, settled, an_asset(f"Hall {number}", whereabouts=shape(shapely.Point(-5.2 + number / 1000, 52.3)))
        )
        for number in range(3)
    ]
    add(context, settled, an_asset("Elsewhere", whereabouts=shape(shapely.Point(-5.19, 52.3))))
    look_at(js, -5.199, 52.3, 15)
    begin(qtbot, shown, js, "lasso")
    corners = ((-5.201, 52.301), (-5.197, 52.301), (-5.197, 52.299), (-5.201, 52.299), (-5.201, 52.3008))
    drag(qtbot, shown, [pixel_of(js, *corner) for corner in corners])
    qtbot.waitUntil(lambda: set(context.selection) == {one.id for one in inside})
    qtbot.waitUntil(lambda: js("document.documentElement.dataset.tool ?? ''") == "")
    context.select(())
    js("assetMapper.tools.pickInside([[52.301,-5.201],[52.301,-5.1985],[52.299,-5.1985],[52.299,-5.201]]"
       ".map(([lat, lng]) => ({lat, lng}))) ?? 1")  # fmt: skip
    qtbot.waitUntil(lambda: set(context.selection) == {one.id for one in inside[:2]})


def test_a_way_is_measured_in_metres(qtbot: QtBot, shown: MapPage, js: Js, settled: Settled):
    look_at(js, -3.8, 52.3)
    begin(qtbot, shown, js, "measure")
    for lon in (-3.802, -3.798):
        click(qtbot, shown, pixel_of(js, lon, 52.3))
    settled()
    qtbot.waitUntil(lambda: "27" in js("document.querySelector('.leaflet-tooltip')?.textContent ?? ''"))
    assert js("document.querySelector('.leaflet-tooltip').textContent").endswith(" m")


def test_a_picture_of_the_map_goes_to_the_clipboard_with_who_made_it(
    qtbot: QtBot, window: MainWindow, shown: MapPage, context: Context, settled: Settled
):
    QApplication.clipboard().clear()
    said: list[Message] = []
    context.said.connect(said.append)
    window.actions_by_id["map.picture"][1].trigger()
    qtbot.waitUntil(lambda: any("clipboard" in message.text for message in said))
    picture = QApplication.clipboard().pixmap()
    assert picture.width() == view_of(shown).view.width() and picture.height() > view_of(shown).view.height()


# --- language and looks -----------------------------------------------------------------------------------------


def test_the_language_and_the_theme_are_followed_at_once(
    qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled
):
    js("(window.stays = 'here') && 1")
    context.speak("cy")
    qtbot.waitUntil(lambda: js("document.documentElement.lang") == "cy")
    assert js("document.querySelector('[data-text=legend]').textContent") == "Ystyr y siapiau"
    context.speak("en")
    from asset_mapper.ui import theme

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "dark", 100)
    context.theme_changed.emit("dark")
    try:
        paper = theme.colour("paper", "dark")
        qtbot.waitUntil(
            lambda: js("getComputedStyle(document.documentElement).getPropertyValue('--paper')") == paper,
        )
    finally:
        theme.put_on(application, "light", 100)
    assert js("window.stays") == "here"


# --- locked down ------------------------------------------------------------------------------------------------


def test_the_page_goes_nowhere_else(shown: MapPage, monkeypatch: pytest.MonkeyPatch):
    opened: list[QUrl] = []
    monkeypatch.setattr("asset_mapper.ui.web.locked_page.QDesktopServices.openUrl", opened.append)
    page = view_of(shown).view.page()
    kinds = type(page).NavigationType
    for address in ("https://example.org/", "file:///etc/hosts", "javascript:alert(1)", "qrc:/", "chrome://gpu"):
        assert not page.acceptNavigationRequest(QUrl(address), kinds.NavigationTypeTyped, True)
    assert page.acceptNavigationRequest(QUrl("asset-mapper://map/page.html"), kinds.NavigationTypeTyped, True)
    assert opened == []
    for address in ("https://example.org/", "file:///etc/hosts", "ms-settings:privacy", "asset-mapper://other/"):
        page.acceptNavigationRequest(QUrl(address), kinds.NavigationTypeLinkClicked, True)
    assert opened == [QUrl("https://example.org/")]
    assert page.chooseFiles(type(page).FileSelectionMode.FileSelectOpen, [], []) == []


def test_the_page_is_given_no_file_and_nothing_of_the_network(qtbot: QtBot, shown: MapPage, js: Js, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for address in (
        secret.as_uri(),
        "https://example.org/",
        "asset-mapper://map/data/99",
        "asset-mapper://other/page.html",
    ):
        js(f"fetch({json.dumps(address)}).then((r) => r.ok ? r.text() : Promise.reject(r.status))"
           ".then((t) => { window.got = 'got ' + t; }, () => { window.got = 'refused'; }) && 1")  # fmt: skip
        qtbot.waitUntil(lambda: js("window.got") is not None)
        assert js("window.got") == "refused", address
        js("(window.got = null) ?? 1")


def test_hostile_names_are_text(qtbot: QtBot, shown: MapPage, js: Js, context: Context, settled: Settled):
    name = "</script><img src=x onerror=\"window.harm='done'\"><b>"
    hall = add(context, settled, an_asset(name, whereabouts=shape(HERE)))
    look_at(js, -3.8, 52.3)
    (row,) = view_of(shown).numbers.known([hall.id])
    qtbot.waitUntil(lambda: js(f"assetMapper.assets.en[{row}] ?? ''") == name)
    js(f"assetMapper.map.markFound([-3.8, 52.3], assetMapper.assets.en[{row}]) ?? 1")
    assert js("document.querySelector('.leaflet-tooltip').textContent") == name
    assert js("document.querySelectorAll('img[src=x]').length") == 0 and js("window.harm") is None


GOOD = (
    ('{"what": "ready"}', bridge.Ready()),
    ('{"what": "picked", "rows": [1, 2], "add": false}', bridge.Picked((bridge.Row(1), bridge.Row(2)), False)),
    ('{"what": "placed", "lon": -3.8, "lat": 52}', bridge.Placed(LonLat(-3.8, 52), None)),
    ('{"what": "moved", "row": 3, "lon": -3.8, "lat": 52.1}', bridge.Moved(bridge.Row(3), LonLat(-3.8, 52.1))),
    ('{"what": "drew", "rings": [[[-3.8, 52.1]]]}', bridge.Drew(((LonLat(-3.8, 52.1),),))),
)
BAD = (
    "",
    "{",
    "[]",
    '"ready"',
    "{}",
    '{"what": "unknown"}',
    '{"what": ["ready"]}',
    '{"what": "picked", "rows": "1", "add": false}',
    '{"what": "picked", "rows": [-1], "add": false}',
    '{"what": "picked", "rows": [1.5], "add": false}',
    '{"what": "picked", "rows": [true], "add": false}',
    '{"what": "picked", "rows": [1]}',
    '{"what": "placed", "lon": 181, "lat": 0}',
    '{"what": "placed", "lon": NaN, "lat": 0}',
    '{"what": "placed", "lon": 1e999, "lat": 0}',
    '{"what": "placed", "lon": "1", "lat": 0}',
    '{"what": "placed", "lat": 0}',
    '{"what": "moved", "lon": 0, "lat": 0}',
    '{"what": "drew", "rings": [[[0, 0, 0]]]}',
    '{"what": "drew", "rings": [[0, 0]]}',
    '{"what": "drew", "rings": ' + json.dumps([[[0, 0]] * 30_000]) + "}",
    '{"what": "drew", "rings": ' + json.dumps([[]] * 2_000) + "}",
    '{"what": "drew", "rings": ' + "[" * 100_000 + "}",
    '{"what": "measuring", "corners": [[0, 91]], "closed": false}',
    '{"what": "corners", "count": 1e9}',
    '{"what": "ready", "filling": "' + "x" * bridge.LONGEST + '"}',
)


@pytest.mark.parametrize(("text", "message"), GOOD)
def test_messages_that_the_page_has_reason_to_send_are_understood(text: str, message: bridge.Message):
    assert bridge.read_message(text) == message


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:50])
def test_messages_that_it_has_no_reason_to_send_are_refused(text: str):
    with pytest.raises(bridge.RefusedMessageError):
        bridge.read_message(text)
    heard: list[bridge.Message] = []
    listening = bridge.Bridge(heard.append)
    listening.hear(text)
    assert heard == [] and listening.refused == 1


def test_a_number_that_is_no_assets_selects_nothing(qtbot: QtBot, shown: MapPage, js: Js, context: Context):
    picked: list[object] = []
    view_of(shown).picked.connect(lambda ids, add: picked.append(ids))
    js("assetMapper.say({what: 'picked', rows: [99999], add: false}) ?? 1")
    qtbot.waitUntil(lambda: picked == [[]])
    assert context.selection == ()


# --- without an engine ------------------------------------------------------------------------------------------


def test_without_a_web_engine_the_map_opens_in_the_browser(
    qtbot: QtBot, context: Context, window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ASSET_MAPPER_WITHOUT_WEB_ENGINE", "1")
    opened: list[QUrl] = []
    monkeypatch.setattr("asset_mapper.ui.views.map_fallback.QDesktopServices.openUrl", opened.append)
    page = MapPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    settled()
    assert page.map.currentWidget() is page.fallback and page.model.rowCount() > 10
    page.list.setCurrentIndex(page.model.index(0, 0))
    assert context.selection == (page.model.id_at(0),)
    page.fallback.open_in_browser.click()
    settled()
    assert Path(opened[0].toLocalFile()).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


WITHOUT = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.startswith(("PySide6.QtWebEngine", "PySide6.QtWebChannel")):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from pathlib import Path
from asset_mapper.services import sample
from asset_mapper.ui import app
app.prepare_web_engine()
from PySide6.QtWidgets import QApplication
application = QApplication([])
context = app.make_context()
window = app.make_window(context)
window.show()
context.use(sample.make(Path(sys.argv[1]) / "sample.assetmap"))
while context.jobs.busy:
    application.processEvents()
page = window.show_view("map")
while context.jobs.busy:
    application.processEvents()
print(page.map.currentWidget() is page.fallback, page.model.rowCount() > 10, page.detail.isVisible())
window.close()
"""


def test_a_computer_without_the_modules_of_the_engine_has_all_but_the_map(tmp_path: Path):
    environment = {**os.environ, "ASSET_MAPPER_HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path)],
        env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["True", "True", "True"], done.stderr


def test_an_engine_that_does_not_start_leaves_list_and_asset(qtbot: QtBot, shown: MapPage):
    view_of(shown).failed.emit()
    assert shown.map.currentWidget() is shown.fallback
    assert shown.list.isVisible() and shown.detail.isVisible()
