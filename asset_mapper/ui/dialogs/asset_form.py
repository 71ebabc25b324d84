"""The form of an asset: what it is in both languages, where, when, how to reach it, and who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, tidy_postcode
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language
from asset_mapper.services import assets, people, queries, records
from asset_mapper.services.places import position_of
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.choice import Choice

_WIDTH, _HEIGHT, _LINE_PX = 640, 680, 17  # at 100 % text


def edit_selected(context: Context) -> None:
    """Open the form on the chosen asset."""
    if len(context.selection) == 1:
        context.ask(queries.asset, context.selection[0], done=lambda asset: _open(context, asset))


def add_new(context: Context, kind: AssetKind = AssetKind.GROUP) -> None:
    """Open the form empty."""
    _open(context, None, kind)


def _open(context: Context, asset: Asset | None, kind: AssetKind = AssetKind.GROUP) -> None:
    def show(places: list[tuple[RecordId, str]]) -> None:
        AssetForm(context, asset, places, kind, context.window).open()

    context.ask(_places, done=show)


def _places(uow: Any) -> list[tuple[RecordId, str]]:
    """List what can be a venue, by name."""
    return sorted(
        (
            (asset.id, asset.name.text(language()))
            for asset in uow.assets.where(kind=["place", "organisation", "exchange"])
            if not asset.confidential
        ),
        key=lambda place: place[1].casefold(),
    )


class AssetForm(QDialog):
    """One column, labels above fields. What is wrong is said while typing, and nothing typed is ever lost."""

    def __init__(
        self,
        context: Context,
        asset: Asset | None,
        places: list[tuple[RecordId, str]],
        kind: AssetKind = AssetKind.GROUP,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._asset = asset
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Change an asset") if asset else _("Add an asset"))
        scale = self.fontMetrics().height() / _LINE_PX
        self.resize(round(_WIDTH * scale), round(_HEIGHT * scale))

        self.name = BilingualField(_("Name"))
        self.kind = Choice(_("Kind"), [(kind, _(kind.label)) for kind in AssetKind])
        self.summary = BilingualField(_("What it offers"), long=True)
        self.tags = QLineEdit()
        self.status = Choice(_("Status"), [(status, _(status.label)) for status in AssetStatus])
        self.where = Choice(_("Where"), [(where, _(where.label)) for where in WhereKind])
        self.venue = Choice(_("Venue"), [(None, ""), *places])
        self.area = BilingualField(_("Area"))
        self.address, self.postcode, self.position = QLineEdit(), QLineEdit(), QLineEdit()
        self.about_confidential = _hint(
            _(
                "A confidential place keeps the name of an area and nothing else: no coordinates, address or "
                "postcode stay in the project, its history or its backups, and nobody outside the team sees it."
            )
        )
        self.visibility = Choice(_("Show to"), [(audience, _(audience.label)) for audience in VISIBILITIES])
        self.sensitive = QCheckBox(_("Belonging to it says something private about people (health, belief, …)"))
        self.under_18 = QCheckBox(_("The person is under 18: never named outside the team"))
        self.consents = {purpose: _consent_choice(purpose) for purpose in Purpose}
        self.notes = QPlainTextEdit(tabChangesFocus=True)
        self.notes.setFixedHeight(72)

        form = QFormLayout(rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setContentsMargins(24, 16, 24, 16)
        form.setVerticalSpacing(8)
        form.addRow(self.name)
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._add(form, "kind", _("Kind"), self.kind)
        form.addRow(self.summary)
        self._add(form, "tags", _("Tags, parted by commas"), self.tags)
        self._add(form, "where", _("Where"), self.where)
        self._add(form, "venue", _("Venue"), self.venue)
        form.addRow(self.area)
        self._add(form, "address", _("Address"), self.address)
        self._add(form, "postcode", _("Postcode"), self.postcode)
        self._add(form, "position", _("Grid reference, or latitude and longitude"), self.position)
        form.addRow(self.about_confidential)
        self._add(form, "status", _("Status"), self.status)
        self._add(form, "visibility", _("Show to"), self.visibility)
        form.addRow(self.sensitive)
        form.addRow(self.under_18)
        self._agreements = QWidget()
        agreements = QFormLayout(self._agreements)
        agreements.setContentsMargins(0, 0, 0, 0)
        agreements.addRow(_hint(_("What did the person agree to, and how? Without the first, nothing is kept.")))
        for purpose, choice in self.consents.items():
            agreements.addRow(_(purpose.label), choice)
        form.addRow(self._agreements)
        self._add(form, "notes", _("Notes (for the team)"), self.notes)

        inner = QWidget()
        inner.setProperty("role", "paper")
        inner.setLayout(form)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(inner)
        self.problem = _hint("")
        buttons = QDialogButtonBox()
        self.save = QPushButton(_("Save"))
        self.save.setProperty("role", "primary")
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(scroll, 1)
        for widget in (self.problem, buttons):
            column.addWidget(widget)
        column.setSpacing(8)
        buttons.setContentsMargins(24, 0, 24, 8)

        self._fill(asset, kind)
        for combo in (self.kind, self.where):
            combo.currentIndexChanged.connect(self._arrange)
        for field in (self.name, self.summary, self.area):
            field.changed.connect(self._say_problem)
        for line in (self.postcode, self.position, self.address):
            line.textChanged.connect(self._say_problem)
        for consent in self.consents.values():
            consent.currentIndexChanged.connect(self._say_problem)
        self._arrange()
        self.name.focus()

    def _add(self, form: QFormLayout, key: str, label: str, field: QWidget) -> None:
        shown = QLabel(label)
        shown.setBuddy(field)
        shown.setProperty("role", "quiet")
        field.setAccessibleName(label)
        form.addRow(shown, field)
        self._rows[key] = (shown, field)

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
        if where.geometry is not None and where.geometry.geom_type == "Point":
            self.position.setText(f"{where.geometry.y:.6f} {where.geometry.x:.6f}")
        self.visibility.choose(asset.visibility)
        self.sensitive.setChecked(asset.sensitive)
        self.under_18.setChecked(asset.under_18)
        self.notes.setPlainText(asset.notes)

    @property
    def is_person(self) -> bool:
        return bool(self.kind.value is AssetKind.PERSON)

    @Slot()
    def _arrange(self, *_index: object) -> None:
        """Show the fields that this kind of asset and of place has."""
        where, person = self.where.value, self.is_person
        if person and where in (WhereKind.SHAPE, WhereKind.CONFIDENTIAL):
            self.where.choose(WhereKind.NONE)
            return
        model: Any = self.where.model()
        for kind in (WhereKind.SHAPE, WhereKind.CONFIDENTIAL):
            model.item(self.where.index_of(kind)).setEnabled(not person)
        shown = {
            "venue": where is WhereKind.VENUE,
            "address": not person and where in (WhereKind.NONE, WhereKind.SHAPE),
            "postcode": not person and where in (WhereKind.NONE, WhereKind.SHAPE),
            "position": not person and where is WhereKind.SHAPE,
        }
        for key, visible in shown.items():
            for widget in self._rows[key]:
                widget.setVisible(visible)
        self.area.setVisible(where in (WhereKind.AREA, WhereKind.CONFIDENTIAL))
        self.about_confidential.setVisible(where is WhereKind.CONFIDENTIAL)
        self.sensitive.setVisible(not person)
        self.under_18.setVisible(person)
        self._agreements.setVisible(person and self._asset is None)
        self._say_problem()

    @Slot()
    def _say_problem(self, *_news: object) -> None:
        try:
            self.asset()
            text = "" if self._may_keep() else _("Choose how the person agreed to be kept.")
        except InvalidValueError as error:
            text = str(error) if self.name.value is not None else ""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _may_keep(self) -> bool:
        return not self.is_person or self._asset is not None or self.consents[Purpose.HOLD].value is not None

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
            "whereabouts": self._whereabouts(),
            "notes": self.notes.toPlainText().strip(),
        }
        if fields["whereabouts"].kind is WhereKind.CONFIDENTIAL:
            fields["custom"] = {}
        made = replace(self._asset, **fields) if self._asset else Asset(**fields)
        newly_sensitive = made.sensitive and not (self._asset and self._asset.sensitive)
        return assets.flagged(made) if newly_sensitive else made

    def _whereabouts(self) -> Whereabouts:
        kind, before = self.where.value, self._asset.whereabouts if self._asset else None
        if kind is WhereKind.CONFIDENTIAL:
            return Whereabouts(kind=kind, area=self.area.value)
        if kind is WhereKind.VENUE:
            return Whereabouts(kind=kind, venue_id=self.venue.value)
        if kind is WhereKind.AREA:
            code = before.area_code if before and before.area == self.area.value else ""
            return Whereabouts(kind=kind, area=self.area.value, area_code=code)
        if self.is_person:
            return Whereabouts()
        typed = self.postcode.text().strip()
        postcode = tidy_postcode(typed) if typed else ""
        if postcode is None:
            raise InvalidValueError(_("“{text}” is not a postcode.").format(text=typed))
        shared = {"address": self.address.text().strip(), "postcode": postcode, "uprn": before.uprn if before else ""}
        if kind is WhereKind.NONE:
            return Whereabouts(**shared)  # type: ignore[arg-type]
        keeps_shape = before is not None and before.geometry is not None and before.geometry.geom_type != "Point"
        if keeps_shape and before is not None and not self.position.text().strip():
            return replace(before, **shared)  # type: ignore[arg-type]
        point, precision = position_of(self.position.text())
        return Whereabouts(kind=kind, geometry=point, precision=precision, **shared)  # type: ignore[arg-type]

    @Slot()
    def _on_save(self) -> None:
        try:
            made = self.asset()
        except InvalidValueError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        if self._asset is None and made.kind is AssetKind.PERSON:
            self._context.apply(
                people.add_person, made, self._given(made.id), done=self._on_saved, failed=self._on_failed, say=True
            )
        elif self._asset is None:
            self._context.apply(records.add, made, done=self._on_saved, failed=self._on_failed, say=True)
        else:
            self._context.apply(assets.save, self._asset, made, done=self._on_saved, failed=self._on_failed, say=True)

    def _given(self, person_id: RecordId) -> list[Consent]:
        today = date.today()  # noqa: DTZ011 - the user's day
        return [
            Consent(asset_id=person_id, purpose=purpose, given_on=today, how=choice.value, language=_spoken())
            for purpose, choice in self.consents.items()
            if choice.value is not None
        ]

    def _on_saved(self, change_set: ChangeSet) -> None:
        if change_set.changes:
            self._context.select([change_set.changes[0].record.id])
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.problem.setText(str(error))
        self.problem.show()


def _consent_choice(purpose: Purpose) -> Choice[ConsentHow | None]:
    items: list[tuple[Any, str]] = [(None, _("not asked, or no"))]
    return Choice(_(purpose.label), items + [(how, _(how.label)) for how in ConsentHow])


def _hint(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setProperty("role", "quiet")
    label.setContentsMargins(24, 0, 24, 0)
    return label


def _spoken() -> Any:
    return "cy" if language() == "cy" else "en"
