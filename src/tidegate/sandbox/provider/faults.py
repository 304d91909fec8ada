"""Faults on request: a resource's tags say that applying it takes long, or fails."""

from __future__ import annotations

import time
from typing import Literal

from tidegate.sandbox.provider.values import Object

SLEEP_TAG = "standin:sleep"
"""Seconds that creating, changing or destroying takes."""

FAIL_TAG = "standin:fail"
"""`apply` or `destroy`: what is refused."""


def wait_if_asked(resource: Object) -> None:
    """Take as long as the resource's tag says."""
    time.sleep(float(_tag(resource, SLEEP_TAG) or 0))


def refused(resource: Object, doing: Literal["apply", "destroy"]) -> bool:
    """True when the resource's tag says that this fails."""
    return _tag(resource, FAIL_TAG) == doing


def _tag(resource: Object, name: str) -> str | None:
    tags = resource.get("tags")
    value = tags.get(name) if isinstance(tags, dict) else None
    return value if isinstance(value, str) else None
