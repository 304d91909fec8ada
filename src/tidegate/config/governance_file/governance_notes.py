"""What is worth knowing of a governance file that can be used: rules that are over, deputies who never act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.marks import Mark, Problem
from tidegate.core.windows.stale import never_opens, stale


def stale_windows(policy: Policy, now: datetime) -> tuple[Problem, ...]:
    """Closed periods that lie in the past for good, and windows that never open again; `now` is aware."""
    return tuple(problem for each in policy.environments.values() for problem in _of(each, policy, now))


def idle_deputies(policy: Policy) -> tuple[Problem, ...]:
    """Deputies of roles that a team holds: one seat of a team is never vacant, so nobody stands in for it."""
    return tuple(
        Problem(
            mark=policy.mark("people", role.name, "deputies") or Mark(file=policy.source, line=1),
            path=f"people.{role.name}.deputies",
            text=", ".join(sorted(role.deputies)),
            message=f"The deputies of `{role.name}` never count: a team holds it, and a team is never out as a whole.",
            suggestion="Name the holders by login, or the deputies as holders.",
        )
        for role in policy.roles.values()
        if role.teams and role.deputies
    )


def _of(environment: Environment, policy: Policy, now: datetime) -> Iterator[Problem]:
    window, called = environment.window, environment.called
    for one in stale(window, now) if window else ():
        text = one.phrase.text
        message = f"`{text}` is over: it closes {called} no more."
        yield _problem(one.at, policy, f"deployment_windows.{called}", text, message)
    if window and never_opens(window, now):
        paths = [f"deployment_windows.{word}.allowed" for word in environment.words]
        path = next((path for path in paths if path in policy.marks), paths[0])
        text = ", ".join(phrase.text for phrase in window.allowed)
        yield _problem(policy.marks.get(path), policy, path, text, f"`{text}` is over: {called} opens no more.")


def _problem(at: Mark | None, policy: Policy, path: str, text: str, message: str) -> Problem:
    mark = at or Mark(file=policy.source, line=1)
    fix = "Take it out, or write the next dates."
    return Problem(mark=mark, path=path, text=text, message=message, suggestion=fix)
