"""When a plan has something to apply."""

from support.notices import EMPTY, planned


def test_a_plan_has_changes_once_it_is_there_and_not_empty():
    assert planned().has_changes
    assert not planned(content=EMPTY).has_changes
    assert not planned(content=None, state="running").has_changes
