"""Roles: who somebody is, given what the forge says about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role of the governance file.

    Attributes:
        logins: Forge logins holding it, lower case.
        teams: Forge teams whose members hold it, `org/slug`, lower case.
        includes: Roles its holders hold as well.
        deputies: Logins that fill its seat while its holder cannot, lower case.
        chat: How chat calls it: `@devops-lead`; blocks that name people by it mean this role.
    """

    name: str
    logins: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    includes: tuple[str, ...] = ()
    deputies: frozenset[str] = frozenset()
    chat: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the forge says of one person at one moment.

    Attributes:
        teams: Those of the governance file's teams the person is in, `org/slug`, lower case.
    """

    login: str
    teams: frozenset[str] = frozenset()


def roles_of(standing: Standing, roles: Mapping[str, Role]) -> frozenset[str]:
    """Every role the person holds, through inclusion too."""
    return with_included((role.name for role in roles.values() if _named_in(role, standing)), roles)


def with_included(names: Iterable[str], roles: Mapping[str, Role]) -> frozenset[str]:
    """Roles and everything they include, step by step."""
    held = {name for name in names if name in roles}
    waiting = list(held)
    while waiting:
        for name in roles[waiting.pop()].includes:
            if name not in held and name in roles:
                held.add(name)
                waiting.append(name)
    return frozenset(held)


def teams_of(roles: Mapping[str, Role]) -> frozenset[str]:
    """Every team that must be looked up to know anybody's roles."""
    return frozenset().union(*(role.teams for role in roles.values()))


def _named_in(role: Role, standing: Standing) -> bool:
    return standing.login.lower() in role.logins or bool(standing.teams & role.teams)
