"""The answer to a change that edits the rules: which recent decisions would have come out differently under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidegate.core.gates.replay import Flip, Moved, Replayed
from tidegate.core.gates.rules import listed
from tidegate.core.marks import Problem
from tidegate.core.notices.model import Block, Fold, Heading, Listing, Notice, Span, line, strong, text
from tidegate.core.notices.problems import items
from tidegate.core.words import Words, say

#: Lines of each list.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A decision made again. `subject` names it for people: `#7 staging`."""

    subject: str
    replayed: Replayed


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A head's rules, tried.

    Attributes:
        file: `tidegate.yaml`.
        commit: The head.
        trusted: The branch whose rules hold until then.
        tried: Every decision that was made again.
    """

    file: str
    commit: str
    trusted: str
    tried: Sequence[Tried] = ()


def compose(trial: Trial) -> Notice:
    """What the rules would have changed; that they change nothing yet is always said."""
    flipped = [one for one in trial.tried if one.replayed.flip]
    moved = [one for one in trial.tried if one.replayed.moved and not one.replayed.flip]
    return Notice(
        blocks=(
            Heading(text=say("What these rules would change")),
            text(_sentence(trial, len(flipped))),
            *_listed(flipped),
            *_folded(moved),
            *_needs(trial.tried),
            text(_not_yet(trial)),
        ),
    )


def broken(trial: Trial, problems: Sequence[Problem]) -> Notice:
    """The head's file cannot be used."""
    return Notice(
        blocks=(
            Heading(text=say("These rules cannot be used")),
            Listing(items=items(problems)),
            text(
                say(
                    "On `{branch}` this file would keep everything from being applied. "
                    "`tidegate config check` shows the same here and now.",
                    branch=trial.trusted,
                )
            ),
            text(_not_yet(trial)),
        ),
    )


def _sentence(trial: Trial, flipped: int) -> Words:
    if not trial.tried:
        return say("`{file}` can be used. There is no decision yet to try it on.", file=trial.file)
    return say(
        "`{file}` at `{commit}` was tried on the {count} newest decisions of this repository, from the facts they were "
        "made from: {flipped} would have come out differently.",
        file=trial.file,
        commit=trial.commit[:7],
        count=len(trial.tried),
        flipped=flipped,
    )


def _not_yet(trial: Trial) -> Words:
    return say(
        "Until it is on `{branch}`, nothing changes: this pull request, too, is decided by the file there.",
        branch=trial.trusted,
    )


def _listed(found: Sequence[Tried]) -> tuple[Block, ...]:
    if not found:
        return ()
    more = (line(say("and {count} more", count=len(found) - SHOWN)),) if len(found) > SHOWN else ()
    return (Listing(items=(*(_item(one) for one in found[:SHOWN]), *more)),)


def _folded(found: Sequence[Tried]) -> tuple[Block, ...]:
    if not found:
        return ()
    summary = say("{count} with the same outcome and other answers", count=len(found))
    return (Fold(summary=summary, blocks=_listed(found)),)


def _item(one: Tried) -> tuple[Span, ...]:
    outcome = line(": ", _flip(one.replayed.flip)) if one.replayed.flip else ()
    return (*line(strong(one.subject)), *outcome, *(span for move in one.replayed.moved for span in _move(move)))


def _flip(flip: Flip) -> Words:
    return say("allowed → refused") if flip == "allowed to refused" else say("refused → allowed")


def _move(move: Moved) -> Iterator[Span]:
    yield from line("; ", strong(move.gate), f" {move.before or '-'} → {move.after or '-'}: ", move.reason)


def _needs(tried: Sequence[Tried]) -> tuple[Block, ...]:
    needs = Counter(need for one in tried for need in one.replayed.needs)
    if not needs:
        return ()
    found = listed(need for need, _ in needs.most_common())
    return (text(say("Counted as unknown, because nobody gathered it then: {needs}.", needs=found)),)
