"""Templates of messages: `{{.Environment}}`, as Go's templates write a field."""

from __future__ import annotations

import re

from tidegate.config.problems import broken, did_you_mean

FIELDS = (
    "Environment",
    "PullRequestURL",
    "CostDiff",
    "ResourcesAdded",
    "ResourcesRemoved",
    "Changes",
    "CostImpact",
    "Author",
    "DeployTime",
    "AppliedChanges",
    "MonitoringLinks",
    "Error",
)
"""What a message can tell."""

_IN_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_FIELD = re.compile(r"-?\s*\.(\w+)\s*-?")


def message_template(value: str) -> str:
    """A template whose placeholders there are, each of them closed; for pydantic."""
    for inside in _IN_BRACES.findall(value):
        _known(inside)
    rest = _IN_BRACES.sub("", value)
    if "{{" in rest or "}}" in rest:
        raise broken("A placeholder of the message is not closed.", "Write each as in `{{.Environment}}`.")
    return value


def _known(inside: str) -> None:
    found = _FIELD.fullmatch(inside)
    shown = f"`{{{{{inside}}}}}`"
    if not found:
        near = did_you_mean(inside.strip(" .-"), FIELDS)
        raise broken(f"{shown} is not a placeholder.", _in_braces(near) or "Write each as in `{{.Environment}}`.")
    if found[1] not in FIELDS:
        raise broken(f"{shown} is not a placeholder.", _in_braces(did_you_mean(found[1], FIELDS)))


def _in_braces(suggestion: str) -> str:
    return re.sub(r"`(\w+)`", r"`{{.\1}}`", suggestion)
