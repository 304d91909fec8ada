"""Exact versions of programs, as Atlantis's files name them."""

from __future__ import annotations

import re

from tidegate.config.problems import broken

_VERSION = re.compile(r"v?\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def version(value: str) -> str:
    """The version without its `v`."""
    if not _VERSION.fullmatch(value):
        raise broken(f"`{value}` is not a version.", "Write one exact version, as in `1.11.4`.")
    return value.removeprefix("v")
