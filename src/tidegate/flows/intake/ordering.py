"""From a command in a comment to the order it is carried out as."""

from __future__ import annotations

from typing import assert_never

from tidegate.core.commands.model import (
    Adopt,
    Apply,
    Away,
    Back,
    Cancel,
    Command,
    Explain,
    Plan,
    Promote,
    Say,
    Status,
    Unlock,
    Version,
)
from tidegate.core.events import CommentCreated
from tidegate.flows.orders import (
    AdoptOrder,
    ApplyOrder,
    AwayOrder,
    BackOrder,
    CancelOrder,
    ExplainOrder,
    Order,
    PlanOrder,
    PromoteOrder,
    ReleaseOrder,
    SayOrder,
    StatusOrder,
    VersionOrder,
)


def ordered(command: Command, event: CommentCreated, event_id: str) -> Order:  # noqa: C901, PLR0911, PLR0912 - one case each
    """The order of whoever wrote the comment."""
    repo, number, actor = event.repo, event.number, event.author
    match command:
        case Plan(scope=scope):
            return PlanOrder(repo=repo, number=number, actor=actor, scope=scope)
        case Apply():
            return _apply(command, event)
        case Explain(scope=scope, at=at, as_user=user):
            return ExplainOrder(repo=repo, number=number, actor=actor, scope=scope, at=at, as_user=user)
        case Status():
            return StatusOrder(repo=repo, number=number, actor=actor)
        case Say():
            return _say(command, event, event_id)
        case Promote(word=word):
            return PromoteOrder(repo=repo, number=number, actor=actor, word=word)
        case Adopt(word=word):
            return AdoptOrder(repo=repo, number=number, actor=actor, word=word)
        case Away(login=login, until=until):
            return AwayOrder(repo=repo, number=number, actor=actor, login=login, until=until, said_at=event.at)
        case Back(login=login):
            return BackOrder(repo=repo, number=number, actor=actor, login=login)
        case Unlock():
            return ReleaseOrder(repo=repo, number=number, actor=actor, why="unlock")
        case Cancel(applies=applies):
            return CancelOrder(repo=repo, number=number, actor=actor, applies=applies)
        case Version(scope=scope):
            return VersionOrder(repo=repo, number=number, actor=actor, scope=scope)
        case _:
            assert_never(command)


def _apply(command: Apply, event: CommentCreated) -> ApplyOrder:
    return ApplyOrder(
        repo=event.repo,
        number=event.number,
        actor=event.author,
        scope=command.scope,
        auto_merge_disabled=command.auto_merge_disabled,
        auto_merge_method=command.auto_merge_method,
        emergency=command.emergency,
        reason=command.reason,
        incident=command.incident,
        at=command.at,
    )


def _say(command: Say, event: CommentCreated, event_id: str) -> SayOrder:
    return SayOrder(
        repo=event.repo,
        number=event.number,
        actor=event.author,
        id=event_id,
        said=command.said,
        said_at=event.at,
        subject=command.subject,
        word=command.word,
        text=command.text,
        evidence=command.evidence,
    )
