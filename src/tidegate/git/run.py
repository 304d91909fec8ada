"""The one place that starts git: explicit environment, no configuration but ours, no hooks, no terminal.

A password reaches git through an askpass program that reads it from git's own environment: it is never on disk, in
an URL or in the process list.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tidegate.core.errors import GitFailed
from tidegate.ports.forge import CloneSource

ASKPASS = """#!/bin/sh
case "$1" in
  Username*) printf '%s\\n' "$TIDEGATE_GIT_USERNAME" ;;
  *) printf '%s\\n' "$TIDEGATE_GIT_SECRET" ;;
esac
"""
SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.untrackedCache": "false",
    "credential.helper": "",
    "http.lowSpeedLimit": "1000",  # Bytes a second: a forge that stalls must not hold the mirror for ever.
    "http.lowSpeedTime": "60",
    "gc.autoDetach": "false",  # Housekeeping ends with the command that caused it.
    "safe.directory": "*",  # A workflow's steps may run as another user.
}
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """Git with our settings.

    Attributes:
        askpass: Our askpass program.
        environment: Additions to git's environment, such as a proxy or GIT_SSL_CAINFO.
    """

    askpass: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def install(cls, folder: Path, environment: Mapping[str, str] = NOTHING) -> Git:
        """Put the askpass program into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        askpass, temporary = folder / "askpass", folder / f"askpass.{os.getpid()}"
        temporary.write_text(ASKPASS)
        temporary.chmod(0o700)
        temporary.replace(askpass)
        return cls(askpass=askpass, environment=environment)

    async def run(self, *arguments: str, source: CloneSource | None = None, keep_open: tuple[int, ...] = ()) -> str:
        """Standard output of `git arguments...`; descriptors of `keep_open` stay open in git.

        Raises:
            GitFailed: Git's words.
        """
        code, output, errors = await self.ask(*arguments, source=source, keep_open=keep_open)
        if code:
            raise GitFailed(errors.strip() or f"git {arguments[0]} ended with exit code {code}")
        return output

    async def ask(
        self, *arguments: str, source: CloneSource | None = None, keep_open: tuple[int, ...] = ()
    ) -> tuple[int, str, str]:
        """Exit code, output and errors, for commands whose exit code is an answer."""
        code, output, errors = await self._ended(arguments, source=source, keep_open=keep_open)
        return code, output.decode(errors="replace"), errors

    async def fed(self, given: bytes, *arguments: str) -> bytes:
        """Standard output, byte for byte, of `git arguments...` that reads `given`.

        Raises:
            GitFailed: Git's words.
        """
        code, output, errors = await self._ended(arguments, given=given)
        if code:
            raise GitFailed(errors.strip() or f"git {arguments[0]} ended with exit code {code}")
        return output

    async def _ended(
        self,
        arguments: tuple[str, ...],
        *,
        given: bytes = b"",
        source: CloneSource | None = None,
        keep_open: tuple[int, ...] = (),
    ) -> tuple[int, bytes, str]:
        settings = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        process = await asyncio.create_subprocess_exec(
            "git",
            *settings,
            *arguments,
            env=self._environment(source),
            cwd="/",  # Not inside a repository whose settings would count.
            stdin=asyncio.subprocess.PIPE if given else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=keep_open,
        )
        try:
            output, errors = await process.communicate(given or None)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()  # Git takes its lock files away.
            await process.wait()
            raise
        return await process.wait(), output, errors.decode(errors="replace")

    def _environment(self, source: CloneSource | None) -> dict[str, str]:
        secret = {"TIDEGATE_GIT_USERNAME": source.username, "TIDEGATE_GIT_SECRET": source.secret} if source else {}
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.devnull,  # Not the .netrc of whoever runs us.
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": str(self.askpass),
            "GIT_ALLOW_PROTOCOL": "http:https",
            "GIT_LITERAL_PATHSPECS": "1",
            **self.environment,
            **secret,
        }
