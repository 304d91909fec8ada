"""What a text in configuration may name: files that are read when it runs, and other things of the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tidegate.core.plans.code import ANY

READERS = frozenset(
    {
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "filemd5",
        "filesha1",
        "filesha256",
        "filesha512",
        "fileset",
        "templatefile",
    }
)
"""Functions that read files. `core::` may stand before them."""

_REFERENCE = re.compile(r"[A-Za-z_][\w-]*(?:\s*\.\s*[\w*-]+|\s*\[[^\]\n]*\])+")
_KEY = re.compile(r"\[([^\]\n]*)")
_SPACE = re.compile(r"\s+")

LONGEST = 255
SHORTEST_END = 3  # Characters: a shorter one is the end of too many names.

_HOME = re.compile(r"\$\{\s*path\.(?:module|root|cwd)\s*\}")
_BETWEEN = re.compile(r"""[\s"'`=,;:|&<>()\[\]{}]+""")
_QUOTED = re.compile(r'"([^"]*)"')
_COMPUTED = "\0"


def names_in(text: str) -> Iterator[str]:
    """Words of a text that may be names of files: `templates/x.tpl`; `*.tpl` where what stands before is computed.

    Args:
        text: As it is written, with its quotes and what it interpolates.
    """
    shown = _without_computed(_HOME.sub("", text))
    quoted = shown.strip().strip('"')
    if len(quoted) <= LONGEST and _COMPUTED not in quoted and _BETWEEN.search(quoted) and quoted.isprintable():
        yield quoted  # Names may hold what stands between words.
    for word in _BETWEEN.split(shown):
        first, *rest = word.split(_COMPUTED)
        if 0 < len(first) <= LONGEST and first.strip("./"):
            yield first
        for part in rest:
            if SHORTEST_END <= len(part) <= LONGEST:
                yield from (part, f"{ANY}{part}")  # What is computed may be nothing but the module's own path.


def references_in(text: str) -> Iterator[str]:
    """What an expression may refer to, `data.aws_ami.this.id`; words of its texts may be among them."""
    for found in _REFERENCE.findall(text):
        yield _SPACE.sub("", found)
        for key in _KEY.findall(found):
            yield from references_in(key)


def _without_computed(text: str) -> str:
    """The text with a mark for everything in `${}` and `%{}`, then what stands in quotes in there."""
    written: list[str] = []
    inside: list[str] = []
    depth = at = 0
    while at < len(text):
        opens = text[at : at + 2] in ("${", "%{")
        if opens and not depth:
            written.append(_COMPUTED)
        if opens or (depth and text[at] == "{"):
            depth += 1
            at += 2 if opens else 1
            continue
        if depth and text[at] == "}":
            depth -= 1
        else:
            (inside if depth else written).append(text[at])
        at += 1
    return " ".join(["".join(written), *_QUOTED.findall("".join(inside))])
