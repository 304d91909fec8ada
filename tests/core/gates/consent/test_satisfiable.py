import pytest

from tidegate.config.governance_file.governance import read_governance
from tidegate.core.gates.consent.satisfiable import unsatisfiable
from tidegate.core.known import Unknown

PEOPLE = """people:
  senior: {github: ["@acme/seniors"]}
  lead:   {github: [kim], includes: [senior], deputies: [lee]}
  cto:    {github: [park]}
"""
TEAMS = {"acme/seniors": frozenset({"bob"})}


def said(apply, more="", teams=TEAMS):
    text = f"{PEOPLE}environments:\n  prod: {{apply: {apply}}}\n{more}"
    return [f"{one.mark.line}: {one.message}" for one in unsatisfiable(read_governance(text, "here"), teams)]


def test_rules_the_people_can_keep_are_not_told():
    assert said("{allow: [lead], approvals: {count: 2, from: [senior], one_from_each: [lead, cto]}}") == []


def test_more_approvals_than_people_are_told():
    assert said("{allow: [lead], approvals: {count: 3, from: [senior]}}") == [
        "6: prod takes 3 approvals, and only @bob and @kim can give one."
    ]


def test_a_team_nobody_looked_at_may_hold_anybody():
    apply = "{allow: [lead], approvals: {count: 3, from: [senior]}}"
    assert said(apply, teams={}) == said(apply, teams={"acme/seniors": Unknown(unknown_because="503")}) == []


def test_logins_alone_are_known_without_looking():
    assert said("{allow: [cto], approvals: {count: 2}}", teams={}) == [
        "6: prod takes 2 approvals, and only @park can give one."
    ]


def test_a_range_of_costs_that_asks_for_more_is_told_where_it_stands():
    ranges = """resource_limits:
  required_approvals_by_cost:
    - {cost_range: "$0-100/month", approvals: 1}
    - {cost_range: "$100+/month", approvals: 3}
"""
    assert said("{allow: [lead], approvals: {count: 1, from: [senior]}}", ranges) == [
        "10: $100+/month takes 3 approvals, and in prod only @bob and @kim can give one."
    ]


def test_one_from_each_needs_as_many_people_as_roles():
    people = "people: {a: {github: x}, b: {github: X}, c: {github: y, deputies: [z]}}\n"
    text = people + "environments:\n  prod: {apply: {allow: a, approvals: {one_from_each: [a, b]}}}\n"
    (told,) = unsatisfiable(read_governance(text, "here"), {})
    assert told.message == "prod takes one person from each of a and b, and there is only @x."
    assert not unsatisfiable(read_governance(text.replace("[a, b]", "[a, c]"), "here"), {})


@pytest.mark.parametrize("empty", ["{}", '{github: ["@acme/gone"]}'])
def test_a_role_nobody_holds_is_told_once_where_it_is_declared(empty):
    text = f"people:\n  a: {{github: x}}\n  b: {empty}\nenvironments:\n  prod: {{plan: {{allow: b}}, apply: {{allow: [a, b]}}}}\n"
    (told,) = unsatisfiable(read_governance(text, "here"), {"acme/gone": frozenset()})
    assert (told.mark.line, told.message) == (3, "Nobody holds the role `b`, which a rule asks for.")


def test_a_file_without_people_is_told_so_once():
    told, *others = unsatisfiable(read_governance("version: 1\n", "here"), {})
    assert told.suggestion == "Write `people`."
    assert "`developer`" in told.message
    assert others == []


def test_an_emergency_nobody_could_agree_to_is_told():
    window = "deployment_windows: {prod: {emergency_override: true}}\n"
    assert said("{allow: [lead]}", window) == [
        "7: prod may go past its window in an emergency, and nobody could agree to that."
    ]
    assert said("{allow: [lead]}", window + "emergency: {approvers: [cto]}\n") == []


def test_a_merge_nobody_could_review_is_told():
    environments = "environments:\n  dev: {branch: develop, apply: disabled%s}\n"
    told = unsatisfiable(read_governance(PEOPLE + environments % "", "here"), TEAMS)
    assert str(told[0]).startswith("tidegate.yaml:6:3: environments.dev: Nobody can review a merge into dev")
    assert str(told[0]).endswith("Name roles under `plan.allow`.")
    assert unsatisfiable(read_governance(PEOPLE + environments % ", plan: {allow: [senior]}", "here"), TEAMS) == ()
