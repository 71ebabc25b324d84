"""The views of the rail, in its order. Each is made when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from asset_mapper.i18n import N_
from asset_mapper.ui.rail import View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asset_mapper.ui.context import Context


def _from(module: str) -> Callable[[Context], QWidget]:
    """Make a view by the ``create`` of its module, which is not loaded before."""

    def create(context: Context) -> QWidget:
        made: QWidget = import_module(f"asset_mapper.ui.views.{module}").create(context)
        return made

    return create


VIEWS: tuple[View, ...] = (
    View("map", N_("Map"), "map", _from("map_page")),
    View("assets", N_("Assets"), "assets", _from("assets_page")),
    View("people", N_("People and talents"), "people", _from("people_page")),
    View("outcomes", N_("Outcomes"), "outcomes", _from("outcomes_page")),
    View("pathways", N_("Pathways"), "pathways", _from("pathways_page")),
    View("sessions", N_("Sessions"), "sessions", _from("sessions_page")),
    View("publish", N_("Publish"), "publish", _from("publish_page")),
)
