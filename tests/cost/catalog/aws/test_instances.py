"""EC2 instances."""

import pytest

from support.cost_plans import cost_of, kept, new, new_costs, plan_of, shown

LINUX = "Instance usage (Linux, on-demand, {})"
ROOT = {"root_block_device": [{"volume_size": 40, "volume_type": "gp3"}]}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"instance_type": "m5.large", **ROOT},
            {LINUX.format("m5.large"): "70.08", "Root volume: storage (gp3)": "3.2"},
        ),
        (
            {"instance_type": "m5.large", **ROOT, "get_password_data": True},
            {"Instance usage (Windows, on-demand, m5.large)": "137.24", "Root volume: storage (gp3)": "3.2"},
        ),
        (
            {"instance_type": "m5.large", **ROOT, "monitoring": True},
            {
                LINUX.format("m5.large"): "70.08",
                "Detailed monitoring": "2.1",
                "Root volume: storage (gp3)": "3.2",
            },
        ),
        (
            {
                "instance_type": "m5.large",
                **ROOT,
                "ebs_block_device": [
                    {"device_name": "/dev/sdf", "volume_size": 100, "volume_type": "io1", "iops": 500},
                ],
            },
            {
                LINUX.format("m5.large"): "70.08",
                "Root volume: storage (gp3)": "3.2",
                "Volume /dev/sdf: storage (io1)": "12.5",
                "Volume /dev/sdf: Provisioned IOPS (io1)": "32.5",
            },
        ),
        ({"instance_type": "m5.large", **ROOT, "tenancy": "host"}, {"Root volume: storage (gp3)": "3.2"}),
        (
            {"instance_type": "m5.large", **ROOT, "tenancy": "dedicated"},
            "no price for `m5.large` (ec2_dedicated) in us-east-1",
        ),
        ({"instance_type": "m99.large"}, "no price for `m99.large` (ec2) in us-east-1"),
    ],
)
def test_an_instance_costs_its_hours_its_volumes_and_its_monitoring(values, expected):
    assert new_costs("aws_instance", values) == expected


@pytest.mark.parametrize(
    ("type_", "credits_", "are_billed"),
    [
        ("t3.micro", None, True),
        ("t3.micro", "standard", False),
        ("t2.micro", None, False),
        ("t2.micro", "unlimited", True),
        ("m5.large", None, False),
    ],
)
def test_credits_of_burstable_types_depend_on_usage_where_they_are_unlimited(type_, credits_, are_billed):
    block = [{"cpu_credits": credits_}] if credits_ else []
    costs = new_costs("aws_instance", {"instance_type": type_, "credit_specification": block})
    assert costs.get("CPU credits") == ("usage" if are_billed else None)


def test_expected_credits_are_hours_of_each_vcpu():
    usage = "version: 0.1\nresource_type_default_usage:\n  aws_instance: {monthly_cpu_credit_hrs: 10, vcpu_count: 2}\n"
    assert new_costs("aws_instance", {"instance_type": "t3.micro"}, usage=usage)["CPU credits"] == "1"


def test_the_root_volume_is_assumed_until_aws_says_what_it_is():
    plan = plan_of(new("aws_instance.it", {"instance_type": "m5.large"}, unknown=("root_block_device",)))
    root = cost_of(plan, "aws_instance.it").after[-1]
    assert (root.name, root.quantity) == ("Root volume: storage (gp2)", 8)
    assert root.assumed == "8 GB gp2 until AWS says otherwise"


def test_a_type_that_is_not_known_yet_has_no_price():
    assert new_costs("aws_instance", {}, unknown=("instance_type",)) == "its instance type is not known yet"


def test_a_volume_attached_by_a_resource_of_its_own_is_counted_once():
    volume = kept("aws_ebs_volume.data", {"id": "vol-1", "size": 100, "type": "gp2"})
    attachment = kept("aws_volume_attachment.data", {"volume_id": "vol-1", "instance_id": "i-1"})
    disks = [
        {"device_name": "/dev/sdf", "volume_id": "vol-1", "volume_size": 100, "volume_type": "gp2"},
        {"device_name": "/dev/sdg", "volume_id": "vol-2", "volume_size": 10, "volume_type": "gp2"},
    ]
    machine = kept("aws_instance.it", {"id": "i-1", "instance_type": "m5.large", **ROOT, "ebs_block_device": disks})
    plan = plan_of(machine, volume, attachment)
    assert shown(cost_of(plan, "aws_instance.it")) == {
        LINUX.format("m5.large"): "70.08",
        "Root volume: storage (gp3)": "3.2",
        "Volume /dev/sdg: storage (gp2)": "1",
    }
    assert shown(cost_of(plan, "aws_ebs_volume.data")) == {"Storage (gp2)": "10"}


def test_a_spot_instance_costs_at_most_what_it_may():
    options = [{"market_type": "spot", "spot_options": [{"max_price": "0.03"}]}]
    values = {"instance_type": "m5.large", **ROOT, "instance_market_options": options}
    cost = cost_of(plan_of(new("aws_instance.it", values)), "aws_instance.it")
    assert shown(cost)["Instance usage (Linux, spot, m5.large)"] == "21.9"
    assert "spot" in cost.after[0].assumed


@pytest.mark.parametrize(("price", "expected"), [(None, "70.08"), ("0.01", "7.3"), ("5", "70.08")])
def test_a_spot_request_costs_the_lower_of_its_price_and_the_on_demand_price(price, expected):
    costs = new_costs("aws_spot_instance_request", {"instance_type": "m5.large", "spot_price": price, **ROOT})
    assert costs["Instance usage (Linux, spot, m5.large)"] == expected


def test_a_launch_template_says_what_the_instance_does_not():
    disks = [{"device_name": "/dev/xvda", "ebs": [{"volume_size": 50, "volume_type": "gp3"}]}]
    template = new("aws_launch_template.web", {"instance_type": "m5.large", "block_device_mappings": disks})
    refers = {"launch_template": ["aws_launch_template.web.id", "aws_launch_template.web"]}
    values = {"launch_template": [{"version": "$Latest"}]}
    assert new_costs("aws_instance", values, template, refers=refers) == {
        LINUX.format("m5.large"): "70.08",
        "Root volume: storage (gp3)": "4",
    }


def test_a_launch_template_may_ask_for_the_spot_market():
    options = [{"market_type": "spot", "spot_options": [{"max_price": "0.03"}]}]
    template = new("aws_launch_template.web", {"instance_type": "m5.large", "instance_market_options": options})
    refers = {"launch_template": ["aws_launch_template.web.id", "aws_launch_template.web"]}
    costs = new_costs("aws_instance", {"launch_template": [{}], **ROOT}, template, refers=refers)
    assert costs["Instance usage (Linux, spot, m5.large)"] == "21.9"


def test_optimized_storage_of_an_old_type_costs_what_a_price_file_says():
    overlay = "regions:\n  us-east-1:\n    ec2_ebs_optimized:\n      m1.large: 0.025\n"
    values = {"instance_type": "m1.large", "ebs_optimized": True}
    assert new_costs("aws_instance", values, overlay=overlay)["EBS-optimized usage"] == "18.25"
    assert "EBS-optimized usage" not in new_costs("aws_instance", values)
