"""The convention's Redis in production, as `terraform show -json` prints its plan: three cache.r6g.large in Seoul."""

from __future__ import annotations

from typing import Any

ADDRESS = "module.redis.aws_elasticache_replication_group.this"
_TYPE = "aws_elasticache_replication_group"
_PROVIDER = "registry.terraform.io/hashicorp/aws"
_VALUES = {"node_type": "cache.r6g.large", "num_cache_clusters": 3, "engine": "redis"}


def redis_plan() -> dict[str, Any]:
    """A fresh copy. Beside Redis it makes something nobody has a price of."""
    entry = {
        "address": ADDRESS,
        "module_address": "module.redis",
        "mode": "managed",
        "type": _TYPE,
        "name": "this",
        "provider_name": _PROVIDER,
    }
    other = {**entry, "address": "aws_made_up_thing.this", "module_address": None, "type": "aws_made_up_thing"}
    created = {"actions": ["create"], "before": None, "after": _VALUES, "after_unknown": {}}
    provider = {"name": "aws", "full_name": _PROVIDER, "expressions": {"region": {"constant_value": "ap-northeast-2"}}}
    child = {"address": "module.redis", "resources": [{**entry, "values": _VALUES}]}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**other, "values": {}}], "child_modules": [child]}},
        "resource_changes": [{**entry, "change": created}, {**other, "change": {**created, "after": {}}}],
        "configuration": {"provider_config": {"aws": provider}, "root_module": {}},
    }
