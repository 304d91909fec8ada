"""Running the real Terraform in a test, with an environment that is given whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROVIDER = """
provider "aws" {
  region                      = "ap-northeast-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A folder Terraform runs in.

    Attributes:
        variables: What its processes get besides PATH and quiet defaults.
    """

    folder: Path
    variables: Mapping[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Terraform; its exit code is the test's business."""
        return subprocess.run(
            [binary(), *arguments], cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False
        )

    def must(self, *arguments: str) -> str:
        """Run Terraform, which must succeed; gives its output."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"terraform {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def plan(self, *arguments: str) -> dict[str, Any]:
        """Plan into `p.tfplan`; gives the plan as `show -json` prints it."""
        self.must("plan", "-input=false", "-no-color", "-out=p.tfplan", *arguments)
        shown: dict[str, Any] = json.loads(self.must("show", "-json", "p.tfplan"))
        return shown

    def apply(self) -> str:
        """Apply the plan that `plan` left."""
        return self.must("apply", "-input=false", "-no-color", "p.tfplan")

    def environment(self) -> dict[str, str]:
        quiet = {"PATH": os.environ["PATH"], "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
        return {**quiet, "TF_CLI_CONFIG_FILE": os.devnull, **self.variables}


def binary() -> str:
    """The terraform on PATH; a test that needs it fails without it."""
    found = shutil.which("terraform")
    assert found, "terraform is not on PATH; these tests run the real one"
    return found


def workspace(folder: Path, files: Mapping[str, str], variables: Mapping[str, str]) -> Workspace:
    """Write a configuration to a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return Workspace(folder=folder, variables=variables)


def actions(plan: Mapping[str, Any]) -> dict[str, list[str]]:
    """Address → actions of every resource a plan changes."""
    changes = {each["address"]: each["change"]["actions"] for each in plan.get("resource_changes", [])}
    return {address: each for address, each in changes.items() if each != ["no-op"]}
