"""Whether content came to a branch by changes the rules had let through: the proof where nothing is applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement of the branch before.

    Attributes:
        sha: What the branch was at after it.
        pusher: None when nobody knows.
        number: The change that was merged; None where nobody asked for a pull request.
        allowed: The change had everything a merge needs.
    """

    sha: str
    pusher: str | None = None
    number: int | None = None
    allowed: bool = False


def by_merges(source: str, branch: str, movements: Iterable[Movement]) -> Promotion:
    """What the movements of a branch prove of its content.

    Args:
        source: The environment the branch belongs to.
        branch: Its name.
        movements: Newest first, since the next environment had all of it last.
    """
    known = tuple(movements)
    proven = tuple(f"#{one.number}" for one in known if one.number is not None and one.allowed)
    unproven = tuple(_unproven(one, branch) for one in known if one.number is None or not one.allowed)
    return Promotion(source=source, proven_by=tuple(dict.fromkeys(proven)), unproven=unproven)


def _unproven(one: Movement, branch: str) -> Unproven:
    if one.number is not None:
        return Unproven(
            what=f"#{one.number}",
            because=say("it was merged into `{branch}` without all that a merge needs", branch=branch),
        )
    if one.pusher:
        why = say("@{login} pushed it to `{branch}` past every pull request", login=one.pusher, branch=branch)
    else:
        why = say("somebody unknown pushed it to `{branch}` past every pull request", branch=branch)
    return Unproven(what=one.sha[:7], because=why)


def newest_proven(movements: Sequence[Movement]) -> tuple[Movement, ...]:
    """The part of the movements, newest first, up to which everything is proven; empty when the oldest is not."""
    proven: list[Movement] = []
    for one in reversed(movements):
        if one.number is None or not one.allowed:
            break
        proven.insert(0, one)
    return tuple(proven)


def strangers(shas: Iterable[str], branch: str) -> tuple[Unproven, ...]:
    """Commits of a head that the branch before never held."""
    return tuple(Unproven(what=sha[:7], because=say("it never came to `{branch}`", branch=branch)) for sha in shas)
