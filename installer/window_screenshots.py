"""Take the pictures of the window, on the sample project, without a screen.

    python installer/window_screenshots.py                           those of the README and of the manual
    python installer/window_screenshots.py --all FOLDER [SCENE…]     every scene in every look, to look through
    python installer/window_screenshots.py --all FOLDER --look dark-150-cy map

Every view, dialog and empty state is a scene of ``installer/scenes``; a look is a language, a theme and a size of
text, at 1366×768.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "installer")]

from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from scenes import BOTH, HIGH, LOOKS, WIDE, Look, Scene, Stage, all_scenes  # noqa: E402

from asset_mapper.services import sample  # noqa: E402
from asset_mapper.services.open_project import OpenProject  # noqa: E402
from asset_mapper.settings import Settings  # noqa: E402
from asset_mapper.ui import app, theme  # noqa: E402

README = ROOT / "docs" / "screenshots"
MANUAL = ROOT / "resources" / "manual" / "pictures"
LARGEST_BYTES = 200_000


def main() -> None:
    options = parse()
    scenes = [scene for scene in all_scenes() if not options.scenes or scene.name in options.scenes]
    stage = make_stage()
    looks = [look for look in LOOKS if not options.look or look.name in options.look]
    project = stage.work / "cwm-derwen.assetmap"
    sample.make(project).close()
    for has_project in (False, True):
        if has_project:
            stage.context.use(OpenProject.open(project))
        stage.idle()
        for look in looks:
            wanted = [scene for scene in scenes if scene.without_project is not has_project]
            wanted = [scene for scene in wanted if options.all or list(targets(scene, look))]
            if wanted:
                dress(stage, look)
            for scene in wanted:
                folders = [options.all / f"window-{scene.name}-{look.name}.png"] if options.all else None
                take(stage, scene, folders or targets(scene, look))
    sys.stdout.flush()
    os._exit(0)  # the web engine would wait for its processes


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every look, into this folder")
    parser.add_argument("--look", action="append", help="only this look: " + ", ".join(look.name for look in LOOKS))
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help="only these scenes")
    return parser.parse_args()


def make_stage() -> Stage:
    work = Path(tempfile.mkdtemp())
    os.environ["ASSET_MAPPER_HOME"] = str(work)
    app.prepare_web_engine()
    application = QApplication([])
    settings = Settings(work / "settings.json")
    settings["window.toured"] = True
    context = app.make_context(settings)
    theme.put_on(application, "light", 100)
    window = app.make_window(context)
    window.resize(WIDE, HIGH)
    window.show()
    return Stage(application, context, window, work)


def dress(stage: Stage, look: Look) -> None:
    stage.context.speak(look.language)
    theme.put_on(stage.application, look.theme, look.text_percent)
    stage.context.theme_changed.emit(theme.in_use())
    stage.window.resize(WIDE, HIGH)
    stage.idle()


def targets(scene: Scene, look: Look) -> Iterable[Path]:
    """Say which pictures that are kept show a scene in a look."""
    if look in scene.readme:
        yield README / f"window-{scene.name}-{look.name}.png"
    if scene.manual and look in BOTH:
        picture = MANUAL / f"{scene.name}-{look.language}.png"
        pages = (MANUAL.parent / look.language).glob("*.md")
        if any(f"pictures/{picture.name}" in page.read_text(encoding="utf-8") for page in pages):
            yield picture


def take(stage: Stage, scene: Scene, targets: Iterable[Path]) -> None:
    """Show a scene, and keep its picture. One that fails does not keep the others from being taken."""
    try:
        widget: QWidget = scene.show(stage)
        picture = widget.grab()
    except Exception as error:
        print(f"{scene.name}: {type(error).__name__}: {error}", file=sys.stderr)
        picture = None
    for target in targets if picture is not None else ():
        assert picture is not None
        target.parent.mkdir(parents=True, exist_ok=True)
        picture.save(str(target))
        make_small(target)
        name = target.relative_to(ROOT) if target.is_relative_to(ROOT) else target
        print(f"{name}: {target.stat().st_size / 1000:.0f} KB")
    scene.after(stage)
    stage.clear()


def make_small(target: Path) -> None:
    """Pack a picture well; one that stays large gets a palette, of colours that are near to those of its symbols."""
    drawn = Image.open(target).convert("RGB")
    drawn.save(target, optimize=True)
    if target.stat().st_size > LARGEST_BYTES:
        drawn.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    main()
