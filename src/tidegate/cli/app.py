"""The command line: each command a thin function here, its body in a file that is imported only when it is run."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from tidegate import __version__
from tidegate.cli.app_absences import add_absences
from tidegate.cli.app_records import add_records

_DATA_DIR = typer.Option(
    Path("~/.tidegate"), envvar=["TIDEGATE_DATA_DIR", "ATLANTIS_DATA_DIR"], help="The server's data folder."
)


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
    app.add_typer(_migrate(), name="migrate")
    app.add_typer(_prices(), name="prices")
    app.add_typer(_tools(), name="tools")
    _register(app, starts)
    add_records(app)
    add_absences(app)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"tidegate {__version__}")
        raise typer.Exit


def _config() -> typer.Typer:
    group = typer.Typer(help="Work with configuration files.", no_args_is_help=True, rich_markup_mode=None)
    group.command("check", short_help="Check atlantis.yaml, tidegate.yaml and repos.yaml.")(config_check)
    group.command("schema", short_help="Print the JSON Schema of tidegate.yaml, for editors.")(config_schema)
    return group


def _migrate() -> typer.Typer:
    group = typer.Typer(help="Come from another tool.", no_args_is_help=True, rich_markup_mode=None)
    group.callback()(_nothing_before)
    group.command("atlantis", short_help="Show what becomes of an Atlantis server's settings.")(migrate_atlantis)
    return group


def _nothing_before() -> None:
    """Come from another tool."""


def _tools() -> typer.Typer:
    group = typer.Typer(help="Look after tools Tidegate installs.", no_args_is_help=True, rich_markup_mode=None)
    group.callback()(_nothing_before_tools)
    group.command("install", short_help="Install a scanner in an environment of its own.")(tools_install)
    return group


def _nothing_before_tools() -> None:
    """Look after tools Tidegate installs."""


def _prices() -> typer.Typer:
    group = typer.Typer(
        help="Look after the prices estimates are made of.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("update", short_help="Fetch newer prices from AWS's price list.")(prices_update)
    group.command("show", short_help="Show which prices there are and how old they are.")(prices_show)
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
        """Run a sandbox forge with people to be, a sample repository, and a server that looks after it.

        It takes the ports 4140 and 4141 of the loopback, or others while these are taken, and prints the addresses.
        """
        raise typer.Exit((starts.demo_check if check else starts.demo)(folder))

    @app.command("doctor", short_help="Look the installation over.")
    def doctor(json: bool = typer.Option(False, "--json", help="Print findings as JSON.")) -> None:
        """Look the installation over and say what to do about each finding. Exit code 1 when something fails."""
        raise typer.Exit(starts.doctor(json))

    app.command("parse", short_help="Show what a comment means.")(parse)
    app.command("projects", short_help="Show what a pull request from here would plan.")(projects)
    app.command("verify", short_help="Look at the change of this working copy as a server would.")(verify)
    app.command("check", short_help="Ask the gates about a plan made elsewhere.")(check)


def config_check(
    path: Path = typer.Argument(Path(), help="A file, or a folder with such files."),
    server_config: Path | None = typer.Option(None, help="The server's repos.yaml, or the same as a .json file."),
    repo: str | None = typer.Option(None, help="host/owner/name: check what the server allows this repository, too."),
    json: bool = typer.Option(False, "--json", help="Print problems as JSON."),
) -> None:
    """Check atlantis.yaml, tidegate.yaml and repos.yaml and print every problem."""
    from tidegate.cli.config_check import Asked, run

    raise typer.Exit(run(Asked(path=path, server_file=server_config, repo=repo), as_json=json))


def config_schema() -> None:
    """Print the JSON Schema of tidegate.yaml, which editors check it against as it is written."""
    from tidegate.cli.config_schema import run

    raise typer.Exit(run())


def parse(
    comment: str = typer.Argument(help="The comment, as one word: quote it."),
    executable: str = typer.Option(
        "atlantis", envvar=["TIDEGATE_EXECUTABLE_NAME", "ATLANTIS_EXECUTABLE_NAME"], help="First word of a command."
    ),
    bot: str = typer.Option("", help="Login of the server's account on the code host."),
    allow_commands: str | None = typer.Option(
        None,
        envvar=["TIDEGATE_ALLOW_COMMANDS", "ATLANTIS_ALLOW_COMMANDS"],
        help="Commands that may be given, comma-separated; all for every one.",
    ),
    json: bool = typer.Option(False, "--json", help="Print the meaning as JSON."),
) -> None:
    """Show what a comment on a pull request means. Exit code 0 a command, 1 a reply only, 2 an ordinary comment."""
    from tidegate.cli.parse import run

    raise typer.Exit(run(comment, executable=executable, bot=bot, allow=allow_commands, as_json=json))


def projects(
    base: str = typer.Option(help="Where the pull request would go: origin/main."),
    head: str | None = typer.Option(None, help="Branch or commit; without one, the working tree as it is."),
    path: Path = typer.Option(Path(), help="The git working copy."),
    json: bool = typer.Option(False, "--json", help="Print projects as JSON."),
) -> None:
    """Show which projects a pull request from this working copy would plan, and why."""
    from tidegate.cli.projects import run

    raise typer.Exit(run(path, base, head, as_json=json))


def tools_install(
    tool: str = typer.Argument(help="There is one: checkov."),
    data_dir: Path = _DATA_DIR,
) -> None:
    """Install a tool into the data folder, with all it needs in pinned versions checked by their hashes.

    Exit code 0 installed, 1 not, 2 no such tool. Running it again installs it anew.
    """
    from tidegate.cli.tools import run

    raise typer.Exit(run(tool, data_dir.expanduser() / "tools"))


def prices_update(
    regions: list[str] = typer.Argument(help="Regions: ap-northeast-2 us-east-1."),
    data_dir: Path = _DATA_DIR,
    url: str = typer.Option("https://pricing.us-east-1.amazonaws.com", help="Where AWS's price list lies."),
) -> None:
    """Fetch newer prices of some regions from AWS's price list into the server's data folder.

    EC2 alone is some hundred megabytes a region. When anything cannot be read, the prices there are stay as they are.
    """
    from tidegate.cli.prices import update

    raise typer.Exit(update(regions, data_dir, url))


def prices_show(
    region: str | None = typer.Argument(None, help="A region; without one, all of them."),
    data_dir: Path = _DATA_DIR,
) -> None:
    """Show which prices there are, how old they are and where they are from."""
    from tidegate.cli.prices import show

    raise typer.Exit(show(region, data_dir))


def verify(  # noqa: PLR0913, PLR0917 - an argument for each option
    environments: list[str] = typer.Argument(
        None, metavar="[ENV]...", help="All of these, not what the change touches."
    ),
    base: str | None = typer.Option(None, help="Where the change would go; the default branch of origin otherwise."),
    path: Path = typer.Option(Path(), help="The git working copy."),
    no_plan: bool = typer.Option(False, "--no-plan", help="Leave terraform init and plan out: cost is unknown then."),
    fix: bool = typer.Option(False, "--fix", help="Have terraform fmt format the projects first."),
    allow_unknown: bool = typer.Option(False, "--allow-unknown", help="Let what nobody can say count as fine."),
    sarif: Path | None = typer.Option(None, help="Write findings to this file as SARIF."),
    json: bool = typer.Option(False, "--json", help="Print everything as JSON."),
) -> None:
    """Plan, price and examine what this working copy changes, with the rules and checks of the server.

    Terraform runs with your own environment, and is initialised where the projects lie. No state is locked or changed.
    Exit code 0 nothing blocks, 1 something blocks or is unknown, 2 the working copy cannot be looked at.
    """
    from tidegate.cli.verify import Asked, run

    asked = Asked(
        folder=path,
        environments=tuple(environments or ()),
        base=base,
        plans=not no_plan,
        fixes=fix,
        allow_unknown=allow_unknown,
        sarif=sarif,
    )
    raise typer.Exit(run(asked, as_json=json))


def check(
    plan: str = typer.Option(help="Output of `terraform show -json`, a file or - for standard input."),
    env: str = typer.Option("", help="The environment whose rules hold."),
    governance: Path | None = typer.Option(None, help="The governance file; the current folder's otherwise."),
    allow_unknown: bool = typer.Option(False, "--allow-unknown", help="Let what nobody can say count as fine."),
    sarif: Path | None = typer.Option(None, help="Write findings to this file as SARIF."),
    json: bool = typer.Option(False, "--json", help="Print everything as JSON."),
) -> None:
    """Price and examine a plan, and say what the gates about cost, resources and checks would answer.

    Exit code 0 nothing blocks, 1 something blocks or is unknown, 2 the plan cannot be looked at.
    """
    from tidegate.cli.check import Asked, run

    asked = Asked(plan=plan, environment=env, governance=governance, allow_unknown=allow_unknown, sarif=sarif)
    raise typer.Exit(run(asked, as_json=json))


def migrate_atlantis(
    env_file: Path | None = typer.Option(None, help="Its environment, as NAME=value lines; without one, yours."),
    config: Path | None = typer.Option(None, help="Its configuration file (--config)."),
    repo_config: Path | None = typer.Option(None, help="Its repos.yaml (--repo-config), or the same as a .json file."),
    atlantis_yaml: Path | None = typer.Option(None, help="A repository's atlantis.yaml."),
    json: bool = typer.Option(False, "--json", help="Print lines and variables as JSON."),
) -> None:
    """Show line by line what Tidegate takes over from Atlantis, what differs and what has no counterpart.

    Exit code 0 nothing is lost, 1 something needs a decision, 2 a file cannot be read.
    """
    from tidegate.cli.migrate import Asked, run

    asked = Asked(env_file=env_file, config=config, repo_config=repo_config, atlantis_yaml=atlantis_yaml)
    raise typer.Exit(run(asked, os.environ, as_json=json))
