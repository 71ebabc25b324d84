"""A lock on an open file, which the operating system drops when the program ends, however it ends.

The byte that is locked lies far behind what stands in the file, so that others can read that on Windows too.
"""

from __future__ import annotations

import os
import sys
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 30

    def try_lock(file: IO[Any]) -> bool:
        """Lock an open file; false when another process holds the lock."""
        at = os.lseek(file.fileno(), 0, os.SEEK_CUR)
        os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file.fileno(), at, os.SEEK_SET)
        return True

else:
    import fcntl

    def try_lock(file: IO[Any]) -> bool:
        """Lock an open file; false when another process holds the lock, or removed the file just now."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return os.fstat(file.fileno()).st_nlink > 0
