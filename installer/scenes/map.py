"""The map view: an asset chosen, an area drawn, a way measured, a place found, the choice of a base map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from scenes import BOTH, Look, Scene, Stage

if TYPE_CHECKING:
    from asset_mapper.storage.unit_of_work import UnitOfWork
    from asset_mapper.ui.views.map_page import MapPage


def placed(uow: UnitOfWork) -> str:
    """Give the id of an asset with a point of its own that supports an outcome."""
    linked = {link.asset_id for link in uow.links.all()}
    return next(
        asset.id
        for asset in uow.assets.all()
        if asset.id in linked and getattr(asset.whereabouts.geometry, "geom_type", "") == "Point"
    )


def shown(stage: Stage) -> MapPage:
    """Bring the map to the front, and wait until it is drawn."""
    from asset_mapper.ui.views.map_page import MapPage

    page = stage.view("map")
    assert isinstance(page, MapPage)
    stage.wait(lambda: page.page is not None and page.map.currentWidget() is page.page)
    assert page.page is not None
    page.page.frame()
    stage.wait(lambda: True, calm_ms=600)
    return page


def script(page: MapPage, text: str) -> None:
    """Do something on the page."""
    assert page.page is not None
    page.page.view.page().runJavaScript(text)


def map_view(stage: Stage) -> QWidget:
    shown(stage)
    stage.context.select([stage.project.read(placed)])
    stage.idle()
    stage.wait(lambda: True, calm_ms=1200)
    return stage.window


def whole_map(stage: Stage) -> QWidget:
    shown(stage)
    return stage.window


def with_tool(key: str, *corners: tuple[float, float]) -> Callable[[Stage], QWidget]:
    def show(stage: Stage) -> QWidget:
        page = shown(stage)
        stage.context.select([stage.project.read(placed)])
        stage.idle()
        assert page.tools is not None
        page.tools.take(key)
        stage.idle()
        for lat, lon in corners:
            script(page, f"assetMapper.tools.drawing.set({{lat: {lat}, lng: {lon}}})")
        if corners:
            (lat, lon) = corners[0]
            script(page, f"assetMapper.map.map.setView([{lat}, {lon}], 14, {{animate: false}})")
        stage.idle()
        stage.wait(lambda: True, calm_ms=800)
        return stage.window

    return show


def found(stage: Stage) -> QWidget:
    page = shown(stage)
    stage.context.select([stage.project.read(placed)])
    page.finder.line.setText("SN 875 645")
    page.finder.search()
    stage.idle()
    stage.wait(lambda: True, calm_ms=800)
    return stage.window


def without_engine(stage: Stage) -> QWidget:
    page = shown(stage)
    page._fall_back()
    stage.idle()
    return stage.window


def base_map(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.choose_basemap import ChooseBasemap

    ChooseBasemap(stage.context).show()
    return stage.dialog(ChooseBasemap)


def tidy(stage: Stage) -> None:
    """Leave the map as it was."""
    page = shown(stage)
    if page.tools is not None:
        page.tools.put_away()
    page.finder.line.clear()
    stage.context.select(())


def anew(stage: Stage) -> None:
    """Make the map again, with its engine."""
    stage.context.project_changed.emit()
    stage.idle()


HERE = ((52.276, -3.632), (52.279, -3.622), (52.273, -3.618), (52.270, -3.628))

SCENES = (
    Scene("map", map_view, tidy, readme=(*BOTH, Look("en", "dark")), manual=True),
    Scene("map-whole", whole_map),
    Scene("map-place", with_tool("place"), tidy),
    Scene("map-area", with_tool("area", *HERE), tidy, manual=True),
    Scene("map-measure", with_tool("measure", *HERE), tidy),
    Scene("map-found", found, tidy, manual=True),
    Scene("map-without-engine", without_engine, anew),
    Scene("base-map", base_map, manual=True),
)
