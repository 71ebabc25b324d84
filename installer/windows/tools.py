"""Running programs, and saying what is done."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def say(sentence: str) -> None:
    print(sentence, flush=True)


def run(*command: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Run a program that must go well; gives what it said."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode != 0:
        end = "\n".join(done.stdout.splitlines()[-25:])
        raise SystemExit(f"{end}\n{words[0]} {' '.join(words[1:4])} … ended with {done.returncode}.")
    return done.stdout


def is_there(program: str) -> bool:
    return shutil.which(program) is not None


def fresh(folder: Path) -> Path:
    """Give *folder*, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files_in(folder: Path) -> list[Path]:
    """Give every file under *folder*, in an order that is the same everywhere."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in files_in(folder))


def sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    since = time.monotonic()
    say(f"{what} …")
    yield
    say(f"    {time.monotonic() - since:.0f} s")


def python() -> str:
    return sys.executable
