"""Counting: what the consents come to, held against what is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidegate.core.gates.consent.consents import Judged
from tidegate.core.gates.consent.requirement import Requirement
from tidegate.core.gates.consent.seats import unfilled


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is there and what is not.

    Attributes:
        counted: Those whose consent counts towards the number.
        lacking: How many more are needed.
        open_seats: Roles of `each` nobody is there for.
        not_besides: Roles of `besides` nobody has consented as.
        unjustified: The business reason is needed and not given.
        no_override: Nobody has let the emergency happen.
        only_writers: All who count have written commits of it; one who has not is needed.
    """

    counted: tuple[Judged, ...]
    lacking: int
    open_seats: tuple[str, ...]
    not_besides: tuple[str, ...]
    unjustified: bool
    no_override: bool
    only_writers: bool

    @property
    def is_enough(self) -> bool:
        return not (
            self.lacking
            or self.open_seats
            or self.not_besides
            or self.unjustified
            or self.no_override
            or self.only_writers
        )


def tally(needed: Requirement, judged: Sequence[Judged], *, justified: bool) -> Tally:
    """Hold consents against what is needed. `justified`: the business reason is given."""
    consents = [one for one in judged if one.counts]
    counted = tuple(one for one in consents if not one.roles.isdisjoint(needed.counting))
    return Tally(
        counted=counted,
        lacking=max(0, needed.count - len(counted)),
        open_seats=unfilled(needed.each, {one.login: one.roles for one in counted}),
        not_besides=tuple(role for role in needed.besides if all(role not in one.roles for one in consents)),
        unjustified=needed.justification and not justified,
        no_override=needed.override is not None and not any(one.overrides for one in consents),
        only_writers=needed.is_any and bool(counted) and all(one.has_written for one in counted),
    )
