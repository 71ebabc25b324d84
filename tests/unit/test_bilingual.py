"""Texts in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.errors import InvalidValueError
from tests.strategies import bilinguals, texts


@pytest.mark.parametrize(("cy", "en"), [("", ""), ("  ", "\n\t"), ("", "\u00a0")])
def test_a_text_in_no_language_cannot_exist(cy, en):
    with pytest.raises(InvalidValueError, match="in Welsh or in English"):
        Bilingual(cy, en)


def test_there_are_two_languages():
    with pytest.raises(InvalidValueError, match="not “fr”"):
        Bilingual(en="Bonjour", first="fr")


def test_a_reader_is_given_their_language_where_there_is_one():
    hall = Bilingual("Neuadd", "Hall", "cy")
    assert (hall.text("cy"), hall.text("en")) == ("Neuadd", "Hall")


def test_a_missing_language_falls_back_to_the_other_and_says_so():
    assert Bilingual(cy="Neuadd").shown("en") == ("Neuadd", "cy")
    assert Bilingual(en="Hall").shown("cy") == ("Hall", "en")


def test_what_was_given_first_is_never_the_empty_one():
    assert Bilingual(cy="Neuadd").first == "cy"
    assert Bilingual(en="Hall", first="cy").first == "en"


@given(bilinguals())
def test_something_is_always_shown_and_without_space_around_it(text):
    for language in ("cy", "en", "both"):
        shown, really = text.shown(language)
        assert shown and shown == shown.strip() == getattr(text, really)
    assert str(text) == text.given == getattr(text, text.first)


@given(texts | st.none(), texts | st.none())
def test_what_may_be_missing_is_a_text_or_nothing(cy, en):
    made = bilingual(cy, en)
    if not (cy or "").strip() and not (en or "").strip():
        assert made is None
    else:
        assert (made.cy, made.en) == ((cy or "").strip(), (en or "").strip())


@pytest.mark.parametrize("text", ["Tŷ\0", "\ud800"], ids=["NUL", "half a character"])
def test_characters_that_no_file_can_hold_are_refused(text):
    for made in (lambda: Bilingual(en=text), lambda: Bilingual(cy=text, en="Hall")):
        with pytest.raises(InvalidValueError, match="cannot be kept"):
            made()
