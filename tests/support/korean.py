"""Finding English where people are to read Korean."""

import re
from collections.abc import Iterable

from tidegate.core.gates.decision import Answer
from tidegate.render.words import in_locale

#: What is the same in every language: lines Atlantis's tools and habits look for, and Terraform's own.
AS_IN_ATLANTIS = re.compile(
    r"Ran (Plan|Apply|Version) for (\d+ projects:|(project: .*? )?dir: .*? workspace:\s+\S+)"
    r"|(?m:^(\d+\. )?(project: .*? )?dir: .*? workspaces?: .*$)"
    r"|Locks and plans deleted for the projects and workspaces modified in this pull request:"
    r"|(Plan|Apply) Summary|\d+ projects?, \d+ .*"
    r"|Plan: \d+ to add, \d+ to change, \d+ to destroy\."
    r"|Error: .*"
    r"|(?m:^ *atlantis .*$)"
)
_NOT_PROSE = re.compile(r"(?s:^(`{3,}).*?^\1$)|`+[^`]*`+|\]\([^)]*\)|<[^>]*>|@[\w‍-]+", re.MULTILINE)
#: Names of programs, commands and settings of theirs: the same in every language.
_NAMES = re.compile(r"terraform (plan|apply|validate|fmt)|state rm|backend (path|type)", re.IGNORECASE)
_ENGLISH = re.compile(r"\b[A-Za-z']{2,} [a-z']{2,}\b")


def english_in(markdown: str) -> list[str]:
    """Every two English words in a row that are neither code nor a line of Atlantis's."""
    prose = _NOT_PROSE.sub(" ` ", markdown)
    return [found[0] for found in _ENGLISH.finditer(_NAMES.sub("`", AS_IN_ATLANTIS.sub("`", prose)))]


def korean_of(answers: Iterable[Answer]) -> str:
    """Everything some answers say, a line each."""
    said = (words for one in answers for words in (one.reason, one.remedy, one.waived, *one.details))
    return "\n".join(in_locale(words, "ko") for words in said)
