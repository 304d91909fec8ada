from __future__ import annotations

import pytest

from support.findings import finding
from tidegate.core.checks.model import CheckResult, result_of
from tidegate.core.checks.verdict import blocking, blocks, pending, summary

FAILED = CheckResult(check="checkov", state="failed", reason="it crashed")
SKIPPED = CheckResult(check="tfsec", state="skipped", reason="not installed")


@pytest.mark.parametrize(
    ("severity", "is_new", "block_from", "expected"),
    [
        ("HIGH", True, "HIGH", True),
        ("CRITICAL", True, "HIGH", True),
        ("MEDIUM", True, "HIGH", False),
        ("MEDIUM", True, "LOW", True),
        ("CRITICAL", False, "LOW", False),
        ("WARN", True, "WARN", False),
        ("LOW", True, "WARN", True),
    ],
)
def test_only_what_is_new_and_severe_enough_blocks_and_a_warning_never(severity, is_new, block_from, expected) -> None:
    assert blocks(finding(severity=severity, is_new=is_new), block_from) is expected


def test_blocking_findings_are_those_of_every_check_in_order() -> None:
    one, other = finding("a"), finding("b")
    results = (result_of("builtin", (one, finding("c", is_new=False))), FAILED, result_of("trivy", (other,)))
    assert blocking(results, "HIGH") == (one, other)


def test_what_could_not_be_evaluated_is_pending_and_what_nobody_asked_for_is_not() -> None:
    assert pending((FAILED, SKIPPED, result_of("fmt", ()))) == (FAILED,)


@pytest.mark.parametrize(
    ("findings", "others", "expected"),
    [
        ([], [], "nothing found"),
        ([], [SKIPPED], "nothing found"),
        ([finding()], [], "1 new finding from HIGH up"),
        (
            [finding(), finding(), *[finding(is_new=False)] * 5],
            [],
            "2 new findings from HIGH up, 5 were there before",
        ),
        ([finding(), finding(severity="LOW")], [], "1 new finding from HIGH up, 1 new below"),
        ([finding(severity="WARN")], [], "1 new finding, none of which blocks"),
        ([finding(is_new=False)], [], "1 was there before"),
        ([], [FAILED], "checkov was not evaluated"),
        (
            [finding()],
            [FAILED, CheckResult(check="fmt", state="failed")],
            "1 new finding from HIGH up; checkov and fmt were not evaluated",
        ),
    ],
)
def test_everything_is_said_in_one_line(findings, others, expected) -> None:
    assert summary((result_of("builtin", tuple(findings)), *others), "HIGH") == expected
