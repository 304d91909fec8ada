"""ElastiCache: clusters and replication groups, by node and engine."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import by_usage, hourly
from tidegate.cost.catalog.resource import Around, Prices, Resource

_GROUPS = "elasticache:replication-group:NodeGroups"
_REPLICAS = "elasticache:replication-group:Replicas"


def cluster(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Node hours by engine and node type. Not counted: backups."""
    group = _group_of(resource, around)
    if group is None:
        yield _nodes(resource, prices, resource.needed("node_type"), resource.number("num_cache_nodes", 1))
        yield from _backups(resource, prices)
    elif resource.values.get("cluster_id") not in (group.values.get("member_clusters") or ()):
        yield _nodes(group, prices, group.needed("node_type"), Decimal(1))


def replication_group(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """Node hours of all shards and replicas, by engine and node type. Not counted: backups."""
    count, assumed = _size(resource, around)
    yield _nodes(resource, prices, resource.needed("node_type"), count, assumed=assumed)
    yield from _backups(resource, prices)


def _group_of(resource: Resource, around: Around) -> Resource | None:
    """The replication group a cluster is a member of; the group pays for members it knows of."""
    found = around.referred(resource, "replication_group_id")
    return next((each for each in found if each.type == "aws_elasticache_replication_group"), None)


def _nodes(resource: Resource, prices: Prices, node_type: str, count: Decimal, *, assumed: str = "") -> Component:
    engine = resource.text("engine")
    taken = "" if engine else "the engine is taken to be redis"
    price = prices.of("elasticache", engine or "redis", node_type)
    name = f"Nodes (on-demand, {engine or 'redis'}, {node_type})"
    return hourly(name, price, count, assumed="; ".join(filter(None, (taken, assumed))))


def _size(resource: Resource, around: Around) -> tuple[Decimal, str]:
    """How many nodes a group has, and what was assumed of it.

    Without cluster mode `num_cache_clusters` counts them all. Where both ways to write it have a value, the provider
    fills in the one that was not written: `cluster_enabled` tells which that is.
    """
    total = resource.number("num_cache_clusters", resource.number("number_cache_clusters"))
    if total and resource.values.get("cluster_enabled") is not True:
        return total, ""
    mode = resource.block("cluster_mode") or resource.values
    sharded = Resource(address=resource.address, type=resource.type, values=mode)
    groups = max(sharded.number("num_node_groups", 1), _least(resource, around, _GROUPS))
    replicas = max(sharded.number("replicas_per_node_group"), _least(resource, around, _REPLICAS))
    asked = mode.get("num_node_groups") is not None
    return groups * (1 + replicas), "" if asked else f"{groups * (1 + replicas)} until AWS says otherwise"


def _least(resource: Resource, around: Around, dimension: str) -> Decimal:
    """What automatic scaling keeps at least."""
    targets = around.referring(resource, "aws_appautoscaling_target")
    least = [each.number("min_capacity") for each in targets if each.text("scalable_dimension") == dimension]
    return max(least, default=Decimal(0))


def _backups(resource: Resource, prices: Prices) -> Iterator[Component]:
    """One day of backups is free."""
    if resource.number("snapshot_retention_limit") > 1:
        size = resource.usage.get("snapshot_storage_size_gb")
        yield by_usage("Backup storage", "GB", prices.find("elasticache_backup_gb_month"), size)
