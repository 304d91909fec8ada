import pytest

from support.decisions import NOON, POLICY, STANDINGS, facts, mark, staging
from tidegate.core.gates.permission import check
from tidegate.core.gates.policy import ApplyRule, NoPolicy
from tidegate.core.known import Unknown
from tidegate.core.people import Standing


@pytest.mark.parametrize(
    ("actor", "action", "verdict"),
    [
        ("alice", "plan", "pass"),
        ("dave", "plan", "pass"),
        ("alice", "apply", "block"),
        ("bob", "apply", "pass"),
        ("Bob", "apply", "pass"),
        ("dave", "apply", "pass"),
    ],
)
def test_the_role_decides(actor, action, verdict):
    assert check(action, facts(actor=actor), POLICY, NOON).verdict == verdict


def test_a_refusal_says_who_may_and_where_that_is_written():
    answer = check("apply", facts(actor="alice"), POLICY, NOON)
    assert str(answer.reason) == "@alice may not apply staging: allowed is senior or devops (tidegate.yaml:28)."
    assert str(answer.remedy) == "ask somebody in senior or devops to comment `atlantis apply staging`"
    assert answer.rule == mark(28)


@pytest.mark.parametrize("standings", [{}, {**STANDINGS, "bob": Unknown(unknown_because="GitHub answered 502")}])
def test_somebody_whose_roles_are_unknown_never_passes(standings):
    answer = check("apply", facts(standings=standings), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason).startswith("Could not look up which roles @bob holds: ")
    assert str(answer.remedy) == "try again in a moment"


def test_an_empty_plan_list_is_everybody():
    assert check("plan", facts(actor="stranger"), staging(plan_allow=()), NOON).verdict == "pass"


def test_an_empty_apply_list_is_nobody():
    answer = check("apply", facts(), staging(apply=ApplyRule()), NOON)
    assert answer.verdict == "block"
    assert "allowed is nobody" in str(answer.reason)


@pytest.mark.parametrize(
    ("actor", "action", "verdict"),
    [("alice", "plan", "pass"), ("alice", "apply", "block"), ("dave", "apply", "pass"), ("stranger", "plan", "block")],
)
def test_without_a_governance_file_the_servers_team_list_decides(actor, action, verdict):
    rules = NoPolicy(team_rules=(("developers", "plan"), ("acme/devops", "*")))
    assert check(action, facts(actor=actor), rules, NOON).verdict == verdict


def test_a_refusal_by_the_team_list_names_the_teams():
    answer = check("apply", facts(actor="alice"), NoPolicy(team_rules=(("devops", "apply"),)), NOON)
    assert str(answer.reason) == "@alice may not apply here: the server allows it to devops."


def test_somebody_whose_teams_are_unknown_never_passes():
    rules = NoPolicy(team_rules=(("*", "plan"), ("devops", "apply")))
    answer = check("apply", facts(standings={"bob": Unknown(unknown_because="GitHub answered 502")}), rules, NOON)
    assert answer.verdict == "block"
    assert "GitHub answered 502" in str(answer.reason)


def test_somebody_whose_consent_a_rollback_needs_may_ask_for_it():
    policy = staging(rollback_approvers=("developer",))
    assert check("rollback", facts(actor="alice"), policy, NOON).verdict == "pass"
    assert check("apply", facts(actor="alice"), policy, NOON).verdict == "block"


@pytest.mark.parametrize(
    ("action", "command"),
    [
        ("plan", "atlantis plan staging"),
        ("apply", "atlantis apply staging"),
        ("emergency", 'atlantis apply staging --emergency --reason "..."'),
        ("rollback", "atlantis apply staging --rollback"),
    ],
)
def test_a_refusal_names_the_command_for_those_who_may_give_it(action, command):
    answer = check(action, facts(actor="stranger", standings={"stranger": Standing(login="stranger")}), POLICY, NOON)
    assert f"comment `{command}`" in str(answer.remedy)
