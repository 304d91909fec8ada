"""The child that evaluates, as the process it is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tidegate.checks import rego_child

DENIES = 'package main\ndeny[msg] { msg := "no" }\n'
ENDLESS = "package main\ndeny[msg] { numbers.range(1, 100000000)[_] > 99999999; msg := 1 }\n"


def evaluate(tmp_path, text: str, *, seconds: int = 20, memory: int = 2 << 30):
    (tmp_path / "input.json").write_text("{}")
    job = {"policies": {"a.rego": text}, "input": str(tmp_path / "input.json"), "seconds": seconds, "bytes": memory}
    (tmp_path / "job.json").write_text(json.dumps(job))
    argv = [sys.executable, "-I", rego_child.__file__, str(tmp_path / "job.json"), str(tmp_path / "answer.json")]
    done = subprocess.run(argv, capture_output=True, check=False, timeout=60)
    answer = tmp_path / "answer.json"
    return done.returncode, json.loads(answer.read_text()) if answer.exists() else None


def test_each_rule_that_says_something_has_its_value(tmp_path):
    code, answer = evaluate(tmp_path, DENIES)
    assert code == 0
    assert [(each["namespace"], each["rule"], list(each["value"])) for each in answer] == [("main", "deny", ["no"])]


def test_a_policy_that_cannot_be_read_is_named(tmp_path):
    code, answer = evaluate(tmp_path, "package main\ndeny[msg] {")
    assert code == 0
    assert answer["error"].startswith("a.rego cannot be read")


@pytest.mark.parametrize("limits", [{"seconds": 1}, {"memory": 256 << 20}], ids=["time", "memory"])
def test_a_policy_without_end_dies_of_its_limits_and_leaves_no_answer(tmp_path, limits):
    code, answer = evaluate(tmp_path, ENDLESS, **limits)
    assert (code != 0 and answer is None) or "error" in answer


def test_rules_are_those_of_conftest_once_each():
    policies = {
        "a.rego": "package a.b\ndeny[m] { m := 1 }\ndeny[m] { m := 2 }\nwarn_later contains m if { m := 3 }\n",
        "b.rego": "# deny\npackage c\ndefault violation = false\ndenying := 1\n  warn := 2\n",
    }
    assert rego_child.rules(policies) == [("a.b", "deny"), ("a.b", "warn_later"), ("c", "violation")]


def test_a_file_without_a_package_is_refused():
    with pytest.raises(rego_child.NotEvaluated, match=r"a\.rego names no package"):
        rego_child.rules({"a.rego": "deny := 1"})
