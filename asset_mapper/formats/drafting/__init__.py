"""From rows to records: a draft of what an import would make, with a finding for whatever is doubtful.

A draft is columns, not values: a hundred thousand rows become lists of texts that storage takes as they are, in
the columns that ``storage/frames.py`` reads (``name_cy``, ``where_postcode``, ``geometry`` …). It keeps the
rules that the values check for themselves: a test makes a value of every drafted row.

What no field holds, and what a field could not take, stays in the custom columns. Only three things are left
out, each with a finding: the place of a person, imported columns of a confidential place, and rows without a
name.

``steps.py`` is the way from rows to a draft; each step reads ``cells.py`` and fills columns (``import_draft.py``) in
a module of its own: ``names.py``, ``whereabouts.py``, ``kinds.py`` … and, when all is filled, ``guarding.py``.
"""

from asset_mapper.formats.drafting.import_draft import Columns, DraftOptions, ImportDraft
from asset_mapper.formats.drafting.steps import draft

__all__ = ("Columns", "DraftOptions", "ImportDraft", "draft")
