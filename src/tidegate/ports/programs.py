"""Short programs that look at a checkout: checks and cost tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A program that ended by itself."""

    code: int
    out: str
    err: str


class Programs(Protocol):
    """Starts programs in one place: within a run's walls and environment, or on a laptop as they are."""

    @property
    def scratch(self) -> Path:
        """A folder of the programs' own, for files they are given and files they write."""
        ...

    def find(self, name: str) -> str | None:
        """The path of a program those started here can see; None when there is none."""
        ...

    async def run(self, argv: Sequence[str], *, cwd: Path, seconds: float) -> Ran:
        """Run a program to its end, whatever its exit code.

        Raises:
            ToolFailed: It could not be started, took longer than `seconds`, or printed more than anybody reads.
        """
        ...
