import pytest

from support.decisions import CHANGE, POLICY, facts, into
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.core.gates.rules import branches_of, governed, listed, may_be_applied, roles_held, rules_of
from tidegate.core.known import Unknown


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_listed_as_people_write_them(words, text):
    assert str(listed(words)) == text


def test_branches_are_alternatives():
    assert str(branches_of(POLICY.environments["prod"])) == "`main` or `prod`"


def test_rules_hold_for_a_known_environment_only():
    assert rules_of(facts(), POLICY).environment.name == "staging"
    assert rules_of(facts(environment=None), POLICY) is None
    assert rules_of(facts(environment="elsewhere"), POLICY) is None
    assert rules_of(facts(), NoPolicy()) is None


def test_a_gate_asked_without_rules_is_a_bug():
    with pytest.raises(LookupError):
        governed(facts(environment=None), POLICY)


@pytest.mark.parametrize(
    ("changed", "policy", "answer"),
    [
        ({}, POLICY, True),
        ({"change": into("develop")}, POLICY, False),
        ({"change": into("develop"), "environment": "dev"}, POLICY, False),
        ({"environment": None}, POLICY, False),
        ({}, NoPolicy(), True),
        ({}, BrokenPolicy(source="x", problems=()), False),
    ],
)
def test_plans_are_deployable_on_the_environments_own_branch(changed, policy, answer):
    assert may_be_applied(facts(**changed), policy) is answer


def test_roles_are_found_whatever_the_case_of_the_login():
    assert roles_held("BOB", facts(), POLICY.roles) == {"senior", "developer"}


def test_somebody_who_was_not_looked_up_is_unknown():
    assert isinstance(roles_held(CHANGE.author, facts(standings={}), POLICY.roles), Unknown)
