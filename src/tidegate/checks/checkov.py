"""Scanner checkov: its JSON as of 3.3, read from the directory of the project and the local modules it calls."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidegate.checks.answers import answer_of, failed
from tidegate.checks.paths import from_root
from tidegate.checks.scanner import SECONDS, Scan
from tidegate.core.checks.model import Finding
from tidegate.core.checks.severities import severity_of
from tidegate.core.errors import ToolFailed
from tidegate.core.words import say
from tidegate.ports.programs import Ran

CLEAN, FOUND = 0, 1  # Exit codes.


class Checkov:
    """The scanner Tidegate installs itself."""

    name = "checkov"
    remedy = say("Run `tidegate tools install checkov` where the server runs, or name it no more in `checks.security`.")
    reads = (".tf",)

    async def scan(self, scan: Scan) -> tuple[Finding, ...]:
        # `--directory=` in one word: after `-d` it would take up the .checkov.yaml of whoever wrote the code.
        line = [scan.tool, f"--directory={scan.folder}", "--framework", "terraform", "-o", "json"]
        line += ["--quiet", "--compact", "--skip-download", *await asyncio.to_thread(_without_below, scan.folder)]
        ran = await scan.programs.run(line, cwd=scan.empty, seconds=SECONDS, variables={"HOME": str(scan.empty)})
        if ran.code not in {CLEAN, FOUND}:
            raise failed(say("{tool} ended with exit code {code}.", tool=self.name, code=ran.code), ran)
        answer = answer_of(self.name, ran)
        reports = (answer or [None]) if isinstance(answer, list) else [answer]
        return tuple(_finding(each, scan) for report in reports for each in _read(report, ran))


def _without_below(folder: Path) -> list[str]:
    """Not the folders below, but what is called of them, which it reads all the same.

    They are other projects; and code there that calls this folder as its module would have it checked as that alone,
    with whatever values it gives.
    """
    below = [re.escape(each.name) for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
    return ["--skip-path", f"^{re.escape(str(folder))}/(?:{'|'.join(below)})$"] if below else []


def _read(report: Any, ran: Ran) -> list[Mapping[str, Any]]:
    """What failed in one report; a bare summary stands for nothing to scan."""
    summary = report.get("summary", report) if isinstance(report, dict) else {}
    if "parsing_errors" not in summary:
        raise failed(say("{tool} answered something else than it documents.", tool="checkov"), ran)
    if summary["parsing_errors"]:
        raise ToolFailed(say("checkov could not read {count} of the files.", count=summary["parsing_errors"]))
    found: list[Mapping[str, Any]] = report.get("results", {}).get("failed_checks", [])
    return found


def _finding(each: Mapping[str, Any], scan: Scan) -> Finding:
    return Finding(
        id=each["check_id"],
        severity=severity_of(each["check_id"], scan.severities, each.get("severity")),
        message=each["check_name"],
        address=each.get("resource") or "",
        file=from_root(Path(each["file_abs_path"]), scan.root),
        line=(each.get("file_line_range") or [0])[0],
        link=each.get("guideline") or "",
    )
