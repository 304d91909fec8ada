"""The business reason of a change: given with `justify`, or in a section of the pull request's description."""

from __future__ import annotations

import re

from tidegate.core.gates.facts import Facts
from tidegate.core.gates.rules import Rules, listed, roles_held
from tidegate.core.known import Unknown
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say

_HEADINGS = ("business justification", "비즈니스 타당성", "비즈니스 근거", "사업적 타당성", "사업적 근거")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_WORD = re.compile(r"[^\W_]")


def is_justified(facts: Facts, rules: Rules) -> bool:
    """Whether anybody who may plan in the environment has said why, or the description does."""
    if section(facts.change.body):
        return True
    said = () if isinstance(facts.statements, Unknown) else facts.statements
    return any(_justifies(each, facts, rules) for each in said)


def against(reason: Statement, facts: Facts, rules: Rules) -> Wording:
    """Why a reason somebody gave does not count, a clause; empty when it does."""
    if not _WORD.search(reason.text):
        return say("it has no reason")
    held = roles_held(reason.person, facts, rules.policy.roles)
    if isinstance(held, Unknown):
        return say("could not look up their roles: {why}", why=held.unknown_because)
    allowed = rules.environment.plan_allow
    if allowed and held.isdisjoint(allowed):  # Where no role is named everybody may plan.
        return say("holds none of {roles}", roles=listed(allowed, "or"))
    return ""


def section(body: str) -> str:
    """The text below the heading that asks for the business reason; empty when there is none.

    It ends at the next heading of the same level or above. What a template left in comments is no text, nor are
    headings and lines without a letter or a digit.
    """
    found: list[str] = []
    level = 0  # Of the heading we are below; 0 while we are below none.
    fenced = False
    for line in _COMMENT.sub("", body).splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading is None:
            found.extend([line.strip()] if level and _WORD.search(line) else [])
        elif _asks(heading[2]):
            level = len(heading[1])
        elif len(heading[1]) <= level:
            level = 0
    return "\n".join(found)


def _asks(heading: str) -> bool:
    words = " ".join(heading.casefold().split())
    return any(name in words for name in _HEADINGS)


def _justifies(said: Statement, facts: Facts, rules: Rules) -> bool:
    about = said.said == "justify" and said.environment in (None, facts.environment)
    return about and not against(said, facts, rules)
