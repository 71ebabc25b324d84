"""Publications for the tests of files."""

import pytest

from asset_mapper.domain.publication import Publication
from tests.formats import publications


@pytest.fixture(scope="session")
def village() -> Publication:
    """Give a small publication with something of everything, for everyone, in both languages."""
    return publications.village()
