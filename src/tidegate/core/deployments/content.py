"""Whether content came to a branch by changes the rules had let through: the proof where nothing is applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One movement of the branch before.

    Attributes:
        sha: What the branch was at after it.
        pusher: None when nobody knows.
        way: How it came, as far as the forge says; `unknown` is what came before its known past.
        number: The change that was merged; None where nobody asked for a pull request, or nothing was decided of it.
        allowed: The change had everything a merge needs.
    """

    sha: str
    pusher: str | None = None
    way: Literal["push", "merge", "unknown"] = "push"
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
    if one.way == "merge":
        why = say(
            "it was merged into `{branch}` while nothing could be decided: before Tidegate came, or while its rules "
            "could not be used",
            branch=branch,
        )
    elif one.way == "unknown":
        why = say("nobody knows how what came to `{branch}` before it got there", branch=branch)
    elif one.pusher:
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
