"""Which directories a changed module reaches, through the calls of local modules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from tidegate.core.projects.patterns import prefixes

Calls = Mapping[str, AbstractSet[str]]
"""Directory → the directories its `module` blocks name, all relative to the repository root."""


def callers_of_changed(paths: Iterable[str], calls: Calls) -> frozenset[str]:
    """Directories that call, directly or through others, a module that contains one of the paths."""
    callers: dict[str, set[str]] = defaultdict(set)
    for caller, called in calls.items():
        for module in called:
            callers[module].add(caller)
    changed = {part for path in paths for part in prefixes(path)}
    waiting = [module for module in callers if module in changed]
    found: set[str] = set()
    while waiting:
        for caller in callers.get(waiting.pop(), ()):
            if caller not in found:
                found.add(caller)
                waiting.append(caller)
    return frozenset(found)
