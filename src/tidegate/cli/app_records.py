"""The commands about what a server has kept: its audit log and its decisions."""

from __future__ import annotations

from pathlib import Path

import typer

DATA_DIR = typer.Option(
    Path("~/.tidegate"), envvar=["TIDEGATE_DATA_DIR", "ATLANTIS_DATA_DIR"], help="The server's data folder."
)
DATABASE_URL = typer.Option(
    "", envvar=["TIDEGATE_DATABASE_URL"], help="The server's database; the SQLite file in the data folder otherwise."
)
JSON = typer.Option(False, "--json", help="Print it as JSON.")


def add_records(app: typer.Typer) -> None:
    """Put the commands of this file into the `tidegate` command."""
    audit = _group("Look at the audit log.")
    audit.command("verify", short_help="Find out whether the log is as it was written.")(audit_verify)
    audit.command("export", short_help="Print the log as JSON lines.")(audit_export)
    audit.command("head", short_help="Print the end of the log, to publish it.")(audit_head)
    app.add_typer(audit, name="audit")


def _group(words: str) -> typer.Typer:
    return typer.Typer(help=words, no_args_is_help=True, rich_markup_mode=None)


def audit_verify(
    against: str | None = typer.Option(None, help="A head published earlier, as `tidegate audit head` prints it."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
    json: bool = JSON,
) -> None:
    """Find edits, deletions, moved and inserted entries; with a published head a cut end, too.

    The key comes from the secret file in the data folder. Exit code 0 in order, 1 damaged, 2 cannot be read.
    """
    from tidegate.cli.audit import verify
    from tidegate.cli.kept import Kept

    raise typer.Exit(verify(Kept(data_dir=data_dir, database_url=database_url), against, as_json=json))


def audit_export(
    since: str | None = typer.Option(None, help="First entry: its number, a day or an instant."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
) -> None:
    """Print entries of the audit log as JSON, one a line, oldest first."""
    from tidegate.cli.audit import export
    from tidegate.cli.kept import Kept

    raise typer.Exit(export(Kept(data_dir=data_dir, database_url=database_url), since))


def audit_head(data_dir: Path = DATA_DIR, database_url: str = DATABASE_URL) -> None:
    """Print number and hash of the last entry. Kept where the server cannot write, it shows later what is gone."""
    from tidegate.cli.audit import head
    from tidegate.cli.kept import Kept

    raise typer.Exit(head(Kept(data_dir=data_dir, database_url=database_url)))
