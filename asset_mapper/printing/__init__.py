"""A page on paper: the published page, printed to a PDF by Qt's browser engine in a process without a window.

Beside the window, this is the one part that knows Qt, and only ``engine.py`` does: it runs in a process of its own
(``python -m asset_mapper.printing``), so that the command line never loads Qt, a crash of the engine ends nothing
else, and a print that hangs can be stopped.
"""
