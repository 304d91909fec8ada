"""Locks as people read them: who holds what since when, and how it becomes free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from tidegate.core.deployments.locks import Place, Waiting
from tidegate.store.apply_lock import ApplyLock
from tidegate.store.project_locks import ProjectLock
from tidegate.store.slots import Slot
from tidegate.web.views.badges import Badge

HELD = Badge(text="Apply running", tone="wait")
SUSPECT = Badge(text="Closed until somebody looks", tone="bad")
FREED = "It is freed when the apply has ended."
LOOK = (
    "Nobody knows how its last apply ended. Look at the state, then somebody who may apply there comments"
    " `atlantis unlock` on the change."
)


Names: TypeAlias = Mapping[tuple[str, int], str]
"""Repository and number of a push → what people call it; pull requests go by their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockView:
    """`holder` is what people call the change; `waiting` are those that queue for it, with their addresses."""

    repo: str
    place: str
    holder: str
    href: str
    actor: str
    since: datetime
    waiting: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    repo: str
    place: str
    badge: Badge
    says: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LocksPage:
    """`stopped` says who stopped all applies; None while they go on."""

    locks: tuple[LockView, ...]
    slots: tuple[SlotView, ...]
    stopped: ApplyLock | None


def locks_page(
    locks: Iterable[ProjectLock],
    slots: Iterable[Slot],
    waiting: Iterable[tuple[str, Waiting]],
    stopped: ApplyLock | None,
    pushes: Names = MappingProxyType({}),
) -> LocksPage:
    """`waiting` are repositories with the waits in them, who came first at the top."""
    queue = tuple(waiting)
    return LocksPage(
        locks=tuple(_lock(lock, queue, pushes) for lock in locks), slots=tuple(map(_slot, slots)), stopped=stopped
    )


def _lock(lock: ProjectLock, queue: tuple[tuple[str, Waiting], ...], pushes: Names) -> LockView:
    place = Place(dir=lock.dir, workspace=lock.workspace)
    waits = dict.fromkeys(wait.number for repo, wait in queue if repo == lock.repo and wait.place == place)
    return LockView(
        repo=lock.repo,
        place=f"{lock.dir} ({lock.workspace})",
        holder=_called(lock.repo, lock.number, pushes),
        href=f"/changes/{lock.repo}/{lock.number}",
        actor=lock.actor,
        since=lock.since,
        waiting=tuple((_called(lock.repo, number, pushes), f"/changes/{lock.repo}/{number}") for number in waits),
    )


def _called(repo: str, number: int, pushes: Names) -> str:
    return pushes.get((repo, number), f"#{number}")


def _slot(slot: Slot) -> SlotView:
    suspect = slot.state == "suspect"
    return SlotView(
        repo=slot.repo,
        place=f"{slot.dir} ({slot.workspace})",
        badge=SUSPECT if suspect else HELD,
        says=LOOK if suspect else FREED,
        since=slot.since,
    )
