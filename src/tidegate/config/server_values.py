"""How a setting's value is written in the environment: yes or no, numbers, lists, addresses, repositories."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from tidegate.config.problems import broken

_DATABASE = re.compile(r"(postgresql(\+psycopg)?://.|sqlite(\+aiosqlite)?:///.)")


def _truth(value: Any) -> Any:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if not isinstance(value, str):
        return value
    if value.lower() not in words:
        raise broken(f"`{value}` is neither yes nor no.", "Write `1` or `0`.")
    return words[value.lower()]


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit()):
            raise broken(f"`{value}` is not a whole number.", "Write digits only.")
        return int(value[:18])
    return value


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise broken(f"`{value}` is not a number of seconds.", "Write `1` or `0.5`.") from None
    return value


def _url(value: Any) -> Any:
    """A base URL without a trailing slash; a bare host name, as Atlantis takes it, is https."""
    if not isinstance(value, str):
        return value
    whole = value if "://" in value else f"https://{value}"
    if not whole.startswith(("http://", "https://")) or not whole.partition("://")[2].strip("/"):
        raise broken(
            f"`{value}` is not a web address.", "Write it with its scheme, as in `https://github.example.com`."
        )
    return whole.rstrip("/")


def _database(value: Any) -> Any:
    """The address is left out of the message: it may hold a password."""
    if isinstance(value, str) and not _DATABASE.match(value):
        raise broken(
            "This is no address of a database Tidegate knows.",
            "Write `postgresql://USER:PASSWORD@HOST/NAME`, or `sqlite:////FOLDER/FILE`.",
        )
    return value


def _repos(value: Any, info: ValidationInfo) -> Any:
    """Patterns over `host/owner/name`; the host of a suggestion is `github_url`, a setting read before this one."""
    if not isinstance(value, str):
        return value
    host = str(info.data.get("github_url", "https://github.com")).partition("://")[2]
    patterns = tuple(part.strip() for part in value.split(",") if part.strip())
    for pattern in patterns:
        _must_fit(pattern, host)
    return patterns


def _must_fit(pattern: str, host: str) -> None:
    if pattern.startswith("!"):
        raise broken(f"`{pattern}` would exclude repositories, which this version cannot.", "Name those to be served.")
    start, *rest = pattern.split("/")
    whole = len(rest) == 2 and all((start, *rest))
    # `*` matches slashes too (Atlantis), so that fewer parts can be enough after something that can be a host.
    wide = len(rest) == 1 and "*" in rest[0] and any(mark in start for mark in ".:*")
    if not (pattern == "*" or whole or wide):
        owner, _, name = pattern.rpartition("://")[2].removeprefix(host).strip("/").partition("/")
        raise broken(
            f"`{pattern}` matches no repository: an entry is host/owner/name.",
            f"Did you mean `{host}/{owner or '*'}/{name or '*'}`?",
        )


Flag = Annotated[bool, BeforeValidator(_truth)]
Whole = Annotated[int, BeforeValidator(_number)]
Seconds = Annotated[float, BeforeValidator(_seconds)]
DatabaseUrl = Annotated[str, BeforeValidator(_database)]
Repos = Annotated[tuple[str, ...], BeforeValidator(_repos)]
Url = Annotated[str, BeforeValidator(_url)]
File = Annotated[Path, BeforeValidator(lambda v: Path(v).expanduser() if isinstance(v, str) else v)]
