"""Printing what the doctor found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape

from tidegate.flows.doctor.finding import Finding

SIGNS = {"ok": "[green]✓[/green]", "warning": "[yellow]![/yellow]", "failure": "[red]✗[/red]"}


def show(findings: Sequence[Finding], *, as_json: bool) -> int:
    """Print the findings. Answers with the exit code: 1 when one of them is a failure."""
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        console.print_json(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            console.print(f"{SIGNS[finding.verdict]} {escape(finding.subject)}: {escape(finding.detail)}")
            if finding.remedy:
                console.print(f"    {escape(finding.remedy)}")
    return int(any(finding.verdict == "failure" for finding in findings))
