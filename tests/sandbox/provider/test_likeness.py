"""The stand-in's plan of the sample is the real provider's plan, where that provider is at hand.

`TIDEGATE_REAL_PROVIDER_MIRROR` names a folder in the layout of a Terraform filesystem mirror holding hashicorp/aws.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.missing import report_left_out
from support.terraform import Workspace, workspace
from tidegate.sandbox.provider.install import cli_config
from tidegate.sandbox.sample import seed
from tidegate.sandbox.sample.governance import variables

pytestmark = pytest.mark.terraform

SETTING = "TIDEGATE_REAL_PROVIDER_MIRROR"
LOCK_FILE = ".terraform.lock.hcl"


@pytest.fixture
def real_mirror() -> Path:
    folder = os.environ.get(SETTING)
    if not folder:
        missing = f"{SETTING} is not set: the stand-in provider was not compared with the real one"
        report_left_out(missing)
        pytest.skip(missing)
    return Path(folder)


def planned(folder: Path, states: Path, extra: Mapping[str, str]) -> dict[str, Any]:
    """Address → the planned change of every resource of staging with the Redis cluster, created from nothing."""
    files = {**seed.base_files(states), **seed.redis_files()}
    kept = {name: text for name, text in files.items() if not name.endswith(LOCK_FILE)}
    root = workspace(folder, kept, {**variables(states, "staging"), **extra})
    here = Workspace(folder=root.folder / "environments/staging", variables=root.variables)
    here.must("init", "-input=false")
    changes = here.plan("-var-file=terraform.tfvars")["resource_changes"]
    return {each["address"]: each["change"] for each in changes}


def test_the_stand_in_plans_the_sample_as_the_real_provider_does(
    tmp_path: Path, real_mirror: Path, reattach: str
) -> None:
    seed.write_states(tmp_path / "states")
    config = tmp_path / "terraformrc"
    config.write_text(cli_config(real_mirror), "utf-8")
    real = planned(tmp_path / "real", tmp_path / "states", {"TF_CLI_CONFIG_FILE": str(config)})
    ours = planned(tmp_path / "ours", tmp_path / "states", {"TF_REATTACH_PROVIDERS": reattach})
    assert ours == real
