"""Terraform projects of one builtin resource: planned and applied in a second, nothing to download."""

import json
from pathlib import Path


def terraform_data(state: Path, value: str = "one", *, more: str = "") -> str:
    """A `main.tf` whose state is kept outside every worktree. `value` is plain words, or one `${expression}`."""
    written = value[2:-1] if value.startswith("${") else f'"{value}"'
    return f"""
terraform {{
  backend "local" {{
    path = "{state}"
  }}
}}

resource "terraform_data" "it" {{
  input = {written}
}}
{more}
"""


def applied(state: Path) -> str | None:
    """What the project's resource was last applied with; None when nothing was."""
    if not state.exists():
        return None
    resources = json.loads(state.read_text() or "{}").get("resources", [])
    return next((each["instances"][0]["attributes"]["input"]["value"] for each in resources), None)
