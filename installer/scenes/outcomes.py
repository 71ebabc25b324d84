"""Outcomes, links and evidence."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtWidgets import QWidget

from asset_mapper.services import outcomes
from asset_mapper.services.votes import sessions_to_vote_at
from scenes import BOTH, Look, Scene, Stage


def outcomes_page(stage: Stage) -> QWidget:
    page: Any = stage.view("outcomes")
    stage.idle()
    page.tree.show_record(best_supported(stage))
    page.tree.setFocus()
    stage.idle()
    return stage.window


def votes_of_a_session(stage: Stage) -> QWidget:
    """Show the votes of one session being typed, beside all that were given."""
    page: Any = stage.view("outcomes")
    stage.idle()
    page.voting.choose(stage.project.read(sessions_to_vote_at)[1].id)
    page.tree.show_record(stage.project.read(lambda uow: next(uow.outcomes.where(code="CD5"))).id)
    page.tree.setFocus()
    stage.idle()
    return stage.window


def no_session_any_more(stage: Stage) -> None:
    page: Any = stage.view("outcomes")
    page.voting.choose(None)


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


def personal_apart(stage: Stage) -> QWidget:
    """Show the end of the tree, where the personal outcomes stand, and what is said of them."""
    page: Any = stage.view("outcomes")
    stage.idle()
    page.tree.show_record(page.model.frameworks[-1].id)
    page.tree.scrollToBottom()
    stage.idle()
    return stage.window


def link(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import link_form

    stage.view("outcomes")
    link_form.edit(stage.context, stage.project.read(lambda uow: next(iter(uow.links.all())).id))
    return stage.dialog(link_form.LinkForm)


def evidence(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import evidence_sheet

    stage.view("outcomes")
    evidence_sheet.show(stage.context, best_link(stage))
    return stage.dialog(evidence_sheet.EvidenceSheet)


def evidence_in_full(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import evidence_form

    stage.view("outcomes")
    piece = stage.project.read(lambda uow: next(one for one in uow.evidence.all() if one.after is not None))
    evidence_form.edit(stage.context, piece)
    return stage.dialog(evidence_form.EvidenceForm)


def readings(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import readings_sheet

    stage.view("outcomes")
    counted = stage.project.read(lambda uow: Counter(reading.indicator_id for reading in uow.readings.all()))
    readings_sheet.show(stage.context, counted.most_common(1)[0][0])
    return stage.dialog(readings_sheet.ReadingsSheet)


def indicator(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import indicator_form

    stage.view("outcomes")
    indicator_form.edit(stage.context, stage.project.read(lambda uow: next(iter(uow.indicators.all()))))
    return stage.dialog(indicator_form.IndicatorForm)


def glance(stage: Stage) -> QWidget:
    page: Any = stage.view("outcomes")
    page.look(1)
    stage.idle()
    table = page.glance.table
    cells = ((row, column) for row in range(table.rowCount()) for column in range(table.columnCount()))
    full = max(cells, key=lambda cell: len(table.item(*cell).text()))
    table.setCurrentCell(*full)
    stage.idle()
    return stage.window


def gaps(stage: Stage) -> QWidget:
    page: Any = stage.view("outcomes")
    page.look(2)
    stage.idle()
    return stage.window


def empty(stage: Stage) -> QWidget:
    """Show what a project without outcomes says."""
    page: Any = stage.view("outcomes")
    page.model.show_outline(outcomes.Outline((), ()))
    stage.idle()
    return stage.window


def full_again(stage: Stage) -> None:
    page: Any = stage.view("outcomes")
    page.model.reload()
    stage.idle()


def back_to_all(stage: Stage) -> None:
    page: Any = stage.view("outcomes")
    page.look(0)


def diagram(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import neighbourhood_sheet

    stage.view("outcomes")
    neighbourhood_sheet.show(stage.context, best_supported(stage))
    return stage.dialog(neighbourhood_sheet.NeighbourhoodSheet)


def best_link(stage: Stage) -> str:
    """Choose the link on which most is noted."""
    counted = stage.project.read(lambda uow: Counter(piece.link_id for piece in uow.evidence.all()))
    return counted.most_common(1)[0][0]


def best_supported(stage: Stage) -> str:
    """Choose the outcome that most is known of."""
    lines = stage.project.read(outcomes.outline).lines
    return max(lines, key=lambda line: (line.coverage.rung, line.supported)).outcome.id


SCENES = (
    Scene("outcomes", outcomes_page, readme=BOTH, manual=True),
    Scene("outcomes-empty", empty, full_again),
    Scene("outcomes-votes", votes_of_a_session, no_session_any_more),
    Scene("outcomes-drag", drag, drag_no_more),
    Scene("framework", framework),
    Scene("outcome-personal", personal),
    Scene("outcomes-personal-apart", personal_apart),
    Scene("outcomes-glance", glance, back_to_all, readme=(Look("en"),), manual=True),
    Scene("outcomes-gaps", gaps, back_to_all),
    Scene("outcome-diagram", diagram),
    Scene("evidence", evidence, readme=(Look("en"),), manual=True),
    Scene("evidence-form", evidence_in_full),
    Scene("readings", readings, manual=True),
    Scene("indicator", indicator),
    Scene("link", link),
)
