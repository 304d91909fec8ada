"""Who wrote several changes that are applied as one."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.gates.facts import Authorship
from tidegate.core.known import Known, Unknown


def together(parts: Iterable[Known[Authorship]]) -> Known[Authorship]:
    """Of all parts at once. Somebody has been reviewed where every part of theirs has; unknown where one part is."""
    every: list[Authorship] = []
    for part in parts:
        if isinstance(part, Unknown):
            return part
        every.append(part)
    unreviewed = frozenset[str]().union(*(part.everybody - part.reviewed for part in every))
    return Authorship(
        verified=frozenset[str]().union(*(part.verified for part in every)),
        opened=frozenset[str]().union(*(part.opened for part in every)),
        reviewed=frozenset[str]().union(*(part.reviewed for part in every)) - unreviewed,
    )
