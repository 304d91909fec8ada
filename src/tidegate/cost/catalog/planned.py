"""Resource instances of a plan as pricing takes them: with their region, what is unknown of them and expected usage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tidegate.core.plans.model import ActionKind
from tidegate.core.plans.read import action_of
from tidegate.cost.catalog.addresses import without_indexes
from tidegate.cost.catalog.configuration import Configuration, Json
from tidegate.cost.catalog.expected import Usage
from tidegate.cost.catalog.free import is_free
from tidegate.cost.catalog.later import may_be_unknown, with_later
from tidegate.cost.catalog.regions import Place, Regions
from tidegate.cost.catalog.resource import Resource
from tidegate.cost.catalog.sides import Found, Pair, pairs

_NOTHING: Json = {}
_ANYWHERE = Place(region="")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads instances, with the configuration, regions and usage that go with them."""

    configuration: Configuration
    regions: Regions
    usage: Usage

    def planned(self, plan: Json) -> Iterator[Planned]:
        """Every managed resource instance of a plan."""
        return (self._planned(pair) for pair in pairs(plan))

    def _planned(self, pair: Pair) -> Planned:
        entry, change = pair.entry, pair.entry.get("change") or _NOTHING
        places = self._places(pair)
        return Planned(
            address=_shown(entry),
            type=entry["type"],
            provider=_provider(entry),
            action=action_of(entry) if change else "no-op",
            before=self._resource(entry, pair.before, places[0], _NOTHING),
            after=self._resource(entry, pair.after, places[1], change.get("after_unknown") or _NOTHING),
            stays="forget" in change.get("actions", ()),
            is_deposed="deposed" in entry,
            notes=tuple(dict.fromkeys(place.note for place in places if place.note)),
        )

    def _resource(self, entry: Json, found: Found | None, place: Place, unknown: Json) -> Resource | None:
        if found is None:
            return None
        return Resource(
            address=_shown(entry),
            type=entry["type"],
            values=self._values(entry, found, unknown),
            unknown=frozenset(name for name, mask in unknown.items() if mask is True),
            region=place.region,
            usage=self.usage.of(entry["type"], entry["address"]),
        )

    def _values(self, entry: Json, found: Found, unknown: Json) -> Mapping[str, Any]:
        if not unknown:
            return found.values
        module, block = self._module(entry, found), self._block(entry, found)
        written = block.get("expressions") or _NOTHING
        return with_later(found.values, unknown, written, partial(may_be_unknown, self.configuration, module, block))

    def _places(self, pair: Pair) -> tuple[Place, Place]:
        """Where it is on both sides; what is free is not asked where it is."""
        if is_free(pair.entry["type"]):
            return _ANYWHERE, _ANYWHERE
        key = self._provider_key(pair)
        before = self.regions.of(pair.before.values, key) if pair.before else _ANYWHERE
        return before, self.regions.of(pair.after.values, key) if pair.after else _ANYWHERE

    def _provider_key(self, pair: Pair) -> str:
        return str(self._block(pair.entry, pair.after or pair.before).get("provider_config_key") or "")

    def _block(self, entry: Json, found: Found | None) -> Json:
        """What the configuration writes of it, for all its instances."""
        module = without_indexes(self._module(entry, found))
        return self.configuration.resource(module, f"{entry['type']}.{entry['name']}")

    def _module(self, entry: Json, found: Found | None) -> str:
        return str(entry.get("module_address") or (found.module if found else ""))


def _shown(entry: Json) -> str:
    deposed = entry.get("deposed")
    return f"{entry['address']} (deposed object {deposed})" if deposed else str(entry["address"])


def _provider(entry: Json) -> str:
    """The last part of `registry.terraform.io/hashicorp/aws`; without that, what the type begins with."""
    return str(entry.get("provider_name") or entry["type"].partition("_")[0]).rpartition("/")[2]
