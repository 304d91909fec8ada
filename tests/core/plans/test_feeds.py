from __future__ import annotations

from typing import Any

import pytest

from support.counting import operations
from tidegate.core.plans.code import ModuleCode, Piece
from tidegate.core.plans.feeds import Written, feeding_values, references, written


def refers(*names: str) -> dict[str, Any]:
    return {"references": list(names)}


def resource(address: str, **expressions: Any) -> dict[str, Any]:
    return {"address": address, "expressions": expressions}


def changed(address: str, **unknown: Any) -> dict[str, Any]:
    return {"address": address, "change": {"actions": ["create"], "after_unknown": unknown}}


VALUES = {"id": "ami-1", "name": "base", "token": "hush"}
READ = {"address": "data.aws_ami.base", "values": VALUES}
NEW = resource("a.new", text=refers("a.other.id", "a.other", "data.aws_ami.base.id", "data.aws_ami.base"))


def plan(*resources: dict[str, Any], **other: Any) -> dict[str, Any]:
    root = {"resources": list(resources), **other.pop("root", {})}
    document = {
        "resource_changes": [changed("a.new", text=True)],
        "configuration": {"root_module": root},
        "prior_state": {"values": {"root_module": {"resources": [READ]}}},
    }
    return {**document, **other}


def values(document: dict[str, Any], code: dict[str, Any] | None = None) -> Any:
    return feeding_values(document, frozenset({"a.new", "module.m.a.new"}), code or {})


FED = {"data.aws_ami.base": {"id": "ami-1"}}


def test_what_an_unknown_expression_takes_of_what_was_read_is_a_value():
    assert values(plan(NEW)) == FED


def test_an_expression_the_plan_knows_takes_nothing():
    assert values(plan(NEW, resource_changes=[changed("a.new", id=True, text=False)])) == {}


def test_what_is_unknown_in_part_counts():
    inner = resource("a.new", text=[{"x": refers("data.aws_ami.base.id", "data.aws_ami.base")}])
    assert values(plan(inner, resource_changes=[changed("a.new", text=[{"x": True, "y": False}])])) == FED


def test_a_resource_that_changes_itself_is_in_the_plan_already():
    taken = resource("a.new", text=refers("a.new.id", "a.new"))
    assert (
        values(plan(taken, prior_state={"values": {"root_module": {"resources": [{**READ, "address": "a.new"}]}}}))
        == {}
    )


def test_what_is_taken_whole_is_whole():
    assert values(plan(resource("a.new", text=refers("data.aws_ami.base")))) == {"data.aws_ami.base": VALUES}


def test_every_instance_counts():
    found = values(
        plan(
            resource("a.new", text=refers('data.aws_ami.base["x"].id', 'data.aws_ami.base["x"]', "data.aws_ami.base")),
            prior_state={
                "values": {
                    "root_module": {
                        "resources": [{**READ, "address": f'data.aws_ami.base["{key}"]'} for key in ("x", "y")]
                    }
                }
            },
        )
    )
    assert set(found) == {'data.aws_ami.base["x"]', 'data.aws_ami.base["y"]'}


def test_provisioners_take_values_even_where_everything_is_known():
    runs = {**resource("a.new"), "provisioners": [{"expressions": {"command": refers("data.aws_ami.base.id")}}]}
    assert values(plan(runs, resource_changes=[changed("a.new")])) == FED


def test_each_stands_for_what_it_is_repeated_over():
    over = {**resource("a.new", text=refers("each.value")), "for_each_expression": refers("data.aws_ami.base.id")}
    assert values(plan(over)) == FED


def test_outputs_and_providers_take_values_too():
    root = {"outputs": {"out": {"expression": refers("data.aws_ami.base.id")}}}
    document = plan(root=root, output_changes={"out": {"after_unknown": True}})
    assert values(document) == FED
    assert values({**document, "output_changes": {"out": {"after_unknown": False}}}) == {}
    provider = {"aws": {"expressions": {"region": refers("data.aws_ami.base.id")}}}
    assert values(plan(configuration={"provider_config": provider, "root_module": {}})) == FED


def local(name: str, text: str) -> Written:
    return Written(owner="local", name=name, text=text)


def test_local_values_are_followed_by_their_names():
    taken = plan(resource("a.new", text=refers("local.one")))
    code = {"": [local("one", "local.two"), local("two", "data.aws_ami.base.id"), local("three", "data.aws_ami.base")]}
    assert values(taken, code) == FED
    assert values(taken, {"": [local("", "data.aws_ami.base.id")]}) == FED
    assert values(taken, {"": [local("one", "local.one")]}) == {}


def test_four_times_the_local_values_cost_four_times_as_much():
    def work(size: int) -> int:
        chain = [local(f"n{at}", f"local.n{at + 1}") for at in range(size)]
        code = {"": [*chain, local(f"n{size}", "data.aws_ami.base.id"), local("", "var.x")]}
        return operations(lambda: values(plan(resource("a.new", text=refers("local.n0"))), code))

    assert work(200) < 5 * work(50)


def test_four_times_the_outputs_of_a_module_cost_four_times_as_much():
    def work(size: int) -> int:
        outputs = {f"o{at}": {"expression": refers("data.aws_ami.base.id")} for at in range(size)}
        root = {"module_calls": {"m": {"module": {"outputs": outputs}}}}
        taken = plan(resource("a.new", text=refers(*(f"module.m.o{at}" for at in range(size)))), root=root)
        return operations(lambda: values(taken))

    assert work(200) < 5 * work(50)


def test_blocks_a_plan_says_nothing_of_are_read_from_the_code():
    taken = plan(resource("a.new"), resource_changes=[changed("a.new", ingress=[{"x": True}])])
    for name, found in (("ingress", FED), ("provisioner", FED), ("egress", {})):
        assert values(taken, {"": [Written(owner="a.new", name=name, text="data.aws_ami.base.id")]}) == found


def test_modules_are_followed_in_and_out():
    inner = {
        "resources": [resource("a.new", text=refers("var.given"))],
        "outputs": {
            "out": {"expression": refers("data.aws_ami.own.id", "data.aws_ami.own")},
            "not": {"expression": refers("data.aws_ami.own.name", "data.aws_ami.own")},
        },
    }
    call = {"expressions": {"given": refers("data.aws_ami.base.id", "data.aws_ami.base")}, "module": inner}
    own = {"address": "module.m", "resources": [{**READ, "address": "module.m.data.aws_ami.own"}]}
    state = {"values": {"root_module": {"resources": [READ], "child_modules": [own]}}}
    document = plan(
        resource("a.new", text=refers("module.m.out", "module.m")),
        root={"module_calls": {"m": call}},
        prior_state=state,
    )
    assert values(document) == {"module.m.data.aws_ami.own": {"id": "ami-1"}}
    into = {**document, "resource_changes": [changed("module.m.a.new", text=True)]}
    assert values(into) == FED


@pytest.mark.parametrize(
    ("listed", "longest"),
    [
        (["data.a.b.c.d", "data.a.b.c", "data.a.b"], ["data.a.b.c.d"]),
        (["data.a.b.c", "data.a.b", "data.a.b"], ["data.a.b.c", "data.a.b"]),
        (["var.x", "var.xy"], ["var.x", "var.xy"]),
        (['a.b["k"].c', 'a.b["k"]', "a.b"], ['a.b["k"].c']),
    ],
)
def test_terraform_lists_every_beginning_of_a_name(listed, longest):
    found = list(references(refers(*listed)))
    assert set(found) >= set(longest)
    assert found[0] == longest[0]


def test_code_says_whose_references_are_whose():
    pieces = (
        Piece(kind="locals", labels=(), tokens="", refers=(("a", "var.x"),)),
        Piece(kind="data", labels=("aws_ami", "base"), tokens="", refers=(("filter", "var.y"),)),
        Piece(kind="resource", labels=("a", "b"), tokens="", refers=(("c", "var.z"),)),
        Piece(kind="file", labels=("x.tf",), tokens="", refers=(("", "var.w"),)),
    )
    found = [(each.owner, each.name, each.text) for each in written(ModuleCode(dir=".", pieces=pieces))]
    assert found == [
        ("local", "a", "var.x"),
        ("data.aws_ami.base", "filter", "var.y"),
        ("a.b", "c", "var.z"),
        ("local", "", "var.w"),
    ]


def test_a_plan_of_nothing_takes_nothing():
    assert feeding_values({}, frozenset(), {}) == {}
