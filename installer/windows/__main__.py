"""The verbs of ``installer/build.py``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from windows import msi, notes, payload, runtime, sbom, setup, signing, sizes, stub, trying, wheels
from windows.product import BUILD, LARGEST_MSI, LARGEST_SETUP, MB, Target, target
from windows.tools import say, timed


def lock(_target: Target, _options: argparse.Namespace) -> int:
    """Write installer/requirements-windows.txt anew from pyproject.toml and installer/constraints.txt."""
    wheels.write_lock()
    return 0


def make_payload(made: Target, options: argparse.Namespace) -> int:
    """Put together what gets installed."""
    made.work.mkdir(parents=True, exist_ok=True)
    if options.stub:
        stub.build(made)
    else:
        payload.build(made, runtime.source(options.runtime), options.embed_zip)
    return 0


def make_setup(made: Target, options: argparse.Namespace) -> int:
    """Make the EXE, for one user."""
    with timed(f"Making {made.setup.name}" + (" (not compressed)" if options.fast else "")):
        setup.build(made, fast=options.fast or options.stub)
    if not options.fast:
        sizes.must_fit(made.setup.name, made.setup.stat().st_size, LARGEST_SETUP)
    return 0


def make_msi(made: Target, _options: argparse.Namespace) -> int:
    """Make the MSI, for all users of a machine."""
    with timed(f"Making {made.msi.name}"):
        msi.build(made)
    sizes.must_fit(made.msi.name, made.msi.stat().st_size, LARGEST_MSI)
    say(f"    its product code, for detection rules: {msi.product_code(made.msi)}")
    return 0


def sums(made: Target, _options: argparse.Namespace) -> int:
    """Write SHA256SUMS and say what there is."""
    files = [file for file in (made.setup, made.msi, made.sbom) if file.exists()]
    sbom.write_sums(made.sums, files)
    for file in files:
        say(f"    {file.stat().st_size / MB:7.1f} MB  {file}")
    signing.warn_if_unsigned(file for file in files if file != made.sbom)
    return 0


def sign(_target: Target, options: argparse.Namespace) -> int:
    """Sign files as ASSET_MAPPER_SIGN_CMD says."""
    return 0 if sum(signing.sign(Path(file)) for file in options.files) == len(options.files) else 1


def test(made: Target, options: argparse.Namespace) -> int:
    """Try out under Wine what was made; with --stub, installers of a few files, which are made first."""
    if options.stub:
        everything(made, options)
    return trying.run(made, is_stub=options.stub, more=options.files)


def release_notes(made: Target, options: argparse.Namespace) -> int:
    """Print the release notes of this version."""
    print(notes.release_notes(made.version))
    return 0


def everything(made: Target, options: argparse.Namespace) -> int:
    """Make all of it."""
    for verb in (make_payload, make_setup, make_msi, sums):
        verb(made, options)
    return 0


VERBS: dict[str, Callable[[Target, argparse.Namespace], int]] = {
    "lock": lock, "payload": make_payload, "exe": make_setup, "msi": make_msi, "sums": sums, "sign": sign,
    "test": test, "notes": release_notes, "all": everything,
}  # fmt: skip


def main() -> int:
    listing = "\n".join(f"  {name:<9}{verb.__doc__}" for name, verb in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="installer/build.py", epilog=listing, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=VERBS, metavar="VERB")
    parser.add_argument("files", nargs="*", metavar="FILE", help="what to sign, or which tests")
    parser.add_argument("--runtime", choices=runtime.SOURCES, default="embed", help="where Python is from")
    parser.add_argument(
        "--embed-zip", type=Path, metavar="FILE", help="python.org's embeddable package, if it is here"
    )
    parser.add_argument("--fast", action="store_true", help="do not compress the EXE: seconds instead of minutes")
    parser.add_argument("--stub", action="store_true", help="a few files in place of the program, to try installers")
    options = parser.parse_args()
    made = target()
    if options.stub:
        made = Target(made.version, BUILD / "stub", BUILD / "stub" / "dist")
    return VERBS[options.verb](made, options)


if __name__ == "__main__":
    sys.exit(main())
