"""Which projects a comment leaves out, where a server or a project asks for fewer words (Atlantis: silence flags).

Never one that people are to approve: consent is about a plan they were shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.notices.results import ApplyResult, PlanResult
from tidegate.core.switches import Saying


def plans_to_show(results: Sequence[PlanResult], saying: Saying) -> tuple[PlanResult, ...]:
    """Plans without those that a project silences, and without unchanged ones where the server hides them.

    Where all are unchanged they are shown: the comment is there since they began, and must not stay unfinished.
    """
    heard = tuple(result for result in results if not _is_silenced(result))
    return tuple(result for result in heard if not _is_hidden(result, saying)) or heard


def applies_to_show(results: Sequence[ApplyResult]) -> tuple[ApplyResult, ...]:
    """Applies without those that a project silences; one that did not end well is always shown."""
    return tuple(
        result
        for result in results
        if "apply" not in (result.project.silence_pr_comments or ()) or result.state not in ("queued", "applied")
    )


def _is_silenced(result: PlanResult) -> bool:
    asked = "plan" in (result.project.silence_pr_comments or ())
    return asked and not (result.deployable and result.environment is not None)


def _is_hidden(result: PlanResult, saying: Saying) -> bool:
    return not saying.unchanged_plans and result.state == "planned" and not result.has_changes
