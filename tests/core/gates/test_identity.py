from dataclasses import replace

import pytest

from support.decisions import (
    DIGEST,
    NOON,
    POLICY,
    SEOUL,
    STANDINGS,
    facts,
    into,
    plan,
    posting,
    project,
    push,
    review,
    statement,
)
from tidegate.core.gates.identity import check
from tidegate.core.known import NOT_ASKED, Unknown

POLICY = replace(POLICY, owners=("devops",))
VIRGINIA = replace(SEOUL, providers={"aws": {"region": "us-east-1"}})
MOVED = {"projects": (project(plan=plan(identity=VIRGINIA)),)}
FIRST = {"projects": (project(recorded=None),)}
LOST = Unknown(unknown_because="no backend record")


def answer(**changed):
    return check("apply", facts(**changed), POLICY, NOON)


def test_a_plan_that_acts_where_its_project_has_acted_passes():
    assert answer().verdict == "pass"


def test_another_place_blocks_and_shows_what_changed():
    found = answer(**MOVED, reviews=())
    assert (found.verdict, str(found.reason)) == (
        "block",
        "The plan of `staging-environment` acts somewhere else than its deployments until now.",
    )
    assert str(found.details[0]) == "`staging-environment`: provider aws region: ap-northeast-2 → us-east-1"
    assert str(found.remedy) == "ask somebody in devops to look at where it acts and to approve this plan"


def test_the_first_time_blocks_and_shows_where():
    found = answer(**FIRST, reviews=())
    assert str(found.reason) == "`staging-environment` would act for the first time, and nobody has accepted where."
    assert "`staging-environment`: backend key: staging.tfstate" in [str(line) for line in found.details]


@pytest.mark.parametrize("where", [MOVED, FIRST])
def test_an_owner_who_was_shown_the_plan_accepts_it(where):
    assert answer(**where, reviews=(review("dave"),)).verdict == "pass"
    assert answer(**where, reviews=(), statements=(statement("dave", "approve"),)).verdict == "pass"


def test_an_owner_who_objects_is_not_outvoted_by_another():
    standings = {**STANDINGS, "carol": STANDINGS["dave"]}
    found = answer(**MOVED, standings=standings, reviews=(review("dave"), review("carol", "changes_requested")))
    assert (found.verdict, str(found.remedy)) == (
        "block",
        "ask @carol to approve, or to take it back with `atlantis revoke`",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"reviews": (review("bob"),)},
        {"reviews": (review("dave", at=4),)},
        {"reviews": (review("dave"),), "postings": (posting(digest="digest-0"),)},
        {"reviews": (review("dave"),), "head_pushes": (push("alice"), push("dave"))},
        {"reviews": (review("dave"),), "head_pushes": (push(None),)},
        {"reviews": (review("dave"),), "change": replace(into("staging"), author="dave")},
        {"reviews": (), "statements": (statement("dave", "approve", seen={"other": DIGEST}),)},
    ],
)
def test_nothing_less_than_an_owners_consent_to_this_plan_is_enough(changed):
    assert answer(**MOVED, **changed).verdict == "block"


@pytest.mark.parametrize(
    "lost",
    [
        project(plan=plan(identity=NOT_ASKED)),
        project(plan=plan(identity=LOST)),
        project(plan=LOST),
        project(plan=None),
        project(recorded=LOST),
    ],
)
def test_what_is_not_known_blocks_whoever_approved(lost):
    found = answer(projects=(lost,), reviews=(review("dave"),))
    assert found.verdict == "block"
    assert "not known" in str(found.reason)


def test_where_nothing_is_applied_only_a_change_of_place_is_asked_about():
    dev = {"environment": "dev", "change": into("develop"), "reviews": ()}
    first = facts(**dev, projects=(project(environment="dev", recorded=None),))
    moved = facts(**dev, projects=(project(environment="dev", plan=plan(identity=VIRGINIA)),))
    assert check("merge", first, POLICY, NOON).verdict == "pass"
    assert check("merge", moved, POLICY, NOON).verdict == "block"
