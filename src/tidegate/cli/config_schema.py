"""`tidegate config schema`: the JSON Schema of `tidegate.yaml`, for editors."""

from __future__ import annotations

import typer

from tidegate.config.governance_file.schema import schema_text


def run() -> int:
    """Print it; the exit code."""
    typer.echo(schema_text(), nl=False)
    return 0
