from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, facts, mark, plan, project
from tidegate.core.gates.resource_limit import check
from tidegate.core.known import Unknown

LIMITED = replace(
    POLICY,
    max_resources={"ec2_instances": 5, "rds_instances": 0},
    groups={"ec2_instances": ("aws_instance", "aws_autoscaling_group"), "rds_instances": ("aws_db_instance",)},
    marks={
        "resource_limits.max_resources_per_pr": mark(64),
        "resource_limits.max_resources_per_pr.ec2_instances": mark(65),
        "resource_limits.max_resources_per_pr.rds_instances": mark(66),
    },
)
UNKNOWN = Unknown(unknown_because="how many `aws_autoscaling_group.web` stands for is decided when it is applied")


def answer(*made, policy=LIMITED, **changed):
    return check(
        "apply", facts(projects=tuple(project(plan=plan(made=each)) for each in made), **changed), policy, NOON
    )


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        ({}, "pass"),
        ({"aws_instance": 5}, "pass"),
        ({"aws_instance": 6}, "block"),
        ({"aws_instance": 2, "aws_autoscaling_group": 3}, "pass"),
        ({"aws_instance": 2, "aws_autoscaling_group": 4}, "block"),
        ({"aws_db_instance": 1}, "block"),
        ({"aws_sqs_queue": 100}, "pass"),
        ({"aws_sqs_queue": UNKNOWN}, "pass"),
        ({"aws_autoscaling_group": UNKNOWN}, "block"),
    ],
)
def test_what_a_change_makes_of_a_group_is_at_most_its_limit(made, verdict):
    assert answer(made).verdict == verdict


def test_too_many_are_told_with_their_types_and_the_rule():
    found = answer({"aws_instance": 2, "aws_autoscaling_group": 4})
    assert str(found.reason) == (
        "This change makes 6 `ec2_instances` (2 `aws_instance` and 4 `aws_autoscaling_group`);"
        " one change may make 5 (tidegate.yaml:65)."
    )
    assert str(found.remedy) == "make 1 fewer, or leave some to a later change"
    assert found.rule == mark(65)


def test_every_group_that_is_too_big_is_named():
    found = answer({"aws_instance": 6, "aws_db_instance": 1})
    assert found.rule == mark(65)
    assert tuple(map(str, found.details)) == (
        "This change makes 1 `rds_instances` (1 `aws_db_instance`); one change may make 0 (tidegate.yaml:66).",
    )


def test_projects_and_what_was_applied_count_together():
    assert answer({"aws_instance": 2}, {"aws_instance": 3}).verdict == "pass"
    assert answer({"aws_instance": 2}, {"aws_instance": 3}, applied_made={"aws_instance": 1}).verdict == "block"
    assert answer({"aws_instance": 2}, {"aws_instance": 3}, pending_made={"aws_instance": 1}).verdict == "block"


def test_a_number_nobody_knows_is_told_with_what_helps():
    found = answer({"aws_instance": 1, "aws_autoscaling_group": UNKNOWN})
    assert "`aws_autoscaling_group.web` stands for is decided when it is applied" in str(found.reason)
    assert "write the number" in str(found.remedy)


@pytest.mark.parametrize("missing", [None, Unknown(unknown_because="it is still running")])
def test_without_a_plan_nobody_can_count(missing):
    found = check("apply", facts(projects=(project(plan=missing),)), LIMITED, NOON)
    assert (found.verdict, str(found.remedy)) == ("block", "comment `atlantis plan`")


def test_without_limits_everything_passes():
    assert str(answer({"aws_instance": 100}, policy=POLICY).reason) == "No limit of resources is set."


def test_a_pass_says_how_much_of_each_limit_is_used():
    assert tuple(map(str, answer({"aws_instance": 3}).details)) == ("`ec2_instances`: 3 of 5",)
