"""Scanner tfsec: its JSON as documented. Its makers go on in trivy; teams that have it keep it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidegate.checks.answers import answer_of, failed
from tidegate.checks.paths import from_root
from tidegate.checks.scanner import SECONDS, Scan
from tidegate.core.checks.model import Finding
from tidegate.core.checks.severities import severity_of
from tidegate.core.words import say

FAILED = 0  # The status of a finding that is neither passed nor ignored.


class Tfsec:
    """Whoever runs the server installs it."""

    name = "tfsec"
    remedy = say("Put a {tool} binary on the server's PATH, or name it no more in `checks.security`.", tool=name)
    reads = (".tf", ".tf.json")

    async def scan(self, scan: Scan) -> tuple[Finding, ...]:
        settings = scan.empty.with_name("tfsec.json")  # Instead of those the code's author may have put beside it.
        await asyncio.to_thread(settings.write_text, "{}")
        line = [scan.tool, str(scan.folder), "--format", "json", "--soft-fail", "--no-colour"]
        line += ["--no-module-downloads", "--config-file", str(settings), "--custom-check-dir", str(scan.empty)]
        ran = await scan.programs.run(line, cwd=scan.empty, seconds=SECONDS)
        if ran.code:
            raise failed(say("{tool} ended with exit code {code}.", tool=self.name, code=ran.code), ran)
        answer = answer_of(self.name, ran)
        if not isinstance(answer, dict) or "results" not in answer:
            raise failed(say("{tool} answered something else than it documents.", tool=self.name), ran)
        return tuple(_finding(each, scan) for each in answer["results"] or () if each.get("status", FAILED) == FAILED)


def _finding(each: Mapping[str, Any], scan: Scan) -> Finding:
    place = each.get("location") or {}
    return Finding(
        id=each["long_id"],
        severity=severity_of(each["long_id"], scan.severities, each.get("severity")),
        message=each.get("description") or each["rule_description"],
        address=each.get("resource") or "",
        file=from_root(Path(place["filename"]), scan.root) if place.get("filename") else "",
        line=place.get("start_line") or 0,
        link=next(iter(each.get("links") or ()), ""),
    )
