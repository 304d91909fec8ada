"""What is said after `cancel`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Block, Notice, text
from tidegate.core.words import Wording, joined, say


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
    put_off: Sequence[Wording] = ()
    not_begun: Sequence[str] = ()
    interrupted: Sequence[str] = ()
    going_on: Sequence[str] = ()
    forbidden: Sequence[str] = ()


def compose(done: Cancelled) -> Notice:
    return Notice(blocks=tuple(_blocks(done)) or (text(say("There is nothing to cancel here.")),))


def before_it_began() -> Wording:
    return say("Cancelled before it began.")


def by_whom(actor: str) -> Wording:
    return say("Cancelled by @{actor}.", actor=actor)


def still_running(labels: Sequence[str], actor: str) -> Notice:
    """An interrupted apply that has not ended after a long time."""
    words = say(
        "🆘 @{actor}: the apply of {projects} was interrupted and is still running. Look at its log and at the machine "
        "before anything else: ending Terraform now would lose from its state what it is doing.",
        actor=actor,
        projects=_named(labels),
    )
    return Notice(blocks=(text(words),))


def _blocks(done: Cancelled) -> Iterator[Block]:
    if done.plans:
        plans = _named(done.plans)
        several = len(done.plans) > 1
        yield text(
            say(
                "🛑 Cancelled: the plans of {projects}." if several else "🛑 Cancelled: the plan of {projects}.",
                projects=plans,
            )
        )
    if done.put_off:
        yield text(say("🛑 Taken back: the apply of {projects}.", projects=joined("; ", done.put_off)))
    if done.not_begun:
        yield text(say("🛑 Not applied any more: {projects}.", projects=_named(done.not_begun)))
    if done.interrupted:
        yield text(
            say(
                "🛑 Interrupted: the apply of {projects}. Terraform finishes what is in flight and saves its state; "
                "that can take minutes, and nothing more is sent to it.",
                projects=_named(done.interrupted),
            )
        )
    if done.going_on:
        yield text(
            say(
                "▶️ The apply of {projects} goes on. To interrupt it, comment `atlantis cancel --apply`.",
                projects=_named(done.going_on),
            )
        )
    if done.forbidden:
        yield text(
            say(
                "▶️ The apply of {projects} goes on: only somebody who may apply there can interrupt it.",
                projects=_named(done.forbidden),
            )
        )


def _named(labels: Sequence[str]) -> Wording:
    return listed(f"`{label}`" for label in dict.fromkeys(labels))
