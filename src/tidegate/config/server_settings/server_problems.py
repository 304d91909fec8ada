"""Problems of settings: they name a variable, not a line, and never its value, which may be a secret."""

from __future__ import annotations

from typing import Any

from tidegate.core.marks import Mark, Problem

PREFIX = "TIDEGATE_"
SOURCE = "environment"


def at(field: str, message: str, suggestion: str = "") -> Problem:
    """A problem of a setting, named as its field."""
    return of_variable(PREFIX + field.upper(), message, suggestion)


def of_variable(variable: str, message: str, suggestion: str = "") -> Problem:
    """A problem of any variable of the environment."""
    return Problem(mark=Mark(file=SOURCE, line=1), path=variable, text="", message=message, suggestion=suggestion)


def of_detail(detail: Any, description: str) -> Problem:
    """What pydantic says of a field, in our words. `description` is what the setting is for."""
    field, context = str(detail["loc"][0]), detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return at(field, "The setting is missing.", description)
        case "tidegate_rule":
            return at(field, str(context["message"]), str(context["suggestion"]))
        case "literal_error":
            return at(field, f"`{detail['input']}` is none of {context['expected']}.", "Write one of them.")
        case _:
            return at(field, f"{detail['msg']}.")
