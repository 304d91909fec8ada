"""The commands about what a server has kept: its audit log and its decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer

from tidegate.core.gates.decision import Action

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
    decisions = _group("Look at decisions of a server.")
    decisions.command("list", short_help="List the newest decisions.")(decisions_list)
    decisions.command("show", short_help="Show one decision, its facts or its rules.")(decisions_show)
    app.add_typer(decisions, name="decisions")
    policy = _group("Try rules out.")
    policy.callback()(_nothing_before_policy)
    policy.command("diff", short_help="Show which decisions would come out differently.")(policy_diff)
    app.add_typer(policy, name="policy")
    app.command("explain", short_help="Decide about a change again, from what the server knew.")(explain)
    app.command("decide", short_help="Decide from files, without a server.")(decide)


def _group(words: str) -> typer.Typer:
    return typer.Typer(help=words, no_args_is_help=True, rich_markup_mode=None)


def _nothing_before_policy() -> None:
    """Try rules out."""


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


def decisions_list(
    change: str = typer.Argument("", metavar="[REPO[#N]]", help="A repository or a change; everything otherwise."),
    limit: int = typer.Option(20, min=1, help="How many at most."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
    json: bool = typer.Option(False, "--json", help="Print each as JSON, one a line."),
) -> None:
    """List decisions, newest first."""
    from tidegate.cli.decisions import show_list
    from tidegate.cli.kept import Kept

    raise typer.Exit(show_list(Kept(data_dir=data_dir, database_url=database_url), change, limit, as_lines=json))


def decisions_show(
    decision: str = typer.Argument(metavar="ID", help="As `tidegate decisions list` shows it."),
    facts: bool = typer.Option(False, "--facts", help="Print what it was made from, as JSON."),
    policy: bool = typer.Option(False, "--policy", help="Print the rules it was made under, as JSON."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
    json: bool = JSON,
) -> None:
    """Show a decision: every gate's answer, and what would have made it pass."""
    from tidegate.cli.decisions import show
    from tidegate.cli.kept import Kept

    form: Literal["text", "json", "facts", "policy"] = "json" if json else "text"
    form = "facts" if facts else "policy" if policy else form
    raise typer.Exit(show(Kept(data_dir=data_dir, database_url=database_url), decision, form))


def explain(
    change: str = typer.Argument(metavar="REPO#N", help="As in acme/infra#7."),
    environment: str = typer.Argument("", metavar="[ENV]", help="One environment; each otherwise."),
    at: str = typer.Option("", help="As of when, as in 2026-12-01T10:00+09:00; now otherwise."),
    person: str = typer.Option("", "--as", help="As this login; as whoever it was asked by otherwise."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
    json: bool = JSON,
) -> None:
    """Make the newest decisions about applying a change again, from the facts and rules they were made from.

    Nothing is looked up anew. Exit code 0 allowed, 1 refused, 2 nothing was decided yet.
    """
    from tidegate.cli.explain import Asked, run
    from tidegate.cli.kept import Kept

    asked = Asked(change=change, environment=environment, at=at, person=person)
    raise typer.Exit(run(Kept(data_dir=data_dir, database_url=database_url), asked, as_lines=json))


def decide(
    facts: str = typer.Option(help="Output of `tidegate decisions show ID --facts`, a file or - for standard input."),
    policy: Path = typer.Option(help="A tidegate.yaml."),
    at: str = typer.Option(help="As of when, as in 2026-12-01T10:00+09:00."),
    action: Action = typer.Option("apply", help="What is asked for."),
    json: bool = JSON,
) -> None:
    """Decide from files: the same function the server asks. Exit code 0 allowed, 1 refused, 2 cannot be read."""
    from tidegate.cli.decide import Asked, run

    raise typer.Exit(run(Asked(facts=facts, policy=policy, at=at, action=action), as_lines=json))


def policy_diff(
    policy: Path = typer.Option(help="The changed tidegate.yaml."),
    since: str = typer.Option("30d", help="How far back: 30d, 12h, 4w."),
    repo: str = typer.Option("", help="owner/name: only decisions of this repository."),
    data_dir: Path = DATA_DIR,
    database_url: str = DATABASE_URL,
    json: bool = JSON,
) -> None:
    """Make stored decisions again under changed rules, and show which come out differently and which gate says so.

    Exit code 0 nothing flips, 1 something does, 2 the rules cannot be read.
    """
    from tidegate.cli.kept import Kept
    from tidegate.cli.policy_diff import Asked, run

    asked = Asked(policy=policy, since=since, repo=repo)
    raise typer.Exit(run(Kept(data_dir=data_dir, database_url=database_url), asked, as_json=json))
