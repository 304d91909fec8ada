"""What somebody had before their eyes when they said something: the plans that were shown, and the head.

Instants are the forge's, whole seconds; equal counts as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from tidegate.core.changes import Push
from tidegate.core.gates.facts import Posting


def plans_seen(at: datetime, environment: str | None, postings: Iterable[Posting]) -> Mapping[str, str]:
    """Project key → digest of its newest plan shown until then; of every environment when none is named."""
    shown = [each for each in postings if each.at <= at and environment in (None, each.environment)]
    return {posting.project: posting.digest for posting in sorted(shown, key=lambda posting: posting.at)}


def head_seen(at: datetime, head: str, pushes: Iterable[Push]) -> str:
    """Where a branch that stands at `head` now stood then."""
    later = [push for push in pushes if push.at.replace(microsecond=0) > at]
    return min(later, key=lambda push: push.at).before if later else head
