"""What is said after `cancel`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Block, Notice, code, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """Labels of projects, by what became of their plans and applies.

    Attributes:
        plans: Plans that were queued or running and are ended.
        put_off: Applies that waited for their time and will not begin, with the time.
        not_begun: Applies that were queued and will not begin.
        interrupted: Running applies that got their one signal.
        going_on: Running applies nobody asked to interrupt.
        forbidden: Running applies that whoever asked may not interrupt.
    """

    plans: Sequence[str] = ()
    put_off: Sequence[str] = ()
    not_begun: Sequence[str] = ()
    interrupted: Sequence[str] = ()
    going_on: Sequence[str] = ()
    forbidden: Sequence[str] = ()


def compose(done: Cancelled) -> Notice:
    return Notice(blocks=tuple(_blocks(done)) or (text("There is nothing to cancel here."),))


def still_running(labels: Sequence[str], actor: str) -> Notice:
    """An interrupted apply that has not ended after a long time."""
    words = (
        f"🆘 @{actor}: the apply of {_named(labels)} was interrupted and is still running. Look at its log and at the "
        "machine before anything else: ending Terraform now would lose from its state what it is doing."
    )
    return Notice(blocks=(text(words),))


def _blocks(done: Cancelled) -> Iterator[Block]:
    if done.plans:
        yield text(f"🛑 Cancelled: the plan{'s' if len(done.plans) > 1 else ''} of {_named(done.plans)}.")
    if done.put_off:
        yield text(f"🛑 Taken back: the apply of {'; '.join(done.put_off)}.")
    if done.not_begun:
        yield text(f"🛑 Not applied any more: {_named(done.not_begun)}.")
    if done.interrupted:
        yield text(
            f"🛑 Interrupted: the apply of {_named(done.interrupted)}. Terraform finishes what is in flight and saves "
            "its state; that can take minutes, and nothing more is sent to it."
        )
    if done.going_on:
        how = code("atlantis cancel --apply")
        yield text(f"▶️ The apply of {_named(done.going_on)} goes on. To interrupt it, comment ", how, ".")
    if done.forbidden:
        yield text(
            f"▶️ The apply of {_named(done.forbidden)} goes on: only somebody who may apply there can interrupt it."
        )


def _named(labels: Sequence[str]) -> str:
    return str(listed(f"`{label}`" for label in dict.fromkeys(labels)))
