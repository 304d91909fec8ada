"""Which file of the repository an after-apply command runs, and from where it is taken."""

from __future__ import annotations

import posixpath
import shlex
from typing import Literal

Origin = Literal["trusted", "deployed", "none"]


def script_of(command: str) -> str | None:
    """The path in the repository of what a command runs; None for a program of the system, such as `curl`."""
    try:
        words = shlex.split(command)
    except ValueError:  # A quote left open: the shell will say so.
        words = command.split()
    if not words or "/" not in words[0] or words[0].startswith("/"):
        return None
    return posixpath.normpath(words[0])


def origin(script: str | None, trusted: frozenset[str], approved: frozenset[str]) -> Origin:
    """From which commit a command is run: the trusted one where that has the script, or needs none.

    A script that only the deployed commit has is run from there if the owners of the rules approved it.

    Args:
        script: As `script_of` says.
        trusted: Paths at the trusted commit.
        approved: Paths the deployed change edits and the owners approved.
    """
    if script is None or script in trusted:
        return "trusted"
    return "deployed" if script in approved else "none"
