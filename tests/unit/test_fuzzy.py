"""Finding by a few letters."""

from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.filtering import fold
from asset_mapper.domain.fuzzy import fit

WORDS = st.lists(st.text(st.characters(categories=("L",)), min_size=1, max_size=8), min_size=1, max_size=5)


@given(WORDS)
def test_a_text_fits_itself_and_each_of_its_words(words: list[str]) -> None:
    text = " ".join(words)
    assert fit(text, text) > 0
    assert all(fit(word, text) > 0 for word in words if fold(word))


@given(WORDS)
def test_the_first_letters_of_all_words_fit(words: list[str]) -> None:
    text = fold(" ".join(words))
    letters = "".join(word[0] for word in text.split())
    assert fit(letters, text) > 0


def test_accents_and_capitals_make_no_difference() -> None:
    assert fit("cor", "Côr Meibion") == fit("CÔR", "cor meibion") > 0


def test_a_beginning_fits_better_than_a_middle_and_that_better_than_scattered_letters() -> None:
    assert fit("pro", "Project") > fit("pro", "New project") > fit("pro", "Approve") > fit("npr", "New project") > 0


def test_letters_that_are_not_there_fit_nothing() -> None:
    assert fit("xyz", "Project") == 0
    assert fit("project xyz", "New project") == 0
    assert fit("tcejorp", "Project") == 0


def test_the_best_of_both_languages_counts() -> None:
    assert fit("gosod", "Settings …", "Gosodiadau …") == fit("gosod", "Gosodiadau …")
