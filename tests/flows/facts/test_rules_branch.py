from dataclasses import replace
from pathlib import Path

import pytest

from support.decisions import POLICY
from support.values import REPO
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.known import NOT_ASKED, Unknown
from tidegate.flows.facts.rules_branch import open_rules, unprotected
from tidegate.flows.outside import open_door
from tidegate.flows.rules import Rules

NOTHING = Rules(governance=POLICY, config=None, trusted=None, commit="", files=())


@pytest.fixture
def forge(forge_of_acme):
    forge_of_acme.commit("main", {"README.md": ""})
    return forge_of_acme


def protect(forge, branch, **more):
    forge.seed(protections=[{"repo": REPO, "branch": branch, **more}])


async def test_an_unprotected_branch_of_the_rules_is_named(door, forge):
    assert await open_rules(REPO, "prod", NOTHING) == "main"


@pytest.mark.parametrize("more", [{}, {"required_reviews": 1}])
async def test_a_protected_one_is_not(door, forge, more):
    protect(forge, "main", **more)
    assert await open_rules(REPO, "prod", NOTHING) == ""


async def test_it_is_the_branch_the_server_is_told_to_read_them_from(door, forge):
    open_door(replace(door, settings=replace(door.settings, governance_ref="rules")))
    protect(forge, "main")
    forge.commit("rules", {"README.md": ""})
    assert await unprotected(REPO) == "rules"
    protect(forge, "rules")
    assert await unprotected(REPO) == ""


async def test_a_file_of_the_server_is_nobodys_to_push(door, forge):
    open_door(replace(door, settings=replace(door.settings, governance_file=Path("rules.yaml"))))
    assert await open_rules(REPO, "prod", NOTHING) == ""


async def test_a_branch_that_cannot_be_read_is_not_known_to_be_protected(door, forge):
    open_door(replace(door, settings=replace(door.settings, governance_ref="gone")))
    found = await unprotected(REPO)
    assert isinstance(found, Unknown)
    assert "could not be read" in str(found.unknown_because)


@pytest.mark.parametrize(("environment", "governance"), [("staging", POLICY), (None, POLICY), ("prod", NoPolicy())])
async def test_nobody_asks_but_where_changes_end_up(door, forge, environment, governance):
    assert await open_rules(REPO, environment, replace(NOTHING, governance=governance)) == NOT_ASKED
