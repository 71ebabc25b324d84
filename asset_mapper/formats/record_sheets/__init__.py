"""Sheets of records beside the assets: outcomes, links, evidence, readings and the others, ours or typed by hand.

``columns.py`` derives the columns of a record from the record itself; ``sheets.py`` says what each sheet and column
may be called; ``recognising.py`` knows such a sheet when it sees one; ``cells.py`` reads a cell; ``drafting.py``
makes rows of it. What the rows refer to, and what is known already, is settled by ``services/imports/sheets.py``.
"""
