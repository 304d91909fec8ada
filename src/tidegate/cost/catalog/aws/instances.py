"""EC2 instances, on demand and from the spot market."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.aws.machines import Machine, attached, components, launched_by, root, spot
from tidegate.cost.catalog.aws.volumes import Disk
from tidegate.cost.catalog.resource import Around, Prices, Resource


def instance(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours by instance type (Linux, or Windows where its password is asked for), root and other volumes, and
    detailed monitoring. A spot instance is counted at the on-demand price, or its highest price where that is lower.

    Not counted: CPU credits, data transfer, public IPv4 addresses, software licences of the image.
    """
    return components(_machine(resource, around), Decimal(1), prices, resource.usage)


def spot_request(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """As an instance, at the on-demand price, or `spot_price` where that is lower.

    Not counted: CPU credits, data transfer, public IPv4 addresses, software licences of the image.
    """
    machine = spot(_machine(resource, around), resource.values.get("spot_price"))
    return components(machine, Decimal(1), prices, resource.usage)


def _machine(resource: Resource, around: Around) -> Machine:
    """What the instance says itself, and its launch template where it says nothing."""
    template = _template(resource, around)
    market = resource.block("instance_market_options")
    is_spot = market.get("market_type") == "spot" or resource.text("instance_lifecycle") == "spot"
    options: Mapping[str, Any] = next(iter(market.get("spot_options") or ()), {})
    machine = Machine(
        type=resource.text("instance_type") or (template.type if template else ""),
        tenancy=resource.text("tenancy") or (template.tenancy if template else ""),
        is_windows=resource.flag("get_password_data"),
        is_monitored=resource.flag("monitoring") or bool(template and template.is_monitored),
        is_ebs_optimized=resource.flag("ebs_optimized"),
        credits=str(resource.block("credit_specification").get("cpu_credits") or ""),
        disks=(root(resource), *_others(resource, around)),
    )
    if template and not resource.blocks("root_block_device"):
        machine = replace(machine, disks=(*template.disks, *machine.disks[1:]))
    if template and template.is_spot and not market:
        return spot(machine, template.most)
    return spot(machine, options.get("max_price")) if is_spot else machine


def _template(resource: Resource, around: Around) -> Machine | None:
    if not resource.blocks("launch_template"):
        return None
    return launched_by(around.referred(resource, "launch_template"))


def _others(resource: Resource, around: Around) -> tuple[Disk, ...]:
    """Volumes besides the root. One attached by a resource of its own shows here too, and is counted there."""
    blocks = resource.blocks("ebs_block_device")
    if not any(each.get("volume_id") for each in blocks):
        return attached(resource)
    volumes = (each for each in around.referred(resource, "ebs_block_device") if each.type == "aws_ebs_volume")
    return attached(resource, frozenset(each.text("id") for each in volumes))
