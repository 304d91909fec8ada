from support.decisions import NOON, POLICY, facts, into, mark, staging
from tidegate.core.gates.branch import check


def test_the_environments_own_branch_passes():
    assert check("apply", facts(), POLICY, NOON).verdict == "pass"


def test_any_of_several_branches_passes():
    assert check("apply", facts(environment="prod", change=into("prod")), POLICY, NOON).verdict == "pass"


def test_another_branch_is_told_which_one_deploys():
    answer = check("apply", facts(change=into("feature/x")), POLICY, NOON)
    assert answer.verdict == "block"
    assert answer.reason == (
        "This pull request goes into `feature/x`; staging is deployed from `staging` (tidegate.yaml:24)."
    )
    assert answer.remedy == "open a pull request into `staging`"
    assert answer.rule == mark(24)


def test_an_environment_without_a_branch_is_never_deployed():
    assert check("apply", facts(), staging(branches=()), NOON).verdict == "block"
