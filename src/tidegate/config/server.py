"""Settings of the server: `TIDEGATE_*` environment variables, and those of Atlantis that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from tidegate.config.problems import refuse
from tidegate.config.server_values import DatabaseUrl, File, Flag, Repos, Seconds, Url, Whole
from tidegate.core.marks import Mark, Problem

PREFIX = "TIDEGATE_"
SOURCE = "environment"
_FILES = {
    "github_app_private_key_file",
    "governance_file",
    "terraform_cli_config",
    "terraform_releases_key_file",
}
_NOT_OURS = ("TIDEGATE_CONVENTION", "TIDEGATE_SANDBOX_")
_ATLANTIS = {
    "ATLANTIS_GH_TOKEN": "TIDEGATE_GITHUB_TOKEN",
    "ATLANTIS_GH_WEBHOOK_SECRET": "TIDEGATE_WEBHOOK_SECRET",
    "ATLANTIS_REPO_ALLOWLIST": "TIDEGATE_REPO_ALLOWLIST",
    "ATLANTIS_GH_HOSTNAME": "TIDEGATE_GITHUB_URL",
    "ATLANTIS_ATLANTIS_URL": "TIDEGATE_PUBLIC_URL",
    "ATLANTIS_PORT": "TIDEGATE_PORT",
    "ATLANTIS_DATA_DIR": "TIDEGATE_DATA_DIR",
}


class ServerSettings(BaseModel):
    """Valid settings. Secrets are `SecretStr`, so that no log or page prints one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_dir: File = Field("~/.tidegate", validate_default=True, description="Folder for everything the server keeps.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: Whole = Field(4141, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: Url | None = Field(None, description="Address people reach the server at; http://HOST:PORT by default.")
    database_url: DatabaseUrl = Field("", description="Database; SQLite in the data folder by default.")
    engine_database_url: DatabaseUrl = Field(
        "", description="Database of the durable engine; `engine.sqlite` in the data folder, or the PostgreSQL above."
    )
    github_url: Url = Field(
        "https://github.com", description="The code host: github.com or a GitHub Enterprise Server."
    )
    github_token: SecretStr | None = Field(None, description="Personal token; or use an App.")
    github_app_id: str | None = Field(None, description="Id of the GitHub App; its installation is looked up.")
    forge_write_pause: Seconds = Field(
        1.0, ge=0, description="Seconds between two writes to the code host; GitHub asks for one."
    )
    github_app_private_key: SecretStr | None = Field(None, description="Private key of the App, PEM text.")
    github_app_private_key_file: File | None = Field(None, description="File with the private key of the App.")
    webhook_secret: SecretStr = Field(description="Secret the code host signs webhooks with. Required.")
    repo_allowlist: Repos = Field(
        description="Repositories served: `github.com/acme/*`, comma-separated, `*` matches anything. Required."
    )
    governance_ref: str | None = Field(
        None,
        description="Branch tidegate.yaml and workflows are read from; the repository's default branch by default.",
    )
    governance_file: File | None = Field(
        None, description="A tidegate.yaml on the server, instead of the repository's."
    )
    allow_custom_workflows: Flag = Field(
        False,  # noqa: FBT003  the default of a setting
        description="Without a tidegate.yaml: a change may define workflows of its own (as in Atlantis).",
    )
    terraform_path: File | None = Field(
        None, description="Binary called `terraform` or `tofu`; looked for on PATH by default."
    )
    terraform_version: str | None = Field(None, description="Version where a project names none.")
    terraform_cli_config: File | None = Field(
        None, description="CLI configuration every Terraform process gets as TF_CLI_CONFIG_FILE."
    )
    terraform_releases_url: Url | None = Field(
        None, description="Release server that versions not found here are downloaded from; no downloads by default."
    )
    terraform_releases_key_file: File | None = Field(
        None, description="OpenPGP public key, ASCII-armoured, that the release server's checksums are signed with."
    )
    step_timeout: Whole = Field(
        3600, ge=1, description="Seconds a step of a plan may take until it is ended. An apply has no limit."
    )
    unsafe_runner: Flag = Field(
        False,  # noqa: FBT003  the default of a setting
        description="Run plans without isolation. Required in this version.",
    )
    parallel: Whole = Field(4, ge=1, le=256, description="Projects worked on at the same time.")
    executable_name: str = Field("atlantis", description="First word of a comment command.")
    status_name: str = Field("atlantis", description="First part of commit status names.")
    web_username: str | None = Field(None, description="User name for the pages.")
    web_password: SecretStr | None = Field(None, description="Password for the pages.")

    @property
    def github_api_url(self) -> str:
        """REST base address: github.com has a host of its own, Enterprise Server a path."""
        return "https://api.github.com" if self.github_url == "https://github.com" else f"{self.github_url}/api/v3"

    @property
    def base_url(self) -> str:
        """Where links to this server lead, without a trailing slash."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def app_private_key(self) -> str | None:
        """The App's key as text; read from its file when one is named.

        Raises:
            OSError: The file cannot be read.
        """
        if self.github_app_private_key_file is not None:
            return self.github_app_private_key_file.read_text(encoding="utf-8")
        return self.github_app_private_key.get_secret_value() if self.github_app_private_key else None

    @property
    def database(self) -> str:
        """URL of the database."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'tidegate.sqlite'}"

    @property
    def engine_database(self) -> str:
        """URL of the engine's database: never the same SQLite file as ours, but the same PostgreSQL."""
        if self.engine_database_url or self.database_url.startswith("postgresql"):
            return self.engine_database_url or self.database_url
        return f"sqlite:///{self.data_dir.absolute() / 'engine.sqlite'}"


class Setting(NamedTuple):
    """One line of the reference."""

    variable: str
    default: str
    description: str


def _default(field: FieldInfo) -> str:
    """As it would be written in the environment."""
    if field.is_required() or field.default is None:
        return ""
    if isinstance(field.default, bool | float):
        return f"{field.default:g}"
    return str(field.default)


SETTINGS: tuple[Setting, ...] = tuple(
    Setting(
        variable=PREFIX + name.upper(),
        default=_default(field),
        description=field.description or "",
    )
    for name, field in ServerSettings.model_fields.items()
)


def load(environ: Mapping[str, str]) -> ServerSettings:
    """The settings an environment stands for; an empty variable is as good as none.

    Raises:
        BadInput: With every problem; each one's `path` is the variable and its mark's file is `SOURCE`.
    """
    given = _given(environ)
    problems = list(_unknown(given))
    values = {name.removeprefix(PREFIX).lower(): value for name, value in given.items() if name in _KNOWN}
    problems += [*_refusals(values), *_unreadable(values)]
    settings = None
    try:
        settings = ServerSettings.model_validate(values)
    except ValidationError as error:
        problems += [_problem(detail) for detail in error.errors(include_url=False)]
    refuse(problems or _useless_key(settings))
    assert settings is not None  # noqa: S101  without settings there were problems
    return settings


_KNOWN = {setting.variable for setting in SETTINGS}


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    """Our variables with what they hold; ours win over Atlantis's."""
    taken_over = {ours: environ[theirs] for theirs, ours in _ATLANTIS.items() if environ.get(theirs)}
    own = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    return taken_over | {name: value for name, value in own.items() if not name.startswith(_NOT_OURS)}


def _unknown(given: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(given.keys() - _KNOWN):
        # Without the prefix: what every name begins with makes none of them close.
        bare = [known.removeprefix(PREFIX) for known in sorted(_KNOWN)]
        close = get_close_matches(name.removeprefix(PREFIX), bare, n=1, cutoff=0.7)
        yield _at(name, "There is no such setting.", f"Did you mean `{PREFIX}{close[0]}`?" if close else "Remove it.")


def _refusals(values: Mapping[str, str]) -> Iterator[Problem]:
    """Settings that fit their types and still must not start a server."""
    key = values.get("github_app_private_key") or values.get("github_app_private_key_file")
    if not values.get("github_token") and not values.get("github_app_id"):
        yield _at(
            "TIDEGATE_GITHUB_TOKEN",
            "The server has no way to log in to the code host.",
            "Set it to a token, or set TIDEGATE_GITHUB_APP_ID and TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE.",
        )
    if values.get("github_app_id") and not key:
        yield _at("TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE", "The App's private key is missing.", "Set it to a PEM file.")
    if not _is_true(values.get("unsafe_runner", "")):
        yield _at(
            "TIDEGATE_UNSAFE_RUNNER",
            "This version cannot isolate plans: a plan runs its author's code and could read the server's secrets.",
            "Set it to 1 if you trust everybody who can open a pull request.",
        )
    host = values.get("host", "127.0.0.1")
    if not _is_loopback(host) and not (values.get("web_username") and values.get("web_password")):
        yield _at(
            "TIDEGATE_WEB_PASSWORD",
            f"With TIDEGATE_HOST={host} anybody who reaches the server could read its pages.",
            "Set TIDEGATE_WEB_USERNAME and TIDEGATE_WEB_PASSWORD, or listen on 127.0.0.1.",
        )


def _unreadable(values: Mapping[str, str]) -> Iterator[Problem]:
    """Files the server reads at its start or soon after."""
    for name in sorted(_FILES & values.keys()):
        file = Path(values[name]).expanduser()
        try:
            file.read_text(encoding="utf-8")
        except OSError as error:
            message = f"{file} cannot be read: {error.strerror}."
            yield _at(PREFIX + name.upper(), message, "Name a file the server may read.")
        except UnicodeDecodeError:
            yield _at(PREFIX + name.upper(), f"{file} is not text.", "Name a text file; a key is one in PEM or armour.")


def _useless_key(settings: ServerSettings | None) -> Iterator[Problem]:
    """An App's key nothing can be signed with."""
    if settings is None or settings.github_token or settings.app_private_key is None:
        return
    try:
        load_pem_private_key(settings.app_private_key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        name = "github_app_private_key_file" if settings.github_app_private_key_file else "github_app_private_key"
        message, remedy = "This is no private key in PEM.", "Make a new one on the App's page of the code host."
        yield _at(PREFIX + name.upper(), message, remedy)


def _is_true(text: str) -> bool:
    return text.lower() in ("1", "true", "yes", "on")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _problem(detail: Any) -> Problem:
    name = PREFIX + str(detail["loc"][0]).upper()
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            wanted = {setting.variable: setting.description for setting in SETTINGS}[name]
            return _at(name, "The setting is missing.", wanted)
        case "tidegate_rule":
            return _at(name, str(context["message"]), str(context["suggestion"]))
        case _:
            return _at(name, f"{detail['msg']}.")


def _at(variable: str, message: str, suggestion: str = "") -> Problem:
    """A problem of a variable. Its value is left out: it may be a secret."""
    return Problem(mark=Mark(file=SOURCE, line=1), path=variable, text="", message=message, suggestion=suggestion)
