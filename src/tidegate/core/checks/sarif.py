"""Results of checks as a SARIF 2.1.0 document, the form code hosts and editors read findings in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from tidegate.core.checks.model import CheckResult, Finding, Severity, worst

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Mapping[Severity, str] = {
    "CRITICAL": "error",
    "HIGH": "error",
    "MEDIUM": "warning",
    "LOW": "note",
    "WARN": "note",
}

# GitHub reads a number from 0.1 to 10.0: over 9.0 is critical, from 7.0 high, from 4.0 medium. A mere warning has none.
_SCORES: Mapping[Severity, str] = {"CRITICAL": "9.5", "HIGH": "8.0", "MEDIUM": "5.5", "LOW": "2.0"}


def sarif(results: Sequence[CheckResult], project: str, version: str) -> dict[str, Any]:
    """The document: one run for each check that was asked for, failed ones as runs that did not succeed.

    Args:
        results: All checks of one project.
        project: Its label; runs of the same check and project follow each other.
        version: Tidegate's own.
    """
    runs = [_run(result, project, version) for result in results if result.state != "skipped"]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}


def _run(result: CheckResult, project: str, version: str) -> dict[str, Any]:
    rules = sorted({finding.id for finding in result.findings})
    return {
        "tool": {
            "driver": {
                "name": f"Tidegate {result.check}",
                "version": version,
                "rules": [_rule(rule, result.findings) for rule in rules],
            }
        },
        "automationDetails": {"id": f"{project}/{result.check}/"},
        "invocations": [_invocation(result)],
        "columnKind": "unicodeCodePoints",
        "results": list(_results(result, rules)),
    }


def _invocation(result: CheckResult) -> dict[str, Any]:
    if result.state != "failed":
        return {"executionSuccessful": True}
    notification = {"level": "error", "message": {"text": str(result.reason) or "It could not be evaluated."}}
    return {"executionSuccessful": False, "toolExecutionNotifications": [notification]}


def _rule(rule: str, findings: Sequence[Finding]) -> dict[str, Any]:
    its = [finding for finding in findings if finding.id == rule]
    severity = worst(finding.severity for finding in its)
    made: dict[str, Any] = {
        "id": rule,
        "shortDescription": {"text": its[0].message},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }
    link = next((finding.link for finding in its if finding.link), "")
    if link:
        made["helpUri"] = link
    if severity in _SCORES:
        made["properties"] = {"tags": ["security"], "security-severity": _SCORES[severity]}
    return made


def _results(result: CheckResult, rules: Sequence[str]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in result.findings:
        key = "\0".join((result.check, finding.id, finding.address or finding.file))
        seen[key] += 1
        made: dict[str, Any] = {
            "ruleId": finding.id,
            "ruleIndex": rules.index(finding.id),
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message},
            "baselineState": "new" if finding.is_new else "unchanged",
            "partialFingerprints": {"tidegate/v1": sha256(f"{key}\0{seen[key]}".encode()).hexdigest()},
            "properties": {"severity": finding.severity, "also": list(finding.also)},
        }
        location = _location(finding)
        if location:
            made["locations"] = [location]
        yield made


def _location(finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if finding.file:
        made["physicalLocation"] = {
            "artifactLocation": {"uri": quote(finding.file), "uriBaseId": "%SRCROOT%"},
            **({"region": {"startLine": finding.line}} if finding.line else {}),
        }
    if finding.address:
        made["logicalLocations"] = [{"fullyQualifiedName": finding.address, "kind": "resource"}]
    return made
