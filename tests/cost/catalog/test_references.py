"""What references come to."""

import pytest

from support.cost_plans import new, plan_of
from tidegate.cost.catalog.addresses import taken_apart
from tidegate.cost.catalog.configuration import configuration_of
from tidegate.cost.catalog.references import ELSEWHERE, References, Target

WEB = {"[0]": "", "[1]": ""}


def targets(references, address="aws_eip.a[1]"):
    plan = plan_of(new(address, {}, refers={"instance": references}))
    known = References(configuration=configuration_of(plan), instances={("", "aws_instance.web"): WEB}, modules={})
    return list(known.of(taken_apart(address), "instance"))


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (["aws_instance.web[0].id", "aws_instance.web[0]", "aws_instance.web"], {"key": "[0]"}),
        (["aws_instance.web.id", "aws_instance.web", "count.index"], {"key": "[1]"}),
        (["aws_instance.web"], {"is_whole": True}),
        (["aws_instance.web", "var.chosen"], {}),
        (["aws_instance.web[7].id", "aws_instance.web[7]", "aws_instance.web"], {}),
    ],
)
def test_a_reference_means_one_instance_all_or_any(references, expected):
    found = targets(references)[0]
    assert found == Target(module="", name="aws_instance.web", **expected)


@pytest.mark.parametrize("references", [["data.aws_vpc.main.id", "data.aws_vpc.main"], ["local.id"], ["var.id"]])
def test_what_is_not_a_resource_of_the_configuration_is_elsewhere(references):
    assert targets(references) == [ELSEWHERE]


@pytest.mark.parametrize("references", [["path.module"], ["count.index"], ["terraform.workspace"], ["each.key"]])
def test_what_stands_for_no_resource_is_no_target(references):
    assert targets(references) == []


def test_all_attributes_are_looked_at_where_none_is_named():
    plan = plan_of(new("aws_eip.a", {}, refers={"x": ["aws_a.b.id"], "y": ["aws_c.d.id"]}))
    known = References(configuration=configuration_of(plan), instances={}, modules={})
    assert [each.name for each in known.of(taken_apart("aws_eip.a"))] == ["aws_a.b", "aws_c.d"]
