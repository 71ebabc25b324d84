"""The start page, and the list with the line to type in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from asset_mapper.i18n import language
from scenes import BOTH, Look, Scene, Stage

if TYPE_CHECKING:
    from asset_mapper.storage.unit_of_work import UnitOfWork

LINES = {
    "cy": "Clwb ffilm, nos Fercher 7yh, Neuadd Bentref Pontydderwen, #ffilm",
    "en": "Film club, Wednesdays 7pm, Pontydderwen Village Hall, #film",
}


def first_linked(uow: UnitOfWork) -> list[str]:
    """Give the id of an asset that supports an outcome."""
    return [link.asset_id for link in uow.links.all() if link.asset_id][:1]


def start(stage: Stage) -> QWidget:
    stage.idle()
    return stage.window


def assets(stage: Stage) -> QWidget:
    stage.view("assets")
    stage.context.select(stage.project.read(first_linked))
    stage.context.entry_requested.emit()
    stage.window.quick_entry.line.setText(LINES[language()])
    stage.idle()
    return stage.window


def no_entry(stage: Stage) -> None:
    stage.window.quick_entry.line.clear()
    stage.window.quick_entry.hide()


SCENES = (
    Scene("start", start, without_project=True, readme=(Look("cy"),), manual=True),
    Scene("assets", assets, no_entry, readme=(*BOTH, Look("en", "dark"), Look("cy", text_percent=150)), manual=True),
)
