"""The published map for a web server: the same page as a folder of files, with lists, a sitemap and how to use it.

``NAME.zip`` holds the folder as one file, to be handed to whoever looks after the web server; any other name is a
folder. Nothing in it needs anything but a server of plain files, in whatever folder of whatever address it is put.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.publication import Publication
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.exporters.html_map import DEFAULT_BUDGET_BYTES, map_bounds
from asset_mapper.i18n import N_, _, speaking
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from asset_mapper.area_pack.clipping import ClippedBasemap

SUFFIX = ".zip"
MARKER = "asset-mapper-site.json"
"""What the site is and holds, with a checksum of every file; a folder that has it is one of ours."""

_SOMEWHERE = "https://www.example.org/map/"


def at(
    base_url: str = "",
    *,
    basemap: Path | None = None,
    budget_bytes: int = DEFAULT_BUDGET_BYTES,
    tell: Callable[[str], None] = lambda sentence: None,
) -> Exporter:
    """Give the exporter of a site that will be at *base_url*, with the basemap of a file.

    *tell* hears, in a sentence, when the budget decided how deep the basemap goes.
    """
    address = checked_address(base_url)

    def write(publication: Publication, target: Path, progress: Progress) -> None:
        from asset_mapper.formats.exporters.site_pages import site_files

        clipped = _clipped(publication, basemap, budget_bytes, tell, progress) if basemap else None
        files = site_files(publication, clipped, address, progress)
        files |= _beside(publication, address, files)
        files[MARKER] = _contents(publication, files)
        progress(2, 3, _("Writing the site"))
        (_write_zip if target.suffix.lower() == SUFFIX else _write_folder)(files, publication, target)

    return Exporter(key="site", label=N_("Site for a web server"), suffix=SUFFIX, write=write, marker=MARKER)


def checked_address(base_url: str) -> str:
    """Give the address of a site with a slash at its end.

    Raises
    ------
    WrongUseError
        It is not an address of the web.
    """
    from asset_mapper.formats.exporters.addresses import web_link

    if not base_url:
        return ""
    address = web_link(base_url) if base_url.startswith(("http://", "https://")) else ""
    if not address or "?" in address or "#" in address:
        raise WrongUseError(
            _("“{address}” is not where a site can be. Give an address such as https://www.example.org/map/.").format(
                address=base_url
            )
        )
    return address.rstrip("/") + "/"


def _clipped(
    publication: Publication, basemap: Path, budget_bytes: int, tell: Callable[[str], None], progress: Progress
) -> ClippedBasemap | None:
    from asset_mapper.area_pack.basemap import open_basemap
    from asset_mapper.area_pack.clipping import clip

    bounds = map_bounds(publication)
    if bounds is None:
        return None
    clipped = clip(open_basemap(basemap), bounds, budget_bytes=budget_bytes, progress=progress)
    if clipped.left_out:
        tell(clipped.left_out)
    return clipped


def _beside(publication: Publication, address: str, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Make what is not a page: the sitemap, the text for the web team, and the snippet that embeds the map."""
    from asset_mapper.cartography.parts import packaged

    languages = publication.languages
    files = {
        "README.txt": "\r\n".join(line for language in languages for line in _readme(publication, language)),
        "embed.txt": "\r\n".join(line for language in languages for line in _embed(publication, language, address)),
    }
    if address and publication.audience is Audience.PUBLIC:
        files["sitemap.xml"] = _sitemap(publication, address, pages)
    with suppress(NotFoundError):  # in a checkout whose page was built by hand
        files["LICENCES.txt"] = packaged("vendor", "LICENCES.txt")
    return {name: text.encode("utf-8", "replace") for name, text in files.items()}


def _contents(publication: Publication, files: Mapping[str, bytes]) -> bytes:
    import orjson

    about = {
        "format": "asset-mapper-site",
        "version": 1,
        "title": {"cy": publication.title.cy, "en": publication.title.en},
        "made_on": publication.made_on.isoformat(),
        "audience": publication.audience.value,
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    return orjson.dumps(about, option=orjson.OPT_INDENT_2)


def _sitemap(publication: Publication, address: str, pages: Mapping[str, bytes]) -> str:
    """List every page, each with the same page in the other languages."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in sorted(name for name in pages if name.endswith(".html")):
        name = page.removesuffix("index.html")
        lines.append(f"<url><loc>{escape(address + name)}</loc><lastmod>{publication.made_on.isoformat()}</lastmod>")
        if "/" in page:
            rest = name.split("/", 1)[1]
            lines += [
                f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(f"{address}{language}/{rest}")}"/>'
                for language in publication.languages
            ]
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>", ""])


_README = (
    N_("Put the whole folder anywhere on the server. Every link in it is relative: no address has to be set."),
    N_("It needs a server of plain files, and nothing else: no program, no database, no cookie."),
    N_("It works under the Content-Security-Policy below, sent as a header, and each page carries it too."),
    N_("To let other sites embed it, add a frame-ancestors rule that names them. The snippet is in embed.txt."),
    N_("Names in the folder “files” change with what is in them: let browsers keep these files for good."),
    N_("To bring it up to date, replace the whole folder: what was taken out must not stay behind."),
    N_("Opened straight from a disk, only the lists work: browsers let a page read files from a server only."),
)


def _readme(publication: Publication, language: str) -> list[str]:
    from asset_mapper.formats.exporters.site_pages import POLICY

    with speaking(language):
        title = " ".join(publication.title.text(language).split())
        return [
            title,
            "=" * len(title),
            "",
            _("For whoever looks after the web server:"),
            "",
            *(f"- {_(line)}" for line in _README),
            "",
            f"    {POLICY}",
            "",
            "",
        ]


def _embed(publication: Publication, language: str, address: str) -> list[str]:
    with speaking(language):
        title = escape(" ".join(publication.title.text(language).split()))
        where = escape(f"{address or _SOMEWHERE}{language}/")
        return [
            _("To show the map in another page, put this into it, with the address where the map is:"),
            "",
            f'<iframe src="{where}" title="{title}" lang="{language}" width="100%" height="720" loading="lazy"'
            ' referrerpolicy="no-referrer"></iframe>',
            f'<p lang="{language}"><a href="{where}">{title}</a></p>',
            "",
            "",
        ]


def _write_folder(files: Mapping[str, bytes], publication: Publication, target: Path) -> None:
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _write_zip(files: Mapping[str, bytes], publication: Publication, target: Path) -> None:
    """Write the folder as an archive, the same bytes for the same files."""
    day = (publication.made_on.year, publication.made_on.month, publication.made_on.day, 0, 0, 0)
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{publication.file_stem}/{name}", day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


EXPORTER = at()
