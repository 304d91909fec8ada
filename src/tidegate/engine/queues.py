"""The queues. Parents and children never share one, so a full queue of parents cannot wait for itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue.

    Attributes:
        partitioned: One workflow at a time for each partition; ordering, not locking.
        at_once: How many of this process run at the same time.
        bounded_by_workers: The number of terraform workers bounds it instead of `at_once`.
    """

    name: str
    partitioned: bool = False
    at_once: int = 50
    bounded_by_workers: bool = False
    poll_seconds: float = 0.25


#: Deliveries; short work.
EVENTS = Queue(name="events")
#: Commands of a change, one after the other: partition is `owner/repo#number`.
COMMANDS = Queue(name="commands", partitioned=True)
#: Plans of single projects.
PLANS = Queue(name="plans", bounded_by_workers=True)
#: Applies of single projects: partition is the project.
APPLIES = Queue(name="applies", partitioned=True)

#: Cancelling, which must not wait behind what it cancels.
CONTROLS = Queue(name="controls")

#: What is asleep until its time: applies that were put off, and events the forge was away for.
APPOINTMENTS = Queue(name="appointments", at_once=10_000, poll_seconds=1.0)

QUEUES = (EVENTS, COMMANDS, PLANS, APPLIES, CONTROLS, APPOINTMENTS)
