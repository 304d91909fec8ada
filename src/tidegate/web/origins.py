"""Whether a request that changes something was made by one of our own pages, or by a script of somebody's own.

A browser that follows a stranger's page says so in `Origin` and `Sec-Fetch-Site`; a name that was bent to point here
(DNS rebinding) shows in `Host`.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_ours(headers: Headers, public_url: str) -> bool:
    """Whether nothing says that somebody else's page is behind the request."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    host, known = headers.get("host", ""), urlsplit(public_url).netloc
    if host != known and not _is_loopback(urlsplit(f"//{host}").hostname or ""):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
