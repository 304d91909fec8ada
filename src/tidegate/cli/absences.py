"""`tidegate away` and `tidegate back`: whoever runs the server speaks for people who cannot.

Exit codes: 0 done or shown, 2 it cannot be read.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from getpass import getuser

import typer

from tidegate.cli.kept import Kept, asked_of, done_in
from tidegate.core.absences import Absence
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.moments import parse_end
from tidegate.store import absences, audit
from tidegate.store.database import Connection


def show(kept: Kept, *, as_lines: bool) -> int:
    """Print everybody who is away now."""
    found = asked_of(kept, lambda tx: absences.every(tx, _now()))
    for absence in found:
        typer.echo(_as_json(absence) if as_lines else _as_line(absence))
    if not found and not as_lines:
        typer.echo("Nobody is marked away.")
    return 0


def mark(kept: Kept, login: str, until: str) -> int:
    """Mark somebody away in every repository of the server; `until` is empty where it has no end."""
    now = _now()
    try:
        end = parse_end(until, now, "UTC") if until else None
    except PhraseError as error:
        typer.echo(str(error), err=True)
        return 2
    absence = Absence(login=_plain(login), since=now, until=end, by="")
    done_in(kept, lambda tx: _mark(tx, kept.audit_key, absence))
    typer.echo(_as_line(absence))
    return 0


def end(kept: Kept, login: str) -> int:
    """Somebody is back, whoever said that they were away."""
    ended = done_in(kept, lambda tx: _end(tx, kept.audit_key, _plain(login)))
    typer.echo(f"@{_plain(login)} is back." if ended else f"@{_plain(login)} was not marked away.")
    return 0


async def _mark(tx: Connection, key: bytes, absence: Absence) -> None:
    await absences.mark(tx, absence)
    data = {**absence.noted, "operator": getuser()}
    await audit.append(tx, key, at=absence.since, kind="away", actor="", subject=f"@{absence.login}", data=data)


async def _end(tx: Connection, key: bytes, login: str) -> bool:
    ended = await absences.end(tx, login)
    if ended:
        data = {"operator": getuser()}
        await audit.append(tx, key, at=_now(), kind="back", actor="", subject=f"@{login}", data=data)
    return ended


def _plain(login: str) -> str:
    return login.strip().removeprefix("@").lower()


def _now() -> datetime:
    return datetime.now(UTC)


def _as_line(absence: Absence) -> str:
    end = f"until {absence.until:%Y-%m-%d %H:%M %Z}" if absence.until else "until they are back"
    by = f"@{absence.by}" if absence.by else "the operator of the server"
    return f"@{absence.login}  {end}  {absence.repo or 'everywhere'}  marked by {by} {absence.since:%Y-%m-%d %H:%M %Z}"


def _as_json(absence: Absence) -> str:
    until = absence.until.isoformat() if absence.until else None
    return json.dumps({**asdict(absence), "since": absence.since.isoformat(), "until": until})
