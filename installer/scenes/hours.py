"""Hours given, and figures as their sources report them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scenes import Scene, Stage


def sheet(stage: Stage) -> QWidget:
    from asset_mapper.analysis.hours_table import Step
    from asset_mapper.ui.dialogs import hours_sheet

    stage.view("outcomes")
    hours_sheet.show(stage.context)
    shown = stage.dialog(hours_sheet.HoursSheet)
    shown.step.choose(Step.FINANCIAL)
    stage.idle()
    return shown


def form(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import hours_form

    stage.view("assets")
    owner = stage.project.read(lambda uow: uow.assets.get(next(iter(uow.hours.all())).asset_id))
    hours_form.add(stage.context, owner)
    shown = stage.dialog(hours_form.HoursForm)
    shown.periods.setPlainText("2025: 1,240\n4/2026 - 6/2026: 310+, 12")
    stage.idle()
    return shown


def reported(stage: Stage) -> QWidget:
    from asset_mapper.domain.evidence import FigureAs
    from asset_mapper.ui.dialogs import evidence_form

    stage.view("outcomes")
    piece = stage.project.read(lambda uow: next(one for one in uow.evidence.all() if one.figure_as is FigureAs.RATIO))
    evidence_form.edit(stage.context, piece)
    return stage.dialog(evidence_form.EvidenceForm)


SCENES = (
    Scene("hours", sheet),
    Scene("hours-form", form),
    Scene("evidence-reported", reported),
)
