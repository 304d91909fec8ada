from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.decisions import CHANGE, NOON, POLICY, facts, into, mark, staging
from tidegate.core.gates.branch import check, example
from tidegate.core.gates.policy import BranchKind
from tidegate.core.projects.globs import fits_glob


def test_the_environments_own_branch_passes():
    assert check("apply", facts(), POLICY, NOON).verdict == "pass"


def test_any_of_several_branches_passes():
    assert check("apply", facts(environment="prod", change=into("prod")), POLICY, NOON).verdict == "pass"


def test_another_branch_is_told_which_one_deploys():
    answer = check("apply", facts(change=into("feature/x")), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == (
        "This pull request goes into `feature/x`; staging is deployed from `staging` (tidegate.yaml:24)."
    )
    assert str(answer.remedy) == "open a pull request into `staging`"
    assert answer.rule == mark(24)


def test_an_environment_without_a_branch_is_never_deployed():
    assert check("apply", facts(), staging(branches=()), NOON).verdict == "block"


ANYWHERE = BranchKind(name="chore", pattern="chore/*")
FEATURE = BranchKind(name="feature", pattern="feature/infra-{add,update,remove}-*", into=("develop",), at=mark(60))
HOTFIX = BranchKind(name="hotfix", pattern="hotfix/infra-*", into=("develop", "main"), at=mark(61))
NAMED = replace(POLICY, branch_kinds=(FEATURE, HOTFIX))


def named(head, base="develop", policy=NAMED, **changed):
    where = {"develop": "dev", "staging": "staging", "main": "prod"}[base]
    change = replace(CHANGE, head_branch=head, base_branch=base, **changed)
    return check("apply", facts(change=change, environment=where), policy, NOON)


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("feature/infra-add-rds-cluster", "develop"),
        ("feature/infra-update-ec2-size", "develop"),
        ("feature/infra-remove-unused-lb", "develop"),
        ("hotfix/infra-security-patch", "main"),
        ("hotfix/infra-security-patch", "develop"),
        ("develop", "staging"),
        ("staging", "main"),
        ("main", "staging"),
        ("promote/staging/3", "staging"),
        ("promote/prod/12", "main"),
        ("promote/production/12", "main"),
        ("back-merge/staging/2", "staging"),
        ("back-merge/dev/1", "develop"),
    ],
)
def test_named_branches_promotions_and_ways_back_are_fine(head, base):
    assert named(head, base).verdict == "pass"


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("add-redis", "develop"),
        ("feature/infra-redis", "develop"),
        ("feature/infra-add-redis/more", "develop"),
        ("promote/staging/3", "main"),
        ("promote/prod/x", "main"),
        ("develop", "main"),
    ],
)
def test_another_name_is_told_and_where_rules_are_enforced_blocks(head, base):
    assert named(head, base).verdict == "warn"
    assert named(head, base, replace(NAMED, enforce_branches=True)).verdict == "block"


def test_the_answer_shows_a_name_that_would_do():
    answer = named("feature/add-redis")
    assert str(answer.reason) == (
        "`feature/add-redis` is not called as branches are (tidegate.yaml:60):"
        " feature `feature/infra-{add,update,remove}-*` and hotfix `hotfix/infra-*`."
    )
    assert str(answer.remedy) == "call it `feature/infra-add-redis`, for example"


def test_a_kind_goes_only_where_its_kind_goes():
    answer = named("feature/infra-add-redis", "staging")
    assert (answer.verdict, answer.rule) == ("warn", mark(60))
    assert str(answer.reason) == (
        "`feature/infra-add-redis` is a feature branch, which goes into `develop` (tidegate.yaml:60),"
        " not into `staging`."
    )
    assert str(answer.remedy) == "open a pull request into `develop`"


def test_a_forks_branch_is_no_promotion_whatever_it_is_called():
    assert named("staging", "main", head_repo="stranger/infra").verdict == "warn"


@given(st.text(min_size=1), st.sampled_from([FEATURE.pattern, HOTFIX.pattern, "*", "{a,b}-*"]))
def test_the_name_shown_is_one_the_pattern_allows(head, pattern):
    assert fits_glob(pattern, example(pattern, head))


def test_a_kind_that_names_no_branch_goes_into_any():
    policy = replace(POLICY, branch_kinds=(FEATURE, ANYWHERE), enforce_branches=True)
    given = facts(change=replace(CHANGE, head_branch="chore/tidy-up"))
    assert check("apply", given, policy, NOON).verdict == "pass"


def test_a_push_to_the_environments_own_branch_has_no_head_to_be_named():
    strict = replace(NAMED, enforce_branches=True)
    push = replace(into("staging"), number=-1, head_branch="staging")
    assert check("apply", facts(change=push), strict, NOON).verdict == "pass"
