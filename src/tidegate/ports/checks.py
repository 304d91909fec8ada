"""Checks of a project's code and plan. An extension point: a check is one module behind `Check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tidegate.core.checks.model import CheckResult
from tidegate.core.checks.rules import CheckRules
from tidegate.core.projects.borders import Borders
from tidegate.core.projects.model import Project, Workflow
from tidegate.ports.programs import Programs


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What a project is kept apart from.

    Attributes:
        borders: Whose files are whose.
        paths_in: Name and bytes of a file of code → line and text of each path in it that leads out of its directory.
        workflow: The project's, whose steps may name files too.
    """

    borders: Borders
    paths_in: Callable[[str, bytes], Iterable[tuple[int, str]]]
    workflow: Workflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is examined: one project at one commit.

    Attributes:
        root: The checkout.
        base: A checkout of what the change comes from, to tell what it brings; None when there is none to compare with.
        plan: `terraform show -json` of the plan, whole, secrets in clear; None where no plan could be made.
        environment: The environment the project belongs to; None when it belongs to none.
        environment_words: Every word for that environment, as names may hold it; its name alone when empty.
        terraform: Path of the terraform or tofu the project is planned with.
        policies: The folder of Rego policies; None when there is none.
        neighbours: None where there is no other environment whose files are known.
    """

    root: Path
    base: Path | None
    project: Project
    plan: Mapping[str, Any] | None
    environment: str | None
    rules: CheckRules
    programs: Programs
    terraform: str = "terraform"
    policies: Path | None = None
    environment_words: tuple[str, ...] = ()
    neighbours: Neighbours | None = None

    @property
    def dir(self) -> Path:
        """The project's own directory."""
        return self.root / self.project.dir


class Check(Protocol):
    """One check. It does not look after time limits or its own crashes: `Examiner` does."""

    @property
    def name(self) -> str: ...

    async def examine(self, subject: Subject) -> CheckResult:
        """What there is to say. Everything found, old and new; severities as `core.checks.severities` says.

        Raises:
            ToolFailed: The tool did not do its part.
        """
        ...


class Examiner(Protocol):
    """Every check of a subject, side by side."""

    async def examine(self, subject: Subject) -> tuple[CheckResult, ...]:
        """A result for each check, in the order of the table. Never raises: a check that breaks is `failed`."""
        ...
