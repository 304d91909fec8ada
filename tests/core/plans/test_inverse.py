from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.plans.inverse import going_back, losing
from tidegate.core.plans.model import ActionKind, PlanContent, ResourceChange
from tidegate.core.plans.stateful import STATEFUL

BUCKET = ResourceChange(address="module.files.aws_s3_bucket.uploads", type="aws_s3_bucket", action="create")
RULE = ResourceChange(address="aws_security_group.web", type="aws_security_group", action="create")


def plan(*resources):
    return PlanContent(terraform_version="1.9.8", resources=resources, outputs={})


@pytest.mark.parametrize(
    ("action", "undoing", "loses"),
    [
        ("create", "delete", "what is written to it until then is deleted with it"),
        ("update", "update", ""),
        ("delete", "recreate", "its data is deleted by this deployment and does not come back"),
        (
            "replace",
            "replace",
            "its data before this deployment does not come back, and what is written to it since is deleted",
        ),
        ("move", "move", ""),
        ("import", "forget", ""),
        ("forget", "import", ""),
    ],
)
def test_each_action_has_its_opposite_and_says_whose_data_is_lost(action, undoing, loses):
    (step,) = going_back(plan(replace(BUCKET, action=action)))
    assert (step.address, step.action, str(step.loses)) == (BUCKET.address, undoing, loses)


@pytest.mark.parametrize("action", ["create", "delete", "replace"])
def test_what_keeps_no_data_loses_none(action):
    (step,) = going_back(plan(replace(RULE, action=action)))
    assert not step.loses


@pytest.mark.parametrize("action", ["read", "no-op"])
def test_what_the_plan_leaves_alone_needs_no_undoing(action):
    assert going_back(plan(replace(BUCKET, action=action))) == ()


def test_addresses_that_lose_data_are_named_in_the_plans_order():
    disk = replace(BUCKET, address="aws_ebs_volume.data[0]", type="aws_ebs_volume", action="delete")
    assert losing(plan(RULE, disk, BUCKET)) == ("aws_ebs_volume.data[0]", "module.files.aws_s3_bucket.uploads")


def test_names_of_types_are_whole():
    assert all(name.count("_") >= 1 and name == name.strip().lower() for name in STATEFUL)
    assert {"aws_db_instance", "aws_kms_key", "aws_sqs_queue", "aws_efs_file_system"} <= STATEFUL
    assert "aws_s3_bucket_policy" not in STATEFUL


@given(
    st.lists(
        st.builds(
            ResourceChange,
            address=st.text(min_size=1),
            type=st.sampled_from(["aws_s3_bucket", "aws_iam_role"]),
            action=st.sampled_from(get_args(ActionKind)),
        )
    )
)
def test_every_change_of_a_plan_has_one_way_back(resources):
    changed = [one.address for one in resources if one.action not in ("read", "no-op")]
    assert [step.address for step in going_back(plan(*resources))] == changed
