"""Settings of the server: `TIDEGATE_*` environment variables, and those of Atlantis that mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo

from tidegate.config.problems import refuse
from tidegate.config.server_settings.atlantis_environment import (
    SERVICE_LINK,
    config_of,
    refusals_in,
    said_in,
    settings_in,
    warnings_in,
)
from tidegate.config.server_settings.groups.autoplan import Autoplanning
from tidegate.config.server_settings.groups.commands import Commands
from tidegate.config.server_settings.groups.forge import Forge
from tidegate.config.server_settings.groups.isolation import Isolation
from tidegate.config.server_settings.groups.keeping import Keeping
from tidegate.config.server_settings.groups.listening import Listening
from tidegate.config.server_settings.groups.merging import Merges
from tidegate.config.server_settings.groups.pricing import Pricing
from tidegate.config.server_settings.groups.repositories import Repositories
from tidegate.config.server_settings.groups.running import Runs
from tidegate.config.server_settings.groups.saying import Sayings
from tidegate.config.server_settings.groups.terraform import Terraform
from tidegate.config.server_settings.server_problems import PREFIX, SOURCE, at, of_detail
from tidegate.config.server_settings.server_refusals import (
    EXCLUSIVE,
    missing_folders,
    refusals,
    unreadable,
    useless_key,
)
from tidegate.core.marks import Problem
from tidegate.core.switches import Switches

__all__ = ["SETTINGS", "SOURCE", "ServerSettings", "Setting", "judge", "load", "told", "warnings"]

_NOT_OURS = ("TIDEGATE_CONVENTION", "TIDEGATE_SANDBOX_")


# pydantic reads the last base first: from the bottom up this is the order of the reference.
class ServerSettings(
    Isolation,
    Pricing,
    Terraform,
    Sayings,
    Merges,
    Runs,
    Autoplanning,
    Commands,
    Repositories,
    Forge,
    Listening,
    Keeping,
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
    if field.is_required() or field.default is None:
        return ""
    if isinstance(field.default, tuple | frozenset):
        return ",".join(sorted(field.default))
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

    Variables of Atlantis, and the configuration file ATLANTIS_CONFIG names, hold where none of ours does.

    Raises:
        BadInput: With every problem; each one's `path` is the variable and its mark's file is `SOURCE`.
    """
    said, own = said_in(environ, config_of(environ)), _own(environ)
    taken = {field: found for field, found in settings_in(said).items() if not _said_by(own, field)}
    given = {field: found.value for field, found in taken.items()} | own
    sources = {PREFIX + field.upper(): found.by for field, found in taken.items()}
    problems = [*_unknown(given), *refusals_in(said), *judge(given), *unreadable(given)]
    refuse(replace(problem, path=sources.get(problem.path, problem.path)) for problem in problems)
    settings = ServerSettings.model_validate(given)
    refuse((*useless_key(settings), *missing_folders(settings)))
    return settings


def warnings(environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """Settings of Atlantis in an environment that have no effect here.

    Raises:
        BadInput: The configuration file ATLANTIS_CONFIG names cannot be read.
    """
    return tuple(warnings_in(said_in(environ, config_of(environ))))


def judge(given: Mapping[str, str]) -> list[Problem]:
    """Everything wrong with values by field, files left aside."""
    known = {field: value for field, value in given.items() if field in ServerSettings.model_fields}
    problems = list(refusals(known))
    try:
        ServerSettings.model_validate(known)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [of_detail(detail, _described(str(detail["loc"][0]))) for detail in details]
    return problems


def told(settings: ServerSettings, conceal: Callable[[str], str]) -> dict[str, str]:
    """Variables that are set, and what `conceal` makes of their values: nothing here shows one."""
    values = {name: getattr(settings, name) for name in ServerSettings.model_fields}
    return {PREFIX + name.upper(): conceal(_text(value)) for name, value in values.items() if value is not None}


def _text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _said_by(own: Mapping[str, str], field: str) -> bool:
    """Whether our own variables say what a field says: by itself, or by another that takes its place."""
    return field in own or any(field in pair and own.keys() & set(pair) for pair in EXCLUSIVE)


def _described(field: str) -> str:
    return ServerSettings.model_fields[field].description or ""


def _own(environ: Mapping[str, str]) -> dict[str, str]:
    """Field, or what would be one, to what our variables hold."""
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and value and not name.startswith(_NOT_OURS) and not SERVICE_LINK.fullmatch(name)
    }


def _unknown(given: Mapping[str, str]) -> Iterator[Problem]:
    for field in sorted(given.keys() - ServerSettings.model_fields.keys()):
        close = get_close_matches(field, ServerSettings.model_fields, n=1, cutoff=0.7)
        remedy = f"Did you mean `{PREFIX}{close[0].upper()}`?" if close else "Remove it."
        yield at(field, "There is no such setting.", remedy)
