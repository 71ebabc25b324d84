"""Puts the basemap that the settings name under the map of a page, and another one when they change."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from asset_mapper.area_pack.attribution import Attribution
from asset_mapper.area_pack.tile_grid import WORLD
from asset_mapper.area_pack.tile_service import DEEPEST_ZOOM, TileService
from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import LANGUAGES
from asset_mapper.ui.context import Context
from asset_mapper.ui.web.page_view import PageView
from asset_mapper.ui.web.scheme import TILES
from asset_mapper.ui.web.tiles import FileTiles, ServiceTiles

_KEYS = ("map.basemap", "map.service", "map.service_attribution", "map.service_referer")
_URL = TILES + "{z}/{x}/{y}"


class BasemapChoice(QObject):
    """A file, else a service, else none."""

    def __init__(self, context: Context, page: PageView) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._tiles: FileTiles | ServiceTiles | None = None
        self._credit = Attribution()
        heard = weakref.WeakMethod(self._on_setting)
        context.settings.subscribe(lambda key: method(key) if (method := heard()) else None)
        page.destroyed.connect(self._close_quietly)
        self.put_on()

    def credit(self, language: str) -> str:
        """Say who made the basemap."""
        return self._credit.text(language)

    def put_on(self) -> None:
        """Put on what the settings name."""
        settings = self._context.settings
        if settings["map.basemap"]:
            self._put_on_file(Path(settings["map.basemap"]))
        elif settings["map.service"]:
            self._put_on_service()
        else:
            self._use(None, None, Attribution())

    def _on_setting(self, key: str) -> None:
        if key in _KEYS:
            self.put_on()

    def _put_on_file(self, path: Path) -> None:
        from asset_mapper.area_pack.basemap import Basemap, open_basemap

        def use(basemap: Basemap) -> None:
            if not shiboken6.isValid(self):  # the view was closed meanwhile
                return
            about = {
                "url": _URL,
                "type": basemap.tile_type,
                "schema": basemap.schema,
                "layers": basemap.vector_layers,
                "min_zoom": basemap.min_zoom,
                "max_zoom": basemap.max_zoom,
                "bounds": basemap.bounds,
            }
            self._use(FileTiles(basemap, self), about, basemap.attribution)

        self._context.jobs.run(lambda: open_basemap(path), done=use, failed=self._on_failed, on_project=False)

    def _put_on_service(self) -> None:
        settings = self._context.settings
        try:
            service = TileService(
                settings["map.service"], settings["map.service_attribution"], settings["map.service_referer"]
            )
        except AssetMapperError as error:
            self._on_failed(error)
            return
        about = {
            "url": _URL,
            "type": "png",
            "schema": "",
            "layers": (),
            "min_zoom": 0,
            "max_zoom": DEEPEST_ZOOM,
            "bounds": WORLD,
        }
        self._use(ServiceTiles(service, self), about, service.credit)

    def _on_failed(self, error: BaseException) -> None:
        self._use(None, None, Attribution())
        self._context.show_error(error)

    def _use(self, tiles: FileTiles | ServiceTiles | None, about: dict[str, Any] | None, credit: Attribution) -> None:
        before, self._tiles, self._credit = self._tiles, tiles, credit
        said = {language: [(piece.text, piece.href) for piece in credit.pieces(language)] for language in LANGUAGES}
        self._page.use_basemap(tiles, about, [said] if any(said.values()) else [])
        if before is not None:
            before.close()

    def _close_quietly(self) -> None:
        if self._tiles is not None:
            self._tiles.close()
            self._tiles = None
