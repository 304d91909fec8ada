from dataclasses import replace

from support.values import NOON, STAGING, later
from tidegate.store.ids import moment, new_id, short


def test_ids_sort_by_time():
    made = [new_id("event", later(seconds)) for seconds in (0, 0.5, 60, 86400)]
    assert made == sorted(made)


def test_two_ids_of_one_instant_differ():
    assert new_id("event", NOON) != new_id("event", NOON)


def test_a_project_is_named_the_same_every_time_and_unlike_every_other():
    assert short(STAGING) == short(replace(STAGING, autoplan=False))
    assert short(STAGING) != short(replace(STAGING, workspace="other"))


def test_ids_of_different_kinds_compare_by_the_moment_they_were_made():
    assert moment(new_id("turn", NOON)) == moment(f"{new_id('event', NOON)}-order")
    assert moment(new_id("turn", NOON)) < moment(new_id("event", later(1)))
