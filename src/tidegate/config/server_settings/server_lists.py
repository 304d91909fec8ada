"""Lists in the environment that have rules of their own: repositories, commands, teams, visible folders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, ValidationInfo

from tidegate.config.problems import broken
from tidegate.config.server_settings.server_values import absolute, parts
from tidegate.core.commands.table import allowed


def _commands(value: Any) -> Any:
    """Words of the command table; `all` is every one of them (Atlantis: allow-commands)."""
    if not isinstance(value, str):
        return value
    try:
        return allowed(parts(value))
    except ValueError as error:
        raise broken(str(error)) from None


def _team_rules(value: Any) -> Any:
    """`team:command` pairs (Atlantis: gh-team-allowlist)."""
    if not isinstance(value, str):
        return value
    rules = tuple(tuple(word.strip() for word in part.split(":")) for part in parts(value))
    for rule in rules:
        if len(rule) != 2 or not all(rule):
            raise broken(f"`{':'.join(rule)}` is not a team and a command.", "Write `team:command`, as in `*:plan`.")
    return rules


class VisiblePath(NamedTuple):
    """A folder of this machine that steps see.

    Attributes:
        access: `ro` to read, `rw` to write there too.
    """

    path: Path
    access: Literal["ro", "rw"]


def _visible(value: Any) -> Any:
    return tuple(_visible_path(part) for part in parts(value)) if isinstance(value, str) else value


def _visible_path(text: str) -> VisiblePath:
    path, _, access = text.rpartition(":") if ":" in text else (text, "", "ro")
    if access not in ("ro", "rw"):
        raise broken(f"`{access}` after a path is neither `ro` nor `rw`.", f"Write `{path}` or `{path}:rw`.")
    return VisiblePath(path=absolute(path), access="rw" if access == "rw" else "ro")


def _repos(value: Any, info: ValidationInfo) -> Any:
    """Patterns over `host/owner/name`; the host of a suggestion is `github_url`, a setting read before this one."""
    if not isinstance(value, str):
        return value
    host = str(info.data.get("github_url", "https://github.com")).partition("://")[2]
    patterns = parts(value)
    for pattern in patterns:
        _must_fit(pattern.removeprefix("!"), host, "!" if pattern.startswith("!") else "")
    if patterns and all(pattern.startswith("!") for pattern in patterns):
        raise broken("Every entry excludes: no repository is served.", f"Add one to be served, as `{host}/OWNER/*`.")
    return patterns


def _must_fit(pattern: str, host: str, sign: str) -> None:
    start, *rest = pattern.split("/")
    whole = len(rest) == 2 and all((start, *rest))
    # `*` matches slashes too (Atlantis), so that fewer parts can be enough after something that can be a host.
    wide = len(rest) == 1 and "*" in rest[0] and any(mark in start for mark in ".:*")
    if not (pattern == "*" or whole or wide):
        owner, _, name = pattern.rpartition("://")[2].removeprefix(host).strip("/").partition("/")
        raise broken(
            f"`{sign}{pattern}` matches no repository: an entry is host/owner/name.",
            f"Did you mean `{sign}{host}/{owner or '*'}/{name or '*'}`?",
        )


Repos = Annotated[tuple[str, ...], BeforeValidator(_repos)]
CommandNames = Annotated[frozenset[str], BeforeValidator(_commands)]
TeamRules = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_team_rules)]
VisiblePaths = Annotated[tuple[VisiblePath, ...], BeforeValidator(_visible)]
