"""Settings that fit their types and still must not start a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tidegate.config.server_settings.server_problems import PREFIX, at
from tidegate.core.marks import Problem

if TYPE_CHECKING:
    from tidegate.config.server_settings.server import ServerSettings

#: Settings of which one is enough, and two are one too many.
EXCLUSIVE = (("repo_config", "repo_config_json"), ("github_token", "github_token_file"))
_TOGETHER = (
    ("ssl_cert_file", "ssl_key_file"),
    ("terraform_releases_url", "terraform_releases_key_file"),
    ("opentofu_releases_url", "opentofu_releases_key_file"),
)
_FILES = {
    "github_app_private_key_file",
    "github_token_file",
    "governance_file",
    "opentofu_releases_key_file",
    "repo_config",
    "ssl_cert_file",
    "ssl_key_file",
    "terraform_cli_config",
    "terraform_releases_key_file",
}


def refusals(values: Mapping[str, str]) -> Iterator[Problem]:
    """What is missing or contradicts itself in values as they were given, by field name."""
    yield from _login(values)
    yield from _pairs(values)
    yield from _exposure(values)


def unreadable(values: Mapping[str, str]) -> Iterator[Problem]:
    """Files the server reads at its start or soon after."""
    for name in sorted(_FILES & values.keys()):
        file = Path(values[name]).expanduser()
        try:
            file.read_text(encoding="utf-8")
        except OSError as error:
            message = f"{file} cannot be read: {error.strerror}."
            yield at(name, message, "Name a file the server may read.")
        except UnicodeDecodeError:
            yield at(name, f"{file} is not text.", "Name a text file; a key is one in PEM or armour.")


def useless_key(settings: ServerSettings) -> Iterator[Problem]:
    """An App's key nothing can be signed with."""
    if settings.read_github_token() is not None or settings.app_private_key is None:
        return
    try:
        load_pem_private_key(settings.app_private_key.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        name = "github_app_private_key_file" if settings.github_app_private_key_file else "github_app_private_key"
        message, remedy = "This is no private key in PEM.", "Make a new one on the App's page of the code host."
        yield at(name, message, remedy)


def missing_folders(settings: ServerSettings) -> Iterator[Problem]:
    """Folders steps would be shown, and that are not there."""
    for visible in settings.visible_paths:
        if not visible.path.exists():
            yield at("visible_paths", f"{visible.path} is not there.", "Make it, or name another.")


def _login(values: Mapping[str, str]) -> Iterator[Problem]:
    if not values.keys() & {"github_token", "github_token_file", "github_app_id"}:
        yield at(
            "github_token",
            "The server has no way to log in to the code host.",
            "Set it to a token, or set TIDEGATE_GITHUB_APP_ID and TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE.",
        )
    if "github_app_id" in values and not values.keys() & {"github_app_private_key", "github_app_private_key_file"}:
        yield at("github_app_private_key_file", "The App's private key is missing.", "Set it to a PEM file.")


def _pairs(values: Mapping[str, str]) -> Iterator[Problem]:
    """Settings that exclude each other, or that are nothing without each other."""
    for one, other in EXCLUSIVE:
        if {one, other} <= values.keys():
            message = f"{PREFIX}{one.upper()} says the same."
            yield at(other, message, "Set one of the two.")
    for one, other in _TOGETHER:
        if (one in values) != (other in values):
            missing, given = (other, one) if one in values else (one, other)
            yield at(missing, f"The setting is missing: {PREFIX}{given.upper()} needs it.", "Set both, or neither.")


def _exposure(values: Mapping[str, str]) -> Iterator[Problem]:
    host = values.get("host", "127.0.0.1")
    if not _is_loopback(host) and not {"web_username", "web_password"} <= values.keys():
        yield at(
            "web_password",
            f"With TIDEGATE_HOST={host} anybody who reaches the server could read its pages.",
            "Set TIDEGATE_WEB_USERNAME and TIDEGATE_WEB_PASSWORD, or listen on 127.0.0.1.",
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
