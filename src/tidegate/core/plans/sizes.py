"""How many of its kind a resource stands for: the instances a group of them wants, the nodes of a cache.

Where that number is decided at apply time, the most there may be counts; where nobody can say that either, it is
unknown. An attribute the configuration leaves out has the cloud's default, although Terraform calls it unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.core.known import Known, Unknown
from tidegate.core.plans.places import place_of
from tidegate.core.words import Words, say

Tree = Mapping[str, Any]
Written = Mapping[str, frozenset[str]]
"""Place of a resource → names of the attributes its configuration sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """One resource as the plan leaves it. `written` is None where the plan lacks its configuration."""

    address: str
    after: Tree
    unknown: Tree
    written: frozenset[str] | None

    def whole(self, *path: str) -> Known[int] | None:
        """The number at a path; None where the configuration leaves it out."""
        value = _at(self.after, path)
        if isinstance(value, int) and not isinstance(value, bool):
            return value if value >= 0 else Unknown(unknown_because=_odd(self.address, value))
        left_out = self.written is not None and path[0] not in self.written
        if left_out or _at(self.unknown, path) is not True:
            return None
        return Unknown(
            unknown_because=say("how many `{address}` stands for is decided when it is applied", address=self.address)
        )


def _odd(address: str, value: int) -> Words:
    return say("`{address}` asks for {count} of its kind", address=address, count=value)


def size_of(entry: Tree, written: Written) -> Known[int]:
    """The size of an entry of `resource_changes`; 1 for what is no group of anything."""
    counted = COUNTED.get(entry.get("type", ""))
    if counted is None:
        return 1
    change = entry["change"]
    unknown = change.get("after_unknown")
    return counted(
        _Planned(
            address=entry["address"],
            after=change.get("after") or {},
            unknown=unknown if isinstance(unknown, Mapping) else {},
            written=written.get(place_of(entry["address"])),
        )
    )


def written_attributes(show_json: Tree) -> Written:
    """What the configuration says of resources that have a size."""
    return dict(_written(show_json.get("configuration", {}).get("root_module", {}), ""))


def _written(module: Tree, path: str) -> Iterator[tuple[str, frozenset[str]]]:
    for resource in module.get("resources", ()):
        if resource.get("type") in COUNTED:
            yield f"{path}{resource['address']}", frozenset(resource.get("expressions", {}))
    for name, call in module.get("module_calls", {}).items():
        yield from _written(call.get("module", {}), f"{path}module.{name}.")


def _autoscaling_group(planned: _Planned) -> Known[int]:
    """AWS starts as many as `min_size` says where `desired_capacity` is left out."""
    wanted = planned.whole("desired_capacity")
    return _at_most(planned.whole("min_size") if wanted is None else wanted, planned.whole("max_size"))


def _node_group(planned: _Planned) -> Known[int]:
    return _at_most(planned.whole("scaling_config", "desired_size"), planned.whole("scaling_config", "max_size"))


def _spot_fleet(planned: _Planned) -> Known[int]:
    return _or_one(planned.whole("target_capacity"))


def _fleet(planned: _Planned) -> Known[int]:
    return _or_one(planned.whole("target_capacity_specification", "total_target_capacity"))


def _cache_cluster(planned: _Planned) -> Known[int]:
    return _or_one(planned.whole("num_cache_nodes"))


def _replication_group(planned: _Planned) -> Known[int]:
    """Either its nodes are written, or its shards and the replicas each of them has besides its primary."""
    nodes = planned.whole("num_cache_clusters")
    if nodes is not None:
        return nodes
    shards, replicas = _or_one(planned.whole("num_node_groups")), planned.whole("replicas_per_node_group") or 0
    if isinstance(shards, Unknown):
        return shards
    return replicas if isinstance(replicas, Unknown) else shards * (1 + replicas)


COUNTED: Mapping[str, Callable[[_Planned], Known[int]]] = {
    "aws_autoscaling_group": _autoscaling_group,
    "aws_eks_node_group": _node_group,
    "aws_spot_fleet_request": _spot_fleet,
    "aws_ec2_fleet": _fleet,
    "aws_elasticache_cluster": _cache_cluster,
    "aws_elasticache_replication_group": _replication_group,
}


def without_sizes(made: Mapping[str, Known[int]]) -> Mapping[str, Known[int]]:
    """Numbers by type of a plan that was read before resources had sizes: of groups they say nothing."""
    nobody_knows = Unknown(
        unknown_because=say("it was planned before this server counted what groups of instances want")
    )
    return {kind: nobody_knows if kind in COUNTED else number for kind, number in made.items()}


def _at_most(wanted: Known[int] | None, ceiling: Known[int] | None) -> Known[int]:
    return ceiling if isinstance(wanted, Unknown) and isinstance(ceiling, int) else _or_one(wanted)


def _or_one(wanted: Known[int] | None) -> Known[int]:
    return 1 if wanted is None else wanted


def _at(tree: Any, path: tuple[str, ...]) -> Any:
    """The value at a path through blocks, of which the first counts; True where a whole block is unknown."""
    for part in path:
        if isinstance(tree, list):
            tree = tree[0] if tree else None
        if not isinstance(tree, Mapping):
            return tree if tree is True else None
        tree = tree.get(part)
    return tree
