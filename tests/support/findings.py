"""Findings of checks, and strategies that make many of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tidegate.core.checks.model import SEVERITIES, CheckResult, Finding, result_of

IDS = ("open_ingress", "CKV_AWS_24", "CKV_AWS_25", "AVD-AWS-0107", "CKV_AWS_79", "aws-ec2-no-public-egress-sgr")
ADDRESSES = ("", "aws_security_group.a", "aws_security_group.a[0]", "module.m.aws_db_instance.b")


def finding(rule: str = "open_ingress", address: str = "aws_security_group.a", **rest: Any) -> Finding:
    return Finding(**{"id": rule, "severity": "HIGH", "message": "open", "address": address, **rest})


def some_findings() -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        id=st.sampled_from(IDS),
        severity=st.sampled_from(SEVERITIES),
        message=st.sampled_from(("open", "shut", "ajar")),
        address=st.sampled_from(ADDRESSES),
        file=st.sampled_from(("", "main.tf")),
        line=st.integers(0, 2),
        is_new=st.booleans(),
    )


def lists_of_findings() -> st.SearchStrategy[tuple[Finding, ...]]:
    return st.lists(some_findings(), max_size=6).map(tuple)


def some_results() -> st.SearchStrategy[tuple[CheckResult, ...]]:
    """Results of a few checks, `builtin` not always first."""

    def results(names: list[str], found: list[tuple[Finding, ...]]) -> tuple[CheckResult, ...]:
        return tuple(result_of(name, findings) for name, findings in zip(names, found, strict=True))

    names = st.permutations(("builtin", "checkov", "trivy"))
    return st.builds(results, names, st.lists(lists_of_findings(), min_size=3, max_size=3))
