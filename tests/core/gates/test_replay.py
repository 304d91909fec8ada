from dataclasses import replace

import pytest

from support.decisions import FACTS, NOON, POLICY, STAGING, facts, mark, plan, policy_with, project, staging
from tidegate.core.gates.policy import ApplyRule, BrokenPolicy, NoPolicy
from tidegate.core.gates.replay import Decided, replay
from tidegate.core.known import NOT_ASKED
from tidegate.core.marks import Problem
from tidegate.core.people import Role

DECIDED = Decided(action="apply", facts=FACTS, policy=POLICY, at=NOON)
TWO = staging(apply=replace(STAGING.apply, approvals=2))


def moves(replayed):
    return {move.gate: (move.before, move.after) for move in replayed.moved}


def test_under_the_same_rules_nothing_moves():
    same = replay(DECIDED, POLICY, POLICY)
    assert (same.flip, same.moved, same.needs) == (None, (), ())


def test_stricter_rules_refuse_what_was_allowed_and_name_the_gate():
    assert replay(DECIDED, POLICY, POLICY).before.allowed
    made = replay(DECIDED, POLICY, TWO)
    assert made.flip == "allowed to refused"
    assert set(moves(made)) == {"approvals"}
    assert moves(made)["approvals"][0] == "pass"
    assert made.moved[0].reason


def test_looser_rules_allow_what_was_refused():
    assert replay(replace(DECIDED, policy=TWO), TWO, POLICY).flip == "refused to allowed"


def test_a_gate_that_answers_otherwise_is_told_where_the_outcome_stays():
    refused = replace(DECIDED, facts=facts(reviews=()))
    nobody = staging(apply=replace(STAGING.apply, allow=()))
    made = replay(refused, POLICY, nobody)
    assert made.flip is None
    assert moves(made)["permission"] == ("pass", "block")


def test_a_broken_file_refuses_everything():
    problem = Problem(mark=mark(1), path="", text="", message="It is broken.")
    made = replay(DECIDED, POLICY, BrokenPolicy(source="head", problems=(problem,)))
    assert made.flip == "allowed to refused"
    assert moves(made)["enabled"] == ("pass", "block")


def test_a_fact_nobody_gathered_is_unknown_and_named():
    unpriced = replace(DECIDED, facts=facts(projects=(project(plan=plan(checks=NOT_ASKED)),)), policy=NoPolicy())
    made = replay(unpriced, NoPolicy(), POLICY)
    assert moves(made)["checks"][1] == "pending"
    assert "what checks find" in map(str, made.needs)


def test_who_is_in_a_team_that_was_not_asked_about_is_unknown():
    roles = {**POLICY.roles, "senior": Role(name="senior", teams=frozenset({"acme/architects"}))}
    made = replay(DECIDED, POLICY, replace(POLICY, roles=roles))
    assert made.flip == "allowed to refused"
    assert [str(need) for need in made.needs] == ["who is in acme/architects"]
    assert moves(made)["permission"][1] != "pass"


def test_whether_the_author_may_apply_makes_no_difference_where_nobody_attempted_it():
    of_alice = replace(DECIDED, facts=facts(actor="alice"))
    assert replay(of_alice, POLICY, TWO).flip is None
    assert replay(replace(of_alice, attempted=False), POLICY, TWO).flip == "allowed to refused"


@pytest.mark.parametrize("before", [POLICY, TWO])
def test_it_is_decided_as_of_its_own_instant(before):
    assert replay(DECIDED, before, before).after.at == NOON


def test_only_what_counts_is_compared():
    asked = policy_with(replace(STAGING, apply=ApplyRule(allow=STAGING.apply.allow, approvals=1, require=())))
    assert "cost_review" not in moves(replay(DECIDED, POLICY, asked))


#: Staging as the end of the road: who can change the rules matters there.
LAST = replace(POLICY, environments={"dev": POLICY.environments["dev"], "staging": STAGING})
TWO_LAST = replace(LAST, environments={**LAST.environments, "staging": TWO.environments["staging"]})
OF_OLD = replace(DECIDED, facts=facts(open_rules=NOT_ASKED), policy=LAST)


def test_a_decision_from_before_anybody_asked_who_can_change_the_rules_is_made_again_without_that():
    assert replay(OF_OLD, LAST, LAST).before.allowed
    made = replay(OF_OLD, LAST, TWO_LAST)
    assert made.flip == "allowed to refused"
    assert set(moves(made)) == {"approvals"}
    assert made.needs == ()


def test_rules_that_end_where_the_old_ones_went_on_need_to_know_who_can_change_them():
    made = replay(replace(OF_OLD, policy=POLICY), POLICY, LAST)
    assert made.flip == "allowed to refused"
    assert moves(made)["governance"] == ("pass", "block")
    assert [str(need) for need in made.needs] == ["whether the branch of the rules is protected"]
