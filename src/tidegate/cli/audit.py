"""`tidegate audit`: looking at the audit log beside the server.

Exit codes: 0 in order, 1 damaged, 2 what was asked for cannot be read.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import typer

from tidegate.cli.kept import Kept
from tidegate.core.audit import EMPTY, Head, Link, Verdict, parse_head
from tidegate.core.audit import verify as verify_chain
from tidegate.store import audit


def verify(kept: Kept, against: str | None, *, as_json: bool) -> int:
    """Look at the whole log and say what is wrong with it first."""
    try:
        published = parse_head(against) if against is not None else None
    except ValueError:
        typer.echo("--against takes a head as `tidegate audit head` prints it: `SEQ:HASH`.", err=True)
        return 2
    verdict = verify_chain(kept.audit_key, audit.read(kept.database), published)
    typer.echo(_as_json(verdict) if as_json else _as_text(verdict, published))
    return 1 if verdict.damage else 0


def head(kept: Kept) -> int:
    """Print the end of the log, to be kept where the server cannot write."""
    found = audit.end(kept.database)
    if found == EMPTY:
        typer.echo("The audit log is empty: the server has not run yet.", err=True)
        return 2
    typer.echo(str(found))
    return 0


def export(kept: Kept, since: str | None) -> int:
    """Print entries as JSON, one a line."""
    try:
        start = since_of(since)
    except ValueError:
        typer.echo("--since takes a number of an entry, a day as in `2026-11-24`, or an instant.", err=True)
        return 2
    for link in audit.read(kept.database, since=start):
        typer.echo(_line(link))
    return 0


def since_of(text: str | None) -> int | datetime:
    """A number of an entry or an instant; a day begins at midnight in UTC, where no zone is written.

    Raises:
        ValueError: It is neither.
    """
    if text is None:
        return 1
    if text.isdecimal() and len(text) < len("20261124"):
        return int(text)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _line(link: Link) -> str:
    entry = link.entry
    shown = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(),
        "kind": entry.kind,
        "actor": entry.actor,
        "subject": entry.subject,
        "data": json.loads(entry.data),
        "mac": link.mac,
    }
    return json.dumps(shown, ensure_ascii=False)


def _as_text(verdict: Verdict, published: Head | None) -> str:
    counted = f"{verdict.entries} {'entry' if verdict.entries == 1 else 'entries'}"
    if verdict.damage:
        return f"Damaged at entry {verdict.damage.seq} ({verdict.damage.kind}), after {counted} in order.\n" + (
            verdict.damage.says
        )
    ended = f"{counted} in order. Head: {verdict.head}"
    if published:
        return f"{ended}\nThe published head, entry {published.seq}, is part of it."
    return f"{ended}\nWhether entries at its end are gone only a published head can show: --against HEAD."


def _as_json(verdict: Verdict) -> str:
    damage = verdict.damage
    return json.dumps(
        {
            "entries": verdict.entries,
            "head": str(verdict.head),
            "damage": {"seq": damage.seq, "kind": damage.kind, "says": damage.says} if damage else None,
        },
        indent=2,
    )
