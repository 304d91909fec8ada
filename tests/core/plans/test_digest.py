from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.digest_lab import OF_CODE
from support.plan_documents import plan_document
from tidegate.core.known import Unknown
from tidegate.core.plans.digest import LEFT_OUT, DigestInputs, covered_part, digest
from tidegate.core.plans.fingerprint import Identity

KEY = b"k" * 32
UNTOUCHED = {
    "address": "module.m.a.still",
    "mode": "managed",
    "type": "a",
    "name": "still",
    "change": {"actions": ["no-op"]},
}

INPUTS = DigestInputs(
    show_json={},
    code={"": {"blocks": [], "files": {}}},
    values={"data.aws_ami.this": {"id": "ami-1"}},
    identity=Identity(backend={"type": "s3", "key": "staging"}),
    lock_file="lock",
    workspace="staging",
    comment_args=(),
    steps=("init", "plan"),
)


def document() -> dict[str, Any]:
    """A real plan, with everything a plan may hold besides."""
    plan = plan_document("replace")
    plan["resource_drift"] = [{"address": "a.b", "change": {"actions": ["update"]}}]
    plan["checks"] = [{"status": "pass"}]
    plan["resource_changes"].append(copy.deepcopy(UNTOUCHED))
    root = plan["configuration"]["root_module"]
    root["module_calls"]["m"] = {"module": {"resources": [{"address": "a.still", "expressions": {}}]}}
    return plan


def of(plan: dict[str, Any], **other: Any) -> str:
    return digest(KEY, replace(INPUTS, show_json=plan, **other))


CHANGES_WITHOUT_EFFECT = {
    "timestamp": lambda p: p.update(timestamp="2031-01-01T00:00:00Z"),
    "prior_state": lambda p: p["prior_state"].update(x=1),
    "planned_values": lambda p: p["planned_values"].update(x=1),
    "resource_drift": lambda p: p["resource_drift"].clear(),
    "relevant_attributes": lambda p: p.update(relevant_attributes=[{"resource": "a.b"}]),
    "checks": lambda p: p["checks"].clear(),
    "configuration of untouched resources and outputs": lambda p: (
        p["configuration"]["root_module"]["module_calls"]["m"]["module"]["resources"][0].update(x=1),
        p["configuration"]["root_module"]["outputs"]["fixed"].update(x=1),
    ),
    "untouched resources": lambda p: p["resource_changes"][-1].update(x=1),
    "untouched outputs": lambda p: p["output_changes"]["fixed"].update(x=1),
    "descriptions of variables and outputs": lambda p: (
        p["configuration"]["root_module"]["variables"]["token"].update(description="For whom"),
        p["configuration"]["root_module"]["outputs"]["id"].update(description="Of what"),
        p["configuration"]["root_module"]["module_calls"]["redis"]["module"]["variables"]["from"].update(
            description="Whose"
        ),
    ),
}
#: What readers of code leave out is changed in code, under a real Terraform: tests/flows/planning/test_code.py.
OF_PLANS = [entry for entry in LEFT_OUT if entry.what not in OF_CODE]


@pytest.mark.parametrize("entry", OF_PLANS, ids=lambda entry: entry.what)
def test_what_is_left_out_has_a_reason_and_changes_no_digest(entry) -> None:
    plan = document()
    CHANGES_WITHOUT_EFFECT[entry.what](plan)
    assert plan != document()
    assert of(plan) == of(document())
    assert entry.because


def at(plan: dict[str, Any], address: str) -> dict[str, Any]:
    return next(each for each in plan["resource_changes"] if each["address"] == address)


def config(plan: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in plan["configuration"]["root_module"]["resources"] if each["name"] == name)


CHANGES_OF_EFFECT = {
    "an after value": lambda p: at(p, "terraform_data.net")["change"]["after"]["input"].update(name="other"),
    "a local-exec": lambda p: config(p, "net")["provisioners"][0]["expressions"]["command"].update(
        constant_value="rm -rf /"
    ),
    "an expression behind an unknown value": lambda p: p["configuration"]["root_module"]["module_calls"]["redis"][
        "module"
    ]["resources"][0]["expressions"]["input"]["references"].append("var.other"),
    "the region": lambda p: p["configuration"]["provider_config"].update(
        aws={"expressions": {"region": {"constant_value": "eu-west-1"}}}
    ),
    "the role": lambda p: p["configuration"]["provider_config"]["terraform"].update(
        expressions={"assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::1:role/x"}}]}
    ),
    "a module call": lambda p: p["configuration"]["root_module"]["module_calls"]["redis"].update(source="./other"),
    "a module argument": lambda p: p["configuration"]["root_module"]["module_calls"]["redis"]["expressions"].update(
        x={}
    ),
    "a variable": lambda p: p["variables"]["token"].update(value="another"),
    "a move": lambda p: at(p, "terraform_data.renamed").update(previous_address="terraform_data.other"),
    "an import": lambda p: at(p, "terraform_data.adopted")["change"]["importing"].update(id="xyz"),
    "an output": lambda p: p["output_changes"]["id"].update(actions=["delete"]),
    "a read during the apply": lambda p: p["resource_changes"].append(
        {"address": "data.external.x", "mode": "data", "change": {"actions": ["read"]}}
    ),
    "an untouched resource that is touched now": lambda p: p["resource_changes"][-1]["change"].update(
        actions=["forget"]
    ),
    "the version of Terraform": lambda p: p.update(terraform_version="1.12.0"),
    "something Terraform adds later": lambda p: p.update(deferred_actions=["x"]),
}


@pytest.mark.parametrize("change", CHANGES_OF_EFFECT.values(), ids=CHANGES_OF_EFFECT.keys())
def test_a_plan_of_another_effect_has_another_digest(change) -> None:
    plan = document()
    change(plan)
    assert of(plan) != of(document())


@pytest.mark.parametrize(
    "other",
    [
        {"lock_file": "other"},
        {"code": {"": {"blocks": [], "files": {"x.tpl": "1"}}}},
        {"values": {"data.aws_ami.this": {"id": "ami-2"}}},
        {"identity": Identity(backend={"type": "s3", "key": "prod"})},
        {"identity": Identity(backend={"type": "s3", "key": "staging"}, providers={"aws": {"region": "eu-west-1"}})},
        {"identity": Unknown(unknown_because="it could not be read")},
        {"workspace": "prod"},
        {"comment_args": ("-var", "a=b")},
        {"steps": ("init", "plan", "run")},
    ],
)
def test_everything_beside_the_plan_is_covered_too(other) -> None:
    assert of(document(), **other) != of(document())


def test_a_digest_carries_its_version_and_needs_the_key() -> None:
    assert digest(KEY, INPUTS).startswith("v2:")
    assert len(digest(KEY, INPUTS)) == len("v2:") + 64
    assert digest(b"other", INPUTS) != digest(KEY, INPUTS)


def test_a_plan_without_configuration_has_a_digest() -> None:
    assert of({}) != of({"resource_changes": [{"address": "a.b", "change": {"actions": ["create"]}}]})


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_keys_does_not_matter(random) -> None:
    assert of(_shuffled(document(), random)) == of(document())


def _shuffled(part: Any, random: Any) -> Any:
    if isinstance(part, dict):
        keys = list(part)
        random.shuffle(keys)
        return {key: _shuffled(part[key], random) for key in keys}
    return [_shuffled(each, random) for each in part] if isinstance(part, list) else part


def _leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(part, dict | list):
        for key in part if isinstance(part, dict) else range(len(part)):
            yield from _leaves(part[key], (*path, key))
    else:
        yield path


LEAVES = list(_leaves(covered_part(document())))


@given(path=st.sampled_from(LEAVES))
def test_any_change_inside_a_covered_part_changes_the_digest(path) -> None:
    changed: Any = copy.deepcopy(covered_part(document()))
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = f"changed {part[path[-1]]}"
    assert digest(KEY, _inputs(changed)) != digest(KEY, _inputs(covered_part(document())))


def _inputs(plan: Any) -> DigestInputs:
    return replace(INPUTS, show_json=plan)
