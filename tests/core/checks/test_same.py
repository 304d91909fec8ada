from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from support.findings import finding, some_results
from tidegate.core.checks.model import CheckResult, result_of, worst
from tidegate.core.checks.same import SAME, merged, said_by, without_keys


@pytest.mark.parametrize(
    ("rule", "ours"),
    [
        ("CKV_AWS_24", "open_ingress"),
        ("AVD-AWS-0107", "open_ingress"),
        ("AWS-0107", "open_ingress"),
        ("aws-ec2-no-public-ingress-sgr", "open_ingress"),
        ("open_ingress", "open_ingress"),
        ("CKV_AWS_16", "unencrypted_store"),
        ("CKV_AWS_79", "CKV_AWS_79"),
        ("AVD-AWS-0028", "AWS-0028"),
    ],
)
def test_a_tools_rule_is_ours_where_both_say_the_same(rule, ours) -> None:
    assert said_by(rule) == ours


def test_no_id_says_two_things() -> None:
    for (one, its), (other, others) in combinations(SAME.items(), 2):
        assert not set(its) & set(others), (one, other)


def test_an_address_without_its_instance_keys_is_what_scanners_of_code_write() -> None:
    assert without_keys('module.a["x.[y]"].aws_subnet.b[0]') == "module.a.aws_subnet.b"
    assert without_keys(r'aws_subnet.b["say \"hi\"]"]') == "aws_subnet.b"


def test_one_thing_about_one_resource_is_said_once_in_our_words() -> None:
    scanner = result_of("checkov", (finding("CKV_AWS_24", message="SSH", file="main.tf", line=3, severity="CRITICAL"),))
    ours = result_of("builtin", (finding(message="port 22 is open"),))
    merged_scanner, merged_ours = merged((scanner, ours))
    (kept,) = merged_ours.findings
    assert (kept.id, kept.message, kept.also) == ("open_ingress", "port 22 is open", ("CKV_AWS_24",))
    assert (kept.severity, kept.file, kept.line) == ("CRITICAL", "main.tf", 3)
    assert (merged_scanner.state, merged_scanner.findings) == ("found", ())


def test_without_ours_the_first_check_is_listened_to() -> None:
    checkov = result_of("checkov", (finding("CKV_AWS_24"), finding("CKV_AWS_25")))
    trivy = result_of("trivy", (finding("AVD-AWS-0107", link="https://avd.example/107"),))
    first, second = merged((checkov, trivy))
    assert [(each.id, each.also) for each in first.findings] == [
        ("CKV_AWS_24", ("AVD-AWS-0107",)),
        ("CKV_AWS_25", ("AVD-AWS-0107",)),
    ]
    assert first.findings[0].link == "https://avd.example/107"
    assert second.findings == ()


def test_a_scanners_finding_without_instance_keys_is_about_every_instance() -> None:
    ours = result_of("builtin", tuple(finding(address=f"aws_security_group.a[{n}]", is_new=n == 1) for n in (0, 1)))
    scanner = result_of("checkov", (finding("CKV_AWS_24", is_new=True),))
    kept, gone = merged((ours, scanner))
    assert [(each.is_new, each.also) for each in kept.findings] == [(False, ("CKV_AWS_24",)), (True, ("CKV_AWS_24",))]
    assert gone.findings == ()


def test_what_any_tool_calls_new_stays_new() -> None:
    ours = result_of("builtin", (finding(is_new=False),))
    (kept,) = merged((ours, result_of("checkov", (finding("CKV_AWS_24", is_new=True),))))[0].findings
    assert kept.is_new


def test_egress_stays_a_warning_when_every_tool_says_it() -> None:
    ours = result_of("builtin", (finding("unrestricted_egress", severity="WARN"),))
    scanner = result_of("trivy", (finding("AVD-AWS-0104", severity="WARN"),))
    assert merged((ours, scanner))[0].findings[0].severity == "WARN"


def test_other_resources_other_things_and_findings_without_a_place_are_kept() -> None:
    ours = result_of("builtin", (finding(),))
    rest = (finding("CKV_AWS_24", address="aws_security_group.b"), finding("CKV_AWS_79"), finding("CKV_AWS_24", ""))
    assert merged((ours, result_of("checkov", rest)))[1].findings == rest


def test_a_failed_check_stays_failed() -> None:
    failed = CheckResult(check="checkov", state="failed", reason="it crashed")
    assert merged((failed, result_of("builtin", (finding(),))))[0] == failed


@given(some_results())
def test_merging_again_changes_nothing(results) -> None:
    assert merged(merged(results)) == merged(results)


@given(some_results())
def test_merging_loses_no_id_and_no_severity(results) -> None:
    def said(findings):
        return {(said_by(id_), without_keys(each.address)) for each in findings for id_ in (each.id, *each.also)}

    before = [each for result in results for each in result.findings]
    after = [each for result in merged(results) for each in result.findings]
    assert said(after) == said(before)
    if before:
        assert worst(each.severity for each in after) == worst(each.severity for each in before)


@given(some_results())
def test_merging_makes_nothing_old(results) -> None:
    def has_new(results):
        return any(each.is_new for result in results for each in result.findings)

    assert has_new(merged(results)) == has_new(results)
