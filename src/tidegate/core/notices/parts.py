"""Pieces that several notices share: how a project is named, banners, output that folds when it is long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidegate.core.notices.model import Block, Code, Fold, Listing, Span, Text, code, line, link, strong, text
from tidegate.core.projects.model import Project
from tidegate.core.words import Wording, Words, say

# Atlantis folds output of more lines than this.
FOLD_OVER = 12
SHOW_OUTPUT = say("Show Output")


def titled(command: str, projects: Sequence[Project]) -> tuple[Block, ...]:
    """The first line of a comment and, for several projects, their numbered list (Atlantis: its first line).

    The same in every language: tools look for it.
    """
    if len(projects) == 1:
        return (Text(spans=line(f"Ran {command} for ", *named(projects[0]))),)
    count = f"Ran {command} for {len(projects)} projects:"
    return (text(count), Listing(items=tuple(named(project) for project in projects), ordered=True))


def named(project: Project) -> tuple[Span, ...]:
    """Atlantis: "project: `p` dir: `d` workspace: `w`", the project left out when it has no name."""
    whose = line("project: ", code(project.name), " ") if project.name else ()
    return (*whose, *line("dir: ", code(project.dir), " workspace: ", code(project.workspace)))


def banners(notes: Iterable[Wording]) -> tuple[Block, ...]:
    """Warnings about the server itself, right after the first line."""
    return tuple(text(strong(say("⚠️ {note}", note=note))) for note in notes)


def failure(title: Wording, error: Wording, words: Wording) -> tuple[Block, ...]:
    """What went wrong and, when there is more than one sentence of it, what Terraform printed."""
    if not words:
        return (text(strong(title)), output(error, summary=say("Show Error")))
    return (text(strong(title), ": ", error), output(words, summary=SHOW_OUTPUT))


def output(words: Wording, *, summary: Wording, language: str = "") -> Block:
    """Preformatted text, folded when it is long."""
    block = Code(text=words, language=language)
    return Fold(summary=summary, blocks=(block,)) if str(words).count("\n") >= FOLD_OVER else block


def log(url: str) -> tuple[Block, ...]:
    return (text(link(say("Log"), url)),) if url else ()


def counted_resources(count: int) -> Words:
    return say("{count} resource" if count == 1 else "{count} resources", count=count)


def more_resources(count: int) -> Words:
    return say("{count} more resource" if count == 1 else "{count} more resources", count=count)


def counted(number: int, word: str) -> str:
    """`1 project`, `2 projects`, in lines that are Atlantis's in every language."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
