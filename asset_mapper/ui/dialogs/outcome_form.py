"""The form of an outcome of one's own, and of a personal one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit

from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.outcome import ChosenBy, Outcome, Stage
from asset_mapper.i18n import N_, _
from asset_mapper.services import outcomes
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.form import FormDialog


def add_personal(context: Context) -> None:
    """Open the form on a new personal outcome."""
    OutcomeForm(context, None, personal=True).open()


def edit(context: Context, outcome: Outcome) -> None:
    """Open the form on an outcome that is there."""
    OutcomeForm(context, outcome, personal=outcome.personal).open()


class OutcomeForm(FormDialog):
    """Name and description in both languages, where it stands on a pathway, who chose it, and who sees it."""

    def __init__(self, context: Context, outcome: Outcome | None, *, personal: bool) -> None:
        title = N_("Change an outcome") if outcome else N_("Add a personal outcome")
        super().__init__(context, title, manual="outcomes", lines=28)
        self._outcome, self._personal = outcome, personal
        if personal:
            self.hint(
                N_(
                    "Write it as the person says it, without their name. It is kept apart from the other outcomes, "
                    "and no file, map or list outside the team shows it."
                )
            )
        self.name = BilingualField(_("Outcome"))
        self.add_whole(self.name)
        self.code = QLineEdit()
        if not personal:
            self.add(N_("Code"), self.code)
        self.description = BilingualField(_("What it means"), long=True)
        self.add_whole(self.description)
        self.stage = self.choice(Stage, none=N_("not on a pathway"))
        self.add(N_("Where it stands on a pathway"), self.stage)
        self.chosen_by = self.choice(ChosenBy, none=N_("Not yet said who chose it"))
        self.visibility = self.choice(VISIBILITIES)
        if not personal:
            self.add(N_("Who chose this outcome"), self.chosen_by)
            self.add(N_("Show to"), self.visibility)
        self.column.addStretch(1)
        self._fill(outcome)
        self.name.focus()

    def _fill(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self.visibility.choose(Audience.TEAM if self._personal else Audience.PUBLIC)
            return
        self.name.set_value(outcome.name)
        self.code.setText(outcome.code)
        self.description.set_value(outcome.description)
        self.stage.choose(outcome.stage)
        self.chosen_by.choose(outcome.chosen_by)
        self.visibility.choose(outcome.visibility)

    def _save(self) -> None:
        name = self.name.value
        if name is None:
            self.say_problem(_("Give the outcome a name, in Welsh or in English."))
            self.name.focus()
            return
        said: dict[str, Any] = {"description": self.description.value, "stage": self.stage.value}
        if not self._personal:
            said |= {"chosen_by": self.chosen_by.value, "visibility": self.visibility.value}
        if self._outcome is None:
            self.keep(outcomes.add_personal, name, **said)
        else:
            code = self.code.text().strip() or self._outcome.code
            self.keep(outcomes.change_outcome, self._outcome.id, name=name, code=code, **said)
