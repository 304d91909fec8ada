"""Rules nobody can satisfy: roles nobody holds, more approvals than people, emergencies nobody could agree to.

A change's author is not counted out here: these rules stand in the way whoever writes the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tidegate.core.gates.consent.requirement import approving
from tidegate.core.gates.consent.seats import unfilled
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.known import Known, Unknown
from tidegate.core.marks import Mark, Problem
from tidegate.core.people import with_included
from tidegate.core.words import say

Teams = Mapping[str, Known[frozenset[str]]]
"""Team, `org/slug` → logins of its members, lower case; a team that is missing is unknown."""

_UNSEEN = Unknown(unknown_because=say("nobody looked"))


def unsatisfiable(policy: Policy, teams: Teams) -> tuple[Problem, ...]:
    """What no change can ever have, as far as the members are known, in the order of the file."""
    people = _People(policy=policy, teams=teams)
    found = (
        *_empty_roles(people),
        *_unreviewable(people),
        *(problem for each in policy.environments.values() if each.apply.enabled for problem in _of(each, people)),
    )
    return tuple(sorted(found, key=lambda problem: (problem.mark.line, problem.mark.column)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _People:
    """Who holds what."""

    policy: Policy
    teams: Teams

    def holders(self, role: str) -> Known[frozenset[str]]:
        """Logins that hold a role, through other roles too; unknown when one of their teams is."""
        found = frozenset[str]()
        for each in self.policy.roles.values():
            if role not in with_included((each.name,), self.policy.roles):
                continue
            for team in each.teams:
                members = self.teams.get(team, _UNSEEN)
                if isinstance(members, Unknown):
                    return members
                found |= members
            found |= each.logins
        return found

    def of_any(self, roles: Iterable[str]) -> Known[frozenset[str]]:
        found = frozenset[str]()
        for role in roles:
            holders = self.holders(role)
            if isinstance(holders, Unknown):
                return holders
            found |= holders
        return found

    def place(self, *path: str) -> Mark:
        """Where a rule stands; the file as a whole for one it does not hold itself."""
        return self.policy.mark(*path) or Mark(file=self.policy.source, line=1)


def _empty_roles(people: _People) -> Iterator[Problem]:
    policy = people.policy
    empty = [role for role in _named(policy) if people.holders(role) == frozenset()]
    if empty and not policy.mark("people"):
        message = f"Nobody holds {listed(f'`{role}`' for role in empty)}: the file does not say who anybody is."
        mark = Mark(file=policy.source, line=1)
        yield Problem(mark=mark, path="people", text="", message=message, suggestion="Write `people`.")
        return
    for role in empty:
        yield Problem(
            mark=people.place("people", role),
            path=f"people.{role}",
            text=role,
            message=f"Nobody holds the role `{role}`, which a rule asks for.",
            suggestion="Name somebody under `github`.",
        )


def _unreviewable(people: _People) -> Iterator[Problem]:
    """Where nothing is applied and everybody may plan, no role says whose review lets a merge pass."""
    for one in people.policy.environments.values():
        if one.branches and not approving("merge", one):
            message = f"Nobody can review a merge into {one.called}: no role is named there."
            yield _problem(people, ("environments", one.name), one.name, message, "Name roles under `plan.allow`.")


def _named(policy: Policy) -> tuple[str, ...]:
    """Every role a rule asks for, once."""
    named = [
        *policy.owners,
        *policy.emergency_approvers,
        *(role for roles in policy.waivers.values() for role in roles),
    ]
    for one in policy.environments.values():
        named += (*one.plan_allow, *one.apply.allow, *one.apply.approvals_from, *one.apply.one_from_each)
        named += (*one.rollback_approvers, *(role for item in one.checklist for role in item.by))
    return tuple(role for role in dict.fromkeys(named) if role in policy.roles)


def _of(environment: Environment, people: _People) -> Iterator[Problem]:
    yield from _too_few(environment, people)
    yield from _too_few_seats(environment, people)
    yield from _no_emergency(environment, people)


def _too_few(environment: Environment, people: _People) -> Iterator[Problem]:
    """Fewer people than approvals, by the environment itself and by each range of costs that asks for more."""
    able = people.of_any(environment.apply.approvals_from)
    if isinstance(able, Unknown) or not able:
        return
    count = environment.apply.approvals
    shown = listed(f"@{login}" for login in sorted(able))
    if count > len(able):
        path = ("environments", environment.name, "apply", "approvals")
        message = f"{environment.called} takes {count} approvals, and only {shown} can give one."
        yield _problem(people, path, str(count), message, "Ask for fewer, or name more people.")
    for each in people.policy.cost_ranges:
        if each.approvals > max(count, len(able)):
            message = (
                f"{each.text} takes {each.approvals} approvals, and in {environment.called} only {shown} can give one."
            )
            mark = each.at or people.place("resource_limits", "required_approvals_by_cost")
            yield Problem(
                mark=mark,
                path="resource_limits.required_approvals_by_cost",
                text=each.text,
                message=message,
                suggestion="Ask for fewer, or name more people.",
            )


def _too_few_seats(environment: Environment, people: _People) -> Iterator[Problem]:
    """Seats of `one_from_each` that stay empty even with every deputy; roles without anybody are told already."""
    seats = environment.apply.one_from_each
    able: dict[str, frozenset[str]] = {}
    for role in seats:
        holders = people.holders(role)
        if isinstance(holders, Unknown) or not holders:
            return
        for login in holders | people.policy.roles[role].deputies:
            able[login] = able.get(login, frozenset()) | {role}
    empty = unfilled(seats, able)
    if empty:
        path = ("environments", environment.name, "apply", "approvals", "one_from_each")
        shown = listed(f"@{login}" for login in sorted(able))
        message = f"{environment.called} takes one person from each of {listed(seats)}, and there is only {shown}."
        yield _problem(people, path, ", ".join(seats), message, "Name more people, or deputies.")


def _no_emergency(environment: Environment, people: _People) -> Iterator[Problem]:
    able = people.policy.emergency_approvers or environment.rollback_approvers
    if environment.emergency_override and not able:
        path = environment.window.at if environment.window else None
        message = f"{environment.called} may go past its window in an emergency, and nobody could agree to that."
        yield Problem(
            mark=path or people.place("deployment_windows"),
            path="deployment_windows",
            text="emergency_override",
            message=message,
            suggestion="Name roles under `emergency.approvers`.",
        )


def _problem(people: _People, path: tuple[str, ...], text: str, message: str, suggestion: str) -> Problem:
    return Problem(mark=people.place(*path), path=".".join(path), text=text, message=message, suggestion=suggestion)
