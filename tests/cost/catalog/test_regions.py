"""Where resources are."""

import pytest

from support.cost_plans import cost_of, gone, new, plan_of
from tidegate.cost.catalog.configuration import configuration_of
from tidegate.cost.catalog.regions import Place, Regions

SEOUL, IRELAND, VIRGINIA = "ap-northeast-2", "eu-west-1", "us-east-1"


def provider(expression, **more):
    return {"name": "aws", "expressions": {"region": expression}, **more}


def found(values=None, key="aws", asked="", *, calls=None, variables=None, declared=None, **providers):
    plan = plan_of(providers=providers, calls=calls, variables=variables)
    plan["configuration"]["root_module"]["variables"] = declared or {}
    return Regions(configuration=configuration_of(plan), asked=asked).of(values or {}, key)


def test_a_resources_own_region_comes_first():
    values = {"region": IRELAND, "arn": f"arn:aws:ec2:{SEOUL}:123456789012:instance/i-1"}
    assert found(values, aws=provider({"constant_value": VIRGINIA})) == Place(region=IRELAND)


def test_then_its_arn():
    values = {"arn": f"arn:aws:ec2:{SEOUL}:123456789012:instance/i-1"}
    assert found(values, aws=provider({"constant_value": VIRGINIA})) == Place(region=SEOUL)


def test_an_arn_without_a_region_says_nothing():
    values = {"arn": "arn:aws:s3:::bucket"}
    assert found(values, aws=provider({"constant_value": VIRGINIA})) == Place(region=VIRGINIA)


def test_then_its_own_provider_configuration():
    providers = {"aws": provider({"constant_value": VIRGINIA}), "aws.seoul": provider({"constant_value": SEOUL})}
    assert found(key="aws.seoul", **providers) == Place(region=SEOUL)


@pytest.mark.parametrize(
    ("given", "declared", "reference"),
    [
        ({"region": SEOUL}, {}, ["var.region"]),
        ({}, {"region": {"default": SEOUL}}, ["var.region"]),
        ({"region": SEOUL}, {"region": {"default": VIRGINIA}}, ["var.region"]),
        ({"aws": {"region": SEOUL}}, {}, ["var.aws.region", "var.aws"]),
    ],
)
def test_a_providers_region_may_be_a_variable(given, declared, reference):
    place = found(variables=given, declared=declared, aws=provider({"references": reference}))
    assert place == Place(region=SEOUL)


def test_a_provider_inside_a_module_gets_its_variable_from_the_call():
    calls = {
        "module.net": {
            "expressions": {"where": {"references": ["var.region"]}},
            "variables": {"where": {}},
        },
    }
    inside = provider({"references": ["var.where"]}, module_address="module.net")
    place = found(key="module.net:aws", calls=calls, variables={"region": SEOUL}, **{"module.net:aws": inside})
    assert place == Place(region=SEOUL)


def test_a_provider_inside_a_module_may_take_the_variables_default():
    calls = {"module.net": {"expressions": {}, "variables": {"where": {"default": SEOUL}}}}
    inside = provider({"references": ["var.where"]}, module_address="module.net")
    assert found(key="module.net:aws", calls=calls, **{"module.net:aws": inside}) == Place(region=SEOUL)


def test_a_key_of_a_module_falls_back_to_the_providers_own_key():
    place = found(key="module.net:aws.seoul", **{"aws.seoul": provider({"constant_value": SEOUL})})
    assert place == Place(region=SEOUL)


def test_the_default_provider_stands_in_for_one_that_says_nothing_and_it_is_said():
    providers = {"aws": provider({"constant_value": VIRGINIA}), "aws.x": {"name": "aws", "expressions": {}}}
    place = found(key="aws.x", **providers)
    assert place.region == VIRGINIA
    assert "default provider" in place.note


@pytest.mark.parametrize("key", ["aws.x", "module.net:aws"])
def test_the_default_provider_does_not_stand_in_for_one_whose_region_the_plan_does_not_tell(key):
    providers = {"aws": provider({"constant_value": VIRGINIA}), key: provider({"references": ["local.region"]})}
    assert found(key=key, asked=SEOUL, **providers) == Place(region="")


@pytest.mark.parametrize("references", [["local.region"], ["var.a", "var.b"], ["data.aws_region.here.name"]])
def test_an_expression_that_is_more_than_a_variable_says_nothing(references):
    place = found(variables={"a": VIRGINIA}, asked=SEOUL, aws=provider({"references": references}))
    assert place == Place(region=SEOUL, note=f"Nothing in the plan names its region: {SEOUL} is assumed.")


def test_a_value_that_is_no_region_is_none():
    assert found(variables={"region": "somewhere"}, aws=provider({"references": ["var.region"]})) == Place(region="")


DATABASE = {"engine": "redis", "node_type": "cache.t3.micro", "num_cache_nodes": 1}


def test_prices_are_those_of_the_region():
    plans = {
        region: plan_of(new("aws_elasticache_cluster.it", DATABASE), region=region) for region in (SEOUL, VIRGINIA)
    }
    costs = {region: cost_of(plan, "aws_elasticache_cluster.it") for region, plan in plans.items()}
    assert [str(round(cost.future, 2)) for cost in costs.values()] == ["18.25", "12.41"]
    assert [cost.region for cost in costs.values()] == [SEOUL, VIRGINIA]


def test_the_region_that_was_asked_for_is_named_in_a_note():
    cost = cost_of(
        plan_of(new("aws_elasticache_cluster.it", DATABASE), region=None), "aws_elasticache_cluster.it", region=SEOUL
    )
    assert cost.region == SEOUL
    assert cost.notes == (f"Nothing in the plan names its region: {SEOUL} is assumed.",)


def test_without_any_region_there_is_no_price():
    cost = cost_of(plan_of(new("aws_elasticache_cluster.it", DATABASE), region=None), "aws_elasticache_cluster.it")
    assert str(cost.unpriced) == "nobody says which region it is in"


def test_what_is_destroyed_is_not_in_the_configuration_and_found_by_its_arn():
    values = {**DATABASE, "arn": f"arn:aws:elasticache:{SEOUL}:123456789012:cluster:it"}
    plan = plan_of(gone("aws_elasticache_cluster.it", values), region=VIRGINIA)
    plan["configuration"]["root_module"]["resources"] = []
    cost = cost_of(plan, "aws_elasticache_cluster.it")
    assert (cost.region, str(round(cost.past, 2)), cost.after) == (SEOUL, "18.25", None)
