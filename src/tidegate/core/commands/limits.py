"""What a command's directory, workspace, project and terraform arguments may be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tidegate.core.commands.options import Misuse
from tidegate.core.words import say

BLOCKED_ARGS = ("-chdir", "-plugin-dir")
# They would put the plan where nobody looks for it, and make a plan with changes a failure.
ALWAYS_BLOCKED = ("-out", "-detailed-exitcode")
LONGEST_PATTERN = 200
MOST_CHOICES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server lets people write into a command.

    Attributes:
        blocked_args: Beginnings of arguments nobody may hand to terraform, beside two that never fit; one dash or
            two is the same (Atlantis: --blocked-extra-args).
        var_file_allowlist: Absolute directories outside the repository `-var-file` may name files of.
        regexp_projects: `-p` may be a regular expression over project names.
    """

    blocked_args: tuple[str, ...] = BLOCKED_ARGS
    var_file_allowlist: tuple[str, ...] = ()
    regexp_projects: bool = False


def inside(directory: str) -> str:
    """A directory or pattern of directories relative to the repository root, `.` for the root, no trailing slash.

    Raises:
        Misuse: It leaves the repository.
    """
    clean = posixpath.normpath(directory.lstrip("/") or ".")
    if ".." in clean.split("/") or "\0" in clean:
        raise Misuse(say("the directory {dir} is outside the repository", dir=directory))
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
        raise Misuse(
            say("{name} is no workspace name: leave out /, \\, .., $, blanks and a leading - or ~", name=repr(name))
        )
    return name


def project(name: str, limits: Limits) -> str:
    """A project's name; a regular expression over names where the server takes one.

    An expression that could keep the server busy for hours is refused: Atlantis's engine cannot be, ours can.

    Raises:
        Misuse: It is empty, or no expression that can be used.
    """
    if not name:
        raise Misuse(say("-p/--project needs the name of a project"))
    if not limits.regexp_projects:
        return name
    try:
        re.compile(name)
    except (re.error, OverflowError, RecursionError) as error:
        raise Misuse(say("{pattern} is no regular expression: {why}", pattern=name, why=error)) from None
    if _is_hard(name):
        raise Misuse(
            say(
                "the expression {pattern} is too hard: repeat no group, and no more than {most} parts in all",
                pattern=name,
                most=MOST_CHOICES,
            )
        )
    return name


def _is_hard(pattern: str) -> bool:
    """Whether trying it could take long: groups that repeat, or many parts with several ways to match each."""
    bare = re.sub(r"\\.|\[\^?\]?[^\]]*\]|\(\?", lambda found: "(" if found[0] == "(?" else "x", pattern)
    choices = re.findall(r"[*+?{(]", bare)
    return len(pattern) > LONGEST_PATTERN or bool(re.search(r"\)[*+?{]", bare)) or len(choices) > MOST_CHOICES


def for_terraform(command: str, args: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """Arguments people may hand to terraform.

    Raises:
        Misuse: One would run something else than what is shown, or apply something else than what was planned.
    """
    blocked = tuple("-" + arg.lstrip("-") for arg in (*limits.blocked_args, *ALWAYS_BLOCKED) if arg.strip("-"))
    for at, arg in enumerate(args):
        name = "-" + arg.partition("=")[0].lstrip("-") if arg.startswith("-") else arg
        if name.startswith(blocked):
            raise Misuse(say("the argument {name} may not be given to terraform", name=name))
        if name == "-var-file":
            _values_file(args[at : at + 2], limits)
        if command == "apply" and name == "-target":
            raise Misuse(say("-target cannot be used with apply: plan with it, then apply that plan"))
    return tuple(args)


def _values_file(words: Sequence[str], limits: Limits) -> None:
    """A values file people name lies in the repository: Terraform quotes lines of it (Atlantis: var-file-allowlist).

    Raises:
        Misuse: It lies elsewhere, outside the allowed directories, or is not named.
    """
    _, given, path = words[0].partition("=")
    if not given:
        path = next(iter(words[1:]), "")
    outside = not path or path.startswith(("/", "~")) or ".." in path.split("/")
    if outside and not _is_allowed(path, limits):
        also = limits.var_file_allowlist
        if also:
            folders = ", ".join(also)
            raise Misuse(
                say(
                    "-var-file may only name a file inside the repository, or in {folders}, without ..", folders=folders
                )
            )
        raise Misuse(say("-var-file may only name a file inside the repository, without .."))


def _is_allowed(path: str, limits: Limits) -> bool:
    if not path.startswith("/") or ".." in path.split("/"):
        return False
    return any(path.startswith(f"/{folder.strip('/')}/") for folder in limits.var_file_allowlist if folder.strip("/"))
