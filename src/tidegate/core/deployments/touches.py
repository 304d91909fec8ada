"""Touches: what deployments to an environment have changed there, and so used up of what had been proven before it.

Whoever changes an address again brings a proof made since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from tidegate.core.plans.fingerprint import LOCK_FILE, Fingerprint
from tidegate.core.plans.places import module_of, place_of
from tidegate.core.words import Words, say

ANYWHERE = ""


class Deployed(Protocol):
    """A deployment of which it is known what it changed, or that nobody knows."""

    @property
    def addresses(self) -> frozenset[str] | None: ...


D = TypeVar("D", bound=Deployed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """A deployment to the environment something is to be deployed to next.

    Attributes:
        id: How people call it.
        addresses: What it changed and what it moved away from, with or without instance keys; None where nobody knows.
        successful: Else it may have changed all of it, or nothing.
    """

    id: str
    at: datetime
    addresses: frozenset[str] | None
    fingerprint: Fingerprint
    successful: bool

    @property
    def called(self) -> Words:
        """`deployment 41 of 2026-11-27`."""
        return say("deployment {id} of {day}", id=self.id, day=f"{self.at:%Y-%m-%d}")


def by_place(deployments: Iterable[D]) -> Mapping[str, Sequence[D]]:
    """Address without instance keys → the deployments that changed it, in their order.

    Those nobody knows the addresses of are found under `ANYWHERE`.
    """
    found: dict[str, list[D]] = {}
    for one in deployments:
        places = {ANYWHERE} if one.addresses is None else {place_of(address) for address in one.addresses}
        for place in places:
            found.setdefault(place, []).append(one)
    return found


def last_touch(place: str, wanted: Fingerprint, touches: Iterable[Touch]) -> Touch | None:
    """The newest deployment after which a place has to be proven anew; None while there has been none.

    What did not succeed may be finished: it counts only for a plan of other content.

    Args:
        place: An address without instance keys.
        wanted: Fingerprint of the plan that is to be deployed.
        touches: Deployments that changed the place, or may have, in any order.
    """
    counting = (each for each in touches if not _is_finished_by(wanted, each, place))
    return max(counting, key=lambda each: (each.at, each.id), default=None)


def _is_finished_by(wanted: Fingerprint, touch: Touch, place: str) -> bool:
    """Whether a plan holds just what a deployment that did not succeed was to bring to a place."""
    if touch.successful or LOCK_FILE in (*wanted.loose, *touch.fingerprint.loose):
        return False
    module = module_of(place)
    here, there = wanted.content(module), touch.fingerprint.content(module)
    same = here is not None and there is not None and (not module or here == there)
    return same and wanted.providers == touch.fingerprint.providers
