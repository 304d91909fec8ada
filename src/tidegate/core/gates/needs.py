"""What a gate lacks, thing by thing: kept beside its words, so that what helps several gates is asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tidegate.core.words import Wording, say

Act = Literal["review", "approve", "comment", "plan", "change", "enabled", "other"]
"""What gives it: an approval of the head; one of the plans as they were shown, which is one of the head too; that by
a comment on a commit; planning again; something else that ends in another plan; what helps gate `enabled`; else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """Somebody who could give an approval.

    Attributes:
        role: As what.
        login: Empty where a team holds the role: nobody here knows who is in it.
        holder: Whom they stand in for as a deputy; empty for who is none.
    """

    role: str
    login: str = ""
    holder: str = ""

    def is_one(self, other: Able) -> bool:
        """Whether they are the same person, or somebody of the same team."""
        return self.login == other.login if self.login or other.login else self.role == other.role


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing a gate lacks.

    Attributes:
        does: What is done, a clause; of an approval, how it is asked for where it is asked for alone.
        who: Whose approval: roles, with the people in them where only people hold them. Empty for everything else.
        any_of: Anybody in `who` will do, so that several can be asked for at once.
        by: Everybody who could give the approval, as far as that can be said; None for all but the change's makers.
        besides: Whoever gives another approval of the gate can give this one with it.
    """

    act: Act = "other"
    does: Wording = ""
    who: Wording = ""
    any_of: bool = False
    by: tuple[Able, ...] | None = ()
    besides: bool = False

    @property
    def is_approval(self) -> bool:
        return self.act in ("review", "approve", "comment")


PLAN = Need(act="plan", does=say("comment `atlantis plan`"))
#: Where nothing is applied, what helps is what leads on to where it is.
SEE_ENABLED = Need(act="enabled", does=say("see `enabled`"))


def lifting(who: Wording) -> Need:
    """What those who object can do about it."""
    return Need(does=say("ask {who} to approve, or to take it back with `atlantis revoke`", who=who))


def both(one: tuple[Able, ...] | None, other: tuple[Able, ...] | None) -> tuple[Able, ...] | None:
    """Those who could give either of two approvals."""
    if one is None or other is None:
        return other if one is None else one
    return tuple(each for each in one if any(each.is_one(able) for able in other))
