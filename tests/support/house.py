"""A whole house for end-to-end tests: the sandbox forge and a Tidegate server, each a process of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from support.sandbox import WATCHED, Sandbox, Serve, running_sandbox
from support.tidegate_server import SECRET, TidegateServer
from support.waiting import until
from tidegate.sandbox.github.acme import BOT, REPO
from tidegate.sandbox.story.people import Persona

EVENTS = ["pull_request", "pull_request_review", "issue_comment", "commit_comment", "push"]


@dataclass(frozen=True)
class House:
    """`writer` is the login the server writes as."""

    sandbox: Sandbox
    server: TidegateServer
    api: httpx.Client
    writer: str = BOT

    def persona(self, login: str) -> Persona:
        return Persona(login=login, http=self.api)

    def change(
        self, files: Mapping[str, str | None], *, branch: str = "topic", base: str = "main", author: str = "alice"
    ) -> int:
        """Push files to a branch and open a pull request."""
        self.sandbox.commit(branch, files, author=author)
        return self.persona(author).open_change(head=branch, base=base, title=f"Change {branch}", body="")

    def planned(self, number: int, *, state: str = "success") -> str:
        """Wait until the head's plan has ended as it should; answers with the newest plan comment."""
        alice = self.persona("alice")
        sha = alice.head(number)
        ended = ("success", "failure", "error")
        got = until(
            f"the plan of #{number}", lambda: (found := alice.statuses(sha).get("atlantis/plan")) in ended and found
        )
        comments = self.said(number)
        assert got == state, comments
        return comments[-1]

    def said(self, number: int) -> list[str]:
        """What the server has written on a change, oldest first."""
        return [comment["body"] for comment in self._comments(number)]

    def said_of(self, sha: str) -> list[str]:
        """What the server has written on a commit, oldest first."""
        return [comment["body"] for comment in self._comments(sha)]

    def answer(self, login: str, at: int | str, command: str, until_it: Callable[[str], bool] = bool) -> str:
        """Comment a command on a change, or on a commit, and wait for the answer that is as it should be."""
        known = {comment["id"] for comment in self._comments(at)}
        self.sandbox.must(login, "POST", _thread(at), {"body": command})

        def fresh() -> str | None:
            bodies = [comment["body"] for comment in self._comments(at) if comment["id"] not in known]
            return next((body for body in bodies if until_it(body)), None)

        return until(f"an answer to `{command}` on {at}; {[each['body'] for each in self._comments(at)]}", fresh)

    def approve(self, login: str, number: int) -> None:
        """Approve a change with a review."""
        self.sandbox.must(login, "POST", f"/repos/{REPO}/pulls/{number}/reviews", {"event": "APPROVE"})

    def merge(self, login: str, number: int, method: str = "merge") -> str:
        """Merge a change; gives the commit its base branch has then."""
        self.sandbox.must(login, "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": method})
        sha: str = self.sandbox.must(login, "GET", f"/repos/{REPO}/pulls/{number}")["merge_commit_sha"]
        return sha

    def wait_for_status(self, at: int | str, context: str, wanted: str) -> None:
        """Wait for a status of a change's head, or of a commit."""
        alice = self.persona("alice")
        sha = alice.head(at) if isinstance(at, int) else at
        until(f"{context} of {at} to be {wanted}", lambda: alice.statuses(sha).get(context) == wanted)

    def _comments(self, at: int | str) -> list[dict[str, Any]]:
        found = self.persona("alice").get(f"{_thread(at)}?per_page=100")
        return [comment for comment in found if comment["user"]["login"] == self.writer]


def _thread(at: int | str) -> str:
    """Where comments on a change, by its number, or on a commit are."""
    return f"/repos/{REPO}/issues/{at}/comments" if isinstance(at, int) else f"/repos/{REPO}/commits/{at}/comments"


@dataclass(frozen=True)
class Account:
    """Whom the server writes as, and the settings it logs in with."""

    login: str
    settings: Mapping[str, str]


def bot(_sandbox: Sandbox) -> Account:
    """The bot with its personal token."""
    return Account(BOT, {"TIDEGATE_GITHUB_TOKEN": f"sandbox-{BOT}"})


@contextmanager
def running_house(
    folder: Path,
    *,
    files: Mapping[str, str],
    log_in: Callable[[Sandbox], Account] = bot,
    served_by: Serve = WATCHED,
    protected: Sequence[str] = ("main",),
    **settings: str,
) -> Iterator[House]:
    """A forge whose `main` has these files, and a server that is told about everything; both end with the test.

    `protected` branches let everybody push who may, and take every merge: protected they are, as rules ask for.
    """
    (folder / "forge").mkdir()
    with (
        running_sandbox(folder / "forge", served_by=served_by) as sandbox,
        httpx.Client(base_url=sandbox.api, timeout=30) as api,
    ):
        account = log_in(sandbox)
        server = TidegateServer(folder=folder, settings={**_settings(sandbox.url), **account.settings, **settings})
        sandbox.commit("main", files, author="kim-lead", message="The beginning")
        sandbox.seed(protections=[{"repo": REPO, "branch": branch} for branch in protected])
        sandbox.seed(hooks=[{"repo": REPO, "url": f"{server.url}/events", "secret": SECRET, "events": EVENTS}])
        try:
            server.start()
            yield House(sandbox, server, api, account.login)
        finally:
            server.stop()
        assert "Traceback" not in server.log()


def _settings(forge: str) -> dict[str, str]:
    return {
        "TIDEGATE_GITHUB_URL": forge,
        "TIDEGATE_REPO_ALLOWLIST": "*/acme/infra",
    }
