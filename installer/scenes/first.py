"""The start page, the list with the line to type in, a form, publishing, and the look at a file."""

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


def form(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.asset_form import AssetForm, edit_selected

    stage.view("assets")
    stage.context.select(stage.project.read(first_linked))
    edit_selected(stage.context)
    return stage.dialog(AssetForm)


def publish(stage: Stage) -> QWidget:
    stage.view("publish")
    return stage.window


def import_files(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.import_files import ImportFiles

    listed = stage.work / "neuaddau.csv"
    listed.write_text("Enw,Cod post\nYr Hen Neuadd,LD1 5AA\n,LD1 5AB\n", encoding="utf-8")
    ImportFiles(stage.context, [listed], stage.window).show()
    return stage.dialog(ImportFiles)


SCENES = (
    Scene("start", start, without_project=True, readme=(Look("cy"),), manual=True),
    Scene("assets", assets, no_entry, readme=(*BOTH, Look("en", "dark"), Look("cy", text_percent=150)), manual=True),
    Scene("form", form, readme=BOTH, manual=True),
    Scene("publish", publish, readme=BOTH, manual=True),
    Scene("import", import_files, readme=(Look("en"),), manual=True),
)
