import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance

ENVIRONMENTS = "environments: {dev: {branch: develop}, prod: {branch: [main, prod]}}\n"


def read(branches):
    return read_governance(f"{ENVIRONMENTS}branches: {branches}", "here")


def test_kinds_of_branches_are_read_in_order():
    policy = read('{hotfix: {pattern: "hotfix/*", into: [develop, main]}, feature: {pattern: "f/*"}}')
    assert [(kind.name, kind.pattern, kind.into) for kind in policy.branch_kinds] == [
        ("feature", "f/*", ()),
        ("hotfix", "hotfix/*", ("develop", "main")),
    ]
    assert not policy.enforce_branches


def test_a_file_with_environments_and_without_branches_knows_no_kinds():
    assert read_governance(ENVIRONMENTS, "here").branch_kinds == ()


@pytest.mark.parametrize(
    ("branches", "said"),
    [
        ("{enforce: true}", "No kind of branch is written, so every branch would be refused."),
        ('{feature: {pattern: "f/*", into: [main, develp]}}', "`develp` is no environment's branch. Did you mean `develop`?"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(branches, said):
    assert said in fault(read, branches)
