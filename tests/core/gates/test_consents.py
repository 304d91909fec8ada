from dataclasses import replace

import pytest

from support.decisions import (
    HEAD,
    OLD,
    POLICY,
    STANDINGS,
    facts,
    plan,
    posting,
    project,
    push,
    review,
)
from tidegate.core.gates.consents import judge_for_apply, judge_for_merge, latest_opinions, unknown_pusher
from tidegate.core.known import Unknown

APPROVERS = ("senior", "devops")


def judged(*reviews, judge=judge_for_apply, **changed):
    """Login → outcome and line."""
    found = judge(facts(**changed), reviews, POLICY.roles, APPROVERS)
    return {one.login: (one.outcome, one.line) for one in found}


def worth(one, **changed):
    return judged(one, **changed)[one.login][0]


def test_a_senior_who_saw_the_plan_counts():
    assert judged(review("bob")) == {"bob": ("counts", "@bob approved, counted")}


@pytest.mark.parametrize(
    ("who", "line"),
    [
        (review("alice"), "@alice approved, not counted: opened this pull request"),
        (review("ALICE"), "@ALICE approved, not counted: opened this pull request"),
        (review("tidegate-bot", human=False), "@tidegate-bot approved, not counted: not a person"),
        (
            review("stranger"),
            "@stranger approved, not counted: could not look up their roles: their teams were not looked up",
        ),
    ],
)
def test_who_cannot_approve_is_told_why(who, line):
    assert judged(who)[who.login] == ("does not count", line)


def test_a_developer_holds_no_role_that_approves():
    outcome, line = judged(review("alice"), change=replace(facts().change, author="zoe"), head_pushes=(push("zoe"),))[
        "alice"
    ]
    assert (outcome, line) == (
        "does not count",
        "@alice approved, not counted: holds none of the roles that approve (devops or senior)",
    )


def test_somebody_who_pushed_to_the_head_does_not_count():
    found = judged(review("carol"), head_pushes=(push("Carol"), push("alice", after=OLD)))
    assert found["carol"] == ("does not count", "@carol approved, not counted: pushed 1a2b3c4 to `develop`")


def test_merging_a_reviewed_pull_request_is_no_push():
    assert worth(review("carol"), head_pushes=(push("carol", reviewed_merge=True),)) == "counts"


def test_a_review_before_the_plan_is_code_approval_only():
    found = judged(review("bob", at=4))
    assert found["bob"][0] == "does not count"
    assert "code approval only" in found["bob"][1]


def test_a_review_in_the_second_the_plan_was_shown_counts():
    assert worth(review("bob", at=5)) == "counts"


def test_the_newest_plan_shown_before_the_review_is_the_one_consented_to():
    other_first = (posting(at=5, digest="other"), posting(at=8))
    assert worth(review("bob", at=7), postings=other_first) == "does not count"
    assert worth(review("bob", at=8), postings=other_first) == "counts"
    assert worth(review("bob", at=8), postings=tuple(reversed(other_first))) == "counts"


def test_a_plan_shown_later_is_not_what_was_consented_to():
    assert worth(review("bob", at=7), postings=(posting(at=5, digest="other"), posting(at=8))) == "does not count"


def test_another_digest_voids_the_consent():
    found = judged(review("bob"), projects=(project(plan=plan(digest="digest-2")),))
    assert found["bob"] == (
        "does not count",
        "@bob approved, not counted: the plan of `staging-environment` has changed since",
    )


def test_a_new_head_with_the_same_digest_keeps_the_consent():
    old = review("bob", at=10, commit=OLD)
    shown = (posting(at=5, commit=OLD), posting(at=20))
    assert worth(old, postings=shown) == "counts"


def test_a_plan_shown_for_another_commit_is_not_what_was_reviewed():
    assert worth(review("bob", commit=OLD), postings=(posting(),)) == "does not count"


def test_consent_for_one_environment_never_counts_in_another():
    assert worth(review("bob"), postings=(posting(environment="dev"),)) == "does not count"


def test_every_project_with_changes_must_have_been_shown():
    two = (project(), project(key="k2", label="second"))
    found = judged(review("bob"), projects=two)
    assert found["bob"][0] == "does not count"
    assert "code approval only for `second`" in found["bob"][1]
    assert worth(review("bob"), projects=two, postings=(posting(), posting(project="k2"))) == "counts"


def test_a_project_without_changes_asks_for_no_consent():
    two = (project(), project(key="k2", label="second", plan=plan(digest="none", has_changes=False)))
    assert worth(review("bob"), projects=two) == "counts"


@pytest.mark.parametrize("missing", [None, Unknown(unknown_because="it failed")])
def test_without_a_plan_there_is_nothing_to_compare_with(missing):
    assert worth(review("bob"), projects=(project(plan=missing),)) == "does not count"


def test_a_later_change_request_cancels_an_approval():
    assert judged(review("bob", at=10), review("bob", "changes_requested", at=11))["bob"][0] == "veto"


def test_a_later_approval_lifts_the_change_request():
    assert judged(review("bob", "changes_requested", at=10), review("bob", at=11))["bob"][0] == "counts"


def test_lifting_a_change_request_does_not_revive_an_older_approval():
    assert judged(review("bob", at=10), review("bob", "dismissed", at=11))["bob"][0] == "does not count"


def test_a_comment_changes_no_opinion():
    assert judged(review("bob", at=10), review("bob", "commented", at=11))["bob"][0] == "counts"


def test_somebody_who_may_not_approve_cannot_object_either():
    assert worth(review("alice", "changes_requested")) == "does not count"


def test_an_objection_by_somebody_whose_roles_are_unknown_is_unclear():
    unknown = {**STANDINGS, "carol": Unknown(unknown_because="GitHub answered 502")}
    assert worth(review("carol", "changes_requested"), standings=unknown) == "unclear"


def test_a_bots_objection_is_no_veto():
    assert worth(review("tidegate-bot", "changes_requested", human=False)) == "does not count"


def test_one_person_has_one_opinion_whatever_the_case_of_the_login():
    (only,) = latest_opinions((review("bob", at=1), review("BOB", "changes_requested", at=2)))
    assert only.verdict == "changes_requested"


def test_of_two_in_one_second_the_later_listed_is_the_newer():
    (only,) = latest_opinions((review("bob", at=1), review("bob", "changes_requested", at=1)))
    assert only.verdict == "changes_requested"


def test_a_merge_needs_a_review_of_the_head_and_no_plan_comment():
    assert judged(review("bob", at=1), judge=judge_for_merge, postings=())["bob"][0] == "counts"
    found = judged(review("bob", commit=OLD), judge=judge_for_merge)
    assert found["bob"] == ("does not count", "@bob approved, not counted: reviewed 0f0f0f0; the head is 1a2b3c4 now")


@pytest.mark.parametrize(
    ("pushes", "reason"),
    [
        ((push("alice"),), ""),
        ((push(None, reviewed_merge=True),), ""),
        ((push("alice"), push(None, after=OLD)), "the forge does not say who pushed 0f0f0f0 to `develop`"),
        ((push("alice", after=OLD),), f"no push of {HEAD[:7]} to `develop` is recorded"),
        ((), f"no push of {HEAD[:7]} to `develop` is recorded"),
        (Unknown(unknown_because="GitHub answered 502"), "GitHub answered 502"),
    ],
)
def test_somebody_must_be_known_to_have_pushed_the_head(pushes, reason):
    assert unknown_pusher(facts(head_pushes=pushes)) == reason
