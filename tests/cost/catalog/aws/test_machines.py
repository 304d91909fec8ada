"""Machines as launch templates and configurations describe them."""

from decimal import Decimal

import pytest

from tidegate.cost.catalog.aws.machines import launched_by, of_configuration, of_template
from tidegate.cost.catalog.resource import Resource, Unpriced


def template(**values):
    return of_template(Resource(address="aws_launch_template.it", type="aws_launch_template", values=values))


def configuration(**values):
    return of_configuration(Resource(address="aws_launch_configuration.it", type="", values=values))


def test_a_template_says_type_tenancy_monitoring_credits_and_market():
    machine = template(
        instance_type="t3.large",
        placement=[{"tenancy": "dedicated"}],
        monitoring=[{"enabled": True}],
        credit_specification=[{"cpu_credits": "standard"}],
        instance_market_options=[{"market_type": "spot", "spot_options": [{"max_price": "0.02"}]}],
        ebs_optimized="true",
    )
    assert (machine.type, machine.tenancy, machine.credits) == ("t3.large", "dedicated", "standard")
    assert all((machine.is_monitored, machine.is_spot, machine.is_ebs_optimized))
    assert machine.most == Decimal("0.02")


def test_the_image_brings_a_root_volume_where_the_template_maps_none():
    machine = template(block_device_mappings=[{"device_name": "/dev/sdf", "ebs": [{"volume_size": 10}]}])
    assert [(disk.name, disk.size) for disk in machine.disks] == [("Root volume", 8), ("Volume /dev/sdf", 10)]


def test_a_mapped_root_volume_is_the_root_volume():
    machine = template(block_device_mappings=[{"device_name": "/dev/sda1", "ebs": [{"volume_size": 30}]}])
    assert [(disk.name, disk.size) for disk in machine.disks] == [("Root volume", 30)]


def test_a_mapping_without_a_volume_costs_nothing():
    machine = template(block_device_mappings=[{"device_name": "/dev/sdb", "virtual_name": "ephemeral0", "ebs": []}])
    assert [disk.name for disk in machine.disks] == ["Root volume"]


def test_a_launch_configuration_monitors_unless_it_says_otherwise():
    assert configuration(instance_type="m5.large").is_monitored
    assert not configuration(instance_type="m5.large", enable_monitoring=False).is_monitored


def test_a_launch_configuration_with_a_spot_price_is_for_spot_instances():
    machine = configuration(instance_type="m5.large", spot_price="0.05")
    assert machine.is_spot
    assert machine.most == Decimal("0.05")


def resource(type_, **values):
    return Resource(address=f"{type_}.it", type=type_, values=values)


def test_what_launches_is_found_among_what_is_referred_to():
    key = resource("aws_kms_key")
    assert launched_by([key]) is None
    assert launched_by([key, resource("aws_launch_template", instance_type="m5.large")]).type == "m5.large"
    assert launched_by([resource("aws_launch_configuration", instance_type="m5.large")]).type == "m5.large"


def test_several_templates_that_may_be_meant_must_be_alike():
    small, large = (resource("aws_launch_template", instance_type=f"m5.{size}") for size in ("large", "24xlarge"))
    assert launched_by([small, small]).type == "m5.large"
    with pytest.raises(Unpriced, match="known only after apply"):
        launched_by([small, large])


def test_too_many_templates_are_not_compared():
    many = [resource("aws_launch_template", instance_type="m5.large")] * 21
    assert launched_by(many[:20]).type == "m5.large"
    with pytest.raises(Unpriced, match="known only after apply"):
        launched_by(many)
