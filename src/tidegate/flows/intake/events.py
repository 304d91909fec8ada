"""From a stored event to the work it asks for."""

from __future__ import annotations

from typing import Any, cast

import structlog

from tidegate.core.commands.grammar import parse
from tidegate.core.commands.model import NotForUs, Reply
from tidegate.core.errors import ForgeError, ForgeUnavailable, GitFailed, TidegateError
from tidegate.core.events import (
    BranchPushed,
    ChangeClosed,
    ChangeEdited,
    ChangeMoved,
    CommentCreated,
    CommitCommented,
    Event,
    Ignored,
    ReviewChanged,
)
from tidegate.core.repos_allowed import is_allowed
from tidegate.engine import durable
from tidegate.engine.queues import APPOINTMENTS, COMMANDS, CONTROLS
from tidegate.flows.command import carry_out
from tidegate.flows.intake.ordering import ordered
from tidegate.flows.landing.landing import pushed
from tidegate.flows.letting_go.cancel import supersede
from tidegate.flows.on_commits import elsewhere, on_change
from tidegate.flows.orders import CancelOrder, Order, PlanOrder, ReconsiderOrder, ReleaseOrder, SayOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.promoting.opening import PREFIXES
from tidegate.flows.records import audit
from tidegate.flows.saying.recording import record
from tidegate.flows.telling import speaking
from tidegate.flows.telling.language import told
from tidegate.store import events, pushes, requests
from tidegate.store.codec import dump, load
from tidegate.store.database import Connection

log = structlog.get_logger()


@durable.workflow("event")
async def handle_event(event_id: str) -> str:
    """Turn one event into at most one order on its change's queue. Answers with what became of it."""
    understood = await understand(event_id)
    if understood == LATER:
        await durable.start(APPOINTMENTS, handle_later, event_id, workflow=f"{event_id}-later")
        return LATER
    return await _answer(event_id, cast("dict[str, str]", understood))


@durable.workflow("event.later")
async def handle_later(event_id: str) -> str:
    """Wait for a forge that could not say what an event asks for, where that keeps no other event waiting."""
    understood = await insist(lambda: understand(event_id))
    given_up = _nothing("could not be answered: the forge did not answer for about an hour")
    return await _answer(event_id, given_up if understood == LATER else cast("dict[str, str]", understood))


async def _answer(event_id: str, understood: dict[str, str]) -> str:
    if understood["order"]:
        await _start(understood["order"], understood["change"], f"{event_id}-order")
    await settle(event_id, understood["note"], understood["order"])
    return understood["note"]


async def _start(order_text: str, change: str, workflow: str) -> None:
    """Queue an order behind the others of its change; a cancel goes past them, and a new head ends their plans.

    What somebody says is recorded before it is queued to be answered.
    """
    order: Order = load(cast("Any", Order), order_text)
    if isinstance(order, CancelOrder):
        await durable.start(CONTROLS, carry_out, order_text, workflow=workflow)
        return
    if isinstance(order, SayOrder):
        await take_down(order_text)
    await durable.start(COMMANDS, carry_out, order_text, workflow=workflow, partition=change)
    if isinstance(order, PlanOrder) and order.head_sha is not None:
        await supersede(order.repo, order.number, order.head_sha)


@durable.step("event.take_down")
async def take_down(order_text: str) -> None:
    """Record what somebody says at once: an objection must reach applies that run, not wait in the queue behind them.

    Whatever goes wrong, a fault of ours too, goes wrong again when its turn comes, and is told then.
    """
    try:
        await record(load(SayOrder, order_text))
    except TidegateError as error:
        log.warning("not recorded yet", error=str(error))
    except Exception:
        log.exception("not recorded yet")


@durable.step("event.understand")
async def understand(event_id: str) -> dict[str, str] | str:
    """Read the event, record what it tells, and say what it asks for.

    `LATER` when the forge cannot say it now, and nobody would ask again.
    """
    door = outside()
    async with door.database.begin() as tx:
        stored = await events.load(tx, event_id)
    event = door.forge.webhooks.parse(stored.kind, stored.payload)
    if not isinstance(event, Ignored) and not _is_ours(event.repo):
        await _turn_away(event, event_id)
        return _nothing(f"{event.repo} is not on the allow-list")
    try:
        order = await _order(event, event_id)
    except (ForgeError, GitFailed) as error:
        log.warning("event could not be answered", id=event_id, error=str(error))
        if isinstance(error, ForgeUnavailable) and isinstance(event, BranchPushed | ChangeMoved):
            return LATER
        return _nothing(f"could not be answered: {error}")
    if order is None:
        return _nothing(event.because if isinstance(event, Ignored) else type(event).__name__)
    return {"order": dump(Order, order), "change": f"{order.repo}#{order.number}", "note": order.kind}


@durable.step("event.settle")
async def settle(event_id: str, note: str, order_text: str) -> None:
    """The event has become what it asks for, if anything: written down with who asked."""
    async with outside().database.begin() as tx:
        if await events.mark(tx, event_id, "done", note) and order_text:
            await _note(tx, load(cast("Any", Order), order_text), event_id)


async def _note(tx: Connection, order: Order, event_id: str) -> None:
    subject = audit.of_change(order.repo, order.number)
    await audit.note(tx, "command", actor=order.actor, subject=subject, command=order.kind, event=event_id)


async def _order(event: Event, event_id: str) -> Order | None:
    match event:
        case ChangeMoved():
            return await _moved(event)
        case ChangeClosed():
            return ReleaseOrder(repo=event.repo, number=event.number, actor=event.actor, why="closed")
        case ReviewChanged() | ChangeEdited():
            return ReconsiderOrder(repo=event.repo, number=event.number, actor=event.actor)
        case CommentCreated() | CommitCommented():
            return await _said(event, event_id)
        case BranchPushed():
            async with outside().database.begin() as tx:
                await pushes.record(tx, event)
            return await pushed(event)
        case Ignored():
            return None


async def _moved(event: ChangeMoved) -> Order | None:
    """A pull request of our own is planned by what opened it, in the name of whoever asked for it."""
    forge = outside().forge
    if event.why == "opened" and event.actor == await forge.own_login():
        change = await forge.change(event.repo, event.number)
        if change.head_branch.startswith(PREFIXES):
            return None
    return PlanOrder(repo=event.repo, number=event.number, actor=event.actor, head_sha=event.head_sha)


async def _command(event: CommentCreated, event_id: str) -> Order | None:
    if not event.human:
        return None
    door = outside()
    command = parse(event.body, door.settings.grammar)
    if isinstance(command, NotForUs):
        return None
    if isinstance(command, Reply):
        await speaking.write(event.repo, event.number, await told(command.markdown, event.repo), marker=event_id)
        return None
    try:
        await _react(event)
    except ForgeError as error:
        log.warning("could not react", comment=event.comment_id, error=str(error))
    return ordered(command, event, event_id)


async def _said(event: CommentCreated | CommitCommented, event_id: str) -> Order | None:
    """What waits at a commit that was pushed is commanded there; a command on any other is pointed to its place."""
    if isinstance(event, CommentCreated):
        return await _command(event, event_id)
    async with outside().database.read() as tx:
        request = await requests.at_commit(tx, event.repo, event.sha)
    if request and request.number < 0:
        return await _command(on_change(event, request.number), event_id)
    command = parse(event.body, outside().settings.grammar)
    if not event.human or isinstance(command, NotForUs):
        return None
    words = await told(command.markdown if isinstance(command, Reply) else elsewhere(request), event.repo)
    await speaking.write(event.repo, 0, words, marker=event_id, sha=event.sha)
    return None


async def _turn_away(event: Event, event_id: str) -> None:
    """Answer a command in a repository that is not served (Atlantis: silence-allowlist-errors)."""
    door = outside()
    if not isinstance(event, CommentCreated | CommitCommented) or not event.human:
        return
    if not door.settings.switches.saying.allowlist_errors:
        return
    if isinstance(parse(event.body, door.settings.grammar), NotForUs):
        return
    sentence = "This repository is not on the allow-list of the server (TIDEGATE_REPO_ALLOWLIST): nothing was done."
    try:
        number, sha = (event.number, "") if isinstance(event, CommentCreated) else (0, event.sha)
        await speaking.write(event.repo, number, sentence, marker=event_id, sha=sha)
    except ForgeError as error:
        log.warning("could not answer", repo=event.repo, error=str(error))


async def _react(event: CommentCreated) -> None:
    reaction, forge = outside().settings.switches.saying.reaction, outside().forge
    if reaction:
        react = forge.react if event.number > 0 else forge.react_on_commit
        await react(event.repo, event.comment_id, reaction)


def _is_ours(repo: str) -> bool:
    settings = outside().settings
    return is_allowed(f"{settings.forge_host}/{repo}", settings.repo_allowlist)


def _nothing(note: str) -> dict[str, str]:
    return {"order": "", "change": "", "note": note}
