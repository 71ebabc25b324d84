"""No arguments opens the window; a verb works without one."""

import sys


def main() -> int:
    from asset_mapper.cli.main import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
