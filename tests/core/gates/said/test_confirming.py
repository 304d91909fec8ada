from dataclasses import replace

import pytest

from support.decisions import POLICY, facts, push, statement
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.gates.rules import Rules
from tidegate.core.gates.said.confirming import confirms, is_about, is_by_another
from tidegate.core.known import Unknown

STAGING, PROD = POLICY.environments["staging"], POLICY.environments["prod"]
RULES = Rules(policy=POLICY, environment=STAGING)
LINK = "https://wiki.example/tests"


def said(person="bob", **changed):
    return statement(person, "check", "staging_tests", evidence=LINK, **changed)


def counts(person, following=PROD, **changed):
    return confirms(said(person), facts(**changed), RULES, following)


@pytest.mark.parametrize("where", [None, "staging", "prod"])
def test_it_is_said_of_the_environment_that_was_tested_or_of_the_next_one(where):
    assert is_about(said(environment=where), STAGING, PROD)


@pytest.mark.parametrize(
    "statement",
    [
        said(environment="dev"),
        replace(said(), evidence=""),
        replace(said(), subject="performance"),
        replace(said(), said="review"),
    ],
)
def test_one_without_a_link_and_one_about_something_else_say_nothing(statement):
    assert not is_about(statement, STAGING, PROD)


@pytest.mark.parametrize("person", ["bob", "Bob", "dave"])
def test_whoever_may_approve_in_one_of_the_two_environments_confirms(person):
    assert counts(person)


@pytest.mark.parametrize("person", ["alice", "Alice", "mallory"])
def test_the_author_and_somebody_without_a_role_confirm_nothing(person):
    assert not counts(person)


def test_the_author_confirms_nothing_whatever_they_hold():
    change = replace(facts().change, author="BOB")
    assert not counts("bob", change=change)


def test_whoever_pushed_to_it_confirms_nothing():
    assert not counts("bob", head_pushes=(push("Bob"),))


def test_nobody_confirms_while_those_who_made_it_are_not_known():
    assert not counts("bob", head_pushes=Unknown(unknown_because="the forge did not answer"))


def test_the_item_may_say_by_which_roles():
    item = ChecklistItem(id="staging_tests", text="Tested", by=("devops",))
    following = replace(PROD, checklist=(item,))
    assert counts("dave", following)
    assert not counts("bob", following)


@pytest.mark.parametrize("person", ["bob", "carol"])
def test_nobody_confirms_what_they_wrote_a_part_of_that_others_reviewed(person):
    wrote = Authorship(verified=frozenset({"bob", "carol"}), reviewed=frozenset({"carol"}))
    assert not is_by_another(said(person), facts(authorship=wrote))


def test_whoever_made_nothing_of_it_is_another():
    assert is_by_another(said("bob"), facts())
    assert not is_by_another(said("alice"), facts())
    assert not is_by_another(said("bob"), facts(authorship=Unknown(unknown_because="the forge did not answer")))
