"""The pages of a site: the map with its files beside it, and the same as plain lists for browsers without scripts.

No page has a script or style inside itself, so that a council's web server may forbid them; what was typed into a
project is escaped, or in a data file that the scripts show as text.

``files.py`` makes everything that a site has, of what ``contents.py`` knows; ``plain_pages.py`` writes the lists and
the pathways, an asset each by ``entries.py``, in the head and foot of ``frame.py``.
"""

from asset_mapper.formats.exporters.site_pages.files import site_files
from asset_mapper.formats.exporters.site_pages.frame import POLICY

__all__ = ("POLICY", "site_files")
