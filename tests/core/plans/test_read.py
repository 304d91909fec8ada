from __future__ import annotations

import pytest

from support.plan_documents import plan_document
from tidegate.core.plans.differences import SENSITIVE, UNKNOWN
from tidegate.core.plans.model import AttributeChange
from tidegate.core.plans.read import read


def test_a_real_plan_is_read_with_counts_outputs_and_version() -> None:
    content = read(plan_document("create"))
    assert (content.adds, content.changes, content.destroys) == (4, 0, 0)
    assert content.outputs == {"fixed": "create", "id": "create"}
    assert content.terraform_version == "1.11.4"
    assert not content.is_empty


def test_replacements_moves_and_imports_are_told_apart() -> None:
    content = read(plan_document("replace"))
    assert {r.address: r.action for r in content.resources} == {
        "terraform_data.adopted": "import",
        "terraform_data.net": "replace",
        "terraform_data.renamed": "move",
        'module.redis["a.b"].terraform_data.node[0]': "update",
        'module.redis["c"].terraform_data.node[0]': "update",
    }
    moved = next(r for r in content.resources if r.action == "move")
    assert moved.previous_address == "terraform_data.kept"
    assert content.outputs == {"id": "update"}


def test_a_replacement_says_which_attribute_forces_it() -> None:
    net = next(r for r in read(plan_document("replace")).resources if r.action == "replace")
    assert AttributeChange(path="triggers_replace[0]", before="3", after="4", forces_replacement=True) in net.attributes
    assert AttributeChange(path="input.cidrs[0]", before="10.0.0.0/16", after="10.1.0.0/16") in net.attributes


@pytest.mark.parametrize("name", ["create", "replace"])
def test_no_sensitive_value_is_left_in_what_may_be_shown(name) -> None:
    text = repr(read(plan_document(name)))
    assert "top-secret-token" not in text
    assert "hunter2" not in text


def test_a_secret_terraform_forgot_to_mark_is_hidden_all_the_same() -> None:
    document = plan_document("replace")
    net = next(each for each in document["resource_changes"] if each["address"] == "terraform_data.net")
    assert "top-secret-token" in repr(net["change"]["before"]["output"])
    assert net["change"]["before_sensitive"]["output"] == {"cidrs": [False]}
    shown = next(r for r in read(document).resources if r.address == "terraform_data.net")
    assert AttributeChange(path="output", before=SENSITIVE, after=UNKNOWN) in shown.attributes


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (["create"], "create"),
        (["update"], "update"),
        (["delete"], "delete"),
        (["delete", "create"], "replace"),
        (["create", "delete"], "replace"),
        (["forget"], "forget"),
        (["read"], "read"),
        (["something new"], "update"),
    ],
)
def test_actions_have_names(actions, expected) -> None:
    document = {"resource_changes": [{"address": "a.b", "type": "a", "change": {"actions": actions}}]}
    assert [r.action for r in read(document).resources] == [expected]


def test_a_resource_nothing_happens_to_is_left_out_and_drift_is_named() -> None:
    untouched = {"address": "a.b", "type": "a", "change": {"actions": ["no-op"]}}
    drifted = {"address": "a.c", "type": "a", "change": {"actions": ["update"]}}
    content = read({"resource_changes": [untouched], "resource_drift": [drifted, untouched]})
    assert content.is_empty
    assert content.drift == ("a.c",)


def test_a_deposed_object_is_named_as_such() -> None:
    deposed = {"address": "a.b", "deposed": "1234abcd", "type": "a", "change": {"actions": ["delete"]}}
    assert read({"resource_changes": [deposed]}).resources[0].address == "a.b (deposed object 1234abcd)"


def test_a_character_not_every_reader_can_take_is_written_out() -> None:
    change = {"actions": ["update"], "before": {"input": "n\0m"}, "after": {"input": "s\0secret"}}
    marked = {"input": {"value": "s\0secret", "sensitive": True}}
    document = {"resource_changes": [{"address": "a.b", "change": change}], "variables": marked}
    (attribute,) = read(document).resources[0].attributes
    assert (attribute.before, attribute.after) == ("n\\u0000m", SENSITIVE)


def test_a_group_of_instances_is_read_with_its_size() -> None:
    change = {"actions": ["create"], "after": {"desired_capacity": 4}, "after_unknown": {}}
    document = {
        "resource_changes": [
            {"address": "aws_autoscaling_group.web", "type": "aws_autoscaling_group", "change": change}
        ]
    }
    assert read(document).made == {"aws_autoscaling_group": 4}
