"""EKS: clusters, node groups and Fargate profiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.aws.machines import Machine, components, launched_by, spot
from tidegate.cost.catalog.aws.volumes import disk
from tidegate.cost.catalog.parts import by_usage, hourly, within
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced, number

_LAST_IN_EXTENDED_SUPPORT = (1, 33)  # Its standard support ended on 2026-07-29.
_DISK, _TYPE = 20, "t3.medium"


def cluster(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Cluster hours, those of extended support for versions up to 1.33 whose upgrade policy allows it.

    Not counted: what runs in the cluster, machines of Auto Mode.
    """
    if within(resource, "control_plane_scaling_config").text("tier", "standard") != "standard":
        raise Unpriced(say("no price for provisioned control planes"))
    if _is_extended(resource):
        yield hourly("Cluster (extended support)", _extended(prices))
    else:
        yield hourly("Cluster", prices.of("eks", "cluster_hour"))
    if within(resource, "compute_config").flag("enabled"):
        yield by_usage("Machines of Auto Mode", "hours", None)


def _is_extended(resource: Resource) -> bool:
    if resource.block("upgrade_policy").get("support_type") == "STANDARD":  # AWS upgrades such a cluster by itself.
        return False
    major, _, minor = resource.text("version").partition(".")
    known = major.isdigit() and minor.isdigit()
    return known and (int(major), int(minor)) <= _LAST_IN_EXTENDED_SUPPORT


def _extended(prices: Prices) -> Decimal:
    """An hour of extended support; price files give it whole, or what it adds to an ordinary hour."""
    whole = prices.find("eks", "cluster_extended_support_hour")
    if whole is not None:
        return whole
    return prices.of("eks", "cluster_hour") + prices.of("eks", "extended_support_extra_hour")


def node_group(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Hours and disks of `desired_size` nodes of its first instance type, spot nodes at the on-demand price.

    Not counted: scaling, CPU credits, data transfer.
    """
    machine = _node(resource, around)
    if resource.text("capacity_type") == "SPOT":
        machine = spot(machine)
    count = number(resource.block("scaling_config").get("desired_size"), 1)
    yield from components(machine, count, prices, resource.usage)


def _node(resource: Resource, around: Around) -> Machine:
    types = resource.values.get("instance_types") or ()
    type_ = str(types[0]) if types else ""
    template = launched_by(around.referred(resource, "launch_template"))
    if resource.blocks("launch_template") and not (type_ or template):
        raise Unpriced(say("its launch template is not in this plan"))
    assumed = "" if type_ or (template and template.type) else f"{_TYPE} until AWS says otherwise"
    if template:
        return replace(template, type=type_ or template.type or _TYPE, assumed=assumed)
    size = {"volume_size": resource.values.get("disk_size")}
    return Machine(type=type_ or _TYPE, assumed=assumed, disks=(disk(size, "Root volume", _DISK),))


def fargate_profile(_resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """One pod of 1 vCPU and 1 GB, since a profile does not say how many pods it is for. Not counted: further pods."""
    assumed = "one pod of 1 vCPU and 1 GB"
    yield hourly("Fargate vCPU", prices.of("fargate", "vcpu_hour"), assumed=assumed)
    yield hourly("Fargate memory (GB)", prices.of("fargate", "gb_hour"), assumed=assumed)
