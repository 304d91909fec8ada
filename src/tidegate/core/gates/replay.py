"""Making decisions of the past again under other rules: which come out differently, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tidegate.core.gates import permission
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import SEVERITY, Action, Answer, Decision, Verdict
from tidegate.core.gates.facts import Facts, PlanFact
from tidegate.core.gates.policy import Governance, NoPolicy, Policy
from tidegate.core.gates.teams import ANY, qualified
from tidegate.core.known import Unknown, nobody_asked
from tidegate.core.people import teams_of
from tidegate.core.words import Wording, Words, say

Flip = Literal["allowed to refused", "refused to allowed"]

#: What may not have been gathered, for people, and the gates that need it.
_OF_THE_CHANGE = {
    "merge_state": (say("whether the code host would merge it"), frozenset({"mergeable"})),
    "authorship": (say("who made its commits"), frozenset({"approvals"})),
    "promotion": (say("the way it came"), frozenset({"promotion"})),
    "governed_files": (say("which governed files it edits"), frozenset({"governance"})),
}
_OF_A_PLAN = {
    "cost": (say("what its plans cost"), frozenset({"cost_review", "cost_limit", "approvals"})),
    "checks": (say("what checks find"), frozenset({"checks", "checklist"})),
    "identity": (say("where its plans act"), frozenset({"identity"})),
    "going_back": (say("what going back would lose"), frozenset({"rollback_ready"})),
}
_BY_PERSON = frozenset({"permission", "approvals", "cost_review", "checklist", "reviews", "governance", "identity"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as it was asked for: everything to make it again.

    Attributes:
        attempted: Somebody asked for it. Else it was made in the author's name when facts moved, and whether the author
            may do it makes no difference to anybody.
    """

    action: Action
    facts: Facts
    policy: Governance
    at: datetime
    attempted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A gate that answers otherwise. A verdict is None where the gate is not asked, or does not stand in the way.

    Attributes:
        reason: Why it answers so now; of a gate that is no longer asked, why it did.
    """

    gate: str
    before: Verdict | None
    after: Verdict | None
    reason: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A decision under two sets of rules.

    Attributes:
        moved: Gates that answer otherwise.
        needs: Facts the later rules need and nobody gathered: what depends on them counts as unknown.
    """

    before: Decision
    after: Decision
    moved: tuple[Moved, ...]
    needs: tuple[Words, ...]

    @property
    def flip(self) -> Flip | None:
        if self.before.allowed == self.after.allowed:
            return None
        return "allowed to refused" if self.before.allowed else "refused to allowed"


def replay(decided: Decided, before: Governance, after: Governance) -> Replayed:
    """Make a decision again under two sets of rules, from the facts it was made from and as of its own instant.

    Rules as they were read at the time are `decided.policy`. Pure.
    """
    first = _again(decided, before)
    second = _again(decided, after)
    moved = tuple(_moved(first, second))
    return Replayed(before=first, after=second, moved=moved, needs=tuple(_needs(decided, after, moved)))


def _again(decided: Decided, policy: Governance) -> Decision:
    made = decide(decided.action, _fitted(decided, policy), policy, decided.at)
    if decided.attempted:
        return made
    return replace(made, answers=tuple(answer for answer in made.answers if answer.gate != permission.GATE))


def _fitted(decided: Decided, policy: Governance) -> Facts:
    """The facts as they may be used under these rules: who is in a team nobody asked about is unknown."""
    facts = _as_of_old(decided)
    unasked = _unasked_teams(decided.policy, policy, facts.change.repo)
    if not unasked:
        return facts
    why = Unknown(unknown_because=say("whether they are in {teams} was not looked up", teams=", ".join(unasked)))
    return replace(facts, standings=dict.fromkeys(facts.standings, why))


def _as_of_old(decided: Decided) -> Facts:
    """Decisions from before anybody asked whether the rules' branch is protected are made again without that.

    It is the same under any rules, and refusing all of them would hide what makes a difference.
    """
    facts = decided.facts
    old = nobody_asked(facts.open_rules) and _ends_at(facts.environment, decided.policy)
    return replace(facts, open_rules="") if old else facts


def _ends_at(environment: str | None, policy: Governance) -> bool:
    """Whether changes end up in an environment: of others nobody asks who can change the rules."""
    return isinstance(policy, Policy) and environment in {each.name for each in policy.last}


def _unasked_teams(asked: Governance, policy: Governance, repo: str) -> list[str]:
    return sorted(_teams(policy, repo) - _teams(asked, repo))


def _teams(policy: Governance, repo: str) -> frozenset[str]:
    if isinstance(policy, Policy):
        return teams_of(policy.roles)
    if isinstance(policy, NoPolicy) and policy.team_rules:
        return frozenset(qualified(team, repo) for team, _ in policy.team_rules if team != ANY)
    return frozenset()


def _moved(before: Decision, after: Decision) -> Iterator[Moved]:
    """Gates whose answer counts otherwise; that one only reports makes no difference to anybody."""
    first, second = _counting(before), _counting(after)
    for gate in dict.fromkeys((*first, *second)):
        old, new = first.get(gate), second.get(gate)
        if (old.verdict if old else None) != (new.verdict if new else None):
            yield Moved(
                gate=gate,
                before=old.verdict if old else None,
                after=new.verdict if new else None,
                reason=(new or old or _NOBODY).reason,
            )


_NOBODY = Answer(gate="", verdict="pass", reason="")


def _counting(decision: Decision) -> dict[str, Answer]:
    return {answer.gate: answer for answer in decision.answers if answer.gate not in decision.reported}


def _needs(decided: Decided, policy: Governance, moved: tuple[Moved, ...]) -> Iterator[Words]:
    """What was not gathered and a gate that stands in the way now needs."""
    worse = {move.gate for move in moved if move.after and SEVERITY[move.after] >= SEVERITY["pending"]}
    facts = decided.facts
    for name, (words, gates) in _OF_THE_CHANGE.items():
        if nobody_asked(getattr(facts, name)) and gates & worse:
            yield words
    unasked_branch = nobody_asked(_as_of_old(decided).open_rules) and _ends_at(facts.environment, policy)
    if unasked_branch and "governance" in worse:
        yield say("whether the branch of the rules is protected")
    plans = [project.plan for project in facts.projects if isinstance(project.plan, PlanFact)]
    for name, (words, gates) in _OF_A_PLAN.items():
        if any(nobody_asked(getattr(plan, name)) for plan in plans) and gates & worse:
            yield words
    unasked = _unasked_teams(decided.policy, policy, decided.facts.change.repo)
    if unasked and _BY_PERSON & worse:
        yield say("who is in {teams}", teams=", ".join(unasked))
