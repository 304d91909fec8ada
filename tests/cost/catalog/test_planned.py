"""Resource instances as pricing takes them."""

from decimal import Decimal

import pytest

from support.cost_plans import gone, kept, new, plan_of
from tidegate.cost.catalog.configuration import configuration_of
from tidegate.cost.catalog.expected import Usage
from tidegate.cost.catalog.planned import Reader
from tidegate.cost.catalog.regions import Regions


def read(*instances, usage=None, asked="", **more):
    plan = plan_of(*instances, **more)
    configuration = configuration_of(plan)
    regions = Regions(configuration=configuration, asked=asked)
    return list(Reader(configuration=configuration, regions=regions, usage=usage or Usage()).planned(plan))


def test_an_instance_has_its_region_its_usage_and_what_is_unknown_of_it():
    usage = Usage(by_type={"aws_sqs_queue": {"requests": Decimal(5)}})
    (planned,) = read(new("aws_sqs_queue.it", {"name": "a"}, unknown=("arn",)), usage=usage)
    assert planned.after.region == "us-east-1"
    assert planned.after.usage == {"requests": 5}
    assert planned.after.unknown == {"arn"}
    assert (planned.action, planned.before, planned.notes) == ("create", None, ())


def test_the_region_is_that_of_the_provider_the_configuration_names():
    region = {"region": {"constant_value": "eu-west-1"}}
    providers = {"aws": {"expressions": {}}, "aws.ireland": {"expressions": region}}
    address = 'module.app["a"].aws_sqs_queue.it'
    (planned,) = read(new(address, {}, provider="aws.ireland"), providers=providers)
    assert planned.after.region == "eu-west-1"


def test_a_second_best_region_is_told_once():
    (planned,) = read(kept("aws_sqs_queue.it", {}), region=None, asked="eu-west-1")
    assert (planned.before.region, planned.after.region) == ("eu-west-1", "eu-west-1")
    assert planned.notes == ("Nothing in the plan names its region: eu-west-1 is assumed.",)


def test_nobody_asks_where_something_free_is():
    (planned,) = read(new("aws_iam_role.it", {}), region=None, asked="eu-west-1")
    assert (planned.after.region, planned.notes) == ("", ())


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("registry.terraform.io/hashicorp/google-beta", "google-beta"),
        ("terraform.io/builtin/terraform", "terraform"),
        ("", "aws"),
    ],
)
def test_a_provider_is_known_by_its_name(name, provider):
    (planned,) = read(new("aws_sqs_queue.it", {}, provider_name=name))
    assert planned.provider == provider


def test_what_is_left_of_a_replaced_object_is_told_apart():
    planned = read(kept("aws_sqs_queue.it", {}), gone("aws_sqs_queue.it", {}, deposed="12ab34cd"))
    assert [each.address for each in planned] == ["aws_sqs_queue.it", "aws_sqs_queue.it (deposed object 12ab34cd)"]
    assert [each.is_deposed for each in planned] == [False, True]


def test_what_is_forgotten_stays():
    (planned,) = read(gone("aws_sqs_queue.it", {}, actions=("forget",)))
    assert planned.stays
    assert planned.action == "forget"


def test_what_is_planned_without_a_change_of_its_own_stays_as_it_is():
    (planned,) = read(kept("aws_sqs_queue.it", {}, change=None))
    assert planned.action == "no-op"
