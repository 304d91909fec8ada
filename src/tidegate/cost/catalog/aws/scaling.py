"""What keeps capacity there by itself: scaling targets, pollers of Lambda and capacity providers of ECS."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_COUNTED_WITH_WHAT_IT_SCALES = ("dynamodb", "ecs", "elasticache")
_REPLICAS = ("rds:cluster:ReadReplicaCount", "neptune:cluster:ReadReplicaCount")
_INSTANCES = ("aws_rds_cluster_instance", "aws_neptune_cluster_instance")


def target(resource: Resource, around: Around, _prices: Prices) -> Iterable[Component]:
    """Nothing of its own: the least it keeps counts with the ECS service, DynamoDB table or ElastiCache group it is of,
    and the replicas of a cluster are its instances. What it keeps beyond that has no price.
    """
    dimension, least = resource.text("scalable_dimension"), resource.number("min_capacity")
    if dimension in _REPLICAS:
        if least > _replicas(resource, around):
            raise Unpriced(say("replicas that scaling adds to those of the plan have no price"))
    elif least > 0 and resource.text("service_namespace") not in _COUNTED_WITH_WHAT_IT_SCALES:
        raise Unpriced(say("the least it keeps of `{dimension}` has no price", dimension=dimension))
    return ()


def _replicas(resource: Resource, around: Around) -> int:
    """How many the plan has itself: all instances of the cluster but the one that writes."""
    clusters = around.referred(resource, "resource_id")
    return sum(max(len(around.referring(each, *_INSTANCES)) - 1, 0) for each in clusters)


def event_source(resource: Resource, _around: Around, _prices: Prices) -> Iterable[Component]:
    """Nothing: its invocations count with the function. One with provisioned pollers has no price."""
    if resource.blocks("provisioned_poller_config"):
        raise Unpriced(say("no price for provisioned pollers of an event source"))
    return ()


def capacity_provider(resource: Resource, _around: Around, _prices: Prices) -> Iterable[Component]:
    """Nothing: its autoscaling group is billed. One with managed instances starts machines no plan shows."""
    if resource.blocks("managed_instances_provider"):
        raise Unpriced(say("which managed instances it starts is decided when tasks run"))
    return ()
