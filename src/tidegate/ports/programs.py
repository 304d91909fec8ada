"""Short programs that look at a checkout: checks and cost tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A program that ended by itself."""

    code: int
    out: str
    err: str


class Programs(Protocol):
    """Starts programs in one place: within a run's walls, or on a laptop as they are.

    Within walls they read the checkout and what they were promised, and write their scratch alone.
    """

    @property
    def scratch(self) -> Path:
        """A folder of the programs' own, for files they are given and files they write."""
        ...

    def find(self, name: str) -> str | None:
        """The path of a program those started here can see; None when there is none."""
        ...

    async def run(
        self, argv: Sequence[str], *, cwd: Path, seconds: float, variables: Mapping[str, str] = NOTHING_MORE
    ) -> Ran:
        """Run a program to its end, whatever its exit code.

        Args:
            argv: Its path, as `find` says it, and its arguments.
            cwd: Within the checkout or the scratch.
            seconds: How long it may take; then it is ended with all it started.
            variables: What its environment holds besides PATH, HOME, TMPDIR, LANG and Terraform's settings. Their
                values are taken for secrets.

        Raises:
            ToolFailed: It could not be started, took longer than `seconds`, or printed more than anybody reads.
        """
        ...
