import pytest

from support.faults import fault
from tidegate.config.governance_file.environment_raw import EnvironmentRaw
from tidegate.config.governance_file.governance import read_governance


def test_an_environment_that_says_nothing_applies_nothing():
    bare = EnvironmentRaw()
    assert (bare.apply.allow, bare.deploy, bare.checklist, bare.watch_for) == ([], "either", [], None)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("deploy: later", "`later` is not a value of this key."),
        ("aliases: [my test]", "`my test` is not one word, so no command can name it. Did you mean `my-test`?"),
        ("rollback: {within: long}", "`long` is not a time."),
        ("promotion: {only_here: ['aws_x[']}", "is not a pattern: a bracket is open."),
        ("checklist: [{text: No id}]", "`id` is missing."),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(inside, said):
    assert said in fault(read_governance, f"environments: {{dev: {{{inside}}}}}", "here")
