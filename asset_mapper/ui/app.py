"""Puts the parts together: settings, language, looks, the context, the views, the first window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from asset_mapper.i18n import set_language
from asset_mapper.settings import Settings
from asset_mapper.ui import errors, theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import VIEWS


def make_context(settings: Settings | None = None) -> Context:
    """Make what all of the window shares, in the user's language."""
    settings = settings or Settings()
    if settings["window.language"]:
        set_language(settings["window.language"])
    return Context(settings)


def make_window(context: Context) -> MainWindow:
    """Make the window of *context*."""
    from asset_mapper.ui.views import start_page
    from asset_mapper.ui.widgets import header

    return MainWindow(context, VIEWS, start_page.create(context), header.create(context))


def prepare_web_engine() -> None:
    """Make our scheme known, where there is a web engine; everything but the embedded map works without."""
    try:
        from asset_mapper.ui.web import scheme
    except ImportError:
        return
    scheme.register()


def run(arguments: Sequence[str]) -> int:
    """Open the window, on the project that *arguments* name."""
    from asset_mapper.ui.dialogs import projects

    prepare_web_engine()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Asset Mapper")
    application.setDesktopFileName("asset-mapper")
    context = make_context()
    theme.put_on(application, context.settings["window.theme"], context.settings["window.text_percent"])
    errors.install_hook(context.said.emit)
    window = make_window(context)
    window.show()
    for argument in arguments[:1]:
        projects.open_path(context, argument if "://" in argument else Path(argument))
    return application.exec()
