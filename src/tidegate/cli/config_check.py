"""`tidegate config check`: reads the files people write and prints every problem with its line.

Exit codes: 0 all files are fine, 1 there are problems, 2 there is nothing to check.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from tidegate.config.atlantis import read_atlantis
from tidegate.config.governance import read_governance
from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem

_READERS: dict[str, Callable[[str, str], object]] = {
    "atlantis.yaml": read_atlantis,
    "tidegate.yaml": lambda text, file: read_governance(text, file, file),
}
_MISNAMED = {"atlantis.yml": "atlantis.yaml", "tidegate.yml": "tidegate.yaml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was looked at and what is wrong with it."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def run(path: str, *, as_json: bool) -> int:
    """Check and print; the exit code."""
    files = _found(Path(path))
    if not files:
        typer.echo(f"{path}: there is neither atlantis.yaml nor tidegate.yaml here.", err=True)
        return 2
    report = Report(files=tuple(map(str, files)), problems=tuple(p for file in files for p in _problems(file)))
    typer.echo(_as_json(report) if as_json else _as_text(report))
    return 1 if report.problems else 0


def _found(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [path / name for name in (*_READERS, *_MISNAMED) if (path / name).is_file()]


def _problems(file: Path) -> tuple[Problem, ...]:
    if file.name in _MISNAMED:
        return (_whole(file, "A file of this name is not read.", f"Rename it to {_MISNAMED[file.name]}."),)
    try:
        text = file.read_text(encoding="utf-8")
        _reader(file, text)(text, str(file))
    except BadInput as error:
        return error.problems
    except UnicodeDecodeError:
        return (_whole(file, "The file is not readable text.", "Save it as UTF-8."),)
    except OSError as error:
        return (_whole(file, f"The file cannot be read: {error.strerror}."),)
    return ()


def _reader(file: Path, text: str) -> Callable[[str, str], object]:
    """By name; a file called otherwise is taken for what its keys look like."""
    looks_like_atlantis = any(line.startswith(("projects:", "workflows:")) for line in text.splitlines())
    guessed = "atlantis.yaml" if looks_like_atlantis else "tidegate.yaml"
    return _READERS.get(file.name, _READERS[guessed])


def _whole(file: Path, message: str, suggestion: str = "") -> Problem:
    return Problem(mark=Mark(file=str(file), line=1), path="", text="", message=message, suggestion=suggestion)


def _as_text(report: Report) -> str:
    if not report.problems:
        return "\n".join(f"{file}: fine" for file in report.files)
    count = len(report.problems)
    return "\n".join((*map(str, report.problems), "", f"{count} problem{'s' if count > 1 else ''}."))


def _as_json(report: Report) -> str:
    problems = [
        {
            "file": problem.mark.file,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "path": problem.path,
            "text": problem.text,
            "message": problem.message,
            "suggestion": problem.suggestion,
        }
        for problem in report.problems
    ]
    return json.dumps({"files": list(report.files), "problems": problems}, indent=2, ensure_ascii=False)
