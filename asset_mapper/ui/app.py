"""Puts the parts together: settings, language, looks, the context, the views, the first window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from asset_mapper import logs
from asset_mapper.i18n import LANGUAGES, set_language
from asset_mapper.settings import Settings
from asset_mapper.storage import lock_file
from asset_mapper.ui import errors, qt_words, theme, tour
from asset_mapper.ui.collecting import Collector
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import VIEWS


def make_context(settings: Settings | None = None) -> Context:
    """Make what all of the window shares, in the user's language."""
    settings = settings or Settings()
    set_language(settings["window.language"] or language_of_system())
    lock_file.call_me(settings["user.name"])
    return Context(settings)


def language_of_system() -> str:
    """Give the first of the languages that the system prefers which the window speaks too."""
    for name in QLocale.system().uiLanguages():
        if name[:2] in LANGUAGES:
            return name[:2]
    return "en"


def make_window(context: Context) -> MainWindow:
    """Make the window of *context*."""
    from asset_mapper.ui.views import start_page
    from asset_mapper.ui.widgets import header

    return MainWindow(context, VIEWS, start_page.create(context), header.create(context))


def dress(application: QApplication, context: Context) -> None:
    """Put on the looks of the settings, now and whenever these or the system change."""

    def put_on() -> None:
        theme.put_on(application, context.settings["window.theme"], context.settings["window.text_percent"])
        context.theme_changed.emit(theme.in_use())

    def on_setting(key: str) -> None:
        if key in ("window.theme", "window.text_percent"):
            put_on()
        elif key == "window.language":
            context.speak(context.settings[key] or language_of_system(), keep=False)
        elif key == "user.name":
            lock_file.call_me(context.settings[key])

    put_on()
    context.settings.subscribe(on_setting)
    theme.follow(application, put_on)


def prepare_web_engine() -> None:
    """Make our scheme known, where there is a web engine; everything but the embedded map works without."""
    try:
        from asset_mapper.ui.web import scheme
    except ImportError:
        return
    scheme.register()


def run(arguments: Sequence[str]) -> int:
    """Open the window, and stay until it is closed. A project that is open already comes to the front instead."""
    _make_application()
    if arguments and "://" not in arguments[0]:
        from asset_mapper.ui.one_window import is_shown_elsewhere

        if is_shown_elsewhere(Path(arguments[0])):
            return 0
    start(arguments)
    return QApplication.exec()


def _make_application() -> QApplication:
    prepare_web_engine()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Asset Mapper")
    application.setDesktopFileName("asset-mapper")
    return application


def start(arguments: Sequence[str]) -> tuple[Context, MainWindow]:
    """Open the window, on the project that *arguments* name, or on the one of last time."""
    from asset_mapper.ui.dialogs import projects

    logs.start()
    application = _make_application()
    context = make_context()
    Collector(context)
    dress(application, context)
    qt_words.install(application, context)
    errors.install_hook(context)
    window = make_window(context)
    tour.offer_once(context)
    QTimer.singleShot(0, context, lambda: _listen(context))
    window.show()
    if arguments:
        wanted = arguments[0]
        QTimer.singleShot(0, lambda: projects.open_path(context, wanted if "://" in wanted else Path(wanted)))
    else:
        QTimer.singleShot(0, lambda: projects.come_back(context))
    return context, window


def _listen(context: Context) -> None:
    """Hear of second starts, once the window is there."""
    from asset_mapper.ui.one_window import OneWindow

    OneWindow(context)
