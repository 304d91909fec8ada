"""Which commit of an environment's branch can be promoted: the newest that is proven, and which changes it carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from tidegate.core.costs.model import CostEstimate
from tidegate.core.deployments.content import by_merges, newest_proven
from tidegate.core.deployments.lineage import Proof
from tidegate.core.deployments.promotion import Unproven
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import Rules
from tidegate.core.known import Unknown
from tidegate.core.money import shown_change
from tidegate.core.notices.promotions import Included
from tidegate.core.words import Wording, say
from tidegate.flows.facts.own import own_costs
from tidegate.flows.facts.proven_content import FAR_BACK, movements_to, read_branch
from tidegate.flows.facts.proven_deployments import proofs_of
from tidegate.flows.outside import outside
from tidegate.ports.checkout import Snapshot
from tidegate.render.markdown import escape
from tidegate.store import changes, deployments, estimates, own_changes, plan_lines
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
    before = rules.environment
    new = await _not_yet_there(repo, before, here)
    deployed = await _deployed(repo, before, frozenset(held.tree for held in new))
    every = [entry for entries in deployed.values() for entry in entries]
    proofs = await proofs_of(None, here, rules, every)
    proof_of = {entry.id: proof for entry, proof in zip(every, proofs, strict=True)}
    lacking: list[Unproven] = []
    for at, held in enumerate(new):
        made = {entry.project.key: proof_of[entry.id] for entry in deployed.get(held.tree, ())}
        if made and not any(proof.unsettled for proof in made.values()):
            idle = takewhile(lambda later: not deployed.get(later.tree), reversed(new[:at]))
            top = await _with_what_came_back(repo, held, tuple(idle), here)
            carried = (entry for each in new[new.index(top) :] for entry in deployed.get(each.tree, ()))
            return Candidate(
                sha=top.sha, numbers=tuple(dict.fromkeys(entry.number for entry in carried if entry.number))
            )
        lacking.append(Unproven(what=held.sha[:7], because=_why(made.values(), before)))
    return tuple(lacking)


async def _with_what_came_back(repo: str, proven: Snapshot, later: Sequence[Snapshot], here: Environment) -> Snapshot:
    """The newest commit that adds to a proven one only what is here already: a hotfix of this environment alone.

    `later` are those right after it of which nothing was deployed, oldest first.
    """
    checkout = outside().checkout
    for each in reversed(later):
        added = await checkout.differing(repo, proven.sha, each.sha)
        if {*added}.isdisjoint(await checkout.differing(repo, each.sha, here.primary)):
            return each
    return proven


async def _not_yet_there(repo: str, before: Environment, here: Environment) -> tuple[Snapshot, ...]:
    """What came to the branch before since the next one held it last, newest first; none where both hold the same."""
    checkout = outside().checkout
    history = await checkout.history(repo, before.primary, most=FAR_BACK)
    missing = frozenset(await checkout.missing(repo, before.primary, [here.primary]))
    new = tuple(takewhile(lambda held: held.sha in missing, history))
    return () if new and new[0].tree == await checkout.tree(repo, here.primary) else new


async def _deployed(
    repo: str, environment: Environment, wanted: frozenset[str]
) -> Mapping[str, Sequence[StoredDeployment]]:
    """Tree → deployments to the environment of exactly these files, oldest first. Other deployments are not read."""
    door = outside()
    async with door.database.read() as tx:
        commits = await deployments.commits(tx, repo, environment.words)
    trees = await door.checkout.trees(repo, commits.values())
    tree_of = {entry: trees[commit] for entry, commit in commits.items() if trees.get(commit) in wanted}
    async with door.database.read() as tx:
        every = await deployments.of_ids(tx, tree_of)
    return {tree: [entry for entry in every if tree_of[entry.id] == tree] for tree in wanted}


def _why(made: Iterable[Proof], before: Environment) -> Wording:
    """Why a commit is not proven, one clause."""
    against = (proof.unsettled for proof in made if proof.unsettled)
    return next(against, say("it was not deployed to {environment}", environment=before.called))


async def included(repo: str, numbers: Sequence[int], here: Environment) -> tuple[Included, ...]:
    """The changes a promotion carries, with what their plans of the environment cost where that is known."""
    async with outside().database.read() as tx:
        known = await changes.of_numbers(tx, repo, numbers)
        made = await plan_lines.made(tx, repo, numbers, here.words)
        ids = [line.id for line in made]
        costs = own_costs(await estimates.of_plans(tx, ids), await own_changes.of_plans(tx, ids))
    return tuple(
        Included(
            number=number,
            title=escape(known[number].title) if number in known else "",
            cost=_cost([costs.get(line.id) for line in made if line.number == number]),
        )
        for number in numbers
    )


def _cost(found: Sequence[CostEstimate | None]) -> str:
    """What plans cost together; empty where that is not known of each, in one currency."""
    amounts = [each.increase for each in found if each and not isinstance(each.increase, Unknown)]
    currencies = {each.currency for each in found if each}
    if len(amounts) < len(found) or len(currencies) != 1:
        return ""
    return shown_change(sum(amounts, Decimal(0)), currencies.pop())
