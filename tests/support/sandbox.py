"""The sandbox forge as a process of its own, watched by the schema oracle; a violation fails the test."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import httpx

from oracle.serve import serve as watched
from support.ports import free_port
from support.waiting import until

Serve = Callable[[int, Path], None]

WATCHED: Serve = watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """A running forge with the people of acme and an empty `acme/infra`.

    Attributes:
        url: Base of the pages and of git, such as `http://127.0.0.1:4000`.
        http: A client of that base that follows no redirects.
    """

    url: str
    http: httpx.Client

    @property
    def api(self) -> str:
        """Base of the REST interface."""
        return f"{self.url}/api/v3"

    def git(self, login: str, repo: str = "acme/infra") -> str:
        """Address to clone from and push to as somebody."""
        return f"{self.url.replace('://', f'://{login}:sandbox-{login}@')}/{repo}.git"

    def ask(self, login: str, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Call the REST interface as somebody; any status is an answer."""
        sent = {"Authorization": f"Bearer sandbox-{login}", **headers}
        return self.http.request(method, f"/api/v3{path}", json=body, headers=sent)

    def must(self, login: str, method: str, path: str, body: object = None) -> Any:
        """Call the REST interface as somebody; must succeed. Gives the JSON."""
        answer = self.ask(login, method, path, body)
        assert answer.is_success, f"{login}: {method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def seed(self, **seed: object) -> Any:
        """Add to the world; see `tidegate.sandbox.github.seeding.Seed`."""
        answer = self.http.post("/_sandbox/seed", json=seed)
        assert answer.is_success, answer.text
        return answer.json()

    def commit(
        self,
        branch: str,
        files: Mapping[str, str | None],
        *,
        author: str = "alice",
        message: str = "A change",
        **more: object,
    ) -> str:
        """Commit to `acme/infra` whatever the protection, as a push by the author. Gives the new head.

        `signed=True` lets the forge say that it has verified the author.
        """
        made = {"repo": "acme/infra", "branch": branch, "author": author, "message": message, "files": dict(files)}
        return str(self.seed(commits=[{**made, **more}])["commits"][0])

    def arm(self, fault: str, times: int = 1) -> None:
        """Let a fault happen; see `tidegate.sandbox.github.faults`."""
        answer = self.http.post("/_sandbox/faults", json={"fault": fault, "times": times})
        assert answer.is_success, answer.text

    def violations(self) -> list[str]:
        """What did not fit GitHub's published schemas so far."""
        until("the webhooks to be sent", self._all_sent)
        return list(self.http.get("/_oracle/violations").json())

    def _all_sent(self) -> bool:
        return self.http.get("/_sandbox/outbox").json() == {"unsent": 0}


@contextmanager
def running_sandbox(folder: Path, port: int | None = None, *, served_by: Serve = WATCHED) -> Iterator[Sandbox]:
    """Run the forge; its git repositories are made in `folder`. Fails the test when it broke a published schema.

    Its process is a copy of one that has read all its code already.

    Args:
        served_by: What serves it at a port, from a folder; nothing watches the product's own.
    """
    at = port or free_port()
    url = f"http://127.0.0.1:{at}"
    process = _ready_made().Process(target=served_by, args=(at, folder), daemon=True)
    process.start()
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as http:
        try:
            until("the sandbox", lambda: _answers(http, process))
            sandbox = Sandbox(url=url, http=http)
            yield sandbox
            assert served_by is not WATCHED or sandbox.violations() == []
        finally:
            process.terminate()
            process.join()


@cache
def _ready_made() -> ForkServerContext:
    """Where such copies are made. It ends with the tests."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["uvicorn", "tidegate.sandbox.github.app", "tidegate.sandbox.github.acme"])
    return context


def _answers(http: httpx.Client, process: ForkServerProcess) -> bool:
    assert process.is_alive(), "the sandbox did not start; its error is above"
    try:
        return http.get("/_sandbox/ready").is_success
    except httpx.TransportError:
        return False
