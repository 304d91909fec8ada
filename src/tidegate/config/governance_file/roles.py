"""`people:` of the governance file → roles, and which role a word of the file means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tidegate.config.governance_file.governance_raw import GovernanceRaw, PersonRaw
from tidegate.config.marks import Document
from tidegate.config.problems import did_you_mean
from tidegate.core.marks import Problem
from tidegate.core.people import Role


def roles(raw: GovernanceRaw) -> dict[str, Role]:
    """Every role. `@org/team` is a team, anything else a login; both in lower case, as forges compare them."""
    return {name: _role(name, person) for name, person in raw.people.items()}


def _role(name: str, person: PersonRaw) -> Role:
    who = [_bare(entry) for entry in person.github]
    return Role(
        name=name,
        logins=frozenset(entry for entry in who if "/" not in entry),
        teams=frozenset(entry for entry in who if "/" in entry),
        includes=tuple(person.includes),
        deputies=frozenset(_bare(login) for login in person.deputies),
        chat=tuple(person.slack),
    )


def _bare(word: str) -> str:
    return word.lower().removeprefix("@")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRoles:
    """The roles of a file, by every word for them.

    Attributes:
        names: All the file declares, faulty ones too.
        handles: Chat handle, lower case without `@` → role.
    """

    names: tuple[str, ...]
    handles: Mapping[str, str]

    def meant(self, word: str) -> str | None:
        """The role a name or a chat handle means: `devops-lead`, `@devops-lead`; None for neither."""
        bare = word.removeprefix("@")
        return bare if bare in self.names else self.handles.get(bare.lower())

    def nearest(self, word: str) -> str:
        """What to write instead of a word that means none."""
        close = did_you_mean(word.removeprefix("@"), {*self.names, *self.handles})
        return close or "Declare it under `people`."


def known_roles(raw: GovernanceRaw, names: tuple[str, ...]) -> KnownRoles:
    handles = {_bare(handle): name for name, person in raw.people.items() for handle in person.slack}
    return KnownRoles(names=names, handles=handles)


def people_problems(raw: GovernanceRaw, document: Document) -> Iterator[Problem]:
    """Roles that include themselves, chat handles of two roles, teams as deputies."""
    owners: dict[str, str] = {}
    for name, person in raw.people.items():
        at = ("people", name)
        circle = _circle(raw, name)
        if circle:
            shown = " → ".join((*circle, name))
            yield document.problem((*at, "includes"), f"The role includes itself: {shown}.", "Break the circle.")
        for n, handle in enumerate(person.slack):
            owner = owners.setdefault(_bare(handle), name)
            if owner != name:
                message = f"`{handle}` names both `{owner}` and `{name}`."
                yield document.problem((*at, "slack", n), message, "Give each role a handle of its own.")
        for n, login in enumerate(person.deputies):
            if "/" in login:
                message = f"`{login}` is a team; a deputy is one person."
                yield document.problem((*at, "deputies", n), message, "Write a login.")


def _circle(raw: GovernanceRaw, start: str) -> tuple[str, ...]:
    """A way from a role back to itself through `includes`; empty when there is none."""
    came_from: dict[str, str] = {}
    ways = [start]
    while ways:
        at = ways.pop()
        for name in raw.people[at].includes:
            if name == start:
                return _way_to(at, came_from)
            if name in raw.people and name not in came_from:
                came_from[name] = at
                ways.append(name)
    return ()


def _way_to(end: str, came_from: Mapping[str, str]) -> tuple[str, ...]:
    way = [end]
    while way[-1] in came_from:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
