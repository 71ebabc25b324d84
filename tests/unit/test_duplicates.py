"""Which new things are known already."""

import itertools
import math
import time

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from asset_mapper.analysis.duplicates.lookalikes import lookalikes
from asset_mapper.analysis.duplicates.names import contact_key, name_key, translated_key
from asset_mapper.analysis.duplicates.pairing import pairs
from asset_mapper.analysis.duplicates.things import FAR_M, NEAR_M, PERHAPS, Evidence, Grade, Things, distance_m

NAN = math.nan


def things(*rows, people=()):
    """Make things of (names, lon, lat, postcode, contacts)."""
    rows = tuple((row,) if isinstance(row, str) else row for row in rows)
    filled = [(*row, *(None, NAN, NAN, "", ())[len(row) :]) for row in rows]
    return Things(
        names=[(row[0],) if isinstance(row[0], str) else row[0] for row in filled],
        lon=[row[1] for row in filled],
        lat=[row[2] for row in filled],
        postcodes=[row[3] for row in filled],
        addresses=[""] * len(filled),
        contacts=[frozenset(row[4]) for row in filled],
        people=[index in people for index in range(len(filled))],
        keys=[""] * len(filled),
    )


def paired(new, known):
    found, perhaps = pairs(new, known, range(len(new)), range(len(known)))
    return found, perhaps


def test_the_same_name_in_the_same_place_is_the_same():
    found, _ = paired(things(("Neuadd Goffa", -3.9, 52.0)), things(("NEUADD GOFFA", -3.9001, 52.0001)))
    assert [(pair.grade, pair.evidence) for pair in found] == [(Grade.SAME, Evidence.PLACE)]


def test_the_same_name_far_away_is_another():
    found, perhaps = paired(things(("County Hall", -3.9, 52.0)), things(("County Hall", -0.1, 51.5)))
    assert not found
    assert not perhaps


def test_a_welsh_and_an_english_name_in_one_place_are_one():
    found, _ = paired(things(("Llyfrgell Amlwch", -4.3, 53.4)), things(("Amlwch Library", -4.3, 53.4)))
    assert found[0].grade is Grade.TRANSLATED


def test_either_language_of_a_pair_is_enough():
    new = things((("Neuadd y Pentref", ""), NAN, NAN, "SA44 6AA"))
    known = things((("Hen Enw", "Neuadd y Pentref"), NAN, NAN, "SA44 6AA"))
    assert paired(new, known)[0][0].evidence is Evidence.POSTCODE


def test_nearly_the_same_name_with_the_same_telephone_is_taken_for_the_same():
    new = things(("Aberaeron Rugby Football Club", NAN, NAN, "", ("t1545570000",)))
    known = things(("Aberaeron Rugby Footbal Club", NAN, NAN, "", ("t1545570000",)))
    found, _ = paired(new, known)
    assert found[0].grade is Grade.ALIKE
    assert found[0].likeness >= 90


def test_room_one_is_not_room_two():
    found, perhaps = paired(things(("Meeting Room 1", -3.9, 52.0)), things(("Meeting Room 2", -3.9, 52.0)))
    assert not found
    assert not perhaps


def test_a_likely_name_is_shown_and_not_paired():
    found, perhaps = paired(
        things(("Cwm Derwen Gardeners", -3.9, 52.0)), things(("Cwm Derwen Gardening", -3.9, 52.0))
    )
    assert not found
    assert perhaps[0].grade is Grade.PERHAPS


def test_people_of_one_name_are_the_same_only_when_they_are_reached_the_same_way():
    new = things(("Megan Rees", NAN, NAN, "LD1 1AA"), people=(0,))
    known = things(("Megan Rees", NAN, NAN, "LD1 1AA"), people=(0,))
    assert not paired(new, known)[0]
    same = things(("Megan Rees", NAN, NAN, "", ("mmegan@example.org",)), people=(0,))
    assert paired(same, same)[0][0].evidence is Evidence.CONTACT


def test_a_name_with_nothing_to_compare_by_is_enough_when_it_stands_alone():
    assert paired(things("Côr Cwm Derwen"), things("Cor Cwm Derwen"))[0][0].grade is Grade.NAMESAKE
    assert not paired(things("Côr Cwm Derwen"), things("Cor Cwm Derwen", "Côr Cwm Derwen"))[0]


def test_of_several_with_the_same_name_and_place_the_likest_is_taken():
    new = things(("Sports Centre", -3.9, 52.0))
    known = things(("Sports Centre", -3.9, 52.0), ("Sports Centre", -3.9, 52.0))
    found, _ = pairs(new, known, [0], [0, 1], lambda _new, one: float(one))
    assert found[0].known == 1


def test_different_ids_of_one_source_are_different_things():
    new, known = things(("Park", -3.9, 52.0)), things(("Park", -3.9, 52.0))
    object.__setattr__(new, "keys", ["siteid:1"])
    object.__setattr__(known, "keys", ["siteid:2"])
    assert not paired(new, known)[0]


@given(st.text(min_size=1, max_size=60))
def test_keys_of_any_name_are_settled(name):
    assert name_key(name_key(name)) == name_key(name)
    translated_key(name)


@given(st.lists(st.sampled_from(["Neuadd", "Clwb", "Parc", "Hall", "Club"]), max_size=12), st.randoms())
def test_everything_is_paired_at_most_once(names, random):
    new = things(*((name, -3.9, 52.0) for name in names)) if names else things()
    known = things(*((name, -3.9, 52.0) for name in random.sample(names, len(names)))) if names else things()
    found, _ = paired(new, known)
    assert len({pair.new for pair in found}) == len(found) == len({pair.known for pair in found})


def test_contacts_are_the_same_however_they_are_written():
    assert contact_key("phone", "+44 (0)29 2087 0000") == contact_key("phone", "029 2087 0000")
    assert contact_key("web", "https://www.Example.org/") == contact_key("web", "example.org")
    assert contact_key("email", "Post@Example.org") == contact_key("email", "post@example.org")


def test_a_kilometre_is_a_kilometre():
    assert abs(distance_m(-3.9, 52.0, -3.9, 52.0 + 1 / 111.32) - 1000) < 1
    assert math.isnan(distance_m(-3.9, 52.0, NAN, NAN))


def test_many_against_many_takes_no_time_to_speak_of():
    count = 5_000
    new = things(*((f"Clwb {index} Cwm", -3.0 - index % 100 / 100, 52.0 + index / 100_000) for index in range(count)))
    known = things(
        *((f"Cymdeithas {index} Allt", -3.0 - index % 100 / 100, 52.0 + index / 100_000) for index in range(count))
    )
    started = time.process_time()  # a machine that is busy with something else takes longer
    paired(new, known)
    assert time.process_time() - started < 20, "Everything was compared with everything."


WORDS = st.lists(st.sampled_from(("choir", "garden", "gardens", "hall", "neuadd", "1", "2")), min_size=1, max_size=3)
ROWS = st.tuples(
    WORDS.map(" ".join),
    st.sampled_from((NAN, -3.9, -3.9005, -3.9031)),
    st.sampled_from((52.0, 52.0007, 52.0031)),
    st.sampled_from(("", "LD1 5AA", "LD1 5AB")),
    st.lists(st.sampled_from(("t01597820000", "mus@example.org")), max_size=2),
)


def share_a_place(rows, one, other):
    """Tell, the slow way, whether two things have a contact, a postcode or a place in common."""
    (_name, lon, lat, postcode, contacts), (_other, other_lon, other_lat, other_postcode, others) = (
        rows[one],
        rows[other],
    )
    if set(contacts) & set(others):
        return True
    apart = distance_m(lon, lat, other_lon, other_lat)
    return apart <= NEAR_M or (bool(postcode) and postcode == other_postcode and not apart > FAR_M)


@given(st.lists(ROWS, max_size=8))
def test_within_a_list_nothing_is_missed_that_comparing_each_with_each_would_find(rows):
    found = {(pair.new, pair.known): pair.likeness for pair in lookalikes(things(*rows))}
    for one, other in itertools.combinations(range(len(rows)), 2):
        ours, theirs = translated_key(rows[one][0]), translated_key(rows[other][0])
        numbers = [[word for word in key.split() if word.isdigit()] for key in (ours, theirs)]
        alike = numbers[0] == numbers[1] and fuzz.ratio(ours, theirs) >= PERHAPS
        if alike and share_a_place(rows, one, other):
            assert found[one, other] >= PERHAPS
