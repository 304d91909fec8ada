"""Settings of the server: `TIDEGATE_*` environment variables, and those of Atlantis that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from tidegate.config.problems import broken, did_you_mean, refuse
from tidegate.core.marks import Mark, Problem

PREFIX = "TIDEGATE_"
SOURCE = "environment"
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


def _truth(value: Any) -> Any:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if not isinstance(value, str):
        return value
    if value.lower() not in words:
        raise broken(f"`{value}` is neither yes nor no.", "Write `1` or `0`.")
    return words[value.lower()]


def _number(value: Any) -> Any:
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit()):
            raise broken(f"`{value}` is not a whole number.", "Write digits only.")
        return int(value[:18])
    return value


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise broken(f"`{value}` is not a number of seconds.", "Write `1` or `0.5`.") from None
    return value


def _list(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _url(value: Any) -> Any:
    """A base URL without a trailing slash; a bare host name, as Atlantis takes it, is https."""
    if not isinstance(value, str):
        return value
    whole = value if "://" in value else f"https://{value}"
    if not whole.startswith(("http://", "https://")) or not whole.partition("://")[2].strip("/"):
        raise broken(
            f"`{value}` is not a web address.", "Write it with its scheme, as in `https://github.example.com`."
        )
    return whole.rstrip("/")


Flag = Annotated[bool, BeforeValidator(_truth)]
Whole = Annotated[int, BeforeValidator(_number)]
Seconds = Annotated[float, BeforeValidator(_seconds)]
Words = Annotated[tuple[str, ...], BeforeValidator(_list)]
Url = Annotated[str, BeforeValidator(_url)]
File = Annotated[Path, BeforeValidator(lambda v: Path(v).expanduser() if isinstance(v, str) else v)]


class ServerSettings(BaseModel):
    """Valid settings. Secrets are `SecretStr`, so that no log or page prints one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_dir: File = Field("~/.tidegate", validate_default=True, description="Folder for everything the server keeps.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: Whole = Field(4141, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: Url | None = Field(None, description="Address people reach the server at; http://HOST:PORT by default.")
    database_url: str = Field("", description="Database; SQLite in the data folder by default.")
    engine_database_url: str = Field(
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
    repo_allowlist: Words = Field(
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
        BadInput: With every problem; each one's `path` is the variable.
    """
    given = _given(environ)
    problems = list(_unknown(given))
    values = {name.removeprefix(PREFIX).lower(): value for name, value in given.items() if name in _KNOWN}
    problems += _refusals(values)
    settings = None
    try:
        settings = ServerSettings.model_validate(values)
    except ValidationError as error:
        problems += [_problem(detail) for detail in error.errors(include_url=False)]
    refuse(problems)
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
        hint = did_you_mean(name, _KNOWN)
        yield _at(name, "There is no such setting.", hint if hint.startswith("Did") else "Remove it.")


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
