"""Outcomes, links and evidence."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from scenes import BOTH, Look, Scene, Stage

from asset_mapper.services import outcomes


def outcomes_page(stage: Stage) -> QWidget:
    page: Any = stage.view("outcomes")
    stage.idle()
    page.tree.show_record(best_supported(stage))
    page.tree.setFocus()
    stage.idle()
    return stage.window


def drag(stage: Stage) -> QWidget:
    page: Any = stage.view("outcomes")
    page.assets.setChecked(True)
    stage.idle()
    return stage.window


def drag_no_more(stage: Stage) -> None:
    page: Any = stage.view("outcomes")
    page.assets.setChecked(False)


def framework(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import framework_dialog

    stage.view("outcomes")
    framework_dialog.show(stage.context)
    return stage.dialog(framework_dialog.FrameworkDialog)


def personal(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import outcome_form

    stage.view("outcomes")
    outcome_form.add_personal(stage.context)
    return stage.dialog(outcome_form.OutcomeForm)


def link(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import link_form

    stage.view("outcomes")
    link_form.edit(stage.context, stage.project.read(lambda uow: next(iter(uow.links.all())).id))
    return stage.dialog(link_form.LinkForm)


def best_supported(stage: Stage) -> str:
    """Choose the outcome that most is known of."""
    lines = stage.project.read(outcomes.outline).lines
    return max(lines, key=lambda line: (line.coverage.rung, line.supported)).outcome.id


SCENES = (
    Scene("outcomes", outcomes_page, readme=(*BOTH, Look("en", "dark")), manual=True),
    Scene("outcomes-drag", drag, drag_no_more),
    Scene("framework", framework, manual=True),
    Scene("outcome-personal", personal),
    Scene("link", link, readme=(Look("en"),), manual=True),
)
