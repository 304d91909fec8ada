"""Whether a plan stays within another: what was consented to once covers what does less."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tidegate.core.known import Known, Unknown
from tidegate.core.plans.model import ActionKind, PlanContent

_IDLE: frozenset[ActionKind] = frozenset({"no-op", "read"})
_DESTROYING: frozenset[ActionKind] = frozenset({"delete", "replace"})


def beyond(consented: PlanContent, current: PlanContent, was: Known[Decimal], costs: Known[Decimal]) -> str:
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
        _first("touches", _touched(current) - _touched(consented))
        or _first("destroys or replaces", _destroyed(current) - _destroyed(consented))
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


def _first(does: str, addresses: Iterable[str]) -> str:
    """`touches `a.b` and 2 more too`."""
    found = sorted(addresses)
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"it {does} `{found[0]}`{more} too" if found else ""


def _dearer(was: Known[Decimal], costs: Known[Decimal]) -> str:
    if isinstance(costs, Unknown):
        return f"what it costs is not known, {costs.unknown_because}"
    if isinstance(was, Unknown):
        return f"what the other costs is not known, {was.unknown_because}"
    return "it costs more" if costs > was else ""
