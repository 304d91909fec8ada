import pytest

from tidegate.core.gates.needs import Able, Need, both

KIM, LEE = Able(role="lead", login="kim"), Able(role="lead", login="lee")
SENIORS, DEVOPS = Able(role="senior"), Able(role="devops")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((KIM, LEE), (LEE, SENIORS), (LEE,)),
        ((SENIORS, DEVOPS, KIM), (DEVOPS,), (DEVOPS,)),
        ((KIM,), (Able(role="cto", login="kim"),), (KIM,)),
        ((KIM,), (Able(role="lead"),), ()),
        (None, (KIM,), (KIM,)),
        ((KIM,), None, (KIM,)),
        (None, None, None),
        ((), None, ()),
    ],
)
def test_whoever_can_give_both_is_a_person_by_name_or_somebody_of_the_same_team(one, other, found):
    assert both(one, other) == found


def test_only_reviews_and_approvals_are_approvals():
    assert [
        act
        for act in ("review", "approve", "comment", "plan", "change", "enabled", "other")
        if Need(act=act).is_approval
    ] == [
        "review",
        "approve",
        "comment",
    ]
