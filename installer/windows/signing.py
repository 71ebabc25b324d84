"""Signs programs with whatever ``ASSET_MAPPER_SIGN_CMD`` says, such as a hardware key or a signing service.

The command is given the file in place of ``{file}`` and changes it in place, or writes ``{file}.signed``::

    signtool sign /fd sha256 /tr http://timestamp.example /td sha256 /n "NAME" {file}
    osslsigncode sign -pkcs11module LIBRARY -key ID -certs CHAIN -h sha256 -ts URL -in {file} -out {file}.signed
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

from windows import pe
from windows.tools import files_in, run, say

VARIABLE = "ASSET_MAPPER_SIGN_CMD"


def command() -> str:
    return os.environ.get(VARIABLE, "")


def sign(file: Path) -> bool:
    """Sign *file*; without a command nothing is signed, and the answer is False."""
    if not command():
        return False
    run(*(word.replace("{file}", str(file)) for word in shlex.split(command(), posix=os.name != "nt")))
    signed = file.with_name(f"{file.name}.signed")
    if signed.exists():
        signed.replace(file)
    return True


def sign_unsigned(payload: Path) -> int:
    """Sign every program and library that nobody has signed: those of Qt, Python and Microsoft are their makers'."""
    unsigned = [file for file in files_in(payload) if pe.is_binary(file) and not pe.is_signed(file)]
    return sum(sign(file) for file in unsigned)


def warn_if_unsigned(files: Iterable[Path]) -> None:
    if not command():
        names = ", ".join(file.name for file in files)
        say(f"NOT SIGNED: {names}. Windows will warn whoever starts them. {VARIABLE} says how to sign.")
