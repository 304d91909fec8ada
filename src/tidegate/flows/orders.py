"""What an event asks for: the JSON argument of a change's workflows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tidegate.core.commands.model import EVERYTHING, Scope
from tidegate.core.deployments.locks import Place
from tidegate.core.statements import Said, Surface
from tidegate.core.switches import MergeMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfChange:
    """What every order says: which change it is about, and who asked; for an event, who caused it."""

    repo: str
    number: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOrder(_OfChange):
    """Plan projects of a change.

    Attributes:
        head_sha: For an autoplan the commit it is about; another one gets an order of its own. None plans the head.
        turn: Places whose locks have become free for the change: what waits there is planned, and nothing else.
        turn_head: What was to be planned when the change began to wait.
    """

    kind: Literal["plan"] = "plan"
    scope: Scope = EVERYTHING
    head_sha: str | None = None
    turn: tuple[Place, ...] = ()
    turn_head: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it plans all the change touches anew."""
        return self.scope.is_everything and not self.turn

    @property
    def is_autoplan(self) -> bool:
        return self.head_sha is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyOrder(_OfChange):
    """Apply planned projects of a change.

    Attributes:
        emergency: Past the deployment window; `reason` says why, and `incident` may link to more.
        at: When: `next-window`, or a time as it was written; empty for now.
    """

    kind: Literal["apply"] = "apply"
    scope: Scope = EVERYTHING
    auto_merge_disabled: bool = False
    auto_merge_method: MergeMethod | None = None
    emergency: bool = False
    reason: str = ""
    incident: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOrder(_OfChange):
    """The time of an apply that was put off has come."""

    kind: Literal["keep"] = "keep"
    appointment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainOrder(_OfChange):
    """Say what stands in the way of an apply.

    Attributes:
        at: Another time, as it was written; empty for now.
        as_user: Login of somebody else; empty for the actor.
    """

    kind: Literal["explain"] = "explain"
    scope: Scope = EVERYTHING
    at: str = ""
    as_user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusOrder(_OfChange):
    """Show where every environment of the change stands."""

    kind: Literal["status"] = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class SayOrder(_OfChange):
    """Record what the actor says about the change.

    Attributes:
        id: Names what was said, whatever is retried: the event's id for a comment.
        word: An environment's name, alias or display name, not yet resolved; None is all of the change's.
        said_at: For a comment the forge's clock, whole seconds, UTC.
    """

    kind: Literal["say"] = "say"
    id: str
    said: Said
    said_at: datetime
    surface: Surface = "comment"
    subject: str = ""
    word: str | None = None
    text: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoteOrder(_OfChange):
    """Open the pull request that takes what is proven to an environment."""

    kind: Literal["promote"] = "promote"
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptOrder(_OfChange):
    """Record what runs in an environment as its first deployment."""

    kind: Literal["adopt"] = "adopt"
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayOrder(_OfChange):
    """Mark somebody away.

    Attributes:
        login: Empty for the actor.
        until: When it ends by itself, as it was written; empty for never.
        said_at: For a comment the forge's clock, whole seconds, UTC.
    """

    kind: Literal["away"] = "away"
    login: str
    until: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOrder(_OfChange):
    """Say that somebody is back. `login` is empty for the actor."""

    kind: Literal["back"] = "back"
    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrder(_OfChange):
    """Give up locks and plans: somebody said unlock, or the change was closed."""

    kind: Literal["release"] = "release"
    why: Literal["unlock", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandOrder(_OfChange):
    """A branch of an environment was pushed to past any pull request; `number` is 0 when none carries it.

    Attributes:
        before: The branch's head until then.
        sha: Its head since.
    """

    kind: Literal["land"] = "land"
    branch: str
    before: str
    sha: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderOrder(_OfChange):
    """Facts of a change moved: decide again and show it."""

    kind: Literal["reconsider"] = "reconsider"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelOrder(_OfChange):
    """Stop queued and running plans; applies too where that was asked for."""

    kind: Literal["cancel"] = "cancel"
    applies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionOrder(_OfChange):
    """Say which terraform the change's projects run with."""

    kind: Literal["version"] = "version"
    scope: Scope = EVERYTHING


Order = (
    PlanOrder
    | ApplyOrder
    | KeepOrder
    | ExplainOrder
    | StatusOrder
    | SayOrder
    | PromoteOrder
    | AdoptOrder
    | AwayOrder
    | BackOrder
    | ReleaseOrder
    | LandOrder
    | ReconsiderOrder
    | CancelOrder
    | VersionOrder
)
