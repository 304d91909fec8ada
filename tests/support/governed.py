"""A small repository under rules of the convention's shape: one volume, whose size decides what it costs."""

import json
from pathlib import Path

from tidegate.sandbox.sample.seed import base_files

GOVERNED = "tidegate.yaml"
_GOVERNANCE = """
version: 1
timezone: Asia/Seoul
governance: {{owners: [devops-lead]}}
people:
  developer:   {{github: ["@acme/developers"]}}
  senior:      {{github: ["@acme/senior-developers"], includes: [developer]}}
  devops:      {{github: ["@acme/devops"], includes: [developer]}}
  devops-lead: {{github: [kim-lead], includes: [senior, devops]}}
  cto:         {{github: [park-cto], includes: [senior]}}
environments:
  dev:
    branch: develop
    plan: {{allow: [developer]}}
    apply: disabled
    checklist: [syntax, cost]
    credentials: {{plan: {{env: {reattach}}}}}
  staging:
    branch: staging
    promotes_from: dev
    plan: {{allow: [developer]}}
    apply: {{allow: [senior, devops], approvals: {{count: 1}}}}
    checklist: [test_plan, rollback]
    credentials: {{plan: {{env: {reattach}}}, apply: {{env: {reattach}}}}}
  prod:
    aliases: [production]
    branch: main
    promotes_from: staging
    plan: {{allow: [senior]}}
    apply:
      allow: [devops-lead, cto]
      approvals: {{count: 2, from: [senior, devops], one_from_each: [devops-lead, cto]}}
      require: [all_reviews]
    checklist: [staging_tests, performance, security]
    credentials: {{plan: {{env: {reattach}}}, apply: {{env: {reattach}}}}}
waivers: {{cost_limit: [cto], promotion: [devops-lead, cto]}}
cost: {{overlay: prices.yaml}}
checks: {{security: {{scanners: [builtin]}}}}
deployment_windows:
  production:
    allowed: "{window}"
    blocked_periods: {blocked}
    emergency_override: true
resource_limits:
  max_cost_increase_per_pr: {{staging: 100, prod: 500}}
  required_approvals_by_cost:
    - {{cost_range: "$0-100/month", approvals: 1}}
    - {{cost_range: "$100-500/month", approvals: 2}}
    - cost_range: "$500+/month"
      approvals: 3
      additional_requirements: ["business_justification", "cto_approval"]
manual_rollback_procedures:
  production: {{approval_required: true, approvers: ["@devops-lead", "@cto"]}}
"""
_PRICES = "regions:\n  ap-northeast-2:\n    ebs_gb_month: {gp2: 0.01}\n"
_MODULE = """variable "size" {
  type = number
}

resource "aws_ebs_volume" "this" {
  availability_zone = "ap-northeast-2a"
  encrypted         = true
  size              = var.size
  type              = "gp2"
}
"""
_ROOT = """terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }}
  }}

  backend "local" {{
    path = "{state}"
  }}
}}

provider "aws" {{
  region                      = "ap-northeast-2"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}}
{more}"""
_USE = '\nmodule "volume" {{\n  source = "../../modules/volume"\n  size   = {size}\n}}\n'
_FIRST_SIZES = {"dev": 1, "staging": 1, "prod": 49999}


def rules(reattach: str, window: str, blocked: str = "[]") -> str:
    """Text of `tidegate.yaml`.

    Args:
        reattach: Value of `TF_REATTACH_PROVIDERS`.
        window: When production is open.
        blocked: When it is not, as YAML.
    """
    variables = json.dumps({"TF_REATTACH_PROVIDERS": reattach})
    return _GOVERNANCE.format(reattach=variables, window=window, blocked=blocked)


def beginning(states: Path) -> dict[str, str]:
    """What every branch has before there is a volume. A gigabyte of one costs a cent a month."""
    lock = base_files(states)["environments/prod/.terraform.lock.hcl"]
    roots = {main_of(name): root(states, name) for name in _FIRST_SIZES}
    locks = {f"environments/{name}/.terraform.lock.hcl": lock for name in _FIRST_SIZES}
    return {"prices.yaml": _PRICES, **roots, **locks}


def with_volumes(states: Path) -> dict[str, str]:
    """What the feature pushes: a volume in each environment, that of production at $499.99 a month."""
    roots = {main_of(name): root(states, name, size) for name, size in _FIRST_SIZES.items()}
    return {"modules/volume/main.tf": _MODULE, **roots}


def root(states: Path, environment: str, size: int | None = None, *, note: str = "") -> str:
    """An environment's `main.tf`, with a volume of a size in GB or with none."""
    more = note + (_USE.format(size=size) if size else "")
    return _ROOT.format(state=states / f"{environment}.tfstate", more=more)


def main_of(environment: str) -> str:
    return f"environments/{environment}/main.tf"
