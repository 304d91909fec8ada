"""What files say that changes nothing in this version: it is read, and people are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from tidegate.config.json_text import read_json
from tidegate.config.marks import Document
from tidegate.config.text import read_document
from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem

_IN_REPOS = {
    "policies": "Policy checks come in a later version; until then nothing is held back by them.",
    "metrics": "No metrics are sent or served.",
    "external_stores": "Plans are kept where Tidegate keeps its data.",
}
_IN_ATLANTIS = {
    "policies": "Atlantis does not use it here either.",
    "emoji_reaction": "A command is answered before this file is read; the server's TIDEGATE_EMOJI_REACTION counts.",
}
_CHAT = "Messages to chat come in a later version."
_SPENDING = "What is spent is looked at in a later version."
_WATCH = "Deployments are watched in a later version; until then `watch_for` is the time that passes."
GOVERNANCE = {
    ("identities",): _CHAT,
    ("notifications",): _CHAT,
    ("cost_monitoring",): _SPENDING,
    ("auto_rollback_triggers",): _WATCH,
    ("environments", "*", "signals"): _WATCH,
    ("environments", "*", "cost_watch_for"): _SPENDING,
    ("environments", "*", "rollback"): "Rollbacks come in a later version.",
    ("manual_rollback_procedures", "*", "command"): "Rollbacks come in a later version.",
    ("manual_rollback_procedures", "*", "timeline"): "Rollbacks come in a later version.",
    ("manual_rollback_procedures", "*", "approval_required"): "Rollbacks come in a later version.",
}
"""Keys of `tidegate.yaml`, `*` for any name, and why they wait."""

_STAGES = {"policy_check": "policy checks", "import": "`import`", "state_rm": "`state rm`"}


def in_repos(text: str, file: str = "repos.yaml") -> tuple[Problem, ...]:
    """Of a server's file, YAML or JSON; nothing for one that cannot be read."""
    return _named(_readable(text, file), _IN_REPOS)


def in_atlantis(text: str, file: str = "atlantis.yaml") -> tuple[Problem, ...]:
    """Of a repository's file; nothing for one that cannot be read."""
    return _named(_readable(text, file), _IN_ATLANTIS)


def in_governance(text: str, file: str = "tidegate.yaml") -> tuple[Problem, ...]:
    """Of a governance file; nothing for one that cannot be read."""
    document = _readable(text, file)
    if document is None:
        return ()
    found = (
        document.key_problem(path, f"`{path[-1]}` is read, without effect in this version.", because)
        for key, because in GOVERNANCE.items()
        for path in _written(document, key)
    )
    return tuple(sorted(found, key=lambda problem: (problem.mark.line, problem.mark.column)))


def _written(document: Document, key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The places of a key a file has."""
    if "*" not in key:
        names: tuple[tuple[str, ...], ...] = (key,)
    else:
        block, _, last = key
        names = tuple((block, name, last) for name in document.keys(block))
    yield from (path for path in names if document.mark(*path) is not None)


def _named(document: Document | None, keys: dict[str, str]) -> tuple[Problem, ...]:
    if document is None:
        return ()
    top = [
        document.key_problem((key,), f"`{key}` is read, without effect in this version.", because)
        for key, because in keys.items()
        if document.mark(key) is not None
    ]
    return tuple(sorted((*top, *_stages(document)), key=lambda problem: problem.mark.line))


def _stages(document: Document) -> Iterator[Problem]:
    for workflow in document.keys("workflows"):
        for stage, command in _STAGES.items():
            path = ("workflows", workflow, stage)
            if document.mark(*path) is not None:
                message = f"The stage `{stage}` is read, without effect in this version."
                yield document.key_problem(path, message, f"It waits for {command}, which a later version brings.")


def _readable(text: str, file: str) -> Document | None:
    for read in (read_json, read_document):
        with suppress(BadInput):
            return read(text, file)
    return None
