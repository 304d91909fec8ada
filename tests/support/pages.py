"""Server-rendered pages, used as a browser without scripts would use them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx


@dataclass(slots=True, kw_only=True)
class Browser:
    """Keeps cookies and follows redirects."""

    http: httpx.Client

    def see(self, address: str) -> str:
        """The text of a page, with tags taken out and entities resolved."""
        return text_of(self.http.get(address))

    def act_as(self, login: str, back: str = "/") -> httpx.Response:
        return self.send("/_sandbox/persona", login=login, back=back)

    def send(self, address: str, **fields: str) -> httpx.Response:
        """Send a form, with the token that pages carry."""
        return self.http.post(address, data={"token": self.token(), **fields})

    def token(self) -> str:
        found = re.search(r'name="token" value="(\w+)"', self.http.get("/").text)
        assert found, "no form on the start page"
        return found[1]


@contextmanager
def running_browser(url: str) -> Iterator[Browser]:
    with httpx.Client(base_url=url, follow_redirects=True, timeout=30, trust_env=False) as http:
        yield Browser(http=http)


def text_of(answer: httpx.Response) -> str:
    body = re.sub(r"<(textarea|style)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
