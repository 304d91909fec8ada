"""`checklist:` of an environment → what is to be confirmed there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tidegate.config.governance_file.environment_raw import ApplyOff, ChecklistItemRaw, EnvironmentRaw
from tidegate.config.marks import Document, Path
from tidegate.config.problems import did_you_mean
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.gates.said.checklist_items import AUTOMATIC, BUILT_IN
from tidegate.core.marks import Problem


def checklist(name: str, raw: EnvironmentRaw, document: Document) -> tuple[ChecklistItem, ...]:
    """Items in the order of the file. An author's tick counts where nothing is applied, or where the file says so."""
    applied = not isinstance(raw.apply, ApplyOff)
    return tuple(
        replace(
            _item(item),
            not_author=applied if item.not_author is None else item.not_author,
            at=document.mark("environments", name, "checklist", n),
        )
        for n, item in enumerate(raw.checklist)
    )


def _item(raw: ChecklistItemRaw) -> ChecklistItem:
    start = BUILT_IN.get(raw.id) or ChecklistItem(id=raw.id, text=raw.text or raw.id)
    return replace(
        start,
        text=raw.text or start.text,
        also=() if raw.text else start.also,
        by=tuple(raw.by),
        auto=_automatic(raw, start.auto),
        evidence=start.evidence if raw.evidence is None else raw.evidence,
        sticky=raw.sticky,
    )


def _automatic(raw: ChecklistItemRaw, own: str | None) -> str | None:
    """`true` means the check the item has anyway, which `checklist_problems` makes sure of."""
    match raw.auto:
        case None | True:
            return own
        case False:
            return None
        case check:
            return check


def checklist_problems(environment: str, raw: EnvironmentRaw, document: Document) -> Iterator[Problem]:
    """Items nobody knows, doubled ones, and automatic checks there are not."""
    seen = set[str]()
    for n, item in enumerate(raw.checklist):
        at = ("environments", environment, "checklist", n)
        if item.id in seen:
            yield document.problem(_place(document, at), f"`{item.id}` is on the list already.", "Keep one.")
        seen.add(item.id)
        if item.id not in BUILT_IN and item.text is None:
            near = did_you_mean(item.id, BUILT_IN)
            own = f"For an item of your own write `{{id: {item.id}, text: ...}}`."
            yield document.problem(_place(document, at), f"There is no built-in item `{item.id}`.", f"{near} {own}")
        yield from _auto_problems(item, document, at)


def _auto_problems(item: ChecklistItemRaw, document: Document, at: Path) -> Iterator[Problem]:
    if item.auto is True and item.id not in AUTOMATIC:
        message = f"Nothing ticks `{item.id}` by itself."
        yield document.problem((*at, "auto"), message, "Name an automatic check, as in `auto: syntax`.")
    if isinstance(item.auto, str) and item.auto not in AUTOMATIC:
        message = f"There is no automatic check `{item.auto}`."
        yield document.problem((*at, "auto"), message, did_you_mean(item.auto, AUTOMATIC))


def _place(document: Document, at: Path) -> Path:
    """Where the id stands: the item itself, or its key."""
    return (*at, "id") if document.mark(*at, "id") else at
