"""The two sides of a plan: what there is before it and after it, resource instance by resource instance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tidegate.core.plans.model import ActionKind
from tidegate.core.plans.read import action_of
from tidegate.cost.catalog.addresses import without_indexes
from tidegate.cost.catalog.configuration import Configuration, Json
from tidegate.cost.catalog.expected import Usage
from tidegate.cost.catalog.free import is_free
from tidegate.cost.catalog.regions import Place, Regions
from tidegate.cost.catalog.resource import Resource

_NOTHING: Json = {}
_ANYWHERE = Place(region="")
_NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One resource instance of a plan.

    Attributes:
        address: With the deposed object's key where it is one.
        provider: Name of its provider: `aws`.
        before, after: None where it is not there.
        stays: Whether what is there before stays in the cloud although Terraform forgets it.
        is_deposed: Whether it is what is left of a replaced object, beside the one that took its place.
        notes: Sentences about where it is.
    """

    address: str
    type: str
    provider: str
    action: ActionKind
    before: Resource | None
    after: Resource | None
    stays: bool = False
    is_deposed: bool = False
    notes: tuple[str, ...] = ()


def is_plan(document: Json) -> bool:
    """Whether a document is what `terraform show -json` prints of a plan."""
    return "planned_values" in document or "resource_changes" in document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads instances, with the configuration, regions and usage that go with them."""

    configuration: Configuration
    regions: Regions
    usage: Usage

    def planned(self, plan: Json) -> Iterator[Planned]:
        """Every managed resource instance that is there on one of the sides.

        What a targeted plan leaves alone is in neither `planned_values` nor `resource_changes`, and not here.
        """
        after = _by_address((plan.get("planned_values") or _NOTHING).get("root_module"))
        before = _by_address(((plan.get("prior_state") or _NOTHING).get("values") or _NOTHING).get("root_module"))
        changes = [each for each in plan.get("resource_changes") or () if each.get("mode", "managed") == "managed"]
        for entry in changes:
            yield self._changed(entry, _before(entry, before), _after(entry, after))
        told = {each["address"] for each in changes}
        for address, found in after.items():
            if address not in told:
                yield self._unchanged(found, before.get(address))

    def _changed(self, entry: Json, before: _Found | None, after: _Found | None) -> Planned:
        unknown = (entry["change"].get("after_unknown") or _NOTHING) if after else _NOTHING
        sides = _Sides(before=before, after=after, unknown=_names(unknown))
        return self._instance(entry, sides, action_of(entry))

    def _unchanged(self, after: _Found, before: _Found | None) -> Planned:
        return self._instance(after.entry, _Sides(before=before, after=after), "no-op")

    def _instance(self, entry: Json, sides: _Sides, action: ActionKind) -> Planned:
        type_, address, deposed = entry["type"], entry["address"], entry.get("deposed")
        shown = f"{address} (deposed object {deposed})" if deposed else address
        place = self._place(entry, sides)
        usage = self.usage.of(type_, address)
        notes: list[str] = []

        def resource(found: _Found | None, unknown: frozenset[str]) -> Resource | None:
            if found is None:
                return None
            at = place(found.values)
            if at.note and at.note not in notes:
                notes.append(at.note)
            return Resource(
                address=shown, type=type_, values=found.values, unknown=unknown, region=at.region, usage=usage
            )

        return Planned(
            address=shown,
            type=type_,
            provider=entry.get("provider_name", type_.partition("_")[0]).rpartition("/")[2],
            action=action,
            before=resource(sides.before, _NO_NAMES),
            after=resource(sides.after, sides.unknown),
            stays="forget" in (entry.get("change") or _NOTHING).get("actions", ()),
            is_deposed=bool(deposed),
            notes=tuple(notes),
        )

    def _place(self, entry: Json, sides: _Sides) -> Callable[[Mapping[str, Any]], Place]:
        """Finds where a resource of the entry is; what is free is not asked where it is."""
        if is_free(entry["type"]):
            return lambda _values: _ANYWHERE
        provider_key = self._provider_key(entry, sides)
        return lambda values: self.regions.of(values, provider_key)

    def _provider_key(self, entry: Json, sides: _Sides) -> str:
        module = without_indexes(entry.get("module_address") or (sides.after or sides.before or _NOWHERE).module)
        block = self.configuration.resource(module, f"{entry['type']}.{entry['name']}")
        return str(block.get("provider_config_key") or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A resource of a state: its entry, and the address of its module."""

    entry: Json
    module: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    before: _Found | None
    after: _Found | None
    unknown: frozenset[str] = field(default=_NO_NAMES)


_NOWHERE = _Found(entry=_NOTHING, module="", values=_NOTHING)


def _before(entry: Json, state: Mapping[str, _Found]) -> _Found | None:
    """What there is of it before the plan: a moved resource may stand under either address."""
    values = entry["change"].get("before")
    deposed = entry.get("deposed")
    if deposed:
        return state.get(f"{entry['address']} {deposed}") or _of_change(entry, values)
    moved = state.get(entry.get("previous_address") or "")
    return state.get(entry["address"]) or moved or _of_change(entry, values)


def _after(entry: Json, planned: Mapping[str, _Found]) -> _Found | None:
    """What there is of it after the plan; the old object that is deposed is not what takes its place."""
    values = entry["change"].get("after")
    if entry.get("deposed"):
        return _of_change(entry, values)
    return planned.get(entry["address"]) or _of_change(entry, values)


def _of_change(entry: Json, values: Any) -> _Found | None:
    if not isinstance(values, Mapping):
        return None
    return _Found(entry=entry, module=entry.get("module_address") or "", values=values)


def _by_address(module: Any) -> dict[str, _Found]:
    """Managed resources of a state; a deposed object stands under its address with its key behind it."""
    return dict(_resources(module)) if isinstance(module, Mapping) else {}


def _resources(module: Json) -> Iterator[tuple[str, _Found]]:
    place = module.get("address") or ""
    for each in module.get("resources") or ():
        values = each.get("values")  # What is forgotten is planned without any.
        if values is not None and each.get("mode", "managed") == "managed":
            deposed = each.get("deposed_key")
            found = _Found(entry=each, module=place, values=values)
            yield (f"{each['address']} {deposed}" if deposed else each["address"]), found
    for child in module.get("child_modules") or ():
        yield from _resources(child)


def _names(unknown: Any) -> frozenset[str]:
    """Attributes that are wholly unknown."""
    if not isinstance(unknown, Mapping):
        return _NO_NAMES
    return frozenset(name for name, mask in unknown.items() if mask is True)
