"""Gate `enabled`: whether this command may be given at all for these projects, whoever gives it.

An emergency is possible only where the rules say so, and needs a reason; what earlier ones still owe is a warning.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import BrokenPolicy, Environment, Governance, Policy
from tidegate.core.gates.rules import Rules, branches_of, environment_of_base, listed, place, rules_of
from tidegate.core.marks import Mark
from tidegate.core.words import Wording, Words, say

GATE = "enabled"
_FROM_HERE: tuple[Action, ...] = ("apply", "emergency", "state")
"""Actions that belong to pull requests into a branch of the environment; a rollback may be asked for elsewhere."""


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """Every reason why not is given; the environment's leads, since its remedy says where to go from here."""
    against = _governance(action, facts, policy) if action != "plan" else []
    against += [*_stopped(action, facts), *_workflow(action, facts), *_claim(facts)]
    if against:
        return _refusal(against)
    if action == "plan" and isinstance(policy, Policy) and rules_of(facts, policy) is None and facts.projects:
        return Answer(gate=GATE, verdict="warn", reason=_homeless(facts, policy), remedy=_give_a_home(policy))
    return _indebted(facts) or Answer(gate=GATE, verdict="pass", reason=say("`{action}` is enabled.", action=action))


def _refusal(against: list[Answer]) -> Answer:
    first, *others = against
    return Answer(
        gate=GATE,
        verdict="block",
        reason=first.reason,
        remedy=first.remedy,
        rule=first.rule,
        details=(*first.details, *(line for other in others for line in (other.reason, *other.details))),
    )


def _no(reason: Wording, remedy: Wording, rule: Mark | None = None, details: tuple[Wording, ...] = ()) -> Answer:
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=rule, details=details)


def _stopped(action: Action, facts: Facts) -> list[Answer]:
    if action == "plan" or not facts.applies_stopped:
        return []
    return [_no(facts.applies_stopped, say("wait until applies are allowed again, or ask whoever runs this server"))]


def _workflow(action: Action, facts: Facts) -> list[Answer]:
    return [
        _no(
            say(
                "`{action}` is disabled for `{project}` by its workflow{place}.",
                action=action,
                project=project.label,
                place=place(project.disabled_at),
            ),
            say("use a project whose workflow allows it, or enable the stage there"),
            project.disabled_at,
        )
        for project in facts.projects
        if project.disabled
    ]


def _claim(facts: Facts) -> list[Answer]:
    if not facts.claim:
        return []
    return [_no(facts.claim, say("make both files name the same environment for the directory"))]


def _governance(action: Action, facts: Facts, governance: Governance) -> list[Answer]:
    if isinstance(governance, BrokenPolicy):
        return [_broken(governance)]
    if not isinstance(governance, Policy):
        return []
    rules = rules_of(facts, governance)
    if rules is None:
        return [_no(_homeless(facts, governance), _give_a_home(governance))] if facts.projects else []
    return [] if action in ("plan", "merge") else _of_the_environment(action, facts, rules)


def _of_the_environment(action: Action, facts: Facts, rules: Rules) -> list[Answer]:
    refusals = [] if rules.environment.apply.enabled else [_disabled(rules)]
    if action in _FROM_HERE:
        refusals += [*_speculative(facts, rules.environment, rules.policy), *_too_early(facts, rules)]
    return refusals + (_no_emergency(facts, rules) if action == "emergency" else [])


def _disabled(rules: Rules) -> Answer:
    mark = rules.mark("apply")
    reason = say(
        "`apply` is disabled for {environment}{place}: changes are only planned here.",
        environment=rules.environment.called,
        place=place(mark),
    )
    return _no(reason, _next_step(rules.environment, rules.policy), mark)


def _no_emergency(facts: Facts, rules: Rules) -> list[Answer]:
    where, refusals = rules.environment.called, []
    if not rules.environment.emergency_override:
        mark = _window_mark(rules)
        reason = say(
            "Nothing goes past the window of {environment}{place}: `emergency_override` is not true there.",
            environment=where,
            place=place(mark),
        )
        remedy = say("apply inside the window with `atlantis apply {environment}`", environment=where)
        refusals.append(_no(reason, remedy, mark))
    if facts.emergency is None or not facts.emergency.reason.strip():
        command = f'atlantis apply {where} --emergency --reason "..."'
        refusals.append(_no(say("An emergency needs a reason."), say("comment `{command}`", command=command)))
    return refusals


def _window_mark(rules: Rules) -> Mark | None:
    """Where the window is written, under whichever word for the environment."""
    written = (rules.policy.marks.get(f"deployment_windows.{word}") for word in rules.environment.words)
    return next(filter(None, written), rules.mark())


def _indebted(facts: Facts) -> Answer | None:
    """What earlier emergencies left open never holds the next one up."""
    debts = facts.emergency.open_debts if facts.emergency else ()
    if not debts:
        return None
    return Answer(
        gate=GATE,
        verdict="warn",
        reason=say("Earlier emergencies still owe {items}.", items=listed(f"`{debt.item}`" for debt in debts)),
        remedy=say("catch up on it after this one"),
        details=tuple(
            say("`{item}` since {at}, by @{by}", item=debt.item, at=f"{debt.opened_at:%Y-%m-%d}", by=debt.by)
            for debt in debts
        ),
    )


def _broken(broken: BrokenPolicy) -> Answer:
    count = len(broken.problems)
    return _no(
        say(
            "The governance file {source} cannot be used: {count} problem."
            if count == 1
            else "The governance file {source} cannot be used: {count} problems.",
            source=broken.source,
            count=count,
        ),
        say("correct the file where it is read from; plans go on meanwhile"),
        broken.problems[0].mark if broken.problems else None,
        tuple(str(problem) for problem in broken.problems),
    )


def _homeless(facts: Facts, policy: Policy) -> Words:
    return say(
        "{projects} belong to no environment of {source}: plan only."
        if len(facts.projects) > 1
        else "{projects} belongs to no environment of {source}: plan only.",
        projects=listed(f"`{project.label}`" for project in facts.projects),
        source=policy.source,
    )


def _give_a_home(policy: Policy) -> Words:
    return say("add the directory to the `paths` of an environment in {source}", source=policy.source)


def _speculative(facts: Facts, environment: Environment, policy: Policy) -> list[Answer]:
    here = environment_of_base(facts, policy)
    if here is None or facts.change.base_branch in environment.branches:
        return []
    base = facts.change.base_branch
    reason = say(
        "A pull request into `{base}` ({here}) only plans {environment}; {environment} is applied from {branches}.",
        base=base,
        here=here.called,
        environment=environment.called,
        branches=branches_of(environment),
    )
    return [_no(reason, _next_step(here, policy), policy.mark("environments", environment.name, "branch"))]


def _too_early(facts: Facts, rules: Rules) -> list[Answer]:
    """An open pull request where changes are applied after their merge (`deploy: after_merge`)."""
    where, change = rules.environment, facts.change
    if where.deploy != "after_merge" or change.landed or change.base_branch not in where.branches:
        return []
    mark = rules.mark("deploy")
    reason = say("{environment} is applied after the merge{place}.", environment=where.called, place=place(mark))
    remedy = say("merge this pull request, then comment `atlantis apply {environment}` on it", environment=where.called)
    return [_no(reason, remedy, mark)]


def _next_step(here: Environment, policy: Policy) -> Words:
    """Which promotion follows after a merge into an environment's branch."""
    following = next((e for e in policy.environments.values() if e.promotes_from == here.name), None)
    if following is None or not following.branches:
        return say("merge this pull request; no environment is promoted from here")
    return say(
        "merge this pull request, then comment `atlantis promote {environment}`, which opens one from {here} into "
        "{next}, and `atlantis apply {environment}` there",
        here=branches_of(here),
        next=branches_of(following),
        environment=following.called,
    )
