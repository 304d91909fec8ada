"""The one door to GitHub's REST interface: reads are repeated, writes are paced and repeated only when that is safe."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from githubkit.exception import GitHubException
from githubkit.response import Response

from tidegate.core.errors import ForgeError, ForgeUnavailable
from tidegate.forge.github.auth import Access
from tidegate.forge.github.errors import asked_wait, is_unauthorised, surely_not_done, translated
from tidegate.forge.github.payload import part
from tidegate.forge.github.transport import API_VERSION

T = TypeVar("T")
WriteMethod = Literal["POST", "PATCH", "PUT", "DELETE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long we wait, in seconds.

    Attributes:
        between_writes: Pause kept between writes (GitHub: one second, "Best practices").
        backoff: Pauses before each repetition; as many repetitions as there are pauses.
        longest: A longer wait that GitHub asks for is not waited here: the caller is told instead.
    """

    between_writes: float = 1.0
    backoff: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0)
    longest: float = 90.0


class Rest:
    """Calls as one account. `scope` is `owner/name` or an organisation: it chooses the App's installation.

    Every method raises `ForgeError`s only.
    """

    def __init__(self, access: Access, patience: Patience) -> None:
        self.access = access
        self.patience = patience
        self._pace = _Pace(patience.between_writes)
        self._login: str | None = None

    async def get(self, scope: str, path: str, params: Mapping[str, str | int] | None = None) -> Any:
        """The JSON at a path, repeated while GitHub cannot answer."""
        return (await self._read(scope, path, params)).json()

    async def pages(
        self,
        scope: str,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        inside: str | None = None,
        most: int = 1_000,
    ) -> AsyncIterator[Any]:
        """Items of a listing, page by page.

        Args:
            scope: As everywhere.
            path: The listing.
            params: Its filters.
            inside: Key of a listing that is wrapped in an object.
            most: Pages read at most, 100 items each.
        """
        target: str | None = path
        query: Mapping[str, str | int] | None = {"per_page": 100, **(params or {})}
        for _ in range(most):
            if target is None:
                return
            answer = await self._read(scope, target, query)
            for item in items_of(answer.json(), inside):
                yield item
            target, query = next_page(answer.raw_response.links), None

    async def write(self, scope: str, method: WriteMethod, path: str, body: object) -> Any:
        """Send a change once. Repeated only when GitHub surely has not carried it out. None where it answers nothing.

        Raises:
            ForgeUnavailable: It may or may not have been carried out: look before asking again.
        """

        async def attempt() -> Response[Any, Any]:
            await self._pace.turn()
            return await self._send(scope, method, path, body=body)

        answer = await self._repeated(attempt, surely_not_done)
        return answer.json() if answer.content else None

    async def insist(self, scope: str, method: WriteMethod, path: str, body: object) -> Any:
        """A write that may be carried out twice without harm, repeated while GitHub cannot answer."""
        for pause in self.patience.backoff:
            try:
                return await self.write(scope, method, path, body)
            except ForgeUnavailable:
                await asyncio.sleep(pause)
        return await self.write(scope, method, path, body)

    async def token(self, scope: str) -> str:
        return await self._repeated(lambda: self.access.token(scope), _may_work_later)

    async def own_login(self) -> str:
        """The account we write as; it never changes while we run."""
        if self._login is None:
            self._login = await self._repeated(self.access.own_login, _may_work_later)
        return self._login

    async def _read(self, scope: str, path: str, params: Mapping[str, str | int] | None) -> Response[Any, Any]:
        return await self._repeated(lambda: self._send(scope, "GET", path, params=params), _may_work_later)

    async def _send(
        self,
        scope: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: object = None,
    ) -> Response[Any, Any]:
        headers = {"X-GitHub-Api-Version": API_VERSION}
        for last in (False, True):
            client = await self.access.client(scope)
            try:
                return await client.arequest(method, path, params=params, json=body, headers=headers)
            except GitHubException as error:
                if last or not is_unauthorised(error) or not self.access.renew(scope):
                    raise
        raise AssertionError(method, path)

    async def _repeated(self, attempt: Callable[[], Awaitable[T]], may_repeat: Callable[[GitHubException], bool]) -> T:
        pauses = iter(self.patience.backoff)
        while True:
            try:
                return await attempt()
            except GitHubException as error:
                pause = next(pauses, None)
                wait = max(pause or 0.0, asked_wait(error))
                problem = translated(error)
                if pause is None or wait > self.patience.longest or not _repeatable(problem, error, may_repeat):
                    raise problem from error
            await asyncio.sleep(wait)


def _repeatable(problem: ForgeError, error: GitHubException, may_repeat: Callable[[GitHubException], bool]) -> bool:
    return isinstance(problem, ForgeUnavailable) and may_repeat(error)


def _may_work_later(error: GitHubException) -> bool:
    return isinstance(translated(error), ForgeUnavailable)


def next_page(links: Mapping[str | None, Mapping[str, str]]) -> str | None:
    """Address of the next page from a parsed Link header; None on the last one."""
    return links.get("next", {}).get("url")


def items_of(answer: object, inside: str | None) -> Iterable[Any]:
    """The items of one page."""
    listed = answer if inside is None else part(answer, inside)
    return listed if isinstance(listed, list) else ()


class _Pace:
    """Hands out turns, at least so many seconds apart. Safe from any thread or event loop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0
        self._lock = threading.Lock()

    async def turn(self) -> None:
        with self._lock:
            now = time.monotonic()
            mine = max(now, self._next)
            self._next = mine + self._seconds
        await asyncio.sleep(mine - now)
