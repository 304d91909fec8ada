"""Gate `governance`: a change of the files that rule the rules is approved by somebody who answers for them.

These files are tidegate.yaml, atlantis.yaml, CODEOWNERS, policies and scripts run after an apply. The approval is of
the current head, by an owner (`governance.owners`) who neither opened the change nor pushed to it. Where changes end
up, in production, nothing passes while the branch the rules are read from is open to everybody who may push.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tidegate.core.gates.consent.consents import Judged
from tidegate.core.gates.consent.owners import owners_able, owners_of, owners_on_the_head
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import Need, lifting
from tidegate.core.gates.policy import BrokenPolicy, Governance, Policy
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place, rules_of_files
from tidegate.core.known import Known, Unknown
from tidegate.core.words import Wording, Words, say

GATE = "governance"
SHOWN = 5  # Files an answer names.


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    if isinstance(policy, BrokenPolicy):
        return _ownerless(policy)
    if action == "rules" and isinstance(policy, Policy):
        return _edited(facts, rules_of_files(facts, policy))
    rules = governed(facts, policy)
    edited = _edited(facts, rules)
    if rules.environment not in rules.policy.last or facts.open_rules == "":
        return edited
    return _with(edited, _open(facts.open_rules, rules))


def _ownerless(broken: BrokenPolicy) -> Answer:
    """Rules that cannot be used say nothing of who may mend them."""
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say(
            "The governance file {source} cannot be used, so nobody is known to answer for the rules.",
            source=broken.source,
        ),
        remedy=say("ask whoever administers the repository to merge what mends the file"),
        rule=broken.problems[0].mark if broken.problems else None,
    )


def _with(edited: Answer, against: Answer) -> Answer:
    """Both, where an edit is in the way too: until the branch is protected, nobody's approval holds anybody back."""
    if edited.verdict == "pass":
        return against
    needs = (Need(does=against.remedy), *edited.needs)
    return replace(against, needs=needs, details=(edited.reason, *edited.details))


def _open(branch: Known[str], rules: Rules) -> Answer:
    if isinstance(branch, Unknown):
        return _unknown(
            say("Whether just anybody can change the rules is not known: {why}.", why=branch.unknown_because)
        )
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say(
            "The rules are read from `{branch}`, which is not protected: whoever can push there can loosen them, so"
            " {environment} takes nothing{place}.",
            branch=branch,
            environment=rules.environment.called,
            place=place(rules.mark()),
        ),
        remedy=say(
            "ask whoever administers the repository to protect `{branch}`, or whoever runs this server to keep the"
            " rules in a file of its own (`TIDEGATE_GOVERNANCE_FILE`)",
            branch=branch,
        ),
        rule=rules.mark(),
    )


def _edited(facts: Facts, rules: Rules) -> Answer:
    files = facts.governed_files
    if isinstance(files, Unknown):
        return _unknown(say("Whether this change edits the rules is not known: {why}.", why=files.unknown_because))
    if not files:
        return Answer(gate=GATE, verdict="pass", reason=say("This change leaves the rules alone."))
    judged = owners_on_the_head(facts, rules)
    if isinstance(judged, Unknown):
        return _unknown(say("Who approved the edited rules is not known: {why}.", why=judged.unknown_because))
    return _answer(facts, rules, _named(files), judged)


def _unknown(reason: Words) -> Answer:
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN)


def _named(files: Sequence[str]) -> Wording:
    more = (say("{count} more", count=len(files) - SHOWN),) if len(files) > SHOWN else ()
    return listed((*(f"`{path}`" for path in files[:SHOWN]), *more))


def _answer(facts: Facts, rules: Rules, files: Wording, judged: Sequence[Judged]) -> Answer:
    mark = rules.policy.mark("governance", "owners")
    against = [f"@{one.login}" for one in judged if one.outcome in ("veto", "unclear")]
    counted = [f"@{one.login}" for one in judged if one.counts]
    if counted and not against:
        reason = say("{who} approved the edit of {files}{place}.", who=listed(counted), files=files, place=place(mark))
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark)
    need = _need(against, facts, rules)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("This change edits {files}, which decides what is allowed{place}.", files=files, place=place(mark)),
        remedy=need.does,
        needs=(need,),
        rule=mark,
        details=tuple(one.line for one in judged),
    )


def _need(against: Sequence[str], facts: Facts, rules: Rules) -> Need:
    if not owners_of(rules):
        return Need(does=say("ask whoever administers the repository to name roles in `governance.owners`"))
    if against:
        return lifting(listed(against))
    who = listed(owners_of(rules), "or")
    does = say("ask somebody in {who} to review the current head and approve it", who=who)
    return Need(act="review", does=does, who=who, any_of=True, by=owners_able(facts, rules))
