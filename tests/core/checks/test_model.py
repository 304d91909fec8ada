from __future__ import annotations

from support.findings import finding
from tidegate.core.checks.model import result_of, worst


def test_a_check_that_was_evaluated_has_found_something_or_passed() -> None:
    assert result_of("naming", ()).state == "passed"
    assert result_of("naming", (finding(),)).state == "found"


def test_the_worst_of_severities_is_the_one_that_matters_most() -> None:
    assert worst(["LOW", "CRITICAL", "WARN"]) == "CRITICAL"
    assert worst(["LOW", "WARN"]) == "LOW"
