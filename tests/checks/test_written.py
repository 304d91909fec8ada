from __future__ import annotations

import pytest

from support.checked_plans import block, entry, plan
from tidegate.checks.written import Written, constant

PROVIDERS = {"aws": {"expressions": {"region": {"constant_value": "ap-northeast-2"}}}}


def _module(*blocks, **calls):
    return {"resources": list(blocks), "module_calls": {name: {"module": module} for name, module in calls.items()}}


def test_the_block_an_instance_comes_from_is_found_through_modules_and_keys() -> None:
    inner = _module(block("aws_subnet.b", cidr_block={"constant_value": "10.0.0.0/24"}))
    written = Written(plan(configuration={"root_module": _module(outer=_module(inner=inner))}))
    for address in (
        "module.outer.module.inner.aws_subnet.b",
        'module.outer["a.b]"].module.inner[0].aws_subnet.b["x"]',
    ):
        found = written.expressions(entry(address))
        assert constant(found["cidr_block"]) == "10.0.0.0/24"


def test_a_block_that_is_not_in_the_configuration_is_not_made_up() -> None:
    assert Written(plan()).expressions(entry("aws_subnet.b")) is None
    assert Written(plan(configuration={"root_module": {}})).expressions(entry("module.x.aws_subnet.b")) is None


def test_a_block_without_expressions_writes_nothing() -> None:
    configuration = {"root_module": {"resources": [{"address": "aws_subnet.b"}]}}
    assert Written(plan(configuration=configuration)).expressions(entry("aws_subnet.b")) == {}


def test_the_provider_of_an_instance_is_found_by_its_key() -> None:
    configuration = {"root_module": _module(block("aws_subnet.b")), "provider_config": PROVIDERS}
    written = Written(plan(configuration=configuration))
    assert constant(written.provider(entry("aws_subnet.b"))["region"]) == "ap-northeast-2"
    assert written.provider(entry("aws_subnet.c")) == {}


@pytest.mark.parametrize(("key", "region"), [("module.inner:aws", "ap-northeast-2"), ("module.inner:aws.far", None)])
def test_a_module_may_have_the_provider_of_its_caller(key, region) -> None:
    inner = _module({**block("aws_subnet.b"), "provider_config_key": key})
    configuration = {"root_module": _module(inner=inner), "provider_config": PROVIDERS}
    found = Written(plan(configuration=configuration)).provider(entry("module.inner.aws_subnet.b"))
    assert constant(found.get("region")) == region


def test_only_a_constant_expression_has_a_value_before_the_plan() -> None:
    assert constant({"constant_value": "x"}) == "x"
    assert constant({"references": ["var.x"]}) is None
    assert constant([{"a": {}}]) is None
