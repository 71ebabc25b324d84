"""Fills gaps of Wine, in Wine: libraries of three names that pass everything on but for what is missing there.

numpy computes with complex numbers by ``ucrtbase``, Qt converts text by ``icuuc`` and reads colour profiles by
``mscms``, and packages written in Rust draw random numbers from ``bcryptprimitives``. Windows has all of it.
"""

from __future__ import annotations

from pathlib import Path

from windows import launcher, pe
from windows.tools import fresh

MAIN = "\n#include <windows.h>\nBOOL WINAPI DllMain(HINSTANCE h, DWORD r, LPVOID p) { return TRUE; }\n"
RANDOM = """#include <stddef.h>
int __stdcall SystemFunction036(void *buffer, unsigned long size);
int __stdcall ProcessPrng(unsigned char *buffer, size_t size)
{
    return SystemFunction036(buffer, (unsigned long)size);
}
"""
REAL = ("cabs", "carg", "cimag", "creal")
COMPLEX = (
    "cacos", "cacosh", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp", "clog", "conj", "cproj", "csin",
    "csinh", "csqrt", "ctan", "ctanh",
)  # fmt: skip
CONVERTERS = (
    "UCNV_FROM_U_CALLBACK_SUBSTITUTE", "UCNV_TO_U_CALLBACK_SUBSTITUTE", "ucnv_cbFromUWriteUChars",
    "ucnv_cbToUWriteUChars", "ucnv_close", "ucnv_countAvailable", "ucnv_fromUCountPending", "ucnv_fromUnicode",
    "ucnv_getAvailableName", "ucnv_getFromUCallBack", "ucnv_getMaxCharSize", "ucnv_getName", "ucnv_getStandardName",
    "ucnv_getToUCallBack", "ucnv_reset", "ucnv_setFromUCallBack", "ucnv_setToUCallBack", "ucnv_toUCountPending",
    "ucnv_toUnicode",
)  # fmt: skip
_MARK = slice(0x40, 0x60)  # "Wine builtin DLL": without it, Wine takes the copy for a library from Windows


def make(wine: Path, into: Path) -> list[Path]:
    """Make the libraries in the folder *into*; gives their files."""
    fresh(into)
    source, names = _complex_numbers()
    colours = "void *my_WcsCreateIccProfile(void *profile, unsigned options) { return 0; }\n"
    return [
        *_passing_on(wine, into, "ucrtbase", "ucrtw", source, names),
        *_passing_on(wine, into, "mscms", "mscmw", colours, ["WcsCreateIccProfile"]),
        _converters(into),
        _compile(into, "bcryptprimitives", RANDOM, ["  ProcessPrng"], "-ladvapi32"),
    ]


def _complex_numbers() -> tuple[str, list[str]]:
    lines, names = ["#include <complex.h>"], []
    for suffix, kind in (("", "double"), ("f", "float")):
        for name in REAL:
            if f"{name}{suffix}" != "creal":
                lines.append(f"{kind} my_{name}{suffix}({kind} _Complex z) {{ return {name}{suffix}(z); }}")
                names.append(f"{name}{suffix}")
        for name in COMPLEX:
            lines.append(f"{kind} _Complex my_{name}{suffix}({kind} _Complex z) {{ return {name}{suffix}(z); }}")
            names.append(f"{name}{suffix}")
        power = f"({kind} _Complex a, {kind} _Complex b) {{ return cpow{suffix}(a, b); }}"
        lines.append(f"{kind} _Complex my_cpow{suffix}{power}")
        names.append(f"cpow{suffix}")
    return "\n".join(lines), names


def _passing_on(wine: Path, into: Path, name: str, copy: str, source: str, ours: list[str]) -> list[Path]:
    """Make a library *name* that has *ours* and passes everything else on to a *copy* of Wine's own."""
    original = wine / f"{name}.dll"
    content = bytearray(original.read_bytes())
    content[_MARK] = bytes(32)
    (into / f"{copy}.dll").write_bytes(content)
    exports = sorted({*pe.exports(original), *ours})
    lines = [f"  {export} = my_{export}" if export in ours else f"  {export} = {copy}.{export}" for export in exports]
    made = _compile(into, name, source, lines, "-lmingwex", "-lmsvcrt", "-lkernel32")
    return [into / f"{copy}.dll", made]


def _converters(into: Path) -> Path:
    """Make a library of text converters that has none: Qt then uses its own."""
    functions = [f"long long {name}(void) {{ return 0; }}" for name in CONVERTERS]
    source = "\n".join(
        ["void *ucnv_open(const char *name, int *error) { if (error) *error = 4; return 0; }", *functions]
    )
    return _compile(into, "icuuc", source, [f"  {name}" for name in (*CONVERTERS, "ucnv_open")])


def _compile(into: Path, name: str, source: str, exports: list[str], *libraries: str) -> Path:
    code, definition, target = into / f"{name}.c", into / f"{name}.def", into / f"{name}.dll"
    code.write_text(source + MAIN, encoding="ascii")
    definition.write_text("\n".join([f"LIBRARY {name}.dll", "EXPORTS", *exports, ""]), encoding="ascii")
    launcher.compile_c(
        target,
        "-w",
        "-shared",
        "-static-libgcc",
        "-nostartfiles",
        "-Wl,--entry=DllMain",
        code,
        definition,
        *libraries,
    )
    return target
