"""How what a change deploys has been through the environment before: the facts of gate `promotion`."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.errors import ForgeError, GitFailed
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import Rules as GateRules
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.projects.globs import fits_glob
from tidegate.core.words import say
from tidegate.flows.facts.proven_content import content_of
from tidegate.flows.facts.proven_deployments import proven_by_deployments
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.store import opened
from tidegate.store.plans import StoredPlan

HOTFIX = "hotfix"


async def promotion(
    change: Change, environment: str | None, planned: tuple[StoredPlan, ...], rules: Rules
) -> Known[Promotion]:
    """What proves a change in the environment before its own; unknown while git or the forge cannot say."""
    if not isinstance(rules.governance, Policy):
        return NOT_ASKED
    here = rules.governance.environments.get(environment or "")
    before = rules.governance.environments.get((here.promotes_from or "") if here else "")
    if here is None or before is None or not before.branches:
        return NOT_ASKED
    try:
        return await _promotion(change, here, before, planned, rules.governance)
    except (ForgeError, GitFailed) as error:
        why = say(
            "how it came through {environment} could not be read ({error})", environment=before.called, error=error
        )
        return Unknown(unknown_because=why)


async def _promotion(
    change: Change, here: Environment, before: Environment, planned: tuple[StoredPlan, ...], policy: Policy
) -> Promotion:
    if await _comes_back(change):
        return Promotion(source=before.name, proven_by=(say("the environment it comes back from"),))
    if before.apply.enabled:
        found = await proven_by_deployments(change, here, GateRules(policy=policy, environment=before), planned)
    else:
        found = await content_of(change, before)
    if not is_hotfix(change, policy):
        return found
    return replace(
        found,
        skips=say("`{branch}` is a hotfix", branch=change.head_branch),
        foreign=await _foreign(change, here, policy),
    )


def is_hotfix(change: Change, policy: Policy) -> bool:
    """Whether the head's name asks to go round the promotion, on the way to a branch hotfixes go into."""
    kinds = (kind for kind in policy.branch_kinds if kind.name == HOTFIX and kind.goes_into(change.base_branch))
    return any(fits_glob(kind.pattern, change.head_branch) for kind in kinds)


async def _comes_back(change: Change) -> bool:
    """Whether it brings back what was deployed further on already, just as Tidegate cut it."""
    async with outside().database.read() as tx:
        ours = await opened.find(tx, change.repo, change.number)
    return ours is not None and ours.kind == "back_merge" and ours.origin == change.reviewed_sha


async def _foreign(change: Change, here: Environment, policy: Policy) -> tuple[str, ...]:
    """Commits of earlier environments in a hotfix that its own base lacks."""
    checkout = outside().checkout
    lower = [each.primary for each in policy.before(here) if each.primary]
    own = await checkout.missing(change.repo, change.reviewed_sha, [change.base_sha, *lower])
    every = await checkout.missing(change.repo, change.reviewed_sha, [change.base_sha])
    return tuple(sha[:7] for sha in every if sha not in own)
