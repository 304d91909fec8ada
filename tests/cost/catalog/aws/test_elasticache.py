"""ElastiCache."""

import pytest

from support.cost_plans import cost_of, kept, new, new_costs, plan_of, shown

SEOUL = "ap-northeast-2"


def nodes(engine, type_):
    return f"Nodes (on-demand, {engine}, {type_})"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"engine": "redis", "node_type": "cache.t3.micro", "num_cache_nodes": 1},
            {nodes("redis", "cache.t3.micro"): "18.25"},
        ),
        (
            {"engine": "memcached", "node_type": "cache.r6g.large", "num_cache_nodes": 3},
            {nodes("memcached", "cache.r6g.large"): "538.74"},
        ),
        ({"engine": "redis"}, "it has no `node_type`"),
        (
            {"engine": "redis", "node_type": "cache.x1.huge"},
            "no price for `cache.x1.huge` (elasticache redis) in ap-northeast-2",
        ),
    ],
)
def test_a_cluster_costs_its_nodes(values, expected):
    assert new_costs("aws_elasticache_cluster", values, region=SEOUL) == expected


def group(values, *around, **more):
    values = {"engine": "redis", "node_type": "cache.r6g.large", **values}
    costs = new_costs("aws_elasticache_replication_group", values, *around, region=SEOUL, **more)
    return costs[nodes("redis", "cache.r6g.large")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"num_cache_clusters": 3}, "538.74"),
        ({"number_cache_clusters": 2}, "359.16"),
        ({"num_node_groups": 2, "replicas_per_node_group": 1}, "718.32"),
        ({"num_node_groups": 2}, "359.16"),
        ({"cluster_mode": [{"num_node_groups": 2, "replicas_per_node_group": 2}]}, "1077.48"),
        ({}, "179.58"),
        # Both are known once it exists: which of them was written, the mode says.
        ({"num_cache_clusters": 2, "num_node_groups": 1, "replicas_per_node_group": 2}, "359.16"),
        (
            {"cluster_enabled": True, "num_cache_clusters": 2, "num_node_groups": 3, "replicas_per_node_group": 0},
            "538.74",
        ),
    ],
)
def test_a_group_costs_all_nodes_of_all_shards(values, expected):
    assert group(values) == expected


def test_scaling_keeps_at_least_what_its_target_says():
    target = new(
        "aws_appautoscaling_target.shards",
        {"min_capacity": 3, "scalable_dimension": "elasticache:replication-group:NodeGroups"},
        refers={
            "resource_id": [
                "aws_elasticache_replication_group.it.id",
                "aws_elasticache_replication_group.it",
            ]
        },
    )
    assert group({"num_node_groups": 1, "replicas_per_node_group": 0}, target) == "538.74"


def test_an_engine_that_is_not_known_yet_is_taken_to_be_redis():
    made = new("aws_elasticache_replication_group.it", {"node_type": "cache.t3.micro"}, unknown=("engine",))
    cost = cost_of(plan_of(made, region=SEOUL), "aws_elasticache_replication_group.it")
    assert cost.after[0].name == nodes("redis", "cache.t3.micro")
    assert cost.after[0].assumed.startswith("the engine is taken to be redis")


def test_backups_beyond_the_first_depend_on_usage():
    values = {"engine": "redis", "node_type": "cache.t3.micro", "snapshot_retention_limit": 7}
    assert new_costs("aws_elasticache_cluster", values)["Backup storage"] == "usage"
    assert "Backup storage" not in new_costs("aws_elasticache_cluster", {**values, "snapshot_retention_limit": 1})


MEMBER = {
    "replication_group_id": ["aws_elasticache_replication_group.main.id", "aws_elasticache_replication_group.main"]
}


def test_a_further_member_of_a_group_costs_one_of_the_groups_nodes():
    main = new("aws_elasticache_replication_group.main", {"engine": "redis", "node_type": "cache.r6g.large"})
    costs = new_costs("aws_elasticache_cluster", {"cluster_id": "more"}, main, region=SEOUL, refers=MEMBER)
    assert costs == {nodes("redis", "cache.r6g.large"): "179.58"}


def test_a_member_the_group_counts_is_not_counted_again():
    values = {"id": "main", "engine": "redis", "node_type": "cache.r6g.large", "num_cache_clusters": 2}
    main = kept("aws_elasticache_replication_group.main", {**values, "member_clusters": ["main-001", "more"]})
    member = kept("aws_elasticache_cluster.more", {"cluster_id": "more", "replication_group_id": "main"}, refers=MEMBER)
    plan = plan_of(main, member, region=SEOUL)
    assert shown(cost_of(plan, "aws_elasticache_replication_group.main")) == {
        nodes("redis", "cache.r6g.large"): "359.16"
    }
    from tidegate.cost.catalog.engine import estimate
    from tidegate.ports.cost import CostQuestion

    assert [each.address for each in estimate(CostQuestion(plan=plan)).resources] == [
        "aws_elasticache_replication_group.main"
    ]
