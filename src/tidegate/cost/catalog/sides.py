"""The two sides of a plan: what there is before it and after it, resource instance by resource instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.cost.catalog.configuration import Json

_NOTHING: Json = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A resource instance of a state.

    Attributes:
        entry: How the state, or `resource_changes`, describes it.
        module: Address of its module; empty for the root module.
    """

    entry: Json
    module: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One resource instance on both sides.

    Attributes:
        entry: Its entry of `resource_changes`; that of the planned values where it has none.
        before, after: None where it is not there.
    """

    entry: Json
    before: Found | None
    after: Found | None


def is_plan(document: Json) -> bool:
    """Whether a document is what `terraform show -json` prints of a plan."""
    return "planned_values" in document or "resource_changes" in document


def pairs(plan: Json) -> Iterator[Pair]:
    """Every managed resource instance that is there on one of the sides.

    What a targeted plan leaves alone is in neither `planned_values` nor `resource_changes`, and is there on both sides.
    """
    after = _by_address((plan.get("planned_values") or _NOTHING).get("root_module"))
    before = _by_address(((plan.get("prior_state") or _NOTHING).get("values") or _NOTHING).get("root_module"))
    told = set()
    for entry in plan.get("resource_changes") or ():
        if _is_managed(entry):
            told |= {_key(entry), entry.get("previous_address")}
            yield Pair(entry=entry, before=_before(entry, before), after=_after(entry, after))
    for address, found in after.items():
        if address not in told:
            yield Pair(entry=found.entry, before=before.get(address), after=found)
    for address, found in before.items():
        if address not in told and address not in after:
            yield Pair(entry=found.entry, before=found, after=found)


def _is_managed(entry: Json) -> bool:
    return bool(entry.get("mode", "managed") == "managed")


def _key(entry: Json) -> str:
    """An address; behind that of a deposed object its key."""
    deposed = entry.get("deposed")
    return f"{entry['address']} {deposed}" if deposed else str(entry["address"])


def _before(entry: Json, state: Mapping[str, Found]) -> Found | None:
    """What there is of it before the plan: a moved resource may stand under either address."""
    values = entry["change"].get("before")
    if entry.get("deposed"):
        return state.get(_key(entry)) or _of_change(entry, values)
    moved = state.get(entry.get("previous_address") or "")
    return state.get(entry["address"]) or moved or _of_change(entry, values)


def _after(entry: Json, planned: Mapping[str, Found]) -> Found | None:
    """What there is of it after the plan; the old object that is deposed is not what takes its place."""
    values = entry["change"].get("after")
    if entry.get("deposed"):
        return _of_change(entry, values)
    return planned.get(entry["address"]) or _of_change(entry, values)


def _of_change(entry: Json, values: Any) -> Found | None:
    if not isinstance(values, Mapping):
        return None
    return Found(entry=entry, module=entry.get("module_address") or "", values=values)


def _by_address(module: Any) -> dict[str, Found]:
    """Managed resources of a state; a deposed object stands under its address with its key behind it."""
    return dict(_resources(module)) if isinstance(module, Mapping) else {}


def _resources(module: Json) -> Iterator[tuple[str, Found]]:
    place = module.get("address") or ""
    for each in module.get("resources") or ():
        values = each.get("values")  # What is forgotten is planned without any.
        if values is not None and _is_managed(each):
            deposed = each.get("deposed_key")
            entry = {**each, "deposed": deposed} if deposed else each
            yield _key(entry), Found(entry=entry, module=place, values=values)
    for child in module.get("child_modules") or ():
        yield from _resources(child)
