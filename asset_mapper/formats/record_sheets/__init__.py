"""Sheets of records beside the assets: outcomes, links, evidence, readings and the others, ours or typed by hand.

``columns.py`` derives the columns of a record from the record itself; ``sheet.py`` says what a sheet and its columns
may be called, and ``sheets.py`` which sheets there are; ``recognising.py`` knows such a sheet when it sees one;
``cells.py`` reads a cell; ``drafting.py`` makes rows of it. What the rows refer to, and what is known already, is
settled by ``services/imports/sheets.py``.
"""
