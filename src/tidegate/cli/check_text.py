"""Reading `terraform show -json` from a file or a pipe, with or without what CI wrappers print around it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem

STDIN = "-"
_WRAPPERS = ("[command]", "::")  # A wrapper's echo of the command line, and its commands to the runner.
_REMEDY = "Give the output of `terraform show -json PLANFILE`."


def plan_of(file: str) -> Mapping[str, Any]:
    """The plan a file holds, `-` for standard input.

    Raises:
        BadInput: It cannot be read, or is no plan.
    """
    try:
        text = sys.stdin.read() if file == STDIN else Path(file).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise _bad(file, 1, "The file is not readable text: is it the plan file itself?", _REMEDY) from None
    except OSError as error:
        raise _bad(file, 1, f"The file cannot be read: {error.strerror}.", "") from None
    try:
        document = json.loads(unwrapped(text))
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise _bad(file, line, "This is no JSON.", _REMEDY) from None
    if not isinstance(document, dict) or "terraform_version" not in document or "planned_values" not in document:
        raise _bad(file, 1, "This is JSON, but no plan.", _REMEDY)
    return document


def unwrapped(text: str) -> str:
    """The text without a wrapper's lines; they repeat the whole plan. Line numbers stay. No line of JSON looks so."""
    if not text.startswith(_WRAPPERS) and "\n::" not in text:
        return text
    return "\n".join("" if line.startswith(_WRAPPERS) else line for line in text.split("\n"))


def _bad(file: str, line: int, message: str, suggestion: str) -> BadInput:
    mark = Mark(file="standard input" if file == STDIN else file, line=line)
    return BadInput((Problem(mark=mark, path="", text="", message=message, suggestion=suggestion),))
