"""The list of assets: one row an asset, everything about it in columns that people read and an import takes again.

Whatever belongs to an asset is joined into its row: ways to reach it by kind, meetings in words, talents, the codes
of the outcomes that it supports, each imported column in a column of its own. A column stands only where the
audience may see what it is made of.

``specs.py`` is the table of columns, ``facts.py`` what they are made of, ``building.py`` makes the list of a
publication, with the imported columns (``custom_columns.py``).
"""

from asset_mapper.formats.exporters.asset_list.building import asset_list
from asset_mapper.formats.exporters.asset_list.custom_columns import free_name
from asset_mapper.formats.exporters.asset_list.facts import meeting_words, outcome_codes
from asset_mapper.formats.exporters.asset_list.headings import known_column
from asset_mapper.formats.exporters.asset_list.specs import ALWAYS, SPECS

__all__ = ("ALWAYS", "SPECS", "asset_list", "free_name", "known_column", "meeting_words", "outcome_codes")
