"""Containers: ECS services on Fargate, and ECR repositories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import by_usage, hourly
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced, number

_UNITS = 1024
"""CPU units of a vCPU, and MB of a GB, where a task definition gives bare numbers."""

_FREE_STORAGE = 20
_MOST_COMPARED = 20
_SIZES = ("cpu", "memory", "runtime_platform", "ephemeral_storage")
_FARGATE = ("FARGATE", "FARGATE_SPOT")
_AMOUNT = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(vCPU|GB)?\s*", re.IGNORECASE)


def service(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """On Fargate, vCPU and GB hours of `desired_count` tasks, or of the least that automatic scaling keeps; Fargate
    Spot at the ordinary price. On EC2 nothing: the machines are billed where they are. Where only the cluster says
    which of them it is, the cluster must be in the plan.

    Not counted: scaling, data transfer.
    """
    provider = _provider(resource, around)
    if provider not in _FARGATE:
        return
    task = _task(resource, around)
    count, assumed = _count(resource, around)
    if provider == "FARGATE_SPOT":
        assumed = "; ".join(filter(None, (assumed, "the ordinary price, which Fargate Spot stays below")))
    yield from _tasks(task, count, prices, assumed)


def _provider(resource: Resource, around: Around) -> str:
    """`FARGATE`, `FARGATE_SPOT`, or anything else; an ordinary task among the providers makes it `FARGATE`."""
    launch_type = resource.text("launch_type")
    if launch_type and launch_type != "EC2":
        return launch_type
    strategy = resource.blocks("capacity_provider_strategy")
    if not strategy and not launch_type:
        clusters = around.referred(resource, "cluster")
        if not clusters:
            raise Unpriced(say("whether it runs on Fargate is for its cluster to say, which is not in this plan"))
        strategy = tuple(
            each
            for cluster in clusters
            for defaults in around.referring(cluster, "aws_ecs_cluster_capacity_providers")
            for each in defaults.blocks("default_capacity_provider_strategy")
        )
    named = {str(each.get("capacity_provider")) for each in strategy}
    return next((each for each in _FARGATE if each in named), "EC2")


def _task(resource: Resource, around: Around) -> Resource:
    referred = around.referred(resource, "task_definition")[: _MOST_COMPARED + 1]
    found = [each for each in referred if each.type == "aws_ecs_task_definition"]
    if not found:
        raise Unpriced(say("its task definition is not in this plan"))
    if len(found) > _MOST_COMPARED or any(
        each.values.get(name) != found[0].values.get(name) for each in found for name in _SIZES
    ):
        raise Unpriced(say("which task definition it uses is known only after apply"))
    return found[0]


def _count(resource: Resource, around: Around) -> tuple[Decimal, str]:
    """How many tasks, and what was assumed of that."""
    desired = resource.number("desired_count")
    targets = around.referring(resource, "aws_appautoscaling_target")
    least = max((each.number("min_capacity") for each in targets), default=Decimal(0))
    return (least, f"{least}, the least that scaling keeps") if least > desired else (desired, "")


def _tasks(task: Resource, count: Decimal, prices: Prices, assumed: str) -> Iterator[Component]:
    platform = task.block("runtime_platform")
    kind = "arm_" if platform.get("cpu_architecture") == "ARM64" else ""
    if str(platform.get("operating_system_family") or "").startswith("WINDOWS"):
        kind = "windows_"
    cpu, memory = _amount(task, "cpu"), _amount(task, "memory")
    yield hourly("Fargate vCPU", prices.of("fargate", f"{kind}vcpu_hour"), cpu * count, assumed=assumed)
    yield hourly("Fargate memory (GB)", prices.of("fargate", f"{kind}gb_hour"), memory * count, assumed=assumed)
    storage = number(task.block("ephemeral_storage").get("size_in_gib")) - _FREE_STORAGE
    if storage > 0:
        price = prices.of("fargate", "ephemeral_gb_hour")
        yield hourly("Fargate storage over 20 GB", price, storage * count, assumed=assumed)


def _amount(task: Resource, name: str) -> Decimal:
    """An amount of vCPU or GB: `256`, `.25 vCPU`, `2 GB`."""
    found = _AMOUNT.fullmatch(task.text(name))
    if not found:
        raise Unpriced(say("its task definition has no `{attribute}` that can be read", attribute=name))
    amount = Decimal(found[1])
    return amount if found[2] else amount / _UNITS


def repository(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing that is fixed. Not counted: GB of images, data transfer."""
    yield by_usage("Storage", "GB", prices.find("ecr_gb_month"), resource.usage.get("storage_gb"))
