"""Back-merges: what a hotfix changed is brought to the environments it went past, once it is deployed and merged."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.notices import promotions
from tidegate.engine import durable
from tidegate.flows import report
from tidegate.flows.addressing import named
from tidegate.flows.lineage import before_it, branch_of, is_hotfix
from tidegate.flows.opening import Wanted, open_pull_request
from tidegate.flows.orders import Order, PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import governance_of
from tidegate.render.words import in_locale
from tidegate.store import deployments, requests
from tidegate.store.codec import dump

PREFIX = "back-merge"


@durable.step("back_merge")
async def bring_back(repo: str, number: int, batch: str) -> list[str]:
    """Open the back-merges of a hotfix that is deployed and merged. Answers with the orders that plan them."""
    try:
        governance = await governance_of(repo)
        if not isinstance(governance, Policy):
            return []
        change = await named(repo, number)
        if not is_hotfix(change, governance):
            return []
        here = await _deployed_to(change, governance)
        return await _open_each(change, here, governance, batch) if here else []
    except TidegateError as error:
        await report.tell(repo, number, f"{batch}.back", f"No back-merge could be opened: {error}")
        return []


async def _deployed_to(change: Change, policy: Policy) -> Environment | None:
    """The environment all of the change is deployed to, once it is merged there as well."""
    here = next((each for each in policy.environments.values() if change.base_branch in each.branches), None)
    if here is None or change.state != "merged":
        return None
    async with outside().database.read() as tx:
        left = await requests.open_of_change(tx, change.repo, change.number)
        done = await deployments.of_change(tx, change.repo, change.number)
    applied = any(entry.state == "applied" and entry.environment == here.name for entry in done)
    return here if applied and left is None else None


async def _open_each(change: Change, here: Environment, policy: Policy, batch: str) -> list[str]:
    await fetch(change)
    sha = await outside().checkout.commit(change.repo, change.base_branch)
    made = [await _open(change, sha, lower, here, policy) for lower in before_it(here, policy) if branch_of(lower)]
    opened = [one for one in made if one is not None]
    if opened:
        told = promotions.brought_back([one.number for one in opened])
        await report.tell(change.repo, change.number, f"{batch}.back", in_locale(told, policy.locale))
    return [
        dump(Order, PlanOrder(repo=one.repo, number=one.number, actor=change.author, head_sha=one.head_sha))
        for one in opened
    ]


async def _open(change: Change, sha: str, lower: Environment, here: Environment, policy: Policy) -> Change | None:
    """One back-merge, unless the environment has it already, or one is open."""
    door, branch = outside(), branch_of(lower)
    if await door.checkout.tree(change.repo, branch) == await door.checkout.tree(change.repo, sha):
        return None
    if not await door.checkout.missing(change.repo, sha, [branch]):
        return None
    prefix = f"{PREFIX}/{lower.name}"
    if any(
        each.head_branch.startswith(f"{prefix}/") for each in await door.forge.open_changes(change.repo, base=branch)
    ):
        return None
    title = promotions.back_merge_title(change.number, here, lower)
    body = promotions.back_merge_body(change.number, here, change.author)
    wanted = Wanted(
        repo=change.repo,
        kind="back_merge",
        prefix=prefix,
        sha=sha,
        base=branch,
        title=in_locale(title, policy.locale),
        body="\n".join(in_locale(each, policy.locale) for each in body),
        asked_by=change.author,
    )
    return await open_pull_request(wanted)
