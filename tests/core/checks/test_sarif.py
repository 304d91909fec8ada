from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
from hypothesis import given

from support.findings import finding, some_results
from tidegate.core.checks.model import CheckResult, result_of
from tidegate.core.checks.sarif import sarif

PUBLISHED = jsonschema_rs.validator_for(json.loads((Path(__file__).parent / "data" / "sarif-2.1.0.json").read_text()))


def _document(*results: CheckResult) -> dict:
    made = sarif(results, "redis", "1.2.3")
    assert [str(problem) for problem in PUBLISHED.iter_errors(made)] == []
    return made


def _only_result(**given) -> dict:
    (run,) = _document(result_of("builtin", (finding(**given),)))["runs"]
    return run["results"][0]


@given(some_results())
def test_every_document_fits_the_published_schema(results) -> None:
    _document(*results)


def test_a_finding_says_where_it_is() -> None:
    (location,) = _only_result(file="environments/dev/my redis.tf", line=7)["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "environments/dev/my%20redis.tf", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "aws_security_group.a"


def test_what_is_not_known_of_a_place_is_left_out() -> None:
    assert "region" not in _only_result(file="main.tf")["locations"][0]["physicalLocation"]
    assert "physicalLocation" not in _only_result()["locations"][0]
    assert "locations" not in _only_result(address="")


def test_levels_and_scores_follow_the_severity() -> None:
    findings = tuple(finding(severity, severity=severity) for severity in ("CRITICAL", "HIGH", "LOW", "MEDIUM", "WARN"))
    (run,) = _document(result_of("checkov", findings))["runs"]
    assert [each["level"] for each in run["results"]] == ["error", "error", "note", "warning", "note"]
    scores = [rule.get("properties", {}).get("security-severity") for rule in run["tool"]["driver"]["rules"]]
    assert scores == ["9.5", "8.0", "2.0", "5.5", None]


def test_a_result_points_to_its_rule_and_the_rule_to_its_remedy() -> None:
    findings = (finding("b", link="https://docs.example/b"), finding("a"))
    (run,) = _document(result_of("checkov", findings))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == ["b", "a"]
    assert [rule.get("helpUri") for rule in rules] == [None, "https://docs.example/b"]


def test_new_and_old_are_told_apart() -> None:
    assert _only_result(is_new=True)["baselineState"] == "new"
    assert _only_result(is_new=False)["baselineState"] == "unchanged"


def test_fingerprints_survive_another_line_and_message_and_tell_twins_apart() -> None:
    def prints(*findings):
        (run,) = _document(result_of("builtin", findings))["runs"]
        return [each["partialFingerprints"]["tidegate/v1"] for each in run["results"]]

    first, second = prints(finding(message="a", line=1, file="x.tf"), finding(message="b"))
    assert first != second
    assert prints(finding(message="c", line=9, file="x.tf")) == [first]


def test_a_check_that_failed_is_a_run_that_did_not_succeed_and_one_nobody_asked_for_is_none() -> None:
    failed = CheckResult(check="checkov", state="failed", reason="it ran out of memory")
    document = _document(failed, CheckResult(check="tfsec", state="skipped"), result_of("fmt", ()))
    assert [run["tool"]["driver"]["name"] for run in document["runs"]] == ["Tidegate checkov", "Tidegate fmt"]
    (invocation,) = document["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "it ran out of memory"
    assert document["runs"][1]["invocations"][0]["executionSuccessful"]
