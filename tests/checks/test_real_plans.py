"""The checks of plans on what the real Terraform plans: the sample's own change, and one with every kind of flaw."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.checked_plans import subject
from support.terraform import PROVIDER, Workspace, workspace
from tidegate.checks.builtin import Builtin
from tidegate.checks.naming import Naming
from tidegate.checks.tags import Tags
from tidegate.core.checks.rules import CheckRules
from tidegate.sandbox.sample import seed
from tidegate.sandbox.sample.governance import variables

pytestmark = pytest.mark.terraform

RULES = CheckRules(name_template="{project}-{environment}-{service}", required_tags=("Service", "Purpose"))

FLAWED = """
variable "office" {
  default   = "0.0.0.0/0"
  sensitive = true
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_security_group" "plain" {
  name_prefix = "shop-dev-plain-"
  tags        = { Service = "x", Purpose = aws_vpc.main.id }
}
resource "aws_security_group" "open" {
  name = "x-${aws_vpc.main.id}"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group_rule" "hidden" {
  type              = "ingress"
  security_group_id = aws_security_group.plain.id
  from_port         = 23
  to_port           = 23
  protocol          = "tcp"
  cidr_blocks       = [var.office]
}
resource "aws_instance" "bare" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_instance" "safe" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
}
resource "aws_ebs_volume" "data" {
  availability_zone = "ap-northeast-2a"
  size              = 10
}
resource "aws_db_instance" "main" {
  identifier          = "main"
  instance_class      = "db.t3.micro"
  publicly_accessible = true
  storage_encrypted   = true
}
"""


async def _said(shown) -> dict[str, set[tuple[str, str]]]:
    """Severity and message of what is said of each address."""
    found: dict[str, set[tuple[str, str]]] = {}
    for check in (Builtin(), Naming(), Tags()):
        for each in (await check.examine(subject(shown, RULES, environment="dev"))).findings:
            assert each.is_new
            found.setdefault(each.address, set()).add((each.severity, each.id))
    return found


async def test_the_samples_change_has_nothing_that_blocks(tmp_path: Path, reattach: str) -> None:
    states = tmp_path / "states"
    seed.write_states(states)
    files = {**seed.base_files(states), **seed.redis_files()}
    root = workspace(tmp_path / "repo", files, {**variables(states, "dev"), "TF_REATTACH_PROVIDERS": reattach})
    here = Workspace(folder=root.folder / "environments" / "dev", variables=root.variables)
    here.must("init", "-input=false", "-lockfile=readonly")
    here.must("workspace", "select", "-or-create", "dev")
    assert await _said(here.plan("-var-file=terraform.tfvars")) == {
        "aws_security_group.redis": {("WARN", "unrestricted_egress"), ("MEDIUM", "required_tag")},
    }


async def test_flaws_of_a_new_plan_are_found_and_what_nobody_knows_yet_is_mild(tmp_path: Path, reattach: str) -> None:
    here = workspace(tmp_path, {"main.tf": PROVIDER + FLAWED}, {"TF_REATTACH_PROVIDERS": reattach})
    here.must("init", "-input=false")
    shown = here.plan()
    said = await _said(shown)
    untagged = ("MEDIUM", "required_tag")
    assert said == {
        "aws_db_instance.main": {("HIGH", "public_database"), ("HIGH", "name_template"), untagged},
        "aws_ebs_volume.data": {("HIGH", "unencrypted_store"), untagged},
        "aws_instance.bare": {("HIGH", "unencrypted_store"), untagged},
        "aws_instance.safe": {untagged},
        "aws_security_group.open": {("HIGH", "open_ingress"), ("LOW", "name_template"), untagged},
        "aws_security_group_rule.hidden": {("HIGH", "open_ingress")},
        "aws_vpc.main": {untagged},
    }
    (hidden,) = [each for each in (await Builtin().examine(subject(shown))).findings if each.address.endswith("hidden")]
    assert "0.0.0.0" not in hidden.message
