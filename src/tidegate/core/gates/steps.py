"""What would make a refused decision pass: the shortest list of steps, in the order people can take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tidegate.core.gates.consent.asking import Lacking, alike, asked, fewest
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.needs import Act, Need
from tidegate.core.gates.rules import listed
from tidegate.core.words import Wording, say

Who = Literal["author", "others", "time"]
_WHO: tuple[Who, ...] = get_args(Who)

#: Gates that whoever made the change can turn green.
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
#: Another plan voids what others said about the one before.
_FIRST: tuple[Act, ...] = ("change", "plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing somebody does.

    Attributes:
        does: A clause: "comment `atlantis plan`".
        gates: Those it helps, in the order they are asked.
        who: Who can do it: the author of the change, others, or nobody before its time.
        instead: A waiver that would do as well; empty where there is none, or where it is the step itself.
    """

    does: Wording
    gates: tuple[str, ...]
    who: Who
    instead: Wording = ""


def steps(decision: Decision) -> tuple[Step, ...]:
    """Steps for every answer that stands in the way; none for a decision that passes.

    What helps several gates is one step, and as few people as can be are asked for approvals. Where a gate lacks
    several things and may be waived, or where nothing else helps, the waiver is the step.
    """
    answers = {answer.gate: answer for answer in decision.missing}
    waived = [gate for gate, answer in answers.items() if _is_shorter_waived(answer)]
    lacking = [(gate, need) for gate, answer in answers.items() if gate not in waived for need in needs_of(answer)]
    found = [
        *((need.act, _step(need.does, gates)) for need, gates in _acts(lacking)),
        *(("approve", _step(asked(slots), slots[0].gates)) for slots in alike(fewest(_approvals(lacking)))),
        *(("other", Step(does=waiver(answers[gate]), gates=(gate,), who="others")) for gate in waived),
    ]
    gates = list(answers)
    found.sort(key=lambda one: (_turn(*one), gates.index(one[1].gates[0])))
    return tuple(_with_waiver(step, answers, [each for _, each in found]) for _, step in found)


def needs_of(answer: Answer) -> tuple[Need, ...]:
    """What an answer lacks; its remedy is all of it where nothing else is said."""
    return answer.needs or (Need(does=answer.remedy or answer.reason),)


def _approvals(lacking: Iterable[Lacking]) -> list[Lacking]:
    return [each for each in lacking if each[1].is_approval]


def _acts(lacking: Sequence[Lacking]) -> list[tuple[Need, tuple[str, ...]]]:
    """What is to be done besides approving, with the gates it helps.

    A change is planned again by itself, and what helps gate `enabled` is said there.
    """
    found: dict[Need, list[str]] = {}
    for gate, need in lacking:
        if not need.is_approval:
            found.setdefault(need, []).append(gate)
    plans, changes = ([need for need in found if need.act == act] for act in ("plan", "change"))
    _join(found, plans, (changes or plans)[-1:])
    _join(
        found,
        [need for need in found if need.act == "enabled"],
        [n for n, gates in found.items() if "enabled" in gates],
    )
    order = list(dict.fromkeys(gate for gate, _ in lacking))
    return [(need, tuple(sorted(set(gates), key=order.index))) for need, gates in found.items()]


def _join(found: dict[Need, list[str]], several: Iterable[Need], into: Sequence[Need]) -> None:
    """One of `into` does for all of `several`; without one they stay."""
    for need in several:
        if into and need != into[0]:
            found[into[0]] += found.pop(need)


def _step(does: Wording, gates: tuple[str, ...]) -> Step:
    return Step(does=does, gates=gates, who=_who(gates))


def _turn(act: Act, step: Step) -> int:
    """What voids what others said comes first, and what only waits last."""
    if act in _FIRST:
        return _FIRST.index(act)
    return len(_FIRST) + _WHO.index(step.who)


def _with_waiver(step: Step, answers: Mapping[str, Answer], every: Sequence[Step]) -> Step:
    """A step that is all one gate lacks names the waiver that would do as well."""
    others = [each for each in every if each is not step and step.gates[0] in each.gates]
    instead = "" if len(step.gates) > 1 or others else waiver(answers[step.gates[0]])
    return step if instead == step.does else replace(step, instead=instead)


def _is_shorter_waived(answer: Answer) -> bool:
    several = len(answer.needs) > 1 or len(answer.lacks) > 1
    return bool(answer.waivers) and (several or not (answer.remedy or answer.needs))


def waiver(answer: Answer) -> Wording:
    """How a gate is waived, as a clause; empty for one that cannot be."""
    if not answer.waivers:
        return ""
    roles = listed((f"`{role}`" for role in answer.waivers), "or")
    return say(
        "somebody of {roles} comments `{command}`", roles=roles, command=f'atlantis waive {answer.gate} --reason "..."'
    )


def _who(gates: Sequence[str]) -> Who:
    if set(gates) <= set(_OF_TIME):
        return "time"
    return "author" if set(gates) & set(_OF_THE_AUTHOR) else "others"
