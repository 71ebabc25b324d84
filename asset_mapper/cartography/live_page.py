"""The page of a map that people are working on: the same scripts and styles as the published one, without its data.

It is opened once and never again: what it shows comes over a channel from the window. Its policy lets it run the
package's own scripts, and ask nobody but the window for anything.
"""

from __future__ import annotations

from html import escape

from asset_mapper.cartography.parts import data_block, hash_of, packaged
from asset_mapper.cartography.texts import live_texts
from asset_mapper.i18n import LANGUAGES


def live_page_html(mode: str, language: str, channel_script: str, origin: str) -> str:
    """Write the page.

    Parameters
    ----------
    mode
        ``edit`` to work on the map, ``room`` to look at it from afar.
    channel_script
        The script of Qt's web channel.
    origin
        The only place that the page may ask for data and tiles, such as ``asset-mapper://map``.
    """
    scripts = (channel_script, packaged("vendor", "window.js"))
    styles = (packaged("vendor", "page.css"), packaged("vendor", "window.css"))
    policy = (
        f"default-src 'none'; script-src {' '.join(map(hash_of, scripts))}; "
        f"style-src {' '.join(map(hash_of, styles))}; img-src {origin} data: blob:; connect-src {origin}; "
        "base-uri 'none'; form-action 'none'"
    )
    texts = {code: live_texts(code) for code in LANGUAGES}
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}" class="{escape(mode)}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        "<title>Asset Mapper</title>",
        *(f"<style>{style}</style>" for style in styles),
        "</head><body>",
        packaged("window.html"),
        data_block("texts", texts),
        *(f"<script>{script}</script>" for script in scripts),
        "</body></html>",
    )
    return "\n".join(lines)
