from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from support.consents import PROD, costing, with_prod
from support.decisions import SEOUL, review
from tidegate.core.gates.consent.asking import fewest
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.needs import PLAN, SEE_ENABLED, Need
from tidegate.core.gates.steps import needs_of, steps, waiver
from tidegate.core.words import say

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def block(gate, remedy="", **more) -> Answer:
    return Answer(gate=gate, verdict="block", reason=f"{gate} blocks.", remedy=remedy, **more)


def decided(*answers, reported=()) -> Decision:
    return Decision(
        action="apply", actor="bob", environment="staging", at=NOON, answers=answers, reported=frozenset(reported)
    )


def test_a_decision_that_passes_needs_no_step():
    answers = (Answer(gate="fresh", verdict="pass", reason=""), Answer(gate="window", verdict="warn", reason=""))
    assert steps(decided(*answers)) == ()


def test_only_what_stands_in_the_way_needs_one():
    assert [step.gates for step in steps(decided(block("checks", "fix it"), block("fresh"), reported=["checks"]))] == [
        ("fresh",)
    ]


def test_one_remedy_for_several_gates_is_one_step():
    plan = say("comment `atlantis plan`")
    (step,) = steps(decided(block("fresh", plan), block("cost_review", plan), block("checks", plan)))
    assert (str(step.does), step.gates) == ("comment `atlantis plan`", ("fresh", "cost_review", "checks"))


def test_the_author_comes_before_those_who_consent_and_time_comes_last():
    found = steps(
        decided(block("approvals", "approve"), block("window", "wait until Monday"), block("fresh", "plan again"))
    )
    assert [(step.gates[0], step.who) for step in found] == [
        ("fresh", "author"),
        ("approvals", "others"),
        ("window", "time"),
    ]


def test_a_waiver_is_told_beside_a_remedy():
    (step,) = steps(decided(block("cost_limit", "split the change", waivers=("cto", "devops-lead"))))
    assert str(step.does) == "split the change"
    assert str(step.instead) == 'somebody of `cto` or `devops-lead` comments `atlantis waive cost_limit --reason "..."`'


@pytest.mark.parametrize("more", [{"remedy": ""}, {"remedy": "tick all of them", "lacks": ("a", "b")}])
def test_a_waiver_is_the_step_where_it_is_shorter(more):
    (step,) = steps(decided(block("checklist", waivers=("cto",), **more)))
    assert step.does == waiver(block("checklist", waivers=("cto",)))
    assert (step.who, step.instead) == ("others", "")


def test_where_nothing_helps_the_reason_is_told():
    (step,) = steps(decided(block("enabled")))
    assert step.does == "enabled blocks."


def test_what_ends_in_another_plan_comes_first_and_is_the_plan_others_wait_for():
    change = Need(act="change", does="merge `main` into it, then plan")
    found = steps(
        decided(
            block("approvals", needs=(Need(act="approve", who="lead"),)),
            block("undiverged", needs=(change,)),
            block("fresh", needs=(PLAN,)),
            block("rollback_ready", needs=(PLAN,)),
        )
    )
    assert [(str(step.does), step.gates) for step in found] == [
        ("merge `main` into it, then plan", ("undiverged", "fresh", "rollback_ready")),
        ("ask lead to approve this pull request after the plan comment", ("approvals",)),
    ]


def test_what_helps_where_nothing_is_applied_is_said_once():
    leads_on = say("merge it, then promote it")
    found = steps(
        decided(
            block("enabled", leads_on),
            block("permission", needs=(SEE_ENABLED,)),
            block("approvals", needs=(SEE_ENABLED,)),
        )
    )
    assert [(step.does, step.gates) for step in found] == [(leads_on, ("enabled", "permission", "approvals"))]


def test_several_things_of_one_gate_are_a_step_each_unless_a_waiver_is_shorter():
    needs = (Need(does="tick the first"), Need(does="tick the second"))
    assert [str(step.does) for step in steps(decided(block("checklist", needs=needs)))] == [
        "tick the first",
        "tick the second",
    ]
    (step,) = steps(decided(block("checklist", needs=needs, waivers=("cto",))))
    assert step.does == waiver(block("checklist", waivers=("cto",)))


GATES = ("governance", "identity", "approvals", "cost_review")
MEMBERS = {"senior": ("bob", "carol"), "devops": ("dave", "lee-devops")}
CASES = st.fixed_dictionaries(
    {
        "count": st.integers(min_value=1, max_value=3),
        "each": st.sets(st.sampled_from(["devops-lead", "cto"])),
        "owners": st.sets(st.sampled_from(["devops-lead", "cto", "devops"]), min_size=1),
        "files": st.sampled_from([(), ("tidegate.yaml",)]),
        "recorded": st.sampled_from([None, SEOUL]),
        "emergency": st.booleans(),
        "said": st.sets(st.sampled_from(["bob", "dave", "park-cto"])),
        "early": st.booleans(),
    }
)


class World:
    """A change for production, and the people who may be asked to approve it."""

    def __init__(self, case):
        rule = replace(
            PROD.apply,
            approvals=case["count"],
            one_from_each=tuple(sorted(case["each"])),
            require=("cost_review",),
        )
        policy = with_prod(apply=rule)
        self.policy = replace(policy, owners=tuple(sorted(case["owners"])), emergency_approvers=("cto", "devops-lead"))
        facts = costing("12.00", governed_files=case["files"], open_rules="")
        at = 1 if case["early"] else 10
        self.facts = replace(
            facts,
            actor="lee-devops",
            projects=tuple(replace(each, recorded=case["recorded"]) for each in facts.projects),
            reviews=tuple(review(login, at=at) for login in sorted(case["said"])),
        )
        self.action = "emergency" if case["emergency"] else "apply"

    def missing(self, *more):
        """Answers in the way once these people have approved as well."""
        reviews = (*self.facts.reviews, *(review(login, at=20) for login in more))
        made = decide(self.action, replace(self.facts, reviews=reviews), self.policy, NOON)
        return [answer for answer in made.missing if answer.gate in GATES]

    def people(self, slots):
        """Somebody for each, as far as possible another one; those who have been heard come last."""
        return self._named(list(slots), ())

    def _named(self, slots, taken):
        if not slots:
            return taken
        heard = {each.login for each in self.facts.reviews}
        able = [login for each in slots[0].by for login in ((each.login,) if each.login else MEMBERS[each.role])]
        for login in sorted(dict.fromkeys(able), key=lambda one: one in heard):
            found = None if login in taken else self._named(slots[1:], (*taken, login))
            if found is not None:
                return found
        return None


@given(CASES)
def test_taking_every_step_lets_it_pass_and_none_can_be_left_out(case):
    world = World(case)
    lacking = [(answer.gate, need) for answer in world.missing() for need in needs_of(answer)]
    assume(all(need.is_approval for _, need in lacking))
    slots = fewest(lacking)
    people = world.people(slots)
    assert people is not None
    assert world.missing(*people) == []
    for left_out in people:
        assert world.missing(*(login for login in people if login != left_out))


@given(CASES)
def test_every_gate_in_the_way_has_a_step(case):
    missing = World(case).missing()
    found = steps(decided(*missing))
    assert {gate for step in found for gate in step.gates} == {answer.gate for answer in missing}
