"""Which directories a changed module reaches, through the calls of local modules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from tidegate.core.projects.patterns import prefixes

Calls = Mapping[str, AbstractSet[str]]
"""Directory → the directories its `module` blocks name, all relative to the repository root."""

NO_CALLS: Calls = MappingProxyType({})


def callers_of_changed(paths: Iterable[str], calls: Calls) -> frozenset[str]:
    """Directories that call, directly or through others, a module that contains one of the paths."""
    callers: dict[str, set[str]] = defaultdict(set)
    for caller, called in calls.items():
        for module in called:
            callers[module].add(caller)
    if not callers:
        return frozenset()
    changed = {".", *(part for path in paths for part in prefixes(path))}
    return _reached([module for module in callers if module in changed], callers)


def called_from(directory: str, calls: Calls) -> frozenset[str]:
    """Directories a directory calls, directly or through others."""
    return _reached([directory], calls)


def _reached(starts: list[str], steps: Calls) -> frozenset[str]:
    """Where the steps lead from the starts; a start only when a step comes back to it."""
    waiting, found = list(starts), set[str]()
    while waiting:
        for there in steps.get(waiting.pop(), ()):
            if there not in found:
                found.add(there)
                waiting.append(there)
    return frozenset(found)
