"""`people:` of the governance file → roles, and whether the roles a file names exist."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.config.governance_raw import GovernanceRaw, PersonRaw
from tidegate.config.marks import Document, Path
from tidegate.config.problems import did_you_mean
from tidegate.core.marks import Problem
from tidegate.core.people import Role


def roles(raw: GovernanceRaw) -> dict[str, Role]:
    """Every role. `@org/team` is a team, anything else a login; both in lower case, as forges compare them."""
    return {name: _role(name, person) for name, person in raw.people.items()}


def _role(name: str, person: PersonRaw) -> Role:
    who = [entry.lower().removeprefix("@") for entry in person.github]
    return Role(
        name=name,
        logins=frozenset(entry for entry in who if "/" not in entry),
        teams=frozenset(entry for entry in who if "/" in entry),
        includes=tuple(person.includes),
    )


def role_problems(raw: GovernanceRaw, document: Document, known: tuple[str, ...]) -> Iterator[Problem]:
    """Roles that are named and not declared, and roles that include themselves.

    `known` are all roles the file declares, faulty ones too.
    """
    for path, name in _named(raw):
        if name not in known:
            message = f"There is no role `{name}` under `people`."
            yield document.problem(path, message, did_you_mean(name, known) or "Declare it under `people`.")
    for name in raw.people:
        circle = _circle(raw, name)
        if circle:
            shown = " → ".join((*circle, name))
            yield document.problem(
                ("people", name, "includes"), f"The role includes itself: {shown}.", "Break the circle."
            )


def _named(raw: GovernanceRaw) -> Iterator[tuple[Path, str]]:
    for role, person in raw.people.items():
        yield from _each(("people", role, "includes"), person.includes)
    for name, environment in raw.environments.items():
        at = ("environments", name)
        approvals = environment.apply.approvals
        yield from _each((*at, "plan", "allow"), environment.plan.allow)
        yield from _each((*at, "apply", "allow"), environment.apply.allow)
        yield from _each((*at, "apply", "approvals", "from"), approvals.from_)
        yield from _each((*at, "apply", "approvals", "one_from_each"), approvals.one_from_each)


def _each(path: Path, names: list[str]) -> Iterator[tuple[Path, str]]:
    for n, name in enumerate(names):
        yield (*path, n), name


def _circle(raw: GovernanceRaw, start: str) -> tuple[str, ...]:
    """A way from a role back to itself through `includes`; empty when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = set[str]()
    while ways:
        way = ways.pop()
        for name in raw.people[way[-1]].includes:
            if name == start:
                return way
            if name in raw.people and name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
