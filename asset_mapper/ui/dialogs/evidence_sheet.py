"""All that is known about one link: what supports it and what does not, side by side, and a line to add more."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import STRENGTH_LABELS, Coverage, Evidence, EvidenceFinding
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import LANGUAGE_NAMES, N_, _, format_date, language
from asset_mapper.services import attachments, evidence, records, reported_figures
from asset_mapper.services.evidence import LinkEvidence
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_form
from asset_mapper.ui.dialogs.following_sheet import FollowingSheet
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.form import code_choice
from asset_mapper.ui.widgets.ladder import Ladder
from asset_mapper.ui.widgets.reading_sheet import reading_label

_EMS_WIDE, _LINES_HIGH = 68, 42


def show(context: Context, link_id: RecordId) -> None:
    """Open the sheet of a link."""
    EvidenceSheet(context, link_id).show()


class EvidenceSheet(FollowingSheet):
    """Stays open beside the window and follows every step; one line and a rung of the ladder are enough to add."""

    def __init__(self, context: Context, link_id: RecordId) -> None:
        super().__init__(context, N_("Evidence"), "evidence", _EMS_WIDE, _LINES_HIGH)
        self._link_id = link_id
        say = context.texts.say
        self.line = QLineEdit()
        say(self.line.setPlaceholderText, N_("Add what is known, in one line"))
        say(self.line.setAccessibleName, N_("Add what is known, in one line"))
        self.spoken: Choice[str] = Choice("", list(LANGUAGE_NAMES.items()))
        self.spoken.choose("cy" if language() == "cy" else "en")
        say(self.spoken.setAccessibleName, N_("It was said in"))
        self.coverage = code_choice(context, tuple(Coverage))
        self.coverage.choose(Coverage.BELIEF)
        say(self.coverage.setAccessibleName, N_("How far it reaches"))
        self.add, self.full = QPushButton(), QPushButton()
        self.add.setProperty("role", "primary")
        say(self.add.setText, N_("Add"))
        say(self.full.setText, N_("In full …"))
        self.full.setAutoDefault(False)
        self.add.clicked.connect(self._on_add)
        self.full.clicked.connect(lambda: evidence_form.add(context, link_id))
        self.row(self.line, self.spoken, self.coverage)
        self.row(self.add, self.full, None, self.leave)
        self.follow()
        self.line.setFocus()

    @property
    def question(self) -> tuple[Any, ...]:
        return evidence.of_link, self._link_id

    @Slot()
    def _on_add(self) -> None:
        typed = self.line.text().strip()
        if not typed:
            self.line.setFocus()
            return
        words = Bilingual(cy=typed, first="cy") if self.spoken.value == "cy" else Bilingual(en=typed)
        self._context.apply(evidence.note, self._link_id, words, self.coverage.value, say=True, done=self._on_added)

    def _on_added(self, _change_set: ChangeSet) -> None:
        self.line.clear()
        self.line.setFocus()

    # --- what is known ------------------------------------------------------------------------------------------

    def say(self) -> None:
        shown: LinkEvidence = self._shown
        ends = f"{_named(shown.start)} → {_named(shown.outcome)}"
        self.sheet.text(ends, "heading")
        if shown.link.how is not None:
            self.sheet.text(shown.link.how.text(language()))
        self.sheet.row(
            Ladder(shown.coverage),
            reading_label(_("Evidence: {coverage}").format(coverage=_(shown.coverage.label)), "quiet"),
        )
        both = QHBoxLayout()
        both.setSpacing(24)
        for title, pieces, nothing in (
            (_("What supports it"), shown.supporting, _("Not yet recorded.")),
            (_("What is mixed or speaks against it"), shown.others, _("Nothing is recorded.")),
        ):
            column = QVBoxLayout()
            column.setSpacing(8)
            column.addWidget(reading_label(title, bold=True))
            if not pieces:
                column.addWidget(reading_label(nothing, "quiet"))
            for piece in pieces:
                column.addWidget(self._card(shown, piece))
            column.addStretch(1)
            both.addLayout(column, 1)
        self.sheet.column.addLayout(both)

    def _card(self, shown: LinkEvidence, piece: Evidence) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        for text, role in _lines(piece):
            column.addWidget(reading_label(text, role))
        row = QHBoxLayout()
        row.setSpacing(8)
        writable = self._context.project is not None and not self._context.project.read_only
        if writable:
            row.addWidget(
                self.sheet.button(
                    f"change-{piece.id}",
                    _("Change …"),
                    lambda: evidence_form.edit(self._context, piece),
                    _("Change this evidence: {summary}").format(summary=piece.summary.text(language())),
                )
            )
            row.addWidget(
                self.sheet.button(f"attach-{piece.id}", _("Attach a file …"), lambda: self._on_attach(piece))
            )
        url = QUrl(piece.url)
        if piece.url and url.scheme() in ("http", "https"):
            row.addWidget(
                self.sheet.button(f"open-{piece.id}", _("Open the source"), lambda: QDesktopServices.openUrl(url))
            )
        row.addStretch(1)
        column.addLayout(row)
        for file in shown.attached(piece):
            column.addLayout(self._attached(file, writable=writable))
        return card

    def _attached(self, file: Attachment, *, writable: bool) -> QHBoxLayout:
        """Make the line of one attached file. What could start something is only saved, never opened."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(reading_label(_("Attached: {name}").format(name=file.name), "quiet"), 1)
        if attachments.can_be_opened(file):
            row.addWidget(
                self.sheet.button(
                    f"look-{file.id}",
                    _("Open"),
                    lambda: open_copy(self._context, file),
                    _("Open {name}").format(name=file.name),
                )
            )
        else:
            row.addWidget(
                self.sheet.button(
                    f"save-{file.id}",
                    _("Save a copy …"),
                    lambda: self._on_save(file),
                    _("Save a copy of {name}").format(name=file.name),
                )
            )
        if writable:
            row.addWidget(
                self.sheet.button(
                    f"detach-{file.id}",
                    _("Remove"),
                    lambda: self._context.apply(records.remove, Attachment, [file.id], say=True),
                    _("Remove {name}").format(name=file.name),
                )
            )
        return row

    def _on_save(self, file: Attachment) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy"), str(Path.home() / file.name))
        if chosen:
            self._context.ask(attachments.copy_to, file.id, Path(chosen), done=lambda _path: None)

    def _on_attach(self, piece: Evidence) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Attach a file"), str(Path.home()))
        if chosen:
            self._context.apply(evidence.attach, piece.id, Path(chosen), say=True)


def open_copy(context: Context, file: Attachment) -> None:
    """Open a copy of an attached file in the program for its kind; the copy goes when the window ends."""

    def show(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    context.ask(attachments.copy_to, file.id, Path(_copies().name, file.id, file.name), done=show)


@cache
def _copies() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="asset-mapper-", ignore_cleanup_errors=True)


def _lines(piece: Evidence) -> list[tuple[str, str]]:
    """Say a piece of evidence in a few lines, with the role that each is shown in."""
    facts = [_(piece.kind.label), _(piece.coverage.label)]
    if piece.strength is not None:
        facts.append(_("Strength {strength}").format(strength=_(STRENGTH_LABELS[piece.strength])))
    figures = evidence.figures_of(piece).in_words()
    source = [piece.citation, format_date(piece.on) if piece.on else "", "" if figures else piece.period]
    lines = [
        ("" if piece.finding is EvidenceFinding.SUPPORTS else _(piece.finding.label), "small"),
        (piece.summary.text(language()), ""),
        (figures, ""),
        (reported_figures.reported(piece).in_words(), ""),
        (" · ".join(facts), "quiet"),
        (", ".join(part for part in source if part), "quiet"),
        (_("May be shown to: {audience}").format(audience=_(piece.permission.label)), "quiet"),
    ]
    return [(text, role) for text, role in lines if text]


def _named(record: Asset | Outcome) -> str:
    code = record.code if isinstance(record, Outcome) else ""
    return f"{code} {record.name.text(language())}".strip()
