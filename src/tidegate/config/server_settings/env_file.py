"""Files of `NAME=value` lines, as systemd, Docker and shells read them → an environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)")


def read_env_file(text: str, file: str) -> dict[str, str]:
    """Variables and what they hold; the later of two lines for one variable counts. Nothing is expanded.

    Raises:
        BadInput: A line is something else; its text is left out, for it may hold a secret.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    written = [(number, line) for number, line in lines if line and not line.startswith("#")]
    problems = tuple(_problems(written, file))
    if problems:
        raise BadInput(problems)
    matches = (_LINE.fullmatch(line) for _, line in written)
    return {match[1]: _unquoted(match[2].strip()) for match in matches if match}


def _problems(written: list[tuple[int, str]], file: str) -> Iterator[Problem]:
    for number, line in written:
        if not _LINE.fullmatch(line):
            message, suggestion = "The line is not a variable.", "Write `NAME=value`, or `#` before a remark."
            mark = Mark(file=file, line=number)
            yield Problem(mark=mark, path="", text="", message=message, suggestion=suggestion)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value
