"""Gate `branch`: the change goes into a branch of the environment its projects belong to, and its head has a name.

Names follow `branches:`. A promotion and a change that brings a later environment's commits back need no such name;
a push to the branch itself has no head to be named.
"""

from __future__ import annotations

import re
from datetime import datetime

from tidegate.core.gates.decision import Action, Answer, Verdict
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.heads import carries
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import BranchKind, Governance, Policy
from tidegate.core.gates.rules import Rules, branches_of, governed, listed, place
from tidegate.core.projects.globs import fits_glob
from tidegate.core.words import Wording, Words, say

GATE = "branch"
_BRACES = re.compile(r"\{([^{},]*)[^{}]*\}")


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    if facts.change.base_branch not in rules.environment.branches:
        return _wrong_base(facts, rules)
    if not rules.policy.branch_kinds or facts.change.is_push or carries(facts.change, rules.policy):
        return _fine(facts, rules)
    return _named(facts, rules)


def _fine(facts: Facts, rules: Rules) -> Answer:
    reason = say(
        "`{base}` is {environment}'s branch.", base=facts.change.base_branch, environment=rules.environment.called
    )
    return Answer(gate=GATE, verdict="pass", reason=reason, rule=rules.mark("branch"))


def _wrong_base(facts: Facts, rules: Rules) -> Answer:
    where, wanted = rules.environment.called, branches_of(rules.environment)
    mark = rules.mark("branch")
    if not wanted:
        reason = say("No branch deploys to {environment}{place}.", environment=where, place=place(mark))
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=say("name its `branch`"), rule=mark)
    remedy = say("open a pull request into {branches}", branches=wanted)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say(
            "This pull request goes into `{base}`; {environment} is deployed from {branches}{place}.",
            base=facts.change.base_branch,
            environment=where,
            branches=wanted,
            place=place(mark),
        ),
        remedy=remedy,
        needs=(Need(act="change", does=remedy),),
        rule=mark,
    )


def _named(facts: Facts, rules: Rules) -> Answer:
    policy, head, base = rules.policy, facts.change.head_branch, facts.change.base_branch
    fitting = [kind for kind in policy.branch_kinds if fits_glob(kind.pattern, head)]
    if any(kind.goes_into(base) for kind in fitting):
        return _fine(facts, rules)
    if fitting:
        kind = fitting[0]
        reason = say(
            "`{head}` is a {kind} branch, which goes into {branches}{place}, not into `{base}`.",
            head=head,
            kind=kind.name,
            branches=_into(kind),
            place=place(kind.at),
            base=base,
        )
        return _against(policy, kind, reason, say("open a pull request into {branches}", branches=_into(kind)))
    kind = next((kind for kind in policy.branch_kinds if kind.goes_into(base)), policy.branch_kinds[0])
    kinds = (f"{kind.name} `{kind.pattern}`" for kind in policy.branch_kinds)
    reason = say(
        "`{head}` is not called as branches are{place}: {kinds}.", head=head, place=place(kind.at), kinds=listed(kinds)
    )
    return _against(policy, kind, reason, say("call it `{name}`, for example", name=example(kind.pattern, head)))


def _into(kind: BranchKind) -> Wording:
    return listed((f"`{branch}`" for branch in kind.into), "or")


def _against(policy: Policy, kind: BranchKind, reason: Words, remedy: Words) -> Answer:
    verdict: Verdict = "block" if policy.enforce_branches else "warn"
    need = Need(act="change", does=remedy)
    return Answer(gate=GATE, verdict=verdict, reason=reason, remedy=remedy, needs=(need,), rule=kind.at)


def example(pattern: str, head: str) -> str:
    """A name the pattern allows, with what is particular about the head's own: `feature/infra-add-redis`."""
    own = re.sub(r"[^\w.-]", "-", head.rsplit("/", 1)[-1])
    first = _BRACES.sub(lambda found: found[1], pattern)
    for word in re.findall(r"[^/*-]+-", first):
        own = own.removeprefix(word)
    return re.sub(r"\*+", lambda _: own or "change", first)
