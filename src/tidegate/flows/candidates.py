"""Which commit of an environment's branch can be promoted: the newest that is proven, and which changes it carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tidegate.core.deployments.content import by_merges, newest_proven
from tidegate.core.deployments.lineage import Proof
from tidegate.core.deployments.promotion import Unproven
from tidegate.core.errors import GitFailed
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import Rules
from tidegate.core.known import Unknown
from tidegate.core.money import shown_change
from tidegate.core.notices.promotions import Included
from tidegate.core.words import Wording, say
from tidegate.flows.outside import outside
from tidegate.flows.proven_content import FAR_BACK, movements_to, read_branch
from tidegate.flows.proven_deployments import proofs_of
from tidegate.render.markdown import escape
from tidegate.store import changes, deployments, estimates, plans
from tidegate.store.database import Connection
from tidegate.store.deployments import StoredDeployment


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A commit that can be promoted. `numbers` are the changes it carries, newest first."""

    sha: str
    numbers: tuple[int, ...]


async def candidate(
    repo: str, before: Environment, here: Environment, policy: Policy
) -> Candidate | tuple[Unproven, ...]:
    """The newest commit that can be promoted; else what keeps the new ones from it, nothing when there are none.

    Raises:
        GitFailed, ForgeError: It cannot be found out now.
    """
    if before.apply.enabled:
        return await _by_deployments(repo, Rules(policy=policy, environment=before), here)
    return await _by_merges(repo, before, here)


async def _by_merges(repo: str, before: Environment, here: Environment) -> Candidate | tuple[Unproven, ...]:
    branch = await read_branch(repo, before.primary)
    moves = await movements_to(branch, branch.history[0].sha, base=here.primary) or ()
    proven = newest_proven(moves)
    if not proven:
        return by_merges(before.name, branch.name, moves).unproven
    numbers = (one.number for one in proven if one.number is not None)
    return Candidate(sha=proven[0].sha, numbers=tuple(dict.fromkeys(numbers)))


async def _by_deployments(repo: str, rules: Rules, here: Environment) -> Candidate | tuple[Unproven, ...]:
    """Commits are known by their content: what was deployed before a merge has another commit after it."""
    checkout, before = outside().checkout, rules.environment
    async with outside().database.read() as tx:
        every = await deployments.of_environment(tx, repo, before.name)
        commits = await _commits(tx, every)
    proofs = await proofs_of(None, here, rules, every)
    tree_of = {commit: await _tree(repo, commit) for commit in dict.fromkeys(commits)}
    trees = [tree_of[commit] for commit in commits]
    new = []
    for held in await checkout.history(repo, before.primary, most=FAR_BACK):
        if await checkout.contains(repo, held.sha, here.primary):
            break
        new.append(held)
    tree_there = await checkout.tree(repo, here.primary)
    if not new or new[0].tree == tree_there:
        return ()
    lacking: list[Unproven] = []
    for held in new:
        made = {
            entry.project.key: proof
            for entry, proof, tree in zip(every, proofs, trees, strict=True)
            if tree == held.tree
        }
        if made and not any(proof.unsettled for proof in made.values()):
            numbers = (entry.number for entry, tree in zip(every, trees, strict=True) if tree == held.tree)
            return Candidate(sha=held.sha, numbers=tuple(dict.fromkeys(number for number in numbers if number)))
        lacking.append(Unproven(what=held.sha[:7], because=_why(made.values(), before)))
    return tuple(lacking)


async def _commits(tx: Connection, every: Iterable[StoredDeployment]) -> list[str]:
    return [(await plans.get(tx, entry.plan_id)).commit for entry in every]


async def _tree(repo: str, commit: str) -> str:
    """Empty for a commit that is gone."""
    try:
        return await outside().checkout.tree(repo, commit)
    except GitFailed:
        return ""


def _why(made: Iterable[Proof], before: Environment) -> Wording:
    """Why a commit is not proven, one clause."""
    against = (proof.unsettled for proof in made if proof.unsettled)
    return next(against, say("it was not deployed to {environment}", environment=before.called))


async def included(repo: str, numbers: Iterable[int], here: Environment) -> tuple[Included, ...]:
    """The changes a promotion carries, with what their plans of the environment cost where that is known."""
    async with outside().database.read() as tx:
        return tuple([await _included(tx, repo, number, here) for number in numbers])


async def _included(tx: Connection, repo: str, number: int, here: Environment) -> Included:
    change = await changes.find(tx, repo, number)
    made = [plan for plan in await plans.of_change(tx, repo, number) if plan.environment == here.name]
    newest = {plan.project.key: plan for plan in made if plan.state in ("planned", "discarded")}
    found = await estimates.of_plans(tx, [plan.id for plan in newest.values()])
    increases = [found[plan.id].increase for plan in newest.values() if plan.id in found]
    cost = ""
    if increases and len(increases) == len(newest):
        known = [amount for amount in increases if not isinstance(amount, Unknown)]
        currencies = {found[plan.id].currency for plan in newest.values()}
        if len(known) == len(increases) and len(currencies) == 1:
            cost = shown_change(sum(known, Decimal(0)), currencies.pop())
    return Included(number=number, title=escape(change.title) if change else "", cost=cost)
