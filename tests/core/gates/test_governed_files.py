from __future__ import annotations

from dataclasses import replace

import pytest

from support.decisions import POLICY, STAGING, staging
from tidegate.core.gates.governed_files import governed
from tidegate.core.gates.policy import Policy

WITH_POLICIES = replace(POLICY, checks=replace(POLICY.checks, policies="./policies/"))
WITH_SCRIPTS = staging(after_apply=("./scripts/load-test.sh staging", "bash 'scripts/my test.sh' && tools/../ok.sh"))


def of(policy: Policy, *paths: str, config_file: str = "atlantis.yaml") -> tuple[str, ...]:
    return governed(paths, policy, config_file=config_file)


@pytest.mark.parametrize(
    "path", ["tidegate.yaml", "atlantis.yaml", "CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"]
)
def test_the_files_every_repository_is_ruled_by_are_governed(path) -> None:
    assert of(POLICY, "main.tf", path) == (path,)


@pytest.mark.parametrize(
    "path", ["environments/dev/tidegate.yaml", "src/CODEOWNERS", "policies/a.rego", "scripts/x.sh"]
)
def test_files_of_the_same_name_elsewhere_and_what_no_rule_names_are_not(path) -> None:
    assert of(POLICY, path) == ()


def test_everything_in_the_folder_of_policies_is_governed() -> None:
    assert of(WITH_POLICIES, "policies/a/b.rego", "policies.md", "policies") == ("policies/a/b.rego", "policies")


def test_scripts_that_run_after_an_apply_are_governed_however_they_are_called() -> None:
    touched = ("scripts/load-test.sh", "scripts/my test.sh", "ok.sh", "scripts/other.sh", "staging/main.tf")
    assert of(WITH_SCRIPTS, *touched) == ("scripts/load-test.sh", "scripts/my test.sh", "ok.sh")


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("pytest tests/", "tests/a/test_x.py"),
        ("pytest tests -q", "tests/test_x.py"),
        ("cd scripts && ./x.sh", "scripts/x.sh"),
        ("sh -c 'cd scripts; ./x.sh'", "scripts/lib/y.sh"),
        ("cd tools && ../scripts/x.sh", "scripts/x.sh"),
        ("python -m pytest --rootdir=tests", "tests/conftest.py"),
        ("go test ./tests/...", "tests/a_test.go"),
        ("bats tests/*.bats", "tests/a.bats"),
    ],
)
def test_all_of_a_folder_that_a_command_names_is_governed(command, path) -> None:
    policy = staging(after_apply=(command,))
    assert of(policy, path, "modules/tests/main.tf") == (path,)


@pytest.mark.parametrize("command", ["./load.sh staging", "terraform -chdir=environments/staging output", "pytest ."])
def test_what_is_deployed_is_not_governed_because_a_command_names_it(command) -> None:
    policy = staging(after_apply=(command,), paths=("environments/staging/**",))
    assert of(policy, "environments/staging/main.tf", "staging/a.tf", "README.md") == ()


def test_a_command_with_an_open_quote_still_names_its_script() -> None:
    policy = replace(POLICY, environments={"staging": replace(STAGING, after_apply=("./run.sh 'oops",))})
    assert of(policy, "run.sh") == ("run.sh",)


def test_a_configuration_under_another_name_is_governed_under_that_name() -> None:
    assert of(POLICY, "atlantis.yaml", "infra.yaml", config_file="infra.yaml") == ("infra.yaml",)
