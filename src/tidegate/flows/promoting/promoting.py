"""`promote ENV`: a branch cut at the newest proven commit of the environment before, and one pull request with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import BrokenPolicy, Environment, NoPolicy, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.known import Unknown
from tidegate.core.notices import promotions
from tidegate.core.notices.sayings import compose
from tidegate.core.people import roles_of, teams_of
from tidegate.core.projects.named import named
from tidegate.core.words import Wording, Words, say
from tidegate.engine import durable
from tidegate.flows.facts.primary import with_primary
from tidegate.flows.facts.standings import standing
from tidegate.flows.orders import PromoteOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.promoting import opening
from tidegate.flows.promoting.candidates import Candidate, candidate, included
from tidegate.flows.promoting.merged import catch_up
from tidegate.flows.promoting.opening import Wanted, open_pull_request, planned
from tidegate.flows.rules import governance_of
from tidegate.flows.telling import report
from tidegate.render.words import in_locale
from tidegate.store.codec import dump, load


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A promotion somebody wants."""

    order: PromoteOrder
    policy: Policy
    before: Environment
    here: Environment

    @property
    def prefix(self) -> str:
        return f"promote/{self.here.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A promotion that is to be opened, and what its environment is called."""

    wanted: Wanted
    called: str


async def promote(order: PromoteOrder, batch: str) -> str:
    """Open the pull request and say so. Answers with the order that plans it; empty when there is none.

    Called inside a workflow.
    """
    prepared = await insist(lambda: prepare_promotion(order, batch))
    opened = await insist(lambda: open_promotion(order, batch, str(prepared))) if _is_made(prepared) else prepared
    if opened == LATER:
        await report.gave_up(order, batch)
    return str(opened) if _is_made(opened) else ""


def _is_made(answer: object) -> bool:
    return answer not in ("", LATER)


@durable.step("promote")
async def prepare_promotion(order: PromoteOrder, batch: str) -> str:
    """What is to be opened, in JSON; empty when nothing is, which is told, or `LATER`."""
    try:
        governance = await governance_of(order.repo)
        if not isinstance(governance, Policy):
            await _say(order, batch, _no_rules(governance))
            return ""
        await catch_up(order.repo, order.number, batch)
        asked = await _understood(order, governance)
        if not isinstance(asked, _Asked):
            await _say(order, batch, asked)
            return ""
        return await _prepare(asked, batch)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)


@durable.step("promote.open")
async def open_promotion(order: PromoteOrder, batch: str, prepared: str) -> str:
    """Open it and say so. Answers with the order that plans it; empty when the forge will not, or `LATER`."""
    made = load(Promotion, prepared)
    try:
        change = await open_pull_request(made.wanted)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)
    await _say(order, batch, promotions.opened(change.number, made.called, change.head_branch, change.url))
    return planned(change, order.actor)


def _no_rules(governance: NoPolicy | BrokenPolicy) -> tuple[Wording, ...]:
    if isinstance(governance, BrokenPolicy):
        return promotions.unusable(governance.source)
    return promotions.ungoverned()


async def _understood(order: PromoteOrder, policy: Policy) -> _Asked | tuple[Wording, ...]:
    """What is asked for; else why it cannot be, in words."""
    here = named(order.word, policy)
    if isinstance(here, Words):
        return (here,)
    before = policy.environments.get(here.promotes_from or "")
    if before is None or not before.primary or not here.primary:
        return promotions.from_nowhere(here)
    refusal = await _may_not(order.actor, here, policy)
    if refusal:
        return refusal
    await outside().checkout.fetch(order.repo, await outside().forge.clone_source(order.repo))
    return await _between(_Asked(order=order, policy=policy, before=before, here=here))


async def _between(asked: _Asked) -> _Asked | tuple[Wording, ...]:
    """With the branch of each side; else which side has several and none of them named."""
    before, here = [await with_primary(asked.order.repo, each) for each in (asked.before, asked.here)]
    if before and here:
        return replace(asked, before=before, here=here)
    return (promotions.several_branches(asked.here if before else asked.before),)


async def _may_not(actor: str, here: Environment, policy: Policy) -> tuple[Wording, ...]:
    """Whoever may plan an environment may promote to it. Why somebody may not; empty when they may."""
    known = await standing(actor.lower(), teams_of(policy.roles))
    if isinstance(known, Unknown):
        return (say("Nothing was promoted: {why}.", why=known.unknown_because),)
    if here.plan_allow and roles_of(known, policy.roles).isdisjoint(here.plan_allow):
        return promotions.not_allowed(actor, here, listed(here.plan_allow, "or"))
    return ()


async def _prepare(asked: _Asked, batch: str) -> str:
    order = asked.order
    found = await candidate(order.repo, asked.before, asked.here, asked.policy)
    if not isinstance(found, Candidate):
        nothing = promotions.nothing_new(asked.before, asked.here)
        lacking = promotions.nothing_proven(asked.before, asked.here, found)
        await _say(order, batch, lacking if found else nothing)
        return ""
    open_one = await opening.standing(order.repo, prefix=asked.prefix, base=asked.here.primary, sha=found.sha)
    if open_one is not None:
        await _say(order, batch, promotions.open_already(open_one.number, asked.here, open_one.url))
        return ""
    wanted = await _wanted(asked, found)
    return dump(Promotion, Promotion(wanted=wanted, called=asked.here.called))


async def _wanted(asked: _Asked, found: Candidate) -> Wanted:
    locale, order = asked.policy.locale, asked.order
    carried = await included(order.repo, found.numbers, asked.here)
    lines = promotions.body(asked.before, asked.here, carried, order.actor)
    return Wanted(
        repo=order.repo,
        kind="promotion",
        prefix=asked.prefix,
        first=await opening.next_number(order.repo, "promotion", asked.prefix),
        sha=found.sha,
        base=asked.here.primary,
        title=in_locale(promotions.title(asked.before, asked.here), locale),
        body="\n".join(in_locale(each, locale) for each in lines),
        asked_by=order.actor,
    )


async def _say(order: PromoteOrder, batch: str, sentences: Sequence[Wording]) -> None:
    await report.say(order, batch, compose(sentences))
