"""A tile service that the user names: its address is checked, and a request says who asks."""

import pytest

from asset_mapper import __version__
from asset_mapper.area_pack.tile_service import TileService
from asset_mapper.errors import InvalidValueError

GOOD = "https://tiles.example.org/{z}/{x}/{y}.png?key=abc"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("https://tiles.example.org/{z}/{x}.png", "each once"),
        ("https://tiles.example.org/{z}/{x}/{y}/{y}.png", "each once"),
        ("https://tiles.example.org/{z}/{x}/{y}/{token}.png", "each once"),
        ("https://{z}.example.org/{x}/{y}.png", "server cannot change"),
        ("http://tiles.example.org/{z}/{x}/{y}.png", "https://"),
        ("file:///{z}/{x}/{y}.png", "https://"),
        ("javascript:{z}{x}{y}", "https://"),
        ("https://me:secret@example.org/{z}/{x}/{y}.png", "not an address"),
        ("https://example.org:port/{z}/{x}/{y}.png", "not an address"),
        ("https://example.org/{z}/{x}/{y}.png\r\nX-Other: 1", "not an address"),
    ],
)
def test_what_is_no_address_of_a_tile_service_is_refused_in_a_sentence(template, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        TileService(template, "Somebody")


def test_whoever_made_the_map_is_named():
    with pytest.raises(InvalidValueError, match="licence"):
        TileService(GOOD, " ")
    assert TileService(GOOD, "© Somebody <b>").credit.text("cy") == "© Somebody <b>"
    street_map = TileService("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "")
    assert "OpenStreetMap" in street_map.credit.text("en")


def test_a_server_of_ones_own_may_do_without_a_certificate():
    assert TileService("http://localhost:8080/{z}/{x}/{y}.png", "Us").address(7, 62, 42) == (
        "http://localhost:8080/7/62/42.png"
    )


def test_a_request_names_the_program_and_a_page_only_where_one_is_demanded():
    assert TileService(GOOD, "Us").headers == {"User-Agent": f"AssetMapper/{__version__}"}
    assert TileService(GOOD, "Us", "https://www.example.org/").headers["Referer"] == "https://www.example.org/"
    with pytest.raises(InvalidValueError):
        TileService(GOOD, "Us", "http://www.example.org/")
