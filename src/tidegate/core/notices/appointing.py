"""What is said of an apply that waits for a time: that it does, that it was taken back, that it is not what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tidegate.core.gates.rules import listed
from tidegate.core.notices.model import Notice, text


def made(labels: Sequence[str], when: str) -> Notice:
    """`when` names the time for people: `Mon 2026-11-30 09:00 KST`."""
    words = (
        f"⏰ {_named(labels)} will be planned again and applied at {when}, if the plan is the same then and nothing "
        "stands in the way. `atlantis cancel`, a new commit or closing the pull request takes it back."
    )
    return Notice(blocks=(text(words),))


def refused(why: str) -> Notice:
    return Notice(blocks=(text(f"Nothing was put off: {why}"),))


def taken_back(labels: Sequence[str], when: str, because: str) -> Notice:
    """`because` is a sentence."""
    return Notice(blocks=(text(f"⏰ {_named(labels)} will not be applied at {when}: {because}"),))


def changed(differences: Mapping[str, str]) -> Notice:
    """`differences` leads from a project's label to what is different about it, a clause."""
    what = "; ".join(f"`{label}` {difference}" for label, difference in differences.items())
    again = "Nothing was applied. Look at the plan above, and comment the apply again."
    return Notice(blocks=(text(f"⏰ It is not what it was when it was put off: {what}. {again}"),))


def _named(labels: Sequence[str]) -> str:
    return str(listed(f"`{label}`" for label in labels))
