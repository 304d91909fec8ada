from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, STAGING, facts, policy_with, staging
from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.gates.promotion import check, waivable_by
from tidegate.core.gates.rules import governed
from tidegate.core.known import NOT_ASKED, Unknown

OPEN = Promotion(
    source="dev",
    proven_by=("deployment 41 of 2026-11-27",),
    unproven=(
        Unproven(what="module.redis.aws_elasticache_cluster.this", because="deployment 41 is still watched"),
        Unproven(what="aws_route53_record.prod", because="no deployment changed it"),
    ),
)
HOTFIX = Promotion(source="dev", skips="`hotfix/infra-patch` is a hotfix")
FOREIGN = replace(HOTFIX, foreign=("abc1234",))


def answer(promotion, policy=POLICY):
    return check("apply", facts(promotion=promotion), policy, NOON)


def test_what_went_through_the_environment_before_passes():
    found = answer(replace(OPEN, unproven=()))
    assert (found.verdict, str(found.reason)) == ("pass", "Proven in dev by deployment 41 of 2026-11-27.")


def test_what_is_unproven_is_listed_with_the_reason():
    found = answer(OPEN)
    assert (found.verdict, str(found.reason)) == ("block", "2 things have not been through dev.")
    assert [str(line) for line in found.details] == [
        "`module.redis.aws_elasticache_cluster.this`: deployment 41 is still watched",
        "`aws_route53_record.prod`: no deployment changed it",
    ]
    assert str(found.remedy) == "bring it into dev by a pull request with every gate of its merge green"


def test_where_the_environment_before_is_applied_what_is_unproven_is_deployed_there():
    dev = replace(POLICY.environments["dev"], apply=POLICY.environments["staging"].apply)
    policy = staging()
    policy = replace(policy, environments={**policy.environments, "dev": dev})
    assert str(answer(OPEN, policy).remedy) == ("deploy and test it in dev first, or name it in `promotion.only_here`")


@pytest.mark.parametrize(
    ("only_here", "verdict"),
    [
        (("aws_route53_record.prod",), "block"),
        (("aws_route53_record.*", "module.redis.*"), "pass"),
        (("*",), "pass"),
        (("module.red",), "block"),
    ],
)
def test_what_is_only_here_needs_no_counterpart(only_here, verdict):
    assert answer(OPEN, staging(only_here=only_here)).verdict == verdict


@pytest.mark.parametrize("what", ["#12", "1a2b3c4"])
def test_commits_and_changes_are_no_addresses_whatever_the_pattern(what):
    unproven = Unproven(what=what, because="it was merged into develop without all that a merge needs")
    assert answer(replace(OPEN, unproven=(unproven,)), staging(only_here=("*", "**"))).verdict == "block"


def test_what_was_excused_is_said():
    found = answer(OPEN, staging(only_here=("*",)))
    assert str(found.details[0]).endswith("needs no counterpart: `promotion.only_here`")


def test_the_first_environment_asks_for_nothing():
    assert answer(NOT_ASKED, staging(promotes_from=None)).verdict == "pass"


def test_not_knowing_how_it_came_blocks_and_nobody_can_waive_that():
    lost = Unknown(unknown_because="git did not answer")
    assert str(answer(lost).reason) == "Whether this has been through dev is not known: git did not answer."
    assert answer(lost).verdict == "block"
    given = facts(promotion=lost)
    assert waivable_by(given, governed(given, replace(POLICY, waivers={"promotion": ("devops",)}))) == ()


def test_a_hotfix_waits_for_somebody_who_may_apply_here():
    found = answer(HOTFIX)
    assert (found.verdict, str(found.reason)) == ("block", "`hotfix/infra-patch` is a hotfix: it goes past dev.")
    given = facts(promotion=HOTFIX)
    assert waivable_by(given, governed(given, POLICY)) == STAGING.apply.allow


def test_a_hotfix_with_commits_of_other_environments_is_refused_for_good():
    found = answer(FOREIGN)
    assert found.verdict == "block"
    assert str(found.details[0]) == "`abc1234`"
    assert "cut the branch from `staging` again" in str(found.remedy)
    given = facts(promotion=FOREIGN)
    assert waivable_by(given, governed(given, POLICY)) == ()


def test_a_long_list_is_cut_and_says_so():
    many = replace(OPEN, unproven=tuple(Unproven(what=f"aws_x.y{n}", because="no") for n in range(13)))
    assert str(answer(many).details[10]) == "and 3 more"


def test_the_environment_before_is_called_as_people_call_it():
    policy = policy_with(replace(POLICY.environments["dev"], display="development"))
    assert "been through development" in str(answer(OPEN, policy).reason)
