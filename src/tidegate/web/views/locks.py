"""Locks as people read them: who holds what since when, and how it becomes free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LockView:
    repo: str
    place: str
    number: int
    href: str
    actor: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    repo: str
    place: str
    badge: Badge
    says: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LocksPage:
    locks: tuple[LockView, ...]
    slots: tuple[SlotView, ...]


def locks_page(locks: Iterable[ProjectLock], slots: Iterable[Slot]) -> LocksPage:
    return LocksPage(locks=tuple(map(_lock, locks)), slots=tuple(map(_slot, slots)))


def _lock(lock: ProjectLock) -> LockView:
    return LockView(
        repo=lock.repo,
        place=f"{lock.dir} ({lock.workspace})",
        number=lock.number,
        href=f"/changes/{lock.repo}/{lock.number}",
        actor=lock.actor,
        since=lock.since,
    )


def _slot(slot: Slot) -> SlotView:
    suspect = slot.state == "suspect"
    return SlotView(
        repo=slot.repo,
        place=f"{slot.dir} ({slot.workspace})",
        badge=SUSPECT if suspect else HELD,
        says=LOOK if suspect else FREED,
        since=slot.since,
    )
