from dataclasses import replace

import pytest

from support.values import CHANGE
from tidegate.web.views.badges import badge_of


@pytest.mark.parametrize(
    ("number", "state", "shown"), [(7, "open", "Open"), (7, "merged", "Merged"), (-1, "merged", "Pushed")]
)
def test_a_change_is_shown_by_its_state_and_a_push_as_one(number, state, shown):
    assert badge_of(replace(CHANGE, number=number, state=state)).text == shown
