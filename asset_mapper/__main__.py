"""No arguments opens the window, and so does ``open PROJECT``; every other verb works without one.

On Windows the program with the window has no console: what a verb says goes to the file that ``ASSET_MAPPER_LOG``
names, else to ``logs/command.txt`` in the user's own folder. ``--self-test`` says what it tries.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

COULD_NOT = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window or the command line; gives the exit status."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    if arguments[:1] == ["--printing"]:  # an installed program starts itself to print: see printing/helper.py
        from asset_mapper.printing.__main__ import main as print_page

        return print_page(arguments[1:])
    if not arguments or arguments[0] == "open" or _is_project(arguments):
        return _open_window(arguments[1:] if arguments[:1] == ["open"] else arguments)
    from asset_mapper.cli.main import main as run

    if arguments[0] == "--self-test":
        arguments = ["self-test", "--verbose", *arguments[1:]]
    _speak_into_file()
    return run(arguments)


def _is_project(arguments: Sequence[str]) -> bool:
    """Whether a project was opened by double-click."""
    return len(arguments) == 1 and arguments[0].lower().endswith(".assetmap")


def _speak_into_file() -> None:
    """Turn what is said to a file, where one is asked for or nobody would see it."""
    from asset_mapper.paths import user_data

    named = os.environ.get("ASSET_MAPPER_LOG")
    if not named and sys.stdout is not None:
        return
    try:
        log = Path(named) if named else user_data() / "logs" / "command.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        sys.stdout = sys.stderr = log.open("w", encoding="utf-8", buffering=1)
    except OSError as error:
        if sys.stderr is not None:
            print(f"asset-mapper: ASSET_MAPPER_LOG: {error}", file=sys.stderr)  # noqa: T201 - it goes on without


def _open_window(projects: Sequence[str]) -> int:
    from asset_mapper.printing import probe

    if (sys.platform == "win32" or probe.VARIABLE in os.environ) and not probe.starts():
        probe.do_without()
    try:
        from asset_mapper.ui import app
    except ImportError as error:
        from asset_mapper.i18n import _

        message = _("The window cannot be opened here ({why}). “asset-mapper --help” lists what works without it.")
        print(f"asset-mapper: {message.format(why=error)}", file=sys.stderr)  # noqa: T201 - there is no window
        return COULD_NOT
    return app.run(projects)


if __name__ == "__main__":
    sys.exit(main())
