"""Back-merges: what a hotfix changed is brought to the environments it went past, once it is deployed and merged."""

from __future__ import annotations

from functools import partial
from typing import cast

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeUnavailable, TidegateError
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.notices import promotions
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.addressing import named
from tidegate.flows.facts.lineage import is_hotfix
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.promoting import opening
from tidegate.flows.promoting.opening import Wanted, open_pull_request, planned
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import governance_of
from tidegate.flows.telling import report
from tidegate.render.words import in_locale
from tidegate.store import deployments, requests
from tidegate.store.codec import dump, load

PREFIX = "back-merge"


async def bring_back(repo: str, number: int, batch: str) -> list[str]:
    """Open the back-merges of a hotfix that is deployed and merged. Answers with the orders that plan them.

    Called inside a workflow. Where the forge answers to nothing for an hour, the next apply of the hotfix tries again.
    """
    wanted = await insist(lambda: prepare_back_merges(repo, number, batch))
    made = cast("list[str]", wanted) if isinstance(wanted, list) else []
    orders = [await insist(partial(open_back_merge, repo, number, batch, each)) for each in made]
    return [str(order) for order in orders if order not in ("", LATER)]


@durable.step("back_merge")
async def prepare_back_merges(repo: str, number: int, batch: str) -> list[str] | str:
    """What is to be opened, in JSON; or `LATER`. Nobody outside is asked about a change that deployed nothing."""
    try:
        if not await _environments(repo, number):
            return []
        change = await named(repo, number)
        governance = await governance_of(repo)
        if not isinstance(governance, Policy) or not is_hotfix(change, governance):
            return []
        here = await _deployed_to(change, governance)
        return await _each(change, here, governance) if here else []
    except TidegateError as error:
        return await _trouble(repo, number, batch, error) or []


@durable.step("back_merge.open")
async def open_back_merge(repo: str, number: int, batch: str, wanted: str) -> str:
    """Open one and tell of it. Answers with the order that plans it; empty when the forge will not, or `LATER`."""
    one = load(Wanted, wanted)
    try:
        change = await open_pull_request(one)
    except TidegateError as error:
        return await _trouble(repo, number, batch, error)
    await report.tell(repo, number, f"{batch}.{one.prefix}", promotions.brought_back([change.number]))
    return planned(change, one.asked_by)


async def _trouble(repo: str, number: int, batch: str, error: TidegateError) -> str:
    if isinstance(error, ForgeUnavailable):
        return LATER
    await report.tell(repo, number, f"{batch}.back", say("No back-merge could be opened: {why}", why=error.words))
    return ""


async def _environments(repo: str, number: int) -> frozenset[str]:
    """Where something of the change was applied."""
    async with outside().database.read() as tx:
        done = await deployments.of_change(tx, repo, number)
    return frozenset(entry.environment for entry in done if entry.state == "applied" and entry.environment)


async def _deployed_to(change: Change, policy: Policy) -> Environment | None:
    """The environment all of the change is deployed to, once it is merged there as well."""
    here = next((each for each in policy.environments.values() if change.base_branch in each.branches), None)
    if here is None or change.state != "merged":
        return None
    async with outside().database.read() as tx:
        left = await requests.open_of_change(tx, change.repo, change.number)
    done = await _environments(change.repo, change.number)
    return here if left is None and not done.isdisjoint(here.words) else None


async def _each(change: Change, here: Environment, policy: Policy) -> list[str]:
    await fetch(change)
    sha = await outside().checkout.commit(change.repo, change.base_branch)
    found = [await _wanted(change, sha, lower, here, policy) for lower in policy.before(here) if lower.primary]
    return [dump(Wanted, one) for one in found if one is not None]


async def _wanted(change: Change, sha: str, lower: Environment, here: Environment, policy: Policy) -> Wanted | None:
    """One back-merge, unless the environment has it already, or an open one carries it."""
    checkout, branch, prefix = outside().checkout, lower.primary, f"{PREFIX}/{lower.name}"
    if await checkout.tree(change.repo, branch) == await checkout.tree(change.repo, sha):
        return None
    if not await checkout.missing(change.repo, sha, [branch]):
        return None
    if await opening.standing(change.repo, prefix=prefix, base=branch, sha=sha):
        return None
    title = promotions.back_merge_title(change.number, here, lower)
    body = promotions.back_merge_body(change.number, here, change.author)
    return Wanted(
        repo=change.repo,
        kind="back_merge",
        prefix=prefix,
        first=await opening.next_number(change.repo, "back_merge", prefix),
        sha=sha,
        base=branch,
        title=in_locale(title, policy.locale),
        body="\n".join(in_locale(each, policy.locale) for each in body),
        asked_by=change.author,
    )
