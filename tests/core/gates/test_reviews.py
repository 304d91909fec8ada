from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, STAGING, facts, mark, plan, project, push, staging, statement
from tidegate.core.gates.reviews import check
from tidegate.core.known import Unknown

POINTS = {
    "technical": ("Terraform 코드 품질", "보안 설정 검토"),
    "business": ("비용 대비 효과 분석", "대안 검토 결과"),
    "operational": ("모니터링 설정",),
}
ALL = replace(STAGING.apply, require=("all_reviews",))
STRICT = replace(staging(apply=ALL), review_points=POINTS, marks={"environments.staging.apply.require": mark(33)})
TECHNICAL = statement("bob", "review", "technical")
BUSINESS = statement("carol", "review", "business", "no cheaper one was found")
OPERATIONAL = statement("dave", "review", "operational")
DONE = (TECHNICAL, BUSINESS, OPERATIONAL)


def answer(*said, policy=STRICT, **changed):
    return check("apply", facts(statements=said, **changed), policy, NOON)


def test_three_confirmed_reviews_pass():
    found = answer(*DONE)
    assert (found.verdict, str(found.reason)) == ("pass", "Every review is confirmed (tidegate.yaml:33).")
    assert str(found.details[1]) == "business review: @carol, no cheaper one was found"


def test_what_is_missing_says_who_can_confirm_it_and_how():
    found = answer(TECHNICAL)
    assert (found.verdict, found.lacks) == ("block", ("review business", "review operational"))
    assert str(found.reason) == "2 of 3 reviews are not confirmed (tidegate.yaml:33)."
    assert str(found.remedy) == (
        "ask somebody in senior or devops to comment"
        ' `atlantis review business --note "..."` and `atlantis review operational`'
    )


@pytest.mark.parametrize(
    ("said", "changed", "why"),
    [
        (statement("alice", "review", "technical"), {}, "holds none of"),
        (TECHNICAL, {"head_pushes": (push("alice"), push("bob"))}, "pushed"),
        (TECHNICAL, {"head_pushes": (push(None),)}, "nobody can say who made this change"),
        (TECHNICAL, {"projects": (project(plan=plan(digest="digest-2")),)}, "has changed since"),
        (TECHNICAL, {"standings": {}}, "could not look up"),
    ],
)
def test_a_confirmation_that_does_not_count_says_why(said, changed, why):
    found = answer(said, **changed)
    assert "review technical" in found.lacks
    assert why in str(found.details[0])


def test_points_about_alternatives_or_requirements_want_a_note():
    found = answer(TECHNICAL, replace(BUSINESS, text=" "), OPERATIONAL)
    assert found.lacks == ("review business",)
    assert "it has no note" in str(found.details[1])
    english = replace(STRICT, review_points={"technical": ("Alternatives considered",)})
    assert "review technical" in answer(*DONE, policy=english).lacks


def test_all_three_are_asked_for_where_all_reviews_are_whatever_points_there_are():
    assert len(answer(policy=replace(STRICT, review_points={})).lacks) == 3


def test_elsewhere_those_with_points_are_asked_for():
    assert answer(policy=POLICY).verdict == "pass"
    some = replace(POLICY, review_points={"technical": ("quality",)})
    found = answer(policy=some)
    assert (found.verdict, found.lacks) == ("block", ())
    assert str(found.details[0]) == "technical review: nobody has confirmed it"


def test_not_knowing_what_people_said_blocks():
    lost = Unknown(unknown_because="the database is away")
    assert check("apply", facts(statements=lost), STRICT, NOON).verdict == "block"
