"""The form of an outcome of one's own, and of a personal one."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import ChosenBy, Outcome, Stage
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import outcomes
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm


def add_personal(context: Context) -> None:
    """Open the form on a new personal outcome."""
    OutcomeForm(context, None, personal=True).show()


def edit(context: Context, outcome: Outcome) -> None:
    """Open the form on an outcome that is there."""
    OutcomeForm(context, outcome, personal=outcome.personal).show()


class OutcomeForm(RecordForm):
    """Name and description in both languages, where it stands on a pathway, who chose it, and who sees it."""

    def __init__(self, context: Context, outcome: Outcome | None, *, personal: bool) -> None:
        super().__init__(
            context, N_("Change an outcome") if outcome else N_("Add a personal outcome"), manual="outcomes"
        )
        self._outcome, self._personal = outcome, personal
        if personal:
            self.hint(
                N_(
                    "Write it as the person says it, without their name. It is kept apart from the other outcomes, "
                    "and no file, map or list outside the team shows it."
                )
            )
        self.name = self.bilingual("name", N_("Outcome"))
        self.code = self.row("code", N_("Code"), QLineEdit())
        self.description = self.bilingual("description", N_("What it means"), long=True)
        self.stage = self.codes(
            "stage", N_("Where it stands on a pathway"), tuple(Stage), none=N_("not on a pathway")
        )
        self.chosen_by = self.codes(
            "chosen_by", N_("Who chose this outcome"), tuple(ChosenBy), none=N_("Not yet said who chose it")
        )
        self.visibility = self.codes("visibility", N_("Show to"), VISIBILITIES)
        for field in (self.code, self.chosen_by, self.visibility):
            self.show_row(field, not personal)
        self._fill(outcome)
        self.begin(460 if personal else 600, draft=f"outcome:{outcome.id if outcome else 'personal'}")
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
        self.existing(outcome, outcomes.remove_outcomes, [outcome.id])

    def made(self) -> Bilingual:
        name = self.name.value
        if name is None:
            raise InvalidValueError(_("Give the outcome a name, in Welsh or in English."))
        return name

    def keep(self) -> None:
        name = self.made()
        said: dict[str, Any] = {"description": self.description.value, "stage": self.stage.value}
        if not self._personal:
            said |= {"chosen_by": self.chosen_by.value, "visibility": self.visibility.value}
        if self._outcome is None:
            self.apply(partial(outcomes.add_personal, **said), name)
        else:
            code = self.code.text().strip() or self._outcome.code
            self.apply(partial(outcomes.change_outcome, name=name, code=code, **said), self._outcome.id)
