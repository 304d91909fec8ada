from __future__ import annotations

import pytest

from tidegate.core.checks.severities import TABLE, as_told, severity_of


@pytest.mark.parametrize(
    ("rule", "told", "team", "expected"),
    [
        ("CKV_AWS_24", None, {}, "HIGH"),
        ("CKV_AWS_24", None, {"CKV_AWS_24": "LOW"}, "LOW"),
        ("CKV_AWS_24", None, {"open_ingress": "LOW"}, "LOW"),
        ("CKV_AWS_24", None, {"open_ingress": "LOW", "CKV_AWS_24": "CRITICAL"}, "CRITICAL"),
        ("open_ingress", None, {"CKV_AWS_24": "LOW"}, "HIGH"),
        ("CKV_AWS_260", None, {}, "LOW"),
        ("AVD-AWS-0107", "CRITICAL", {}, "HIGH"),
        ("AVD-AWS-9999", "CRITICAL", {}, "CRITICAL"),
        ("AVD-AWS-9999", "high", {}, "HIGH"),
        ("AVD-AWS-9999", "UNKNOWN", {}, "MEDIUM"),
        ("CKV_AWS_99999", None, {}, "MEDIUM"),
        ("AWS-0104", "CRITICAL", {"AWS-0104": "MEDIUM"}, "MEDIUM"),
    ],
)
def test_the_team_comes_first_then_our_table_then_the_tool(rule, told, team, expected) -> None:
    assert severity_of(rule, team, told) == expected


@pytest.mark.parametrize(
    "rule",
    ["unrestricted_egress", "CKV_AWS_382", "AVD-AWS-0104", "AWS-0104", "aws-ec2-no-public-egress-sgr"],
)
def test_unrestricted_egress_is_a_warning_whichever_tool_says_it(rule) -> None:
    assert severity_of(rule, {}, "CRITICAL") == "WARN"


def test_what_a_tool_says_counts_only_in_our_words() -> None:
    assert [as_told(word) for word in ("Critical", "warn", "INFO", "", None)] == [
        "CRITICAL",
        "WARN",
        "MEDIUM",
        "MEDIUM",
        "MEDIUM",
    ]


def test_the_table_covers_the_rules_people_meet_every_day() -> None:
    assert sum(rule.startswith("CKV") for rule in TABLE) >= 80
