"""Which local modules the Terraform code of a repository calls."""

from __future__ import annotations

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.core.projects.modules import Calls
from tidegate.hcl.blocks import read

_NATIVE = (".tf", ".tofu")
_JSON = (".tf.json", ".tofu.json")
_LOOKS_LOCAL = re.compile(r'\bsource"?\s*[=:]\s*"(\.\.?/[^"$\n]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCalls:
    """What could be found out.

    Attributes:
        calls: Directory → directories its code calls, whether or not there is anything in them.
        broken: Files with faults of syntax; of these everything counts that looks like a local source.
    """

    calls: Calls
    broken: tuple[str, ...] = ()


def may_call(path: str) -> bool:
    """Whether a file of this name can hold calls: the ones to hand to `local_calls`."""
    return path.endswith(_NATIVE + _JSON)


def local_calls(texts: Mapping[str, str]) -> LocalCalls:
    """Calls in the texts of a repository's files, by path from its root."""
    found: dict[str, set[str]] = defaultdict(set)
    broken = []
    for path, text in texts.items():
        if "module" not in text or not may_call(path):
            continue
        sources, whole = _from_json(text) if path.endswith(_JSON) else _from_hcl(text)
        if not whole:
            broken.append(path)
        home = posixpath.dirname(path)
        for source in sources:
            there = posixpath.normpath(posixpath.join(home, source))
            if source.startswith(("./", "../")) and there.split("/")[0] != "..":
                found[home or "."].add(there)
    return LocalCalls(calls={home: frozenset(there) for home, there in found.items()}, broken=tuple(sorted(broken)))


def _from_hcl(text: str) -> tuple[list[str], bool]:
    file = read(text, "module")
    sources = [block.texts["source"] for block in file.blocks if "source" in block.texts]
    return (_guessed(text), False) if file.broken else (sources, True)


def _from_json(text: str) -> tuple[list[str], bool]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return _guessed(text), False
    called = (
        module for top in _objects(document) for names in _objects(top.get("module")) for module in names.values()
    )
    return [
        source for each in called for module in _objects(each) if isinstance(source := module.get("source"), str)
    ], True


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Terraform takes a list of objects wherever it takes an object of blocks."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _guessed(text: str) -> list[str]:
    return _LOOKS_LOCAL.findall(text)
