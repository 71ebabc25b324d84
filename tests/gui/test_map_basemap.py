"""What lies under the map in the window: a file's tiles on demand, or those of a service that says who asks."""

from __future__ import annotations

import io
import sqlite3
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from asset_mapper.area_pack.basemap import open_basemap
from asset_mapper.area_pack.tile_grid import WORLD, tiles_touching
from asset_mapper.area_pack.tile_reader import TileReader
from asset_mapper.domain.audience import Audience
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs.choose_basemap import ChooseBasemap
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.map_page import MapPage
from asset_mapper.ui.web.page_view import PageView
from asset_mapper.ui.web.scheme import tile_place

Settled = Callable[[], None]


def picture(colour: str = "#88aa66") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture(scope="module")
def tile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of all Wales, four zooms deep."""
    path = tmp_path_factory.mktemp("tiles") / "wales.mbtiles"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE metadata (name text, value text)")
        connection.executemany(
            "INSERT INTO metadata VALUES (?, ?)",
            [("name", "Wales"), ("attribution", "© <a href='https://example.org'>Makers</a>")],
        )
        connection.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        for zoom in range(7, 11):
            there = tiles_touching((-5.5, 51.3, -2.5, 53.5), zoom)
            rows = [
                (zoom, x, (1 << zoom) - 1 - y, picture())
                for first, last in there.columns
                for x in range(first, last + 1)
                for y in range(there.rows[0], there.rows[1] + 1)
            ]
            connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    connection.close()
    return path


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow) -> PageView:
    shown = window.show_view("map")
    assert isinstance(shown, MapPage)
    page = shown.page
    assert page is not None and page.audience is Audience.TEAM
    qtbot.waitUntil(lambda: shown.map.currentWidget() is page)
    return page


def evaluate(qtbot: QtBot, view: PageView, expression: str) -> Any:
    found: list[Any] = []
    view.view.page().runJavaScript(expression, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def tiles_shown(qtbot: QtBot, view: PageView) -> int:
    return int(
        evaluate(
            qtbot, view, "[...document.querySelectorAll('img.leaflet-tile')].filter((i) => i.naturalWidth).length"
        )
    )


def test_a_file_of_tiles_is_asked_for_what_is_in_view(
    qtbot: QtBot, view: PageView, context: Context, tile_file: Path
):
    context.settings["map.basemap"] = str(tile_file)
    qtbot.waitUntil(lambda: tiles_shown(qtbot, view) > 0)
    assert evaluate(qtbot, view, "document.getElementById('credits').textContent") == "© Makers"
    assert evaluate(qtbot, view, "document.querySelector('#credits a').href") == "https://example.org/"
    context.settings["map.basemap"] = ""
    qtbot.waitUntil(lambda: tiles_shown(qtbot, view) == 0)
    assert evaluate(qtbot, view, "document.getElementById('credits').hidden") is True


def test_a_file_that_is_gone_is_told_and_the_map_goes_on(
    qtbot: QtBot, view: PageView, context: Context, settled: Settled, tmp_path: Path
):
    said: list[Message] = []
    context.said.connect(said.append)
    context.settings["map.basemap"] = str(tmp_path / "gone.pmtiles")
    settled()
    assert any("gone.pmtiles" in message.text for message in said)
    assert evaluate(qtbot, view, "assetMapper.assets.rows.length") > 10


class Served(ThreadingHTTPServer):
    asked: list[tuple[str, dict[str, str]]]
    may_answer: threading.Event


@pytest.fixture
def server() -> Iterator[Served]:
    """A tile service on this computer, and what it was asked."""

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
            self.server.may_answer.wait(20)  # type: ignore[attr-defined]
            content = picture("#6688aa")
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_what: object) -> None:
            return

    made = Served(("127.0.0.1", 0), Tiles)
    made.asked = []
    made.may_answer = threading.Event()
    made.may_answer.set()
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_service_is_asked_by_name_and_only_once_it_was_chosen(
    qtbot: QtBot, view: PageView, context: Context, settled: Settled, server: Served
):
    assert server.asked == []
    address = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    dialog = ChooseBasemap(context)
    dialog.show()
    dialog.ways["service"].setChecked(True)
    dialog.service.setText(address)
    dialog.use.click()
    assert "licence" in dialog.problem.text() and server.asked == []
    dialog.attribution.setText("Ni <b>")
    dialog.use.click()
    qtbot.waitUntil(lambda: tiles_shown(qtbot, view) > 0)
    for _path, headers in server.asked:
        assert headers["User-Agent"].startswith("AssetMapper/") and "Referer" not in headers
    assert evaluate(qtbot, view, "document.getElementById('credits').textContent") == "Ni <b>"
    assert len(server.asked) < 40  # what is in view, and nothing around it
    context.settings["map.service_referer"] = "https://www.example.org/"
    # Tiles of the view of before may still be on their way.
    zoom = int(evaluate(qtbot, view, "assetMapper.map.map.getZoom()")) + 1
    evaluate(qtbot, view, f"assetMapper.map.map.setZoom({zoom}, {{animate: false}}) && 1")

    def asked_of_the_new_view() -> list[dict[str, str]]:
        return [headers for path, headers in server.asked if path.startswith(f"/{zoom}/")]

    qtbot.waitUntil(lambda: bool(asked_of_the_new_view()))
    assert all(headers["Referer"] == "https://www.example.org/" for headers in asked_of_the_new_view())


def test_answers_that_come_when_nobody_waits_for_them_any_more_do_no_harm(
    qtbot: QtBot, view: PageView, context: Context, server: Served
):
    server.may_answer.clear()
    context.settings["map.service_attribution"] = "Ni"
    context.settings["map.service"] = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    for step in range(6):  # the page gives up what it asked for, each time
        qtbot.waitUntil(lambda step=step: len(server.asked) > step)
        evaluate(qtbot, view, f"assetMapper.map.map.setView([51.6, {-4.9 + step}], 12, {{animate: false}}) && 1")
    server.may_answer.set()
    qtbot.waitUntil(lambda: tiles_shown(qtbot, view) > 0)
    assert evaluate(qtbot, view, "assetMapper.assets.rows.length") > 10


def test_a_service_may_be_changed_again_and_again_while_its_tiles_are_on_their_way(
    qtbot: QtBot, view: PageView, context: Context, server: Served
):
    context.settings["map.service_attribution"] = "Ni"
    context.settings["map.service"] = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    qtbot.waitUntil(lambda: tiles_shown(qtbot, view) > 0)
    for step in range(60):  # what ended the program did so one time in some dozens
        for lon in (-4.9, -4.4):
            view_at = f"assetMapper.map.map.setView([51.6, {lon + step % 7}], 12, {{animate: false}}) && 1"
            evaluate(qtbot, view, view_at)
            context.settings["map.service_referer"] = f"https://www.example.org/{step}/{lon}"
    qtbot.waitUntil(lambda: tiles_shown(qtbot, view) > 0)


def test_the_choice_of_a_file_that_is_no_map_is_refused_in_the_dialog(
    qtbot: QtBot, context: Context, settled: Settled, tmp_path: Path, tile_file: Path
):
    wrong = tmp_path / "notes.pmtiles"
    wrong.write_text("not a map", encoding="utf-8")
    dialog = ChooseBasemap(context)
    dialog.show()
    dialog.ways["file"].setChecked(True)
    dialog.file.setText(str(wrong))
    dialog.use.click()
    settled()
    assert "notes.pmtiles" in dialog.problem.text() and context.settings["map.basemap"] == ""
    dialog.file.setText(str(tile_file))
    dialog.use.click()
    settled()
    assert context.settings["map.basemap"] == str(tile_file)


def test_a_tile_is_read_alone_and_one_outside_is_nothing(tile_file: Path):
    reader = TileReader(open_basemap(tile_file))
    there = tiles_touching((-3.8, 52.3, -3.8, 52.3), 9)
    x, y = there.columns[0][0], there.rows[0]
    try:
        assert reader.tile(9, x, y) == (picture(), "image/png")
        assert reader.tile(9, 0, 0) == (b"", "")
        assert reader.tile(9, -1, 900) == (b"", "") and reader.tile(30, 0, 0) == (b"", "")
    finally:
        reader.close()
    assert WORLD[0] == -180


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/tile/12/2003/1350", (12, 2003, 1350)),
        ("/tile/2/4/0", None),
        ("/tile/23/0/0", None),
        ("/tile/-1/0/0", None),
        ("/tile/1/../0", None),
        ("/tile/1/0", None),
        ("/tile/1/0/0/0", None),
        ("/tile/1/٠/0", None),
        ("/page.html", None),
    ],
)
def test_only_tiles_of_the_world_are_asked_for(path: str, place: tuple[int, int, int] | None):
    assert tile_place(path) == place
