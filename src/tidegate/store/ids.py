"""Ids that sort by time, so that queues run in order and pages list newest first without another column."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime

from tidegate.core.projects.model import Project


def new_id(kind: str, at: datetime) -> str:
    """`kind-<hex milliseconds>-<random>`; unique, and ordered by `at` within a kind."""
    return f"{kind}-{int(at.timestamp() * 1000):012x}-{os.urandom(4).hex()}"


def short(project: Project) -> str:
    """Twelve hexadecimal digits that name a project in ids and folders, the same whenever they are asked for."""
    return hashlib.sha256(project.key.encode()).hexdigest()[:12]


def moment(some_id: str) -> str:
    """When an id was made, as its hexadecimal milliseconds: ids of different kinds compare by it."""
    return some_id.split("-", 2)[1]
