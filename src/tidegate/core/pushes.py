"""Following a branch back from its head, push by push."""

from __future__ import annotations

from collections.abc import Iterable
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


def trail(head: str, known: Iterable[Push]) -> Trail:
    """Follow a head back through known pushes, most trusted source first: of two records of one the first counts."""
    left = list({(push.before, push.after): push for push in reversed(tuple(known))}.values())
    left.sort(key=lambda push: push.at, reverse=True)
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
