"""Whether the base branch has moved away from a plan: what a project cares about, compared by content.

Not by history: after a squash merge the base has commits the head lacks and nothing that differs.
"""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.core.changes import Change
from tidegate.core.errors import GitFailed, MergeConflict
from tidegate.core.known import Known, Unknown
from tidegate.core.projects.find import NO_CALLS, of_concern
from tidegate.core.projects.model import Project
from tidegate.core.projects.modules import Calls
from tidegate.core.words import say
from tidegate.flows.modules import module_calls
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Paths in which a planned commit differs from what merging the head now would give, and what calls what there."""

    paths: tuple[str, ...]
    calls: Calls


async def moved(change: Change, rules: Rules, commit: str) -> Known[Moved]:
    """How far the base branch has moved away from a planned commit."""
    checkout = outside().checkout
    try:
        merged = await checkout.merged(change.repo, change.head_sha, change.base_branch)
        paths = await checkout.differing(change.repo, commit, merged) if merged != commit else ()
        calls = await module_calls(change.repo, merged, rules) if paths else NO_CALLS
    except MergeConflict:
        why = say("`{branch}` and this change alter the same lines", branch=change.base_branch)
        return Unknown(unknown_because=why)
    except GitFailed as error:
        return Unknown(unknown_because=say("git could not compare them ({error})", error=error))
    return Moved(paths=paths, calls=calls)


def diverged(project: Project, found: Known[Moved]) -> Known[tuple[str, ...]]:
    """The paths a project cares about."""
    return found if isinstance(found, Unknown) else of_concern((project,), found.paths, found.calls)
