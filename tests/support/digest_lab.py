"""A project with something of everything a digest covers, planned by the real Terraform with pieces of it changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.stages import environment
from support.terraform import Workspace
from tidegate.core.plans.digest import digest
from tidegate.core.projects.model import Project, Stage, Step, Workflow
from tidegate.flows.planning.code import Behind, look
from tidegate.flows.planning.committed import NOTHING, Committed
from tidegate.flows.planning.stage import digest_inputs
from tidegate.ports.terraform import StageRun
from tidegate.terraform.binary import Binaries
from tidegate.terraform.local import LocalTerraform

KEY = b"k" * 32

MAIN = """
terraform {
  backend "local" {
    path = "app.tfstate"
  }
}

provider "aws" {
  region                      = var.region
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  assume_role {
    role_arn = "arn:aws:iam::${local.account}:role/deploy"
  }
}

variable "region" {
  description = "Where it stands."
  default     = "ap-northeast-2"
}

variable "secret" {
  default   = "swordfish"
  sensitive = true
}

locals {
  account  = "123456789012"
  greeting = "hello"
  place    = data.aws_region.here.name
}

# Made by the first apply, and left alone since.
resource "terraform_data" "still" {
  input = "still here"
}

# Changed since the first apply.
resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
}

resource "terraform_data" "new" {
  input            = "new"
  triggers_replace = ["one"]
}

# Behind what is known only after the apply.
resource "terraform_data" "late" {
  input = "${local.greeting} ${terraform_data.new.id}!"
}

resource "terraform_data" "script" {
  input = terraform_data.new.id
  provisioner "local-exec" {
    command = "./announce.sh ${self.id} loudly"
  }
}

resource "terraform_data" "rendered" {
  input = templatefile("${path.module}/motd.tpl", { id = terraform_data.new.id })
}

# Made at apply, of what is read now.
resource "terraform_data" "mixed" {
  input = "${terraform_data.new.id} in ${local.place}"
}

resource "aws_security_group" "open" {
  name = "open"
  dynamic "ingress" {
    for_each = toset(["a"])
    content {
      from_port   = 80
      to_port     = 80
      protocol    = "tcp"
      description = "${terraform_data.new.id} beside ${terraform_data.still.output}"
    }
  }
}

module "service" {
  source = "../modules/service"
  id     = terraform_data.new.id
}

output "greeting" {
  description = "What people see."
  value       = terraform_data.late.output
}

output "plain" {
  value = "plain"
}
"""
OTHER = """
data "aws_region" "here" {}
"""
SERVICE = """
variable "id" {
  description = "Of what it serves."
}

resource "terraform_data" "unit" {
  input = format("unit %s", var.id)
}

resource "terraform_data" "config" {
  input = file(join("/", [path.module, "conf", replace(var.id, "/.*/", "unit.conf")]))
}

output "unit" {
  value = terraform_data.unit.id
}
"""
FILES = {
    "app/main.tf": MAIN,
    "app/other.tf": OTHER,
    "app/motd.tpl": "Welcome, ${id}.\n",
    "app/announce.sh": "#!/bin/sh\necho $1\n",
    "app/README.md": "An application.\n",
    "modules/service/main.tf": SERVICE,
    "modules/service/conf/unit.conf": "workers 1\n",
    "modules/unused/main.tf": 'output "none" { value = 1 }\n',
}
#: Entries of `LEFT_OUT` that are a matter of code → what changes nothing but them.
OF_CODE: Mapping[str, Mapping[str, str | None]] = {
    "comments in code": {
        "app/main.tf": MAIN.replace("# Made by", "// Once made by").replace(
            "locals {", "/* Words. */\nlocals {\n  # Ours."
        )
    },
    "layout of code": {"app/main.tf": MAIN.replace(" = ", "  =   ").replace("\n\n", "\n\n\n\n")},
    "order of blocks and files": {"app/main.tf": OTHER, "app/other.tf": "\n\n".join(MAIN.split("\n\n")[::-1])},
    "code of untouched resources and root outputs": {
        "app/main.tf": MAIN.replace('input = "still here"', 'input = join(" ", ["still", "here"])').replace(
            'value = "plain"', 'value = lower("PLAIN")'
        )
    },
    "files no covered code may read": {"modules/unused/main.tf": "", "modules/unused/README.md": "Words.\n"},
    "files Terraform keeps itself": {"app/app.tfstate.backup": "{}", "app/.terraform/providers/x": "y"},
}
#: What was there when it was applied first: of what the plans then change, as it was.
BEFORE = """
terraform {
  backend "local" {
    path = "app.tfstate"
  }
}

provider "aws" {
  region                      = "ap-northeast-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "terraform_data" "still" {
  input = "still here"
}

resource "terraform_data" "other" {
  input = "still here"
}

resource "terraform_data" "kept" {
  triggers_replace = ["one"]
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "plain" {
  value = "plain"
}
"""
KEPT = """
resource "terraform_data" "other" {
  input = "still here"
}

resource "terraform_data" "kept" {
  triggers_replace = ["one"]
}
"""
WORKFLOW = Workflow(
    plan=Stage(steps=(Step(kind="init"), Step(kind="plan"))),
    apply=Stage(steps=(Step(kind="plan"), Step(kind="apply"))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan and what is behind it."""

    digest: str
    shown: Mapping[str, Any]
    behind: Behind


@dataclass(frozen=True, slots=True)
class Lab:
    """Where plans are made: each in a copy of a checkout that was applied once."""

    base: Path
    folder: Path
    variables: Mapping[str, str]
    workflow: Workflow = WORKFLOW

    def plan(
        self,
        changed: Mapping[str, str | None] | None = None,
        *arguments: str,
        init: tuple[str, ...] | None = None,
        workspace: str = "default",
        workflow: Workflow = WORKFLOW,
        lock_file: str | None = None,
        there: Committed = NOTHING,
    ) -> Planned:
        """Plan with files changed (None removes one); `init` initialises again with these arguments."""
        work = self.folder / f"work-{len(list(self.folder.iterdir()))}"
        shutil.copytree(self.base, work)
        write(work, changed or {})
        terraform = Workspace(folder=work / "app", variables=self.variables)
        if init is not None:
            terraform.must("init", "-no-color", "-input=false", "-reconfigure", *init)
        if workspace != "default":
            terraform.must("workspace", "new", workspace)
        shown = terraform.plan(*arguments)
        if lock_file is not None:
            (work / "app" / ".terraform.lock.hcl").write_text(lock_file)
        return planned(self._run(work, arguments, workspace), shown, workflow, there)

    def twice(self) -> tuple[Planned, Planned]:
        """Plan, and plan again where that has left its files, as an apply stage does that plans again."""
        first = self.plan()
        work = max(self.folder.iterdir(), key=lambda each: int(each.name.rpartition("-")[2]))
        shown = Workspace(folder=work / "app", variables=self.variables).plan()
        return first, planned(self._run(work, (), "default"), shown)

    def _run(self, work: Path, arguments: tuple[str, ...], workspace: str) -> StageRun:
        return StageRun(
            folder=work / "run",
            worktree=work,
            project=Project(dir="app", workspace=workspace),
            stage="plan",
            variables={**environment(work), **self.variables},
            hidden=frozenset(),
            comment_args=arguments,
            plan_file=work / "app" / "p.tfplan",
            state_lock="off",
        )


def planned(
    run: StageRun, shown: Mapping[str, Any], workflow: Workflow = WORKFLOW, there: Committed = NOTHING
) -> Planned:
    """A plan's digest as the server makes it; `there` is what was committed."""
    terraform = LocalTerraform(Binaries(run.folder / "tools"), run.folder / "shims")
    behind = look(terraform, run, shown, there)
    made = digest(KEY, digest_inputs(terraform, run, workflow, shown, behind))
    return Planned(digest=made, shown=shown, behind=behind)


def lab(folder: Path, reattach: str) -> Lab:
    """A lab in an empty folder."""
    base, variables = folder / "base", {"TF_REATTACH_PROVIDERS": reattach, "HOME": str(folder)}
    write(base, {**FILES, "app/main.tf": BEFORE, "app/other.tf": None})
    terraform = Workspace(folder=base / "app", variables=variables)
    terraform.must("init", "-no-color", "-input=false")
    terraform.plan()
    terraform.apply()
    write(base, {"app/main.tf": MAIN, "app/other.tf": OTHER, "app/kept.tf": KEPT, "app/p.tfplan": None})
    terraform.must("init", "-no-color", "-input=false")
    plans = folder / "plans"
    plans.mkdir()
    return Lab(base=base, folder=plans, variables=variables)


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text)
