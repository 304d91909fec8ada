"""Sentences for people in more than one language: a template in English, and what is filled in.

The English template is the key under which a catalogue holds the others, as gettext does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence, or a part of one.

    Attributes:
        template: English, with `{name}` where something is filled in.
        filled: Name → what stands there: text that is the same in every language, or words of their own.
    """

    template: str
    filled: Mapping[str, str | Words] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """In English."""
        return self.template.format_map({name: str(part) for name, part in self.filled.items()})

    def __bool__(self) -> bool:
        return bool(self.template)


Wording: TypeAlias = Words | str
Locale: TypeAlias = Literal["en", "ko"]
_LEADS, _ENDS = re.compile(r"\{(\w+)\}"), re.compile(r"\{(\w+)\}$")


def say(template: str, **filled: object) -> Words:
    """`say("{count} approvals are missing.", count=2)`. What is filled in stays words, or becomes text."""
    return Words(template, {name: part if isinstance(part, Words) else str(part) for name, part in filled.items()})


def joined(between: str, parts: Iterable[Wording]) -> Words:
    """Parts in a row, each in its language, with the same sign between them: lines of a text, items of a list."""
    named = {f"part{at}": part for at, part in enumerate(parts)}
    return Words(between.join(f"{{{name}}}" for name in named), named)


def as_sentence(wording: Wording) -> Wording:
    """The same with a capital at its start, as a clause needs it where it becomes a sentence."""
    if isinstance(wording, str):
        return wording[:1].upper() + wording[1:]
    leads = _LEADS.match(wording.template)
    if leads is None:
        return Words(wording.template[:1].upper() + wording.template[1:], wording.filled)
    return Words(wording.template, {**wording.filled, leads[1]: as_sentence(wording.filled[leads[1]])})


def as_clause(wording: Wording) -> Wording:
    """The same without the final stop of a sentence, as a sentence needs it where it becomes part of another."""
    if isinstance(wording, str):
        return wording.rstrip(".")
    ends = _ENDS.search(wording.template)
    if ends is None:
        return Words(wording.template.rstrip("."), wording.filled)
    return Words(wording.template, {**wording.filled, ends[1]: as_clause(wording.filled[ends[1]])})
