from dataclasses import replace

import pytest

from support.decisions import POLICY, into
from tidegate.core.gates.heads import carries, promoted_from


@pytest.mark.parametrize(
    ("head", "base", "does"),
    [
        ("develop", "staging", True),
        ("staging", "main", True),
        ("staging", "prod", True),
        ("main", "staging", True),
        ("staging", "develop", True),
        ("promote/staging/3", "staging", True),
        ("promote/production/3", "main", True),
        ("back-merge/staging/1", "staging", True),
        ("develop", "main", False),
        ("promote/staging/3", "main", False),
        ("promote/staging/3x", "staging", False),
        ("feature/infra-add-redis", "develop", False),
        ("hotfix/infra-fix", "main", False),
        ("develop", "release", False),
    ],
)
def test_promotions_and_what_is_brought_back_carry_what_another_environment_has_had(head, base, does):
    assert carries(replace(into(base), head_branch=head), POLICY) is does


def test_a_fork_carries_nothing_whatever_its_branch_is_called():
    assert not carries(replace(into("staging"), head_repo="mallory/infra"), POLICY)


@pytest.mark.parametrize(
    ("head", "base", "sources"),
    [
        ("promote/staging/3", "staging", POLICY.environments["dev"].branches),
        ("promote/production/3", "main", POLICY.environments["staging"].branches),
        ("promote/staging/3", "main", ()),
        ("staging", "main", ()),
        ("back-merge/staging/1", "staging", ()),
    ],
)
def test_a_promotion_of_ours_was_cut_from_a_branch_of_the_environment_before(head, base, sources):
    assert promoted_from(replace(into(base), head_branch=head), POLICY) == sources
