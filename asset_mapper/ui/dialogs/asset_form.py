"""The form of an asset: what it is in both languages, where, when, how to reach it, and who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import assets, people, queries, records, typed_place
from asset_mapper.services.names import Named, named_assets
from asset_mapper.services.typed_place import TypedPlace
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.parts_panel import PartsPanel, Then
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField
from asset_mapper.ui.widgets.record_field import RecordField


def edit_selected(context: Context) -> None:
    """Open the form on the chosen asset."""
    if len(context.selection) == 1:
        edit(context, context.selection[0])


def edit(context: Context, asset_id: RecordId) -> None:
    """Open the form on an asset."""
    context.ask(queries.asset, asset_id, done=lambda asset: _open(context, asset))


def add_new(context: Context, kind: AssetKind = AssetKind.GROUP) -> None:
    """Open the form empty."""
    _open(context, None, kind)


def _open(context: Context, asset: Asset | None, kind: AssetKind = AssetKind.GROUP) -> None:
    context.ask(named_assets, done=lambda names: AssetForm(context, asset, names, kind).show())


class AssetForm(RecordForm):
    """The essential first; the rest in parts that are opened when they are needed. F6 goes from part to part."""

    def __init__(
        self,
        context: Context,
        asset: Asset | None,
        names: Sequence[Named],
        kind: AssetKind = AssetKind.GROUP,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, N_("Change an asset") if asset else N_("Add an asset"), parent)
        self._asset = asset
        self.name = self.bilingual("name", N_("Name"))
        self.kind = self.codes("kind", N_("Kind"), list(AssetKind))
        self._add_agreements()
        self.summary = self.bilingual("summary", N_("What it offers"), long=True)
        self.parts = PartsPanel(context)
        self.parts.wanted.connect(self._when_saved)
        self.call(self.parts.say)
        if asset is not None:  # what one comes back for; of something new, the rest is said first
            self.rows.addRow(self.parts)
        self.tags = self.row("tags", N_("Tags, parted by commas"), QLineEdit())
        before, own = (asset.whereabouts.venue_id, asset.id) if asset else (None, None)
        self._add_place([one for one in names if (one.can_be_venue or one.id == before) and one.id != own])
        self.visibility = self.codes("visibility", N_("Show to"), VISIBILITIES)
        self.caution = self.hint()
        self.under_18 = self.tick("under_18", N_("The person is under 18: never named outside the team"))
        with self.section(N_("More: status, checks, notes")) as self.more:
            self.status = self.codes("status", N_("Status"), list(AssetStatus))
            self.sensitive = self.tick(
                "sensitive", N_("Belonging to it says something private about people (health, belief, …)")
            )
            self.checked_on = self.row("checked_on", N_("Last checked on"), DateField())
            self.checked_by = self.row("checked_by", N_("Checked by"), QLineEdit())
            self.review_due = self.row("review_due", N_("To be checked again by"), DateField())
            self.source = self.row("source", N_("Who told us"), QLineEdit())
            self.notes = self.row("notes", N_("Notes (for the team)"), QPlainTextEdit())
        if asset is None:
            self.rows.addRow(self.parts)
        self._fill(asset, kind)
        self.parts.show_asset(asset)
        QShortcut(QKeySequence("F6"), self, lambda: self._go_on(1))
        QShortcut(QKeySequence("Shift+F6"), self, lambda: self._go_on(-1))
        self.begin(680, draft=f"asset:{asset.id if asset else 'new'}")
        self.name.focus()

    def _add_place(self, venues: list[Named]) -> None:
        self.where = self.codes("where", N_("Where"), list(WhereKind))
        self.venue = self.row("venue", N_("Venue"), RecordField(venues))
        self.area = self.bilingual("area", N_("Area"))
        self.address = self.row("address", N_("Address"), QLineEdit())
        self.postcode = self.row("postcode", N_("Postcode"), QLineEdit())
        self.position = self.row("position", N_("Grid reference, or latitude and longitude"), QLineEdit())
        self.about_confidential = self.hint(
            N_(
                "A confidential place keeps the name of an area and nothing else: no coordinates, address or "
                "postcode stay in the project, its history or its backups, and nobody outside the team sees it."
            )
        )
        self.about_person = self.hint(
            N_("A person has no point on the map and no address: say a venue, an area, or nothing.")
        )

    def _add_agreements(self) -> None:
        """Ask what a new person agreed to, and how; what is there is changed under *Agreements*."""
        self.agreements = QWidget()
        outer, self.rows = self.rows, QFormLayout(self.agreements)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setContentsMargins(0, 8, 0, 8)
        self.rows.setVerticalSpacing(8)
        self.hint(N_("What did the person agree to, and how? Without the first, nothing is kept."))
        self.consents: dict[Purpose, Choice[Any]] = {
            purpose: self.codes(f"consent-{purpose.value}", purpose.label, list(ConsentHow), N_("not asked, or no"))
            for purpose in Purpose
        }
        self.given_on = self.row("given_on", N_("On which day"), DateField(date.today()))  # noqa: DTZ011 - the user's
        self.taken_by = self.row("taken_by", N_("Who asked them"), QLineEdit())
        self.rows = outer
        self.rows.addRow(self.agreements)

    def _fill(self, asset: Asset | None, kind: AssetKind) -> None:
        if asset is None:
            self.kind.choose(kind)
            return
        where = asset.whereabouts
        self.name.set_value(asset.name)
        self.kind.choose(asset.kind)
        self.summary.set_value(asset.summary)
        self.tags.setText(", ".join(asset.tags))
        self.status.choose(asset.status)
        self.where.choose(where.kind)
        self.venue.choose(where.venue_id)
        self.area.set_value(where.area)
        self.address.setText(where.address)
        self.postcode.setText(where.postcode)
        self.position.setText(typed_place.position_text(where))
        self.visibility.choose(asset.visibility)
        self.sensitive.setChecked(asset.sensitive)
        self.under_18.setChecked(asset.under_18)
        self.checked_on.set_value(asset.checked_on)
        self.checked_by.setText(asset.checked_by)
        self.review_due.set_value(asset.review_due)
        self.source.setText(asset.source)
        self.notes.setPlainText(asset.notes)

    @property
    def is_person(self) -> bool:
        return bool(self.kind.value is AssetKind.PERSON)

    def arrange(self) -> None:
        where, person = self.where.value, self.is_person
        if person and where in (WhereKind.SHAPE, WhereKind.CONFIDENTIAL):
            self.where.choose(WhereKind.NONE)
            return
        model: Any = self.where.model()
        for kind in (WhereKind.SHAPE, WhereKind.CONFIDENTIAL):
            model.item(self.where.index_of(kind)).setEnabled(not person)
        has_address = not person and where in (WhereKind.NONE, WhereKind.SHAPE)
        self.show_row(self.venue, where is WhereKind.VENUE)
        self.show_row(self.area, where in (WhereKind.AREA, WhereKind.CONFIDENTIAL))
        self.show_row(self.address, has_address)
        self.show_row(self.postcode, has_address)
        self.show_row(self.position, has_address and where is WhereKind.SHAPE)
        self.show_row(self.about_confidential, where is WhereKind.CONFIDENTIAL)
        self.show_row(self.about_person, person and where is WhereKind.NONE)
        self.sensitive.setVisible(not person)
        self.show_row(self.under_18, person)
        self.show_row(self.agreements, person and self._asset is None)
        self.parts.fit(lambda part: part.key not in (("meetings",) if person else ("consents",)))
        self._say_caution()

    def _say_caution(self) -> None:
        """Say what the rules of the whole project would say of this, without keeping anyone from saving it."""
        text = ""
        if self.name.value is not None:
            try:
                made, consents = self.asset(), self._agreements_so_far()
            except InvalidValueError:
                made = None
            if made is not None:
                text = "\n".join(assets.cautions(made, consents, date.today()))  # noqa: DTZ011 - the user's day
        self.caution.setText(text)
        self.show_row(self.caution, bool(text))

    def _agreements_so_far(self) -> Sequence[Consent]:
        if self._asset is None:
            return self._given("") if self.is_person else ()
        return self.parts.portrait.consents if self.parts.portrait is not None else ()

    @property
    def changed_state(self) -> dict[str, Any]:
        """Of something new, always with its kind: the next form may begin with another one."""
        typed = super().changed_state
        return typed | {"kind": self.kind.currentIndex()} if typed and self._asset is None else typed

    def storable(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Nothing of a new person before they agreed, and nothing that tells where a confidential place is."""
        if self._asset is None and self.is_person and self.consents[Purpose.HOLD].value is None:
            return {}
        if self.where.value is WhereKind.CONFIDENTIAL:
            return {key: value for key, value in typed.items() if key not in ("address", "postcode", "position")}
        return typed

    def made(self) -> Asset:
        made = self.asset()
        if self.is_person and self._asset is None:
            if self.consents[Purpose.HOLD].value is None:
                raise InvalidValueError(_("Choose how the person agreed to be kept."))
            self._given(made.id)
        return made

    def asset(self) -> Asset:
        """Give the asset as the form says it.

        Raises
        ------
        InvalidValueError
            Something is missing or cannot be.
        """
        name = self.name.value
        if name is None:
            raise InvalidValueError(_("Give it a name, in Welsh or in English."))
        fields: dict[str, Any] = {
            "name": name,
            "kind": self.kind.value,
            "summary": self.summary.value,
            "tags": tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip()),
            "status": self.status.value,
            "visibility": self.visibility.value,
            "sensitive": self.sensitive.isChecked() and not self.is_person,
            "under_18": self.under_18.isChecked() and self.is_person,
            "checked_on": self.checked_on.value,
            "checked_by": self.checked_by.text().strip(),
            "review_due": self.review_due.value,
            "whereabouts": self._whereabouts(),
            "source": self.source.text().strip(),
            "notes": self.notes.toPlainText().strip(),
        }
        if fields["whereabouts"].kind is WhereKind.CONFIDENTIAL:
            fields["custom"] = {}
        made = replace(self._asset, **fields) if self._asset else Asset(**fields)
        newly_sensitive = made.sensitive and not (self._asset and self._asset.sensitive)
        return assets.flagged(made) if newly_sensitive else made

    def _whereabouts(self) -> Whereabouts:
        if self.where.value is WhereKind.VENUE:
            self.venue.check()
        typed = TypedPlace(
            kind=self.where.value,
            venue_id=self.venue.value,
            area=self.area.value,
            address=self.address.text(),
            postcode=self.postcode.text(),
            position=self.position.text(),
        )
        before = self._asset.whereabouts if self._asset else None
        return typed_place.whereabouts(typed, before, is_person=self.is_person)

    def keep(self) -> None:
        self._keep(self._on_saved)

    def _keep(self, done: Any) -> None:
        made = self.made()
        if self._asset is None and made.kind is AssetKind.PERSON:
            self.apply(people.add_person, made, self._given(made.id), done=done)
        elif self._asset is None:
            self.apply(records.add, made, done=done)
        else:
            self.apply(assets.save, self._asset, made, done=done)

    def _given(self, person_id: RecordId) -> list[Consent]:
        given_on = self.given_on.value
        if given_on is None:
            raise InvalidValueError(_("Say on which day they agreed."))
        return [
            Consent(
                asset_id=person_id,
                purpose=purpose,
                given_on=given_on,
                how=choice.value,
                taken_by=self.taken_by.text().strip(),
                language="cy" if language() == "cy" else "en",
            )
            for purpose, choice in self.consents.items()
            if choice.value is not None
        ]

    def _on_saved(self, change_set: ChangeSet) -> None:
        if change_set.changes:
            self.context.select([change_set.changes[0].record.id])
        self.accept()

    @Slot(object)
    def _when_saved(self, then: Then) -> None:
        """Go on with the parts of the asset; one that is new is saved first, since they belong to it."""
        if self._asset is not None:
            then(self._asset)
            return

        def on_saved(change_set: ChangeSet) -> None:
            asset = self._asset = change_set.changes[0].record
            self.save.setEnabled(True)
            self.say(self.setWindowTitle, N_("Change an asset"))
            self.context.select([asset.id])
            self.parts.show_asset(asset)
            self.begin_again(f"asset:{asset.id}")
            then(asset)

        self.parts.say()  # the button is not pressed before it is saved
        try:
            self._keep(on_saved)
        except InvalidValueError as error:
            self.say_problem(str(error))

    def _go_on(self, by: int) -> None:
        """Go to the next part of the form, or the one before."""
        first_of = [self.name.fields["cy"], self.where, self.visibility, self.more.button]
        first_of += [button for button in self.parts.buttons.values() if button.isVisible()][:1]
        at = self.focusWidget()
        order = self._tab_order()
        here = order.index(at) if at in order else 0
        places = sorted(order.index(one) for one in first_of if one in order)
        later = [place for place in places if (place > here if by > 0 else place < here)]
        goal = (later[0] if by > 0 else later[-1]) if later else (places[0] if by > 0 else places[-1])
        order[goal].setFocus()

    def _tab_order(self) -> list[QWidget]:
        order, one = [], self.nextInFocusChain()
        while one is not None and one is not self:
            order.append(one)
            one = one.nextInFocusChain()
        return order
