"""How we reach GitHub: kept connections, one set for each event loop, and githubkit set up to leave retries to us."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TypeVar
from urllib.request import getproxies, proxy_bypass
from weakref import WeakKeyDictionary

import githubkit
import httpx
from githubkit.auth import BaseAuthStrategy
from githubkit.cache import MemCacheStrategy
from githubkit.hishel import AsyncMemoryStorage

API_VERSION = "2022-11-28"
_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
_REMEMBERED = timedelta(hours=6)
_Auth = TypeVar("_Auth", bound=BaseAuthStrategy)


def connection(api_url: str, auth: _Auth) -> githubkit.GitHub[_Auth]:
    """A client that answers unchanged reads from its ETag cache and repeats nothing by itself."""
    return githubkit.GitHub(
        auth,
        base_url=api_url,
        user_agent="tidegate",
        timeout=_TIMEOUT,
        async_transport=_Kept(),
        cache_strategy=_Answers(),
        auto_retry=False,
    )


class _Kept(httpx.AsyncBaseTransport):
    """Connections that outlive the client githubkit makes for each call, and never cross event loops."""

    def __init__(self) -> None:
        self._pools: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncHTTPTransport] = WeakKeyDictionary()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        loop = asyncio.get_running_loop()
        if loop not in self._pools:
            self._pools[loop] = _pool(request.url)
        return await self._pools[loop].handle_async_request(request)

    async def __aexit__(self, *_: object) -> None:
        """A client closes; the connections stay for the next."""

    async def aclose(self) -> None:
        """As `__aexit__`."""


def _pool(url: httpx.URL) -> httpx.AsyncHTTPTransport:
    """Connections to one host, through the proxy that `HTTPS_PROXY` and `NO_PROXY` ask for."""
    proxy = None if proxy_bypass(url.host) else getproxies().get(url.scheme)
    return httpx.AsyncHTTPTransport(proxy=proxy)


class _Answers(MemCacheStrategy):
    """Answers kept for their ETags, and forgotten after some hours."""

    def __init__(self) -> None:
        super().__init__()
        self._answers = AsyncMemoryStorage(default_ttl=_REMEMBERED.total_seconds(), keep_unclosed=True)

    async def get_async_hishel_storage(self) -> AsyncMemoryStorage:
        return self._answers
