"""On the evaluator Tidegate brings; what a user's own conftest or opa says is in test_rego.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support import walls
from support.stages import stage_run
from support.subjects import subject, write
from tidegate.checks.policies import Policies
from tidegate.core.errors import ToolFailed
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap
from tidegate.terraform.local import LocalTerraform

PLAN = {
    "resource_changes": [{"address": "aws_x.a", "type": "aws_x", "change": {"actions": ["delete"], "after": None}}],
    "configuration": {"provider_config": {"aws": {"name": "aws"}}},
}
OLD = """package main
deny[msg] { r := input.resource_changes[_]; r.type == "aws_x"; msg := sprintf("no %s", [r.address]) }
deny_never[msg] { input.nothing; msg := "never" }
warn[msg] { msg := {"msg": "look", "address": "aws_x.a"} }
"""
NEW = """package terraform.net
import rego.v1
violation contains {"msg": "closed", "resource": "aws_x.a"} if { true }
"""
GONE = """package main
deny contains msg if { some r in input.resource_changes; r.change.after == null; msg := "gone" }
"""


def looked(tmp_path, policies: dict[str, str], plan=PLAN, **changes):
    folder = write(tmp_path / "policies", policies)
    return Policies().examine(subject(tmp_path, {"app/main.tf": ""}, plan=plan, policies=folder, **changes))


def said(result) -> set[tuple[str, str, str, str]]:
    return {(each.id, each.severity, each.message, each.address) for each in result.findings}


async def test_rules_of_old_and_new_syntax_in_every_package_deny_and_warn(tmp_path):
    result = await looked(tmp_path, {"a.rego": OLD, "deep/b.rego": NEW})
    assert said(result) == {
        ("main", "HIGH", "no aws_x.a", ""),
        ("main", "WARN", "look", "aws_x.a"),
        ("terraform.net", "HIGH", "closed", "aws_x.a"),
    }
    assert all(each.is_new for each in result.findings)


async def test_a_plan_nothing_is_said_of_passes(tmp_path):
    assert (
        await looked(tmp_path, {"a.rego": OLD.split("warn", maxsplit=1)[0]}, plan={"resource_changes": []})
    ).state == "passed"


async def test_a_null_is_seen_as_one(tmp_path):
    assert said(await looked(tmp_path, {"a.rego": GONE})) == {("main", "HIGH", "gone", "")}


async def test_a_policy_that_reads_the_configuration_finds_it(tmp_path):
    text = 'package main\ndeny[msg] { input.configuration.provider_config.aws; msg := "configured" }\n'
    assert said(await looked(tmp_path, {"a.rego": text})) == {("main", "HIGH", "configured", "")}


async def test_policies_use_libraries_beside_them_and_their_tests_are_left_out(tmp_path):
    policies = {
        "a.rego": "package main\nimport data.lib\ndeny[msg] { msg := lib.word }\n",
        "lib.rego": 'package lib\nword := "from the library"\n',
        "a_test.rego": "package main\nthis is not even rego {\n",
    }
    assert said(await looked(tmp_path, policies)) == {("main", "HIGH", "from the library", "")}


@pytest.mark.parametrize(
    "text",
    [
        "package main\ndeny[msg] {",
        'package main\ndeny[msg] { net.cidr_contains("10.0.0.0/8", "10.0.0.1"); msg := "x" }\n',
        "package main\ndeny := input.nothing\n",
        "package main\ndeny := 7\n",
        'package main["odd"]\ndeny[msg] { msg := "x" }\n',
        'deny[msg] { msg := "x" }\n',
        "package main\nallow := true\n",
        "package main\ndeny[msg] { numbers.range(1, 100000000)[_] > 99999999; msg := 1 }\n",
    ],
    ids=["syntax", "no such function", "undefined", "a number", "odd package", "no package", "no rule", "too much"],
)
async def test_what_cannot_be_evaluated_is_a_failure(tmp_path, text, monkeypatch):
    monkeypatch.setattr("tidegate.checks.rego.CHILD_SECONDS", 3)
    monkeypatch.setattr("tidegate.checks.rego.CHILD_BYTES", 1 << 30)
    with pytest.raises(ToolFailed):
        await looked(tmp_path, {"a.rego": text})


async def test_no_policy_in_the_folder_is_a_failure(tmp_path):
    (tmp_path / "policies").mkdir()
    with pytest.raises(ToolFailed, match="No policy has a rule"):
        await looked(tmp_path, {})


async def test_no_folder_is_nothing_asked_and_no_plan_is_nothing_evaluated(tmp_path):
    assert (await Policies().examine(subject(tmp_path, {}, plan=PLAN))).state == "skipped"
    assert (await looked(tmp_path, {"a.rego": OLD}, plan=None)).state == "failed"


async def test_within_the_walls_of_a_run_policies_say_the_same(tmp_path):
    walls.need()
    terraform = LocalTerraform(Binaries(tmp_path), tmp_path / "shims", isolation=Bubblewrap(hidden=(tmp_path,)))
    programs = terraform.programs(stage_run(tmp_path))
    made = subject(tmp_path, {}, plan=PLAN, policies=write(programs.scratch / "policies", {"b.rego": NEW}))
    result = await Policies().examine(replace(made, programs=programs))
    assert said(result) == {("terraform.net", "HIGH", "closed", "aws_x.a")}


async def test_the_plan_is_left_nowhere(tmp_path):
    await looked(tmp_path, {"a.rego": OLD})
    files = [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()]
    assert not [path for path in files if b"aws_x" in path.read_bytes()]
