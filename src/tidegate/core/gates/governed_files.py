"""Files that decide what the gates decide: whoever answers for the rules has to approve a change of them."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterable

from tidegate.core.gates.policy import Policy
from tidegate.core.projects.patterns import below, matches

GOVERNANCE_FILE = "tidegate.yaml"
CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS")
"""Everywhere GitHub reads it."""
_INSIDE = re.compile(r"[\s'\"`;&|()<>=,$]+")
_PATTERN = re.compile(r"[*?\[{]|\.\.\.")
_OUT = re.compile(r"^(?:\.\./)+")


def governed(paths: Iterable[str], policy: Policy, *, config_file: str) -> tuple[str, ...]:
    """Of a change's paths, those the owners of the rules have to approve.

    Args:
        paths: What the change touches, relative to the repository, both names of a rename.
        policy: The rules that hold now, which may name a folder of policies and scripts.
        config_file: What the repository's Atlantis configuration is called.
    """
    run = scripts(policy)
    named = {GOVERNANCE_FILE, config_file, *CODEOWNERS, *run}
    folder = _clean(policy.checks.policies) if policy.checks.policies else None
    return tuple(
        path
        for path in paths
        if path in named or (folder is not None and _is_below(path, folder)) or _is_run(path, run, policy)
    )


def scripts(policy: Policy) -> frozenset[str]:
    """Every word of an after-apply command, as a path: whichever of them are files or folders, they are run.

    An environment's own word is an argument: `./load-test.sh staging` runs nothing in a folder of that name.
    """
    commands = (command for each in policy.environments.values() for command in each.after_apply)
    words = frozenset(_clean(word) for command in commands for word in _words(command))
    return words - {word for each in policy.environments.values() for word in each.words}


def _is_run(path: str, run: frozenset[str], policy: Policy) -> bool:
    """Whether a file lies in a folder a command names: `pytest tests/`, `cd scripts && ./x.sh`.

    The repository as a whole is no such folder, or every change were one of the rules; nor is what is deployed.
    """
    above = (path[:at] for at, letter in enumerate(path) if letter == "/")
    if run.isdisjoint(above):
        return False
    return not any(matches(below(".", each.paths), path) for each in policy.environments.values())


def _words(command: str) -> list[str]:
    """Words as the shell has them, and what stands inside them: `--path=tests`, `sh -c 'cd scripts; ./x.sh'`."""
    inside = _INSIDE.split(command)
    try:
        return [*shlex.split(command), *inside]
    except ValueError:  # A quote left open: the words as they stand name what they name.
        return inside


def _clean(path: str) -> str:
    """As git writes it. A pattern stands for the folder it begins in; the way out of a folder is left off."""
    before = path if _PATTERN.search(path) is None else _PATTERN.split(path)[0].rpartition("/")[0]
    return _OUT.sub("", posixpath.normpath(before))


def _is_below(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(f"{folder}/")
