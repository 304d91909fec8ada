"""EC2 machines as an instance, a launch template or a launch configuration describes them, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.aws.volumes import Disk, disk, storage
from tidegate.cost.catalog.parts import by_usage, hourly, monthly, within
from tidegate.cost.catalog.resource import Prices, Resource, Unpriced, number

DETAILED_METRICS = 7
"""Metrics detailed monitoring adds to an instance."""

_ROOT_DEVICES = ("/dev/xvda", "/dev/sda1")
_UNLIMITED_BY_DEFAULT = ("t3", "t3a", "t4g")
_BURSTABLE = ("t2", *_UNLIMITED_BY_DEFAULT)
_SPOT = "the on-demand price, which a spot price stays below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What is launched.

    Attributes:
        type: `t3.micro`; empty when it is not said here.
        tenancy: `default`, `dedicated` or `host`; empty for the default.
        credits: `standard` or `unlimited`; empty for the family's default.
        most: The highest spot price that is paid; None where nobody says.
        assumed: What was taken for granted of the type.
    """

    type: str
    tenancy: str = ""
    is_windows: bool = False
    is_spot: bool = False
    most: Decimal | None = None
    is_monitored: bool = False
    is_ebs_optimized: bool = False
    credits: str = ""
    disks: tuple[Disk, ...] = ()
    assumed: str = ""


def of_template(template: Resource) -> Machine:
    """The machine of an `aws_launch_template`; without a type where it is chosen at launch."""
    market = template.block("instance_market_options")
    return Machine(
        type=template.text("instance_type"),
        tenancy=str(_in(template.values, "placement", "tenancy") or ""),
        is_spot=market.get("market_type") == "spot",
        most=_price(_in(market, "spot_options", "max_price")),
        is_monitored=within(template, "monitoring").flag("enabled"),
        is_ebs_optimized=template.text("ebs_optimized").lower() == "true",
        credits=str(_in(template.values, "credit_specification", "cpu_credits") or ""),
        disks=_mapped(template),
    )


def of_configuration(configuration: Resource) -> Machine:
    """The machine of an `aws_launch_configuration`, which monitors in detail where nothing else is said."""
    return Machine(
        type=configuration.text("instance_type"),
        tenancy=configuration.text("placement_tenancy"),
        is_spot=bool(configuration.text("spot_price")),
        most=_price(configuration.values.get("spot_price")),
        is_monitored=configuration.values.get("enable_monitoring") is None or configuration.flag("enable_monitoring"),
        is_ebs_optimized=configuration.flag("ebs_optimized"),
        disks=(root(configuration), *attached(configuration)),
    )


_LAUNCHERS = {"aws_launch_template": of_template, "aws_launch_configuration": of_configuration}
_MOST_COMPARED = 20


def launched_by(found: Sequence[Resource]) -> Machine | None:
    """The machine of the launch template or configuration among these; None when there is none.

    Raises:
        Unpriced: There are several, and they differ or are too many to compare for each of many groups.
    """
    compared = found[: _MOST_COMPARED + 1]
    machines = [_LAUNCHERS[each.type](each) for each in compared if each.type in _LAUNCHERS]
    if len(machines) > _MOST_COMPARED or any(each != machines[0] for each in machines):
        raise Unpriced(say("which launch template it uses is known only after apply"))
    return machines[0] if machines else None


def root(resource: Resource) -> Disk:
    """The root volume of an instance or launch configuration."""
    return disk(resource.block("root_block_device"), "Root volume")


def attached(resource: Resource, elsewhere: frozenset[str] = frozenset()) -> tuple[Disk, ...]:
    """The other volumes, without those whose ids stand for resources of their own."""
    blocks = (each for each in resource.blocks("ebs_block_device") if each.get("volume_id") not in elsewhere)
    return tuple(disk(each, f"Volume {each.get('device_name', '')}".rstrip()) for each in blocks)


def spot(machine: Machine, most: Any = None) -> Machine:
    """The same machine from the spot market."""
    return replace(machine, is_spot=True, most=_price(most))


def components(
    machine: Machine, count: Decimal, prices: Prices, usage: Mapping[str, Decimal], *, assumed: str = ""
) -> Iterator[Component]:
    """What `count` such machines are billed for; `assumed` is what was taken for granted of the count.

    Raises:
        Unpriced: Its type is not known, or something of it has no price.
    """
    yield from hours(machine, count, prices, assumed=assumed)
    yield from besides(machine, count, prices, usage)


def besides(machine: Machine, count: Decimal, prices: Prices, usage: Mapping[str, Decimal]) -> Iterator[Component]:
    """What `count` machines are billed for besides their hours: monitoring, credits and volumes."""
    yield from _extras(machine, count, prices, usage)
    for each in machine.disks:
        yield from storage(each, count, prices)


def hours(machine: Machine, count: Decimal, prices: Prices, *, assumed: str = "") -> Iterator[Component]:
    """Hours of `count` machines; none on a host, for which its renter pays.

    Raises:
        Unpriced: The type is not known, or has no price.
    """
    if not machine.type:
        raise Unpriced(say("its instance type is not known yet"))
    if machine.tenancy == "host":
        return
    system = "windows" if machine.is_windows else "linux"
    section = "ec2_windows" if machine.is_windows else "ec2"
    dedicated = machine.tenancy == "dedicated"
    price = prices.of(f"{section}_dedicated" if dedicated else section, machine.type)
    taken = [assumed, machine.assumed]
    if machine.is_spot:
        price = min(price, machine.most) if machine.most else price
        taken.append(_SPOT)
    market = "spot" if machine.is_spot else "on-demand"
    tenancy = ", dedicated" if dedicated else ""
    name = f"Instance usage ({system.capitalize()}, {market}{tenancy}, {machine.type})"
    yield hourly(name, price, count, assumed="; ".join(filter(None, taken)))


def _extras(machine: Machine, count: Decimal, prices: Prices, usage: Mapping[str, Decimal]) -> Iterator[Component]:
    if machine.is_monitored:
        price = prices.of("ec2_detailed_monitoring_metric_month")
        yield monthly("Detailed monitoring", "metrics", price, DETAILED_METRICS * count)
    optimized = prices.find("ec2_ebs_optimized", machine.type) if machine.is_ebs_optimized else None
    if optimized is not None:  # Old families only: newer ones have it in their price.
        yield hourly("EBS-optimized usage", optimized, count)
    family = machine.type.partition(".")[0]
    default = "unlimited" if family in _UNLIMITED_BY_DEFAULT else "standard"
    if family in _BURSTABLE and (machine.credits or default) == "unlimited":
        hours = usage.get("monthly_cpu_credit_hrs")
        credits_ = hours * usage.get("vcpu_count", Decimal(1)) * count if hours is not None else None
        yield by_usage("CPU credits", "vCPU-hours", prices.find("cpu_credits_vcpu_hour", family), credits_)


def _mapped(template: Resource) -> tuple[Disk, ...]:
    """Volumes of a launch template; the image's own root volume where none is mapped."""
    disks = []
    has_root = False
    for each in template.blocks("block_device_mappings"):
        device = str(each.get("device_name") or "")
        block = _first(each.get("ebs"))
        is_root = device in _ROOT_DEVICES
        has_root = has_root or is_root
        if block:
            disks.append(disk(block, "Root volume" if is_root else f"Volume {device}".rstrip()))
    return tuple(disks) if has_root else (disk({}, "Root volume"), *disks)


def _in(values: Mapping[str, Any], block: str, name: str) -> Any:
    return _first(values.get(block)).get(name)


def _first(blocks: Any) -> Mapping[str, Any]:
    found = blocks[0] if isinstance(blocks, list) and blocks else None
    return found if isinstance(found, Mapping) else {}


def _price(written: Any) -> Decimal | None:
    return number(written) or None
