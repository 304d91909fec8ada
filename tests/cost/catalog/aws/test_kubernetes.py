"""EKS."""

import pytest

from support.cost_plans import cost_of, new, new_costs, plan_of, shown

USAGE = "Instance usage (Linux, {}, {})"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"version": "1.34"}, {"Cluster": "73"}),
        ({"compute_config": [{"enabled": True}]}, {"Cluster": "73", "Machines of Auto Mode": "usage"}),
        ({"control_plane_scaling_config": [{"tier": "standard"}]}, {"Cluster": "73"}),
        ({"control_plane_scaling_config": [{"tier": "tier-xl"}]}, "no price for provisioned control planes"),
        ({}, {"Cluster": "73"}),
        ({"version": "1.29"}, {"Cluster (extended support)": "438"}),
        ({"version": "1.29", "upgrade_policy": [{"support_type": "STANDARD"}]}, {"Cluster": "73"}),
    ],
)
def test_a_cluster_costs_an_hourly_fee_that_is_higher_for_old_versions(values, expected):
    assert new_costs("aws_eks_cluster", values) == expected


def test_a_price_file_may_give_extended_support_as_what_it_adds():
    costs = new_costs("aws_eks_cluster", {"version": "1.29"}, region="ap-northeast-2")
    assert costs == {"Cluster (extended support)": "438"}


def test_a_region_without_a_price_has_none():
    assert "no price" in new_costs("aws_eks_cluster", {"version": "1.34"}, region="eu-west-1")


def test_a_node_group_costs_its_machines_and_their_disks():
    values = {"instance_types": ["m5.large"], "disk_size": 50, "scaling_config": [{"desired_size": 3}]}
    assert new_costs("aws_eks_node_group", values) == {
        USAGE.format("on-demand", "m5.large"): "210.24",
        "Root volume: storage (gp2)": "15",
    }


def test_a_node_group_that_names_nothing_is_taken_to_be_of_awss_defaults():
    made = new("aws_eks_node_group.it", {"scaling_config": [{"desired_size": 1}]}, unknown=("instance_types",))
    cost = cost_of(plan_of(made), "aws_eks_node_group.it")
    assert shown(cost)[USAGE.format("on-demand", "t3.medium")] == "30.368"
    assert shown(cost)["Root volume: storage (gp2)"] == "2"
    assert [part.assumed for part in cost.after if part.name != "CPU credits"] == [
        "t3.medium until AWS says otherwise",
        "20 GB gp2 until AWS says otherwise",
    ]


def test_spot_nodes_are_counted_at_the_on_demand_price():
    values = {"instance_types": ["m5.large"], "capacity_type": "SPOT", "scaling_config": [{"desired_size": 1}]}
    assert new_costs("aws_eks_node_group", values)[USAGE.format("spot", "m5.large")] == "70.08"


def test_a_launch_template_brings_type_and_disks():
    disks = [{"device_name": "/dev/xvda", "ebs": [{"volume_size": 100, "volume_type": "gp3"}]}]
    template = new("aws_launch_template.n", {"instance_type": "m5.large", "block_device_mappings": disks})
    refers = {"launch_template": ["aws_launch_template.n.id", "aws_launch_template.n"]}
    values = {"launch_template": [{"version": "1"}], "scaling_config": [{"desired_size": 2}]}
    assert new_costs("aws_eks_node_group", values, template, refers=refers) == {
        USAGE.format("on-demand", "m5.large"): "140.16",
        "Root volume: storage (gp3)": "16",
    }


def test_a_launch_template_outside_the_plan_leaves_the_type_open():
    values = {"launch_template": [{"id": "lt-1"}], "scaling_config": [{"desired_size": 2}]}
    assert new_costs("aws_eks_node_group", values) == "its launch template is not in this plan"
    named = new_costs("aws_eks_node_group", {**values, "instance_types": ["m5.large"]})
    assert named[USAGE.format("on-demand", "m5.large")] == "140.16"


def test_a_fargate_profile_is_taken_for_one_small_pod():
    assert new_costs("aws_eks_fargate_profile", {}) == {"Fargate vCPU": "29.5504", "Fargate memory (GB)": "3.2448"}
