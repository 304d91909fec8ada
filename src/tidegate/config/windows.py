"""`deployment_windows:` of the governance file → windows by environment."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.config.governance_raw import WindowRaw
from tidegate.config.marks import Document, Path, Scalar
from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem
from tidegate.core.windows.model import Always, Phrase, Restriction, Window
from tidegate.core.windows.phrases import PhraseError, parse


def window(raw: WindowRaw, document: Document, name: str, zone: str) -> Window:
    """The window written under `name`; phrases that name no zone are in `zone`.

    Raises:
        BadInput: A phrase cannot be understood.
    """
    problems: list[Problem] = []
    allowed = tuple(_phrases(raw.allowed, document, ("deployment_windows", name, "allowed"), zone, problems))
    closed = tuple(_phrases(raw.restrictions, document, ("deployment_windows", name, "restrictions"), zone, problems))
    if problems:
        raise BadInput(tuple(problems))
    return Window(
        allowed=tuple(phrase for phrase, _ in allowed) or (Always(),),
        restrictions=tuple(_restriction(phrase, document, path) for phrase, path in closed),
        at=document.mark("deployment_windows", name),
    )


def _phrases(
    texts: list[str], document: Document, path: Path, zone: str, problems: list[Problem]
) -> Iterator[tuple[Phrase, Path]]:
    for n, text in enumerate(texts):
        try:
            yield parse(text, zone), (*path, n)
        except PhraseError as error:
            problems.append(document.problem((*path, n), error.message, error.suggestion))


def _restriction(phrase: Phrase, document: Document, path: Path) -> Restriction:
    node = document.node(path)
    return Restriction(phrase=phrase, because=node.comment if isinstance(node, Scalar) else "", at=node.mark)
