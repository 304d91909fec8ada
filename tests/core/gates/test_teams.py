import pytest

from tidegate.core.gates.teams import allowed_teams, may, qualified
from tidegate.core.people import Standing

BOB = Standing(login="bob", teams=frozenset({"acme/platform-team"}))


@pytest.mark.parametrize(
    ("rule", "command", "expected"),
    [
        (("platform-team", "apply"), "apply", True),
        (("Platform Team", "apply"), "apply", True),
        (("acme/platform-team", "apply"), "apply", True),
        (("other/platform-team", "apply"), "apply", False),
        (("platform-team", "plan"), "apply", False),
        (("platform-team", "*"), "unlock", True),
        (("*", "apply"), "apply", True),
        (("devops", "*"), "plan", False),
    ],
)
def test_a_rule_names_a_team_and_a_command(rule, command, expected):
    assert may(command, [rule], "acme/infra", BOB) is expected


def test_one_fitting_rule_is_enough_and_none_is_not():
    assert may("plan", [("devops", "apply"), ("platform-team", "plan")], "acme/infra", BOB)
    assert not may("plan", [], "acme/infra", BOB)


def test_a_team_without_its_organisation_is_one_of_the_repositorys_owner():
    assert qualified("Devops", "Acme/infra") == "acme/devops"
    assert qualified("other/Devops", "acme/infra") == "other/devops"


def test_teams_that_may_are_listed_once_as_written():
    rules = [("Devops", "apply"), ("leads", "*"), ("Devops", "*"), ("all", "plan")]
    assert allowed_teams("apply", rules) == ("Devops", "leads")
