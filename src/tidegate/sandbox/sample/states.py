"""The states that are there before the story begins, as Terraform writes them (format version 4)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidegate.sandbox.provider import ADDRESS
from tidegate.sandbox.sample.places import ENVIRONMENTS, app_state, deployed_state, networking_state

_RETENTION_DAYS = {"dev": 14, "staging": 14, "prod": 90}
_NAMESPACE = uuid.UUID("6b1f2d0e-7c64-4f0a-9b57-4f6f0f3a2c11")


def state_files(states: Path) -> dict[Path, str]:
    """Path → text of every state: what the environments read, and what is deployed in each of them."""
    return {
        path: text
        for name in ENVIRONMENTS
        for path, text in (
            (networking_state(states, name), _state(f"networking {name}", outputs=_networking(name))),
            (app_state(states, name), _state(f"app {name}", outputs=_app(name))),
            (deployed_state(states, name), _state(name, resources=[_log_group(name)])),
        )
    }


def _networking(environment: str) -> dict[str, Any]:
    subnets = [f"subnet-{environment}-a", f"subnet-{environment}-c"]
    return {
        "vpc_id": {"value": f"vpc-{environment}", "type": "string"},
        "private_subnet_ids": {"value": subnets, "type": ["list", "string"]},
    }


def _app(environment: str) -> dict[str, Any]:
    return {"app_security_group_id": {"value": f"sg-{environment}-app", "type": "string"}}


def _log_group(environment: str) -> dict[str, Any]:
    """What `environments/<environment>/main.tf` describes, deployed."""
    name = f"/acme/shop/{environment}/app"
    common = {"Project": "shop", "Environment": environment, "ManagedBy": "terraform"}
    tags = {**common, "Service": "logging", "Purpose": "application-logs"}
    attributes = {
        "arn": f"arn:aws:logs:ap-northeast-2:123456789012:log-group:{name}",
        "id": name,
        "log_group_class": "STANDARD",
        "name": name,
        "name_prefix": "",
        "retention_in_days": _RETENTION_DAYS[environment],
        "skip_destroy": False,
        "tags": tags,
        "tags_all": tags,
    }
    return {
        "mode": "managed",
        "type": "aws_cloudwatch_log_group",
        "name": "app",
        "provider": f'provider["{ADDRESS}"]',
        "instances": [{"schema_version": 0, "attributes": attributes, "sensitive_attributes": []}],
    }


def _state(name: str, *, outputs: Mapping[str, Any] | None = None, resources: list[Any] | None = None) -> str:
    state = {
        "version": 4,
        "terraform_version": "1.5.0",
        "serial": 1,
        "lineage": str(uuid.uuid5(_NAMESPACE, name)),
        "outputs": outputs or {},
        "resources": resources or [],
        "check_results": None,
    }
    return json.dumps(state, indent=2) + "\n"
