"""The convention's closing lists as people see them: folded, for they stand in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidegate.core.gates.closing import Marked, before
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Block, Fold, Listing, Notice, line, text
from tidegate.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A deployment to an environment and what is looked after since.

    Attributes:
        batch: The apply command that made it, the last one of the change there.
    """

    environment: str
    batch: str
    items: tuple[Marked, ...]

    @property
    def open_ids(self) -> tuple[str, ...]:
        return tuple(each.item.id for each in self.items if not each.is_done)


def before_blocks(decision: Decision) -> tuple[Block, ...]:
    """What to have seen to before the deployment a decision is about; nothing for other decisions."""
    items = before(decision)
    if not items:
        return ()
    summary = say("Before the deployment: {done} of {count} known to be done", **_counts(items))
    return (Fold(summary=summary, blocks=(_list(items),)),)


def after_blocks(followed: Sequence[Followed]) -> tuple[Block, ...]:
    """What to look after since deployments, one folded list for each."""
    return tuple(_after(each) for each in followed)


def _after(followed: Followed) -> Block:
    summary = say(
        "After the deployment to {environment}: {done} of {count} done",
        environment=followed.environment,
        **_counts(followed.items),
    )
    left = followed.open_ids
    return Fold(summary=summary, blocks=(_list(followed.items), *([text(_how(followed))] if left else [])))


def reminder(followed: Sequence[Followed]) -> Notice:
    """What is still open a day after deployments, each of which has something left."""
    return Notice(
        blocks=tuple(
            block
            for each in followed
            for block in (
                text(
                    say("🔔 A day after the deployment to {environment}, this is open:", environment=each.environment)
                ),
                _list(tuple(one for one in each.items if not one.is_done)),
                text(_how(each)),
            )
        )
    )


def left(followed: Followed) -> Words:
    """What is left of a list somebody has just ticked an item of, a sentence."""
    if not followed.open_ids:
        return say("Everything after the deployment to {environment} is done.", environment=followed.environment)
    return say(
        "After the deployment to {environment} these are left: {items}.",
        environment=followed.environment,
        items=listed(f"`{each}`" for each in followed.open_ids),
    )


def _how(followed: Followed) -> Words:
    return say(
        "Comment `atlantis check ITEM {environment}` for what is done: {items}.",
        environment=followed.environment,
        items=listed(f"`{each}`" for each in followed.open_ids),
    )


def _list(items: Sequence[Marked]) -> Listing:
    return Listing(items=tuple(line(each.line) for each in items))


def _counts(items: Sequence[Marked]) -> dict[str, int]:
    return {"done": sum(each.is_done is True for each in items), "count": len(items)}
