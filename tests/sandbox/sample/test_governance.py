"""The sample's governance file is YAML that says what the convention's matrix says."""

from __future__ import annotations

import shlex
from pathlib import Path

import yaml

from tidegate.config.governance_file.governance import read_governance
from tidegate.config.without_effect import in_governance
from tidegate.sandbox.sample.governance import governance

STATES = Path('/srv/it\'s "here"')


def test_each_environment_declares_where_its_states_lie_whatever_the_folder_is_called() -> None:
    environments = yaml.safe_load(governance(STATES))["environments"]
    for name, rules in environments.items():
        for stage, credentials in rules["credentials"].items():
            declared = credentials["env"]
            assert shlex.split(declared["TF_CLI_ARGS_init"]) == [
                f"-backend-config=path={STATES}/{name}/terraform.tfstate",
                f"-backend-config=workspace_dir={STATES}/{name}/workspaces",
            ], (name, stage)
            assert declared["TF_VAR_networking_state"] == f"{STATES}/{name}/networking.tfstate"
            assert declared["TF_VAR_app_state"] == f"{STATES}/{name}/app.tfstate"


def test_it_says_the_conventions_matrix() -> None:
    rules = yaml.safe_load(governance(STATES))["environments"]
    assert {name: each["plan"]["allow"] for name, each in rules.items()} == {
        "dev": ["developer"],
        "staging": ["developer"],
        "prod": ["senior"],
    }
    assert rules["dev"]["apply"] == "disabled"
    assert rules["staging"]["apply"] == {
        "allow": ["senior", "devops"],
        "approvals": {"count": 1},
        "require": ["cost_review"],
    }
    assert rules["prod"]["apply"]["allow"] == ["devops-lead", "cto"]
    assert rules["prod"]["apply"]["approvals"]["count"] == 2


def test_production_has_a_window_and_staging_is_always_open() -> None:
    windows = yaml.safe_load(governance(STATES))["deployment_windows"]
    assert windows["staging"]["allowed"] == "24/7"
    assert windows["production"]["allowed"] == "Mon-Thu 09:00-17:00 KST"


def test_the_product_reads_it_and_every_key_but_those_of_rollbacks_has_effect() -> None:
    text = governance(STATES)
    policy = read_governance(text, "acme/infra@main:tidegate.yaml")
    assert [key.path for key in in_governance(text)] == ["manual_rollback_procedures.production.approval_required"]
    assert policy.environments["prod"].window is not None
