"""Acting on the forge as one of the personas, through GitHub's own REST API."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from tidegate.sandbox.github.acme import BOT, REPO
from tidegate.sandbox.github.records import MergeMethod

T = TypeVar("T")


class StoryBroken(Exception):
    """The story did not go as told; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One person with a token of their own.

    Attributes:
        http: A client whose base URL is the forge's API.
    """

    login: str
    http: httpx.Client

    def ask(self, method: str, path: str, **body: object) -> httpx.Response:
        """Call the API; any status is an answer."""
        headers = {"Authorization": f"Bearer sandbox-{self.login}", "Accept": "application/vnd.github+json"}
        return self.http.request(method, path, json=body or None, headers=headers)

    def get(self, path: str) -> Any:
        return self._fine(self.ask("GET", path))

    def open_change(self, *, head: str, base: str, title: str, body: str) -> int:
        answer = self.ask("POST", f"/repos/{REPO}/pulls", head=head, base=base, title=title, body=body)
        return int(self._fine(answer)["number"])

    def fork(self) -> str:
        """Full name of this person's fork; made when there is none. A change from it has a head `login:branch`."""
        return str(self._fine(self.ask("POST", f"/repos/{REPO}/forks"))["full_name"])

    def label(self, number: int, *names: str) -> None:
        self._fine(self.ask("POST", f"/repos/{REPO}/issues/{number}/labels", labels=list(names)))

    def unlabel(self, number: int, name: str) -> None:
        self._fine(self.ask("DELETE", f"/repos/{REPO}/issues/{number}/labels/{name}"))

    def allow_methods(self, *methods: MergeMethod) -> None:
        """Let the repository's pull requests be merged in these ways only; this person administers it."""
        allowed = {"merge": "merge_commit", "squash": "squash_merge", "rebase": "rebase_merge"}
        switches = {f"allow_{name}": method in methods for method, name in allowed.items()}
        self._fine(self.ask("PATCH", f"/repos/{REPO}", **switches))

    def comment(self, number: int, words: str) -> None:
        self._fine(self.ask("POST", f"/repos/{REPO}/issues/{number}/comments", body=words))

    def approve(self, number: int) -> httpx.Response:
        """Approve the head as it is now; the forge may refuse."""
        return self.ask("POST", f"/repos/{REPO}/pulls/{number}/reviews", event="APPROVE", body="Looks right.")

    def merge(self, number: int, method: str) -> None:
        head = self.get(f"/repos/{REPO}/pulls/{number}")["head"]["sha"]
        self._fine(self.ask("PUT", f"/repos/{REPO}/pulls/{number}/merge", merge_method=method, sha=head))

    def push(self, branch: str, path: str, text: str, message: str, *, repo: str = REPO) -> str:
        """Commit one file straight to a branch. Answers with the new head."""
        there = self.ask("GET", f"/repos/{repo}/contents/{path}?ref={branch}")
        known = {"sha": there.json()["sha"]} if there.status_code == httpx.codes.OK else {}
        content = base64.b64encode(text.encode()).decode()
        answer = self.ask(
            "PUT", f"/repos/{repo}/contents/{path}", message=message, content=content, branch=branch, **known
        )
        return str(self._fine(answer)["commit"]["sha"])

    def read(self, branch: str, path: str) -> str:
        found = self.get(f"/repos/{REPO}/contents/{path}?ref={branch}")
        return base64.b64decode(found["content"]).decode()

    def comments(self, number: int) -> list[dict[str, Any]]:
        """The bot's comments, oldest first."""
        found = self.get(f"/repos/{REPO}/issues/{number}/comments?per_page=100")
        return [comment for comment in found if comment["user"]["login"] == BOT]

    def statuses(self, sha: str) -> dict[str, str]:
        """Newest state of each context of a commit."""
        found = self.get(f"/repos/{REPO}/commits/{sha}/status?per_page=100")
        return {status["context"]: status["state"] for status in found["statuses"]}

    def head(self, number: int) -> str:
        return str(self.get(f"/repos/{REPO}/pulls/{number}")["head"]["sha"])

    def _fine(self, answer: httpx.Response) -> Any:
        if answer.is_error:
            request = answer.request
            raise StoryBroken(f"@{self.login}: {request.method} {request.url.path}: {answer.status_code} {answer.text}")
        return answer.json()


def until(what: str, look: Callable[[], T | None], *, seconds: float = 90) -> T:
    """Look until there is something to see.

    Raises:
        StoryBroken: Nothing within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen is not None:
            return seen
        time.sleep(0.2)
    raise StoryBroken(f"waited {seconds:.0f} s for {what}")
