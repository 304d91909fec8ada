"""Following a branch back from its head, push by push."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidegate.core.changes import Push

NOWHERE = "0" * 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """How a head came about, as far as anybody knows.

    Attributes:
        pushes: Newest first, each beginning where the next one ended.
        ends_at: The commit whose coming nobody knows; None when the trail reaches the branch's creation.
    """

    pushes: tuple[Push, ...]
    ends_at: str | None


def merged(listed: Sequence[Push], told: Iterable[Push]) -> list[Push]:
    """The forge's own list, and those told that it lacks, newest first."""
    in_list = {(push.before, push.after) for push in listed}
    every = [*listed, *(push for push in told if (push.before, push.after) not in in_list)]
    return sorted(every, key=lambda push: push.at, reverse=True)


def waiting_besides(followed: Trail, waiting: frozenset[str], own: str) -> tuple[Push, ...] | None:
    """Of the movements of a branch those that brought what waits there, newest first, without the one to `own`.

    None when one of the commits that wait is not on the trail.
    """
    found: list[Push] = []
    left = set(waiting)
    for push in followed.pushes:
        if not left:
            break
        left.discard(push.after)
        if push.after != own:
            found.append(push)
    return None if left else tuple(found)


def carried_over(source: Iterable[Push], own: Iterable[Push]) -> str:
    """The newest commit a source branch was moved to that its own pushes moved a head to; empty where there is none.

    `source`: newest first.
    """
    taken = {push.after for push in own}
    return next((push.after for push in source if push.after in taken), "")


def trail(head: str, listed: Sequence[Push], told: Iterable[Push]) -> Trail:
    """Follow a head back through pushes: the forge's own list, and those told that it lacks."""
    left = merged(listed, told)
    followed: list[Push] = []
    at = head
    while at != NOWHERE:
        step = next((push for push in left if push.after == at), None)
        if step is None:
            return Trail(pushes=tuple(followed), ends_at=at)
        left.remove(step)
        followed.append(step)
        at = step.before
    return Trail(pushes=tuple(followed), ends_at=None)
