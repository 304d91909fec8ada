"""Settings of the server: `TIDEGATE_*` environment variables, and those of Atlantis that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from tidegate.config.problems import refuse
from tidegate.config.server_problems import PREFIX, SOURCE, of_detail, of_variable
from tidegate.config.server_refusals import refusals, useless_key
from tidegate.config.settings.autoplan import Autoplanning
from tidegate.config.settings.commands import Commands
from tidegate.config.settings.forge import Forge
from tidegate.config.settings.isolation import Isolation
from tidegate.config.settings.keeping import Keeping
from tidegate.config.settings.listening import Listening
from tidegate.config.settings.merging import Merges
from tidegate.config.settings.repositories import Repositories
from tidegate.config.settings.running import Runs
from tidegate.config.settings.saying import Sayings
from tidegate.config.settings.terraform import Terraform
from tidegate.core.marks import Problem
from tidegate.core.switches import Switches

__all__ = ["SETTINGS", "SOURCE", "ServerSettings", "Setting", "load"]

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


# pydantic reads the last base first: from the bottom up this is the order of the reference.
class ServerSettings(
    Isolation, Terraform, Sayings, Merges, Runs, Autoplanning, Commands, Repositories, Forge, Listening, Keeping
):
    """Valid settings, all groups together. Secrets are `SecretStr`, so that no log or page prints one."""

    @property
    def switches(self) -> Switches:
        """How the server behaves where its operator chooses."""
        return Switches(autoplan=self.autoplan, running=self.running, merging=self.merging, saying=self.saying)


class Setting(NamedTuple):
    """One line of the reference."""

    variable: str
    default: str
    description: str


def _default(field: FieldInfo) -> str:
    """As it would be written in the environment."""
    if field.is_required() or field.default is None or field.default == ():
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
    values = {name.removeprefix(PREFIX).lower(): value for name, value in given.items() if name in _DESCRIBED}
    problems = [*_unknown(given), *refusals(values)]
    try:
        settings = ServerSettings.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        refuse([*problems, *(of_detail(detail, _described(detail["loc"][0])) for detail in details)])
        raise
    refuse(problems or useless_key(settings))
    return settings


_DESCRIBED = {setting.variable: setting.description for setting in SETTINGS}


def _described(field: int | str) -> str:
    return _DESCRIBED[PREFIX + str(field).upper()]


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    """Our variables with what they hold; ours win over Atlantis's."""
    taken_over = {ours: environ[theirs] for theirs, ours in _ATLANTIS.items() if environ.get(theirs)}
    own = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    return taken_over | {name: value for name, value in own.items() if not name.startswith(_NOT_OURS)}


def _unknown(given: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(given.keys() - _DESCRIBED.keys()):
        # Without the prefix: what every name begins with makes none of them close.
        bare = [known.removeprefix(PREFIX) for known in sorted(_DESCRIBED)]
        close = get_close_matches(name.removeprefix(PREFIX), bare, n=1, cutoff=0.7)
        remedy = f"Did you mean `{PREFIX}{close[0]}`?" if close else "Remove it."
        yield of_variable(name, "There is no such setting.", remedy)
