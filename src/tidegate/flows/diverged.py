"""Whether the base branch has moved away from a plan: what a project cares about, compared by content.

Not by history: after a squash merge the base has commits the head lacks and nothing that differs.
"""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.errors import GitFailed, MergeConflict
from tidegate.core.known import Known, Unknown
from tidegate.core.projects.find import of_concern
from tidegate.core.projects.model import Project
from tidegate.core.words import say
from tidegate.flows.modules import module_calls
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules


async def diverged(change: Change, project: Project, rules: Rules, commit: str) -> Known[tuple[str, ...]]:
    """Paths in which a planned commit differs from what merging the head now would give, the project's own only."""
    checkout = outside().checkout
    try:
        merged = await checkout.merged(change.repo, change.head_sha, change.base_branch)
        paths = await checkout.differing(change.repo, commit, merged) if merged != commit else ()
        calls = await module_calls(change.repo, merged, rules) if paths else {}
    except MergeConflict:
        why = say("`{branch}` and this change alter the same lines", branch=change.base_branch)
        return Unknown(unknown_because=why)
    except GitFailed as error:
        return Unknown(unknown_because=say("git could not compare them ({error})", error=error))
    return of_concern((project,), paths, calls)
