"""Candidates: who could still consent, so that a remedy names people, and says so where nobody is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidegate.core.gates.consent.approvers import Approvers
from tidegate.core.gates.consent.seats import unfilled
from tidegate.core.gates.needs import Able
from tidegate.core.gates.rules import listed
from tidegate.core.people import Role, with_included
from tidegate.core.words import Wording, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Who could still consent.

    Attributes:
        given: Person, lower case → roles, of those whose consent counts already.
    """

    approvers: Approvers
    given: Mapping[str, frozenset[str]]

    def named(self, role: str) -> Wording:
        """A role, and who in it can be asked where only people hold it: `cto (@choi-vp for @park-cto)`."""
        known = self.approvers.roles.get(role)
        if known is None or known.teams:
            return role
        asked = [f"@{login}" for login in sorted(known.logins) if self._is_free(login)] or self._deputies(known)
        if not asked:
            return role
        return say("{role} ({people})", role=role, people=listed(asked, "or"))

    def any_of(self, roles: Iterable[str]) -> Wording:
        """`senior or devops-lead (@kim-lead)`."""
        return listed((self.named(role) for role in roles), "or")

    def able(self, roles: Iterable[str]) -> tuple[Able, ...]:
        """Everybody who could consent as one of these roles, once, as one that includes it too."""
        wanted = frozenset(roles)
        fitting = [
            role
            for role in self.approvers.roles.values()
            if not with_included((role.name,), self.approvers.roles).isdisjoint(wanted)
        ]
        found = {able.login or able.role: able for role in reversed(fitting) for able in self._of(role)}
        return tuple(reversed(found.values()))

    def _of(self, role: Role) -> Iterator[Able]:
        if role.teams:
            yield Able(role=role.name)
        yield from (Able(role=role.name, login=login) for login in sorted(role.logins) if self._is_free(login))
        for login in self._acting(role):
            yield Able(role=role.name, login=login, holder=self.approvers.vacancies[role.name].holder)

    def unfillable(self, seats: Sequence[str]) -> tuple[str, ...]:
        """The roles nobody can fill any more, each by a person of its own; one a team holds can always be filled."""
        people = self._people()
        return unfilled([seat for seat in seats if not self._has_team(seat)], people)

    def can_reach(self, count: int, roles: Sequence[str]) -> bool:
        """Whether so many people could consent as one of these roles, those who did among them."""
        people = self._people()
        return any(map(self._has_team, roles)) or count <= sum(not held.isdisjoint(roles) for held in people.values())

    def _has_team(self, role: str) -> bool:
        """Whether a team holds the role, itself or through one that includes it: nobody here knows who is in it."""
        roles = self.approvers.roles
        return any(each.teams and role in with_included((each.name,), roles) for each in roles.values())

    def _people(self) -> Mapping[str, frozenset[str]]:
        """Everybody named by login who has consented or could, with their roles."""
        roles = self.approvers.roles
        found = dict(self.given)
        for role in roles.values():
            free = (*filter(self._is_free, role.logins), *self._acting(role))
            for login in free:
                found[login] = found.get(login, frozenset()) | with_included((role.name,), roles)
        return found

    def _is_free(self, login: str) -> bool:
        return login not in self.given and login not in self.approvers.out

    def _acting(self, role: Role) -> list[str]:
        """Deputies who fill the role's seat."""
        if role.name not in self.approvers.vacancies:
            return []
        return [login for login in sorted(self.approvers.deputies(role.name)) if self._is_free(login)]

    def _deputies(self, role: Role) -> list[Wording]:
        acting = self._acting(role)
        holder = self.approvers.vacancies[role.name].holder if acting else ""
        return [say("@{deputy} for @{holder}", deputy=login, holder=holder) for login in acting]
