"""The form of a link: what supports which outcome, how, and by which of the Four Co's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPushButton

from asset_mapper.domain.bilingual import Bilingual, Language
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, FourCo, Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import links, records
from asset_mapper.services.links import LinkChoices
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.form import FormDialog
from asset_mapper.ui.widgets.record_field import Option, RecordField, options_of

_SPOKEN: tuple[tuple[Language, str], ...] = (("cy", "Cymraeg"), ("en", "English"))


def add(context: Context, asset_id: RecordId) -> None:
    """Link an asset to an outcome that is chosen in the form."""
    add_many(context, (asset_id,))


def add_many(context: Context, asset_ids: Sequence[RecordId]) -> None:
    """Link several assets to one outcome, in one step."""
    _ask(context, links.choices_of_assets, asset_ids)


def support(context: Context, outcome_id: RecordId) -> None:
    """Link an asset that is chosen in the form to an outcome."""
    _ask(context, links.choices_of_support, outcome_id)


def step(context: Context, outcome_id: RecordId) -> None:
    """Say to which outcome another one leads."""
    _ask(context, links.choices_of_step, outcome_id)


def edit(context: Context, link_id: RecordId) -> None:
    """Change a link, or take it away."""
    _ask(context, links.choices_of_link, link_id)


def _ask(context: Context, query: Callable[..., LinkChoices], of: Any) -> None:
    context.ask(query, of, done=lambda choices: LinkForm(context, choices).open())


class LinkForm(FormDialog):
    """One end is fixed and the other one is chosen by its code or name; then one sentence says how."""

    def __init__(self, context: Context, choices: LinkChoices) -> None:
        title = N_("Change a link") if choices.link else N_("Link to an outcome")
        super().__init__(context, title, manual="outcomes", lines=33)
        self._choices = choices
        self._outcomes = {outcome.id: outcome for outcome in choices.outcomes}
        self.fixed = QLabel(wordWrap=True)
        self.fixed.setTextFormat(self.problem.textFormat())
        self.fixed.setProperty("role", "heading")
        self.add_whole(self.fixed)
        self.other = RecordField(self._options())
        self._other_label = self.add(N_("The other end of the link"), self.other)
        self.national = self.hint(
            N_(
                "This is a national measure. What is done locally contributes to it; on its own it cannot move it, "
                "so nothing here says that it did."
            )
        )
        self.how = BilingualField(_("How, in one sentence,"), long=True)
        self.add_whole(self.how)
        self.spoken: Choice[Language] = Choice("", list(_SPOKEN))
        self.add(N_("It was said in"), self.spoken)
        self.co = self.choice(FourCo, none=N_("not said"))
        self.add(N_("Which of the Four Co's it is"), self.co)
        self.direction = self.choice(Direction)
        self.add(N_("Does it help or harm?"), self.direction)
        self.claimed_by = QLineEdit()
        self.add(N_("Who says so (seen by the team only)"), self.claimed_by)
        self.column.addStretch(1)
        if choices.link is not None:
            self._fill(choices.link)
        else:
            self.spoken.choose("cy" if language() == "cy" else "en")
        self.other.chosen.connect(self._say_ends)
        context.texts.call(self._say_ends)
        if choices.link is None:
            self.other.setFocus()
        else:
            self.how.focus()

    @property
    def _chooses_asset(self) -> bool:
        return self._choices.outcome is not None and self._choices.link is None

    def _options(self) -> list[Option]:
        if self._chooses_asset:
            return [Option(line.id, "", line.name_cy, line.name_en) for line in self._choices.asset_lines]
        return options_of(self._choices.outcomes)

    def _fill(self, link: Link) -> None:
        self.other.choose(link.outcome_id)
        self.how.set_value(link.how)
        self.spoken.choose(link.how.first if link.how else "en")
        self.co.choose(link.co)
        self.direction.choose(link.direction)
        self.claimed_by.setText(link.claimed_by)
        self.remove = QPushButton()
        self._context.texts.say(self.remove.setText, N_("Remove the link"))
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(lambda: self.keep(records.remove, Link, [link.id]))
        self.buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ResetRole)

    @property
    def _outcome(self) -> Outcome | None:
        """The outcome where the link ends, as far as it is known."""
        return self._choices.outcome if self._chooses_asset else self._outcomes.get(self.other.value or "")

    @Slot()
    def _say_ends(self, *_news: object) -> None:
        choices, outcome = self._choices, self._outcome
        national = outcome is not None and outcome.contributes_only
        if self._chooses_asset and outcome is not None:
            heading, label = _outcome_name(outcome), _("Contributed to by") if national else _("Supported by")
        elif choices.from_outcome is not None:
            heading, label = _outcome_name(choices.from_outcome), _("Leads to the outcome")
        else:
            count = len(choices.assets)
            heading = (
                choices.assets[0].name.text(language())
                if count == 1
                else ngettext("{n} chosen asset", "{n} chosen assets", count).format(n=count)
            )
            label = _("Contributes to") if national else _("Supports the outcome")
        self.fixed.setText(heading)
        self._other_label.setText(label)
        self.other.setAccessibleName(label)
        self.other.setPlaceholderText(
            _("Type a part of a name") if self._chooses_asset else _("Type a code or a part of a name")
        )
        self.other.say_again()
        self.national.setVisible(national)
        self.say_problem("")

    def _how(self) -> Bilingual | None:
        how = self.how.value
        return how and replace(how, first=self.spoken.value)

    def _save(self) -> None:
        said = {
            "how": self._how(),
            "co": self.co.value,
            "direction": self.direction.value,
            "claimed_by": self.claimed_by.text().strip(),
        }
        chosen, choices = self.other.value, self._choices
        if chosen is None:
            self.say_problem(
                _("Choose an asset: type a part of its name.")
                if self._chooses_asset
                else _("Choose an outcome: type its code or a part of its name.")
            )
            self.other.setFocus()
        elif choices.link is not None:
            self.keep(links.change_link, choices.link.id, outcome_id=chosen, **said)
        elif choices.from_outcome is not None:
            self.keep(links.lead_to, choices.from_outcome.id, chosen, **said)
        elif self._chooses_asset and choices.outcome is not None:
            self.keep(links.contribute, chosen, choices.outcome.id, **said)
        elif len(choices.assets) == 1:
            self.keep(links.contribute, choices.assets[0].id, chosen, **said)
        else:
            self.keep(links.contribute_all, [asset.id for asset in choices.assets], chosen, **said)


def _outcome_name(outcome: Outcome) -> str:
    return f"{outcome.code} {outcome.name.text(language())}".strip()
