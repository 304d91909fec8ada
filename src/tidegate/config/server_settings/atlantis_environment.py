"""What an environment, or a configuration file, of Atlantis says, and which of our settings that makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from tidegate.config.marks import Scalar, Table, text_of
from tidegate.config.problems import refuse
from tidegate.config.server_settings.atlantis_variables import (
    BY_FLAG,
    NO,
    ROWS,
    YES,
    Missing,
    Refused,
    TakenOver,
    variable,
)
from tidegate.config.server_settings.server_problems import of_variable
from tidegate.config.text import read_document
from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem

PREFIX = "ATLANTIS_"
CONFIG = variable("config")
#: Kubernetes sets such variables in every pod for a service called `atlantis` or `tidegate`.
SERVICE_LINK = re.compile(r"(ATLANTIS|TIDEGATE)_(SERVICE_.+|PORT_[0-9]+_.+)")


class Said(NamedTuple):
    """A value and who says it: a variable, or a key of the configuration file."""

    value: str
    by: str


def said_in(environ: Mapping[str, str], config: Mapping[str, Said] | None = None) -> dict[str, Said]:
    """Flag → what is said. The environment beats the configuration file; an empty variable is as good as none."""
    flags = {
        _flag(name): Said(value=value, by=name)
        for name, value in environ.items()
        if name.startswith(PREFIX) and value and not SERVICE_LINK.fullmatch(name)
    }
    return {**(config or {}), **flags}


def read_config(text: str, file: str) -> dict[str, Said]:
    """A configuration file of Atlantis's server (`--config`): a mapping of flags.

    Raises:
        BadInput: It is not.
    """
    document = read_document(text, file)
    if not isinstance(document.root, Table):
        raise BadInput((document.problem((), "This is not a mapping of flags.", "Write `gh-user: NAME` lines."),))
    entries = document.root.entries
    refuse(
        document.problem((key,), "A single value is expected here.", "Write a list as `a,b`.")
        for key, entry in entries.items()
        if not isinstance(entry.node, Scalar)
    )
    return {
        key: Said(value=text_of(entry.node), by=f"{file}: {key}")
        for key, entry in entries.items()
        if document.data[key] not in (None, "")
    }


def config_of(environ: Mapping[str, str]) -> dict[str, Said]:
    """What the configuration file says that the environment names; nothing where it names none.

    Raises:
        BadInput: It cannot be read.
    """
    file = environ.get(CONFIG)
    if not file:
        return {}
    try:
        return read_config(Path(file).expanduser().read_text(encoding="utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise BadInput((of_variable(CONFIG, f"{file} cannot be read: {reason}."),)) from None


def settings_in(said: Mapping[str, Said]) -> dict[str, Said]:
    """Field of `ServerSettings` → what Atlantis's settings make of it."""
    found = {}
    for row in ROWS:
        if isinstance(row, TakenOver):
            taken = _taken(row, said)
            if taken.value:
                found[row.setting] = taken
    return found


def is_on(said: Mapping[str, Said], flag: str) -> bool:
    """Whether a yes-or-no setting says yes."""
    return flag in said and said[flag].value.lower() in YES


def needs_nothing(row: Missing | Refused, value: str) -> bool:
    """Whether a setting without counterpart asks for what holds here anyway."""
    return value.lower() in NO or (isinstance(row, Missing) and value.lower() in row.harmless)


def refusals_in(said: Mapping[str, Said]) -> Iterator[Problem]:
    """Settings that would be lost, and with them a limit to what people may do."""
    for flag, found in said.items():
        row = BY_FLAG.get(flag)
        if isinstance(row, Refused) and not needs_nothing(row, found.value):
            yield of_variable(found.by, "The setting cannot be taken over, and must not be lost.", row.why)


def warnings_in(said: Mapping[str, Said]) -> Iterator[Problem]:
    """Settings that have no effect here: those without counterpart and those Atlantis does not know either."""
    for flag, found in said.items():
        row = BY_FLAG.get(flag)
        if row is None:
            yield of_variable(found.by, "Atlantis has no such setting.", close_to(flag))
        elif isinstance(row, Missing) and not needs_nothing(row, found.value):
            yield of_variable(found.by, "The setting has no counterpart.", row.instead)


def close_to(flag: str) -> str:
    """A known setting of a similar name, as a question."""
    close = get_close_matches(flag, BY_FLAG, n=1, cutoff=0.75)
    return f"Did you mean `{variable(close[0])}`?" if close else ""


def _taken(row: TakenOver, said: Mapping[str, Said]) -> Said:
    if row.only_with and not is_on(said, row.only_with):
        return Said(value="", by="")
    if row.flag not in said:
        return Said(value=row.default, by=said[row.only_with].by if row.only_with else "")
    found = said[row.flag]
    return Said(value=row.read(found.value), by=found.by)


def _flag(name: str) -> str:
    return name.removeprefix(PREFIX).lower().replace("_", "-")
