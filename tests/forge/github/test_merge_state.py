"""The verdict on a pull request from what GitHub says about it."""

import pytest

from tidegate.core.changes import MergeState
from tidegate.forge.github.merge_state import (
    Reported,
    RequiredCheck,
    Reviewed,
    Rules,
    computed,
    reported_of,
    reviewed_of,
    rules_of_branch,
    rules_of_protection,
    rules_of_rulesets,
    unblocked,
    verdict,
)

OURS = RequiredCheck(context="atlantis/apply")
CI = RequiredCheck(context="ci")
OURS_PENDING = Reported(context="atlantis/apply", passed=False)


def pull(state, **more):
    return {"mergeable_state": state, "mergeable": True, "base": {"ref": "staging"}, **more}


def review(login, state, association="MEMBER"):
    return {"user": {"login": login, "type": "User"}, "state": state, "author_association": association}


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        (pull("clean"), True),
        (pull("unknown"), False),
        ({"mergeable": None, "mergeable_state": "clean"}, False),
        ({"mergeable": False, "mergeable_state": "dirty"}, True),
        ({"mergeable": True}, False),
    ],
)
def test_it_is_computed_once_github_names_a_state(answer, done):
    assert computed(answer) is done


def test_nobody_waits_for_the_state_of_a_closed_pull_request():
    closed = {"state": "closed", "mergeable": None, "mergeable_state": "unknown"}
    assert computed(closed)
    assert verdict(closed) == MergeState(mergeable=False, reasons=("The pull request is closed.",))


@pytest.mark.parametrize("state", ["clean", "unstable", "has_hooks"])
def test_failing_checks_nobody_requires_do_not_stop_a_merge(state):
    assert verdict(pull(state)) == MergeState(mergeable=True)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (pull("draft"), "draft"),
        (pull("clean", draft=True), "draft"),
        (pull("dirty"), "conflicts with staging"),
        (pull("behind"), "behind staging"),
        (pull("queued{up}"), "'queued{up}'"),
        (pull(None), "None"),
    ],
)
def test_everything_else_is_not_mergeable_and_says_why(answer, words):
    found = verdict(answer)
    assert isinstance(found, MergeState)
    assert not found.mergeable
    assert words in found.reasons[0]


def test_blocked_wants_a_closer_look():
    assert verdict(pull("blocked")) == "blocked"


def test_our_own_pending_status_does_not_lock_itself():
    assert unblocked(Rules(checks=frozenset({OURS})), [OURS_PENDING], Reviewed(), "atlantis/").mergeable


def test_our_own_status_never_reported_does_not_lock_itself():
    assert unblocked(Rules(checks=frozenset({OURS})), [], Reviewed(), "atlantis/").mergeable


@pytest.mark.parametrize(
    ("reported", "words"),
    [([], "ci was never reported"), ([Reported(context="ci", passed=False)], "ci has not passed")],
)
def test_a_required_check_of_somebody_else_still_counts(reported, words):
    found = unblocked(Rules(checks=frozenset({OURS, CI})), [OURS_PENDING, *reported], Reviewed(), "atlantis/")
    assert not found.mergeable
    assert words in found.reasons[0]


def test_a_check_bound_to_an_app_is_not_met_by_anybodys_status():
    rules = Rules(checks=frozenset({OURS, RequiredCheck(context="ci", app=4)}))
    forged = Reported(context="ci", passed=True)
    assert not unblocked(rules, [OURS_PENDING, forged], Reviewed(), "atlantis/").mergeable
    real = Reported(context="ci", passed=True, app=4)
    assert unblocked(rules, [OURS_PENDING, forged, real], Reviewed(), "atlantis/").mergeable


def test_missing_approvals_are_counted():
    found = unblocked(Rules(checks=frozenset({OURS}), approvals=2), [], Reviewed(approvals=1), "atlantis/")
    assert found.reasons == ("1 of 2 required approvals.",)


def test_somebody_asking_for_changes_is_named():
    found = unblocked(Rules(checks=frozenset({OURS})), [], Reviewed(objections=("bob",)), "atlantis/")
    assert found.reasons == ("bob requested changes.",)


def test_a_condition_that_cannot_be_seen_counts_as_not_met():
    found = unblocked(
        Rules(checks=frozenset({OURS}), unseen=("a code owner must approve",)), [], Reviewed(), "atlantis/"
    )
    assert not found.mergeable
    assert found.reasons[0].startswith("A code owner must approve")


def test_a_block_that_nothing_explains_stays_a_block():
    found = unblocked(Rules(), [], Reviewed(), "atlantis/")
    assert found.reasons == ("GitHub blocks the merge for a reason it does not show.",)


def test_protection_is_read_for_checks_reviews_and_what_cannot_be_seen():
    rules = rules_of_protection(
        {
            "required_status_checks": {"checks": [{"context": "ci", "app_id": 4}, {"context": "x", "app_id": -1}]},
            "required_pull_request_reviews": {"required_approving_review_count": 2, "require_code_owner_reviews": True},
            "required_signatures": {"enabled": False},
            "lock_branch": {"enabled": True},
        }
    )
    assert rules.checks == {RequiredCheck(context="ci", app=4), RequiredCheck(context="x")}
    assert rules.approvals == 2
    assert rules.unseen == ("the branch is read-only", "a code owner must approve")


def test_older_servers_list_contexts_only():
    assert rules_of_protection({"required_status_checks": {"contexts": ["ci"]}}).checks == {CI}


def test_an_unprotected_branch_asks_nothing():
    assert rules_of_branch({"protected": False}) == Rules()


def test_a_protected_branch_seen_from_outside_hides_its_review_rules():
    rules = rules_of_branch({"protected": True, "protection": {"required_status_checks": {"contexts": ["ci"]}}})
    assert rules.checks == {CI}
    assert "Administration: read" in rules.unseen[0]


def test_rulesets_are_added_up_and_unknown_rules_are_not_assumed_fine():
    rules = rules_of_rulesets(
        [
            {"type": "deletion"},
            {"type": "pull_request", "parameters": {"required_approving_review_count": 1}},
            {
                "type": "required_status_checks",
                "parameters": {"required_status_checks": [{"context": "ci", "integration_id": 4}]},
            },
            {"type": "required_deployments"},
        ]
    )
    assert rules == Rules(
        checks=frozenset({RequiredCheck(context="ci", app=4)}),
        approvals=1,
        unseen=("a ruleset asks for required deployments",),
    )


def test_results_come_from_statuses_and_check_runs():
    reported = reported_of(
        [{"context": "ci", "state": "success"}, {"context": "lint", "state": "pending"}],
        [{"name": "e2e", "conclusion": "skipped", "app": {"id": 4}}, {"name": "slow", "conclusion": None}],
    )
    assert {r.context: r.passed for r in reported} == {"ci": True, "lint": False, "e2e": True, "slow": False}


def test_the_latest_opinion_of_each_writer_stands():
    reviews = [
        review("bob", "APPROVED"),
        review("bob", "COMMENTED"),
        review("carol", "CHANGES_REQUESTED"),
        review("dave", "APPROVED"),
        review("dave", "DISMISSED"),
        review("stranger", "APPROVED", "NONE"),
    ]
    assert reviewed_of(reviews) == Reviewed(approvals=1, objections=("carol",))
