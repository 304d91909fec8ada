"""Autoscaling groups."""

from support.cost_plans import cost_of, new, new_costs, plan_of, shown

DISKS = [{"device_name": "/dev/xvda", "ebs": [{"volume_size": 10, "volume_type": "gp3"}]}]
TEMPLATE = new("aws_launch_template.web", {"instance_type": "m5.large", "block_device_mappings": DISKS})
BY_TEMPLATE = {"launch_template": ["aws_launch_template.web.id", "aws_launch_template.web"]}
BLOCK = {"launch_template": [{"version": "$Latest"}]}
USAGE = "Instance usage (Linux, {}, {})"


def group(values, **more):
    return new_costs("aws_autoscaling_group", {**BLOCK, **values}, TEMPLATE, refers=BY_TEMPLATE, **more)


def test_a_group_costs_its_desired_machines_and_their_volumes():
    assert group({"desired_capacity": 3, "min_size": 1}) == {
        USAGE.format("on-demand", "m5.large"): "210.24",
        "Root volume: storage (gp3)": "2.4",
    }


def test_without_a_desired_number_it_costs_the_least_and_says_so():
    made = new("aws_autoscaling_group.it", {**BLOCK, "min_size": 2}, refers=BY_TEMPLATE, unknown=("desired_capacity",))
    cost = cost_of(plan_of(made, TEMPLATE), "aws_autoscaling_group.it")
    assert shown(cost)[USAGE.format("on-demand", "m5.large")] == "140.16"
    assert cost.after[0].assumed == "2 until scaling says otherwise"


def test_a_group_of_none_costs_nothing():
    assert set(group({"desired_capacity": 0}).values()) == {"0"}


def test_a_launch_configuration_is_followed_too():
    values = {"instance_type": "m5.large", "enable_monitoring": False, "root_block_device": [{"volume_size": 10}]}
    configuration = new("aws_launch_configuration.web", values)
    refers = {"launch_configuration": ["aws_launch_configuration.web.name", "aws_launch_configuration.web"]}
    costs = new_costs("aws_autoscaling_group", {"desired_capacity": 2}, configuration, refers=refers)
    assert costs == {USAGE.format("on-demand", "m5.large"): "140.16", "Root volume: storage (gp2)": "2"}


def test_a_mixed_policy_has_its_volumes_once():
    share = {"on_demand_percentage_above_base_capacity": 50}
    policy = {
        "instances_distribution": [share],
        "launch_template": [{"launch_template_specification": [{}], "override": []}],
    }
    refers = {"mixed_instances_policy": ["aws_launch_template.web.id", "aws_launch_template.web"]}
    values = {"desired_capacity": 2, "mixed_instances_policy": [policy]}
    made = cost_of(
        plan_of(new("aws_autoscaling_group.it", values, refers=refers), TEMPLATE), "aws_autoscaling_group.it"
    )
    assert [(part.name, part.quantity) for part in made.after] == [
        (USAGE.format("on-demand", "m5.large"), 730),
        (USAGE.format("spot", "m5.large"), 730),
        ("Root volume: storage (gp3)", 20),
    ]


def mixed(distribution, override=(), count=10):
    policy = {
        "instances_distribution": [distribution],
        "launch_template": [{"launch_template_specification": [{}], "override": list(override)}],
    }
    refers = {"mixed_instances_policy": ["aws_launch_template.web.id", "aws_launch_template.web"]}
    values = {"desired_capacity": count, "mixed_instances_policy": [policy]}
    costs = new_costs("aws_autoscaling_group", values, TEMPLATE, refers=refers)
    return costs if isinstance(costs, str) else {k: v for k, v in costs.items() if k.startswith("Instance")}


def test_a_mixed_policy_splits_the_machines_above_its_base():
    share = {"on_demand_base_capacity": 2, "on_demand_percentage_above_base_capacity": 25}
    assert mixed(share) == {
        USAGE.format("on-demand", "m5.large"): "280.32",  # Two, and a quarter of eight.
        USAGE.format("spot", "m5.large"): "420.48",
    }


def test_the_share_on_demand_is_rounded_up():
    share = {"on_demand_base_capacity": 0, "on_demand_percentage_above_base_capacity": 50}
    assert mixed(share, count=3)[USAGE.format("on-demand", "m5.large")] == "140.16"


def test_spot_machines_cost_no_more_than_the_policy_pays():
    share = {"on_demand_percentage_above_base_capacity": 0, "spot_max_price": "0.01"}
    assert mixed(share, count=1) == {USAGE.format("spot", "m5.large"): "7.3"}


def test_a_policy_is_priced_with_the_first_type_it_lists_and_its_weight():
    override = [{"instance_type": "m5.xlarge", "weighted_capacity": "2"}, {"instance_type": "m5.2xlarge"}]
    assert mixed({}, override, count=5) == {USAGE.format("on-demand", "m5.xlarge"): "420.48"}  # Three of them.


def test_what_decides_the_type_at_launch_cannot_be_priced():
    assert "instance_requirements" in mixed({}, [{"instance_requirements": [{"vcpu_count": [{"min": 2}]}]}])


def test_a_template_outside_the_plan_cannot_be_priced():
    assert new_costs("aws_autoscaling_group", BLOCK) == "its launch template is not in this plan"


def test_a_capacity_in_other_units_cannot_be_priced():
    assert group({"desired_capacity": 8, "desired_capacity_type": "vcpu"}) == (
        "its capacity is counted in `vcpu`, not in machines"
    )
