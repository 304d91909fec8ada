"""The configuration inside a plan."""

import pytest

from support.plan_documents import plan_document
from tidegate.cost.catalog.configuration import configuration_of, references_in


def test_modules_are_found_by_their_address():
    configuration = configuration_of(plan_document("replace"))
    assert configuration.resource("module.redis", "terraform_data.node")["name"] == "node"
    assert configuration.call("", "redis")["source"] == "./m"
    assert configuration.given["size"] == {"value": 4}


def test_what_is_not_there_is_empty():
    configuration = configuration_of({})
    assert configuration.resource("module.x", "a.b") == {}
    assert configuration.call("module.x", "b") == {}
    assert configuration.output("module.x", "b") == {}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"references": ["aws_a.b[0].id", "aws_a.b[0]", "aws_a.b"]}, ["aws_a.b[0].id"]),
        ({"references": ["aws_a.b.id", "aws_a.b", "aws_a.bc.id", "aws_a.bc"]}, ["aws_a.b.id", "aws_a.bc.id"]),
        ({"references": ["aws_a.b.id", "aws_a.b", "aws_a.c.id", "aws_a.c"]}, ["aws_a.b.id", "aws_a.c.id"]),
        ([{"id": {"references": ["aws_a.b.id", "aws_a.b"]}, "version": {"constant_value": "1"}}], ["aws_a.b.id"]),
        ({"constant_value": {"references": ["text.of.a.person"]}}, []),
        (None, []),
    ],
)
def test_references_of_an_expression_or_block_are_listed_once(expression, expected):
    assert list(references_in(expression)) == expected
