"""Where the code of a resource stands: from its address in a plan to a file and line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tidegate.core.checks.model import CheckResult, Finding
from tidegate.hcl.blocks import Block, read

_INSTANCE_KEY = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]')
_NATIVE = (".tf", ".tofu")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A block and where it stands. `source` is what a module call names."""

    file: str
    line: int
    source: str


class Places:
    """Blocks of a project's code by what plans call them.

    Args:
        dir: The project's directory, from the repository's root.
        texts: Its `.tf` files and those of the local modules it calls, by path from the root.
    """

    def __init__(self, dir: str, texts: Mapping[str, str]) -> None:  # noqa: A002 - the field's word for it
        self._dir = posixpath.normpath(dir)
        self._written = {
            (posixpath.dirname(path) or ".", block.kind, block.labels): _written(path, block)
            for path, text in texts.items()
            if path.endswith(_NATIVE)
            for block in read(text, "resource", "module").blocks
        }

    def of(self, address: str) -> tuple[str, int] | None:
        """File and line of a resource instance; of the call of its module where that is not in this repository."""
        *modules, last = _steps(address)
        home, call = self._dir, None
        for name in modules:
            found = self._written.get((home, "module", (name,)))
            if found is None or not found.source.startswith(("./", "../")):
                call = found or call
                return (call.file, call.line) if call else None
            call, home = found, posixpath.normpath(posixpath.join(home, found.source))
        at = self._written.get((home, "resource", tuple(last.split(".", 1)))) or call
        return (at.file, at.line) if at else None


def located(results: Iterable[CheckResult], places: Places) -> tuple[CheckResult, ...]:
    """Results whose findings about resources say where their code stands, if no tool has said it."""
    return tuple(
        replace(result, findings=tuple(_located(each, places) for each in result.findings)) for result in results
    )


def _located(finding: Finding, places: Places) -> Finding:
    place = None if finding.file or not finding.address else places.of(finding.address)
    return replace(finding, file=place[0], line=place[1]) if place else finding


def _steps(address: str) -> list[str]:
    """`["redis", "aws_security_group.this"]` of `module.redis["a"].aws_security_group.this[0]`."""
    steps, rest = [], _INSTANCE_KEY.sub("", address.partition(" ")[0])
    while rest.startswith("module."):
        name, _, rest = rest.removeprefix("module.").partition(".")
        steps.append(name)
    return [*steps, rest]


def _written(path: str, block: Block) -> _Written:
    return _Written(file=path, line=block.line, source=block.texts.get("source", ""))
