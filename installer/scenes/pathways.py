"""Pathways: one drawn, an arrow of it with its slip, and how it looks when there is none yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from asset_mapper.domain.pathway import Pathway
from asset_mapper.services import pathways, records
from scenes import BOTH, Scene, Stage


def _page(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    shown = stage.view("pathways")
    assert isinstance(shown, PathwaysPage)
    stage.wait(lambda: bool(shown.canvas.cards) or not stage.project.read(pathways.listed))
    return shown


def pathway(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.canvas.show_everything()
    page.canvas.make_current("")
    stage.idle()
    return stage.window


def arrow(stage: Stage) -> QWidget:
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    page = _page(stage)
    assert isinstance(page, PathwaysPage)
    page.canvas.make_current(next(iter(page.canvas.arrows)))
    stage.idle()
    return stage.window


def none_yet(stage: Stage) -> QWidget:
    stage.view("pathways")
    keys = [one.id for one in stage.project.read(pathways.listed)]
    stage.context.apply(records.remove, Pathway, keys)
    stage.idle()
    return stage.window


def bring_back(stage: Stage) -> None:
    stage.context.undo()
    stage.idle()


SCENES = (
    Scene("pathway", pathway, readme=BOTH, manual=True),
    Scene("pathway-arrow", arrow, manual=True),
    Scene("pathway-none", none_yet, after=bring_back),
)
