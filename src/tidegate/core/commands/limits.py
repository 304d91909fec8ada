"""What a command's directory, workspace and terraform arguments may be."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from tidegate.core.commands.options import Misuse

# The last two would put the plan where nobody looks for it, and make a plan with changes a failure.
BLOCKED_ARGS = ("-chdir", "-plugin-dir", "-out", "-detailed-exitcode")


def inside(directory: str) -> str:
    """A directory relative to the repository root, `.` for the root, no trailing slash.

    Raises:
        Misuse: It leaves the repository.
    """
    clean = posixpath.normpath(directory.lstrip("/") or ".")
    if clean == ".." or clean.startswith("../"):
        raise Misuse(f"the directory {directory} is outside the repository")
    return clean


def is_workspace_name(name: str) -> bool:
    """Whether a workspace name is safe in paths and on command lines (Atlantis: comment_parser)."""
    unsafe = any(sign in "/\\$" or sign.isspace() or not sign.isprintable() for sign in name)
    return bool(name) and not unsafe and name != "." and ".." not in name and name[0] not in "-~"


def workspace(name: str) -> str:
    """A workspace name as people give it.

    Raises:
        Misuse: It is not safe.
    """
    if not is_workspace_name(name):
        raise Misuse(f"{name!r} is no workspace name: leave out /, \\, .., $, blanks and a leading - or ~")
    return name


def for_terraform(command: str, args: Sequence[str]) -> tuple[str, ...]:
    """Arguments people may hand to terraform.

    Raises:
        Misuse: One would run something else than what is shown, or apply something else than what was planned.
    """
    for arg in args:
        name = "-" + arg.partition("=")[0].lstrip("-") if arg.startswith("-") else arg
        if name in BLOCKED_ARGS:
            raise Misuse(f"the argument {name} may not be given to terraform")
        if name == "-var-file":
            _inside_repository(arg, args)
        if command == "apply" and name == "-target":
            raise Misuse("-target cannot be used with apply: plan with it, then apply that plan")
    return tuple(args)


def _inside_repository(arg: str, args: Sequence[str]) -> None:
    """A values file people name lies in the repository: Terraform quotes lines of it (Atlantis: var-file-allowlist).

    Raises:
        Misuse: It does not, or is not named.
    """
    _, given, path = arg.partition("=")
    if not given:
        path = next(iter(args[args.index(arg) + 1 :]), "")
    if not path or path.startswith(("/", "~")) or ".." in path.split("/"):
        raise Misuse("-var-file may only name a file inside the repository, without ..")
