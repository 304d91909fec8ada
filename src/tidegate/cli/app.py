"""The command line: one table of commands, each in a file that is imported only when it is run."""

from __future__ import annotations

from collections.abc import Callable

import typer

StartServer = Callable[[], None]


def build_app(start_server: StartServer) -> typer.Typer:
    """The `tidegate` command.

    `start_server` is handed in, so that the command line never imports what builds the server.
    """
    app = typer.Typer(
        name="tidegate",
        help="Takes Terraform changes from pull request to production.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback()
    def _root() -> None:
        pass

    app.add_typer(_config(), name="config")
    _register(app, start_server)
    return app


def _config() -> typer.Typer:
    group = typer.Typer(help="Work with configuration files.", no_args_is_help=True)
    group.command("check")(config_check)
    return group


def _register(app: typer.Typer, start_server: StartServer) -> None:
    """Commands of their own files; the bodies import late, so that `--help` is quick."""

    @app.command("server")
    def server() -> None:
        """Run the server. Settings come from TIDEGATE_* environment variables."""
        start_server()


def config_check(
    path: str = typer.Argument(".", help="A file, or a folder with atlantis.yaml and tidegate.yaml."),
    json: bool = typer.Option(False, "--json", help="Print problems as JSON."),
) -> None:
    """Check atlantis.yaml and tidegate.yaml and print every problem."""
    from tidegate.cli.config_check import run

    raise typer.Exit(run(path, as_json=json))
