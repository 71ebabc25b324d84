"""Texts that every file and every database can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.text import check_text, storable
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.importers import features

anything = st.text(st.characters() | st.sampled_from("\0\ud800\udfff"), max_size=20)


@given(anything)
def test_what_is_made_storable_can_be_kept_and_a_sound_text_stays_as_it_is(text):
    kept = storable(text)
    check_text(kept)
    kept.encode()
    if "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert kept == text


@pytest.mark.parametrize("value", ["a\0", ("a", "\udc00"), {"a\0": "b"}, {"a": ("b", "\0")}])
def test_a_text_that_cannot_be_kept_is_refused_and_shown_without_what_is_wrong(value):
    with pytest.raises(InvalidValueError) as told:
        check_text(value)
    str(told.value).encode()


def test_a_damaged_file_does_not_end_an_import():
    into = {}
    features.flatten({"name\0": "A\0B", "inner": {"\ud800": "\udfff"}, "empty": "\0"}, into)
    assert into == {"name": "AB", "inner.?": "?", "empty": None}
