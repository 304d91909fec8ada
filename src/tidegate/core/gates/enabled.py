"""Gate `enabled`: whether this command may be given at all for these projects, whoever gives it."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import BrokenPolicy, Environment, Governance, Policy
from tidegate.core.gates.rules import branches_of, environment_of_base, listed, place, rules_of
from tidegate.core.marks import Mark

GATE = "enabled"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """Every reason why not is given; the environment's leads, since its remedy says where to go from here."""
    against = _governance(action, facts, policy) if action != "plan" else []
    against += [*_stopped(action, facts), *_workflow(action, facts), *_claim(facts)]
    if against:
        return _refusal(against)
    if action == "plan" and isinstance(policy, Policy) and rules_of(facts, policy) is None and facts.projects:
        return Answer(gate=GATE, verdict="warn", reason=_homeless(facts, policy), remedy=_give_a_home(policy))
    return Answer(gate=GATE, verdict="pass", reason=f"`{action}` is enabled.")


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


def _no(reason: str, remedy: str, rule: Mark | None = None, details: tuple[str, ...] = ()) -> Answer:
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=rule, details=details)


def _stopped(action: Action, facts: Facts) -> list[Answer]:
    if action == "plan" or not facts.applies_stopped:
        return []
    return [_no(facts.applies_stopped, "wait until applies are allowed again, or ask whoever runs this server")]


def _workflow(action: Action, facts: Facts) -> list[Answer]:
    return [
        _no(
            f"`{action}` is disabled for `{project.label}` by its workflow{place(project.disabled_at)}.",
            "use a project whose workflow allows it, or enable the stage there",
            project.disabled_at,
        )
        for project in facts.projects
        if project.disabled
    ]


def _claim(facts: Facts) -> list[Answer]:
    if not facts.claim:
        return []
    return [_no(facts.claim, "make both files name the same environment for the directory")]


def _governance(action: Action, facts: Facts, governance: Governance) -> list[Answer]:
    if isinstance(governance, BrokenPolicy):
        return [_broken(governance)]
    if not isinstance(governance, Policy):
        return []
    rules = rules_of(facts, governance)
    if rules is None:
        return [_no(_homeless(facts, governance), _give_a_home(governance))] if facts.projects else []
    if action != "apply":
        return []
    environment = rules.environment
    refusals = []
    if not environment.apply.enabled:
        mark = rules.mark("apply")
        reason = f"`apply` is disabled for {environment.called}{place(mark)}: changes are only planned here."
        refusals.append(_no(reason, _next_step(environment, rules.policy), mark))
    refusals += _speculative(facts, environment, rules.policy)
    return refusals + _unenforced(environment)


def _broken(broken: BrokenPolicy) -> Answer:
    count = len(broken.problems)
    return _no(
        f"The governance file {broken.source} cannot be used: {count} problem{'' if count == 1 else 's'}.",
        "correct the file where it is read from; plans go on meanwhile",
        broken.problems[0].mark if broken.problems else None,
        tuple(str(problem) for problem in broken.problems),
    )


def _homeless(facts: Facts, policy: Policy) -> str:
    labels = listed(f"`{project.label}`" for project in facts.projects)
    verb = "belong" if len(facts.projects) > 1 else "belongs"
    return f"{labels} {verb} to no environment of {policy.source}: plan only."


def _give_a_home(policy: Policy) -> str:
    return f"add the directory to the `paths` of an environment in {policy.source}"


def _speculative(facts: Facts, environment: Environment, policy: Policy) -> list[Answer]:
    here = environment_of_base(facts, policy)
    if here is None or facts.change.base_branch in environment.branches:
        return []
    base = facts.change.base_branch
    reason = (
        f"A pull request into `{base}` ({here.called}) only plans {environment.called};"
        f" {environment.called} is applied from {branches_of(environment)}."
    )
    return [_no(reason, _next_step(here, policy), policy.mark("environments", environment.name, "branch"))]


def _next_step(here: Environment, policy: Policy) -> str:
    """Which promotion follows after a merge into an environment's branch."""
    following = next((e for e in policy.environments.values() if e.promotes_from == here.name), None)
    if following is None or not following.branches:
        return "merge this pull request; no environment is promoted from here"
    return (
        f"merge this pull request, then open one from {branches_of(here)} into {branches_of(following)}"
        f" and comment `atlantis apply {following.called}` there"
    )


def _unenforced(environment: Environment) -> list[Answer]:
    return [
        _no(
            f"`{key}` ({mark.short}) is not enforced by this version.", "remove the key if the rule is not needed", mark
        )
        for key, mark in environment.unenforced
    ]
