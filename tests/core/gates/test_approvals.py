from dataclasses import replace

import pytest

from support.decisions import (
    NOON,
    OLD,
    POLICY,
    STAGING,
    STANDINGS,
    facts,
    into,
    mark,
    plan,
    posting,
    project,
    push,
    review,
    staging,
)
from tidegate.core.gates.approvals import check
from tidegate.core.gates.policy import ApplyRule
from tidegate.core.known import Unknown

TWO = staging(apply=replace(STAGING.apply, approvals=2))


def asked(policy=POLICY, action="apply", **changed):
    return check(action, facts(**changed), policy, NOON)


def test_one_counted_approval_is_enough_for_staging():
    answer = asked()
    assert (answer.verdict, answer.reason) == ("pass", "Approved by @bob (tidegate.yaml:29).")
    assert answer.details == ("@bob approved, counted",)


def test_what_is_lacking_says_who_may_approve_and_when():
    answer = asked(reviews=())
    assert (answer.verdict, answer.reason) == ("block", "0 of 1 approval (tidegate.yaml:29).")
    assert answer.remedy == "ask somebody in senior or devops to approve this pull request after the plan comment"
    assert answer.rule == mark(29)


def test_two_are_needed_where_two_are_asked_for():
    assert asked(TWO).reason == "1 of 2 approvals (tidegate.yaml:29)."
    assert asked(TWO, reviews=(review("bob"), review("bob", at=11))).verdict == "block"
    assert asked(TWO, reviews=(review("bob"), review("dave"))).verdict == "pass"


def test_an_approval_by_somebody_who_pushed_is_shown_and_not_counted():
    answer = asked(reviews=(review("carol"),), head_pushes=(push("carol"),))
    assert answer.verdict == "block"
    assert answer.details == ("@carol approved, not counted: pushed 1a2b3c4 to `develop`",)


def test_a_push_that_changes_the_plan_voids_the_approval_and_one_that_does_not_keeps_it():
    old = {"reviews": (review("bob", commit=OLD),), "postings": (posting(commit=OLD), posting(at=20))}
    assert asked(**old).verdict == "pass"
    assert asked(**old, projects=(project(plan=plan(digest="digest-2")),)).verdict == "block"


def test_an_objection_stops_what_others_approved():
    answer = asked(reviews=(review("bob"), review("carol", "changes_requested")))
    assert (answer.verdict, answer.reason) == ("block", "@carol requested changes.")
    assert answer.remedy == "ask @carol to approve, or to lift the request"


def test_an_objection_by_somebody_unknown_stops_too():
    unknown = {**STANDINGS, "carol": Unknown(unknown_because="GitHub answered 502")}
    answer = asked(reviews=(review("bob"), review("carol", "changes_requested")), standings=unknown)
    assert answer.verdict == "block"


def test_where_none_is_needed_none_is_asked_for_and_an_objection_still_counts():
    none = staging(apply=replace(STAGING.apply, approvals=0))
    assert asked(none, reviews=(), head_pushes=()).reason == "No approval is needed."
    assert asked(none, reviews=(review("bob", "changes_requested"),)).verdict == "block"


@pytest.mark.parametrize("pushes", [(), (push(None),), Unknown(unknown_because="GitHub answered 502")])
def test_a_head_nobody_is_known_to_have_pushed_does_not_pass(pushes):
    answer = asked(head_pushes=pushes)
    assert answer.verdict == "block"
    assert answer.reason.startswith("Nobody can say who pushed to the head: ")


def test_unknown_reviews_do_not_pass():
    answer = asked(reviews=Unknown(unknown_because="GitHub answered 502"))
    assert (answer.verdict, answer.reason) == ("block", "Could not read the reviews: GitHub answered 502.")


def test_who_may_apply_approves_where_the_file_does_not_say_who():
    silent = staging(apply=ApplyRule(allow=("devops",), approvals=1))
    assert asked(silent).verdict == "block"
    assert asked(silent, reviews=(review("dave"),)).verdict == "pass"


def test_nobody_can_approve_where_no_role_is_named():
    answer = asked(staging(apply=ApplyRule(approvals=1)))
    assert answer.verdict == "block"
    assert "approvals.from" in answer.remedy


@pytest.mark.parametrize(
    ("reviews", "verdict"), [((), "block"), ((review("bob"),), "pass"), ((review("alice"),), "block")]
)
def test_a_merge_into_a_plan_only_environment_needs_one_review_by_somebody_who_may_plan(reviews, verdict):
    dev = {"change": into("develop"), "environment": "dev", "postings": (), "reviews": reviews}
    answer = asked(action="merge", **dev)
    assert answer.verdict == verdict
    assert not answer.remedy.endswith("plan comment")
