"""What Atlantis's files say that changes nothing in this version: it is read, and people are told."""

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
_STAGES = {"policy_check": "policy checks", "import": "`import`", "state_rm": "`state rm`"}


def in_repos(text: str, file: str = "repos.yaml") -> tuple[Problem, ...]:
    """Of a server's file, YAML or JSON; nothing for one that cannot be read."""
    return _named(_readable(text, file), _IN_REPOS)


def in_atlantis(text: str, file: str = "atlantis.yaml") -> tuple[Problem, ...]:
    """Of a repository's file; nothing for one that cannot be read."""
    return _named(_readable(text, file), _IN_ATLANTIS)


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
