"""The sample repository with the real Terraform and the stand-in provider."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.terraform import Workspace, actions, workspace
from tidegate.sandbox.provider.install import cli_config, install_mirror
from tidegate.sandbox.sample import seed
from tidegate.sandbox.sample.governance import variables
from tidegate.sandbox.sample.places import ENVIRONMENTS, deployed_state

pytestmark = pytest.mark.terraform

REDIS = {
    "aws_security_group.redis",
    "module.redis.aws_elasticache_replication_group.this",
    "module.redis.aws_elasticache_subnet_group.this",
    "module.redis.aws_security_group.nodes",
}
NODES = "module.redis.aws_elasticache_replication_group.this"


@pytest.fixture
def states(tmp_path: Path) -> Path:
    folder = tmp_path / "states of all"  # a space: the settings must survive Terraform's own splitting
    seed.write_states(folder)
    return folder


def checkout(folder: Path, states: Path, environment: str, extra: dict[str, str], *pushes: dict[str, str]) -> Workspace:
    """The environment's directory in a checkout with the given pushes, ready to plan."""
    files = dict(seed.base_files(states))
    for push in pushes:
        files.update(push)
    root = workspace(folder, files, {**variables(states, environment), **extra})
    here = Workspace(folder=root.folder / "environments" / environment, variables=root.variables)
    here.must("init", "-input=false", "-lockfile=readonly")
    here.must("workspace", "select", "-or-create", environment)
    return here


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_before_the_story_every_environment_is_deployed_as_written(
    tmp_path: Path,
    states: Path,
    reattach: str,
    environment: str,
) -> None:
    here = checkout(tmp_path / "repo", states, environment, {"TF_REATTACH_PROVIDERS": reattach})
    assert actions(here.plan("-var-file=terraform.tfvars")) == {}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_feature_branch_adds_a_redis_cluster_to_every_environment(
    tmp_path: Path,
    states: Path,
    reattach: str,
    environment: str,
) -> None:
    found = {"TF_REATTACH_PROVIDERS": reattach}
    here = checkout(tmp_path / "repo", states, environment, found, seed.redis_files())
    assert actions(here.plan("-var-file=terraform.tfvars")) == {address: ["create"] for address in REDIS}


def test_applying_staging_writes_its_state_where_it_was_told_and_leaves_nothing_to_do(
    tmp_path: Path,
    states: Path,
    reattach: str,
) -> None:
    found = {"TF_REATTACH_PROVIDERS": reattach}
    here = checkout(tmp_path / "repo", states, "staging", found, seed.redis_files())
    here.plan("-var-file=terraform.tfvars")
    here.apply()
    state = json.loads(deployed_state(states, "staging").read_text("utf-8"))
    assert {each["type"] for each in state["resources"] if each["mode"] == "managed"} == {
        "aws_cloudwatch_log_group",
        "aws_elasticache_replication_group",
        "aws_elasticache_subnet_group",
        "aws_security_group",
    }
    assert not list((tmp_path / "repo").rglob("*.tfstate.d"))
    assert actions(here.plan("-var-file=terraform.tfvars")) == {}


def test_the_larger_nodes_change_the_cluster_in_place(
    tmp_path: Path,
    states: Path,
    reattach: str,
) -> None:
    found = {"TF_REATTACH_PROVIDERS": reattach}
    before = checkout(tmp_path / "before", states, "staging", found, seed.redis_files())
    before.plan("-var-file=terraform.tfvars")
    before.apply()
    after = checkout(tmp_path / "after", states, "staging", found, seed.redis_files(), seed.larger_node_files())
    plan = after.plan("-var-file=terraform.tfvars")
    assert actions(plan) == {NODES: ["update"]}
    (change,) = (each["change"] for each in plan["resource_changes"] if each["address"] == NODES)
    assert (change["before"]["node_type"], change["after"]["node_type"]) == ("cache.t3.micro", "cache.t3.small")


def test_the_comment_changes_a_file_and_no_plan(tmp_path: Path, states: Path, reattach: str) -> None:
    found = {"TF_REATTACH_PROVIDERS": reattach}
    plain = checkout(tmp_path / "plain", states, "staging", found, seed.redis_files())
    commented = checkout(tmp_path / "commented", states, "staging", found, seed.redis_files(), seed.comment_files())
    assert (plain.folder / "main.tf").read_text("utf-8") != (commented.folder / "main.tf").read_text("utf-8")
    var_file = "-var-file=terraform.tfvars"
    assert commented.plan(var_file)["resource_changes"] == plain.plan(var_file)["resource_changes"]


def test_the_committed_lock_file_fits_a_mirror_made_on_this_machine(tmp_path: Path, states: Path) -> None:
    config = tmp_path / "terraformrc"
    config.write_text(cli_config(install_mirror(tmp_path / "mirror")), "utf-8")
    found = {"TF_CLI_CONFIG_FILE": str(config)}
    here = checkout(tmp_path / "repo", states, "prod", found, seed.redis_files())
    assert set(actions(here.plan("-var-file=terraform.tfvars"))) == REDIS


def test_states_already_there_stay(states: Path) -> None:
    deployed_state(states, "dev").write_text("{}", "utf-8")
    seed.write_states(states)
    assert deployed_state(states, "dev").read_text("utf-8") == "{}"


def test_the_pull_request_says_what_the_convention_asks_for() -> None:
    assert [line for line in seed.pull_request_body().splitlines() if line.startswith("## ")] == [
        "## 📋 변경사항",
        "## 💰 비용 영향",
        "## 🎯 예상 효과",
        "## ✅ 체크리스트",
    ]
