"""Fixed codes with labels that people read."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A fixed code and its label: ``TEAM = "team", N_("The team")``. Show ``_(code.label)``."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
