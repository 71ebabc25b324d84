"""Identifiers that the program makes itself, so that imports, undo and several laptops agree on them."""

import os
import threading
import time

_lock = threading.Lock()
_last = 0

RecordId = str
"""A UUID of version 7 in its usual 36 characters: sorted by time of making."""


def new_id() -> RecordId:
    """Make an id that nobody else makes, later ones sorting after earlier ones.

    References
    ----------
    RFC 9562, section 5.7; the 12 bits of ``rand_a`` are a fraction of the millisecond (section 6.2, method 3).
    """
    global _last
    with _lock:
        ticks = max((time.time_ns() << 12) // 1_000_000, _last + 1)  # milliseconds with 12 bits of fraction
        _last = ticks
    random = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    millis, fraction = ticks >> 12, ticks & 0xFFF
    digits = f"{millis:012x}7{fraction:03x}{random:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def new_ids(count: int) -> list[RecordId]:
    """Make many ids as ``domain.ids.new_id`` does, in ascending order.

    References
    ----------
    RFC 9562, section 5.7.
    """
    start = (time.time_ns() << 12) // 1_000_000
    noise = os.urandom(8 * count).hex()
    ids = []
    millis, prefix = -1, ""
    for index in range(count):
        ticks = start + index
        if ticks >> 12 != millis:
            millis = ticks >> 12
            prefix = f"{millis >> 16:08x}-{millis & 0xFFFF:04x}-7"
        at = 16 * index
        random = noise[at : at + 16]
        ids.append(f"{prefix}{ticks & 0xFFF:03x}-{_VARIANT[random[0]]}{random[1:4]}-{random[4:]}")
    return ids


_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
