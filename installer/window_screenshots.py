"""Take the pictures of the window for the README and the manual, on the sample project, without a screen.

    python installer/window_screenshots.py [FOLDER]

Views, quick entry, a form, and the look at a file, in both languages, at 1366×768; one at 150 % text, one dark.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from asset_mapper.services import sample  # noqa: E402
from asset_mapper.settings import Settings  # noqa: E402
from asset_mapper.storage.unit_of_work import UnitOfWork  # noqa: E402
from asset_mapper.ui import app, theme  # noqa: E402
from asset_mapper.ui.dialogs.asset_form import AssetForm, edit_selected  # noqa: E402
from asset_mapper.ui.dialogs.import_files import ImportFiles  # noqa: E402
from asset_mapper.ui.views.map_page import MapPage  # noqa: E402

LINES = {
    "cy": "Clwb ffilm, nos Fercher 7yh, Neuadd Bentref Pontydderwen, #ffilm",
    "en": "Film club, Wednesdays 7pm, Pontydderwen Village Hall, #film",
}


def wait(done: Callable[[], bool], most_ms: int = 60_000) -> None:
    """Let the window work until *done*, and a moment longer for drawing."""
    loop = QEventLoop()
    watch = QTimer(interval=50)
    watch.timeout.connect(lambda: loop.quit() if done() else None)
    watch.start()
    QTimer.singleShot(most_ms, loop.quit)
    loop.exec()
    watch.stop()
    QTimer.singleShot(1200, loop.quit)
    loop.exec()


def is_drawn(page: MapPage) -> Callable[[], bool]:
    return lambda: page.currentWidget() is page.view


def first_linked(uow: UnitOfWork) -> list[str]:
    """Give the id of an asset that supports an outcome."""
    return [link.asset_id for link in uow.links.all() if link.asset_id][:1]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp())
    os.environ["ASSET_MAPPER_HOME"] = str(work)
    app.prepare_web_engine()
    application = QApplication([])
    context = app.make_context(Settings(work / "settings.json"))
    theme.put_on(application, "light", 100)
    window = app.make_window(context)
    window.resize(1366, 768)
    window.show()

    def idle() -> bool:
        return not context.jobs.busy

    def take(name: str, widget: QWidget = window) -> None:
        picture = folder / f"window-{name}.png"
        widget.grab().save(str(picture))
        Image.open(picture).convert("RGB").quantize(200).save(picture, optimize=True)
        print(picture.relative_to(ROOT) if picture.is_relative_to(ROOT) else picture)

    context.speak("cy")
    wait(idle)
    take("start-cy")
    context.use(sample.make(work / "cwm-derwen.assetmap"))
    wait(idle)
    for language in ("cy", "en"):
        context.speak(language)
        shown = window.show_view("map")
        assert isinstance(shown, MapPage)
        wait(is_drawn(shown))
        take(f"map-{language}")
        window.show_view("assets")
        wait(idle)
        assert context.project is not None
        context.select(context.project.read(first_linked))
        context.entry_requested.emit()
        window.quick_entry.line.setText(LINES[language])
        wait(idle)
        take(f"assets-{language}")
        window.quick_entry.line.clear()
        window.quick_entry.hide()
        edit_selected(context)
        wait(lambda: bool(window.findChildren(AssetForm)))
        form = window.findChildren(AssetForm)[0]
        take(f"form-{language}", form)
        form.reject()
        wait(lambda: not window.findChildren(AssetForm))
        window.show_view("publish")
        wait(idle)
        take(f"publish-{language}")
    listed = work / "neuaddau.csv"
    listed.write_text("Enw,Cod post\nYr Hen Neuadd,LD1 5AA\n,LD1 5AB\n", encoding="utf-8")
    dialog = ImportFiles(context, [listed], window)
    dialog.show()
    wait(idle)
    take("import-en", dialog)
    dialog.reject()
    window.show_view("assets")
    theme.put_on(application, "dark", 100)
    wait(idle)
    take("dark-en")
    theme.put_on(application, "light", 150)
    context.speak("cy")
    wait(idle)
    take("large-cy")
    window.close()
    os._exit(0)  # the web engine would wait for its processes


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
