"""`deployment_windows:` of the governance file → windows by environment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidegate.config.governance_file.calendars import refuse_unknown
from tidegate.config.governance_file.limits_raw import WindowRaw
from tidegate.config.marks import Document, Node, Path, Scalar, Table
from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.model import Always, Holidays, Phrase, Restriction, Window
from tidegate.core.windows.phrases import parse

UTC = "UTC"
_ALWAYS = 'Write days and hours, or leave `allowed` out for "24/7".'


def window(raw: WindowRaw, document: Document, name: str, zone: str | None) -> Window:
    """The window written under `name`.

    `zone` is where phrases are that name none. Without one, what closes it is where all that opens it is, else in UTC.

    Raises:
        BadInput: A phrase cannot be understood.
    """
    problems: list[Problem] = []
    at = ("deployment_windows", name)
    if not raw.allowed:
        problems.append(document.key_problem((*at, "allowed"), "No time is allowed: the list is empty.", _ALWAYS))
    allowed = tuple(_phrases(raw.allowed, document, (*at, "allowed"), zone or UTC, problems))
    there = zone or _zone_of(phrase for phrase, _ in allowed)
    closed = (
        *_phrases(raw.restrictions, document, (*at, "restrictions"), there, problems),
        *_phrases(raw.blocked_periods, document, (*at, "blocked_periods"), there, problems),
    )
    if problems:
        raise BadInput(tuple(problems))
    return Window(
        allowed=tuple(phrase for phrase, _ in allowed),
        restrictions=tuple(_restriction(phrase, document, path) for phrase, path in closed),
        at=document.mark(*at),
    )


def _zone_of(phrases: Iterable[Phrase]) -> str:
    """The one zone of phrases that have one; UTC where there are none or several."""
    zones = {phrase.zone for phrase in phrases if not isinstance(phrase, Always)}
    return zones.pop() if len(zones) == 1 else UTC


def _phrases(
    texts: list[str], document: Document, path: Path, zone: str, problems: list[Problem]
) -> Iterator[tuple[Phrase, Path]]:
    for n, text in enumerate(texts):
        try:
            phrase = parse(text, zone)
            if isinstance(phrase, Holidays):
                refuse_unknown(phrase)
            yield phrase, (*path, n)
        except PhraseError as error:
            problems.append(document.problem((*path, n), error.message, error.suggestion))


def _restriction(phrase: Phrase, document: Document, path: Path) -> Restriction:
    node = document.node(path)
    return Restriction(phrase=phrase, because=_comment(node), at=node.mark)


def _comment(node: Node) -> str:
    """What stands beside a phrase; `holidays: KR` without quotes is a mapping to YAML."""
    match node:
        case Scalar():
            return node.comment
        case Table():
            return next((_comment(entry.node) for entry in node.entries.values()), "")
        case _:
            return ""
