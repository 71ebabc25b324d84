"""The window: hands and eyes for the services. The only place that knows Qt."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # WORKAROUND: PySide6 6.12 gives answers such as that of ``Signal.emit`` without a reference of their own, so that
    # each takes one of True (or None) away, and Python ends when none is left. From Python 3.12 on these live for
    # ever; here they get more references than any day uses up. Goes with Python 3.11, or once PySide6 is mended.
    for _answer in (True, False, None):
        ctypes.c_ssize_t.from_address(id(_answer)).value += 1 << 40
