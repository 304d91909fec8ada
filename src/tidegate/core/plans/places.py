"""Where the configuration speaks of a resource instance: its address without the keys of instances."""

from __future__ import annotations

import re

_INSTANCE_KEY = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]')


def place_of(address: str) -> str:
    """`module.redis["a.b"].aws_instance.node[0]` → `module.redis.aws_instance.node`."""
    return _INSTANCE_KEY.sub("", address)
