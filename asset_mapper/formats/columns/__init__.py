"""Which column of a table holds what: by its name, in English and Welsh, and by what is in it.

Every column gets at most one field, with a confidence from 0 to 1 and a reason that can be shown. A field that
takes one value gets one column only. What a person says wins over everything. A column that gets no
field is kept as a column of the project's own, so nothing is lost.

``fields.py`` is the table of fields: how people call their columns, and what their values look like. ``telling.py``
checks what a person said; ``matching.py`` chooses, by the heading (``naming.py``), then by heading and values
together (``scoring.py``), and last by what several columns say together (``settling.py``).
"""

from asset_mapper.formats.columns.fields import BY_KEY, FIELDS
from asset_mapper.formats.columns.headings import spelled_out, squeezed
from asset_mapper.formats.columns.looks import EMPTY_WORDS, number_of
from asset_mapper.formats.columns.match import KEEP, LEAVE_OUT, Match
from asset_mapper.formats.columns.matching import match_columns
from asset_mapper.formats.columns.naming import is_known_heading
from asset_mapper.formats.columns.telling import check_told

__all__ = (
    "BY_KEY",
    "EMPTY_WORDS",
    "FIELDS",
    "KEEP",
    "LEAVE_OUT",
    "Match",
    "check_told",
    "is_known_heading",
    "match_columns",
    "number_of",
    "spelled_out",
    "squeezed",
)
