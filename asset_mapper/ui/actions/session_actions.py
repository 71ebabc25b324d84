"""Mapping sessions: begun, ended, written up, and shown to the room."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project
from asset_mapper.ui.context import Context


def begin(context: Context) -> None:
    from asset_mapper.ui.dialogs import session_form

    session_form.begin_new(context)


def end(context: Context) -> None:
    context.session.end()


def next_table(context: Context) -> None:
    context.session.use_next_table()


def show_surveys(context: Context) -> None:
    context.view_requested.emit("sessions")
    context.survey_requested.emit("", False)


def ask_barriers(context: Context) -> None:
    from asset_mapper.domain.survey import SurveyKind
    from asset_mapper.ui.dialogs import survey_form

    survey_form.begin(context, SurveyKind.BARRIERS)


def ask_principles(context: Context) -> None:
    from asset_mapper.domain.survey import SurveyKind
    from asset_mapper.ui.dialogs import survey_form

    survey_form.begin(context, SurveyKind.PRINCIPLES)


def show_strip(context: Context) -> None:
    from asset_mapper.ui.views import quick_entry_strip

    quick_entry_strip.show(context)


def show_projector(context: Context) -> None:
    from asset_mapper.ui.views import projector

    projector.show(context)


def blank_projector(context: Context) -> None:
    from asset_mapper.ui.views import projector

    projector.blank(context)


def is_running(context: Context) -> bool:
    return context.session.running is not None


ACTIONS = (
    Action(
        "session.begin",
        N_("Begin a session …"),
        begin,
        shortcut="Ctrl+Shift+M",
        enabled=can_write,
        hint=N_("What is recorded from then on belongs to it and to its table."),
    ),
    Action("session.next_table", N_("Next table"), next_table, shortcut="Alt+T", enabled=is_running),
    Action("session.end", N_("End the session"), end, enabled=is_running),
    Action(
        "survey.show",
        N_("Surveys"),
        show_surveys,
        enabled=has_project,
        hint=N_("What those present said: type up their sheets, and see where they agree."),
    ),
    Action("survey.barriers", N_("Ask what stands in the way …"), ask_barriers, enabled=can_write),
    Action("survey.principles", N_("Look back on the five principles …"), ask_principles, enabled=can_write),
    Action(
        "entry.strip",
        N_("Add in a small window"),
        show_strip,
        shortcut="Ctrl+Shift+L",
        enabled=can_write,
        hint=N_("The line in a window of its own that stays on top."),
    ),
    Action(
        "projector.show",
        N_("Projector"),
        show_projector,
        shortcut="F5",
        enabled=has_project,
        hint=N_("Fills the second screen with what the room may see."),
    ),
    Action(
        "projector.blank",
        N_("Blank the projector, or show it again"),
        blank_projector,
        shortcut="Ctrl+B",
        enabled=has_project,
    ),
)
