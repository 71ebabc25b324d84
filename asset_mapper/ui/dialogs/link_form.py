"""The form of a link: what supports which outcome, how, and by which of the Four Co's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, FourCo, Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import LANGUAGE_NAMES, N_, _, language, ngettext
from asset_mapper.services import links, records
from asset_mapper.services.links import LinkChoices
from asset_mapper.services.names import named
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.record_field import RecordField

_LETTERS = 36  # of the longest choice


def add(context: Context, asset_id: RecordId) -> None:
    """Link an asset to an outcome that is chosen in the form."""
    add_many(context, (asset_id,))


def add_many(context: Context, asset_ids: Sequence[RecordId]) -> None:
    """Link several assets to one outcome, in one step."""
    _ask(context, links.choices_of_assets, asset_ids)


def add_to(context: Context, asset_ids: Sequence[RecordId], outcome_id: RecordId) -> None:
    """Link assets to the outcome that they were dropped on; what is left to say is how."""
    _ask(context, links.choices_of_assets, asset_ids, outcome_id)


def support(context: Context, outcome_id: RecordId) -> None:
    """Link an asset that is chosen in the form to an outcome."""
    _ask(context, links.choices_of_support, outcome_id)


def step(context: Context, outcome_id: RecordId) -> None:
    """Say to which outcome another one leads."""
    _ask(context, links.choices_of_step, outcome_id)


def edit(context: Context, link_id: RecordId) -> None:
    """Change a link, or take it away."""
    _ask(context, links.choices_of_link, link_id)


def _ask(context: Context, query: Callable[..., LinkChoices], *of: Any) -> None:
    context.ask(query, *of, done=lambda choices: LinkForm(context, choices).show())


class LinkForm(RecordForm):
    """One end is fixed and the other one is chosen by its code or name; then one sentence says how."""

    def __init__(self, context: Context, choices: LinkChoices) -> None:
        super().__init__(
            context, N_("Change a link") if choices.link else N_("Link to an outcome"), manual="outcomes"
        )
        self._choices = choices
        self._outcomes = {outcome.id: outcome for outcome in choices.outcomes}
        self.fixed = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.fixed.setProperty("role", "heading")
        self.rows.addRow(self.fixed)
        names = choices.named_assets if self._chooses_asset else named(choices.outcomes)
        self.other = self.row("other", self._relation(national=False), RecordField(names))
        self.national = self.hint(
            N_(
                "This is a national measure. What is done locally contributes to it; on its own it cannot move it, "
                "so nothing here says that it did."
            )
        )
        self.how = self.bilingual("how", N_("How, in one sentence,"), long=True)
        self.spoken: Choice[str] = self.row("spoken", N_("It was said in"), Choice("", list(LANGUAGE_NAMES.items())))
        self.co = self.codes("co", N_("Which of the Four Co's it is"), tuple(FourCo), none=N_("not said"))
        self.co.setMinimumContentsLength(_LETTERS)
        self.direction = self.codes("direction", N_("Does it help or harm?"), tuple(Direction))
        self.claimed_by = self.row("claimed_by", N_("Who says so (seen by the team only)"), QLineEdit())
        if choices.link is not None:
            self._fill(choices.link)
        else:
            self.spoken.choose("cy" if language() == "cy" else "en")
        if choices.proposed is not None:
            self.other.choose(choices.proposed)
        self.other.chosen.connect(lambda _id: self.arrange())
        self.call(self._say_ends)
        starts = self._choices.from_outcome is not None and self._choices.link is None
        self.begin(600, draft=f"{'step' if starts else 'link'}:{self._key()}")
        if choices.link is None and choices.proposed is None:
            self.other.setFocus()
        else:
            self.how.focus()

    def _key(self) -> RecordId:
        choices = self._choices
        for record in (choices.link, choices.from_outcome, choices.outcome, *choices.assets):
            if record is not None:
                return record.id
        return ""

    @property
    def _chooses_asset(self) -> bool:
        return self._choices.outcome is not None and self._choices.link is None

    def _fill(self, link: Link) -> None:
        self.other.choose(link.outcome_id)
        self.how.set_value(link.how)
        self.spoken.choose(link.how.first if link.how else "en")
        self.co.choose(link.co)
        self.direction.choose(link.direction)
        self.claimed_by.setText(link.claimed_by)
        self.existing(link, records.remove, Link, [link.id])

    @property
    def _outcome(self) -> Outcome | None:
        """The outcome where the link ends, as far as it is known."""
        return self._choices.outcome if self._chooses_asset else self._outcomes.get(self.other.value or "")

    def _relation(self, *, national: bool) -> str:
        """Say what the open end is to the fixed one: no local thing moves a national measure."""
        if self._chooses_asset:
            return N_("Contributed to by") if national else N_("Supported by")
        if self._choices.from_outcome is not None:
            return N_("Leads to the outcome")
        return N_("Contributes to") if national else N_("Supports the outcome")

    def arrange(self) -> None:
        outcome = self._outcome
        national = outcome is not None and outcome.contributes_only
        label = _(self._relation(national=national))
        self.other.setAccessibleName(label)
        self.label_of(self.other).setText(label)
        self.national.setVisible(national)

    def label_of(self, field: RecordField) -> QLabel:
        """Give the label that stands above a field."""
        return next(label for label in self.findChildren(QLabel) if label.buddy() is field)

    def _say_ends(self) -> None:
        choices = self._choices
        if self._chooses_asset and choices.outcome is not None:
            heading = _outcome_name(choices.outcome)
        elif choices.from_outcome is not None:
            heading = _outcome_name(choices.from_outcome)
        elif len(choices.assets) == 1:
            heading = choices.assets[0].name.text(language())
        else:
            count = len(choices.assets)
            heading = ngettext("{n} chosen asset", "{n} chosen assets", count).format(n=count)
        self.fixed.setText(heading)
        self.other.setPlaceholderText(
            _("Type a part of a name") if self._chooses_asset else _("Type a code or a part of a name")
        )
        self.arrange()

    def _how(self) -> Bilingual | None:
        how = self.how.value
        return how and replace(how, first="cy" if self.spoken.value == "cy" else "en")

    def made(self) -> RecordId:
        chosen = self.other.value
        if chosen is None:
            raise InvalidValueError(
                _("Choose an asset: type a part of its name.")
                if self._chooses_asset
                else _("Choose an outcome: type its code or a part of its name.")
            )
        return chosen

    def keep(self) -> None:
        chosen, choices = self.made(), self._choices
        said: dict[str, Any] = {
            "how": self._how(),
            "co": self.co.value,
            "direction": self.direction.value,
            "claimed_by": self.claimed_by.text().strip(),
        }
        if choices.link is not None:
            self.apply(partial(links.change_link, outcome_id=chosen, **said), choices.link.id)
        elif choices.from_outcome is not None:
            self.apply(partial(links.lead_to, **said), choices.from_outcome.id, chosen)
        elif self._chooses_asset and choices.outcome is not None:
            self.apply(partial(links.contribute, **said), chosen, choices.outcome.id)
        elif len(choices.assets) == 1:
            self.apply(partial(links.contribute, **said), choices.assets[0].id, chosen)
        else:
            self.apply(partial(links.contribute_all, **said), [asset.id for asset in choices.assets], chosen)


def _outcome_name(outcome: Outcome) -> str:
    return f"{outcome.code} {outcome.name.text(language())}".strip()
