"""What Terraform itself makes of the provider's answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.terraform import PROVIDER, Workspace, actions, workspace

pytestmark = pytest.mark.terraform

CONFIG = (
    PROVIDER
    + """
data "aws_region" "here" {}
data "aws_caller_identity" "me" {}
data "aws_availability_zones" "all" {}

resource "aws_security_group" "web" {
  name = "web"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "web" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.web.id]
  ebs_block_device {
    device_name = "/dev/sdb"
    volume_size = 10
  }
}

output "region" { value = data.aws_region.here.name }
output "account" { value = data.aws_caller_identity.me.account_id }
"""
)


@pytest.fixture
def here(tmp_path: Path, reattach: str) -> Workspace:
    made = workspace(tmp_path, {"main.tf": CONFIG}, {"TF_REATTACH_PROVIDERS": reattach})
    made.must("init")
    return made


def rewrite(here: Workspace, old: str, new: str) -> None:
    assert old in CONFIG
    (here.folder / "main.tf").write_text(CONFIG.replace(old, new), "utf-8")


def test_validate_knows_the_types_and_refuses_what_they_lack(here: Workspace) -> None:
    here.must("validate")
    rewrite(here, 'instance_type          = "t3.micro"', 'colour = "red"')
    report = json.loads(here.run("validate", "-json").stdout)
    assert [each["summary"] for each in report["diagnostics"]] == ["Unsupported argument"]


def test_create_then_nothing_to_do_then_destroy(here: Workspace) -> None:
    both = {"aws_instance.web", "aws_security_group.web"}
    assert actions(here.plan()) == {address: ["create"] for address in both}
    here.apply()
    assert actions(here.plan()) == {}
    assert actions(here.plan("-destroy")) == {address: ["delete"] for address in both}
    here.apply()
    kept = here.must("state", "list").split()
    assert not [address for address in kept if not address.startswith("data.")]


def test_a_change_in_place_and_a_replacement_are_told_apart(here: Workspace) -> None:
    here.plan()
    here.apply()
    rewrite(here, "t3.micro", "t3.large")
    assert actions(here.plan()) == {"aws_instance.web": ["update"]}
    rewrite(here, "ami-0123456789abcdef0", "ami-1111111111abcdef0")
    assert actions(here.plan()) == {"aws_instance.web": ["delete", "create"]}


def test_data_sources_answer_for_the_providers_region(here: Workspace) -> None:
    here.plan()
    here.apply()
    outputs = json.loads(here.must("output", "-json"))
    assert outputs["region"]["value"] == "ap-northeast-2"
    assert outputs["account"]["value"].isdigit()


def test_default_tags_reach_every_resource(here: Workspace) -> None:
    rewrite(
        here,
        "skip_metadata_api_check     = true",
        'skip_metadata_api_check = true\n default_tags {\n tags = { Team = "shop" }\n }',
    )
    changes = here.plan()["resource_changes"]
    assert [each["change"]["after"]["tags_all"] for each in changes] == [{"Team": "shop"}] * 2
