from dataclasses import replace

import pytest

from support.decisions import (
    DIGEST,
    NOON,
    OLD,
    POLICY,
    PROJECT,
    STANDINGS,
    absence,
    facts,
    plan,
    posting,
    project,
    push,
    statement,
)
from tidegate.core.gates.rules import governed
from tidegate.core.gates.said.claims import claims_of, had_a_part, lacks_role, unbound
from tidegate.core.known import Unknown
from tidegate.core.people import Role

TICK = statement("bob", "check", "backup_plan")


def test_claims_are_of_one_kind_subject_and_environment_and_the_newest_leads():
    said = (
        TICK,
        statement("carol", "check", "backup_plan", at=12, environment="staging"),
        statement("dave", "check", "backup_plan", environment="prod"),
        statement("dave", "check", "test_plan"),
        statement("dave", "waive", "backup_plan"),
    )
    assert [claim.person for claim in claims_of("check", "backup_plan", facts(statements=said))] == ["carol", "bob"]


def test_nobody_has_claimed_anything_while_statements_are_unknown():
    assert claims_of("check", "x", facts(statements=Unknown(unknown_because="the database is away"))) == ()


@pytest.mark.parametrize(
    ("claim", "projects", "why"),
    [
        (TICK, (project(),), ""),
        (TICK, (project(plan=plan(digest="digest-2")),), "the plan of `staging-environment` has changed since"),
        (replace(TICK, seen={}), (project(),), "the plan of `staging-environment` has changed since"),
        (replace(TICK, seen={}), (project(plan=plan(has_changes=False)),), ""),
        (
            replace(TICK, head_sha=OLD),
            (project(plan=plan(has_changes=False)),),
            "it is about 0f0f0f0; the head is 1a2b3c4 now",
        ),
        (replace(TICK, head_sha=OLD), (project(),), ""),
        (TICK, (project(plan=None),), "`staging-environment` has no plan to compare with"),
        (replace(TICK, seen={PROJECT.key: DIGEST, "other": "x"}), (project(),), ""),
    ],
)
def test_a_claim_holds_for_the_plans_that_were_shown(claim, projects, why):
    assert str(unbound(claim, facts(projects=projects))) == why


def test_those_who_made_the_change_have_a_part_in_it():
    assert str(had_a_part("Alice", facts())) == "opened this pull request"
    assert str(had_a_part("carol", facts(head_pushes=(push("alice"), push("carol"))))).startswith("pushed")
    assert had_a_part("carol", facts()) == ""


def test_while_a_pusher_is_unknown_it_may_have_been_anybody():
    assert "nobody can say who made this change" in str(had_a_part("carol", facts(head_pushes=(push(None),))))


def test_a_role_is_held_through_inclusion_and_filled_by_a_deputy():
    assert lacks_role("bob", ("developer",), facts(), governed(facts(), POLICY)) == ""
    assert str(lacks_role("alice", ("senior", "devops"), facts(), governed(facts(), POLICY))) == (
        "holds none of senior or devops"
    )
    lead = Role(name="lead", logins=frozenset({"kim"}), deputies=frozenset({"bob"}))
    policy = replace(POLICY, roles={**POLICY.roles, "lead": lead})
    assert lacks_role("bob", ("lead",), facts(), governed(facts(), policy)) != ""
    away = facts(away=absence("kim"))
    assert lacks_role("bob", ("lead",), away, governed(away, policy)) == ""


def test_somebody_nobody_looked_up_holds_nothing():
    unknown = facts(standings={**STANDINGS, "bob": Unknown(unknown_because="GitHub answered 502")})
    assert "GitHub answered 502" in str(lacks_role("bob", ("senior",), unknown, governed(unknown, POLICY)))


def test_what_is_left_of_a_failed_deployment_keeps_no_claim_and_says_so():
    left = facts(projects=(project(plan=plan(digest="digest-2")),), postings=(posting(failed_at=NOON),))
    assert str(unbound(TICK, left)) == (
        "the plan of `staging-environment` has changed since; what is left of a failed deployment keeps approvals alone"
    )
