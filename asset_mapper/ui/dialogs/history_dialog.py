"""What happened to one record, with a way back to each version; and what was removed, with a way to bring it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.change import ChangeSet, StepKind
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.record import Record
from asset_mapper.i18n import N_, _, format_moment, language
from asset_mapper.services import restoring, wording
from asset_mapper.services.restoring import Removed, Version
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.named_lines import NamedLines

_FIELDS = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "summary": N_("What it offers"),
    "notes": N_("Notes (for the team)"),
    "note": N_("Note (for the team)"),
    "tags": N_("Tags"),
    "status": N_("Status"),
    "checked_on": N_("Last checked"),
    "checked_by": N_("Checked by"),
    "review_due": N_("To be checked again by"),
    "visibility": N_("Show to"),
    "audience": N_("Show to"),
    "sensitive": N_("Says something private"),
    "under_18": N_("Under 18"),
    "whereabouts": N_("Where"),
    "custom": N_("Imported columns"),
    "value": N_("Number or address"),
    "person": N_("Who answers"),
    "venue_id": N_("Venue"),
    "rule": N_("When"),
    "when": N_("When"),
    "first_on": N_("First day"),
    "starts_at": N_("From"),
    "ends_at": N_("Until"),
    "cost": N_("Cost"),
    "who": N_("Who may come"),
    "access": N_("Getting in"),
    "what": N_("What"),
    "standing": N_("Offered or wanted"),
    "uses": N_("How it may be used"),
    "hours": N_("Hours"),
    "purpose": N_("What they agreed to"),
    "given_on": N_("Given on"),
    "how": N_("How"),
    "taken_by": N_("Who asked them"),
    "until": N_("Until"),
    "withdrawn_on": N_("Withdrawn on"),
    "alt": N_("What is to be seen"),
    "credit": N_("Who made it"),
    "shows_people": N_("People can be recognised on it"),
    "agreed_on": N_("Agreed on"),
    "since": N_("From"),
    "or_more": N_("Hours or more"),
    "people": N_("Number of people"),
    "citation": N_("Where it is published or kept"),
    "url": N_("Address of the page"),
    "source": N_("Who told us"),
}


def show(context: Context, record: Record) -> None:
    """Open the history of one record."""
    context.ask(
        restoring.versions,
        type(record),
        record.id,
        done=lambda versions: HistoryDialog(context, record, versions).show(),
    )


def show_removed(context: Context) -> None:
    """Open the list of what was removed."""
    context.ask(restoring.removed, done=lambda found: RemovedDialog(context, found).show())


class _ListDialog(QDialog):
    """A list at the left; at the right what the chosen line is about, and what can be done with it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent or context.window)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "forms")
        self.list = QListWidget()
        self.list.setItemDelegate(NamedLines(self.list))
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignTop)
        self.told.setContentsMargins(0, 8, 0, 8)  # as the lines of the list
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.empty = QLabel(wordWrap=True)
        self.empty.setProperty("role", "quiet")
        self.act, self.erase, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.act.setProperty("role", "primary")
        self.erase.hide()
        self.close_button.clicked.connect(self.reject)
        lists = QHBoxLayout()
        lists.setSpacing(16)
        lists.addWidget(self.list, 2)
        lists.addWidget(self.told, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.erase)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.empty)
        column.addLayout(lists, 1)
        column.addLayout(buttons)
        scale = self.fontMetrics().height() / 17
        room = self.screen().availableGeometry()
        self.resize(min(round(800 * scale), room.width()), min(round(440 * scale), round(room.height() * 0.9)))
        self.list.currentRowChanged.connect(self._on_row)
        context.project_changed.connect(self.reject)

    def _begin(self) -> None:
        self.context.texts.call(self._say)
        self.list.setCurrentRow(0)

    def _lines(self) -> list[str]:
        raise NotImplementedError

    def _say(self) -> None:
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(self._lines())
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self.empty.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)
        self.close_button.setText(_("Close"))
        self._on_row(row)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self._tell(row)

    def _tell(self, row: int) -> None:
        raise NotImplementedError


class HistoryDialog(_ListDialog):
    """Each step with what it changed. Going back to one is a step like any other: Undo takes it back."""

    def __init__(
        self, context: Context, record: Record, versions: Sequence[Version], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._record, self._versions = record, tuple(versions)
        self.act.clicked.connect(self._on_act)
        self._begin()

    def _lines(self) -> list[str]:
        return [f"{format_moment(one.step.at.astimezone())}\n{one.step.label}" for one in self._versions]

    def _say(self) -> None:
        self.setWindowTitle(_("History"))
        self.list.setAccessibleName(_("Steps, the last first"))
        self.empty.setText(_("Nothing has happened to this since it came in with an import or with the sample."))
        self.act.setText(_("Go back to this version"))
        super()._say()

    def _tell(self, row: int) -> None:
        shown = self._versions[row] if 0 <= row < len(self._versions) else None
        can_go_back = shown is not None and shown.after is not None and not shown.is_now
        can_go_back = can_go_back and not isinstance(self._record, Consent)
        self.act.setEnabled(can_go_back and self.context.project is not None and not self.context.project.read_only)
        self.told.setText(_described(shown) if shown is not None else "")

    def _on_act(self) -> None:
        version = self._versions[self.list.currentRow()].after
        if version is not None:
            self.context.apply(restoring.restore, version, done=lambda _change_set: self.accept(), say=True)


class RemovedDialog(_ListDialog):
    """Assets that were removed. Whoever was erased is not here, and never comes back."""

    def __init__(self, context: Context, found: Sequence[Removed], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found = list(found)
        self.act.clicked.connect(self._on_act)
        self.erase.clicked.connect(self._on_erase)
        self._begin()

    def _lines(self) -> list[str]:
        return [f"{one.asset.name.text(language())}\n{_(one.asset.kind.label)}" for one in self._found]

    def _say(self) -> None:
        self.setWindowTitle(_("What was removed"))
        self.list.setAccessibleName(_("What was removed"))
        self.empty.setText(_("Nothing was removed."))
        self.act.setText(_("Bring it back"))
        self.erase.setText(_("Erase for good …"))
        super()._say()

    def _tell(self, row: int) -> None:
        chosen = self._found[row] if 0 <= row < len(self._found) else None
        self.act.setEnabled(chosen is not None)
        self.erase.setVisible(chosen is not None)
        if chosen is None:
            self.told.setText("")
            return
        text = _("Removed on {moment} by {who}. It comes back with all that went with it.").format(
            moment=format_moment(chosen.at.astimezone()), who=chosen.who
        )
        if chosen.asset.kind is AssetKind.PERSON:
            text += "\n\n" + _("The history still holds this person. Erase them for good if they asked for that.")
        self.told.setText(text)

    def _on_act(self) -> None:
        chosen = self._found[self.list.currentRow()].asset

        def on_done(_change_set: ChangeSet) -> None:
            self.context.select([chosen.id])
            self.accept()

        self.context.apply(restoring.bring_back, chosen.id, done=on_done, say=True)

    def _on_erase(self) -> None:
        from asset_mapper.ui.dialogs import erase_dialog

        chosen = self._found[self.list.currentRow()].asset
        erase_dialog.ask(self.context, chosen, restoring.erase_removed, done=self.accept)


def _described(version: Version) -> str:
    """Say what a step did."""
    parts = [_("By {who}, on {laptop}").format(who=version.step.who, laptop=version.step.laptop)]
    if version.step.kind is StepKind.UNDO:
        parts.append(_("A step was taken back."))
    if version.before is None:
        parts.append(_("It was made."))
    elif version.after is None:
        parts.append(_("It was removed."))
    parts += [
        _("{field}: {before} → {after}").format(
            field=_(_FIELDS.get(one.field, one.field)),
            before=wording.value(one.before),
            after=wording.value(one.after),
        )
        for one in version.differences
    ]
    if version.is_now:
        parts.append(_("It is like this now."))
    return "\n".join(parts)
