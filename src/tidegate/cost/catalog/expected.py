"""Expected usage of resources, by type and by address: what is said of an address wins over its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

INDEX = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]')

Amounts = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What is expected to be used a month, by the names of the file; nested names are joined by points.

    Attributes:
        by_address: Under the address with every index as `[*]`: the addresses written so, the most general first.
    """

    by_type: Mapping[str, Amounts] = field(default_factory=dict)
    by_address: Mapping[str, tuple[tuple[str, Amounts], ...]] = field(default_factory=dict)

    def of(self, type_: str, address: str) -> Amounts:
        """What is expected of one resource instance."""
        found = self.by_type.get(type_, {})
        if not self.by_address:
            return found
        for written, amounts in self.by_address.get(INDEX.sub("[*]", address), ()):
            if _fits(written, address):
                found = {**found, **amounts}
        return found


def _fits(written: str, address: str) -> bool:
    """Whether an address fits one that may hold `[*]`; both have indexes in the same places."""
    indexes = zip(INDEX.findall(written), INDEX.findall(address), strict=True)
    return all(ours in ("[*]", theirs) for ours, theirs in indexes)
