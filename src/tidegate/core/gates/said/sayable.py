"""What cannot be said about a change: waivers nobody may give, items no list has. Whether a statement counts is asked
when it is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import get_args

from tidegate.core.gates import promotion
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.gates.table import GATES
from tidegate.core.statements import ReviewKind, Said
from tidegate.core.words import Wording, say

KINDS: tuple[str, ...] = get_args(ReviewKind)
_REASONED: frozenset[Said] = frozenset({"reject", "waive", "justify"})


def refusal(
    said: Said, subject: str, text: str, policy: Policy, about: Sequence[Environment], owed: Collection[str] = ()
) -> Wording:
    """Why something is not recorded, a sentence; empty when it is.

    Args:
        said: What is said.
        subject: The gate of a waiver, the item of a check, the kind of a review.
        text: The reason or note.
        policy: The rules that hold.
        about: Environments it is about.
        owed: Items emergencies of these environments still owe, and those looked after since deployments: they can be
            checked too.
    """
    if said in _REASONED and not text.strip():
        return say("Say why: `{command}` needs a reason.", command=said)
    match said:
        case "waive":
            return _no_waiver(subject, policy)
        case "check":
            return _no_item(subject, policy, about, owed)
        case "review" if subject not in KINDS:
            return say("There is no review `{kind}`; there are {kinds}.", kind=_plain(subject), kinds=_coded(KINDS))
        case _:
            return ""


def items(policy: Policy, about: Sequence[Environment]) -> tuple[str, ...]:
    """Ids of the items that can be checked for environments: their own, and those of the ones before and after them."""
    names = {name for each in about for name in (*(one.name for one in policy.before(each)), *_after(each, policy))}
    ordered = (*about, *(each for each in policy.environments.values() if each.name in names))
    return tuple(dict.fromkeys(item.id for each in ordered for item in each.checklist))


def _no_waiver(gate: str, policy: Policy) -> Wording:
    if gate in policy.waivers or gate == promotion.GATE:
        return ""  # Of a hotfix, whoever may apply may waive the promotion, whomever the file names.
    if gate not in GATES:
        close = get_close_matches(gate, GATES, n=1)
        if close:
            return say("There is no rule `{gate}`. Did you mean `{meant}`?", gate=_plain(gate), meant=close[0])
        return say("There is no rule `{gate}`. {can}", gate=_plain(gate), can=_waivable(policy))
    return say("Nobody may waive `{gate}`. {can}", gate=gate, can=_waivable(policy))


def _waivable(policy: Policy) -> Wording:
    if not policy.waivers:
        return say("Nothing can be waived here.")
    each = (say("`{gate}` ({roles})", gate=gate, roles=listed(roles, "or")) for gate, roles in policy.waivers.items())
    return say("What can be waived, and by whom: {gates}.", gates=listed(each))


def _no_item(item: str, policy: Policy, about: Sequence[Environment], owed: Collection[str]) -> Wording:
    known = tuple(dict.fromkeys((*items(policy, about), *owed)))
    if item in known:
        return ""
    if not known:
        return say("There is no checklist here, so `{item}` cannot be checked.", item=_plain(item))
    close = get_close_matches(item, known, n=1)
    if close:
        return say(
            "There is no item `{item}`. Did you mean `{meant}`? There are {items}.",
            item=_plain(item),
            meant=close[0],
            items=_coded(known),
        )
    return say("There is no item `{item}`; there are {items}.", item=_plain(item), items=_coded(known))


def _after(environment: Environment, policy: Policy) -> Iterator[str]:
    yield from (each.name for each in policy.environments.values() if each.promotes_from == environment.name)


def _coded(words: Collection[str]) -> Wording:
    return listed(f"`{word}`" for word in words)


def _plain(word: str) -> str:
    """Somebody's own word between backticks, which it cannot leave."""
    return word.replace("`", "'")[:80]
