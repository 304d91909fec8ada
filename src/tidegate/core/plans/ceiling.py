"""Whether a plan stays within another: what was consented to once covers what does less."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from tidegate.core.known import Known, Unknown
from tidegate.core.plans.model import ActionKind, PlanContent
from tidegate.core.words import Wording, say

_IDLE: frozenset[ActionKind] = frozenset({"no-op", "read"})
_DESTROYING: frozenset[ActionKind] = frozenset({"delete", "replace"})


def beyond(consented: PlanContent, current: PlanContent, was: Known[Decimal], costs: Known[Decimal]) -> Wording:
    """In which way the current plan goes beyond the one consented to, one clause; empty while it stays within.

    It stays within while it touches no address and no output the other left alone, destroys and replaces nothing the
    other did not, and costs no more a month, net. A cost nobody knows is beyond every other.

    Args:
        consented: The plan somebody consented to.
        current: The plan that is to be applied.
        was: What the first costs more a month.
        costs: What the current one does, in the same currency.
    """
    return (
        _touches(_touched(current) - _touched(consented))
        or _destroys(_destroyed(current) - _destroyed(consented))
        or _dearer(was, costs)
    )


def _touched(content: PlanContent) -> frozenset[str]:
    """Addresses before and after, and outputs. A resource that only moves is touched too."""
    moving = [each for each in content.resources if each.action not in _IDLE]
    befores = (each.previous_address for each in moving if each.previous_address)
    outputs = (f"output.{name}" for name, action in content.outputs.items() if action not in _IDLE)
    return frozenset((*(each.address for each in moving), *befores, *outputs))


def _destroyed(content: PlanContent) -> frozenset[str]:
    return frozenset(each.address for each in content.resources if each.action in _DESTROYING)


def _touches(addresses: Collection[str]) -> Wording:
    return say("it touches {addresses} too", addresses=_first(addresses)) if addresses else ""


def _destroys(addresses: Collection[str]) -> Wording:
    return say("it destroys or replaces {addresses} too", addresses=_first(addresses)) if addresses else ""


def _first(addresses: Collection[str]) -> Wording:
    """`` `a.b` and 2 more ``."""
    first, *others = sorted(addresses)
    return say("`{address}` and {count} more", address=first, count=len(others)) if others else f"`{first}`"


def _dearer(was: Known[Decimal], costs: Known[Decimal]) -> Wording:
    if isinstance(costs, Unknown):
        return say("what it costs is not known, {why}", why=costs.unknown_because)
    if isinstance(was, Unknown):
        return say("what the other costs is not known, {why}", why=was.unknown_because)
    return say("it costs more") if costs > was else ""
