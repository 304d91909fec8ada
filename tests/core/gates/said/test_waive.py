from dataclasses import replace

import pytest

from support.decisions import POLICY, facts, plan, project, push, statement
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.gates.decision import Answer
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.gates.said.waive import NEVER, with_waivers
from tidegate.core.gates.table import GATES
from tidegate.core.statements import Statement

WAIVED = replace(POLICY, waivers=dict.fromkeys(GATES, ("devops",)))
BLOCK = Answer(gate="window", verdict="block", reason="Closed.", remedy="wait")
DAVE = statement("dave", "waive", "window", "the vendor is on site")


def waived(answer=BLOCK, policy=WAIVED, **changed):
    return with_waivers(answer, facts(**changed), policy)


def test_a_block_names_who_may_waive_it():
    answer = waived()
    assert (answer.verdict, answer.waivers, answer.waived) == ("block", ("devops",), "")


def test_a_holder_lets_it_pass_as_a_warning_that_says_who_and_why():
    answer = waived(statements=(DAVE,))
    assert (answer.verdict, str(answer.waived)) == ("warn", "waived by @dave: the vendor is on site")
    assert (answer.reason, answer.remedy) == ("Closed.", "")


@pytest.mark.parametrize(
    ("said", "changed", "why"),
    [
        (statement("carol", "waive", "window", "please"), {}, "holds none of devops"),
        (replace(DAVE, text="  "), {}, "it has no reason"),
        (DAVE, {"actor": "Dave"}, "asks for it"),
        (DAVE, {"head_pushes": (push("alice"), push("dave"))}, "pushed 1a2b3c4 to `develop`"),
        (DAVE, {"head_pushes": (push(None),)}, "nobody can say who made this change"),
        (DAVE, {"projects": (project(plan=plan(digest="digest-2")),)}, "has changed since"),
        (DAVE, {"standings": {}}, "could not look up their roles"),
    ],
)
def test_any_other_waiver_is_shown_and_does_not_count(said, changed, why):
    answer = waived(statements=(said,), **changed)
    assert answer.verdict == "block"
    assert why in str(answer.details[-1])


@pytest.mark.parametrize(
    "said", [replace(DAVE, environment="prod"), replace(DAVE, subject="checks"), replace(DAVE, said="approve")]
)
def test_a_waiver_is_for_one_gate_of_one_environment(said: Statement):
    assert waived(statements=(said,)).verdict == "block"


@pytest.mark.parametrize("gate", sorted(NEVER))
def test_some_gates_are_never_waived_whatever_the_file_says(gate):
    answer = waived(replace(BLOCK, gate=gate), statements=(replace(DAVE, subject=gate),))
    assert (answer.verdict, answer.waivers) == ("block", ())


@pytest.mark.parametrize("verdict", ["pass", "warn"])
def test_what_is_not_in_the_way_needs_no_waiver(verdict):
    answer = replace(BLOCK, verdict=verdict)
    assert waived(answer, statements=(DAVE,)) == answer


def test_without_rules_nobody_waives():
    assert waived(policy=NoPolicy(), statements=(DAVE,)) == BLOCK
    assert waived(policy=POLICY, statements=(DAVE,)) == BLOCK


def test_a_cost_limit_wants_the_business_reason_too():
    limit, said = replace(BLOCK, gate="cost_limit"), replace(DAVE, subject="cost_limit")
    assert "the business reason is missing" in str(waived(limit, statements=(said,)).details[-1])
    reason = statement("alice", "justify", text="black friday")
    assert waived(limit, statements=(said, reason)).verdict == "warn"


def test_a_hotfix_is_let_past_the_environment_before_by_those_who_may_apply():
    block, said = replace(BLOCK, gate="promotion"), statement("carol", "waive", "promotion", "security patch")
    hotfix = Promotion(source="dev", skips="it is a hotfix")
    assert waived(block, promotion=hotfix, statements=(said,)).verdict == "warn"
    assert waived(block, promotion=replace(hotfix, foreign=("abc",)), statements=(said,)).verdict == "block"
    assert waived(block, promotion=Promotion(source="dev"), statements=(said,)).verdict == "block"
