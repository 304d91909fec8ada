"""What keeps capacity there by itself."""

import pytest

from support.cost_plans import cost_of, new, plan_of
from support.pricing import Neighbours, a, bill
from tidegate.cost.catalog.aws.scaling import capacity_provider, event_source, target
from tidegate.cost.catalog.engine import estimate
from tidegate.cost.catalog.resource import Unpriced
from tidegate.ports.cost import CostQuestion

AURORA = {"service_namespace": "rds", "scalable_dimension": "rds:cluster:ReadReplicaCount"}


@pytest.mark.parametrize("namespace", ["ecs", "dynamodb", "elasticache"])
def test_what_counts_with_the_thing_that_is_scaled_is_not_counted_twice(namespace):
    assert bill(target, {"service_namespace": namespace, "scalable_dimension": "x", "min_capacity": 5}) == {}


@pytest.mark.parametrize("dimension", ["lambda:function:ProvisionedConcurrency", "appstream:fleet:DesiredCapacity"])
def test_the_least_that_is_kept_of_anything_else_has_no_price_and_is_not_free(dimension):
    values = {"service_namespace": dimension.partition(":")[0], "scalable_dimension": dimension, "min_capacity": 5}
    with pytest.raises(Unpriced, match=dimension):
        bill(target, values)
    assert bill(target, {**values, "min_capacity": 0}) == {}


def aurora(instances: int, least: int):
    cluster = new("aws_rds_cluster.it", {"engine": "aurora-mysql"})
    members = [
        new(
            f"aws_rds_cluster_instance.it[{index}]",
            {"engine": "aurora-mysql", "instance_class": "db.r5.large"},
            refers={"cluster_identifier": ["aws_rds_cluster.it.id", "aws_rds_cluster.it"]},
        )
        for index in range(instances)
    ]
    scaled = new(
        "aws_appautoscaling_target.it",
        {**AURORA, "min_capacity": least},
        refers={"resource_id": ["aws_rds_cluster.it.cluster_identifier", "aws_rds_cluster.it"]},
    )
    return plan_of(cluster, *members, scaled)


@pytest.mark.parametrize(("instances", "least"), [(1, 0), (2, 1), (3, 2), (3, 1)])
def test_replicas_that_are_in_the_plan_are_priced_there(instances, least):
    made = estimate(CostQuestion(plan=aurora(instances, least)))
    assert "aws_appautoscaling_target.it" not in [each.address for each in made.resources]


@pytest.mark.parametrize(("instances", "least"), [(1, 1), (2, 2), (0, 1)])
def test_replicas_that_scaling_adds_have_no_price(instances, least):
    assert "replicas" in str(cost_of(aurora(instances, least), "aws_appautoscaling_target.it").unpriced)


def test_replicas_of_a_cluster_that_is_elsewhere_have_no_price():
    with pytest.raises(Unpriced, match="replicas"):
        bill(target, {**AURORA, "min_capacity": 1}, around=Neighbours(referred_by=(a("aws_rds_cluster_instance"),)))


def test_an_event_source_is_free_until_it_keeps_pollers():
    assert bill(event_source, {"batch_size": 10}) == {}
    with pytest.raises(Unpriced, match="pollers"):
        bill(event_source, {"provisioned_poller_config": [{"minimum_pollers": 200}]})


def test_a_capacity_provider_is_free_until_it_starts_machines_of_its_own():
    assert bill(capacity_provider, {"auto_scaling_group_provider": [{"auto_scaling_group_arn": "arn"}]}) == {}
    with pytest.raises(Unpriced, match="managed instances"):
        bill(capacity_provider, {"managed_instances_provider": [{}]})
