"""No arguments opens the window, and so does ``open PROJECT``; every other verb works without one."""

import sys
from collections.abc import Sequence

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

    return run(arguments)


def _is_project(arguments: Sequence[str]) -> bool:
    """Whether a project was opened by double-click."""
    return len(arguments) == 1 and arguments[0].lower().endswith(".assetmap")


def _open_window(projects: Sequence[str]) -> int:
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
