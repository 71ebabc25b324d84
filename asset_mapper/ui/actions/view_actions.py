"""How the window looks and speaks."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action
from asset_mapper.ui.context import Context


def speak_welsh(context: Context) -> None:
    context.speak("cy")


def speak_english(context: Context) -> None:
    context.speak("en")


ACTIONS = (
    Action("window.welsh", N_("Cymraeg"), speak_welsh, shortcut="Ctrl+Alt+C"),
    Action("window.english", N_("English"), speak_english, shortcut="Ctrl+Alt+E"),
)
