"""How a setting's value is written in the environment: yes or no, numbers, lists, addresses, folders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from tidegate.config.problems import broken

_REPO = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_VERSION = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?")
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


def parts(value: str) -> tuple[str, ...]:
    """The members of a comma-separated list."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _names(value: Any) -> Any:
    return parts(value) if isinstance(value, str) else value


def _version(value: Any) -> Any:
    """Without the `v` some write before it."""
    if isinstance(value, str) and not _VERSION.fullmatch(value):
        raise broken(f"`{value}` is not a version.", "Write it as in `1.11.4`.")
    return value.removeprefix("v") if isinstance(value, str) else value


def _folders(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(absolute(part) for part in parts(value))


def absolute(text: str) -> Path:
    """A path of this machine.

    Raises:
        PydanticCustomError: It begins somewhere else than at the root.
    """
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise broken(f"`{text}` is not an absolute path.", "Write it from `/` on.")
    return path


def _repo_name(value: Any) -> Any:
    if isinstance(value, str) and not _REPO.fullmatch(value):
        raise broken(f"`{value}` is no repository.", "Write it as in `acme/audit`, without the host.")
    return value


Flag = Annotated[bool, BeforeValidator(_truth)]
Whole = Annotated[int, BeforeValidator(_number)]
Seconds = Annotated[float, BeforeValidator(_seconds)]
DatabaseUrl = Annotated[str, BeforeValidator(_database)]
Url = Annotated[str, BeforeValidator(_url)]
File = Annotated[Path, BeforeValidator(lambda v: Path(v).expanduser() if isinstance(v, str) else v)]
RepoName = Annotated[str, BeforeValidator(_repo_name)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Version = Annotated[str, BeforeValidator(_version)]
Folders = Annotated[tuple[Path, ...], BeforeValidator(_folders)]
