"""Where the rows of a table are: from shapes, degrees, metres, grid references or text, to WGS 84.

Nothing is guessed. Latitude where longitude should be, 0° 0° and numbers that are no position leave a row without a
place, and a finding says which and what to do; the numbers themselves are kept as columns of the project's own. PROJ
turns metres of the British grid into degrees without the national grid-shift file, to within about 5 metres.

``placing.py`` takes the best that a table has; each way to say a place has a module, and fills ``found.py``.
"""

from asset_mapper.formats.positions.found import Positions
from asset_mapper.formats.positions.placing import positions
from asset_mapper.formats.positions.reference_systems import check_crs

__all__ = ("Positions", "check_crs", "positions")
