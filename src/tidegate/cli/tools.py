"""`tidegate tools install`: tools with a Python environment of their own, because their pins clash with ours."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

import tidegate.checks
from tidegate.core.errors import ToolFailed
from tidegate.terraform.programs import LaptopPrograms
from tidegate.terraform.toolbox import Toolbox

LOCKS = Path(tidegate.checks.__file__).parent
TOOLS = ("checkov",)
SECONDS = 1800.0


def run(tool: str, folder: Path) -> int:
    """Install a tool, or install it anew, as its lock file says. Exit code 0 done, 1 not, 2 no such tool."""
    if tool not in TOOLS:
        typer.echo(f"There is no tool {tool} to install; there is: {', '.join(TOOLS)}.", err=True)
        return 2
    lock = LOCKS / f"{tool}.lock"
    home = folder.absolute() / tool
    try:
        asyncio.run(_Installation(home=home, lock=lock).make())
    except ToolFailed as error:
        typer.echo(f"{error}\n{error.output}".rstrip(), err=True)
        return 1
    typer.echo(f"{tool} is installed in {home}.")
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Installation:
    """A virtual environment with what a lock file names, each file of it checked against its hash."""

    home: Path
    lock: Path

    async def make(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        await self._do("making its environment", sys.executable, "-m", "venv", "--clear", str(self.home))
        pip = (str(self.home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
        await self._do("installing", *pip, "--no-deps", "--require-hashes", "-r", str(self.lock))

    async def _do(self, what: str, *argv: str) -> None:
        programs = LaptopPrograms(self.home, Toolbox(), os.environ)
        ran = await programs.run(argv, cwd=self.home, seconds=SECONDS)
        if ran.code:
            raise ToolFailed(f"{self.home.name} is not installed: {what} failed.", _tail((ran.out, ran.err)))


def _tail(printed: Sequence[str]) -> str:
    return "\n".join("".join(printed).splitlines()[-20:])
