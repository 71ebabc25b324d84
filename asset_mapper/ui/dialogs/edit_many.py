"""Changing all chosen assets at once: what is left alone stays, and a sentence says what will happen."""

from __future__ import annotations

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
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField
from asset_mapper.ui.widgets.form import FormDialog, code_choice

_PAUSE_MS = 200
_MOST_REASONS = 4
AS_IT_IS = N_("As it is")


def show(context: Context) -> None:
    """Ask what all chosen assets are to become."""
    if context.selection:
        context.ask(_choices, list(context.selection), done=lambda found: EditMany(context, *found).open())


def _choices(uow: UnitOfWork, ids: list[str]) -> tuple[Choices, tuple[str, ...]]:
    return overview.choices(uow), bulk_edits.tags_of(uow, ids)


class EditMany(FormDialog):
    """Every field can be left as it is."""

    def __init__(self, context: Context, choices: Choices, tags: tuple[str, ...]) -> None:
        super().__init__(context, N_("Change several assets"), manual="list", lines=34, save=N_("Change them"))
        self._ids = list(context.selection)
        kinds = [kind for kind in AssetKind if kind is not AssetKind.PERSON]
        self.kind = code_choice(context, kinds, AS_IT_IS)
        self.add(N_("Kind"), self.kind)
        self.add_tags = QLineEdit()
        self.add(N_("Add tags, parted by commas"), self.add_tags)
        self.remove_tag: Choice[str | None] = Choice("", [(None, ""), *((tag, tag) for tag in tags)])
        self.add(N_("Remove a tag"), self.remove_tag)
        self.status = code_choice(context, AssetStatus, AS_IT_IS)
        self.add(N_("Status"), self.status)
        self.visibility = code_choice(context, VISIBILITIES, AS_IT_IS)
        self.add(N_("Show to"), self.visibility)
        self.area = BilingualField(_("Area"))
        context.texts.call(self._say_area)
        self.add_whole(self.area)
        self.review_due = DateField()
        self.add(N_("Check due on"), self.review_due)
        sessions = [(one, f"{place.text(language())}, {day}") for one, day, place in choices.sessions]
        self.session: Choice[str | None] = Choice("", [(None, ""), *sessions])
        self.add(N_("Mapping session"), self.session)
        context.texts.call(self._say_as_it_is)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        for choice in (self.kind, self.remove_tag, self.status, self.visibility, self.session):
            choice.currentIndexChanged.connect(self._pause.start)
        for line in (self.add_tags, self.review_due):
            line.textChanged.connect(self._pause.start)
        self.area.changed.connect(self._pause.start)
        self._outlook: Outlook | None = None
        context.texts.call(self._say_outlook)
        self.kind.setFocus()

    def _say_area(self) -> None:
        self.area.say(_("Area"))

    def _say_as_it_is(self) -> None:
        self.remove_tag.setItemText(0, _("None"))
        self.session.setItemText(0, _(AS_IT_IS))

    @property
    def edit(self) -> BulkEdit:
        """What was chosen.

        Raises
        ------
        InvalidValueError
            Something cannot be.
        """
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

    @Slot()
    def _look(self) -> None:
        """Ask how many would change, and which cannot."""
        try:
            edit = self.edit
        except InvalidValueError as error:
            self._outlook = None
            self.say_problem(str(error))
            self.save.setEnabled(False)
            return
        today = date.today()  # noqa: DTZ011 - the user's day
        self._context.ask(bulk_edits.outlook, self._ids, edit, today, done=self._on_looked)

    def _on_looked(self, found: Outlook) -> None:
        self._outlook = found
        self._say_outlook()

    def _say_outlook(self) -> None:
        found, count = self._outlook, len(self._ids)
        if found is None:
            self.save.setEnabled(False)
            text = ngettext("{n} asset is chosen.", "{n} assets are chosen.", count).format(n=format_number(count))
            self.say_problem(text)
            return
        changing = len(found.changes)
        self.save.setEnabled(changing > 0)
        sentences = [
            ngettext("{n} asset will change.", "{n} assets will change.", changing).format(n=format_number(changing))
        ]
        if found.unchanged:
            sentences.append(
                ngettext("{n} is so already.", "{n} are so already.", found.unchanged).format(
                    n=format_number(found.unchanged)
                )
            )
        reasons: dict[str, int] = {}
        for _asset, why in found.refused:
            reasons[why] = reasons.get(why, 0) + 1
        for why, many in list(reasons.items())[:_MOST_REASONS]:
            kept = ngettext("{n} stays as it is: {why}", "{n} stay as they are: {why}", many)
            sentences.append(kept.format(n=format_number(many), why=why))
        self.say_problem(" ".join(sentences))

    def _save(self) -> None:
        try:
            self.keep(bulk_edits.edit_many, self._ids, self.edit, date.today())  # noqa: DTZ011 - the user's day
        except InvalidValueError as error:
            self.say_problem(str(error))
