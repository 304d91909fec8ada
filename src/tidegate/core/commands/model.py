"""Commands: what somebody asked for, from any surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tidegate.core.statements import Said
from tidegate.core.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which projects a command is about; everything None means all the change touches.

    Attributes:
        word: A positional environment, alias or project name, not yet resolved.
        args: What followed `--`, for terraform, literal.
    """

    dir: str | None = None
    workspace: str | None = None
    project: str | None = None
    word: str | None = None
    args: tuple[str, ...] = ()
    verbose: bool = False

    @property
    def is_everything(self) -> bool:
        return self.dir is None and self.workspace is None and self.project is None and self.word is None


EVERYTHING = Scope()
"""All that the change touches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Apply:
    """Apply what is planned.

    Attributes:
        emergency: Past the deployment window; `reason` says why, and `incident` may link to more.
        at: When: `next-window`, or a time as it was written; empty for now.
    """

    scope: Scope = EVERYTHING
    auto_merge_disabled: bool = False
    auto_merge_method: Literal["merge", "rebase", "squash"] | None = None
    emergency: bool = False
    reason: str = ""
    incident: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Recompute the apply decision and print every gate's answer; nothing else happens.

    Attributes:
        at: Another time, as it was written; empty for now.
        as_user: Login of somebody else, without `@`; empty for the asker.
    """

    scope: Scope = EVERYTHING
    at: str = ""
    as_user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Show where every environment of the change stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Record what somebody says about the change.

    Attributes:
        subject: The gate of `waive`, the item of `check`, the kind of `review`; else empty.
        word: An environment's name, alias or display name, not yet resolved; None is all of the change's.
        text: Reason, justification or note.
        evidence: A link, or empty.
    """

    said: Said
    subject: str = ""
    word: str | None = None
    text: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promote:
    """Open the pull request that takes what is proven to an environment. `word` names it, not yet resolved."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Record what runs in an environment as its first deployment. `word` names it, not yet resolved."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Mark somebody away, so that deputies fill their seats.

    Attributes:
        login: Without `@`; empty for the asker.
        until: When it ends by itself, as it was written; empty lasts until they are back.
    """

    login: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Say that somebody is back. `login`: without `@`; empty for the asker."""

    login: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlock:
    """Release every lock and discard every plan of the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Stop queued and running plans of the change; applies only where `applies` was asked for (`--apply`)."""

    applies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Say which terraform the change's projects run with."""

    scope: Scope = EVERYTHING


Command = Plan | Apply | Explain | Status | Say | Promote | Adopt | Away | Back | Unlock | Cancel | Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The comment was for us but asks for no work: answer with this Markdown (help, usage, suggestion)."""

    markdown: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class NotForUs:
    """An ordinary comment."""


Parsed = Command | Reply | NotForUs
