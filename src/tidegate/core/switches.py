"""How a server behaves where Atlantis lets its operator choose: small records of switches, Atlantis's defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tidegate.core.projects.model import AutodiscoverMode

MergeMethod = Literal["merge", "rebase", "squash"]
Reaction = Literal["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]
CheckoutStrategy = Literal["branch", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Autoplan:
    """When a change is planned by itself, and what of it.

    Attributes:
        off_label: A change with this label is not planned by itself.
        files: Patterns over paths that make undeclared projects; None for Atlantis's default list.
        modules: Follow calls of local modules without a governance file too.
        modules_from: The same, only for projects with a file that fits one of these patterns.
        discover: Mode of discovery where neither repos.yaml nor atlantis.yaml says.
        restrict: Only projects with a changed file may be planned by a comment.
    """

    off: bool = False
    off_label: str | None = None
    drafts: bool = False
    files: tuple[str, ...] | None = None
    modules: bool = False
    modules_from: tuple[str, ...] = ()
    discover: AutodiscoverMode = "auto"
    restrict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How projects are planned and applied.

    Attributes:
        checkout: `branch` plans the head; `merge` plans what merging it would make of the base.
        parallel_plan: Side by side inside an execution order group; False is one after the other.
        fail_on_pre_hook: A pre-workflow hook that fails stops the command.
        team_allowlist: `(team or "*", command)` pairs, as `--gh-team-allowlist`; None lets everybody do everything.
    """

    checkout: CheckoutStrategy = "branch"
    parallel_plan: bool = True
    parallel_apply: bool = False
    fail_on_pre_hook: bool = False
    no_applies: bool = False
    no_apply_all: bool = False
    no_unlock_label: str | None = None
    fork_changes: bool = False
    team_allowlist: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Merging by us, and what of the forge's merge state counts.

    Attributes:
        auto: Merge a change once all of it is applied.
        off_label: A change with this label is not merged by us.
        ignored_statuses: First parts of status names, other than ours, that never make a change unmergeable.
        discard_approvals: A commented plan dismisses the approvals there are.
    """

    auto: bool = False
    method: MergeMethod | None = None
    off_label: str | None = None
    ignored_statuses: tuple[str, ...] = ()
    discard_approvals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What is written on a change, and what is left unsaid.

    Attributes:
        reaction: On a comment that is a command; None for none.
        pending_apply: A planned head gets a pending apply status.
    """

    reaction: Reaction | None = "eyes"
    no_projects: bool = True
    fork_errors: bool = True
    allowlist_errors: bool = True
    status_without_plans: bool = True
    status_without_projects: bool = True
    unchanged_plans: bool = True
    pending_apply: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """All of them."""

    autoplan: Autoplan = field(default_factory=Autoplan)
    running: Running = field(default_factory=Running)
    merging: Merging = field(default_factory=Merging)
    saying: Saying = field(default_factory=Saying)
