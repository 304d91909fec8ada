"""Check `fmt`: whether the project's files are laid out as `terraform fmt` writes them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tidegate.checks.paths import from_root
from tidegate.core.checks.compare import compared
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.checks.severities import severity_of
from tidegate.core.errors import ToolFailed
from tidegate.core.words import say
from tidegate.ports.checks import Subject

FMT = "fmt"
MESSAGE = "This file is not formatted; run `terraform fmt`."
SECONDS = 60.0
FORMATTED, UNFORMATTED = 0, 3  # Exit codes of `fmt -check`; of code it cannot read it is 2.
NAMES = (".tf", ".tfvars", ".hcl", ".tofu")  # Ends of the files it formats.


class Formatting:
    """Every file below the project's directory, in the team's judgement as bad as `severities` says, else HIGH."""

    name = FMT

    async def examine(self, subject: Subject) -> CheckResult:
        head, base = await asyncio.gather(_found(subject, subject.root), _before(subject))
        return result_of(self.name, compared(head, base, {}))


async def _before(subject: Subject) -> tuple[Finding, ...]:
    """What was so before. Where that cannot be said, everything is new."""
    if subject.base is None or not (subject.base / subject.project.dir).is_dir():
        return ()
    try:
        return await _found(subject, subject.base)
    except ToolFailed:
        return ()


async def _found(subject: Subject, root: Path) -> tuple[Finding, ...]:
    folder = root / subject.project.dir
    argv = (subject.terraform, "fmt", "-check", "-recursive", "-write=false", "-no-color")
    ran = await subject.programs.run(argv, cwd=folder, seconds=SECONDS)
    if ran.code not in {FORMATTED, UNFORMATTED}:
        raise ToolFailed(say("Terraform cannot read the code; correct what it says."), ran.err or ran.out)
    severity = severity_of(FMT, subject.rules.severities, "HIGH")
    # By how a line ends: warnings come on the same stream, and the name of a file may take several lines.
    return tuple(
        Finding(id=FMT, severity=severity, message=MESSAGE, file=from_root(folder / line, root))
        for line in ran.out.split("\n")
        if line.endswith(NAMES)
    )
