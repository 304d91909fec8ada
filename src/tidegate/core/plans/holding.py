"""Whether a text holds any of many secrets: asked of every attribute of a plan, so it does not try them one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from tidegate.core.plans.masks import SHORTEST_SECRET


def holds_any(secrets: Iterable[str]) -> Callable[[str], bool]:
    """A question that takes as long as its text is, however many secrets of four characters or more there are."""
    by_head: dict[str, list[str]] = defaultdict(list)
    for secret in secrets:
        by_head[secret[:SHORTEST_SECRET]].append(secret)
    rests = {head: tuple(those) for head, those in by_head.items()}
    answers: dict[str, bool] = {}

    def look(text: str) -> bool:
        heads = (text[n : n + SHORTEST_SECRET] for n in range(len(text) - SHORTEST_SECRET + 1))
        return any(head in rests and text.startswith(rests[head], n) for n, head in enumerate(heads))

    def asked(text: str) -> bool:
        if not rests or len(text) < SHORTEST_SECRET:
            return False
        if text not in answers:
            answers[text] = look(text)
        return answers[text]

    return asked
