from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest

from support import our_python, walls
from support.infracost import player, recorded
from support.programs import end_all
from support.redis_plan import ADDRESS, redis_plan
from support.stages import stage_run
from support.terraform import PROVIDER
from tidegate.core.projects.model import Step
from tidegate.sandbox.provider.install import cli_config, install_mirror
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap
from tidegate.terraform.local import LocalTerraform
from tidegate.terraform.shim import install_shims

# As the reference convention's workflows write them.
BREAKDOWN_JSON = """infracost breakdown --path . \\
  --terraform-var-file terraform.tfvars \\
  --format json --out-file infracost.json
"""
COMMENT = """infracost comment github --path infracost.json \\
  --repo $ATLANTIS_REPO_FULL_NAME \\
  --pull-request $ATLANTIS_PULL_NUM \\
  --github-token $GITHUB_TOKEN
"""
BREAKDOWN = "infracost breakdown --path . --terraform-var-file terraform.tfvars"

# What `terraform show -json` prints is the plan file itself here.
TERRAFORM = """#!/bin/sh
[ "$1 $2" = "show -json" ] && exec cat "$4"
exit 1
"""


REDIS = (
    PROVIDER
    + """
resource "aws_elasticache_replication_group" "this" {
  replication_group_id = "shop-prod-redis"
  description          = "Sessions"
  engine               = "redis"
  node_type            = "cache.r6g.large"
  num_cache_clusters   = 3
}
"""
)


@pytest.fixture
def shims(tmp_path):
    return install_shims(install_shims(tmp_path / "shims"))


@pytest.fixture
def step(tmp_path, shims):
    """Runs a command as a step does, after a plan step."""
    for name in ("terraform", "tofu"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(TERRAFORM)
        (tmp_path / name / name).chmod(0o755)
    (tmp_path / "plan.tfplan").write_text(json.dumps(redis_plan()))

    def run(command, *, tool="terraform", behind=None, **variables):
        path = ":".join(map(str, (shims, tmp_path / tool, *([behind] if behind else []), "/usr/bin:/bin")))
        environment = {
            "PATH": path,
            "PLANFILE": str(tmp_path / "plan.tfplan"),
            "ATLANTIS_REPO_FULL_NAME": "a/b",
            "ATLANTIS_PULL_NUM": "7",
            **variables,
        }
        return subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_the_conventions_steps_answer_from_the_plan_before_them(step, tmp_path):
    results = [step(command) for command in (BREAKDOWN_JSON, COMMENT, BREAKDOWN)]
    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 3
    assert results[0].stdout == "Output saved to infracost.json\n"
    assert results[1].stdout == "Nothing posted: the plan's own comment shows costs.\n"
    assert [line.split()[-1] for line in results[2].stdout.splitlines() if line.startswith(ADDRESS)] == ["+$538.74"]
    output = json.loads((tmp_path / "infracost.json").read_text())
    assert (output["version"], output["currency"], output["totalMonthlyCost"]) == ("0.2", "USD", "538.74")
    assert datetime.fromisoformat(output["timeGenerated"]).tzinfo


def test_what_has_no_price_is_said_and_fails_nothing(step):
    done = step(BREAKDOWN)
    assert done.returncode == 0
    assert "Not priced: aws_made_up_thing.this: " in done.stdout


def test_opentofu_shows_its_own_plans(step):
    done = step(BREAKDOWN, tool="tofu", ATLANTIS_TERRAFORM_DISTRIBUTION="opentofu")
    assert "+$538.74" in done.stdout


def test_a_plan_as_json_is_priced_where_it_is_named(step, tmp_path):
    (tmp_path / "my plan.json").write_text(json.dumps(redis_plan()))
    done = step("infracost breakdown --path='my plan.json' --format=json", PLANFILE="")
    output = json.loads(done.stdout)
    assert (output["projects"][0]["name"], output["totalMonthlyCost"]) == ("my plan.json", "538.74")


@pytest.mark.parametrize("planned", ["", "nowhere.tfplan", "broken.tfplan"])
def test_without_a_plan_there_is_a_sentence_and_no_figure(step, tmp_path, planned):
    (tmp_path / "broken.tfplan").write_text("")
    done = step(BREAKDOWN, PLANFILE=planned)
    assert done.returncode == 0
    assert done.stdout.startswith("No estimate: There is no plan yet to price")
    assert json.loads(step("infracost breakdown --format json", PLANFILE=planned).stdout)["totalMonthlyCost"] is None


def test_newer_prices_of_the_server_are_taken_and_given_up_with_it(step, shims, tmp_path):
    newer = tmp_path / "newer.json"
    prices = {"ap-northeast-2": {"elasticache": {"redis": {"cache.r6g.large": 1}}}}
    newer.write_text(json.dumps({"as_of": "2027-01-01", "regions": prices}))
    install_shims(shims, newer)
    assert "+$2,190.00" in step(BREAKDOWN).stdout
    newer.unlink()
    install_shims(shims, newer)
    assert "+$538.74" in step(BREAKDOWN).stdout


def test_without_a_python_new_enough_the_sentence_says_so(step, shims):
    (shims / "tidegate-python").unlink()
    (shims / "python3").write_text("#!/bin/sh\nexit 1\n")
    (shims / "python3").chmod(0o755)
    done = step(BREAKDOWN)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No estimate: it needs Python 3.11 or newer")


def test_the_python_of_the_server_does_where_the_system_has_none(step, shims):
    (shims / "python3").write_text("#!/bin/sh\nexit 1\n")
    (shims / "python3").chmod(0o755)
    assert (shims / "tidegate-python").samefile(sys.executable)
    assert "+$538.74" in step(BREAKDOWN).stdout


def test_an_infracost_with_a_key_is_called_instead(step, tmp_path):
    real = player(tmp_path / "real", recorded("good"))
    (tmp_path / "plan.json").write_text("{}")  # What the player looks for.
    done = step(BREAKDOWN_JSON, behind=real.folder, INFRACOST_API_KEY="ico-key")
    assert (done.returncode, done.stdout) == (0, recorded("good"))
    assert real.calls[-1].startswith("breakdown --path . --terraform-var-file terraform.tfvars --format json")
    step(COMMENT, behind=real.folder, INFRACOST_API_KEY="ico-key", GITHUB_TOKEN="secret")
    assert real.calls[-1].startswith("comment github --path infracost.json")


@pytest.mark.parametrize(
    ("version", "variables"), [("v0.10.41", {}), ("v2.16.0", {"INFRACOST_API_KEY": "ico-key"})], ids=["no key", "v2"]
)
def test_an_infracost_that_could_not_do_it_is_not(step, tmp_path, version, variables):
    real = player(tmp_path / "real", recorded("good"), version=version)
    assert "+$538.74" in step(BREAKDOWN, behind=real.folder, **variables).stdout


def test_no_comment_is_tried_without_a_token(step, tmp_path):
    real = player(tmp_path / "real", "")
    done = step(COMMENT, behind=real.folder, INFRACOST_API_KEY="ico-key")
    assert done.stdout.startswith("Nothing posted")


@pytest.mark.parametrize("command", ["infracost diff --path .", "infracost", "infracost breakdown --path"])
def test_what_it_does_not_know_it_explains(step, command):
    done = step(command)
    assert done.returncode == 1
    assert done.stderr.startswith("infracost: ")


@pytest.mark.terraform
async def test_a_step_within_its_walls_prices_the_plan_terraform_has_made(shims, tmp_path):
    walls.need()
    config = tmp_path / "terraform.rc"
    config.write_text(cli_config(install_mirror(tmp_path / "providers")))
    isolation = Bubblewrap(shown=(shims,), visible=our_python.VISIBLE)
    terraform = LocalTerraform(Binaries(tmp_path / "tools"), shims, cli_config=config, isolation=isolation)
    plan_file = stage_run(tmp_path).plan_file
    run = stage_run(tmp_path, main=REDIS, variables={"TF_CLI_CONFIG_FILE": str(config), "PLANFILE": str(plan_file)})
    run = replace(run, variables={**run.variables, "PATH": f"{shims}:{run.variables['PATH']}"})
    try:
        for index, step in enumerate((Step(kind="init"), Step(kind="plan"))):
            await terraform.perform(run, index, step)
        table = await terraform.perform(run, 2, Step(kind="run", command=BREAKDOWN))
        await terraform.perform(run, 3, Step(kind="run", command=BREAKDOWN_JSON))
    finally:
        end_all(tmp_path)
    assert "aws_elasticache_replication_group.this" in table.output
    assert "+$538.74" in table.output
    assert json.loads((run.dir / "infracost.json").read_text())["diffTotalMonthlyCost"] == "538.74"
