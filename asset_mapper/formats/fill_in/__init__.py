"""An empty workbook that a group without this program fills in and sends back, and how its guide is told from rows.

``contents.py`` says which sheets and columns it has and what each wants, ``examples.py`` has one fictional row a
sheet, ``sheets.py`` joins both to the columns of our own lists, ``workbook.py`` writes them, and ``guide.py`` leaves
out again what we wrote, before the rows are read as those of any other list.
"""
