"""Short programs as a laptop runs them: nothing around them, and the environment a test gives."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tidegate.core.errors import ToolFailed
from tidegate.ports.programs import NOTHING_MORE, Ran


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPrograms:
    """The port `Programs` on subprocesses.

    Attributes:
        scratch: An existing folder.
        environment: The whole environment, with PATH.
    """

    scratch: Path
    environment: Mapping[str, str]

    def find(self, name: str) -> str | None:
        return shutil.which(name, path=self.environment["PATH"])

    async def run(
        self, argv: Sequence[str], *, cwd: Path, seconds: float, variables: Mapping[str, str] = NOTHING_MORE
    ) -> Ran:
        environment = {**self.environment, **variables}
        process = await asyncio.create_subprocess_exec(
            *argv, cwd=cwd, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        try:
            out, err = await asyncio.wait_for(process.communicate(), seconds)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise ToolFailed(f"{argv[0]} took longer than {seconds:g} s") from None
        return Ran(code=process.returncode or 0, out=out.decode(), err=err.decode())
