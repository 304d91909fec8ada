"""Where the configuration speaks of a resource instance: its address without the keys of instances."""

from __future__ import annotations

import re

_OUTERMOST = re.compile(r"module\.[^.]+")
_INSTANCE_KEY = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]')


def place_of(address: str) -> str:
    """`module.redis["a.b"].aws_instance.node[0]` → `module.redis.aws_instance.node`."""
    return _INSTANCE_KEY.sub("", address)


def module_of(place: str) -> str:
    """The outermost module a place is in: `module.redis`; empty for one of the root."""
    found = _OUTERMOST.match(place)
    return found[0] if found else ""
