"""The form of a piece of evidence: of what kind, how far it reaches, in what words and figures, and for whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.evidence import STRENGTH_LABELS, Coverage, Evidence, EvidenceFinding, EvidenceKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import evidence, links, records, reported_figures
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField

_LETTERS = 28  # of the longest choice
_NOT_SAID = N_("not said")


def add(context: Context, link_id: RecordId) -> None:
    """Open the form on new evidence for a link."""
    EvidenceForm(context, link_id, None).show()


def edit(context: Context, piece: Evidence) -> None:
    """Open the form on evidence that is there."""
    EvidenceForm(context, piece.link_id, piece).show()


class EvidenceForm(RecordForm):
    """What is known first, figures and source where there are some; it says a change only between two readings."""

    def __init__(self, context: Context, link_id: RecordId, piece: Evidence | None) -> None:
        super().__init__(context, N_("Change evidence") if piece else N_("Add evidence"), manual="evidence")
        self._link_id, self._piece = link_id, piece
        self.kind = self.codes("kind", N_("Kind of evidence"), tuple(EvidenceKind))
        self.prompts = self.hint()
        self.summary = self.bilingual("summary", N_("What is known"), long=True)
        self.finding = self.codes("finding", N_("What it says about the link"), tuple(EvidenceFinding))
        self.coverage = self.codes("coverage", N_("How far it reaches"), tuple(Coverage))
        self.strength = self._strengths()
        with self.section(N_("Figures")) as self.more_figures:
            self.reported = self.row("reported", N_("A figure as its source reports it"), QLineEdit())
            self.say(self.reported.setPlaceholderText, N_("down 42% · 31,000+ hours · 3.8 - 6.4 : 1"))
            self.told_reported = self.hint()
            self.before = self.row("before", N_("Before"), QLineEdit())
            self.after = self.row("after", N_("After"), QLineEdit())
            self.unit = self.row("unit", N_("Unit, such as % or hours"), QLineEdit())
            self.n = self.row("n", N_("Number of people or cases (n)"), QLineEdit())
            self.period = self.row("period", N_("Period, such as April 2025 to March 2026"), QLineEdit())
            self.told = self.hint()
        with self.section(N_("Source")) as self.more_source:
            self.citation = self.row("citation", N_("Where it is published or kept"), QLineEdit())
            self.url = self.row("url", N_("Address of the page"), QLineEdit())
            self.on = self.row("on", N_("Date"), DateField())
        for choice in (self.coverage, self.strength, self.finding):
            choice.setMinimumContentsLength(_LETTERS)
        self.permission = self.codes("permission", N_("How far may it travel?"), VISIBILITIES)
        self.doubts = self.hint()
        if piece is not None:
            self._fill(piece)
        self.call(self.arrange)
        self.begin(660, draft=f"evidence:{piece.id if piece else link_id}")
        self.summary.focus()

    def _strengths(self) -> Choice[int | None]:
        values: tuple[int | None, ...] = (None, *STRENGTH_LABELS)
        choice: Choice[int | None] = Choice("", [(value, "") for value in values])
        texts = (_NOT_SAID, *STRENGTH_LABELS.values())
        self.call(lambda: choice.say([_(text) for text in texts]))
        return self.row("strength", N_("Strength (Nesta Standards of Evidence)"), choice)

    def _fill(self, piece: Evidence) -> None:
        self.kind.choose(piece.kind)
        self.summary.set_value(piece.summary)
        self.finding.choose(piece.finding)
        self.coverage.choose(piece.coverage)
        self.strength.choose(piece.strength)
        for field, value in ((self.before, piece.before), (self.after, piece.after), (self.n, piece.n)):
            field.setText(evidence.as_typed(value))
        only_reported = piece.figure is not None and piece.before is None and piece.after is None
        unit = "" if only_reported else piece.unit  # what is reported names its unit itself
        for line, text in ((self.unit, unit), (self.period, piece.period), (self.citation, piece.citation)):
            line.setText(text)
        self.reported.setText(reported_figures.reported(piece).plain())
        self.url.setText(piece.url)
        self.on.set_value(piece.on)
        self.permission.choose(piece.permission)
        if any(figure is not None for figure in (piece.before, piece.after, piece.n, piece.figure)):
            self.more_figures.open()
        if piece.citation or piece.url or piece.on:
            self.more_source.open()
        self.existing(piece, records.remove, Evidence, [piece.id])

    def arrange(self) -> None:
        self.prompts.setText(_advice(self.kind.value))
        self.prompts.setVisible(bool(self.prompts.text()))
        try:
            piece = self.made()
        except InvalidValueError:
            self.told.setText("")
            self.doubts.setText("")
        else:
            self.told.setText(evidence.figures_of(piece).in_words())
            self.doubts.setText("\n".join(evidence.doubts(piece)))
        self.told_reported.setText(self._understood())
        for hint in (self.told, self.told_reported, self.doubts):
            hint.setVisible(bool(hint.text()))
        if self.reported.text().strip():  # it asks for its source
            self.more_source.open()

    def _understood(self) -> str:
        """Say how the reported figure will be told."""
        try:
            figure = replace(reported_figures.understood(self.reported.text()), n=evidence.count_of(self.n.text()))
        except InvalidValueError:
            return ""
        said = figure.in_words()
        return _("It will be told as: {words}.").format(words=said) if said else ""

    def made(self) -> Evidence:
        summary = self.summary.value
        if summary is None:
            raise InvalidValueError(_("Say what is known, in Welsh or in English."))
        figure = reported_figures.understood(self.reported.text())
        unit = self.unit.text().strip()
        if figure.unit and unit not in ("", figure.unit):
            raise InvalidValueError(
                _("These figures have different units. Note the reported one as evidence of its own.")
            )
        fields: dict[str, Any] = {
            "kind": self.kind.value,
            "summary": summary,
            "finding": self.finding.value,
            "coverage": self.coverage.value,
            "strength": self.strength.value,
            "before": evidence.figure_of(self.before.text()),
            "after": evidence.figure_of(self.after.text()),
            "unit": figure.unit or unit,
            "figure": figure.figure,
            "figure_to": figure.to,
            "figure_or_more": figure.or_more,
            "figure_as": figure.figure_as,
            "n": evidence.count_of(self.n.text()),
            "period": self.period.text().strip(),
            "citation": self.citation.text().strip(),
            "url": evidence.check_address(self.url.text()),
            "on": self.on.value,
            "permission": self.permission.value,
        }
        if self._piece is not None:
            return replace(self._piece, **fields)
        return Evidence(link_id=self._link_id, **fields)

    def keep(self) -> None:
        piece = self.made()
        if self._piece is None:
            self.apply(links.add_evidence, piece)
        else:
            self.apply(records.save, self._piece, piece)


def _advice(kind: EvidenceKind) -> str:
    """Say what to ask for, or what to leave out, with evidence of a kind; mostly nothing."""
    if kind is EvidenceKind.STORY:
        asked = "\n".join(f"– {_(prompt)}" for prompt in evidence.PROMPTS)
        return f"{_('Ask whoever tells it:')}\n{asked}"
    if kind is EvidenceKind.SCORE:
        return _(
            "Note the numbers and the name of the tool. Its questions and tables belong to whoever made it, and stay "
            "out of this project."
        )
    return ""
