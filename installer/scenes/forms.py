"""The forms of an asset and of its parts, the panel beside the list, and people and talents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from asset_mapper.i18n import language
from scenes import BOTH, Look, Scene, Stage

if TYPE_CHECKING:
    from asset_mapper.domain.asset import Asset

LIBRARY, MEGAN = "Cwm Derwen Library", "Megan R."
WORDS = {"cy": "dydd Llun cyntaf y mis 2-4yp", "en": "first Monday of the month 2-4pm"}


def named(stage: Stage, name: str) -> Asset:
    return stage.project.read(lambda uow: next(one for one in uow.assets.all() if one.name.en == name))


def form_of_asset(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import asset_form

    stage.view("assets")
    asset_form.edit(stage.context, named(stage, LIBRARY).id)
    form = stage.dialog(asset_form.AssetForm)
    form.parts.buttons["meetings"].click()
    stage.idle()
    return form


def new_person(stage: Stage) -> QWidget:
    from asset_mapper.domain.audience import Audience
    from asset_mapper.ui.dialogs import asset_form

    stage.view("people")
    stage.trigger("person.add")
    form = stage.dialog(asset_form.AssetForm)
    form.name.set_texts("Nia T.", "")
    form.visibility.choose(Audience.PUBLIC)
    stage.idle()
    return form


def forget(stage: Stage) -> None:
    stage.context.drafts.drop("asset:new")


def confidential(stage: Stage) -> QWidget:
    from asset_mapper.domain.whereabouts import WhereKind
    from asset_mapper.ui.dialogs import asset_form, record_form

    asset = named(stage, LIBRARY)
    asset_form.edit(stage.context, asset.id)
    form = stage.dialog(asset_form.AssetForm)
    assert isinstance(form, record_form.RecordForm)
    form.where.choose(WhereKind.CONFIDENTIAL)
    form.show_at(form.about_confidential)
    stage.idle()
    return form


def forget_library(stage: Stage) -> None:
    stage.context.drafts.drop(f"asset:{named(stage, LIBRARY).id}")


def meeting(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import meeting_form

    meeting_form.add(stage.context, named(stage, LIBRARY))
    form = stage.dialog(meeting_form.MeetingForm)
    form.when.setText(WORDS[language()])
    stage.idle()
    return form


def forget_meeting(stage: Stage) -> None:
    stage.context.drafts.drop(f"meeting:{named(stage, LIBRARY).id}")


def form(module: str, kind: str, name: str) -> Callable[[Stage], QWidget]:
    """Open the form of a part of an asset, empty."""

    def show(stage: Stage) -> QWidget:
        from importlib import import_module

        forms: Any = import_module(f"asset_mapper.ui.dialogs.{module}")
        forms.add(stage.context, named(stage, name))
        shown: QWidget = stage.dialog(getattr(forms, kind))
        return shown

    return show


def history(stage: Stage) -> QWidget:
    from asset_mapper.domain.asset import Asset
    from asset_mapper.services import records
    from asset_mapper.ui.dialogs import history_dialog

    asset = named(stage, LIBRARY)
    stage.context.apply(records.edit, Asset, asset.id, notes="Allwedd gan Catrin. / Catrin has the key.")
    stage.idle()
    history_dialog.show(stage.context, asset)
    return stage.dialog(history_dialog.HistoryDialog)


def take_back(stage: Stage) -> None:
    stage.context.undo()
    stage.idle()


def erase(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import erase_dialog

    erase_dialog.ask(stage.context, named(stage, MEGAN))
    return stage.dialog(erase_dialog.EraseQuestion)


def people(sheet: int) -> Callable[[Stage], QWidget]:
    def show(stage: Stage) -> QWidget:
        page: Any = stage.view("people")
        page.show_sheet(sheet)
        stage.context.select([named(stage, MEGAN).id])
        stage.idle()
        return stage.window

    return show


SCENES = (
    Scene("form-parts", form_of_asset, readme=BOTH, manual=True),
    Scene("form-person", new_person, forget, manual=True),
    Scene("form-confidential", confidential, forget_library, manual=True),
    Scene("form-meeting", meeting, forget_meeting, readme=(Look("en"),), manual=True),
    Scene("form-contact", form("contact_form", "ContactForm", LIBRARY)),
    Scene("form-talent", form("talent_form", "TalentForm", MEGAN)),
    Scene("form-relation", form("relation_form", "RelationForm", MEGAN)),
    Scene("form-consent", form("consent_form", "ConsentForm", MEGAN)),
    Scene("form-photo", form("attachment_form", "AttachmentForm", MEGAN)),
    Scene("form-history", history, take_back),
    Scene("erase", erase),
    Scene("people", people(0), readme=(*BOTH, Look("en", "dark")), manual=True),
    Scene("offers", people(1), readme=(Look("en"),), manual=True),
    Scene("agreements", people(2)),
)
