"""Signing, by a certificate that is thrown away afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from windows import msi, pe, setup, signing, stub
from windows.product import COMMAND, PROGRAM, Target
from windows.tools import run
from windows.wine import Wine

pytestmark = pytest.mark.only_stub


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:3072", "-sha256", "-days", "1", "-nodes",
        "-keyout", folder / "key.pem", "-out", folder / "certificate.pem", "-subj", "/CN=Thrown away",
        "-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature",
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def signed(certificate: Path, tmp_path_factory: pytest.TempPathFactory, current: Target) -> Target:
    work = tmp_path_factory.mktemp("signed")
    made = Target(current.version, work, work / "dist")
    with pytest.MonkeyPatch.context() as patch:
        key, chain = certificate / "key.pem", certificate / "certificate.pem"
        patch.setenv(
            signing.VARIABLE,
            f"osslsigncode sign -key {key} -certs {chain} -h sha256 -in {{file}} -out {{file}}.signed",
        )
        stub.build(made)
        assert signing.sign_unsigned(made.payload) == 3
        setup.build(made, fast=True)
        msi.build(made)
    return made


def verify(file: Path, certificate: Path) -> None:
    said = run("osslsigncode", "verify", "-CAfile", certificate / "certificate.pem", "-in", file)
    assert "Thrown away" in said


def test_start_programs_setup_and_msi_carry_a_signature_that_holds(signed: Target, certificate: Path) -> None:
    for file in (signed.payload / PROGRAM, signed.payload / COMMAND, signed.setup, signed.msi):
        verify(file, certificate)


def test_what_removes_it_is_signed_too(signed: Target, certificate: Path, wine: Wine) -> None:
    place = wine.drive / "Signed"
    assert wine.run_for_status(wine.windows_path(signed.setup), "/S", "/NOASSOC=1", "/D=C:\\Signed").status == 0
    verify(place / "Uninstall.exe", certificate)
    wine.run_for_status("C:\\Signed\\Uninstall.exe", "/S")
    assert wine.wait_until_gone(place / "Uninstall.exe")


def test_a_changed_byte_breaks_the_signature(signed: Target, certificate: Path, tmp_path: Path) -> None:
    content = bytearray((signed.payload / PROGRAM).read_bytes())
    content[0x600] ^= 1
    changed = tmp_path / PROGRAM
    changed.write_bytes(content)
    with pytest.raises(SystemExit):
        verify(changed, certificate)


def test_without_a_command_nothing_is_signed_and_that_is_said_loudly(
    current: Target, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(signing.VARIABLE, raising=False)
    assert not signing.sign(current.setup)
    assert not pe.is_signed(current.setup)
    signing.warn_if_unsigned([current.setup])
    assert "NOT SIGNED" in capsys.readouterr().out
