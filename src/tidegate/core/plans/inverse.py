"""What going back after a plan was applied would mean: the opposite of each of its actions, and whose data is lost.

It is a preview from the plan alone. What a rollback really does is a plan of its own, made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tidegate.core.plans.model import ActionKind, PlanContent, ResourceChange
from tidegate.core.plans.stateful import STATEFUL
from tidegate.core.words import Wording, say

Undoing = Literal["delete", "update", "recreate", "replace", "move", "forget", "import"]

_OPPOSITE: Mapping[ActionKind, Undoing] = {
    "create": "delete",
    "update": "update",
    "delete": "recreate",
    "replace": "replace",
    "move": "move",
    "import": "forget",
    "forget": "import",
}
"""Reads and what stays as it is have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingBack:
    """What undoing one address of a plan means.

    Attributes:
        action: What would be done to it: deleted where the plan creates it, created again where the plan deletes it.
        loses: What is gone then, one clause without a final stop; empty where nothing is known to be lost.
    """

    address: str
    action: Undoing
    loses: Wording = ""


def going_back(content: PlanContent) -> tuple[GoingBack, ...]:
    """One for each address that applying the plan would change, in the plan's order."""
    return tuple(
        GoingBack(address=resource.address, action=_OPPOSITE[resource.action], loses=_loss(resource))
        for resource in content.resources
        if resource.action in _OPPOSITE
    )


def losing(content: PlanContent) -> tuple[str, ...]:
    """Addresses whose data is lost by going back, or has been lost by then."""
    return tuple(step.address for step in going_back(content) if step.loses)


def _loss(resource: ResourceChange) -> Wording:
    if resource.type not in STATEFUL:
        return ""
    match resource.action:
        case "create":
            return say("what is written to it until then is deleted with it")
        case "delete":
            return say("its data is deleted by this deployment and does not come back")
        case "replace":
            return say("its data before this deployment does not come back, and what is written to it since is deleted")
        case _:
            return ""
