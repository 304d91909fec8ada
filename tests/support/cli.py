"""The command line, called in the test's own process."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from tidegate.cli.app import build_app


def run(*words: str, given: str | None = None) -> Result:
    """What `tidegate WORDS` does; `given` is its standard input. An error it does not tell itself is `exception`."""
    return CliRunner().invoke(build_app(lambda: None), list(words), input=given)
