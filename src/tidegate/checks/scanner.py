"""What scanners of code have in common: when they run, and which of their findings the change brings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tidegate.checks.unread import unread
from tidegate.core.checks.compare import compared, moves
from tidegate.core.checks.model import CheckResult, Finding, Severity, result_of
from tidegate.core.errors import ToolFailed
from tidegate.core.words import Wording, say
from tidegate.ports.checks import Subject
from tidegate.ports.programs import Programs

SECONDS = 300.0
UNREADABLE = 2  # Exit code of `terraform fmt -check` on code it cannot parse.


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One run of a scanner over the project's directory in one checkout.

    Attributes:
        tool: The scanner's whole path.
        root: The checkout: the change's, or what it is compared with.
        folder: The project's directory in it.
        empty: A folder to start it in and to call its home: no settings of the checkout's author are found there.
    """

    tool: str
    root: Path
    folder: Path
    empty: Path
    severities: Mapping[str, Severity]
    programs: Programs


class Scanner(Protocol):
    """A scanner of Terraform code."""

    @property
    def name(self) -> str: ...

    @property
    def remedy(self) -> Wording:
        """What to do when it is not there, a sentence."""
        ...

    @property
    def reads(self) -> tuple[str, ...]:
        """Which of `unread.KINDS` it reads."""
        ...

    async def scan(self, scan: Scan) -> tuple[Finding, ...]:
        """What it finds, `is_new` aside.

        Raises:
            ToolFailed: It did not read all of the code.
        """
        ...


@dataclass(frozen=True, slots=True)
class Scanned:
    """The check a scanner is: the change's code and that of its base, the findings of both held against each other.

    It runs when the team names it, or names none and it is there.
    """

    scanner: Scanner

    @property
    def name(self) -> str:
        return self.scanner.name

    async def examine(self, subject: Subject) -> CheckResult:
        named = subject.rules.scanners
        if named and self.name not in named:
            return CheckResult(check=self.name, state="skipped", reason=say("The team names other scanners."))
        tool = subject.programs.find(self.name)
        if tool is None:
            reason = say("{tool} is not installed. {remedy}", tool=self.name, remedy=self.scanner.remedy)
            return CheckResult(check=self.name, state="failed" if named else "skipped", reason=reason)
        head, base = await asyncio.gather(self._at(subject, tool, subject.root), self._before(subject, tool))
        passed_over = await asyncio.to_thread(lambda: tuple(unread(subject, self.name, self.scanner.reads)))
        return result_of(self.name, (*compared(head, base, moves(subject.plan or {})), *passed_over))

    async def _before(self, subject: Subject, tool: str) -> tuple[Finding, ...]:
        """What was there before. Where that cannot be said, everything is new."""
        if subject.base is None or not (subject.base / subject.project.dir).is_dir():
            return ()
        try:
            return await self._at(subject, tool, subject.base)
        except ToolFailed:
            return ()

    async def _at(self, subject: Subject, tool: str, root: Path) -> tuple[Finding, ...]:
        empty = subject.programs.scratch / "nothing"
        await asyncio.to_thread(empty.mkdir, mode=0o700, exist_ok=True)
        scan = Scan(
            tool=tool,
            root=root,
            folder=root / subject.project.dir,
            empty=empty,
            severities=subject.rules.severities,
            programs=subject.programs,
        )
        if subject.plan is None:
            await _readable(subject, scan.folder)
        return await self.scanner.scan(scan)


async def _readable(subject: Subject, folder: Path) -> None:
    """Some scanners pass over code they cannot parse, and say they found nothing. A plan is the proof that one can.

    Raises:
        ToolFailed: Terraform cannot parse it either.
    """
    argv = (subject.terraform, "fmt", "-check", "-list=false", "-write=false", "-no-color")
    ran = await subject.programs.run(argv, cwd=folder, seconds=SECONDS)
    if ran.code == UNREADABLE:
        raise ToolFailed(say("Terraform cannot read the code, so no scanner can."), ran.err)
