"""Files that decide what the gates decide: whoever answers for the rules has to approve a change of them."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Collection, Iterable

from tidegate.core.gates.policy import Policy

GOVERNANCE_FILE = "tidegate.yaml"
CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS")
"""Everywhere GitHub reads it."""


def governed(paths: Iterable[str], policy: Policy, *, config_file: str) -> tuple[str, ...]:
    """Of a change's paths, those the owners of the rules have to approve.

    Args:
        paths: What the change touches, relative to the repository, both names of a rename.
        policy: The rules that hold now, which may name a folder of policies and scripts.
        config_file: What the repository's Atlantis configuration is called.
    """
    named = {GOVERNANCE_FILE, config_file, *CODEOWNERS, *scripts(policy)}
    folder = _clean(policy.checks.policies) if policy.checks.policies else None
    return tuple(path for path in paths if path in named or (folder is not None and _is_below(path, folder)))


def scripts(policy: Policy) -> Collection[str]:
    """Every word of an after-apply command, as a path: whichever of them are files, they are run."""
    commands = (command for each in policy.environments.values() for command in each.after_apply)
    return frozenset(_clean(word) for command in commands for word in _words(command))


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # A quote left open: the words as they stand name what they name.
        return command.split()


def _clean(path: str) -> str:
    return posixpath.normpath(path)


def _is_below(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(f"{folder}/")
