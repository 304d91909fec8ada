"""Gate `checklist`: every item of the environment's list, and of those it is promoted from, is confirmed.

What can be looked at is looked at, and shown as evidence. Everything else is the word of a person who holds a role the
item names (else one whose consent counts here). A tick holds for the plans its author was shown, unless the item is
`sticky`; where it says `not_author`, nobody who made the change can tick it, and neither can the description.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tidegate.core.gates.consent.requirement import approving
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import ChecklistItem, Environment, Governance
from tidegate.core.gates.rules import Rules, governed, listed
from tidegate.core.gates.said.automatic import TABLE, Asked, Found
from tidegate.core.gates.said.claims import claims_of, had_a_part, lacks_role, unbound
from tidegate.core.known import Unknown
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, Words, say

GATE = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """An item and what became of it.

    Attributes:
        says: Its evidence, or what is missing.
        by: Who may tick it; empty where only its own check can.
    """

    item: ChecklistItem
    ticked: bool
    says: Wording
    by: tuple[str, ...] = ()

    @property
    def line(self) -> Words:
        sign = "☑" if self.ticked else "☐"
        return say("{sign} {item}: {says}", sign=sign, item=self.item.text, says=self.says)


def check(action: Action, facts: Facts, policy: Governance, now: datetime) -> Answer:
    rules = governed(facts, policy)
    items = items_of(rules)
    if not items:
        reason = say("No checklist is set for {environment}.", environment=rules.environment.called)
        return Answer(gate=GATE, verdict="pass", reason=reason)
    looked = [_look(item, Asked(action=action, facts=facts, rules=rules, home=home, now=now)) for item, home in items]
    missing = [one for one in looked if not one.ticked]
    lines = tuple(one.line for one in looked)
    mark = rules.mark("checklist")
    if not missing:
        reason = say("Every item of the checklist is confirmed ({count}).", count=len(looked))
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=lines)
    needs = tuple(_needs(missing))
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("{missing} of {count} items of the checklist are open.", missing=len(missing), count=len(looked)),
        remedy=listed(need.does for need in needs),
        needs=needs,
        rule=mark,
        details=lines,
        lacks=tuple(one.item.id for one in missing),
    )


def items_of(rules: Rules) -> tuple[tuple[ChecklistItem, Environment], ...]:
    """Items with the environment whose list they stand in, the first environment's first.

    An item asked twice is the later one's. Where something is applied, the author's own word counts for none that comes
    from before.
    """
    found: dict[str, tuple[ChecklistItem, Environment]] = {}
    for home in reversed([rules.environment, *rules.policy.before(rules.environment)]):
        for item in home.checklist:
            inherited = home is not rules.environment and rules.environment.apply.enabled
            found[item.id] = (replace(item, not_author=item.not_author or inherited), home)
    return tuple(found.values())


def _look(item: ChecklistItem, asked: Asked) -> _Looked:
    found = TABLE[item.auto](asked) if item.auto else None
    if found is None:
        return _claimed(item, asked, None)
    if found.state in ("ticked", "refused"):
        return _Looked(item=item, ticked=found.state == "ticked", says=found.says)
    return _claimed(replace(item, not_author=item.not_author or found.state == "review"), asked, found)


def _claimed(item: ChecklistItem, asked: Asked, found: Found | None) -> _Looked:
    facts, by = asked.facts, item.by or approving("merge", asked.rules.environment)
    if isinstance(facts.statements, Unknown):
        unread = say("what people said is not known: {why}", why=facts.statements.unknown_because)
        return _Looked(item=item, ticked=False, says=unread)
    judged = [(claim, _against(claim, item, by, asked)) for claim in claims_of("check", item.id, facts)]
    holding = next((claim for claim, why in judged if not why), None)
    if holding:
        return _Looked(item=item, ticked=True, says=_ticked_by(holding))
    if _in_description(item, asked):
        says = say("ticked in the description by @{login}", login=facts.change.author)
        return _Looked(item=item, ticked=True, says=says)
    if judged:
        claim, why = judged[0]
        return _Looked(item=item, ticked=False, by=by, says=say("@{login}'s tick: {why}", login=claim.person, why=why))
    return _Looked(item=item, ticked=False, by=by, says=found.says if found else _nobody(item, facts))


def _against(claim: Statement, item: ChecklistItem, by: tuple[str, ...], asked: Asked) -> Wording:
    """Why a tick does not count, a clause; empty when it does."""
    facts = asked.facts
    role = lacks_role(claim.person, by, facts, asked.rules)
    part = had_a_part(claim.person, facts) if item.not_author else ""
    bare = say("it has no link as evidence") if item.evidence and not claim.evidence else ""
    return role or part or bare or ("" if item.sticky else unbound(claim, facts))


def _ticked_by(claim: Statement) -> Words:
    said = " ".join(filter(None, (claim.evidence, claim.text)))
    if said:
        return say("@{login}, {evidence}", login=claim.person, evidence=said)
    return say("@{login}", login=claim.person)


def _in_description(item: ChecklistItem, asked: Asked) -> bool:
    """Whether the author's own tick in the description is enough."""
    if item.not_author or item.evidence or not _is_ticked(item, asked.facts):
        return False
    return not item.by or not lacks_role(asked.facts.change.author, item.by, asked.facts, asked.rules)


def _is_ticked(item: ChecklistItem, facts: Facts) -> bool:
    called = {_plain(words) for words in (item.id, str(item.text), *item.also)}
    return any(_plain(tick) in called for tick in facts.template_ticks)


def _plain(words: str) -> str:
    return " ".join(words.replace("`", "").casefold().split()).rstrip(".")


def _nobody(item: ChecklistItem, facts: Facts) -> Words:
    if _is_ticked(item, facts):
        return say("ticked in the description only, which is the author's word")
    return say("nobody has ticked it")


def _needs(missing: list[_Looked]) -> Iterator[Need]:
    """What the checks of items ask for, and for each group of people the commands that tick what they can."""
    refused = [one for one in missing if not one.by]
    if refused:
        items = listed(f"`{one.item.id}`" for one in refused)
        does = say("see to what the checks of {items} say, then comment `atlantis plan`", items=items)
        yield Need(act="change", does=does)
    for by in dict.fromkeys(one.by for one in missing if one.by):
        commands = listed(f"`{_command(one.item)}`" for one in missing if one.by == by)
        yield Need(does=say("ask somebody in {who} to comment {commands}", who=listed(by, "or"), commands=commands))


def _command(item: ChecklistItem) -> str:
    return f"atlantis check {item.id} --evidence URL" if item.evidence else f"atlantis check {item.id}"
