"""Confirming that what was deployed to an environment has been tested: the word that stands for commands after it."""

from __future__ import annotations

from tidegate.core.gates.consent.approvers import has_written
from tidegate.core.gates.consent.requirement import approving
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import Rules
from tidegate.core.gates.said.claims import had_a_part, lacks_role
from tidegate.core.statements import Statement

ITEM = "staging_tests"
"""The checklist item by which somebody says so."""


def is_about(said: Statement, tested: Environment, following: Environment) -> bool:
    """Whether a statement says, with a link to show it, that an environment was tested for the one that follows."""
    where = (None, tested.name, following.name)
    return (said.said, said.subject) == ("check", ITEM) and bool(said.evidence) and said.environment in where


def confirms(said: Statement, facts: Facts, rules: Rules, following: Environment) -> bool:
    """Whether it is the word of somebody who may give it: by role, and without a part in the change it was said of.

    Args:
        said: A statement `is_about` is true of.
        facts: Of the change: who made it, and what roles the person holds.
        rules: Of the environment that was tested.
        following: The environment its proof is for, whose checklist may name roles for the item.
    """
    item = next((each for each in following.checklist if each.id == ITEM), None)
    able = (*approving("apply", rules.environment), *approving("apply", following))
    named = item.by if item and item.by else tuple(dict.fromkeys(able))
    return not (lacks_role(said.person, named, facts, rules) or had_a_part(said.person, facts))


def is_by_another(said: Statement, facts: Facts) -> bool:
    """Whether it is the word of somebody without any part in what was deployed, one that others reviewed included.

    `facts` are of the change that was deployed: who made it.
    """
    return not (had_a_part(said.person, facts) or has_written(said.person, facts))
