from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.decisions import (
    DIGEST,
    FACTS,
    HEAD,
    NOON,
    OLD,
    POLICY,
    STAGING,
    STANDINGS,
    facts,
    into,
    mark,
    plan,
    policy_with,
    posting,
    project,
    push,
    review,
    staging,
    statement,
)
from tidegate.core.changes import MergeState
from tidegate.core.checks.model import CheckResult, Finding
from tidegate.core.deployments.debts import owed_by
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import SEVERITY
from tidegate.core.gates.facts import Emergency
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.core.gates.said.checklist_items import BUILT_IN
from tidegate.core.gates.table import GATES
from tidegate.core.known import Unknown
from tidegate.core.marks import Problem
from tidegate.core.windows.model import Window

LOST = Unknown(unknown_because="GitHub answered 502")
DEMANDING = replace(STAGING.apply, require=("cost_review",))
BROKEN = BrokenPolicy(source="tidegate.yaml", problems=(Problem(mark=mark(3), path="", text="", message="Bad."),))
OF_THE_PLAN = ("cost_review", "cost_limit", "resource_limit")
STRICT = replace(
    staging(max_increase=Decimal(100), apply=DEMANDING),
    max_resources={"ec2_instances": 5},
    groups={"ec2_instances": ("aws_instance",)},
)
REQUIRING = (project(requirements=("approved", "mergeable")),)


def names(action, given_facts, policy):
    return [answer.gate for answer in decide(action, given_facts, policy, NOON).answers]


def test_a_change_with_everything_in_place_is_applied():
    decision = decide("apply", facts(projects=REQUIRING), POLICY, NOON)
    assert decision.allowed
    assert [answer.gate for answer in decision.answers] == list(GATES)
    assert (decision.actor, decision.environment, decision.at, decision.policy_revision) == (
        "bob",
        "staging",
        NOON,
        "r1",
    )


def test_everything_that_is_missing_is_said_at_once():
    bad = facts(
        actor="alice",
        change=into("main"),
        projects=(project(requirements=("approved", "mergeable"), plan=None, lock_holder=9, diverged=("a.tf",)),),
        reviews=(),
        merge_state=MergeState(mergeable=False),
    )
    missing = {answer.gate for answer in decide("apply", bad, STRICT, NOON).missing}
    assert missing == set(GATES) - {"window", "governance", "checklist", "reviews", "promotion"}


def test_every_answer_in_the_way_has_a_remedy():
    bad = facts(actor="alice", projects=(project(plan=None, lock_holder=9),), reviews=())
    assert all(str(answer.remedy) for answer in decide("apply", bad, POLICY, NOON).missing)


@pytest.mark.parametrize(
    ("action", "policy", "asked"),
    [
        ("plan", POLICY, ["enabled", "permission", "governance", "locked"]),
        (
            "merge",
            POLICY,
            [
                *("enabled", "governance", "identity", "branch", "approvals", *OF_THE_PLAN),
                *("checklist", "checks", "fresh"),
            ],
        ),
        (
            "apply",
            POLICY,
            [
                *("enabled", "permission", "governance", "identity", "branch", "undiverged", "approvals"),
                *(*OF_THE_PLAN, "window", "checklist", "reviews", "promotion", "checks", "rollback_ready"),
                *("fresh", "locked"),
            ],
        ),
        (
            "emergency",
            POLICY,
            [
                *("enabled", "permission", "governance", "identity", "branch", "undiverged", "approvals"),
                *(*OF_THE_PLAN, "window", "checklist", "reviews", "promotion", "checks", "rollback_ready"),
                *("fresh", "locked"),
            ],
        ),
        ("plan", NoPolicy(), ["enabled", "locked"]),
        ("apply", NoPolicy(), ["enabled", "fresh", "locked"]),
        ("apply", NoPolicy(team_rules=()), ["enabled", "permission", "fresh", "locked"]),
        ("apply", BROKEN, ["enabled", "fresh", "locked"]),
    ],
)
def test_each_action_asks_its_own_gates(action, policy, asked):
    assert names(action, facts(), policy) == asked


def test_requirements_are_asked_where_a_project_lists_them():
    assert names("apply", facts(projects=REQUIRING), NoPolicy()) == [
        "enabled",
        "approved",
        "mergeable",
        "fresh",
        "locked",
    ]


def test_a_cost_review_is_reported_until_the_environment_demands_it():
    unpriced = facts(projects=(project(plan=plan(cost=LOST)),))
    free, strict = (decide("apply", unpriced, policy, NOON) for policy in (POLICY, staging(apply=DEMANDING)))
    assert free.allowed
    assert "cost_review" in free.reported
    assert [answer.gate for answer in strict.missing] == ["cost_review"]


DEAR = {"projects": (project(plan=plan(cost=Decimal(200))),)}
CTO = replace(staging(max_increase=Decimal(100)), waivers={"cost_limit": ("devops",)})


def test_a_waived_limit_is_a_warning_of_an_allowed_decision():
    said = (statement("dave", "waive", "cost_limit", "sale"), statement("alice", "justify", text="black friday"))
    decision = decide("apply", facts(**DEAR, statements=said), CTO, NOON)
    waived = next(answer for answer in decision.answers if answer.gate == "cost_limit")
    assert decision.allowed
    assert (waived.verdict, waived.waivers, str(waived.waived)) == ("warn", ("devops",), "waived by @dave: sale")


def test_a_refused_limit_names_who_may_waive_it():
    refused = decide("apply", facts(**DEAR), CTO, NOON).missing
    assert [(answer.gate, answer.waivers) for answer in refused] == [("cost_limit", ("devops",))]


def test_an_emergency_goes_past_the_window_and_owes_what_it_does_not_wait_for():
    closed = Window(allowed=())
    environment = replace(
        STAGING,
        window=closed,
        emergency_override=True,
        rollback_approvers=("devops",),
        checklist=(BUILT_IN["performance"],),
        apply=replace(STAGING.apply, require=("all_reviews",)),
    )
    asked = facts(
        emergency=Emergency(reason="site is down"),
        reviews=(review("carol"), review("dave")),
        projects=(project(plan=plan(), diverged=()),),
    )
    policy = policy_with(environment)
    assert {a.gate for a in decide("apply", asked, policy, NOON).missing} >= {"window", "checklist", "reviews"}
    decision = decide("emergency", asked, policy, NOON)
    assert decision.allowed, decision.missing
    assert owed_by(decision) == (
        *("performance", "review technical", "review business", "review operational"),
        "window",
    )


def test_a_merge_where_nothing_is_applied_is_held_against_limits_and_checks():
    dev = replace(POLICY.environments["dev"], max_increase=Decimal(50))
    dear = facts(
        change=into("develop"),
        environment="dev",
        projects=(project(environment="dev", plan=plan(deployable=False, cost=Decimal("50.01"), checks=LOST)),),
    )
    missing = decide("merge", dear, policy_with(dev), NOON).missing
    assert [answer.gate for answer in missing] == ["cost_limit", "checks"]


def test_without_a_governance_file_anybody_applies_as_with_atlantis():
    nobody = facts(actor="stranger", environment=None, reviews=(), postings=(), head_pushes=(), standings={})
    assert decide("apply", nobody, NoPolicy(), NOON).allowed


def test_a_broken_file_stops_applies_and_not_plans():
    assert not decide("apply", facts(), BROKEN, NOON).allowed
    assert decide("plan", facts(), BROKEN, NOON).allowed


def test_outside_every_environment_nothing_is_applied():
    assert not decide("apply", facts(environment=None), POLICY, NOON).allowed
    assert decide("plan", facts(environment=None), POLICY, NOON).allowed


LOGINS = ("alice", "bob", "carol", "dave", "stranger")
FOUND = (CheckResult(check="builtin", state="found", findings=(Finding(id="x", severity="HIGH", message="Open."),)),)
REVIEWS = st.lists(
    st.builds(
        review,
        st.sampled_from(LOGINS),
        st.sampled_from(["approved", "changes_requested", "commented", "dismissed"]),
        at=st.integers(0, 20),
        commit=st.sampled_from([HEAD, OLD]),
        human=st.sampled_from([True, True, True, False]),
    ),
    max_size=5,
).map(tuple)
PUSHES = st.lists(
    st.builds(
        push,
        st.sampled_from([*LOGINS, None]),
        after=st.sampled_from([HEAD, OLD]),
        reviewed_merge=st.booleans(),
    ),
    max_size=3,
).map(lambda more: (*more, push("alice")))
POSTINGS = st.lists(
    st.builds(
        lambda at, commit, digest, environment: posting(at=at, commit=commit, digest=digest, environment=environment),
        st.integers(0, 20),
        st.sampled_from([HEAD, OLD]),
        st.sampled_from([DIGEST, "digest-2"]),
        st.sampled_from(["staging", "staging", "dev"]),
    ),
    max_size=4,
).map(tuple)
PROJECTS = st.builds(
    project,
    plan=st.sampled_from(
        [
            *(plan(), plan(), plan(head_sha=OLD), plan(has_changes=False), None),
            plan(cost=Decimal(200), made={"aws_instance": 6}, checks=FOUND),
        ]
    ),
    lock_holder=st.sampled_from([2, 2, 7]),
    requirements=st.sampled_from([(), ("approved",), ("approved", "mergeable")]),
).map(lambda one: (one,))
SITUATIONS = st.builds(
    facts,
    actor=st.sampled_from(LOGINS),
    reviews=REVIEWS,
    head_pushes=PUSHES,
    postings=st.one_of(st.just(FACTS.postings), POSTINGS),
    projects=PROJECTS,
)
POLICIES = st.builds(
    lambda count, limit, require: replace(
        STRICT,
        environments=staging(
            max_increase=limit, apply=replace(STAGING.apply, approvals=count, require=require)
        ).environments,
    ),
    st.integers(0, 2),
    st.sampled_from([None, Decimal(10), Decimal(100)]),
    st.sampled_from([(), ("cost_review",)]),
)


def without_reviews(one):
    return replace(one, reviews=LOST)


def without_pushes(one):
    return replace(one, head_pushes=LOST)


def without_standings(one):
    return replace(one, standings=dict.fromkeys(STANDINGS, LOST))


def without_merge_state(one):
    return replace(one, merge_state=LOST)


def without_plans(one):
    return replace(one, projects=tuple(replace(p, plan=LOST) for p in one.projects))


def without_what_plans_hold(one):
    lost = [replace(p, plan=p.plan and replace(p.plan, cost=LOST, checks=LOST)) for p in one.projects]
    return replace(one, projects=tuple(lost), applied_cost=LOST)


FORGETTING = st.sampled_from(
    [
        *(without_reviews, without_pushes, without_standings, without_merge_state),
        *(without_plans, without_what_plans_hold),
    ]
)


@given(situation=SITUATIONS, policy=POLICIES, forget=FORGETTING)
def test_knowing_less_never_turns_a_refusal_into_a_pass(situation, policy, forget):
    before = {answer.gate: answer for answer in decide("apply", situation, policy, NOON).answers}
    for answer in decide("apply", forget(situation), policy, NOON).answers:
        if SEVERITY[before[answer.gate].verdict] >= SEVERITY["pending"]:
            assert SEVERITY[answer.verdict] >= SEVERITY["pending"]


@given(situation=SITUATIONS, policy=POLICIES)
def test_taking_an_approval_away_never_allows(situation, policy):
    if decide("apply", situation, policy, NOON).allowed:
        return
    for gone in {one.login for one in situation.reviews}:
        objected = any(one.login == gone and one.verdict != "approved" for one in situation.reviews)
        fewer = replace(situation, reviews=tuple(one for one in situation.reviews if one.login != gone))
        assert objected or not decide("apply", fewer, policy, NOON).allowed


@given(situation=SITUATIONS, policy=POLICIES, excluded=st.sampled_from(["alice", "bob", "carol", "dave"]))
def test_an_approval_by_the_author_or_a_pusher_never_helps(situation, policy, excluded):
    pushed = replace(situation, head_pushes=(*situation.head_pushes, push(excluded)))
    others = tuple(one for one in situation.reviews if one.login != excluded)
    with_theirs = replace(pushed, reviews=(*others, review(excluded, at=20)))
    without = replace(pushed, reviews=others)
    gate = {
        name: next(a for a in decide("apply", one, policy, NOON).answers if a.gate == "approvals").verdict
        for name, one in (("with", with_theirs), ("without", without))
    }
    assert gate["with"] == gate["without"]


@given(situation=SITUATIONS, policy=POLICIES)
def test_the_order_of_different_peoples_reviews_changes_nothing(situation, policy):
    one_each = tuple({one.login: one for one in situation.reviews}.values())[:4]
    first, *others = (
        decide("apply", replace(situation, reviews=order), policy, NOON) for order in permutations(one_each)
    )
    assert all(other == first for other in others)


@given(situation=SITUATIONS)
def test_a_plan_nobody_saw_has_no_consent(situation):
    unseen = replace(situation, projects=(project(plan=plan(digest="unseen")),))
    assert not decide("apply", unseen, POLICY, NOON).allowed


@given(situation=SITUATIONS, policy=POLICIES)
def test_the_same_facts_give_the_same_decision(situation, policy):
    assert decide("apply", situation, policy, NOON) == decide("apply", situation, policy, NOON)


def test_what_is_merged_already_is_approved_by_the_gate_of_approvals_alone():
    asking = replace(FACTS, projects=(project(requirements=("approved",)),), reviews=())
    landed = replace(asking, change=replace(FACTS.change, state="merged", landed=HEAD))
    assert "approved" in {answer.gate for answer in decide("apply", asking, POLICY, NOON).answers}
    names = {answer.gate for answer in decide("apply", landed, POLICY, NOON).answers}
    assert "approvals" in names
    assert "approved" not in names


def test_a_decision_calls_its_environment_as_the_rules_do():
    assert decide("apply", FACTS, staging(display="stage"), NOON).called == "stage"
    assert decide("apply", FACTS, POLICY, NOON).called == "staging"
    assert decide("apply", replace(FACTS, environment=None), NoPolicy(), NOON).called == ""
