"""The commands about who is away."""

from __future__ import annotations

from pathlib import Path

import typer

from tidegate.cli.app_records import DATA_DIR, DATABASE_URL


def add_absences(app: typer.Typer) -> None:
    """Put the commands of this file into the `tidegate` command."""
    app.command("away", short_help="Mark somebody away, or show who is.")(away)
    app.command("back", short_help="Say that somebody is back.")(back)


def away(
    login: str = typer.Argument("", metavar="[LOGIN]", help="Who is away; without one, everybody who is, is shown."),
    until: str = typer.Option("", help="When it ends: 2026-12-24, which counts to its end, or '2026-12-24 10:00 KST'."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
    json: bool = typer.Option(False, "--json", help="Print each absence as JSON, one a line."),
) -> None:
    """Mark somebody away in every repository of the server, so that deputies fill their seats; or show who is away.

    A time without a zone is UTC. It is written into the audit log. Exit code 2 when the time cannot be read.
    """
    from tidegate.cli.absences import mark, show
    from tidegate.cli.kept import Kept

    kept = Kept(data_dir=data_dir, database_url=database_url)
    raise typer.Exit(mark(kept, login, until) if login else show(kept, as_lines=json))


def back(
    login: str = typer.Argument(help="Who is back."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
) -> None:
    """Say that somebody is back, whoever marked them away. It is written into the audit log."""
    from tidegate.cli.absences import end
    from tidegate.cli.kept import Kept

    raise typer.Exit(end(Kept(data_dir=data_dir, database_url=database_url), login))
