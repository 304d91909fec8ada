from support.values import NOON, later
from tidegate.store.ids import new_id


def test_ids_sort_by_time():
    made = [new_id("event", later(seconds)) for seconds in (0, 0.5, 60, 86400)]
    assert made == sorted(made)


def test_two_ids_of_one_instant_differ():
    assert new_id("event", NOON) != new_id("event", NOON)
