"""``self-test``: try everything out in a temporary folder; silent when well.

The sample project is made, checked and published for every audience, in every language and format; what was written
for programs is read back as a trial. Nothing outside the folder is touched, so that it can be run anywhere.

Where Qt WebEngine does not start (policy, driver, remote desktop), that is said and is no fault: the map opens in the
browser instead, and only PDFs cannot be made.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from asset_mapper import __version__
from asset_mapper.errors import AssetMapperError, PrintingError
from asset_mapper.i18n import _, ngettext

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject

WELL, ILL = 0, 3

ONCE = ("pdf",)
"""Formats that take seconds each and print what another one writes: they are tried once."""

READ_BACK = ("csv", "geojson", "geopackage", "excel", "ods", "kml")


class Faults(list[str]):
    """What went wrong; with a *voice*, everything that is tried is told."""

    def __init__(self, voice: bool = False) -> None:
        super().__init__()
        self.voice = voice
        self.lacks = ""  # why Qt WebEngine does not start

    def tell(self, sentence: str) -> None:
        if self.voice:
            print(sentence, flush=True)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verbose", action="store_true", help=_("say what is tried, and how long it takes"))


def run(arguments: argparse.Namespace) -> int:
    faults = Faults(arguments.verbose)
    faults.tell(
        f"Asset Mapper {__version__}, Python {sys.version.split()[0]}, {platform.system()} {platform.version()}"
    )
    with (
        tempfile.TemporaryDirectory(prefix="asset-mapper-self-test-", ignore_cleanup_errors=True) as folder,
        _trying(_("make the sample project"), faults),
    ):
        from asset_mapper.services import sample

        with sample.make(Path(folder, "sample")) as project:
            _check(project, faults)
            _publish(project, Path(folder), faults)
    for fault in faults:
        print(f"asset-mapper: {fault}", file=sys.stderr)
    if faults.lacks:
        print(f"asset-mapper: {faults.lacks}", file=sys.stderr)
    if not faults:
        faults.tell(_("All is well but for that.") if faults.lacks else _("All is well."))
    return ILL if faults else WELL


def _check(project: OpenProject, faults: Faults) -> None:
    from asset_mapper.domain.checks import Severity
    from asset_mapper.services import checking

    with _trying(_("check the sample project"), faults):
        found = project.read(checking.findings)
        faults += [finding.message for finding in found if finding.severity is Severity.ERROR]


def _publish(project: OpenProject, folder: Path, faults: Faults) -> None:
    """Write every file that could leave the project."""
    from asset_mapper.domain.audience import Audience
    from asset_mapper.formats.exporters import EXPORTERS
    from asset_mapper.services import exporting, publishing

    done = set() if _can_print() else {"pdf"}
    for audience in Audience:
        for language in publishing.LANGUAGES:
            words = {"audience": audience.value, "language": language}
            with _trying(_("publish for {audience} in {language}").format(**words), faults):
                publication = project.read(publishing.publication, audience, language)
                for exporter in EXPORTERS:
                    if exporter.key in done:
                        continue
                    done |= {exporter.key} & set(ONCE)
                    target = folder / f"{audience.value}-{language}{exporter.suffix}"
                    what = _("write {format} for {audience} in {language}").format(format=exporter.key, **words)
                    with _trying(what, faults):
                        exporting.export(publication, exporter, target)
                        if exporter.key in READ_BACK:
                            _read_back(project, target, len(publication.assets), faults)


def _read_back(project: OpenProject, file: Path, written: int, faults: Faults) -> None:
    """Import as a trial what was written: every asset has to be there, and every row has to be known."""
    from asset_mapper.services import importing

    layers = importing.import_files(project, [file], importing.ImportOptions(), dry_run=True).layers
    rows = sum(layer.rows for layer in layers if layer.record == "asset")
    strange = sum(layer.made + layer.refused for layer in layers)
    known = rows - strange
    if (rows, known) != (written, written):
        text = ngettext(
            "{file}: {known} of {n} asset was known again when it was read back.",
            "{file}: {known} of {n} assets were known again when they were read back.",
            written,
        )
        faults.append(text.format(file=file.name, known=known, n=written))


def _can_print() -> bool:
    """Tell whether the part that prints is installed: the command line does without."""
    from importlib.util import find_spec

    return find_spec("PySide6") is not None


@contextmanager
def _trying(what: str, faults: Faults) -> Iterator[None]:
    """Note what goes wrong meanwhile, and where; go on with the rest."""
    outcome, since = _("not well"), time.monotonic()
    try:
        yield
        outcome = _("well")
    except PrintingError as error:
        faults.lacks, outcome = str(error), _("not possible here")
    except AssetMapperError as error:
        faults.append(f"{what}: {error}")
    except Exception as error:  # whatever is wrong with this installation, say it
        last = extract_tb(error.__traceback__)[-1]
        faults.append(f"{what}: {type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})")
    faults.tell(f"{what}: {outcome}, {time.monotonic() - since:.1f} s")
