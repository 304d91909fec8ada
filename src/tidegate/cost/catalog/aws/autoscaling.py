"""Autoscaling groups: as many machines as they are asked to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from typing import Any

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.aws.machines import (
    Machine,
    besides,
    components,
    hours,
    launched_by,
    spot,
)
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced, number

_CHOSEN = say("its instance type is chosen at launch, by `instance_requirements`")


def group(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """`desired_capacity` machines, else `min_size`, of its launch template or configuration; of a mixed instances
    policy the share on demand and the share of spot instances, of the first type it lists.

    Not counted: scaling, warm pools, CPU credits, data transfer.
    """
    if resource.text("desired_capacity_type", "units") != "units":
        raise Unpriced(
            say("its capacity is counted in `{unit}`, not in machines", unit=resource.text("desired_capacity_type"))
        )
    count, assumed = _capacity(resource)
    policy = resource.block("mixed_instances_policy")
    if policy:
        yield from _mixed(resource, around, prices, policy, count, assumed)
    else:
        yield from components(_machine(resource, around), count, prices, resource.usage, assumed=assumed)


def _capacity(resource: Resource) -> tuple[Decimal, str]:
    """How many machines, and what was assumed of that."""
    if resource.values.get("desired_capacity") is not None:
        return resource.number("desired_capacity"), ""
    count = resource.number("min_size", 1)
    return count, f"{count} until scaling says otherwise"


def _machine(resource: Resource, around: Around) -> Machine:
    return _of(around.referred(resource, "launch_template") or around.referred(resource, "launch_configuration"))


def _of(found: Sequence[Resource]) -> Machine:
    machine = launched_by(found)
    if machine is None:
        raise Unpriced(say("its launch template is not in this plan"))
    if not machine.type and any(each.blocks("instance_requirements") for each in found[:1]):
        raise Unpriced(_CHOSEN)
    return machine


def _mixed(
    resource: Resource,
    around: Around,
    prices: Prices,
    policy: Mapping[str, Any],
    count: Decimal,
    assumed: str,
) -> Iterator[Component]:
    machine = _of(around.referred(resource, "mixed_instances_policy"))
    override = _first(_first(policy.get("launch_template")).get("override"))
    if override.get("instance_requirements"):
        raise Unpriced(_CHOSEN)
    machine = replace(machine, type=str(override.get("instance_type") or machine.type))
    machines = _up(count / (number(override.get("weighted_capacity"), 1) or 1))
    distribution = _first(policy.get("instances_distribution"))
    on_demand = _on_demand(distribution, machines)
    if on_demand or not machines:
        yield from hours(machine, on_demand, prices, assumed=assumed)
    if machines > on_demand:
        cheaper = spot(machine, distribution.get("spot_max_price"))
        yield from hours(cheaper, machines - on_demand, prices, assumed=assumed)
    yield from besides(machine, machines, prices, resource.usage)


def _on_demand(distribution: Mapping[str, Any], count: Decimal) -> Decimal:
    """How many machines are on demand: the base, and a share of the others, rounded up as AWS rounds it."""
    base = min(number(distribution.get("on_demand_base_capacity")), count)
    percent = number(distribution.get("on_demand_percentage_above_base_capacity"), 100)
    return base + _up((count - base) * percent / 100)


def _up(amount: Decimal) -> Decimal:
    return amount.to_integral_value(rounding=ROUND_CEILING)


def _first(blocks: Any) -> Mapping[str, Any]:
    found = blocks[0] if isinstance(blocks, list) and blocks else None
    return found if isinstance(found, Mapping) else {}
