"""The process that prints: ``python -m asset_mapper.printing PAGE.html OUT.pdf --paper a4``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from asset_mapper.printing.helper import NO_QT, TIMEOUT_S
from asset_mapper.printing.papers import PAPERS, paper_named


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="asset_mapper.printing", description="Print a published page to a PDF.")
    parser.add_argument("page", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--paper", choices=[paper.key for paper in PAPERS], default=PAPERS[0].key)
    parser.add_argument("--landscape", action="store_true")
    parser.add_argument("--timeout", type=float, default=TIMEOUT_S, metavar="SECONDS")
    wanted = parser.parse_args(arguments)

    try:
        from asset_mapper.printing.engine import print_page
    except ImportError as error:
        print(error, file=sys.stderr)
        return NO_QT
    status = print_page(wanted.page, wanted.target, paper_named(wanted.paper), wanted.landscape, wanted.timeout)
    sys.stderr.flush()
    os._exit(status)  # the engine takes seconds to tidy up after itself, and all that it kept was in memory


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
