"""Scanner trivy: `trivy config`, its JSON as documented (schema version 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tidegate.checks.answers import answer_of, failed
from tidegate.checks.paths import from_root
from tidegate.checks.scanner import SECONDS, Scan
from tidegate.core.checks.model import Finding
from tidegate.core.checks.severities import severity_of
from tidegate.core.words import say


class Trivy:
    """Whoever runs the server installs it."""

    name = "trivy"
    remedy = say("Put a {tool} binary on the server's PATH, or name it no more in `checks.security`.", tool=name)
    reads = (".tf", ".tf.json", ".tofu", ".tofu.json")  # OpenTofu's since 0.62.

    async def scan(self, scan: Scan) -> tuple[Finding, ...]:
        # The checks it brings itself: nothing is fetched. Started in an empty folder: its settings are read there.
        line = [scan.tool, "config", "--format", "json", "--quiet", "--skip-check-update"]
        cache = f"{scan.empty.with_name('trivy')}{scan.root}"  # One for each checkout: both are scanned at once.
        line += ["--misconfig-scanners", "terraform", "--cache-dir", cache, str(scan.folder)]
        ran = await scan.programs.run(line, cwd=scan.empty, seconds=SECONDS)
        if ran.code:
            raise failed(say("{tool} ended with exit code {code}.", tool=self.name, code=ran.code), ran)
        answer = answer_of(self.name, ran)
        if not isinstance(answer, dict) or answer.get("SchemaVersion") != 2:
            raise failed(
                say("{tool} answered in another schema than version {version}.", tool=self.name, version=2), ran
            )
        return tuple(_findings(answer, scan))


def _findings(answer: Mapping[str, Any], scan: Scan) -> Iterator[Finding]:
    for result in answer.get("Results") or ():
        for each in result.get("Misconfigurations") or ():
            if each.get("Status", "FAIL") == "FAIL":
                yield _finding(each, result["Target"], scan)


def _finding(each: Mapping[str, Any], target: str, scan: Scan) -> Finding:
    cause = each.get("CauseMetadata") or {}
    return Finding(
        id=each["ID"],
        severity=severity_of(each["ID"], scan.severities, each.get("Severity")),
        message=each.get("Message") or each["Title"],
        address=cause.get("Resource") or "",
        file=from_root(scan.folder / target, scan.root),
        line=cause.get("StartLine") or 0,
        link=each.get("PrimaryURL") or "",
    )
