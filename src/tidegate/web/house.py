"""What the pages need of the rest of the server, handed over once by wiring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from tidegate.core.gates.policy import Governance
from tidegate.core.windows.model import Calendar, Window
from tidegate.flows.intake.intake import Receipt
from tidegate.store.database import Database


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebHouse:
    """Everything a page may touch outside itself.

    Attributes:
        receive: Takes a delivery: lower-case header names, raw body.
        governance: Repository → the rules that hold there now.
        calendar: What the calendar says of a window.
        runs: Folder of every run's own; a run's log is `<runs>/<id>/log`.
        audit_key: What the audit log is chained with.
        unsafe_runner: Plans run without isolation; every page says so.
        username, password: Asked of everybody when both are set.
    """

    database: Database
    receive: Callable[[Mapping[str, str], bytes], Awaitable[Receipt]]
    governance: Callable[[str], Awaitable[Governance]]
    calendar: Callable[[Window], Awaitable[Calendar]]
    runs: Path
    audit_key: bytes
    public_url: str
    unsafe_runner: bool
    version: str
    username: str | None
    password: str | None
    now: Callable[[], datetime] = utc_now


def house_of(request: Request) -> WebHouse:
    house: WebHouse = request.app.state.house
    return house


House = Annotated[WebHouse, Depends(house_of)]
