from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.gates.consent.seats import unfilled

BOTH = frozenset({"lead", "cto"})


@pytest.mark.parametrize(
    ("people", "open_"),
    [
        ({}, ("lead", "cto")),
        ({"kim": {"lead"}, "park": {"cto"}}, ()),
        ({"kim": BOTH}, ("cto",)),
        ({"kim": BOTH, "park": {"lead"}}, ()),
        ({"kim": BOTH, "park": {"cto"}}, ()),
        ({"bob": {"senior"}}, ("lead", "cto")),
    ],
)
def test_one_person_sits_on_one_seat(people, open_):
    assert unfilled(("lead", "cto"), people) == open_


def test_no_seats_are_filled():
    assert unfilled((), {"kim": BOTH}) == ()


_PEOPLE = st.dictionaries(st.sampled_from("abcd"), st.frozensets(st.sampled_from("xyz")), max_size=4)


@given(st.lists(st.sampled_from("xyz"), max_size=3), _PEOPLE)
def test_as_many_are_filled_as_any_seating_could(seats, people):
    nobody = [f"nobody-{at}" for at in range(len(seats))]
    best = max(
        (
            sum(role in people.get(person, ()) for role, person in zip(seats, sitting, strict=True))
            for sitting in permutations([*people, *nobody], len(seats))
        ),
        default=0,
    )
    assert len(seats) - len(unfilled(seats, people)) == best


@given(st.lists(st.sampled_from("xyz"), max_size=3), _PEOPLE)
def test_one_more_person_never_opens_a_seat(seats, people):
    for roles in (frozenset("x"), frozenset("yz")):
        assert len(unfilled(seats, {**people, "new": roles})) <= len(unfilled(seats, people))
