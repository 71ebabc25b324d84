"""The steps of the build, each on a small case that is made up."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from windows import closure, icon, licences, msi, payload, pe, prune, runtime, sbom, setup, signing, sizes
from windows.licences import Package
from windows.product import MB

# --- which libraries are needed ---------------------------------------------------------------------------


@pytest.fixture
def shipped(tmp_path) -> tuple[Path, dict[Path, set[str]]]:
    """Give a payload in which all is where it is looked for, and what its programs import."""
    site = tmp_path / "runtime" / "Lib" / "site-packages"
    needs = {
        tmp_path / "AssetMapper.exe": {"kernel32.dll", "api-ms-win-core-path-l1-1-0.dll"},
        tmp_path / "runtime" / "vcruntime140.dll": {"kernel32.dll"},
        tmp_path / "runtime" / "_ssl.pyd": {"libssl-3.dll", "vcruntime140.dll"},
        tmp_path / "runtime" / "libssl-3.dll": {"kernel32.dll"},
        site / "numpy" / "core.pyd": {"msvcp140-abc.dll", "vcruntime140.dll"},
        site / "numpy.libs" / "msvcp140-abc.dll": {"vcruntime140.dll"},
    }
    return tmp_path, needs


def test_nothing_is_said_where_every_library_is_found(shipped):
    folder, needs = shipped
    assert closure.faults(folder, needs, {"kernel32.dll"}) == []


def test_a_library_that_is_neither_shipped_nor_part_of_windows_is_named_with_who_needs_it(shipped):
    folder, needs = shipped
    needs[folder / "runtime" / "_ssl.pyd"].add("msvcp140.dll")
    (fault,) = closure.faults(folder, needs, {"kernel32.dll"})
    assert fault == "runtime/_ssl.pyd needs msvcp140.dll, which is neither shipped nor Windows'."


def test_a_library_in_the_folder_of_another_package_is_not_found(shipped):
    folder, needs = shipped
    needs[folder / "runtime" / "Lib" / "site-packages" / "shapely" / "lib.pyd"] = {"msvcp140-abc.dll"}
    (fault,) = closure.faults(folder, needs, {"kernel32.dll"})
    assert fault.endswith("shapely/lib.pyd needs msvcp140-abc.dll, which lies where nobody looks.")


def test_no_runtime_of_the_compiler_counts_as_part_of_windows():
    system = closure.system_libraries()
    assert {"kernel32.dll", "ws2_32.dll", "icuuc.dll"} <= system
    assert [name for name in system if name.startswith(("msvcp", "vcruntime", "concrt", "vcomp", "python"))] == []


def test_the_libraries_of_the_kept_are_followed_to_the_end(tmp_path, monkeypatch):
    table = {"a.pyd": {"b.dll"}, "b.dll": {"c.dll", "kernel32.dll"}, "c.dll": {"B.DLL".lower()}, "d.dll": set()}
    for name in table:
        (tmp_path / name).touch()
    monkeypatch.setattr(pe, "imports", lambda file: table[file.name])
    assert {file.name for file in prune.closure(tmp_path, [tmp_path / "a.pyd"])} == {"a.pyd", "b.dll", "c.dll"}


# --- what is dropped --------------------------------------------------------------------------------------


def test_tests_and_headers_go_and_the_rest_stays(tmp_path):
    rules = prune.table()["everywhere"]
    for name in ("p/__init__.py", "p/tests/test_a.py", "p/sub/test/b.py", "p/a.pyi", "p/a.h", "numpy/testing/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    prune._prune_everywhere(tmp_path, rules)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"p/__init__.py", "numpy/testing/x.py"}


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("resources/icudtl.dat", True),
        ("resources/v8_context_snapshot.debug.bin", False),
        ("resources/qtwebengine_devtools_resources.pak", False),
        ("translations/qtwebengine_locales/en-GB.pak", True),
        ("translations/qtwebengine_locales/de.pak", False),
        ("translations/qtbase_en.qm", True),
        ("translations/designer_de.qm", False),
        ("qml/QtQuick/plugin.qmltypes", False),
        ("__init__.py", True),
        ("support/deprecated.py", True),
        ("QtCore.pyi", False),
    ],
)
def test_of_qt_stays_what_the_table_says(name, stays):
    assert prune._stays(PurePosixPath(name), prune.table()["qt"]) is stays


# --- licences ---------------------------------------------------------------------------------------------

FREE = st.sampled_from(["MIT", "BSD-3-Clause", "Apache-2.0", "LGPL-3.0-only", "LGPL-2.1-or-later", "MPL-2.0"])
BINDING = st.sampled_from(["GPL-3.0-only", "GPLv2", "AGPL-3.0-or-later", "GNU General Public License", "SSPL-1.0"])


@given(FREE, BINDING)
def test_a_choice_beside_the_gpl_is_enough_and_the_gpl_alone_is_not(free, binding):
    assert licences.is_free_of_gpl(free)
    assert licences.is_free_of_gpl(f"{free} OR {binding}")
    assert licences.is_free_of_gpl(f"{binding} OR {free}")
    assert not licences.is_free_of_gpl(binding)
    assert not licences.is_free_of_gpl(f"{free} AND {binding}")


@pytest.fixture
def site_packages(tmp_path) -> Path:
    """Give a folder with two packages, one of which carries a library."""
    site = tmp_path / "site-packages"
    for name, header in (
        ("Good_Thing", "License-Expression: MIT"),
        ("heavy", "Classifier: License :: OSI Approved :: BSD"),
    ):
        folder = site / f"{name}-1.0.dist-info" / "licenses"
        folder.mkdir(parents=True)
        (folder.parent / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{header}\n")
        (folder / "LICENSE").write_text(f"the terms of {name}")
    (site / "heavy.libs").mkdir()
    (site / "heavy.libs" / "gdal-0123.dll").touch()
    return site


def test_every_text_is_collected_and_the_index_names_packages_and_what_they_carry(site_packages, tmp_path):
    rules = licences.table()
    packages = licences.packages_in(site_packages, rules)
    assert [(package.name, package.licence) for package in packages] == [("good-thing", "MIT"), ("heavy", "BSD")]
    assert packages[1].inside == (("GDAL", "MIT"),)
    assert licences.faults(packages, rules) == []
    python = tmp_path / "LICENSE.txt"
    python.write_text("PSF")
    licences.collect(packages, python, tmp_path / "licenses")
    assert (tmp_path / "licenses" / "good-thing-1.0" / "LICENSE").read_text() == "the terms of Good_Thing"
    index = (tmp_path / "licenses" / "INDEX.txt").read_text("utf-8")
    assert "good-thing 1.0" in index
    assert "with GDAL: MIT" in index
    assert (tmp_path / "licenses" / "Python.txt").read_text() == "PSF"


def test_a_library_that_nobody_knows_stops_the_build(site_packages):
    (site_packages / "heavy.libs" / "unheard-of.dll").touch()
    with pytest.raises(SystemExit, match=r"unheard-of\.dll"):
        licences.packages_in(site_packages, licences.table())


def test_what_lacks_a_licence_a_text_or_the_right_one_is_named():
    text = (Path("LICENSE"),)
    packages = [
        Package("silent", "1", "", text),
        Package("textless", "1", "MIT"),
        Package("binding", "1", "GPL-3.0-only", text),
        Package("surprising", "1", "LGPL-2.1-only", text),
        Package("psycopg", "1", "LGPL-3.0-only", text),
        Package("carrying", "1", "MIT", text, (("readline", "GPL-3.0-or-later"),)),
    ]
    found = licences.faults(packages, licences.table())
    assert [sentence.split()[0] for sentence in found] == ["silent", "textless", "binding", "surprising", "carrying"]


# --- Python -----------------------------------------------------------------------------------------------


@pytest.fixture
def embeddable(tmp_path) -> Path:
    """Give an embeddable package with little in it."""
    file = tmp_path / "python-3.13.99-embed-amd64.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("python.exe", "pythonw.exe", "python.cat", "python313.dll", "python313.zip", "LICENSE.txt"):
            archive.writestr(name, name)
        archive.writestr("python313._pth", "python313.zip\r\n.\r\n#import site\r\n")
    return file


def source_of(file: Path, **changes: str | None) -> runtime.Source:
    facts = {"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), **changes}
    return runtime.Source("embed", "3.13.99", file.name, url="https://localhost/none", **facts)


def test_the_embeddable_package_is_laid_out_without_a_loose_python(embeddable, tmp_path):
    runtime.build(source_of(embeddable), tmp_path / "runtime", tmp_path, given=embeddable)
    names = {path.name for path in (tmp_path / "runtime").iterdir()}
    assert names == {"python313.dll", "python313.zip", "python313._pth", "LICENSE.txt"}
    lines = (tmp_path / "runtime" / "python313._pth").read_bytes().decode().split("\r\n")
    assert lines == ["python313.zip", ".", "Lib\\site-packages", "..\\app", ""]


def test_another_file_than_the_pinned_one_is_refused(embeddable, tmp_path):
    origin = source_of(embeddable)
    embeddable.write_bytes(embeddable.read_bytes() + b"x")
    with pytest.raises(SystemExit, match="is not the file"):
        runtime.build(origin, tmp_path / "runtime", tmp_path, given=embeddable)


def test_without_a_checksum_there_is_no_release(embeddable, tmp_path):
    with pytest.raises(SystemExit, match="no checksum"):
        runtime.build(source_of(embeddable, sha256=None), tmp_path / "runtime", tmp_path, given=embeddable)


def test_the_same_files_give_the_same_archive_whatever_their_times(tmp_path):
    digests = set()
    for number, time in enumerate((0, 1_000_000_000)):
        folder = tmp_path / str(number)
        for name in ("b.pyc", "a/c.pyc"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(name.encode())
            os.utime(folder / name, (time, time))
        runtime.pack(folder, tmp_path / f"{number}.zip")
        digests.add((tmp_path / f"{number}.zip").read_bytes())
    assert len(digests) == 1


# --- the installers ---------------------------------------------------------------------------------------


def test_what_is_removed_is_every_file_and_then_every_folder_from_within():
    lines = list(setup.removal([Path("app/a/b.py"), Path("app/c $x.txt"), Path("AssetMapper.exe")]))
    assert lines == [
        r'Delete "$INSTDIR\app\a\b.py"',
        r'Delete "$INSTDIR\app\c $$x.txt"',
        r'Delete "$INSTDIR\AssetMapper.exe"',
        r'RMDir "$INSTDIR\app\a"',
        r'RMDir "$INSTDIR\app"',
    ]


def test_nothing_is_ever_removed_with_all_that_is_in_it_but_logs_of_our_own():
    script = setup.SCRIPT.read_text("utf-8")
    assert [line.strip() for line in script.splitlines() if "RMDir /r" in line] == [
        r'RMDir /r "$LOCALAPPDATA\${ID}\logs"'
    ]


def test_a_file_has_the_same_number_in_every_version_and_no_other_file_has_it():
    names = [PurePosixPath(name) for name in ("a.txt", "app/a.txt", "app/b.txt")]
    first, second = (msi.file_list(order) for order in (names, names[::-1]))

    def numbers(root):
        tag = f"{{{msi.NAMESPACE}}}"
        return {one.find(f"{tag}File").get("Source"): one.get("Guid") for one in root.iter(f"{tag}Component")}

    assert numbers(first) == numbers(second)
    assert len(set(numbers(first).values())) == len(names)


@pytest.mark.parametrize("name", ["tŷ.txt", "a$b.txt"])
def test_names_that_the_msi_cannot_take_stop_the_build(name):
    with pytest.raises(SystemExit, match="cannot take in"):
        msi.file_list([PurePosixPath(name)])


def test_what_is_too_large_stops_the_build():
    sizes.must_fit("It", 170 * MB, 170 * MB)
    with pytest.raises(SystemExit, match=r"It takes 170\.0 MB; the limit is 170 MB"):
        sizes.must_fit("It", 170 * MB + 1, 170 * MB)


def test_the_table_of_sizes_counts_every_file_once(tmp_path):
    qt = "runtime/Lib/site-packages/PySide6"
    names = ["AssetMapper.exe", "runtime/python313.dll", "app/asset_mapper/x.py", "licenses/INDEX.txt"]
    names += [f"{qt}/Qt6WebEngineCore.dll", f"{qt}/Qt6Core.dll"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(10))
    measured = sizes.by_part(tmp_path)
    assert sum(measured.values()) == 10 * len(names)
    assert measured["the web engine"] == measured["the rest of Qt"] == measured["Python"] == 10


def test_a_payload_that_lacks_something_or_has_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(closure, "needs_of", lambda _payload: {})
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "python.exe").touch()
    (tmp_path / "tŷ.txt").touch()
    with pytest.raises(SystemExit) as stop:
        payload.check(tmp_path)
    said = str(stop.value)
    assert "AssetMapper.exe is missing." in said
    assert "runtime/python.exe must not be shipped." in said
    assert "tŷ.txt has a letter beyond ASCII" in said


def test_the_list_of_parts_names_all_with_checksums_and_is_the_same_twice(tmp_path):
    packages = [Package("gdal-thing", "2.0", "MIT", inside=(("GDAL", "MIT"),)), Package("other", "1", "BSD-3-Clause")]
    for name in ("one", "two"):
        sbom.write(tmp_path / name, "0.1.0", "3.13.0", packages, {"gdal-thing": "ab" * 32})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    document = json.loads((tmp_path / "one").read_text("utf-8"))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5")
    by_name = {part["name"]: part for part in document["components"]}
    assert set(by_name) == {"CPython", "gdal-thing", "other"}
    assert by_name["gdal-thing"]["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]
    assert by_name["gdal-thing"]["components"][0]["name"] == "GDAL"
    references = [part["bom-ref"] for part in document["components"]]
    assert len(references) == len(set(references))
    assert set(document["dependencies"][0]["dependsOn"]) <= set(references)


def test_checksums_are_as_sha256sum_reads_them(tmp_path):
    (tmp_path / "a.exe").write_bytes(b"a")
    sbom.write_sums(tmp_path / "SHA256SUMS", [tmp_path / "a.exe"])
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "a.exe: OK\n"


def test_whatever_signs_is_given_the_file_and_may_write_beside_it(tmp_path, monkeypatch):
    file = tmp_path / "a b.exe"
    file.write_bytes(b"unsigned")
    script = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); pathlib.Path(f'{p}.signed').write_bytes(b'signed')"
    monkeypatch.setenv(signing.VARIABLE, f'{sys.executable} -c "{script}" {{file}}')
    assert signing.sign(file)
    assert file.read_bytes() == b"signed"
    assert list(tmp_path.iterdir()) == [file]


def test_the_icon_has_every_size(tmp_path):
    from PIL import Image

    icon.write_icon(tmp_path / "x.ico")
    with Image.open(tmp_path / "x.ico") as picture:
        assert picture.info["sizes"] == {(size, size) for size in icon.SIZES_PX}


def test_a_compiled_catalogue_does_not_tell_when_it_was_compiled(tmp_path):
    import hatch_build

    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "x.po").write_text(
        'msgid ""\nmsgstr "Language: cy\\n"\n\nmsgid "Map"\nmsgstr "Map"\n', encoding="utf-8"
    )
    hatch_build.compile_catalogues(tmp_path)
    assert b"POT-Creation-Date: 2026-01-01 00:00+0000" in (folder / "x.mo").read_bytes()
