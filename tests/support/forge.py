"""One repository of the sandbox, and acting on it as people."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from support.receiver import Received, Receiver
from support.sandbox import Sandbox

SECRET = "the hook's secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """`acme/<name>`. kim-lead administers it; bob and carol write; park-cto only reads."""

    sandbox: Sandbox
    receiver: Receiver
    name: str

    @property
    def full_name(self) -> str:
        return f"acme/{self.name}"

    def create(self) -> None:
        self.sandbox.seed(
            repos=[{"owner": "acme", "name": self.name}],
            collaborators=[
                {"repo": self.full_name, "login": "kim-lead", "permission": "admin"},
                {"repo": self.full_name, "login": "tidegate-bot", "permission": "write"},
            ],
            hooks=[{"repo": self.full_name, "url": self.receiver.url + self.hook_path, "secret": SECRET}],
        )
        self.commit("main", {"README.md": "# Infra\n", "env/main.tf": "resource {}\n" * 9})
        self.commit("feature", {"env/redis.tf": "redis\n"})

    @property
    def hook_path(self) -> str:
        return f"/{self.name}"

    def commit(self, branch: str, files: Mapping[str, str | None], author: str = "alice") -> str:
        """Commit past any protection; gives the new head."""
        made = {"repo": self.full_name, "branch": branch, "author": author, "message": "A change", "files": dict(files)}
        return str(self.sandbox.seed(commits=[made])["commits"][0])

    def protect(self, branch: str, **rules: object) -> None:
        self.sandbox.seed(protections=[{"repo": self.full_name, "branch": branch, **rules}])

    def ask(self, login: str, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Call an endpoint below the repository; any status is an answer."""
        return self.sandbox.ask(login, method, f"/repos/{self.full_name}{path}", body, **headers)

    def must(self, login: str, method: str, path: str, body: object = None) -> Any:
        return self.sandbox.must(login, method, f"/repos/{self.full_name}{path}", body)

    def open_pull(self, login: str = "alice", head: str = "feature", base: str = "main", **more: object) -> int:
        body = {"title": "Add Redis", "head": head, "base": base, **more}
        return int(self.must(login, "POST", "/pulls", body)["number"])

    def pull(self, number: int) -> Any:
        """A pull request with its mergeability computed: the first read only starts that."""
        self.must("bob", "GET", f"/pulls/{number}")
        return self.must("bob", "GET", f"/pulls/{number}")

    def review(self, login: str, number: int, event: str, body: str = "") -> httpx.Response:
        return self.ask(login, "POST", f"/pulls/{number}/reviews", {"event": event, "body": body})

    def merge(self, login: str, number: int, **how: object) -> httpx.Response:
        return self.ask(login, "PUT", f"/pulls/{number}/merge", how)

    def status(self, sha: str, state: str, context: str = "atlantis/apply", **more: object) -> httpx.Response:
        body = {"state": state, "context": context, **more}
        return self.ask("tidegate-bot", "POST", f"/statuses/{sha}", body)

    def put(self, login: str, branch: str, path: str, text: str, **more: object) -> httpx.Response:
        body = {"message": f"Write {path}", "content": b64encode(text.encode()).decode(), "branch": branch, **more}
        return self.ask(login, "PUT", f"/contents/{path}", body)

    def tip(self, branch: str) -> str:
        return str(self.must("bob", "GET", f"/branches/{branch}")["commit"]["sha"])

    def told(self, event: str, count: int = 1) -> list[Received]:
        """Wait for webhooks of one kind."""
        return self.receiver.wait(self.hook_path, event, count)


def words(answer: httpx.Response) -> str:
    """Everything an error says."""
    body = answer.json()
    return " ".join([body["message"], *(str(error) for error in body.get("errors", []))])
