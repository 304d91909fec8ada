"""The resources of one side of a plan, and how they refer to each other: by configuration, and by ids in values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from tidegate.cost.catalog.addresses import Address, last_call, taken_apart
from tidegate.cost.catalog.configuration import Configuration
from tidegate.cost.catalog.references import ELSEWHERE, References, Target
from tidegate.cost.catalog.resource import Resource

_Place = tuple[str, str]


class Surroundings:
    """Finds resources around a resource. Every index is made when it is asked for first, and once.

    Attributes:
        asked: How often anything was looked for.
    """

    def __init__(self, resources: Sequence[Resource], configuration: Configuration) -> None:
        self._resources = resources
        self._configuration = configuration
        self._referring: dict[str, _Referring] = {}
        self.asked = 0

    def referred(self, resource: Resource, attribute: str) -> tuple[Resource, ...]:
        """Resources an attribute refers to. What an id names is sure; else every instance it may be."""
        self.asked += 1
        targets = [each for each in self._targets(resource, attribute) if each != ELSEWHERE]
        if len(targets) == 1:  # The usual case; of a resource with thousands of instances nothing is copied.
            return self._meant(targets[0])
        found = {each.address: each for target in targets for each in self._meant(target)}
        return tuple(found.values())

    def referring(self, resource: Resource, *types: str) -> tuple[Resource, ...]:
        """Resources of these types, all when none are named, that refer to a resource."""
        self.asked += 1
        place = taken_apart(resource.address)
        found = {each.address: each for type_ in types or self._by_type for each in self._referring_of(type_).to(place)}
        return tuple(found.values())

    def references(self, resource: Resource, attribute: str) -> int:
        """How many references an attribute has; of all instances of a resource, as many as there are."""
        self.asked += 1
        targets = self._references.of(taken_apart(resource.address), attribute)
        return sum(
            len(self._instances.get((target.module, target.name), ())) or 1 if target.is_whole else 1
            for target in targets
        )

    def _meant(self, target: Target) -> tuple[Resource, ...]:
        """The instances a target may be."""
        place = target.module, target.name
        if target.key is None:
            return self._all.get(place, ())
        instance = self._instances.get(place, {}).get(target.key)
        return (instance,) if instance else ()

    def _targets(self, resource: Resource, attribute: str | None) -> Iterator[Target]:
        """What ids in values name, and what references mean besides."""
        values = resource.values if attribute is None else resource.values.get(attribute)
        at = taken_apart(resource.address)
        own = Target(module=at.module, name=at.name, key=at.key)
        exact = [Target(module=to.module, name=to.name, key=to.key) for to in self._named(values)]
        named = {(target.module, target.name) for target in exact}
        yield from (each for each in exact if each != own)
        for target in self._references.of(at, attribute):
            if target != own and (target.key is not None or (target.module, target.name) not in named):
                yield target

    def _named(self, value: Any) -> Iterator[Address]:
        for text in _texts(value):
            for each in self._by_id.get(text, ()):
                yield taken_apart(each.address)

    def _referring_of(self, type_: str) -> _Referring:
        known = self._referring.get(type_)
        if known is None:
            known = self._referring[type_] = _Referring()
            for each in self._by_type.get(type_, ()):
                for target in self._targets(each, None):
                    known.add(target, each)
        return known

    @cached_property
    def _references(self) -> References:
        return References(configuration=self._configuration, instances=self._instances, modules=self._modules)

    @cached_property
    def _instances(self) -> dict[_Place, dict[str, Resource]]:
        found: dict[_Place, dict[str, Resource]] = defaultdict(dict)
        for each in self._resources:
            place = taken_apart(each.address)
            found[place.module, place.name][place.key] = each
        return dict(found)

    @cached_property
    def _all(self) -> dict[_Place, tuple[Resource, ...]]:
        return {place: tuple(instances.values()) for place, instances in self._instances.items()}

    @cached_property
    def _modules(self) -> dict[_Place, dict[str, str]]:
        found: dict[_Place, dict[str, str]] = defaultdict(dict)
        for module in dict.fromkeys(module for module, _ in self._instances):
            while step := last_call(module):
                found[step.parent, step.call][step.key] = module
                module = step.parent  # noqa: PLW2901  the calls around it
        return dict(found)

    @cached_property
    def _by_id(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = defaultdict(list)
        for each in self._resources:
            for name in (each.values.get("id"), each.values.get("arn")):
                if isinstance(name, str) and name:
                    found[name].append(each)
        return dict(found)

    @cached_property
    def _by_type(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = defaultdict(list)
        for each in self._resources:
            found[each.type].append(each)
        return dict(found)


class _Referring:
    """Who refers to what, among resources of one type."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str, str], list[Resource]] = defaultdict(list)
        self._any: dict[_Place, list[Resource]] = defaultdict(list)

    def add(self, target: Target, resource: Resource) -> None:
        if target.key is None:
            self._any[target.module, target.name].append(resource)
        else:
            self._exact[target.module, target.name, target.key].append(resource)

    def to(self, place: Address) -> Iterator[Resource]:
        yield from self._exact.get((place.module, place.name, place.key), ())
        yield from self._any.get((place.module, place.name), ())


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
