from __future__ import annotations

import json
import subprocess
from datetime import datetime

import pytest

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


@pytest.fixture
def step(tmp_path):
    shims = install_shims(install_shims(tmp_path / "shims"))

    def run(command: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{shims}:/usr/bin:/bin", "ATLANTIS_REPO_FULL_NAME": "a/b", "ATLANTIS_PULL_NUM": "7"}
        return subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_the_conventions_steps_run_unchanged(step):
    results = [step(command) for command in (BREAKDOWN_JSON, COMMENT, BREAKDOWN)]
    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 3
    assert results[2].stdout == "no estimate yet\n"


def test_the_estimate_is_json_with_unknown_totals(step, tmp_path):
    step(BREAKDOWN_JSON)
    estimate = json.loads((tmp_path / "infracost.json").read_text())
    assert (estimate["version"], estimate["currency"]) == ("0.2", "USD")
    assert (estimate["totalMonthlyCost"], estimate["diffTotalMonthlyCost"]) == (None, None)
    assert estimate["projects"][0]["breakdown"]["resources"] == []
    assert estimate["projects"][0]["metadata"]["errors"][0]["message"] == "no estimate yet"
    assert datetime.fromisoformat(estimate["timeGenerated"]).tzinfo


def test_json_goes_to_the_output_without_a_file_and_quotes_are_kept_out_of_it(step):
    done = step("""infracost breakdown --format=json --path='a "b" \\ c'""")
    assert json.loads(done.stdout)["projects"][0]["name"] == 'a "b" \\ c'


@pytest.mark.parametrize("command", ["infracost diff --path .", "infracost", "infracost breakdown --path"])
def test_what_it_does_not_know_it_explains(step, command):
    done = step(command)
    assert done.returncode == 1
    assert done.stderr.startswith("infracost: ")
