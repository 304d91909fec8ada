"""`tidegate migrate atlantis`: prints what becomes of an installation's settings and files.

Exit codes: 0 nothing is lost, 1 something needs a decision, 2 a file cannot be read.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from tidegate.config.migration import KINDS, Line, environment_of, of_repos, of_repository, of_settings
from tidegate.config.server_settings.atlantis_environment import Said, config_of, read_config, said_in
from tidegate.config.server_settings.env_file import read_env_file
from tidegate.core.errors import BadInput

HEADINGS = {
    "taken over": "Taken over",
    "differs": "Different here",
    "no counterpart": "Without counterpart: what to do instead",
    "not accepted": "To be settled before the server starts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Files of an installation; None where it has none, or none is at hand."""

    env_file: Path | None = None
    config: Path | None = None
    repo_config: Path | None = None
    atlantis_yaml: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What becomes of it, and the variables to set."""

    lines: tuple[Line, ...]
    environment: Mapping[str, str]

    @property
    def exit_code(self) -> int:
        return int(any(line.needs_decision for line in self.lines))


def run(asked: Asked, environ: Mapping[str, str], *, as_json: bool) -> int:
    """Look, print; the exit code. `environ` is read where neither an env file nor a configuration file is given."""
    try:
        answer = _answer(asked, environ)
    except (BadInput, OSError, UnicodeDecodeError) as error:
        typer.echo("\n".join(_told(error)), err=True)
        return 2
    typer.echo(_as_json(answer) if as_json else _as_text(answer))
    return answer.exit_code


def _answer(asked: Asked, environ: Mapping[str, str]) -> Answer:
    said = _said(asked, environ)
    lines = (*of_settings(said), *_of_files(asked, said))
    return Answer(lines=lines, environment=environment_of(said))


def _said(asked: Asked, environ: Mapping[str, str]) -> dict[str, Said]:
    """A server's settings; those of the present environment only where no file of settings is given."""
    if asked.env_file:
        environ = read_env_file(_text(asked.env_file), str(asked.env_file))
    elif asked.config:
        environ = {}
    config = read_config(_text(asked.config), str(asked.config)) if asked.config else config_of(environ)
    return said_in(environ, config)


def _of_files(asked: Asked, said: Mapping[str, Said]) -> Iterator[Line]:
    if asked.repo_config:
        yield from of_repos(_text(asked.repo_config), str(asked.repo_config))
    elif "repo-config-json" in said:
        yield from of_repos(said["repo-config-json"].value, "--repo-config-json")
    elif "repo-config" in said and Path(said["repo-config"].value).is_file():
        yield from of_repos(_text(Path(said["repo-config"].value)), said["repo-config"].value)
    if asked.atlantis_yaml:
        yield from of_repository(_text(asked.atlantis_yaml), str(asked.atlantis_yaml))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _told(error: BadInput | OSError | UnicodeDecodeError) -> list[str]:
    match error:
        case BadInput(problems=problems):
            return [str(problem) for problem in problems]
        case OSError():
            return [f"{error.filename}: {error.strerror}."]
        case UnicodeDecodeError():
            return ["A file is not text. Save it as UTF-8."]


def _as_text(answer: Answer) -> str:
    blocks = []
    for kind in KINDS:
        lines = [f"  {line.what}: {line.sentence}" for line in answer.lines if line.kind == kind]
        blocks += ["\n".join((HEADINGS[kind], *lines))] if lines else []
    if answer.environment:
        block = (f"  {name}={shlex.quote(value)}" for name, value in answer.environment.items())
        blocks.append("\n".join(("The same settings under their new names", *block)))
    waiting = sum(line.needs_decision for line in answer.lines)
    blocks.append(f"{waiting} to decide." if waiting else "Nothing is lost.")
    return "\n\n".join(blocks)


def _as_json(answer: Answer) -> str:
    lines = [asdict(line) for line in answer.lines]
    whole = {"lines": lines, "environment": dict(answer.environment), "to_decide": bool(answer.exit_code)}
    return json.dumps(whole, indent=2, ensure_ascii=False)
