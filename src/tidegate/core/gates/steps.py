"""What would make a refused decision pass: the shortest list of steps, in the order people can take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.rules import listed
from tidegate.core.words import Wording, say

Who = Literal["author", "others", "time"]

#: Gates that whoever made the change can turn green. They come first: another plan voids what others said about it.
_OF_THE_AUTHOR = (
    "enabled",
    "branch",
    "undiverged",
    "fresh",
    "checks",
    "resource_limit",
    "mergeable",
    "locked",
    "rollback_ready",
)
_OF_TIME = ("window",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing somebody does.

    Attributes:
        does: A clause: "comment `atlantis plan`".
        gates: Those it turns green, in the order they are asked.
        who: Who can do it: the author of the change, others, or nobody before its time.
        instead: A waiver that would do as well; empty where there is none, or where it is the step itself.
    """

    does: Wording
    gates: tuple[str, ...]
    who: Who
    instead: Wording = ""


def steps(decision: Decision) -> tuple[Step, ...]:
    """Steps for every answer that stands in the way; none for a decision that passes.

    One step for each remedy, whichever gates name it. Where a gate lacks several things and may be waived, or where
    nothing else helps, the waiver is the step.
    """
    by_remedy: dict[str, list[Answer]] = {}
    for answer in decision.missing:
        by_remedy.setdefault(str(_does(answer)), []).append(answer)
    found = [_step(answers) for answers in by_remedy.values()]
    order: tuple[Who, ...] = ("author", "others", "time")
    return tuple(sorted(found, key=lambda step: order.index(step.who)))


def _step(answers: list[Answer]) -> Step:
    first = answers[0]
    by_waiver = len(answers) == 1 and _is_shorter_waived(first)
    instead = "" if by_waiver or len(answers) > 1 else waiver(first)
    who: Who = "others" if by_waiver else _who(answers)
    return Step(does=_does(first), gates=tuple(answer.gate for answer in answers), who=who, instead=instead)


def _does(answer: Answer) -> Wording:
    if _is_shorter_waived(answer):
        return waiver(answer)
    return answer.remedy or answer.reason


def _is_shorter_waived(answer: Answer) -> bool:
    return bool(answer.waivers) and (not answer.remedy or len(answer.lacks) > 1)


def waiver(answer: Answer) -> Wording:
    """How a gate is waived, as a clause; empty for one that cannot be."""
    if not answer.waivers:
        return ""
    roles = listed((f"`{role}`" for role in answer.waivers), "or")
    return say(
        "somebody of {roles} comments `{command}`", roles=roles, command=f'atlantis waive {answer.gate} --reason "..."'
    )


def _who(answers: Iterable[Answer]) -> Who:
    gates = {answer.gate for answer in answers}
    if gates <= set(_OF_TIME):
        return "time"
    return "author" if gates & set(_OF_THE_AUTHOR) else "others"
