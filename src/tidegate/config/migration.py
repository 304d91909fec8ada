"""What becomes of an installation of Atlantis, line by line: taken over, different here, without counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import SecretStr

from tidegate.config.atlantis_files.atlantis import read_atlantis
from tidegate.config.atlantis_files.repos import read_repos, read_repos_json
from tidegate.config.server_settings.atlantis_environment import Said, close_to, needs_nothing, settings_in
from tidegate.config.server_settings.atlantis_variables import (
    BY_FLAG,
    ROWS,
    UNSET,
    Differs,
    Missing,
    Refused,
    TakenOver,
    variable,
)
from tidegate.config.server_settings.server import ServerSettings, judge
from tidegate.config.server_settings.server_problems import PREFIX
from tidegate.config.without_effect import in_atlantis, in_repos
from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem

Kind = Literal["taken over", "differs", "no counterpart", "not accepted"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PLACEHOLDER = "REPLACE-WITH-THE-SECRET"
_FITS = "This is what holds here anyway."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What becomes of one thing.

    Attributes:
        what: A variable, a flag of a file, or a place in a file.
    """

    kind: Kind
    what: str
    sentence: str

    @property
    def needs_decision(self) -> bool:
        return self.kind in ("no counterpart", "not accepted")


def of_settings(said: Mapping[str, Said]) -> tuple[Line, ...]:
    """What becomes of a server's settings: in the order of the table, then what is unknown, unset or still wrong."""
    known = [_line(said[row.flag], row.flag, said) for row in ROWS if row.flag in said]
    unknown = [
        Line(kind="no counterpart", what=found.by, sentence=f"Atlantis has no such setting. {close_to(flag)}".strip())
        for flag, found in said.items()
        if flag not in BY_FLAG
    ]
    unset = [
        Line(kind="differs", what=f"{variable(flag)} (not set)", sentence=sentence)
        for flag, sentence in UNSET.items()
        if flag not in said
    ]
    return (*known, *unknown, *unset, *_wrong(said))


def environment_of(said: Mapping[str, Said]) -> dict[str, str]:
    """The variables to set instead, in the order of the reference; secrets are left for their owner to fill in."""
    taken = settings_in(said)
    return {
        PREFIX + field.upper(): _shown(field, taken[field].value)
        for field in ServerSettings.model_fields
        if field in taken
    }


def of_repos(text: str, file: str) -> tuple[Line, ...]:
    """What becomes of a repos.yaml; of its JSON where the name ends in `.json` or is that of the flag."""
    read = read_repos_json if file.endswith(("json", "JSON")) else read_repos
    try:
        config = read(text, file)
    except BadInput as error:
        return tuple(_refused(problem) for problem in error.problems)
    counted = f"{_count(len(config.repos), 'entry', 'entries')}, {_count(len(config.workflows), 'workflow')}"
    lost = (_without(problem) for problem in in_repos(text, file))
    return (Line(kind="taken over", what=file, sentence=f"{counted}: read as Atlantis reads them."), *lost)


def of_repository(text: str, file: str) -> tuple[Line, ...]:
    """What becomes of a repository's atlantis.yaml."""
    try:
        config = read_atlantis(text, file)
    except BadInput as error:
        return tuple(_refused(problem) for problem in error.problems)
    counted = f"{_count(len(config.projects), 'project')}, {_count(len(config.workflows), 'workflow')}"
    lost = (_without(problem) for problem in in_atlantis(text, file))
    return (Line(kind="taken over", what=file, sentence=f"{counted}: read as Atlantis reads them."), *lost)


def _line(found: Said, flag: str, said: Mapping[str, Said]) -> Line:
    match BY_FLAG[flag]:
        case TakenOver() as row:
            return _taken(row, found, said)
        case Differs(how=how):
            return Line(kind="differs", what=found.by, sentence=how)
        case Missing() | Refused() as row if needs_nothing(row, found.value):
            return Line(kind="taken over", what=found.by, sentence=_FITS)
        case Missing(instead=instead):
            return Line(kind="no counterpart", what=found.by, sentence=instead)
        case Refused(why=why):
            return Line(kind="not accepted", what=found.by, sentence=why)


def _taken(row: TakenOver, found: Said, said: Mapping[str, Said]) -> Line:
    taken = settings_in(said).get(row.setting)
    if row.only_with and settings_in({**said, row.flag: Said("", "")}).get(row.setting) == taken:
        return Line(kind="differs", what=found.by, sentence=f"Without {variable(row.only_with)} it has no effect.")
    if taken is None and row.flag in UNSET:
        return Line(kind="differs", what=found.by, sentence=UNSET[row.flag])
    if taken is None:
        return Line(kind="taken over", what=found.by, sentence=_FITS)
    if taken.by != found.by:
        return Line(kind="differs", what=found.by, sentence=f"{taken.by} says it too, and counts.")
    shown = f"{PREFIX}{row.setting.upper()}={_shown(row.setting, taken.value)}"
    sentence = f"{shown}. {row.remark}" if row.remark else shown
    return Line(kind="taken over", what=found.by, sentence=sentence)


def _wrong(said: Mapping[str, Said]) -> Iterator[Line]:
    """What the settings made of all this still lack, told of the variable that was written."""
    taken = settings_in(said)
    sources = {PREFIX + field.upper(): found.by for field, found in taken.items()}
    for problem in judge({field: found.value for field, found in taken.items()}):
        sentence = f"{problem.message} {problem.suggestion}".rstrip()
        yield Line(kind="not accepted", what=sources.get(problem.path, problem.path), sentence=sentence)


def _shown(field: str, value: str) -> str:
    secret = SecretStr in _types(ServerSettings.model_fields[field].annotation)
    return PLACEHOLDER if secret else value


def _types(annotation: object) -> tuple[object, ...]:
    return (annotation, *get_args(annotation))


def _refused(problem: Problem) -> Line:
    return Line(kind="not accepted", what=_place(problem), sentence=_sentence(problem))


def _without(problem: Problem) -> Line:
    return Line(kind="no counterpart", what=_place(problem), sentence=_sentence(problem))


def _place(problem: Problem) -> str:
    place = f"{problem.mark.file}:{problem.mark.line}:{problem.mark.column}"
    return f"{place}: {problem.path}" if problem.path else place


def _sentence(problem: Problem) -> str:
    return f"{problem.message} {problem.suggestion}".rstrip()


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
