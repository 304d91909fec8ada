"""Rule `unencrypted_transit`: a cache or search cluster that is talked to without encryption.

Valkey encrypts on the way when nothing is said. Values known only after apply are said as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.switches import Switch, off, switch, switch_in_block

CLUSTERS: Mapping[str, Switch] = {
    "aws_elasticache_replication_group": switch(
        "transit_encryption_enabled", from_source=("global_replication_group_id",)
    ),
    "aws_memorydb_cluster": switch("tls_enabled"),
    "aws_opensearch_domain": switch_in_block("node_to_node_encryption.enabled"),
    "aws_elasticsearch_domain": switch_in_block("node_to_node_encryption.enabled"),
}
"""Terraform type → the switch that encrypts what goes to and through it."""


def look(side: Side) -> Iterator[Flaw]:
    one = CLUSTERS.get(side.type)
    is_valkey = side.value("engine") == "valkey" and side.value("transit_encryption_enabled") is None
    if one and not is_valkey:
        yield from off(side, one)
