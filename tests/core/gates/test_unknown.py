"""No gate passes on a fact it needs and nobody knows."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from support.decisions import FACTS, NOON, PLAN, POLICY, PROJECT, STAGING, STANDINGS, review, statement
from support.korean import english_in, korean_of
from tidegate.core.checks.model import CheckResult
from tidegate.core.gates.decision import SEVERITY
from tidegate.core.gates.facts import Emergency, Facts, PlanFact, ProjectFact
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.gates.table import ASKED, GATES
from tidegate.core.known import Unknown

LOST = Unknown(unknown_because="GitHub 502")

#: Every gate has something to look at: limits, lists, reviews, an emergency, edited rules. Nothing comes after staging.
RULED_STAGING = replace(
    STAGING,
    max_increase=Decimal(100),
    emergency_override=True,
    checklist=(
        *(ChecklistItem(id=name, text=name, auto=name) for name in ("syntax", "cost", "rollback", "staging_tests")),
        ChecklistItem(id="performance", text="performance", not_author=True),
    ),
    rollback_approvers=("devops",),
    apply=replace(STAGING.apply, require=("all_reviews",)),
)
RULES = replace(
    POLICY,
    environments={"dev": POLICY.environments["dev"], "staging": RULED_STAGING},
    owners=("devops",),
    max_resources={"ec2_instances": 5},
    groups={"ec2_instances": ("aws_instance",)},
)
CHECKS = tuple(CheckResult(check=name, state="passed") for name in ("fmt", "validate", "builtin"))
ONE = replace(PROJECT, plan=replace(PLAN, checks=CHECKS), requirements=("approved", "mergeable"), recorded=None)
GIVEN = replace(
    FACTS,
    projects=(ONE,),
    reviews=(review("dave"),),
    statements=(
        *(statement("dave", "review", kind, "fine") for kind in ("technical", "business", "operational")),
        statement("dave", "check", "performance"),
    ),
    governed_files=("tidegate.yaml",),
    emergency=Emergency(reason="site is down"),
)


def may_be_unknown(cls):
    return [one.name for one in fields(cls) if "Known[" in str(one.type)]


def _of_the_plan(**lost):
    return replace(GIVEN, projects=(replace(ONE, plan=replace(ONE.plan, **lost)),))


FORGOTTEN = {
    **{
        name: replace(GIVEN, **{name: LOST})
        for name in may_be_unknown(Facts)
        if name not in ("standings", "applied_made", "pending_made")
    },
    **{
        f"project {name}": replace(GIVEN, projects=(replace(ONE, **{name: LOST}),))
        for name in may_be_unknown(ProjectFact)
    },
    **{f"plan {name}": _of_the_plan(**{name: LOST}) for name in may_be_unknown(PlanFact) if name != "made"},
    "plan made": _of_the_plan(made={"aws_instance": LOST}),
    "standings": replace(GIVEN, standings=dict.fromkeys(STANDINGS, LOST)),
    "applied_made": replace(GIVEN, applied_made={"aws_instance": LOST}),
    "pending_made": replace(GIVEN, pending_made={"aws_instance": LOST}),
}
ACTIONS = ("apply", "emergency", "merge")


def answers(given, action):
    return {name: check(action, given, RULES, NOON) for name, check in GATES.items() if ASKED[name][action] != "-"}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("forgotten", FORGOTTEN)
def test_no_gate_passes_on_an_unknown_fact_it_needs(forgotten, action):
    before, after = answers(GIVEN, action), answers(FORGOTTEN[forgotten], action)
    for name, answer in after.items():
        needs_it = answer != before[name]
        assert not needs_it or SEVERITY[answer.verdict] >= SEVERITY["pending"], f"{name} passes without {forgotten}"


@pytest.mark.parametrize("forgotten", FORGOTTEN)
def test_every_fact_is_needed_by_some_gate(forgotten):
    assert answers(GIVEN, "apply") != answers(FORGOTTEN[forgotten], "apply")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("forgotten", FORGOTTEN)
def test_what_is_not_known_is_told_in_korean_where_the_rules_are(forgotten, action):
    assert english_in(korean_of(answers(FORGOTTEN[forgotten], action).values())) == []


def test_with_everything_known_nothing_is_in_the_way():
    assert [name for name, answer in answers(GIVEN, "apply").items() if SEVERITY[answer.verdict] > 1] == []
