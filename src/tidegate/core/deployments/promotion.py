"""What an environment has proven for the next one: content merged there, or deployed, tested and past its watch."""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.core.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """Something that is to be deployed and has not been through the environment before.

    Attributes:
        what: An address without instance keys, or a commit of the branch before.
        because: Why not, one clause without a final stop: "its deployment of 27 November is still watched".
    """

    what: str
    because: Wording

    @property
    def is_address(self) -> bool:
        """Every address has a dot in it; a commit and the number of a change have none."""
        return "." in self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """What is known of the way a change came.

    Attributes:
        source: Name of the environment it comes through.
        proven_by: What proves it, for people: deployments or pull requests.
        unproven: What nothing proves; `promotion.only_here` may excuse an address at the time of deciding.
        skips: Why the change is one that asks to go round the promotion (a hotfix), one clause; empty when it does not.
        foreign: Commits of lower environments in a hotfix's branch that its base lacks: it may not skip then.
    """

    source: str
    proven_by: tuple[Wording, ...] = ()
    unproven: tuple[Unproven, ...] = ()
    skips: Wording = ""
    foreign: tuple[str, ...] = ()
