import pytest

from support.faults import fault, faults
from tidegate.config.governance_file.checks_raw import TERRAFORM_TYPE
from tidegate.config.governance_file.governance import read_governance
from tidegate.config.governance_file.resource_groups import built_in
from tidegate.core.plans.sizes import COUNTED


def read(text):
    return read_governance(text, "here")


def test_the_conventions_groups_hold_what_people_expect_in_them():
    assert {"aws_instance", "aws_spot_instance_request", "aws_autoscaling_group"} <= set(built_in()["ec2_instances"])
    assert set(built_in()["rds_instances"]) == {"aws_db_instance", "aws_rds_cluster_instance"}
    assert set(built_in()["load_balancers"]) == {"aws_lb", "aws_alb", "aws_elb"}


def test_a_type_belongs_to_one_group_and_is_spelt_as_one():
    types = [kind for types in built_in().values() for kind in types]
    assert len(types) == len(set(types))
    assert all(TERRAFORM_TYPE.fullmatch(kind) for kind in types)


def test_whatever_has_a_size_is_in_a_group():
    assert set(COUNTED) <= {kind for types in built_in().values() for kind in types}


def test_a_file_adds_types_to_a_group_and_groups_of_its_own():
    found = read("resource_groups: {rds_instances: [aws_db_instance, acme_db], queues: acme_queue}").groups
    assert found["rds_instances"] == ("aws_db_instance", "aws_rds_cluster_instance", "acme_db")
    assert found["queues"] == ("acme_queue",)
    assert found["load_balancers"] == built_in()["load_balancers"]


def test_limits_are_of_groups_of_either_kind():
    text = "resource_groups: {queues: [acme_queue]}\nresource_limits: {max_resources_per_pr: {queues: 1, ec2_instances: 0}}"
    assert read(text).max_resources == {"queues": 1, "ec2_instances": 0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("resource_limits:\n  max_resources_per_pr:\n    ec2_instance: 5", "tidegate.yaml:3:5: resource_limits.max_resources_per_pr.ec2_instance: There is no resource group `ec2_instance`. Did you mean `ec2_instances`?"),
        ("resource_limits: {max_resources_per_pr: {zzz: 5}}", "There is no resource group `zzz`. Add it to `resource_groups` with its Terraform types."),
        ("resource_limits: {max_resources_per_pr: {ec2_instances: -1}}", "`-1` is less than 0. Write 0 or more."),
        ("resource_limits: {max_resources_per_pr: {ec2_instances: 1.5}}", "A whole number is expected here, not `1.5`."),
        ("resource_groups: {queues: []}", "resource_groups.queues: No Terraform type is named here. List some, as in `[aws_instance]`."),
        ("resource_groups: {queues: [SQS]}", "resource_groups.queues[0]: `SQS` is not a Terraform type."),
    ],
)  # fmt: skip
def test_a_group_or_limit_that_cannot_be_is_named_with_its_place(text, said):
    assert said in fault(read, text)


def test_a_faulty_group_is_a_group_all_the_same():
    text = "resource_groups: {queues: [SQS]}\nresource_limits: {max_resources_per_pr: {queues: 1}}"
    assert len(faults(read, text)) == 1
