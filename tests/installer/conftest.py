"""The scripts of ``installer/`` are programs, not a package: they are found by their folder."""

import sys

from tests.unit.test_repository import ROOT

sys.path.append(str(ROOT / "installer"))
