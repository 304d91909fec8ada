from __future__ import annotations

import pytest

from tidegate.core.known import Unknown
from tidegate.core.plans.sizes import size_of, without_sizes, written_attributes

LATER = True  # How Terraform marks what is known only after the apply.


def entry(kind, after, later=(), address="x"):
    unknown = dict.fromkeys(later, LATER) if isinstance(later, tuple) else later
    return {
        "address": f"{kind}.{address}",
        "type": kind,
        "change": {"actions": ["create"], "after": after, "after_unknown": unknown},
    }


def size(kind, after, later=(), wrote=()):
    return size_of(entry(kind, after, later), {f"{kind}.x": frozenset((*after, *wrote))})


@pytest.mark.parametrize(
    ("after", "later", "wrote", "wanted"),
    [
        ({"desired_capacity": 4, "min_size": 1, "max_size": 9}, (), (), 4),
        ({"desired_capacity": 0, "min_size": 0, "max_size": 9}, (), (), 0),
        ({"min_size": 2, "max_size": 9}, ("desired_capacity",), (), 2),
        ({"max_size": 9}, ("desired_capacity",), (), 1),
        ({"min_size": 2, "max_size": 9}, ("desired_capacity",), ("desired_capacity",), 9),
        ({"max_size": 9}, ("desired_capacity", "min_size"), ("min_size",), 9),
    ],
)
def test_an_autoscaling_group_counts_what_it_wants_or_starts_with_and_else_the_most_there_may_be(
    after, later, wrote, wanted
):
    assert size("aws_autoscaling_group", after, later, wrote) == wanted


def test_a_group_nobody_can_size_is_unknown_and_named():
    later = ("desired_capacity", "max_size")
    found = size("aws_autoscaling_group", {"min_size": 1}, later, later)
    assert str(found.unknown_because) == "how many `aws_autoscaling_group.x` stands for is decided when it is applied"


@pytest.mark.parametrize(
    ("kind", "after", "later", "wanted"),
    [
        ("aws_eks_node_group", {"scaling_config": [{"desired_size": 3, "max_size": 6}]}, {}, 3),
        ("aws_eks_node_group", {"scaling_config": [{"max_size": 6}]}, {"scaling_config": [{"desired_size": LATER}]}, 6),
        ("aws_spot_fleet_request", {"target_capacity": 8}, {}, 8),
        ("aws_ec2_fleet", {"target_capacity_specification": [{"total_target_capacity": 7}]}, {}, 7),
        ("aws_elasticache_cluster", {"num_cache_nodes": 3}, {}, 3),
        ("aws_elasticache_cluster", {}, {"num_cache_nodes": LATER}, 1),
        ("aws_elasticache_replication_group", {"num_cache_clusters": 3}, {}, 3),
        ("aws_elasticache_replication_group", {"num_node_groups": 2, "replicas_per_node_group": 2}, {}, 6),
        ("aws_elasticache_replication_group", {"num_node_groups": 2}, {"num_cache_clusters": LATER}, 2),
        ("aws_elasticache_replication_group", {}, {}, 1),
        ("aws_instance", {"desired_capacity": 5}, {}, 1),
    ],
)
def test_groups_of_instances_count_them_and_caches_their_nodes(kind, after, later, wanted):
    assert size(kind, after, later) == wanted


@pytest.mark.parametrize("name", ["num_node_groups", "replicas_per_node_group"])
def test_a_cache_whose_shards_or_replicas_are_decided_later_is_unknown(name):
    kind = "aws_elasticache_replication_group"
    assert isinstance(size(kind, {}, (name,), (name,)), Unknown)


def test_a_block_that_is_decided_later_as_a_whole_is_unknown():
    kind = "aws_eks_node_group"
    assert isinstance(size(kind, {}, ("scaling_config",), ("scaling_config",)), Unknown)


def test_without_its_configuration_what_is_decided_later_is_not_taken_for_left_out():
    assert isinstance(size_of(entry("aws_elasticache_cluster", {}, ("num_cache_nodes",)), {}), Unknown)


def test_what_is_deleted_has_the_size_of_one():
    gone = {"address": "aws_autoscaling_group.x", "type": "aws_autoscaling_group", "change": {"after": None}}
    assert size_of(gone, {}) == 1


def test_the_configuration_is_found_through_modules_and_for_every_instance():
    group = {"address": "aws_autoscaling_group.web", "type": "aws_autoscaling_group", "expressions": {"max_size": {}}}
    bucket = {"address": "aws_s3_bucket.logs", "type": "aws_s3_bucket", "expressions": {}}
    inner = {"resources": [group, bucket]}
    root = {"module_calls": {"a": {"module": {"module_calls": {"b": {"module": inner}}}}}}
    written = written_attributes({"configuration": {"root_module": root}})
    assert written == {"module.a.module.b.aws_autoscaling_group.web": frozenset({"max_size"})}
    one = entry("aws_autoscaling_group", {"max_size": 9}, ("desired_capacity",))
    assert size_of({**one, "address": 'module.a["x"].module.b[1].aws_autoscaling_group.web[0]'}, written) == 1


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("aws_autoscaling_group", {"desired_capacity": -50}),
        ("aws_elasticache_cluster", {"num_cache_nodes": -1}),
        ("aws_elasticache_replication_group", {"num_node_groups": 1, "replicas_per_node_group": -9}),
    ],
)
def test_fewer_than_none_is_no_size_and_makes_no_room_for_others(kind, after):
    assert isinstance(size(kind, after), Unknown)


def test_of_plans_without_sizes_nobody_knows_how_many_a_group_wants():
    made = without_sizes({"aws_autoscaling_group": 1, "aws_instance": 2})
    assert made["aws_instance"] == 2
    assert isinstance(made["aws_autoscaling_group"], Unknown)
