from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tidegate.core.changes import Change
from tidegate.core.projects.model import Project
from tidegate.terraform.variables import HookSurroundings, Surroundings, hook_variables, variables

CHANGE = Change(
    repo="acme/infra",
    number=7,
    title="t",
    author="alice",
    base_branch="staging",
    base_sha="b" * 40,
    head_branch="develop",
    head_sha="a" * 40,
    head_repo="alice/infra-fork",
    url="https://git.example.com/acme/infra/pull/7",
)
PROJECT = Project(dir="environments/staging", workspace="staging", name="staging-environment")


def around(**changes) -> Surroundings:
    values = {
        "worktree": Path("/data/tree"),
        "terraform": Path("/tools/terraform/1.11.4/terraform"),
        "terraform_version": "1.11.4",
        "shims": Path("/data/shims"),
        "home": Path("/data/run/home"),
        "cli_config": Path("/data/terraformrc"),
        "plan_file": Path("/data/run/plan"),
        "show_file": Path("/data/run/show.json"),
    }
    return Surroundings(**{**values, **changes})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATLANTIS_TERRAFORM_VERSION", "1.11.4"),
        ("ATLANTIS_TERRAFORM_DISTRIBUTION", "terraform"),
        ("ATLANTIS_REPO_FULL_NAME", "acme/infra"),
        ("ATLANTIS_PULL_NUM", "7"),
        ("BASE_BRANCH_NAME", "staging"),
        ("BASE_REPO_NAME", "infra"),
        ("POLICYCHECKFILE", "/data/run/policies.json"),
        ("BASE_REPO_OWNER", "acme"),
        ("COMMENT_ARGS", r"\-\t\=\a,\;"),
        ("DIR", "/data/tree/environments/staging"),
        ("HEAD_BRANCH_NAME", "develop"),
        ("HEAD_COMMIT", "a" * 40),
        ("HEAD_REPO_NAME", "infra-fork"),
        ("HEAD_REPO_OWNER", "alice"),
        ("PLANFILE", "/data/run/plan"),
        ("SHOWFILE", "/data/run/show.json"),
        ("PROJECT_NAME", "staging-environment"),
        ("PULL_AUTHOR", "alice"),
        ("PULL_NUM", "7"),
        ("PULL_URL", "https://git.example.com/acme/infra/pull/7"),
        ("REPO_REL_DIR", "environments/staging"),
        ("USER_NAME", "bob"),
        ("WORKSPACE", "staging"),
        ("PATH", "/data/shims:/tools/terraform/1.11.4:/usr/local/bin:/usr/bin:/bin"),
        ("HOME", "/data/run/home"),
        ("TF_IN_AUTOMATION", "1"),
        ("TF_INPUT", "0"),
        ("TF_CLI_CONFIG_FILE", "/data/terraformrc"),
        ("CHECKPOINT_DISABLE", "1"),
        ("LANG", "C.UTF-8"),
    ],
)
def test_a_step_sees_what_atlantis_documents_and_terraform_needs(name, value):
    assert variables(CHANGE, PROJECT, "bob", ("-t=a", ";"), around())[name] == value


def test_nothing_of_our_environment_is_among_them(monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ours")
    names = variables(CHANGE, PROJECT, "bob", (), around())
    assert "GITHUB_TOKEN" not in names
    assert os.environ["PATH"] != names["PATH"]


def test_what_the_environment_declares_is_there_but_cannot_pose_as_the_change():
    declared = {"AWS_REGION": "eu-west-1", "TF_CLI_CONFIG_FILE": "/own", "PULL_NUM": "8", "PATH": "/evil"}
    names = variables(CHANGE, PROJECT, "bob", (), around(declared=declared))
    assert (names["AWS_REGION"], names["TF_CLI_CONFIG_FILE"]) == ("eu-west-1", "/own")
    assert (names["PULL_NUM"], names["PATH"].count("/evil")) == ("7", 0)


def test_a_shell_reads_comment_arguments_literally():
    names = variables(CHANGE, PROJECT, "bob", ("$(touch /evil)", "`id`", "é"), around())
    line = f"printf %s {names['COMMENT_ARGS']}"
    shown = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True).stdout
    assert shown == "$(touch /evil),`id`,é"


def test_a_fork_that_is_gone_leaves_its_names_empty():
    names = variables(
        Change(**{**{f: getattr(CHANGE, f) for f in CHANGE.__slots__}, "head_repo": None}), PROJECT, "b", (), around()
    )
    assert (names["HEAD_REPO_OWNER"], names["HEAD_REPO_NAME"]) == ("", "")


def test_a_hook_sees_the_change_and_its_command_and_nothing_of_a_project():
    around = HookSurroundings(
        worktree=Path("/data/tree"),
        terraform=Path("/tools/terraform/1.11.4/terraform"),
        shims=Path("/data/shims"),
        home=Path("/data/run/home"),
        cli_config=Path("/data/terraformrc"),
        status_file=Path("/data/run/files/status"),
    )
    seen = hook_variables(CHANGE, "plan", "carol", ("-target=a",), around)
    assert seen["COMMAND_NAME"] == "plan"
    assert (seen["DIR"], seen["OUTPUT_STATUS_FILE"]) == ("/data/tree", "/data/run/files/status")
    assert (seen["USER_NAME"], seen["PULL_NUM"], seen["HEAD_COMMIT"]) == ("carol", "7", "a" * 40)
    assert seen["COMMENT_ARGS"] == "".join(f"\\{each}" for each in "-target=a")
    assert seen["PATH"].startswith("/data/shims:/tools/terraform/1.11.4:")
    assert not {"WORKSPACE", "PLANFILE", "SHOWFILE", "PROJECT_NAME", "REPO_REL_DIR"} & seen.keys()
