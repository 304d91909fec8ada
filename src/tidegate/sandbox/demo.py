"""The demo: a sandbox forge with people to be, a sample repository, and a Tidegate server, all in one process.

Tidegate is started with ordinary settings and talks to the sandbox over HTTP; nothing in it knows what it talks to.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

import tidegate
from tidegate.sandbox.github.acme import acme_world
from tidegate.sandbox.github.app import create_app
from tidegate.sandbox.github.world import World
from tidegate.sandbox.provider.install import cli_config, install_mirror
from tidegate.sandbox.sample.places import deployed_state
from tidegate.sandbox.sample.seed import FEATURE_BRANCH, write_states
from tidegate.sandbox.scene import set_scene
from tidegate.sandbox.story.chapters import Stage, play
from tidegate.sandbox.story.people import StoryBroken

Serve = Callable[[Mapping[str, str]], Awaitable[None]]
Say = Callable[[str], None]

SANDBOX_PORT = 4140
TIDEGATE_PORT = 4141


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a demo stands on.

    Attributes:
        settings: Environment variables Tidegate is started with.
        states: Folder of Terraform's states.
    """

    sandbox_url: str
    tidegate_url: str
    settings: Mapping[str, str]
    states: Path
    world: World


def lay(folder: Path) -> Ground:
    """Make everything a demo needs in an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    folder = folder.resolve()
    sandbox_url, tidegate_url = (f"http://127.0.0.1:{_port(wanted)}" for wanted in (SANDBOX_PORT, TIDEGATE_PORT))
    secret = secrets.token_hex(20)
    states = folder / "states"
    write_states(states)
    rc = folder / "terraform.rc"
    rc.write_text(cli_config(install_mirror(folder / "providers")))
    world = acme_world(folder / "forge", sandbox_url)
    set_scene(world, states, hook_url=f"{tidegate_url}/events", hook_secret=secret)
    return Ground(
        sandbox_url=sandbox_url,
        tidegate_url=tidegate_url,
        settings=_settings(folder / "tidegate", sandbox_url, tidegate_url, secret, rc, states),
        states=states,
        world=world,
    )


async def present(folder: Path, serve: Serve, say: Say) -> None:
    """Run the demo until it is interrupted."""
    ground = lay(folder)
    with _forge(ground):
        say(guidance(ground, folder))
        await serve(ground.settings)


def guidance(ground: Ground, folder: Path) -> str:
    """Where to go, what to do there first, and where it is told how it goes on."""
    data = ground.settings["TIDEGATE_DATA_DIR"]
    return f"""
  Open       {ground.sandbox_url}
             Be alice, and open a pull request from {FEATURE_BRANCH} into develop.
             docs/guides/try-the-demo.md tells how it goes on, click by click.
  Dashboard  {ground.tidegate_url}
  Records    TIDEGATE_DATA_DIR={data} tidegate audit verify

  Ctrl-C ends it; everything lies in {folder}.
"""


async def check(folder: Path, serve: Serve, say: Say) -> int:
    """Play the story against a running demo. 0 when everything was seen, 1 when not."""
    ground = lay(folder)
    with _forge(ground):
        server = asyncio.ensure_future(serve(ground.settings))
        try:
            await _until_up(ground.tidegate_url, server)
            return await asyncio.to_thread(_play, ground, say)
        finally:
            server.cancel()
            await asyncio.gather(server, return_exceptions=True)


def _play(ground: Ground, say: Say) -> int:
    with httpx.Client(base_url=f"{ground.sandbox_url}/api/v3", timeout=30) as http:
        stage = Stage(
            http=http, staging_state=deployed_state(ground.states, "staging"), say=lambda seen: say(f"  ✓ {seen}")
        )
        try:
            play(stage)
        except StoryBroken as broken:
            say(f"  ✗ {broken}")
            return 1
    return 0


async def _until_up(url: str, server: asyncio.Future[None]) -> None:
    async with httpx.AsyncClient() as http:
        while not server.done():
            try:
                if (await http.get(f"{url}/healthz")).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    server.result()


class _forge:  # noqa: N801 - a context manager, used like a function
    """The sandbox forge on a thread of its own: the main thread's signals belong to Tidegate."""

    def __init__(self, ground: Ground) -> None:
        port = int(ground.sandbox_url.rsplit(":", 1)[1])
        app = create_app(ground.world)
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, name="sandbox", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)


def _settings(folder: Path, sandbox_url: str, tidegate_url: str, secret: str, rc: Path, states: Path) -> dict[str, str]:
    return {
        "TIDEGATE_DATA_DIR": str(folder),
        "TIDEGATE_PORT": tidegate_url.rsplit(":", 1)[1],
        "TIDEGATE_PUBLIC_URL": tidegate_url,
        "TIDEGATE_GITHUB_URL": sandbox_url,
        "TIDEGATE_GITHUB_TOKEN": "sandbox-tidegate-bot",
        "TIDEGATE_WEBHOOK_SECRET": secret,
        "TIDEGATE_REPO_ALLOWLIST": "*/acme/infra",
        "TIDEGATE_TERRAFORM_CLI_CONFIG": str(rc),
        "TIDEGATE_FORGE_WRITE_PAUSE": "0",
        "TIDEGATE_VISIBLE_PATHS": _visible(states),
    }


def _visible(states: Path) -> str:
    """What steps see: the states they change, and the Python the stand-in provider runs on."""
    python = dict.fromkeys((sys.prefix, sys.base_prefix, str(Path(tidegate.__file__).parents[1])))
    return ",".join((*python, f"{states}:rw"))


def _port(wanted: int) -> int:
    """The wanted port of the loopback, or another when it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on the loopback")
