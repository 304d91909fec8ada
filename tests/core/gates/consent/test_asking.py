from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.gates.consent.asking import MOST, alike, asked, fewest
from tidegate.core.gates.needs import Able, Need, both
from tidegate.core.words import say

SENIORS, DEVOPS = Able(role="senior"), Able(role="devops")
KIM, LEE, PARK = (Able(role=role, login=login) for role, login in (("lead", "kim"), ("lead", "lee"), ("cto", "park")))


def need(*by, act="approve", **more):
    who = " or ".join(dict.fromkeys(able.role for able in by))
    return Need(act=act, who=who, any_of=True, by=by, **more)


def told(*lacking):
    return [(str(asked(slots)), slots[0].gates) for slots in alike(fewest(lacking))]


def test_one_approval_for_several_gates_is_asked_of_those_who_can_give_all_of_it():
    owner = need(KIM, PARK, act="review", does=say("ask an owner to look"))
    assert told(("governance", owner), ("approvals", need(SENIORS, KIM)), ("cost_review", need(SENIORS, KIM))) == [
        (
            "ask somebody in lead (@kim) to approve this pull request after the plan comment",
            ("governance", "approvals", "cost_review"),
        )
    ]


def test_where_nobody_can_give_both_two_are_asked_each_in_the_words_of_its_gate():
    owner = need(PARK, act="review", does=say("ask an owner to look"))
    assert told(("governance", owner), ("approvals", need(SENIORS))) == [
        ("ask an owner to look", ("governance",)),
        ("ask somebody in senior to approve this pull request after the plan comment", ("approvals",)),
    ]


def test_a_gate_that_lacks_two_asks_two_and_another_takes_one_of_them():
    seats = [("approvals", Need(act="approve", who=f"{each.role}", by=(each,))) for each in (KIM, PARK)]
    assert told(*seats, ("cost_review", need(PARK, SENIORS))) == [
        ("ask lead to approve this pull request after the plan comment", ("approvals",)),
        ("ask cto to approve this pull request after the plan comment", ("approvals", "cost_review")),
    ]


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        (("approvals", need(SENIORS)), "ask 2 people in senior to approve this pull request after the plan comment"),
        (
            ("approvals", need(SENIORS, act="comment")),
            "ask 2 people in senior to comment `atlantis approve` on the commit after the plan comment",
        ),
        (("approvals", need(SENIORS, act="review")), "ask 2 people in senior to approve this pull request"),
    ],
)
def test_several_of_the_same_are_asked_at_once(lacking, said):
    assert told(lacking, lacking) == [(said, ("approvals",))]


def test_an_emergency_is_approved_with_another_approval_where_that_can_be():
    emergency = ("approvals", need(KIM, besides=True, does=say("ask lead to approve the emergency")))
    assert len(told(("approvals", need(SENIORS, KIM)), emergency)) == 1
    assert len(told(("approvals", need(SENIORS)), emergency)) == 2


def test_nobody_is_asked_twice_for_two_peoples_approvals():
    lacking = [("approvals", need(KIM)), ("approvals", need(KIM, LEE)), ("governance", need(KIM, act="review"))]
    found = fewest(lacking)
    assert [slot.gates for slot in found] == [("approvals", "governance"), ("approvals",)]


def test_anybody_but_the_makers_is_no_narrower_than_those_who_can():
    somebody = Need(act="review", who="somebody other than @alice", by=None)
    assert told(("approved", somebody), ("approvals", need(SENIORS))) == [
        ("ask somebody in senior to approve this pull request after the plan comment", ("approved", "approvals"))
    ]


def test_a_deputy_is_asked_for_whom_they_stand_in():
    deputy = Able(role="cto", login="choi", holder="park")
    found = told(("governance", need(deputy, KIM, act="review")), ("identity", need(deputy, SENIORS)))
    assert found[0][0].startswith("ask somebody in cto (@choi for @park) to approve")


NEEDS = st.lists(
    st.tuples(
        st.sampled_from(["governance", "identity", "approvals", "cost_review"]),
        st.builds(
            Need,
            act=st.sampled_from(["review", "approve"]),
            who=st.just("somebody"),
            by=st.one_of(
                st.none(),
                st.lists(st.sampled_from([SENIORS, DEVOPS, KIM, LEE, PARK]), unique=True, min_size=1).map(tuple),
            ),
            besides=st.booleans(),
        ),
    ),
    max_size=5,
)


def partitions(things: list) -> Iterator[list[list]]:
    if not things:
        yield []
        return
    first, *rest = things
    for parts in partitions(rest):
        yield [[first], *parts]
        for at, part in enumerate(parts):
            yield [*parts[:at], [first, *part], *parts[at + 1 :]]


def can_be_one(part) -> bool:
    able = None
    for _, one in part:
        able = both(able, one.by)
    gates = [gate for gate, one in part if not one.besides]
    return (len(part) == 1 or able != ()) and len(gates) == len(set(gates))


@given(NEEDS)
def test_as_few_people_are_asked_as_can_give_everything(lacking):
    slots = fewest(lacking)
    assert sorted((gate, repr(one)) for slot in slots for gate, one in slot.gives) == sorted(
        (gate, repr(one)) for gate, one in lacking
    )
    for slot in slots:
        assert can_be_one(slot.gives)
        assert all(both(slot.by, one.by) == slot.by for one in slot.needs)
    with_people = [parts for parts in partitions(list(lacking)) if all(map(can_be_one, parts)) and filled(parts)]
    assert len(slots) <= min((len(parts) for parts in with_people), default=len(lacking))


def filled(parts) -> bool:
    """Whether different people can be named for the parts only named people can give."""
    named = []
    for part in parts:
        able = None
        for _, one in part:
            able = both(able, one.by)
        if able and all(each.login for each in able):
            named.append({each.login for each in able})
    return _distinct(named, frozenset())


def _distinct(named, taken) -> bool:
    return not named or any(_distinct(named[1:], taken | {login}) for login in named[0] - taken)


def test_of_very_much_that_is_lacking_each_thing_is_still_asked_of_somebody_who_can_give_it():
    seats = [(f"gate {at}", need(Able(role=f"role {at % 7}"), besides=True)) for at in range(40 * MOST)]
    people = fewest(seats)
    assert len(people) == 7
    assert sorted(each for slot in people for each in slot.gates) == sorted(gate for gate, _ in seats)
