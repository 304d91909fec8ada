"""The convention's sample repository, its plans made with a provider that runs already: a plan starts it thrice."""

import json
from pathlib import Path

from tidegate.sandbox.sample.seed import base_files

GOVERNANCE = "tidegate.yaml"
FIRST = "TF_CLI_ARGS_init:"


def attached_files(states: Path, reattach: str) -> dict[str, str]:
    """What `main` holds; `reattach` is the value of TF_REATTACH_PROVIDERS."""
    files = dict(base_files(states))
    files[GOVERNANCE] = files[GOVERNANCE].replace(
        FIRST, f"TF_REATTACH_PROVIDERS: {json.dumps(reattach)}\n{' ' * 10}{FIRST}"
    )
    return files
