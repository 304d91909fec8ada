"""Addresses in the layout of GitHub Enterprise Server: pages at `/`, REST at `/api/v3`, git at `/owner/name.git`."""

from __future__ import annotations

from urllib.parse import quote

API = "/api/v3"


class Urls:
    """Addresses below a base without a trailing slash, such as `http://127.0.0.1:4000`."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")

    def api(self, path: str) -> str:
        return f"{self.base}{API}{path}"

    def html(self, path: str) -> str:
        return f"{self.base}{path}"

    def repo(self, full_name: str, rest: str = "") -> str:
        return self.api(f"/repos/{full_name}{rest}")

    def git(self, full_name: str) -> str:
        return f"{self.base}/{full_name}.git"

    def branch(self, full_name: str, name: str) -> str:
        return self.repo(full_name, f"/branches/{quote(name, safe='')}")
