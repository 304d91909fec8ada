"""The mirror: Terraform installs from it, and every machine's copy has one hash."""

from __future__ import annotations

import platform
import stat
import subprocess
from pathlib import Path

import pytest

from support.terraform import PROVIDER, Workspace, actions, binary, workspace
from tidegate.sandbox.provider.install import cli_config, install_mirror

CONFIG = (
    'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n  }\n}\n'
    + PROVIDER
    + 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
)


def mirrored(tmp_path: Path, name: str, files: dict[str, str]) -> Workspace:
    config = tmp_path / f"{name}.rc"
    config.write_text(cli_config(install_mirror(tmp_path / f'{name} "of" mirrors')), "utf-8")
    return workspace(tmp_path / name, files, {"TF_CLI_CONFIG_FILE": str(config)})


@pytest.mark.terraform
def test_terraform_installs_plans_and_applies_from_the_mirror(tmp_path: Path) -> None:
    here = mirrored(tmp_path, "one", {"main.tf": CONFIG})
    here.must("init")
    assert actions(here.plan()) == {"aws_sqs_queue.q": ["create"]}
    here.apply()
    assert actions(here.plan()) == {}


@pytest.mark.terraform
def test_a_lock_file_made_with_one_mirror_fits_another(tmp_path: Path) -> None:
    one = mirrored(tmp_path, "one", {"main.tf": CONFIG})
    one.must("init")
    lock = (one.folder / ".terraform.lock.hcl").read_text("utf-8")
    two = mirrored(tmp_path, "two", {"main.tf": CONFIG, ".terraform.lock.hcl": lock})
    two.must("init", "-lockfile=readonly")


@pytest.mark.terraform
def test_it_works_in_an_empty_environment(tmp_path: Path) -> None:
    here = mirrored(tmp_path, "one", {"main.tf": CONFIG})
    bare = {"TF_CLI_CONFIG_FILE": here.variables["TF_CLI_CONFIG_FILE"]}
    for arguments in (["init"], ["plan"]):
        command = [binary(), *arguments, "-input=false", "-no-color"]
        done = subprocess.run(command, cwd=here.folder, env=bare, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_installing_again_keeps_the_certificate(tmp_path: Path) -> None:
    key = install_mirror(tmp_path) / ".standin" / "key.pem"
    before = key.read_bytes()
    assert (install_mirror(tmp_path) / ".standin" / "key.pem").read_bytes() == before
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_package_lies_where_this_platforms_terraform_looks(tmp_path: Path) -> None:
    (package,) = install_mirror(tmp_path).glob("registry.terraform.io/hashicorp/aws/5.100.0/*")
    assert package.name.startswith(platform.system().lower() + "_")
    assert [each.name for each in package.iterdir()] == ["terraform-provider-aws_v5.100.0"]
