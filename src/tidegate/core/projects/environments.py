"""Which environment a project belongs to, and whether a change's plan of it may ever be applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tidegate.core.gates.policy import BrokenPolicy, Environment, Governance, NoPolicy, Policy
from tidegate.core.gates.rules import listed, place
from tidegate.core.projects.model import Project, Workflow
from tidegate.core.projects.patterns import below, matches
from tidegate.core.words import Wording, Words, joined, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """The paths of several environments hold a project's directory; `reply` says which and what to do."""

    reply: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployable:
    """The change may apply its plan of this project once the gates pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speculative:
    """The plan only shows what would happen.

    Attributes:
        because: Why, one sentence.
        next: Which promotion or pull request comes next, one sentence; empty when none leads there.
    """

    because: Wording
    next: Wording = ""


def environment_of(project: Project, policy: Policy) -> Environment | Ambiguous | None:
    """The environment whose paths hold the project's directory; None when none does."""
    found = [each for each in policy.environments.values() if _holds(each, project.dir)]
    if len(found) > 1:
        return Ambiguous(
            reply=say(
                "The directory `{dir}` belongs to {environments} by the `paths` of {source}; "
                "narrow them so that one is left.",
                dir=project.dir,
                environments=listed(each.name for each in found),
                source=policy.source,
            )
        )
    return found[0] if found else None


def by_word(policy: Policy, word: str) -> tuple[Environment, ...]:
    """Environments a word names: by name; else by alias or display word. More than one is an ambiguity."""
    wanted = word.lower()
    named = [each for each in policy.environments.values() if each.name.lower() == wanted]
    if named:
        return tuple(named)
    return tuple(each for each in policy.environments.values() if wanted in _lower(each.words))


def deployable(base_branch: str, project: Project, policy: Governance, workflow: Workflow) -> Deployable | Speculative:
    """Whether a change into `base_branch` may ever apply its plan of the project."""
    if isinstance(policy, BrokenPolicy):
        return Speculative(
            because=say("{file} cannot be used, so nothing is applied.", file=policy.source),
            next=say("Plan again once it is repaired."),
        )
    if isinstance(policy, Policy):
        refusal = _refused_by_policy(base_branch, project, policy)
        if refusal:
            return refusal
    if not workflow.apply.enabled:
        where = f" ({workflow.apply.enabled_at.short})" if workflow.apply.enabled_at else ""
        because = say("The workflow `{workflow}` disables apply{place}.", workflow=workflow.name, place=where)
        return Speculative(because=because, next=promotion_from(base_branch, policy))
    return Deployable()


def not_from_here(base_branch: str, environment: Environment, policy: Policy) -> Speculative | None:
    """Why a change into `base_branch` cannot be applied in an environment, and what leads there; None when it can."""
    if not environment.apply.enabled:
        rule = place(policy.mark("environments", environment.name, "apply"))
        because = say("Apply is disabled in {environment}{place}.", environment=environment.called, place=rule)
        onward = promotion_from(base_branch, policy) if base_branch in environment.branches else ""
        return Speculative(because=because, next=onward)
    if base_branch in environment.branches:
        return None
    branches = listed((f"`{branch}`" for branch in environment.branches), "or") or say("no branch")
    return Speculative(
        because=say(
            "Plan only here: {environment} is applied from changes into {branches}, and this one goes into `{base}`.",
            environment=environment.called,
            branches=branches,
            base=base_branch,
        ),
        next=_way_to(environment, base_branch, policy),
    )


def merged_only(base_branch: str, policy: Governance) -> Environment | None:
    """The environment a base branch belongs to where nothing is applied: what is merged there is only promoted."""
    if not isinstance(policy, Policy):
        return None
    here = (each for each in policy.environments.values() if base_branch in each.branches)
    return next((each for each in here if not each.apply.enabled), None)


def applied_from(branch: str, policy: Governance) -> Environment | None:
    """The environment whose branch it is, where what reaches the branch waits to be applied from there."""
    if not isinstance(policy, Policy):
        return None
    here = (each for each in policy.environments.values() if branch in each.branches)
    return next((each for each in here if each.apply.enabled and each.deploy != "before_merge"), None)


def promotion_from(base_branch: str, policy: Governance) -> Wording:
    """The promotion that carries what is on a branch further: `The promotion develop → staging comes next ...`"""
    onward = onward_from(base_branch, policy)
    return joined(" ", (_promotion(base_branch, each) for each in onward)) if onward else ""


def onward_from(base_branch: str, policy: Governance) -> tuple[Environment, ...]:
    """Environments that what is on a branch is promoted to."""
    if isinstance(policy, NoPolicy | BrokenPolicy):
        return ()
    here = next((each for each in policy.environments.values() if base_branch in each.branches), None)
    name = here.name if here else ""
    return tuple(each for each in policy.environments.values() if name and each.promotes_from == name and each.branches)


def claim_conflict(project: Project, policy: Policy) -> Wording:
    """A sentence when a project lies in one environment and calls itself another; empty when all agrees.

    The directory decides where it belongs. Its name, workspace or workflow may not say otherwise, or people would
    approve one environment and change another.
    """
    home = environment_of(project, policy)
    if isinstance(home, Ambiguous):
        return home.reply
    if home is None:
        return ""
    for what, text in (
        (say("name"), project.name),
        (say("workspace"), project.workspace),
        (say("workflow"), project.workflow),
    ):
        other = _claimed(text or "", home, policy)
        if other:
            return say(
                "The directory `{dir}` belongs to {home}, but the {what} `{text}`{place} says {other}; rename it, or "
                "change `environments.{home}.paths` in {source}.",
                dir=project.dir,
                home=home.name,
                what=what,
                text=text or "",
                place=f" ({project.at.short})" if project.at else "",
                other=other.name,
                source=policy.source,
            )
    return ""


def _refused_by_policy(base_branch: str, project: Project, policy: Policy) -> Speculative | None:
    match environment_of(project, policy):
        case Ambiguous(reply=reply):
            return Speculative(because=reply)
        case None:
            because = say(
                "No environment of {source} holds the directory `{dir}`.", source=policy.source, dir=project.dir
            )
            return Speculative(because=because, next=say("Add it to the `paths` of one."))
        case Environment() as environment:
            return not_from_here(base_branch, environment, policy)


def _holds(environment: Environment, directory: str) -> bool:
    """Patterns are over files, so a file that could lie in the directory is asked for."""
    return matches(below(".", environment.paths), "main.tf" if directory == "." else f"{directory}/main.tf")


def _way_to(environment: Environment, base_branch: str, policy: Policy) -> Wording:
    """The next step from a branch towards an environment, following `promotes_from` back to the branch."""
    step = environment
    for before in _comes_through(environment, policy):
        if base_branch in before.branches:
            return _promotion(base_branch, step)
        step = before
    if not environment.branches:
        return ""
    return say("A pull request into `{branch}` can be applied there.", branch=environment.branches[0])


def _comes_through(environment: Environment, policy: Policy) -> Iterator[Environment]:
    seen = {environment.name}
    before = policy.environments.get(environment.promotes_from or "")
    while before and before.name not in seen:
        yield before
        seen.add(before.name)
        before = policy.environments.get(before.promotes_from or "")


def _promotion(branch: str, to: Environment) -> Words:
    return say(
        "The promotion {branch} → {onward} comes next: `atlantis promote {environment}` opens it.",
        branch=branch,
        onward=to.primary or to.name,
        environment=to.called,
    )


def _claimed(text: str, home: Environment, policy: Policy) -> Environment | None:
    """Another environment the text names while it does not name its own."""
    if _names(text, home):
        return None
    return next((each for each in policy.environments.values() if each.name != home.name and _names(text, each)), None)


def _names(text: str, environment: Environment) -> bool:
    """Whether an environment's word stands in the text as a word: `staging` in `staging-workflow`."""
    words = "|".join(re.escape(word) for word in _lower(environment.words))
    return re.search(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])", text.lower()) is not None


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)
