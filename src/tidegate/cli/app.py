"""The command line: each command a thin function here, its body in a file that is imported only when it is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from tidegate import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """What the command line starts without knowing how it is built. Each answers with the exit code.

    Attributes:
        demo: Given the demo's folder.
        demo_check: The same, playing the story by itself.
        doctor: Given whether to print JSON.
    """

    server: Callable[[], int]
    demo: Callable[[Path], int]
    demo_check: Callable[[Path], int]
    doctor: Callable[[bool], int]


def build_app(starts: Starts) -> typer.Typer:
    """The `tidegate` command."""
    app = typer.Typer(
        name="tidegate",
        help="Takes Terraform changes from pull request to production.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback()
    def _root(
        version: bool = typer.Option(
            False, "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ) -> None:
        pass

    app.add_typer(_config(), name="config")
    _register(app, starts)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"tidegate {__version__}")
        raise typer.Exit


def _config() -> typer.Typer:
    group = typer.Typer(help="Work with configuration files.", no_args_is_help=True, rich_markup_mode=None)
    group.command("check", short_help="Check atlantis.yaml, tidegate.yaml and repos.yaml.")(config_check)
    return group


def _register(app: typer.Typer, starts: Starts) -> None:
    @app.command("server", short_help="Run the server.")
    def server() -> None:
        """Run the server. Settings come from TIDEGATE_* environment variables."""
        raise typer.Exit(starts.server())

    @app.command("demo", short_help="Run a sandbox forge, and a server that looks after it.")
    def demo(
        folder: Path = typer.Option(Path(".demo"), help="Where the demo lies; emptied first."),
        check: bool = typer.Option(False, "--check", help="Play the story by itself; exit code 0 or 1."),
    ) -> None:
        """Run a sandbox forge with people to be, a sample repository, and a server that looks after it."""
        raise typer.Exit((starts.demo_check if check else starts.demo)(folder))

    @app.command("doctor", short_help="Look the installation over.")
    def doctor(json: bool = typer.Option(False, "--json", help="Print findings as JSON.")) -> None:
        """Look the installation over and say what to do about each finding. Exit code 1 when something fails."""
        raise typer.Exit(starts.doctor(json))


def config_check(
    path: Path = typer.Argument(Path(), help="A file, or a folder with such files."),
    server_config: Path | None = typer.Option(None, help="The server's repos.yaml, or the same as a .json file."),
    repo: str | None = typer.Option(None, help="host/owner/name: check what the server allows this repository, too."),
    json: bool = typer.Option(False, "--json", help="Print problems as JSON."),
) -> None:
    """Check atlantis.yaml, tidegate.yaml and repos.yaml and print every problem."""
    from tidegate.cli.config_check import Asked, run

    raise typer.Exit(run(Asked(path=path, server_file=server_config, repo=repo), as_json=json))
