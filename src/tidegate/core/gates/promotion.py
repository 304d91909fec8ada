"""Gate `promotion`: what is to be deployed has been through the environment before.

Every address is proven by deployments that succeeded, were tested and are past their watch, or is excused by
`promotion.only_here`. Into the first environment with applies, the content was merged with every gate of the merge
green. A hotfix may go past it once somebody who may apply here, and did not make it, waives the promotion.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import Environment, Governance
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place
from tidegate.core.known import Unknown
from tidegate.core.projects.globs import fits_glob
from tidegate.core.words import Words, say

GATE = "promotion"
SHOWN = 10  # Unproven things an answer names.


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    if rules.environment.promotes_from is None:
        reason = say("No environment comes before {environment}.", environment=rules.environment.called)
        return Answer(gate=GATE, verdict="pass", reason=reason)
    found = facts.promotion
    if isinstance(found, Unknown):
        reason = say(
            "Whether this has been through {before} is not known: {why}.",
            before=_before(rules),
            why=found.unknown_because,
        )
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=rules.mark("promotes_from"))
    return _skipping(found, rules) if found.skips else _proven(found, rules)


def waivable_by(facts: Facts, rules: Rules) -> tuple[str, ...]:
    """Roles that may let it pass: those the rules name, and for a hotfix those who may apply here.

    Nobody may where nothing is known of the way it came, or where a hotfix brings commits along that are not its own.
    """
    if isinstance(facts.promotion, Unknown) or (facts.promotion.skips and facts.promotion.foreign):
        return ()
    if facts.promotion.skips:
        return rules.environment.apply.allow
    return rules.policy.waivers.get(GATE, ())


def _before(rules: Rules) -> str:
    name = rules.environment.promotes_from or ""
    before = rules.policy.environments.get(name)
    return before.called if before else name


def _skipping(found: Promotion, rules: Rules) -> Answer:
    mark = rules.mark("promotes_from")
    if found.foreign:
        reason = say(
            "{why}, and yet it has commits of other environments: it may not go past {before}{place}.",
            why=found.skips,
            before=_before(rules),
            place=place(mark),
        )
        remedy = say("cut the branch from `{base}` again, with nothing but the fix", base=rules.environment.primary)
        lines = tuple(say("`{commit}`", commit=commit) for commit in found.foreign)
        needs = (Need(act="change", does=remedy),)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, needs=needs, rule=mark, details=lines)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("{why}: it goes past {before}{place}.", why=found.skips, before=_before(rules), place=place(mark)),
        remedy=say("bring it through {before} first", before=_before(rules)),
        rule=mark,
    )


def _proven(found: Promotion, rules: Rules) -> Answer:
    mark = rules.mark("promotes_from")
    open_ = [one for one in found.unproven if not _excused(one, rules.environment)]
    excused = tuple(
        say("`{what}` needs no counterpart: `promotion.only_here`", what=one.what)
        for one in found.unproven
        if one not in open_
    )
    if open_:
        return Answer(
            gate=GATE,
            verdict="block",
            reason=_reason(open_, rules, place(mark)),
            remedy=_remedy(rules),
            rule=mark,
            details=(*_lines(open_), *excused),
        )
    by = listed(found.proven_by)
    reason = (
        say("Proven in {before} by {proofs}.", before=_before(rules), proofs=by)
        if by
        else say("Nothing here has to be proven in {before}.", before=_before(rules))
    )
    return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=excused)


def _remedy(rules: Rules) -> Words:
    before = rules.policy.environments.get(rules.environment.promotes_from or "")
    if before is not None and not before.apply.enabled:
        return say("bring it into {before} by a pull request with every gate of its merge green", before=before.called)
    return say("deploy and test it in {before} first, or name it in `promotion.only_here`", before=_before(rules))


def _excused(one: Unproven, environment: Environment) -> bool:
    return one.is_address and any(fits_glob(pattern, one.what) for pattern in environment.only_here)


def _reason(open_: list[Unproven], rules: Rules, where: str) -> Words:
    return say(
        "{count} thing has not been through {before}{place}."
        if len(open_) == 1
        else "{count} things have not been through {before}{place}.",
        count=len(open_),
        before=_before(rules),
        place=where,
    )


def _lines(open_: list[Unproven]) -> tuple[Words, ...]:
    more = (say("and {count} more", count=len(open_) - SHOWN),) if len(open_) > SHOWN else ()
    return (*(say("`{what}`: {why}", what=one.what, why=one.because) for one in open_[:SHOWN]), *more)
