"""Starts the process that prints, waits for it, and says in a sentence what went wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from asset_mapper.errors import PrintingError
from asset_mapper.i18n import _
from asset_mapper.printing.papers import PAPERS, Paper
from asset_mapper.progress import Progress, no_progress

DONE, NO_QT, BAD_PAGE, TOO_LONG = 0, 4, 5, 6
"""How the process ends; anything else is a crash of the engine."""

TIMEOUT_S = 120
_GRACE_S = 20  # what the engine gets to start, and to end by itself when its own time is up
_POLL_S = 0.1
_NOISE = ("[", "QRhi", "Failed to create RHI", "GPUInfo", "Sandboxing disabled")
_NO_SANDBOX = "QTWEBENGINE_DISABLE_SANDBOX"


def print_page(
    page: Path,
    target: Path,
    paper: Paper = PAPERS[0],
    *,
    landscape: bool = False,
    timeout_s: float = TIMEOUT_S,
    progress: Progress = no_progress,
) -> None:
    """Print the published *page*, an HTML file, to the PDF *target*, in every language that the page has.

    Raises
    ------
    PrintingError
        Qt WebEngine is not installed or does not start, or the page was not ready in time.
    """
    options = ["--paper", paper.key, "--timeout", str(timeout_s), *(["--landscape"] if landscape else [])]
    command = [*_python(), str(page), str(target), *options]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    status, said = _run(command, environment, timeout_s + _GRACE_S, progress)
    if status != DONE and "no usable sandbox" in said.lower():
        # Some systems allow no process to shut itself in. The page is ours, reaches nothing outside itself, and runs
        # nothing but the scripts that it names by their hash.
        status, said = _run(command, {**environment, _NO_SANDBOX: "1"}, timeout_s + _GRACE_S, progress)
    if status != DONE or not target.is_file() or target.stat().st_size == 0:
        raise PrintingError(_why(status, said))


def _python() -> list[str]:
    """Give the command that starts ``asset_mapper.printing``: by Python, or by the program that we are part of."""
    if Path(sys.executable).stem.lower().startswith(("python", "pypy")):
        return [sys.executable, "-m", "asset_mapper.printing"]
    return [sys.executable, "--printing"]


def _run(command: list[str], environment: dict[str, str], patience_s: float, progress: Progress) -> tuple[int, str]:
    """Run the process until it ends, its time is up, or *progress* says that the user has had enough."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    give_up_at = time.monotonic() + patience_s
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, creationflags=flags
        )
        try:
            while (status := process.poll()) is None:
                progress(0, 0, _("Printing"))
                if time.monotonic() > give_up_at:
                    status = TOO_LONG
                    break
                time.sleep(_POLL_S)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        log.seek(0)
        return status, log.read().decode("utf-8", "replace")


def _why(status: int, said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith(_NOISE)]
    last = lines[-1].rstrip(".") if lines else _("it did not say why")
    if status == NO_QT:
        return _(
            "A PDF needs Qt WebEngine, which does not start here ({why}). Write it as .html instead, open that in a "
            "browser and print it from there."
        ).format(why=last)
    if status == TOO_LONG:
        return _(
            "The PDF took too long and was stopped: this computer may be busy, or there is much to print. Try again, "
            "choose a saved view that shows less, or write it as .html and print that from a browser."
        )
    return _(
        "The PDF could not be made ({why}). Write it as .html instead, open that in a browser and print it from "
        "there."
    ).format(why=last)
