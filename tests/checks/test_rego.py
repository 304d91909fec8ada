"""Answers of conftest and opa in their documented shapes; neither is a package that could be installed here."""

from __future__ import annotations

import json

import pytest

from support.subjects import place_tool, subject, write
from tidegate.checks.rego import Asked, Said, evaluated
from tidegate.core.errors import ToolFailed

CONFTEST = [
    {
        "filename": "plan.json",
        "namespace": "main",
        "successes": 1,
        "failures": [{"msg": "no", "metadata": {"resource": "aws_x.a"}}],
        "warnings": [{"msg": "look"}],
    },
    {"filename": "plan.json", "namespace": "lib", "successes": 0},
]
OPA = {
    "result": [
        {
            "expressions": [
                {
                    "value": {
                        "main": {"deny": ["no"], "allow": True, "warn_old": [{"msg": "look", "address": "aws_x.a"}]},
                        "terraform": {"net": {"violation": [], "deny": True}},
                    },
                    "text": "data",
                    "location": {"row": 1, "col": 1},
                }
            ]
        }
    ]
}


def asked(tmp_path, **scripts: str) -> Asked:
    """Evaluation with programs a shell script plays each."""
    for name, script in scripts.items():
        place_tool(tmp_path / "tools", name, script)
    folder = write(tmp_path / "between", {"plan.json": '{"a": 1}'})
    return Asked(
        policies=write(tmp_path / "policies", {"a.rego": 'package main\ndeny[msg] { msg := "ours" }\n'}),
        texts={"a.rego": 'package main\ndeny[msg] { msg := "ours" }\n'},
        plan=folder / "plan.json",
        folder=folder,
        programs=subject(tmp_path, {}, tools=tmp_path / "tools").programs,
    )


def prints(tmp_path, answer: object) -> str:
    file = write(tmp_path, {"answer.json": json.dumps(answer)}) / "answer.json"
    return f'echo "$@" > {tmp_path}/line; cat {file}'


async def test_conftest_is_asked_first_about_every_namespace(tmp_path):
    said = await evaluated(asked(tmp_path, conftest=prints(tmp_path, CONFTEST) + "; exit 1", opa="exit 9"))
    assert said == (
        Said(namespace="main", rule="deny", message={"resource": "aws_x.a", "msg": "no"}),
        Said(namespace="main", rule="warn", message={"msg": "look"}),
    )
    assert "--all-namespaces" in (tmp_path / "line").read_text()


@pytest.mark.parametrize("script", ["exit 1", "echo '[]'", "echo '{}'", "echo '[]'; exit 2"])
async def test_a_conftest_that_evaluates_nothing_is_a_failure(tmp_path, script):
    with pytest.raises(ToolFailed):
        await evaluated(asked(tmp_path, conftest=script))


async def test_opa_is_asked_strictly_and_every_package_is_looked_through(tmp_path):
    said = await evaluated(asked(tmp_path, opa=prints(tmp_path, OPA)))
    assert said == (
        Said(namespace="main", rule="deny", message="no"),
        Said(namespace="main", rule="warn_old", message={"msg": "look", "address": "aws_x.a"}),
        Said(namespace="terraform.net", rule="deny", message="terraform.net.deny is true."),
    )
    assert "--strict-builtin-errors" in (tmp_path / "line").read_text()


async def test_opa_reads_old_syntax_when_the_new_one_is_refused(tmp_path):
    script = f'case "$*" in *--v0-compatible*) {prints(tmp_path, OPA)};; *) exit 2;; esac'
    assert len(await evaluated(asked(tmp_path, opa=script))) == 3


@pytest.mark.parametrize("script", ["exit 2", "echo '{}'", "echo '[1]'", "echo no"])
async def test_an_opa_that_evaluates_nothing_is_a_failure(tmp_path, script):
    with pytest.raises(ToolFailed):
        await evaluated(asked(tmp_path, opa=script))


async def test_without_either_the_evaluator_tidegate_brings_is_asked(tmp_path):
    assert await evaluated(asked(tmp_path)) == (Said(namespace="main", rule="deny", message="ours"),)
