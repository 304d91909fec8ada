"""`tidegate config check`: reads the files people write and prints every problem with its line.

Exit codes: 0 all files are fine, 1 there are problems, 2 there is nothing to check. Notes change no exit code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from tidegate.cli.config_files import MISNAMED, NAMES, Kind, kind_of, read, server_kind, text_of
from tidegate.config.governance_file.governance_notes import idle_deputies, stale_windows
from tidegate.config.without_effect import in_atlantis, in_governance, in_repos
from tidegate.core.errors import BadInput
from tidegate.core.gates.consent.satisfiable import unsatisfiable
from tidegate.core.gates.policy import Policy
from tidegate.core.marks import Problem
from tidegate.core.projects.allowed import nowhere, refusals
from tidegate.core.projects.model import RepoConfig
from tidegate.core.projects.repos import ServerConfig, rule_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be checked.

    Attributes:
        path: A file, or a folder with files of known names.
        server_file: The server's `repos.yaml` or JSON, wherever it lies.
        repo: `host/owner/name`, to hold the repository's file against what the server allows it.
    """

    path: Path
    server_file: Path | None = None
    repo: str | None = None


@dataclass(slots=True, kw_only=True)
class Report:
    """What was looked at, what it says, what is wrong with it, and what is worth knowing."""

    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    config: RepoConfig | None = None
    server: ServerConfig | None = None
    governed: bool = False


def run(asked: Asked, *, as_json: bool) -> int:
    """Check and print; the exit code."""
    report = _report(asked)
    if not report.files:
        typer.echo(f"{asked.path}: there is no {', '.join(NAMES)} here.", err=True)
        return 2
    typer.echo(_as_json(report) if as_json else _as_text(report))
    return 1 if report.problems else 0


def _report(asked: Asked) -> Report:
    report = Report()
    for file in _found(asked.path):
        if file != asked.server_file:
            _look(report, file, None)
    if asked.server_file is not None:
        _look(report, asked.server_file, server_kind(asked.server_file))
    report.problems.extend(_together(report, asked.repo))
    report.notes.extend(_elsewhere(report))
    return report


def _found(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [path / name for name in (*NAMES, *MISNAMED) if (path / name).is_file()]


def _look(report: Report, file: Path, kind: Kind | None) -> None:
    report.files.append(str(file))
    try:
        text = text_of(file)
        said = read(kind or kind_of(file, text), text, str(file))
    except BadInput as error:
        report.problems.extend(error.problems)
        return
    match said:
        case RepoConfig():
            report.config = said
            report.notes.extend(in_atlantis(text, str(file)))
        case ServerConfig():
            report.server = said
            report.notes.extend(in_repos(text, str(file)))
        case Policy():
            report.governed = True
            report.notes.extend(_of_rules(said, text, str(file)))


def _of_rules(policy: Policy, text: str, file: str) -> Iterator[Problem]:
    """What is worth knowing of rules that can be used; of teams this machine knows nobody."""
    yield from unsatisfiable(policy, {})
    yield from idle_deputies(policy)
    yield from stale_windows(policy, datetime.now(UTC))
    yield from in_governance(text, file)


def _together(report: Report, repo: str | None) -> Iterator[Problem]:
    """The repository's file against the server's; under a governance file it needs nobody's permission."""
    if report.config is None or report.server is None:
        return
    if repo is None or report.governed:
        yield from nowhere(report.config, report.server)
    else:
        yield from refusals(report.config, rule_for(report.server, repo), report.server)


def _elsewhere(report: Report) -> Iterator[Problem]:
    """Workflows only a server's file can define, when none was given."""
    if report.config is None or report.server is not None:
        return
    for problem in nowhere(report.config, ServerConfig()):
        yield replace(problem, suggestion="Give the server's file with `--server-config` to look there too.")


def _as_text(report: Report) -> str:
    notes = [f"note: {note}" for note in report.notes]
    if not report.problems:
        return "\n".join((*(f"{file}: fine" for file in report.files), *notes))
    count = len(report.problems)
    return "\n".join((*map(str, report.problems), *notes, "", f"{count} problem{'s' if count > 1 else ''}."))


def _as_json(report: Report) -> str:
    found = {
        "files": report.files,
        "problems": [_plain(problem) for problem in report.problems],
        "notes": [_plain(note) for note in report.notes],
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _plain(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "path": problem.path,
        "text": problem.text,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }
