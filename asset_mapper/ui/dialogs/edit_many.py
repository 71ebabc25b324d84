"""Changing all chosen assets at once: what is left alone stays, and a sentence says what will happen."""

from __future__ import annotations

from collections import Counter
from datetime import date

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLineEdit

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_number, language, ngettext
from asset_mapper.services import bulk_edits, overview
from asset_mapper.services.bulk_edits import BulkEdit, Outlook
from asset_mapper.services.overview import Choices
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField

_PAUSE_MS = 200
_MOST_REASONS = 4
AS_IT_IS = N_("As it is")


def show(context: Context) -> None:
    """Ask what all chosen assets are to become."""
    if context.selection:
        context.ask(_choices, list(context.selection), done=lambda found: EditMany(context, *found).open())


def _choices(uow: UnitOfWork, ids: list[str]) -> tuple[Choices, tuple[str, ...]]:
    return overview.choices(uow), bulk_edits.tags_of(uow, ids)


class EditMany(Form):
    """Every field can be left as it is."""

    def __init__(self, context: Context, choices: Choices, tags: tuple[str, ...]) -> None:
        super().__init__(context, N_("Change several assets"), manual="list", save=N_("Change them"))
        self._ids = list(context.selection)
        self._found: Outlook | None = None
        kinds = [kind for kind in AssetKind if kind is not AssetKind.PERSON]
        self.kind = self.codes("kind", N_("Kind"), kinds, AS_IT_IS)
        self.add_tags = self.row("add_tags", N_("Add tags, parted by commas"), QLineEdit())
        self.remove_tag: Choice[str | None] = Choice("", [(None, ""), *((tag, tag) for tag in tags)])
        self.row("remove_tag", N_("Remove a tag"), self.remove_tag)
        self.status = self.codes("status", N_("Status"), list(AssetStatus), AS_IT_IS)
        self.visibility = self.codes("visibility", N_("Show to"), VISIBILITIES, AS_IT_IS)
        self.area = self.bilingual("area", N_("Area"))
        self.review_due = self.row("review_due", N_("Check due on"), DateField())
        sessions = [(one, f"{place.text(language())}, {day}") for one, day, place in choices.sessions]
        self.session: Choice[str | None] = Choice("", [(None, ""), *sessions])
        self.row("session", N_("Mapping session"), self.session)
        self.call(self._say_as_it_is)
        self.outlook = self.in_sight()
        self.call(self._say_outlook)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.begin(700)
        self.kind.setFocus()

    def _say_as_it_is(self) -> None:
        self.remove_tag.setItemText(0, _("None"))
        self.session.setItemText(0, _(AS_IT_IS))

    def made(self) -> BulkEdit:
        removed = self.remove_tag.value
        return BulkEdit(
            kind=self.kind.value,
            add_tags=tuple(tag.strip() for tag in self.add_tags.text().split(",") if tag.strip()),
            remove_tags=(removed,) if removed else (),
            status=self.status.value,
            visibility=self.visibility.value,
            area=self.area.value,
            review_due=self.review_due.value,
            session_id=self.session.value,
        )

    def check(self) -> None:
        super().check()
        if self._touched:
            self._pause.start()

    @Slot()
    def _look(self) -> None:
        """Ask how many would change, and which cannot."""
        try:
            edit = self.made()
        except InvalidValueError:
            self._on_looked(None)
            return
        today = date.today()  # noqa: DTZ011 - the user's day
        self.context.ask(bulk_edits.outlook, self._ids, edit, today, done=self._on_looked)

    def _on_looked(self, found: Outlook | None) -> None:
        self._found = found
        self._say_outlook()

    def _say_outlook(self) -> None:
        found, count = self._found, len(self._ids)
        self.save.setEnabled(found is not None and bool(found.changes))
        if found is None:
            text = ngettext("{n} asset is chosen.", "{n} assets are chosen.", count).format(n=format_number(count))
            self.outlook.setText(text)
            return
        changing = len(found.changes)
        sentences = [
            ngettext("{n} asset will change.", "{n} assets will change.", changing).format(n=format_number(changing))
        ]
        if found.unchanged:
            sentences.append(
                ngettext("{n} is so already.", "{n} are so already.", found.unchanged).format(
                    n=format_number(found.unchanged)
                )
            )
        reasons = Counter(why for _asset, why in found.refused)
        for why, many in list(reasons.items())[:_MOST_REASONS]:
            kept = ngettext("{n} stays as it is: {why}", "{n} stay as they are: {why}", many)
            sentences.append(kept.format(n=format_number(many), why=why))
        self.outlook.setText(" ".join(sentences))

    def keep(self) -> None:
        self.apply(bulk_edits.edit_many, self._ids, self.made(), date.today())  # noqa: DTZ011 - the user's day
