import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance


def read(path):
    return read_governance(f"checks: {{policies: {{path: '{path}'}}}}", "here")


@pytest.mark.parametrize(("path", "place"), [("policies/", "policies"), ("./rules//opa", "rules/opa"), ("a", "a")])
def test_a_path_is_below_the_repositorys_root(path, place):
    assert read(path).checks.policies == place


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/etc/policies", "`/etc/policies` is not relative to the repository. Did you mean `etc/policies`?"),
        ("../policies", "leaves the repository."),
        ("a/../../b", "leaves the repository."),
        (".", "`.` is not a path below the repository's root."),
        ("a\\b", "is not a path below the repository's root."),
    ],
)
def test_a_path_elsewhere_is_refused(path, said):
    assert said in fault(read, path)
