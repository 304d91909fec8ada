"""Gate `window`: the environment may be deployed to now.

An apply that began inside may finish; one that usually takes longer than the window stays open is warned.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tidegate.core.gates.clock import on_the_wall
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import Rules, governed, listed, place
from tidegate.core.marks import Mark
from tidegate.core.windows.intervals import closed_by, closes_at, is_open, next_opening, undecided_by
from tidegate.core.windows.model import Calendar, Phrase, Window
from tidegate.core.windows.occurrences import HORIZON_DAYS
from tidegate.core.words import Wording, say

GATE = "window"


def check(action: Action, facts: Facts, policy: Governance, now: datetime) -> Answer:
    rules = governed(facts, policy)
    window = rules.environment.window
    if window is None:
        nowhere = say("No deployment window is set for {environment}.", environment=rules.environment.called)
        return Answer(gate=GATE, verdict="pass", reason=nowhere)
    if is_open(window, now, facts.calendar):
        return _open(window, facts, rules, now)
    if facts.begun is not None and is_open(window, facts.begun, facts.calendar):
        return _under_way(window, facts.begun, rules)
    undecided = undecided_by(window, now, facts.calendar)
    if undecided is not None:
        return _undecided(window, undecided, rules)
    reason, mark = _closed(window, rules, facts.calendar, now)
    remedy = _remedy(window, rules, facts.calendar, now)
    if action == "apply" and rules.environment.emergency_override:
        command = f'atlantis apply {rules.environment.called} --emergency --reason "..."'
        remedy = say("{remedy}; in an emergency, comment `{command}`", remedy=remedy, command=command)
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=mark)


def _open(window: Window, facts: Facts, rules: Rules, now: datetime) -> Answer:
    where, closing = rules.environment.called, closes_at(window, now, facts.calendar)
    if closing is None:
        reason = say("{environment} is open for deployment.", environment=where)
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=window.at)
    until = on_the_wall(closing, _zone(window, rules))
    if facts.usual_duration is None or now + timedelta(seconds=facts.usual_duration) <= closing:
        reason = say("{environment} is open for deployment until {closing}.", environment=where, closing=until)
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=window.at)
    reason = say(
        "{environment} closes at {closing}, and an apply of these projects usually takes {minutes} minutes.",
        environment=where,
        closing=until,
        minutes=-(-facts.usual_duration // 60),
    )
    remedy = say("apply now and let it finish after the close, or wait for the next opening")
    return Answer(gate=GATE, verdict="warn", reason=reason, remedy=remedy, rule=window.at)


def _under_way(window: Window, begun: datetime, rules: Rules) -> Answer:
    """It has closed since: what one command applies ends as a whole, and leaves no environment half applied."""
    reason = say(
        "The apply this is a part of began at {begun}, while {environment} was open: it may finish.",
        begun=on_the_wall(begun, _zone(window, rules)),
        environment=rules.environment.called,
    )
    return Answer(gate=GATE, verdict="pass", reason=reason, rule=window.at)


def _undecided(window: Window, phrase: Phrase, rules: Rules) -> Answer:
    restriction = next((one for one in window.restrictions if one.phrase == phrase), None)
    mark = (restriction.at if restriction else None) or window.at
    reason = say(
        'Whether {environment} is open is not known: no calendar says what "{phrase}"{place} means at this time.',
        environment=rules.environment.called,
        phrase=phrase.text,
        place=place(mark),
    )
    remedy = say("try again in a moment, or write the days as dates in the governance file")
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=mark)


def _closed(window: Window, rules: Rules, calendar: Calendar, now: datetime) -> tuple[Wording, Mark | None]:
    """Why, and where that is written."""
    where, restriction = rules.environment.called, closed_by(window, now, calendar)
    if restriction is None:
        allowed = listed((f'"{phrase.text}"' for phrase in window.allowed), "or") or say("never")
        reason = say(
            "{environment} may be deployed to {allowed}{place}; it is closed now.",
            environment=where,
            allowed=allowed,
            place=place(window.at),
        )
        return reason, window.at
    mark = restriction.at or window.at
    phrase, because = restriction.phrase.text, restriction.because
    if not because:
        return say(
            '{environment} is closed by "{phrase}"{place}.', environment=where, phrase=phrase, place=place(mark)
        ), mark
    reason = say(
        '{environment} is closed by "{phrase}"{place}: {because}.',
        environment=where,
        phrase=phrase,
        place=place(mark),
        because=because,
    )
    return reason, mark


def _remedy(window: Window, rules: Rules, calendar: Calendar, now: datetime) -> Wording:
    opening = next_opening(window, now, calendar)
    if opening is None:
        return say("change the window: no opening in {days} days", days=HORIZON_DAYS)
    return say(
        "apply after it opens: {opening}, or have it applied then with `{command}`",
        opening=on_the_wall(opening, _zone(window, rules)),
        command=f"atlantis apply {rules.environment.called} --at next-window",
    )


def _zone(window: Window, rules: Rules) -> ZoneInfo:
    return ZoneInfo(window.zone(rules.policy.timezone))
