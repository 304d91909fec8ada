from __future__ import annotations

import pytest

from support.checked_plans import side, verdict
from tidegate.checks.rules.unencrypted_transit import look

CACHE = "aws_elasticache_replication_group"


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        (CACHE, {"engine": "redis", "transit_encryption_enabled": True}, "fine"),
        (CACHE, {"engine": "redis", "transit_encryption_enabled": False}, "flawed"),
        (CACHE, {"engine": "redis"}, "flawed"),
        (CACHE, {"engine": "valkey"}, "fine"),
        (CACHE, {"engine": "valkey", "transit_encryption_enabled": False}, "flawed"),
        (CACHE, {"global_replication_group_id": "g"}, "later"),
        ("aws_memorydb_cluster", {"tls_enabled": False}, "flawed"),
        ("aws_opensearch_domain", {"node_to_node_encryption": [{"enabled": True}]}, "fine"),
        ("aws_elasticsearch_domain", {"node_to_node_encryption": []}, "flawed"),
        ("aws_elasticache_cluster", {}, "fine"),
    ],
)
def test_caches_and_searches_are_talked_to_encrypted(type_, values, expected) -> None:
    assert verdict(look, side(type_, values)) == expected


def test_a_switch_known_only_after_apply_is_said_as_such() -> None:
    assert verdict(look, side(CACHE, {}, unknown={"transit_encryption_enabled": True})) == "later"
