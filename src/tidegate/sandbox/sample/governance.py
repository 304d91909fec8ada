"""The sample's `tidegate.yaml`: the convention's matrix, and where each environment finds its states."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from string import Template

from tidegate.sandbox.sample.places import ENVIRONMENTS, app_state, backend_settings, networking_state

_TEMPLATE = Path(__file__).parent / "tidegate.yaml"


def governance(states: Path) -> str:
    """Text of `tidegate.yaml`.

    Args:
        states: Absolute folder of every state, outside every checkout.
    """
    lines = {name: _lines(variables(states, name)) for name in ENVIRONMENTS}
    return Template(_TEMPLATE.read_text("utf-8")).substitute(lines)


def variables(states: Path, environment: str) -> dict[str, str]:
    """What the environment declares for its Terraform processes."""
    return {
        "TF_CLI_ARGS_init": shlex.join(backend_settings(states, environment)),
        "TF_VAR_networking_state": str(networking_state(states, environment)),
        "TF_VAR_app_state": str(app_state(states, environment)),
    }


def _lines(values: dict[str, str]) -> str:
    """Quoted as JSON, which YAML reads as it is."""
    return "\n".join(f"{' ' * 10}{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
