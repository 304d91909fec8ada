"""Asking for approvals: the fewest people who together give what several gates lack, and how they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidegate.core.gates.consent.seats import unfilled
from tidegate.core.gates.needs import Able, Act, Need, both
from tidegate.core.gates.rules import listed
from tidegate.core.words import Wording, Words, say

Lacking = tuple[str, Need]
"""A gate and something it lacks."""
MOST = 8
"""Things that are lacking of which every way to divide them among people is looked at."""
_STRICTNESS: tuple[Act, ...] = ("review", "approve", "comment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One person who is to approve.

    Attributes:
        gives: What that gives, and to which gates.
        by: Who can be asked: those who could give all of it.
    """

    gives: tuple[Lacking, ...]
    by: tuple[Able, ...] | None

    @property
    def gates(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(gate for gate, _ in self.gives))

    @property
    def needs(self) -> tuple[Need, ...]:
        return tuple(need for _, need in self.gives)

    @property
    def own(self) -> Wording:
        """How a gate asks for it, where it is all the person gives; empty where the gate has no words of its own."""
        return self.gives[0][1].does if len(self.gives) == 1 else ""

    def taking(self, more: Lacking) -> Slot | None:
        """The same person giving one thing more; None where that takes another one."""
        gate, need = more
        taken = any(mine == gate and not (need.besides or other.besides) for mine, other in self.gives)
        by = both(self.by, need.by)
        return None if taken or by == () else Slot(gives=(*self.gives, more), by=by)


def fewest(lacking: Sequence[Lacking]) -> tuple[Slot, ...]:
    """The fewest people whose approvals give everything, each thing by one of them.

    One person gives a gate one approval, except those that come besides another. Where nobody is known to be able to
    give two things, two people are asked. Of more things than `MOST` each goes to the first who can give it too: rules
    that are written to be slow are not.
    """
    if len(lacking) > MOST:
        return _first_found(lacking)
    ways = tuple(_ways(tuple(lacking), ()))
    return min([way for way in ways if _has_people(way)] or ways, key=len)


def _first_found(lacking: Iterable[Lacking]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for each in lacking:
        found = ((at, joined) for at, slot in enumerate(slots) if (joined := slot.taking(each)))
        at, joined = next(found, (len(slots), Slot(gives=(each,), by=each[1].by)))
        slots[at : at + 1] = [joined]
    return tuple(slots)


def _ways(lacking: tuple[Lacking, ...], slots: tuple[Slot, ...]) -> Iterator[tuple[Slot, ...]]:
    """Every way to divide it up; people who are asked for the same are told apart once only."""
    if not lacking:
        yield slots
        return
    first, rest = lacking[0], lacking[1:]
    for at, slot in enumerate(slots):
        joined = None if slot in slots[:at] else slot.taking(first)
        if joined:
            yield from _ways(rest, (*slots[:at], joined, *slots[at + 1 :]))
    yield from _ways(rest, (*slots, Slot(gives=(first,), by=first[1].by)))


def _has_people(way: Iterable[Slot]) -> bool:
    """Whether there is a person for each, as far as people are known by name."""
    seats: list[str] = []
    able: dict[str, frozenset[str]] = {}
    for at, slot in enumerate(way):
        logins = [each.login for each in slot.by or ()]
        if logins and all(logins):
            seats.append(str(at))
            able |= {login: able.get(login, frozenset()) | {str(at)} for login in logins}
    return not unfilled(seats, able)


def alike(slots: Iterable[Slot]) -> tuple[tuple[Slot, ...], ...]:
    """Those who can be asked in one sentence: they help the same gates."""
    found: dict[tuple[object, Wording], list[Slot]] = {}
    for slot in slots:
        found.setdefault((slot.gates, slot.own), []).append(slot)
    return tuple(map(tuple, found.values()))


def asked(slots: Sequence[Slot]) -> Wording:
    """How people are asked who help the same gates."""
    if slots[0].own:
        return slots[0].own
    acts = {need.act for slot in slots for need in slot.needs}
    return request(max(acts, key=_STRICTNESS.index), listed(_who(slots)))


def request(act: Act, who: Wording) -> Words:
    """How somebody is asked for an approval."""
    if act == "comment":
        return say("ask {who} to comment `atlantis approve` on the commit after the plan comment", who=who)
    if act == "review":
        return say("ask {who} to approve this pull request", who=who)
    return say("ask {who} to approve this pull request after the plan comment", who=who)


def _who(slots: Sequence[Slot]) -> Iterator[Wording]:
    called = [_called(slot) for slot in slots]
    for roles, any_of in dict.fromkeys(called):
        count = called.count((roles, any_of))
        if not any_of:
            yield roles
        elif count == 1:
            yield say("somebody in {roles}", roles=roles)
        else:
            yield say("{count} people in {roles}", count=count, roles=roles)


def _called(slot: Slot) -> tuple[Wording, bool]:
    """Whom to ask, and whether anybody of them will do; in the words of a gate where all it would ask can be."""
    own = next((need for need in slot.needs if need.who and need.by == slot.by), None)
    return (own.who, own.any_of) if own else (_named(slot.by or ()), True)


def _named(by: Sequence[Able]) -> Wording:
    """`senior or devops-lead (@kim or @lee)`."""
    roles = dict.fromkeys(able.role for able in by)
    return listed((_role(role, [able for able in by if able.role == role]) for role in roles), "or")


def _role(role: str, of: Sequence[Able]) -> Wording:
    if not all(able.login for able in of):
        return role
    return say("{role} ({people})", role=role, people=listed(map(_person, of), "or"))


def _person(able: Able) -> Wording:
    if able.holder:
        return say("@{deputy} for @{holder}", deputy=able.login, holder=able.holder)
    return f"@{able.login}"
