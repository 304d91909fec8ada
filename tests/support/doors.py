"""What flows work with, for steps called by themselves: a real database, real git, and the stand-in forge."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from support.sandbox import Sandbox
from tidegate.calendars.local import LocalCalendars
from tidegate.core.commands.grammar import GrammarSettings
from tidegate.core.projects.repos import ServerConfig
from tidegate.core.switches import Switches
from tidegate.flows.outside import FlowSettings, Outside, open_door
from tidegate.forge.github import Patience, github_with_token
from tidegate.git.checkout import GitCheckout
from tidegate.sandbox.github.acme import BOT
from tidegate.store.database import Database
from tidegate.store.migrate import migrate
from tidegate.wiring import SystemClock

NOBODY = cast("Any", None)


def settings(folder: Path) -> FlowSettings:
    """The settings of a server nobody has set anything of."""
    return FlowSettings(
        runs=folder / "runs",
        public_url="http://tidegate.test",
        status_prefix="atlantis",
        forge_host="forge.test",
        repo_allowlist=("*",),
        governance_file=None,
        governance_ref=None,
        allow_custom_workflows=False,
        grammar=GrammarSettings(),
        host="here",
        unsafe_runner=True,
        switches=Switches(),
        server_config=ServerConfig(),
    )


@asynccontextmanager
async def opened_door(folder: Path, sandbox: Sandbox) -> AsyncIterator[Outside]:
    """Open it on an empty SQLite database; there is no terraform behind it."""
    url = f"sqlite:///{folder}/tidegate.sqlite"
    migrate(url)
    patience = Patience(between_writes=0, backoff=(0.0, 0.0))
    door = Outside(
        settings=settings(folder),
        database=Database(url),
        forge=github_with_token(
            api_url=sandbox.api, web_url=sandbox.url, token=lambda: f"sandbox-{BOT}", secret="x", patience=patience
        ),
        checkout=GitCheckout(folder / "data"),
        terraform=NOBODY,
        vault=NOBODY,
        cloud=NOBODY,
        engines={},
        examiner=NOBODY,
        calendars=LocalCalendars(),
        clock=SystemClock(),
        digest_key=b"digest",
        audit_key=b"audit",
    )
    open_door(door)
    yield door
    await door.database.close()
