"""Identifiers."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from asset_mapper.domain.ids import new_id


def test_an_id_is_a_uuid_of_version_7():
    made = uuid.UUID(new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_later_ids_sort_after_earlier_ones_from_every_thread():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    with ThreadPoolExecutor(8) as pool:
        of_threads = list(pool.map(lambda _: [new_id() for _ in range(500)], range(8)))
    assert all(ids == sorted(ids) for ids in of_threads)
    assert len({record_id for ids in of_threads for record_id in ids}) == 4000


def test_an_id_tells_when_it_was_made():
    import time

    before = int(time.time() * 1000)
    millis = uuid.UUID(new_id()).int >> 80
    assert before - 1 <= millis <= time.time() * 1000 + 1000
